//! Letters to accounts: an invitation, a link to choose a new password.
//!
//! Guarantees: asking for a new password takes the same way, and gives the same answer, whether the address has an account or not.

use database::{Id, MICROS_PER_SECOND, Tx};
use language::Tag;
use theme::Value;
use theme::mail::{Accent, DeskMail};

use super::{Account, Purpose, by_email, by_id, links, normalise_email};
use crate::letters::{self, Kind, Letter};
use crate::limits::{self, Limit};
use crate::site::{self, Site};
use crate::{Actor, App, Error, audit};

/// How often a network address may ask for new passwords, and how often an account gets such a letter, in an hour.
const BY_IP: Limit = Limit { count: 20, micros: 3600 * MICROS_PER_SECOND };
const BY_ACCOUNT: Limit = Limit { count: 3, micros: 3600 * MICROS_PER_SECOND };

/// A letter of one button; `about` is the beginning of its phrases: `letter-invitation`, `letter-password`.
fn letter<'a>(app: &App, site: &Site, (to, language): (&'a str, &'a str), about: &str, by: &str, token: &str) -> Result<Letter<'a>, Error> {
    let tag = Tag::parse(language).map_err(Error::broken)?;
    let text = |part: &str| {
        let words = [("site", Value::from(site.identity.name.as_str())), ("who", Value::from(by))];
        language::typography(&app.theme.text(&tag, &format!("{about}-{part}"), &words), &tag)
    };
    let mail = DeskMail {
        language: language.to_owned(),
        site: site.identity.name.clone(),
        site_url: app.link("/"),
        accent: Accent::of(&site.look.accent),
        title: text("title"),
        text: text("text"),
        items: Vec::new(),
        url: app.link(&format!("/desk/password?token={token}")),
        button: text("button"),
        why: text("why"),
    };
    let render = |ending: &str| app.theme.render(&format!("desk/mail.{ending}"), &tag, &mail).map_err(Error::broken);
    Ok(Letter { kind: Kind::Link, to, language, subject: mail.title.clone(), html: render("html")?, text: render("txt")? })
}

/// Writes to an account that it may enter, with the link to choose a password, which works for a week. Gives the link's token.
pub async fn invite(app: &App, actor: &Actor, id: Id) -> Result<String, Error> {
    let token = links::make_link(app, Purpose::Invitation, Some(id)).await?;
    database::write!(app.database, tx => {
        let account = by_id(tx, id).await?.ok_or(Error::NotFound)?;
        let by = match actor.account {
            Some(one) => by_id(tx, one).await?.map(|one| one.name).unwrap_or_default(),
            None => String::new(),
        };
        let site = site::load(tx).await?;
        let letter = letter(app, &site, (&account.email, &account.language), "letter-invitation", &by, &token)?;
        letters::put(app, tx, &letter).await.map(|_| ())
    })?;
    app.mail_waiting.notify_one();
    Ok(token)
}

/// The account an address belongs to, if it may still enter.
async fn of_address(tx: &mut Tx, email: &str) -> Result<Option<Account>, Error> {
    Ok(by_email(tx, email).await?.filter(|account| !account.disabled))
}

/// Someone forgot the password of an address: its owner, if there is one, gets a letter. Nobody learns whether there is.
pub async fn forgotten(app: &App, email: &str, ip: &str) -> Result<(), Error> {
    let email = normalise_email(email);
    if !super::is_email(&email) {
        return Err(Error::invalid("email", "problem-email-form"));
    }
    if !limits::allow(app, &format!("forgotten:ip:{ip}"), BY_IP).await? {
        return Err(Error::Unavailable("problem-too-many-attempts"));
    }
    let fresh = limits::allow(app, &format!("forgotten:account:{}", crate::keys::sha256(&email)), BY_ACCOUNT).await?;
    let (account, site) = database::read!(app.database, tx => { Ok((of_address(tx, &email).await?, site::load(tx).await?)) })?;
    // The letter is made in any case, so that the answer takes as long.
    let id = account.as_ref().map(|account| account.id).filter(|_| fresh);
    let token = links::make_link(app, Purpose::Password, id).await?;
    let language = account.map_or_else(|| "fr".to_owned(), |account| account.language);
    let letter = letter(app, &site, (&email, &language), "letter-password", "", &token)?;
    database::write!(app.database, tx => {
        match id {
            Some(id) => {
                letters::put(app, tx, &letter).await?;
                let actor = Actor { ip: ip.to_owned(), ..Actor::system() };
                audit::record(app, tx, &actor, "account.forgotten", ("account", Some(id)), "").await
            }
            None => Ok(()),
        }
    })?;
    app.mail_waiting.notify_one();
    Ok(())
}
