//! Letters: mails to one person that are no mailing (confirmation, sign-in link, test).
//!
//! Invariants: a letter is written in the transaction of what it tells of, and leaves after the commit; its way is the same
//! ledger as a delivery's.

mod ledger;
mod outbox;
mod store;

use database::{Id, Tx};

use crate::{App, Error, site};

pub use outbox::{Outbox, ReadMail, kept, outbox};
pub use store::{Kept, latest};

pub(crate) use ledger::{again, expire, forget, put_outcome, recover};
pub(crate) use store::{counts, intend, is_due, lease, next_at};

/// What a letter is for; decides how often it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Asks to confirm a sign-up.
    Confirmation,
    /// Says that the address is subscribed already.
    Known,
    /// Says welcome.
    Welcome,
    /// Asks someone who came by an import to confirm.
    Reconfirmation,
    /// A one-time link for the desk.
    Link,
    /// Tells an account of an article that was handed over.
    Handover,
    /// A mailing as its editor wants to see it.
    Test,
    /// Tells the administration what it should look at.
    Alert,
}

impl Kind {
    /// How it is written in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Confirmation => "confirmation",
            Kind::Known => "known",
            Kind::Welcome => "welcome",
            Kind::Reconfirmation => "reconfirmation",
            Kind::Link => "link",
            Kind::Handover => "handover",
            Kind::Test => "test",
            Kind::Alert => "alert",
        }
    }
}

/// A letter to be sent.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    /// What it is for.
    pub kind: Kind,
    /// To which address.
    pub to: &'a str,
    /// In which language.
    pub language: &'a str,
    /// The subject.
    pub subject: String,
    /// The HTML part.
    pub html: String,
    /// The plain text part.
    pub text: String,
}

impl Letter<'_> {
    /// The same with `text` in the place of a mark.
    pub fn with(mut self, mark: &str, text: &str) -> Self {
        self.html = self.html.replace(mark, text);
        self.text = self.text.replace(mark, text);
        self
    }
}

/// Puts a letter among those to be sent. After the commit the caller wakes the sender: `app.mail_waiting.notify_one()`.
pub async fn put(app: &App, tx: &mut Tx, letter: &Letter<'_>) -> Result<Id, Error> {
    let site = site::load(tx).await?;
    let composed = mail::compose(&mail::Message {
        from: mail::Mailbox { name: site.identity.name.clone(), address: site.mail.from.clone() },
        reply_to: mail::Mailbox { name: site.identity.name, address: site.mail.reply_to },
        subject: letter.subject.clone(),
        date: app.now() / crate::MICROS_PER_SECOND,
        language: letter.language.to_owned(),
        html: letter.html.clone(),
        text: letter.text.clone(),
        list: None,
    })
    .map_err(Error::broken)?;
    put_composed(app, tx, letter.kind, letter.to, &composed).await
}

/// The same with a message that is made already.
pub(crate) async fn put_composed(app: &App, tx: &mut Tx, kind: Kind, to: &str, message: &str) -> Result<Id, Error> {
    let id = app.ids.next();
    store::insert(tx, id, kind.as_str(), to, message, app.now()).await?;
    Ok(id)
}
