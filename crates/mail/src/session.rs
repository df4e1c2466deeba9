//! One conversation with the relay, mail after mail.
//!
//! Guarantee: [`Session::begin`] writes everything of a mail but the final dot; only [`Session::finish`] writes the dot. What a
//! caller must make durable before the relay can have taken the mail, it does between the two.

use std::path::PathBuf;

use crate::{Error, Phase, Reply};

/// From whom and to whom, as the relay is told.
#[derive(Clone, Debug)]
pub struct Envelope<'a> {
    /// The return path: where bounces go.
    pub from: &'a str,
    /// The recipient.
    pub to: &'a str,
}

/// An open conversation.
#[derive(Debug)]
pub struct Session {
    folder: PathBuf,
    waiting: Option<Vec<u8>>,
}

impl Session {
    pub(crate) fn outbox(folder: PathBuf) -> Session {
        Session { folder, waiting: None }
    }

    /// Says from whom and to whom, and sends the message without its final dot. After `Refused` the session can go on with
    /// another mail ([`Session::is_open`]); after `Broken` it is closed. Never is the mail taken.
    pub async fn begin(&mut self, _envelope: &Envelope<'_>, message: &[u8]) -> Result<(), Error> {
        self.waiting = Some(message.to_vec());
        Ok(())
    }

    /// Writes the final dot and waits for the answer: its reply is `Accepted`, else `Refused` (not taken) or `Broken` in
    /// [`Phase::Dot`] (in doubt).
    pub async fn finish(&mut self) -> Result<Reply, Error> {
        let broken = |detail: String| Error::Broken { phase: Phase::Body, detail };
        let message = self.waiting.take().ok_or_else(|| broken("no mail was begun".to_owned()))?;
        tokio::fs::create_dir_all(&self.folder).await.map_err(|error| broken(error.to_string()))?;
        let name = ring::digest::digest(&ring::digest::SHA256, &message);
        let name: String = name.as_ref().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let path = self.folder.join(format!("{name}.eml"));
        tokio::fs::write(path, message).await.map_err(|error| broken(error.to_string()))?;
        Ok(Reply { code: 250, status: Some([2, 0, 0]), text: "kept in the outbox".to_owned() })
    }

    /// Whether another mail can be begun.
    pub fn is_open(&self) -> bool {
        true
    }

    /// Takes leave.
    pub async fn quit(self) {}
}
