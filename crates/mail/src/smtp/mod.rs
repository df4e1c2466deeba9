//! The conversation with a relay. Where it takes commands together (PIPELINING, RFC 2920), MAIL, RCPT and DATA are one write, and
//! may go with the final dot of the mail before: one round trip a mail. Elsewhere each command waits for its answer (lockstep).
//!
//! Invariants: a conversation that broke off, or of which a future was dropped midway, is closed and says nothing more; the
//! phase of a failure is [`Phase::Dot`] if and only if a byte of the final dot may have left; a relay that wants the message of a
//! mail whose sender or recipient it refused gets neither message nor dot: the connection is closed.

mod answers;
mod dots;
mod opening;
pub(crate) mod tls;
mod wire;

use std::sync::Arc;

use crate::session::nothing_begun;
use crate::{Error, Phase, Prepared, Relay, Reply};
pub(crate) use dots::stuffed;
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
    /// The envelope that was written with the last dot; its answers are not read yet.
    announced: Option<Vec<u8>>,
}

impl Conversation {
    pub async fn open(relay: Arc<Relay>) -> Result<Conversation, Error> {
        let (wire, features) = opening::open(&relay).await?;
        Ok(Conversation { relay, features, wire: Some(wire), begun: false, announced: None })
    }

    pub fn is_open(&self) -> bool {
        self.wire.is_some() && !self.begun
    }

    pub async fn was_left(&mut self) -> bool {
        match &mut self.wire {
            // What comes now is the answer to the envelope.
            Some(_) if self.announced.is_some() => false,
            Some(wire) => !matches!(wire.unasked().await, Ok(false)),
            None => true,
        }
    }

    pub fn is_encrypted(&self) -> bool {
        self.wire.as_ref().is_some_and(Wire::is_encrypted)
    }

    pub async fn begin(&mut self, mail: &Prepared) -> Result<(), Error> {
        self.fits(mail)?;
        let open = self.wire.take().filter(|_| !self.begun);
        let mut wire = open.ok_or_else(|| Error::broken(Phase::Sender, "the conversation is closed"))?;
        self.begun = false;
        match self.transaction(&mut wire, mail).await {
            Ok(()) => {
                self.begun = true;
                self.wire = Some(wire);
                Ok(())
            }
            Err(failed) => {
                if failed.goes_on && self.reset(&mut wire).await.is_ok() {
                    self.wire = Some(wire);
                }
                Err(failed.error)
            }
        }
    }

    fn fits(&self, mail: &Prepared) -> Result<(), Error> {
        match self.features.size.filter(|most| mail.size() > *most) {
            Some(most) => Err(Error::message(format!("the message has {} bytes; the relay takes {most}", mail.size()))),
            None => Ok(()),
        }
    }

    fn pipelines(&self) -> bool {
        self.features.pipelining && self.relay.pipelining
    }

    async fn transaction(&mut self, wire: &mut Wire, mail: &Prepared) -> Result<(), Failed> {
        let limit = self.relay.reply_timeout;
        let announced = self.announced.take();
        if self.pipelines() {
            let group = self.group(mail);
            match announced {
                Some(other) if other != group => {
                    return Err(Error::broken(Phase::Sender, "another mail was announced to the relay").into());
                }
                Some(_) => {}
                None => wire.send(&group, limit).await.map_err(|detail| Error::broken(Phase::Sender, detail))?,
            }
            answers::together(wire, limit).await?;
        } else {
            accepted(Phase::Sender, wire.ask(&mail.mail(self.features.size.is_some()), limit).await)?;
            accepted(Phase::Recipient, wire.ask(&mail.rcpt(), limit).await)?;
            expected(Phase::Data, wire.ask("DATA", limit).await, 300..400)?;
        }
        if let Err(detail) = wire.send(&mail.stuffed(), limit).await {
            // It may have said why before it closed.
            return Err(self.early(wire).await.unwrap_or_else(|| Error::broken(Phase::Body, detail)).into());
        }
        Ok(())
    }

    /// MAIL, RCPT and DATA. (DATA is the last of a group: what follows depends on its answer.)
    fn group(&self, mail: &Prepared) -> Vec<u8> {
        format!("{}\r\n{}\r\nDATA\r\n", mail.mail(self.features.size.is_some()), mail.rcpt()).into_bytes()
    }

    async fn reset(&self, wire: &mut Wire) -> Result<Reply, Error> {
        accepted(Phase::Sender, wire.ask("RSET", self.relay.reply_timeout).await)
    }

    pub async fn finish(&mut self, next: Option<&Prepared>) -> Result<Reply, Error> {
        if !std::mem::take(&mut self.begun) {
            return Err(nothing_begun());
        }
        let mut wire = self.wire.take().ok_or_else(nothing_begun)?;
        // A relay that closed or answered meanwhile takes nothing any more: then the dot need not put the mail in doubt.
        if let Some(error) = self.early(&mut wire).await {
            return Err(error);
        }
        let announced = next.filter(|next| self.pipelines() && self.fits(next).is_ok()).map(|next| self.group(next));
        wire.send_dot(announced.as_deref().unwrap_or_default(), self.relay.reply_timeout).await.map_err(Error::from)?;
        let answer = accepted(Phase::Dot, wire.reply(self.relay.dot_timeout).await);
        let goes_on = match &answer {
            Ok(_) => true,
            Err(error) => matches!(error, Error::Refused { .. }) && may_go_on(error),
        };
        self.wire = goes_on.then_some(wire);
        self.announced = announced.filter(|_| goes_on);
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
        // In the middle of a message, or before one that was announced, QUIT would be a line of it.
        if let Some(mut wire) = self.wire.take().filter(|_| !self.begun && self.announced.is_none()) {
            wire.leave().await;
        }
    }
}

/// Why a mail could not be begun, and whether the conversation can go on after RSET.
#[derive(Debug)]
struct Failed {
    error: Error,
    goes_on: bool,
}

impl From<Error> for Failed {
    fn from(error: Error) -> Failed {
        let goes_on = matches!(&error, Error::Refused { phase, .. } if *phase != Phase::Body) && may_go_on(&error);
        Failed { error, goes_on }
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
