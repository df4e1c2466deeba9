//! The conversation with a relay, in lockstep: each command waits for its answer.
//!
//! Invariants: a conversation that broke off, or of which a future was dropped midway, is closed and says nothing more; the
//! phase of a failure is [`Phase::Dot`] if and only if a byte of the final dot may have left.

mod dots;
mod opening;
pub(crate) mod tls;
mod wire;

use std::sync::Arc;

use crate::session::{Checked, nothing_begun};
use crate::{Error, Phase, Relay, Reply};
use opening::Features;
use wire::{DotFailed, Wire};

/// The relay closes after this answer, whatever was asked (RFC 5321, 3.8).
const CLOSING: u16 = 421;

#[derive(Debug)]
pub(crate) struct Conversation {
    relay: Arc<Relay>,
    features: Features,
    /// None: closed. Taken out while something is said, so that a dropped future leaves it closed.
    wire: Option<Wire>,
    /// Whether a message stands without its dot.
    begun: bool,
}

impl Conversation {
    pub async fn open(relay: Arc<Relay>) -> Result<Conversation, Error> {
        let (wire, features) = opening::open(&relay).await?;
        Ok(Conversation { relay, features, wire: Some(wire), begun: false })
    }

    pub fn is_open(&self) -> bool {
        self.wire.is_some() && !self.begun
    }

    pub async fn was_left(&mut self) -> bool {
        match &mut self.wire {
            Some(wire) => !matches!(wire.unasked().await, Ok(false)),
            None => true,
        }
    }

    pub fn is_encrypted(&self) -> bool {
        self.wire.as_ref().is_some_and(Wire::is_encrypted)
    }

    pub async fn begin(&mut self, envelope: &Checked, message: &[u8]) -> Result<(), Error> {
        if let Some(most) = self.features.size.filter(|most| message.len() > *most) {
            return Err(Error::message(format!("the message has {} bytes; the relay takes {most}", message.len())));
        }
        let open = self.wire.take().filter(|_| !self.begun);
        let mut wire = open.ok_or_else(|| Error::broken(Phase::Sender, "the conversation is closed"))?;
        self.begun = false;
        match self.transaction(&mut wire, envelope, message).await {
            Ok(()) => {
                self.begun = true;
                self.wire = Some(wire);
                Ok(())
            }
            Err(refused @ Error::Refused { .. }) => {
                if may_go_on(&refused) && self.reset(&mut wire).await.is_ok() {
                    self.wire = Some(wire);
                }
                Err(refused)
            }
            Err(other) => Err(other),
        }
    }

    async fn transaction(&self, wire: &mut Wire, envelope: &Checked, message: &[u8]) -> Result<(), Error> {
        let limit = self.relay.reply_timeout;
        let size = if self.features.size.is_some() { format!(" SIZE={}", message.len()) } else { String::new() };
        accepted(Phase::Sender, wire.ask(&format!("MAIL FROM:<{}>{size}", envelope.from), limit).await)?;
        accepted(Phase::Recipient, wire.ask(&format!("RCPT TO:<{}>", envelope.to), limit).await)?;
        expected(Phase::Data, wire.ask("DATA", limit).await, 300..400)?;
        if let Err(detail) = wire.send(&dots::stuffed(message), limit).await {
            // It may have said why before it closed.
            return Err(self.early(wire).await.unwrap_or_else(|| Error::broken(Phase::Body, detail)));
        }
        Ok(())
    }

    async fn reset(&self, wire: &mut Wire) -> Result<Reply, Error> {
        accepted(Phase::Sender, wire.ask("RSET", self.relay.reply_timeout).await)
    }

    pub async fn finish(&mut self) -> Result<Reply, Error> {
        if !std::mem::take(&mut self.begun) {
            return Err(nothing_begun());
        }
        let mut wire = self.wire.take().ok_or_else(nothing_begun)?;
        // A relay that closed or answered meanwhile takes nothing any more: then the dot need not put the mail in doubt.
        if let Some(error) = self.early(&mut wire).await {
            return Err(error);
        }
        wire.send_dot(self.relay.reply_timeout).await.map_err(Error::from)?;
        let answer = accepted(Phase::Dot, wire.reply(self.relay.dot_timeout).await);
        let goes_on = match &answer {
            Ok(_) => true,
            Err(error) => matches!(error, Error::Refused { .. }) && may_go_on(error),
        };
        self.wire = goes_on.then_some(wire);
        answer
    }

    /// What the relay said or did without being asked, while the message was on its way.
    async fn early(&self, wire: &mut Wire) -> Option<Error> {
        match wire.unasked().await {
            Ok(false) => None,
            Err(detail) => Some(Error::broken(Phase::Body, detail)),
            Ok(true) => Some(match wire.reply(self.relay.reply_timeout).await {
                Ok(reply) if reply.code >= 400 => Error::Refused { phase: Phase::Body, reply },
                Ok(reply) => Error::broken(Phase::Body, format!("the relay answered before the end: {reply}")),
                Err(detail) => Error::broken(Phase::Body, detail),
            }),
        }
    }

    pub async fn quit(mut self) {
        // In the middle of a message QUIT would be a line of it.
        if let Some(mut wire) = self.wire.take().filter(|_| !self.begun) {
            wire.leave().await;
        }
    }
}

impl From<DotFailed> for Error {
    fn from(failed: DotFailed) -> Error {
        match failed {
            DotFailed::Before(detail) => Error::broken(Phase::Body, detail),
            DotFailed::After(detail) => Error::broken(Phase::Dot, detail),
        }
    }
}

fn may_go_on(error: &Error) -> bool {
    !matches!(error, Error::Refused { reply, .. } if reply.code == CLOSING)
}

/// 2xx, or the error that says what came instead.
fn accepted(phase: Phase, answer: Result<Reply, String>) -> Result<Reply, Error> {
    expected(phase, answer, 200..300)
}

fn expected(phase: Phase, answer: Result<Reply, String>, codes: std::ops::Range<u16>) -> Result<Reply, Error> {
    match answer {
        Ok(reply) if codes.contains(&reply.code) => Ok(reply),
        Ok(reply) if reply.code >= 400 => Err(Error::Refused { phase, reply }),
        Ok(reply) => Err(Error::broken(phase, format!("an answer that does not fit: {reply}"))),
        Err(detail) => Err(Error::broken(phase, detail)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_in_doubt_from_the_first_byte_of_the_dot_on() {
        assert!(!Error::from(DotFailed::Before(String::new())).is_in_doubt());
        assert!(Error::from(DotFailed::After(String::new())).is_in_doubt());
    }
}
