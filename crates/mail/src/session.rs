//! One conversation, mail after mail.
//!
//! Guarantee: [`Session::begin`] writes everything of a mail but the final dot; only [`Session::finish`] writes the dot. What a
//! caller must make durable before the relay can have taken the mail, it does between the two. A session that is dropped
//! between them closes its connection, and the relay has taken nothing.

use std::path::PathBuf;
use std::sync::Arc;

use crate::outbox::Outbox;
use crate::smtp::Conversation;
use crate::{Error, Phase, Prepared, Relay, Reply};

/// From whom and to whom, as the relay is told.
#[derive(Clone, Debug)]
pub struct Envelope<'a> {
    /// The return path: where bounces go. Empty: nowhere.
    pub from: &'a str,
    /// The recipient.
    pub to: &'a str,
}

/// An open conversation.
#[derive(Debug)]
pub struct Session {
    way: Way,
}

#[derive(Debug)]
enum Way {
    Outbox(Outbox),
    Relay(Conversation),
}

impl Session {
    pub(crate) fn outbox(folder: PathBuf) -> Session {
        Session { way: Way::Outbox(Outbox::new(folder)) }
    }

    pub(crate) async fn relay(relay: Arc<Relay>) -> Result<Session, Error> {
        Ok(Session { way: Way::Relay(Conversation::open(relay).await?) })
    }

    /// Prepares a mail and begins it: see [`Session::begin_prepared`].
    pub async fn begin(&mut self, envelope: &Envelope<'_>, message: &[u8]) -> Result<(), Error> {
        self.begin_prepared(&Prepared::new(envelope, message.to_vec())?).await
    }

    /// Says from whom and to whom (unless that was said with the dot before), and sends the message without its final dot. After
    /// `Refused` the session can mostly go on with another mail ([`Session::is_open`]); after `Broken` it is closed. Never is the
    /// mail taken.
    pub async fn begin_prepared(&mut self, mail: &Prepared) -> Result<(), Error> {
        match &mut self.way {
            Way::Outbox(outbox) => outbox.begin(mail.message()),
            Way::Relay(conversation) => conversation.begin(mail).await,
        }
    }

    /// Writes the final dot and waits for the answer: its reply is `Accepted`, else `Refused` (not taken), `Broken` in
    /// [`Phase::Dot`] (in doubt), or `Broken` in [`Phase::Body`] (the dot could not be begun: not taken).
    pub async fn finish(&mut self) -> Result<Reply, Error> {
        self.finish_before(None).await
    }

    /// The same, and where the relay takes commands together, the envelope of the mail that will be begun next goes with the dot:
    /// a round trip less. The session can then be used for that mail only.
    pub async fn finish_before(&mut self, next: Option<&Prepared>) -> Result<Reply, Error> {
        match &mut self.way {
            Way::Outbox(outbox) => outbox.finish().await,
            Way::Relay(conversation) => conversation.finish(next).await,
        }
    }

    /// Whether another mail can be begun.
    pub fn is_open(&self) -> bool {
        match &self.way {
            Way::Outbox(_) => true,
            Way::Relay(conversation) => conversation.is_open(),
        }
    }

    /// Whether the relay has closed, or has said something unasked (mostly 421, after waiting long): then a new conversation
    /// saves the next mail a failure. Waits for nothing.
    pub async fn was_left(&mut self) -> bool {
        match &mut self.way {
            Way::Outbox(_) => false,
            Way::Relay(conversation) => conversation.was_left().await,
        }
    }

    /// Whether what is said cannot be read on the way. A folder of this machine is on no way.
    pub fn is_encrypted(&self) -> bool {
        match &self.way {
            Way::Outbox(_) => true,
            Way::Relay(conversation) => conversation.is_encrypted(),
        }
    }

    /// Takes leave.
    pub async fn quit(self) {
        if let Way::Relay(conversation) = self.way {
            conversation.quit().await;
        }
    }
}

pub(crate) fn nothing_begun() -> Error {
    Error::broken(Phase::Body, "no mail was begun")
}
