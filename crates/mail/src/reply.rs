//! What a relay answers.

use std::fmt;

/// What an answer means for a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// 2xx: taken.
    Accepted,
    /// 4xx: to be tried again.
    Temporary,
    /// 5xx: refused for good.
    Permanent,
}

/// An answer of a relay (RFC 5321, section 4.2; enhanced codes by RFC 3463).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The three digits.
    pub code: u16,
    /// The enhanced status, where given.
    pub status: Option<[u8; 3]>,
    /// Its text, lines joined by a space.
    pub text: String,
}

impl Reply {
    /// What it means.
    pub fn class(&self) -> Class {
        match self.code {
            200..=399 => Class::Accepted,
            400..=499 => Class::Temporary,
            _ => Class::Permanent,
        }
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ", self.code)?;
        if let Some([class, subject, detail]) = self.status {
            write!(f, "{class}.{subject}.{detail} ")?;
        }
        f.write_str(&self.text)
    }
}
