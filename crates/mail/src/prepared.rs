//! A mail made ready for a conversation beforehand, so that nothing but the wire is waited for while one is open.

use std::borrow::Cow;

use crate::{Envelope, Error, address};

/// A mail whose envelope and message were found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prepared {
    from: String,
    to: String,
    message: Vec<u8>,
}

impl Prepared {
    /// Checks the addresses and the message.
    pub fn new(envelope: &Envelope<'_>, message: Vec<u8>) -> Result<Prepared, Error> {
        let from = if envelope.from.is_empty() { String::new() } else { address::on_the_wire(envelope.from)? };
        let to = address::on_the_wire(envelope.to)?;
        if !message.is_ascii() {
            return Err(Error::message("the message has bytes beyond ASCII, which not every relay takes"));
        }
        Ok(Prepared { from, to, message })
    }

    /// The message as it was given.
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    /// The room of the message, for another one: what is copied into a buffer that is there already costs no memory anew.
    pub fn into_buffer(self) -> Vec<u8> {
        let mut buffer = self.message;
        buffer.clear();
        buffer
    }

    pub(crate) fn size(&self) -> usize {
        self.message.len()
    }

    /// The message as it stands between DATA and the final dot.
    pub(crate) fn stuffed(&self) -> Cow<'_, [u8]> {
        crate::smtp::stuffed(&self.message)
    }

    /// MAIL, without its line end.
    pub(crate) fn mail(&self, with_size: bool) -> String {
        let size = if with_size { format!(" SIZE={}", self.size()) } else { String::new() };
        format!("MAIL FROM:<{}>{size}", self.from)
    }

    /// RCPT, without its line end.
    pub(crate) fn rcpt(&self) -> String {
        format!("RCPT TO:<{}>", self.to)
    }
}
