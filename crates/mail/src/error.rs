//! What can go wrong on a mail's way, and in which phase.

use crate::Reply;

/// How far a conversation was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Finding the relay and connecting.
    Connect,
    /// Its first words.
    Greeting,
    /// EHLO.
    Hello,
    /// Encryption.
    Tls,
    /// Who we are.
    Login,
    /// MAIL FROM.
    Sender,
    /// RCPT TO.
    Recipient,
    /// DATA, before its 354.
    Data,
    /// The message, before the final dot.
    Body,
    /// From the first byte of the final dot on: the relay may have taken the mail.
    Dot,
}

/// Why a mail was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The relay refused, in its own words: certainly not taken.
    #[error("refused ({phase:?}): {reply}")]
    Refused {
        /// When.
        phase: Phase,
        /// Its words.
        reply: Reply,
    },
    /// The conversation broke off.
    #[error("broken off ({phase:?}): {detail}")]
    Broken {
        /// When.
        phase: Phase,
        /// How.
        detail: String,
    },
    /// The message cannot be made or sent as it is (an address with a line break).
    #[error("message: {0}")]
    Message(String),
}

impl Error {
    pub(crate) fn message(detail: impl Into<String>) -> Error {
        Error::Message(detail.into())
    }

    /// Whether the relay may have taken the mail: the dot was begun and no answer came.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Error::Broken { phase: Phase::Dot, .. })
    }
}
