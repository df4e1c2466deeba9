//! One message for all its readers: MIME with marks where what belongs to one reader is put in later.

use crate::{Error, MARKS};

/// A name and an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// The name; may be empty.
    pub name: String,
    /// The address.
    pub address: String,
}

/// What the mail of a list says of itself (RFC 2369, RFC 2919, RFC 8058).
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The list's name for people.
    pub name: String,
    /// Its identity: `tous-les-articles.lettre.example.org`.
    pub id: String,
    /// Feedback-ID, as large mailbox providers group complaints: `mailing:newsletter:site`.
    pub feedback: String,
    /// The page of the archive or the web view; may be empty.
    pub archive: String,
}

/// A message as all its readers get it. Texts may hold [`MARKS`].
#[derive(Clone, Debug, Default)]
pub struct Message {
    /// From whom.
    pub from: Mailbox,
    /// Where answers go; may be empty.
    pub reply_to: Mailbox,
    /// The subject.
    pub subject: String,
    /// Date in seconds since 1970.
    pub date: i64,
    /// The text's language.
    pub language: String,
    /// The HTML part; empty for a mail of plain text only.
    pub html: String,
    /// The plain text part.
    pub text: String,
    /// The list it is a mail of; None for a mail to one person.
    pub list: Option<List>,
}

/// Makes the message's bytes: ASCII, lines of at most 76 signs ended by CRLF, with marks that [`crate::personalise`] replaces.
pub fn compose(message: &Message) -> Result<String, Error> {
    let _ = MARKS;
    mail_builder::MessageBuilder::new()
        .from((message.from.name.as_str(), message.from.address.as_str()))
        .subject(message.subject.as_str())
        .date(message.date)
        .text_body(message.text.as_str())
        .html_body(message.html.as_str())
        .write_to_string()
        .map_err(|error| Error::message(error.to_string()))
}
