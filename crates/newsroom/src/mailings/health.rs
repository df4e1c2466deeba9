//! How the relay is: whether it takes mail from us, as this process last saw it.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use database::Timestamp;

use super::pace::Pace;
use crate::MICROS_PER_SECOND;

const MINUTE: i64 = 60 * MICROS_PER_SECOND;
/// How long nothing is sent after the relay failed or refused us, by how often it did in a row.
const PAUSES: [i64; 5] = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE];

/// The relay takes nothing from us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Since when.
    pub since: Timestamp,
    /// When it is tried again.
    pub until: Timestamp,
    /// In its words, or how the conversation broke off.
    pub words: String,
    strikes: usize,
}

/// The relay as this process last saw it.
#[derive(Debug, Default)]
pub struct Health {
    trouble: Mutex<Option<Trouble>>,
    /// How many connections it bears.
    pub(super) pace: Pace,
    sending: AtomicU32,
}

/// Connections are at work for as long as this lives.
#[derive(Debug)]
pub(super) struct Sending<'a>(&'a Health);

impl Drop for Sending<'_> {
    fn drop(&mut self) {
        self.0.sending.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Health {
    /// What is the matter, if something is.
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Says that connections begin to work.
    pub(super) fn begin(&self) -> Sending<'_> {
        self.sending.fetch_add(1, Ordering::SeqCst);
        Sending(self)
    }

    /// Whether connections are at work: their leases are to be kept alive.
    pub(super) fn is_sending(&self) -> bool {
        self.sending.load(Ordering::SeqCst) > 0
    }

    /// Whether nothing is sent for now, and until when.
    pub(super) fn paused(&self, now: Timestamp) -> Option<Timestamp> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|trouble| trouble.until).filter(|until| *until > now)
    }

    /// The relay failed or refused us. Several connections that see the same pause count once. Afterwards it
    /// begins with half of the connections.
    pub(super) fn failed(&self, words: &str, now: Timestamp, connections: u32) {
        let mut standing = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        let (since, strikes) = match standing.as_ref() {
            Some(trouble) if trouble.until > now => return,
            Some(trouble) => (trouble.since, trouble.strikes + 1),
            None => (now, 0),
        };
        let pause = PAUSES.get(strikes).or(PAUSES.last()).copied().unwrap_or(MINUTE);
        self.pace.too_much(connections);
        tracing::warn!(words, "the relay takes nothing from us for now");
        *standing = Some(Trouble { since, until: now + pause, words: words.to_owned(), strikes });
    }

    /// The relay took a mail. One that was under way when it said that it is too much does not end the pause.
    pub(super) fn works(&self, connections: u32, now: Timestamp) {
        self.pace.taken(connections);
        let mut standing = self.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if standing.take_if(|trouble| trouble.until <= now).is_some() {
            tracing::info!("the relay takes our mail again");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_until_a_mail_is_taken() {
        let health = Health::default();
        let mut now = 0;
        let mut pauses = Vec::new();
        for _ in 0..7 {
            health.failed("no", now, 1);
            health.failed("no, says another connection", now, 1);
            let until = health.paused(now).unwrap();
            pauses.push((until - now) / MINUTE);
            now = until;
        }
        assert_eq!(pauses, [1, 2, 5, 10, 30, 30, 30]);
        health.works(1, now - 1);
        assert!(health.trouble().is_some(), "a mail that was under way");
        health.works(1, now);
        assert_eq!((health.paused(now), health.trouble()), (None, None));
    }
}
