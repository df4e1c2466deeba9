//! The mails that connections take from: leased ahead by one task, letters first, in the order of the audience, so that what is
//! written down together lies together in the database.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use database::Id;
use tokio::sync::Notify;

use super::connection::Outgoing;
use super::destinations::{Destinations, Place};
use super::record::Ticket;
use super::send::{Variants, lease_deliveries, lease_letters, may_send};
use crate::{App, Error};

/// With fewer mails than this at hand, more are leased.
const READY: usize = 50;
/// How long a letter waits at most before it is looked for, however slow the relay is.
const LETTERS: Duration = Duration::from_secs(1);
/// So many refusals of its message, one after the other, stop a mailing.
const REFUSALS: u32 = 3;

/// A mail and its place among those to its domain.
#[derive(Debug)]
pub(super) struct Taken {
    pub one: Outgoing,
    pub place: Place,
}

/// Where connections take mails from.
#[derive(Debug)]
pub(super) struct Feed {
    queue: Mutex<Queue>,
    /// Something came, or nothing will.
    changed: Notify,
    /// Few are left.
    wanted: Notify,
    destinations: Destinations,
    /// How often the relay has refused a mailing's message in a row.
    refused: Mutex<BTreeMap<Id, u32>>,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: VecDeque<Outgoing>,
    closed: bool,
}

impl Feed {
    pub(super) fn new(app: &App) -> Feed {
        Feed {
            queue: Mutex::default(),
            changed: Notify::new(),
            wanted: Notify::new(),
            destinations: Destinations::new(app.settings.relay_limits.per_destination),
            refused: Mutex::default(),
        }
    }

    /// A mail that is at hand and whose domain has a place. Waits for nothing.
    pub(super) fn at_hand(&self) -> Option<Taken> {
        let mut queue = self.queue();
        let found = queue.waiting.iter().enumerate().find_map(|(at, one)| Some((at, self.destinations.place(&one.to)?)));
        let (at, place) = found?;
        let one = queue.waiting.remove(at)?;
        if queue.waiting.len() < READY {
            self.wanted.notify_one();
        }
        Some(Taken { one, place })
    }

    /// The next mail. None: there is none, nor will there be.
    pub(super) async fn next(&self) -> Option<Taken> {
        loop {
            let changed = self.changed.notified();
            if let Some(taken) = self.at_hand() {
                return Some(taken);
            }
            if self.is_over() {
                // Others may be waiting for a place that frees nothing for them any more.
                self.changed.notify_waiters();
                return None;
            }
            tokio::select! {
                () = changed => {}
                () = self.destinations.freed() => {}
            }
        }
    }

    /// Whether nothing is left and nothing will come.
    pub(super) fn is_over(&self) -> bool {
        let queue = self.queue();
        queue.closed && queue.waiting.is_empty()
    }

    /// Leases until nothing is due, the relay will not have it, or the feed is closed. Gives how many chunks it leased.
    pub(super) async fn fill(&self, app: &App) -> Result<u64, Error> {
        let outcome = self.lease_all(app).await;
        self.queue().closed = true;
        self.changed.notify_waiters();
        outcome
    }

    async fn lease_all(&self, app: &App) -> Result<u64, Error> {
        let (mut chunks, mut variants) = (0, Variants::default());
        while may_send(app) && !self.queue().closed {
            let looked = Instant::now();
            let letters = lease_letters(app).await?;
            let found = !letters.is_empty();
            self.put_first(letters);
            let more = self.queue().waiting.len() < READY;
            if more && let Some(leased) = lease_deliveries(app, &mut variants).await? {
                self.put(leased);
            } else if more && !found {
                return Ok(chunks);
            }
            chunks += 1;
            while self.queue().waiting.len() >= READY && looked.elapsed() < LETTERS {
                let _ = tokio::time::timeout(LETTERS, self.wanted.notified()).await;
            }
        }
        Ok(chunks)
    }

    /// Takes out what nobody took; nothing comes any more.
    pub(super) fn close(&self) -> Vec<Outgoing> {
        let mut queue = self.queue();
        queue.closed = true;
        self.wanted.notify_one();
        queue.waiting.drain(..).collect()
    }

    fn put(&self, mails: Vec<Outgoing>) {
        let count = mails.len();
        self.queue().waiting.extend(mails);
        (0..count).for_each(|_| self.changed.notify_one());
    }

    /// Puts mails before all others: letters, and what was taken and not begun.
    pub(super) fn put_first(&self, mails: Vec<Outgoing>) {
        let count = mails.len();
        let mut queue = self.queue();
        mails.into_iter().rev().for_each(|one| queue.waiting.push_front(one));
        drop(queue);
        (0..count).for_each(|_| self.changed.notify_one());
    }

    /// Counts a refusal of a mailing's message. True: that was the last one it bears.
    pub(super) fn refuses(&self, mailing: Id) -> bool {
        let mut refused = self.refused();
        let count = refused.entry(mailing).or_default();
        *count += 1;
        *count == REFUSALS
    }

    /// The relay took a mail of this mailing.
    pub(super) fn takes(&self, mailing: Id) {
        if let Some(count) = self.refused().get_mut(&mailing)
            && *count < REFUSALS
        {
            *count = 0;
        }
    }

    /// Whether this mail may still be sent: its mailing's message was not refused too often.
    pub(super) fn is_wanted(&self, ticket: &Ticket) -> bool {
        match ticket {
            Ticket::Delivery { mailing, .. } => self.refused().get(mailing).is_none_or(|count| *count < REFUSALS),
            Ticket::Letter { .. } => true,
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn refused(&self) -> MutexGuard<'_, BTreeMap<Id, u32>> {
        self.refused.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
