//! What the newsroom is alerted to: complaints about a mailing, a message that the relay refuses. Once for each event: it stands
//! at the desk until an editor puts it away, and a letter goes to the administration.
//!
//! That the relay takes nothing at all is no event of the database: the desk sees it in this process ([`super::Health`]), and no
//! mail could tell of it.

use database::{Id, Timestamp, Tx};
use language::Tag;
use theme::Value;
use theme::mail::{Accent, AlertMail};

use super::{alerts_store as store, store as mailings};
use crate::accounts::{self, Right};
use crate::letters::{self, Kind, Letter};
use crate::{Actor, App, Error, audit, site};

/// So many complaints at least.
const COMPLAINTS: i64 = 2;
/// Complaints of a thousand mails taken by the relay: above it mailbox providers begin to refuse a sender.
const PER_THOUSAND: i64 = 1;
/// The alerts that one page shows.
const SHOWN: i64 = 20;

/// What an alert is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertKind {
    /// Readers complained of a mailing.
    Complaints,
    /// The relay refuses a mailing's message.
    Refused,
}

impl AlertKind {
    /// How it is written in the database, and in the keys of its phrases.
    pub fn as_str(self) -> &'static str {
        match self {
            AlertKind::Complaints => "complaints",
            AlertKind::Refused => "refused",
        }
    }
}

/// An alert that nobody has put away.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Its id.
    pub id: Id,
    /// What it is about: `complaints`, `refused`.
    pub kind: String,
    /// Which mailing.
    pub mailing: Id,
    /// The mailing's article or newsletter.
    pub title: String,
    /// In figures, or the relay's words.
    pub detail: String,
    /// Since when.
    pub at: Timestamp,
}

/// The alerts that nobody has put away, newest first.
pub async fn alerts(tx: &mut Tx) -> Result<Vec<Alert>, Error> {
    let mut found = Vec::new();
    for (id, kind, mailing, detail, at) in store::open(tx, SHOWN).await? {
        let title = super::desk::title(tx, mailing).await?;
        found.push(Alert { id, kind, mailing, title, detail, at });
    }
    Ok(found)
}

/// An editor has seen an alert.
pub async fn put_alert_away(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        if store::put_away(tx, id, app.now()).await? {
            audit::record(app, tx, actor, "mailing.alert_seen", ("mail_alert", Some(id)), "").await?;
        }
        Ok(())
    })
}

/// A reader has complained of a mailing: raises the alert when there are too many.
pub(crate) async fn complained(app: &App, tx: &mut Tx, mailing: Id) -> Result<(), Error> {
    let Some(row) = mailings::by_id(tx, mailing).await? else {
        return Ok(());
    };
    let (complaints, taken) = (store::complaints(tx, mailing).await?, row.totals.submitted);
    if complaints >= COMPLAINTS && complaints * 1_000 > taken * PER_THOUSAND {
        raise(app, tx, AlertKind::Complaints, mailing, &format!("{complaints}/{taken}")).await?;
    }
    Ok(())
}

/// Raises an alert, if it is the first of its kind for this mailing.
pub(super) async fn raise(app: &App, tx: &mut Tx, kind: AlertKind, mailing: Id, detail: &str) -> Result<(), Error> {
    if !store::insert(tx, (app.ids.next(), kind.as_str()), mailing, detail, app.now()).await? {
        return Ok(());
    }
    let title = super::desk::title(tx, mailing).await?;
    let site = site::load(tx).await?;
    for account in accounts::all(tx).await?.iter().filter(|one| !one.disabled && one.role().may(Right::Administer)) {
        let tag = Tag::parse(&account.language).map_err(Error::broken)?;
        let words = |key: &str| {
            let arguments = [
                ("title", Value::from(title.as_str())),
                ("detail", Value::from(detail)),
                ("site", Value::from(site.identity.name.as_str())),
            ];
            language::typography(&app.theme.text(&tag, &format!("{key}-{}", kind.as_str()), &arguments), &tag)
        };
        let mail = AlertMail {
            language: account.language.clone(),
            site: site.identity.name.clone(),
            site_url: app.link("/"),
            accent: Accent::of(&site.look.accent),
            title: words("mail-alert-title"),
            text: words("mail-alert-text"),
            url: app.link(&format!("/desk/mailings/{mailing}")),
            sender: super::render::sender(&site),
            postal_address: site.legal.address.clone(),
        };
        let part = |ending: &str| app.theme.render(&format!("mail/alert.{ending}"), &tag, &mail).map_err(Error::broken);
        let letter = Letter {
            kind: Kind::Alert,
            to: &account.email,
            language: &account.language,
            subject: format!("{}{} {}", site.identity.name, app.theme.text(&tag, "mail-colon", &[]), mail.title),
            html: part("html")?,
            text: part("txt")?,
        };
        letters::put(app, tx, &letter).await?;
    }
    Ok(())
}
