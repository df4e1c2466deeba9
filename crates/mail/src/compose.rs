//! One message for all its readers: MIME with free places where what belongs to one reader is put in later.
//!
//! The head is encoded by mail-builder; the bodies are by our own quoted-printable, which keeps the places free.

use mail_builder::headers::Header;
use mail_builder::headers::address::Address;
use mail_builder::headers::date::Date;
use mail_builder::headers::text::Text;

use crate::personal::{MARKS, Place, Whose, free_place};
use crate::{Error, address, quoted};

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

/// Makes the message: ASCII, lines ended by CRLF, of at most 76 signs in the body and 78 in the head (but where one word, a long
/// address or link, is longer), with free places that [`crate::personalise`] fills. The same message gives the same bytes.
pub fn compose(message: &Message) -> Result<String, Error> {
    let mut head = Head::default();
    head.mailbox("From", &message.from)?;
    if !message.reply_to.address.is_empty() {
        head.mailbox("Reply-To", &message.reply_to)?;
    }
    head.put("To", &free_place(Place::Header, Whose::Address));
    head.encoded("Subject", &Text::new(one_line(&message.subject)))?;
    head.encoded("Date", &Date::new(message.date))?;
    head.put("Message-ID", &format!("<{}>", free_place(Place::Header, Whose::MessageId)));
    head.put("MIME-Version", "1.0");
    if !message.language.is_empty() {
        head.put("Content-Language", bare("language", &message.language)?);
    }
    match &message.list {
        Some(list) => list_headers(&mut head, list)?,
        // Nobody's holiday notice is wanted in answer to a letter (RFC 3834). A list says the same by its List-Id; `Precedence`
        // is of no standard, and providers read it as a sign of bulk.
        None => head.put("Auto-Submitted", "auto-generated"),
    }
    let mut out = head.0;
    if message.html.is_empty() {
        put_part(&mut out, "plain", &quoted::encode(&message.text, Place::Text));
        return Ok(out);
    }
    // "=_" is in no quoted-printable line, so no part can hold the boundary.
    let boundary = format!("=_{}", fingerprint(message));
    out.push_str(&format!("Content-Type: multipart/alternative;\r\n boundary=\"{boundary}\"\r\n\r\n"));
    for (kind, text, place) in [("plain", &message.text, Place::Text), ("html", &message.html, Place::Html)] {
        out.push_str(&format!("--{boundary}\r\n"));
        put_part(&mut out, kind, &quoted::encode(text, place));
    }
    out.push_str(&format!("--{boundary}--\r\n"));
    Ok(out)
}

fn list_headers(head: &mut Head, list: &List) -> Result<(), Error> {
    head.encoded("List-Id", &Address::new_address(name(&list.name), bare("list", &list.id)?))?;
    // A link is never folded, so it has a line of its own.
    head.put("List-Unsubscribe", &format!("\r\n <{}>", free_place(Place::Header, Whose::Unsubscribe)));
    head.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    if !list.archive.is_empty() {
        head.put("List-Archive", &format!("\r\n <{}>", bare("archive", &list.archive)?));
    }
    if !list.feedback.is_empty() {
        head.put("Feedback-ID", bare("feedback", &list.feedback)?);
    }
    Ok(())
}

#[derive(Default)]
struct Head(String);

impl Head {
    fn put(&mut self, name: &str, value: &str) {
        let space = if value.starts_with('\r') { "" } else { " " };
        self.0.push_str(&format!("{name}:{space}{value}\r\n"));
    }

    fn encoded(&mut self, name: &str, value: &impl Header) -> Result<(), Error> {
        let mut bytes = Vec::new();
        value.write_header(&mut bytes, name.len() + 2);
        let value = String::from_utf8(bytes).map_err(|error| Error::message(format!("{name}: {error}")))?;
        self.0.push_str(&format!("{name}: {value}"));
        Ok(())
    }

    fn mailbox(&mut self, header: &str, mailbox: &Mailbox) -> Result<(), Error> {
        let address =
            address::on_the_wire(&mailbox.address).map_err(|error| Error::message(format!("the address of {header}: {error}")))?;
        self.encoded(header, &Address::new_address(name(&mailbox.name), address))
    }
}

fn put_part(out: &mut String, kind: &str, encoded: &str) {
    out.push_str(&format!("Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"));
    out.push_str(encoded);
    out.push_str("\r\n");
}

fn name(text: &str) -> Option<String> {
    let text = one_line(text);
    (!text.is_empty()).then_some(text)
}

/// A head line holds no line break, no other control sign and no mark.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).filter(|sign| !MARKS.contains(sign)).collect();
    plain.trim().to_owned()
}

/// What stands in a head line as it is: one word of plain signs.
fn bare<'a>(what: &str, text: &'a str) -> Result<&'a str, Error> {
    let good = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"".contains(&byte));
    good.then_some(text).ok_or_else(|| Error::message(format!("the {what} of the message cannot stand in its head: {text:?}")))
}

/// Nothing of chance or time: a message that is made again is the same message.
fn fingerprint(message: &Message) -> String {
    let mut context = ring::digest::Context::new(&ring::digest::SHA256);
    for part in [&message.subject, &message.text, &message.html] {
        context.update(&part.len().to_be_bytes());
        context.update(part.as_bytes());
    }
    context.finish().as_ref().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
