//! The mails to one subscriber, made before the transaction that puts them; the person's link is set in afterwards.

use language::Tag;
use theme::Value;
use theme::mail::{Accent, ChosenNewsletter, SubscriberMail};

use super::Subscriber;
use crate::letters::{Kind, Letter};
use crate::newsletters::{self, Newsletter};
use crate::site::Site;
use crate::{App, Error, naming};

/// Stands where the person's link will be.
pub(super) const LINK: &str = "\u{e110}";

/// Stands where the person's link to unsubscribe will be.
pub(super) const UNSUBSCRIBE: &str = "\u{e111}";

/// A mail whose link is not known yet.
pub(super) struct Made {
    kind: Kind,
    language: String,
    subject: String,
    html: String,
    text: String,
}

impl Made {
    /// The letter to one address, with `link` in the place of `mark`.
    pub fn to<'a>(&'a self, to: &'a str, mark: &str, link: &str) -> Letter<'a> {
        Letter {
            kind: self.kind,
            to,
            language: &self.language,
            subject: self.subject.clone(),
            html: self.html.replace(mark, link),
            text: self.text.replace(mark, link),
        }
    }
}

fn context(site: &Site, app: &App, language: &Tag) -> SubscriberMail {
    SubscriberMail {
        language: language.as_str().to_owned(),
        site: site.identity.name.clone(),
        site_url: app.link("/"),
        accent: Accent::of(&site.look.accent),
        url: LINK.to_owned(),
        newsletters: Vec::new(),
        sender: if site.legal.publisher.is_empty() { site.identity.name.clone() } else { site.legal.publisher.clone() },
        postal_address: site.legal.address.clone(),
        preferences_url: String::new(),
        unsubscribe_url: String::new(),
    }
}

fn make(app: &App, kind: Kind, language: &Tag, mail: &SubscriberMail) -> Result<Made, Error> {
    let name = match kind {
        Kind::Known => "known",
        Kind::Welcome => "welcome",
        Kind::Reconfirmation => "reconfirm",
        _ => "confirm",
    };
    let render = |ending: &str| app.theme.render(&format!("mail/{name}.{ending}"), language, mail).map_err(Error::broken);
    let subject = app.theme.text(language, &format!("mail-{name}-subject"), &[("site", Value::from(mail.site.as_str()))]);
    Ok(Made {
        kind,
        language: mail.language.clone(),
        subject: language::typography(&subject, language),
        html: render("html")?,
        text: render("txt")?,
    })
}

/// The mail that asks to confirm; [`LINK`] is the page to do so.
pub(super) fn confirmation(app: &App, site: &Site, language: &Tag) -> Result<Made, Error> {
    make(app, Kind::Confirmation, language, &context(site, app, language))
}

/// The mail that says that all is done already; [`LINK`] is the preferences page.
pub(super) fn known(app: &App, site: &Site, language: &Tag) -> Result<Made, Error> {
    make(app, Kind::Known, language, &context(site, app, language))
}

/// The mail that asks someone who came by an import to confirm; [`LINK`] is the page to do so, [`UNSUBSCRIBE`] the other one.
pub(super) fn reconfirmation(app: &App, site: &Site, language: &Tag) -> Result<Made, Error> {
    let mail = SubscriberMail { unsubscribe_url: UNSUBSCRIBE.to_owned(), ..context(site, app, language) };
    make(app, Kind::Reconfirmation, language, &mail)
}

/// The mail that says what will come. Its links are the subscriber's own.
pub(super) fn welcome(app: &App, site: &Site, of: &Subscriber, chosen: &[&Newsletter]) -> Result<Made, Error> {
    let language = of.tag()?;
    let chosen = chosen.iter().map(|newsletter| {
        let name = naming::best(&newsletter.names, language.as_str(), site.identity.main_language());
        ChosenNewsletter {
            name: name.map(|name| language::typography(&name.name, &language)).unwrap_or_default(),
            when: newsletters::when(app, &language, newsletter),
        }
    });
    let all = super::Unsubscribe { subscriber: of.id, newsletter: 0, mailing: 0 };
    let mail = SubscriberMail {
        newsletters: chosen.collect(),
        preferences_url: super::preferences_link(app, of.id)?,
        unsubscribe_url: super::unsubscribe_link(app, all)?,
        ..context(site, app, &language)
    };
    make(app, Kind::Welcome, &language, &mail)
}
