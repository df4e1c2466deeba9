//! The numbers in what a mail system says: the reply of SMTP, the enhanced status, and what the status means.

use std::fmt;

use super::Reason;

/// An enhanced status (RFC 3463).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    /// 2, 4 or 5.
    pub class: u8,
    /// What it is about.
    pub subject: u16,
    /// What in particular.
    pub detail: u16,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

impl Status {
    /// Whether it says more than that something went wrong.
    pub(super) fn says_something(self) -> bool {
        (self.subject, self.detail) != (0, 0)
    }
}

/// How far the meaning of a status is to be trusted against words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// It names one thing.
    Sure,
    /// Used for many things.
    Weak,
}

/// What a status means (RFC 3463 and the registry after it).
pub(super) fn meaning(status: Status) -> Option<(Reason, Trust)> {
    use Trust::{Sure, Weak};
    let found = match (status.subject, status.detail) {
        (1, 0) => (Reason::UserUnknown, Weak),
        (1, 1 | 3 | 10) => (Reason::UserUnknown, Sure),
        (1, 2) => (Reason::HostUnknown, Sure),
        (1, 4) => (Reason::Filtered, Sure),
        (1, 6) => (Reason::HasMoved, Sure),
        (1, 7 | 8) => (Reason::Rejected, Sure),
        (1, 9) => (Reason::SystemError, Weak),
        (2, 0) => (Reason::Filtered, Weak),
        (2, 1 | 4) => (Reason::Filtered, Sure),
        (2, 2) => (Reason::MailboxFull, Sure),
        (2, 3) => (Reason::ExceedLimit, Sure),
        (3, 1) => (Reason::SystemFull, Sure),
        (3, 2) => (Reason::NotAccept, Sure),
        (3, 4) => (Reason::MesgTooBig, Sure),
        (3, _) => (Reason::SystemError, Weak),
        (4, 0) => (Reason::Expired, Weak),
        (4, 1 | 2 | 7) => (Reason::Expired, Weak),
        (4, 3) => (Reason::SystemError, Weak),
        (4, 4) => (Reason::HostUnknown, Weak),
        (4, 5) => (Reason::SystemFull, Weak),
        (4, 6) => (Reason::NetworkError, Sure),
        (5, 0) => return None,
        (5, 3) => (Reason::TooManyConn, Sure),
        (5, _) => (Reason::SyntaxError, Sure),
        (6, 7) => (Reason::NotCompliantRfc, Weak),
        (6, _) => (Reason::ContentError, Weak),
        (7, 0 | 1) => (Reason::SecurityError, Weak),
        (7, 2) => (Reason::Filtered, Weak),
        (7, 13) => (Reason::Suspend, Sure),
        (7, 17) => (Reason::HasMoved, Sure),
        (7, 20..=24 | 26 | 29 | 509) => (Reason::AuthFailure, Sure),
        (7, 25) => (Reason::RequirePtr, Sure),
        (7, 27) => (Reason::Rejected, Sure),
        (7, 28) => (Reason::Speeding, Weak),
        (7, 600..=799) => (Reason::Blocked, Weak),
        (7, _) => (Reason::SecurityError, Weak),
        _ => return None,
    };
    Some(found)
}

/// The first status of a failure that says something, else the first of a failure, else the first.
pub(super) fn status(text: &str) -> Option<Status> {
    let rank = |status: &Status| (status.class == 2, !status.says_something());
    // Of those that rank alike, the first is kept.
    words(text).filter_map(parse).min_by_key(rank)
}

/// The pieces between which no digit, letter or dot stands.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '.')).map(|word| word.trim_end_matches('.'))
}

fn parse(word: &str) -> Option<Status> {
    if word.len() > 11 {
        return None;
    }
    let mut parts = word.split('.');
    let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !matches!(class, "2" | "4" | "5") || subject.len() > 3 || detail.len() > 3 {
        return None;
    }
    Some(Status { class: class.parse().ok()?, subject: subject.parse().ok()?, detail: detail.parse().ok()? })
}

/// The first reply of SMTP in a text that refuses, else the first: three digits that stand alone.
pub(super) fn reply_code(text: &str) -> Option<u16> {
    let replies = || replies(text);
    replies().find(|code| *code >= 400).or_else(|| replies().next())
}

fn replies(text: &str) -> impl Iterator<Item = u16> {
    text.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '.'))
        .filter(|word| word.len() == 3)
        .filter_map(|word| word.parse().ok())
        .filter(|code| matches!(code, 211..=259 | 421..=459 | 500..=559))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_told_from_an_address_of_the_network() {
        let table = [
            ("550 5.1.1 <a@example.org>: no", Some("5.1.1")),
            ("550-5.7.26 unauthenticated", Some("5.7.26")),
            ("(#5.4.4)", Some("5.4.4")),
            ("5.0.0 then 5.2.2", Some("5.2.2")),
            ("5.0.0.", Some("5.0.0")),
            ("host [5.6.7.8] said no", None),
            ("version 6.1.2", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(status(text).map(|status| status.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_reply_stands_alone() {
        assert_eq!(reply_code("said: 550-5.1.1 no"), Some(550));
        assert_eq!(reply_code("at 192.0.2.550 or 5501 or a450"), None);
        assert_eq!(reply_code("421"), Some(421));
    }
}
