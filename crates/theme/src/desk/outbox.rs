//! The pages of the local outbox: mails that are kept instead of being sent.

use serde::Serialize;

use super::frame::{Frame, Here};

/// One kept mail of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxRow {
    /// Its page.
    pub href: String,
    /// To whom.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// Its date, in words.
    pub date: String,
}

/// `desk/outbox/list.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxList {
    /// The frame.
    pub frame: Frame,
    /// Newest first.
    pub mails: Vec<OutboxRow>,
    /// The next page.
    pub older_href: Option<String>,
    /// The first page, when this is not it.
    pub first_href: Option<String>,
}

/// `desk/outbox/show.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxMail {
    /// The frame.
    pub frame: Frame,
    /// The subject.
    pub subject: String,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Its date, in words.
    pub date: String,
    /// The HTML part by itself, framed; none for a mail of plain text.
    pub page_href: Option<String>,
    /// The plain text part, in pieces: each a text, with an address where it is a link.
    pub text: Vec<(String, Option<String>)>,
    /// All lines of its head.
    pub headers: Vec<(String, String)>,
}

impl OutboxList {
    /// A list of one.
    pub fn sample() -> OutboxList {
        OutboxList {
            frame: Frame { here: Here::Outbox, ..Frame::sample() },
            mails: vec![OutboxRow {
                href: "/desk/outbox/a.eml".to_owned(),
                to: "lectrice@example.org".to_owned(),
                subject: "Confirmez votre inscription".to_owned(),
                date: "20 septembre 2026 à 14:03".to_owned(),
            }],
            older_href: Some("/desk/outbox?after=a.eml".to_owned()),
            first_href: Some("/desk/outbox".to_owned()),
        }
    }
}

impl OutboxMail {
    /// A mail with both parts.
    pub fn sample() -> OutboxMail {
        OutboxMail {
            frame: Frame { here: Here::Outbox, ..Frame::sample() },
            subject: "Confirmez votre inscription".to_owned(),
            from: "Le Courrier des Trois Rivières <lettre@example.org>".to_owned(),
            to: "lectrice@example.org".to_owned(),
            date: "20 septembre 2026 à 14:03".to_owned(),
            page_href: Some("/desk/outbox/a.eml/page".to_owned()),
            text: vec![("Bonjour,\n\n".to_owned(), None), ("https://example.org/a".to_owned(), Some("https://example.org/a".to_owned()))],
            headers: vec![("Subject".to_owned(), "Confirmez votre inscription".to_owned())],
        }
    }
}
