//! What can go wrong on a mail's way, and in which phase.

use crate::{Class, Reply};

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

    pub(crate) fn broken(phase: Phase, detail: impl Into<String>) -> Error {
        Error::Broken { phase, detail: detail.into() }
    }

    /// Whether the relay may have taken the mail: the dot was begun and no answer came.
    pub fn is_in_doubt(&self) -> bool {
        matches!(self, Error::Broken { phase: Phase::Dot, .. })
    }

    /// Whether trying again later can help: a temporary refusal, or a conversation that broke off before the dot.
    pub fn is_temporary(&self) -> bool {
        match self {
            Error::Refused { reply, .. } => reply.class() == Class::Temporary,
            Error::Broken { .. } => !self.is_in_doubt(),
            Error::Message(_) => false,
        }
    }

    /// Whether it says something of this recipient, and not of us, the relay or the message.
    pub fn is_about_recipient(&self) -> bool {
        matches!(self, Error::Refused { phase, reply } if reply.is_about_recipient(*phase))
    }

    /// How far the conversation was; None for a message that was not begun.
    pub fn phase(&self) -> Option<Phase> {
        match self {
            Error::Refused { phase, .. } | Error::Broken { phase, .. } => Some(*phase),
            Error::Message(_) => None,
        }
    }
}
