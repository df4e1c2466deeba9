//! The states of a mailing, and its totals.

use database::Timestamp;

use crate::MICROS_PER_SECOND;

/// Where a mailing is between publishing and its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for the end of its hold.
    Held,
    /// Its audience is being frozen; sending has begun.
    Freezing,
    /// Its audience is whole; it is being sent.
    Sending,
    /// It stood in a backup that was restored: an editor says whether the rest goes.
    Asking,
    /// Everybody has an outcome.
    Finished,
    /// An editor stopped it, or its article was taken away.
    Cancelled,
    /// It took longer than news lasts.
    Expired,
}

impl State {
    /// All states, in the order of a mailing's life.
    pub const ALL: [State; 7] =
        [State::Held, State::Freezing, State::Sending, State::Asking, State::Finished, State::Cancelled, State::Expired];

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Held => "held",
            State::Freezing => "freezing",
            State::Sending => "sending",
            State::Asking => "asking",
            State::Finished => "finished",
            State::Cancelled => "cancelled",
            State::Expired => "expired",
        }
    }

    /// Reads what [`State::as_str`] wrote.
    pub fn parse(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// The hold of a mailing that waits for an editor: it does not end by itself.
pub(super) const FOREVER: Timestamp = i64::MAX;

/// How long an article's mailing is worth sending, from its cut-off.
pub(super) const LIFE: i64 = 48 * 3600 * MICROS_PER_SECOND;

/// An article older than this is not mailed when it is first published.
pub(super) const NEWS: i64 = 48 * 3600 * MICROS_PER_SECOND;

/// How many deliveries of a mailing are in which state. `pending` holds those that are leased or have an intent, too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Totals {
    /// Subscribers of its newsletters, confirmed before the cut-off.
    pub candidates: i64,
    /// Those that got a delivery.
    pub frozen: i64,
    /// Those that did not: their address is suppressed.
    pub excluded: i64,
    /// Still to be sent.
    pub pending: i64,
    /// Taken by the relay.
    pub submitted: i64,
    /// To be tried again.
    pub deferred: i64,
    /// Refused for good.
    pub rejected: i64,
    /// The dot was written and no answer came.
    pub in_doubt: i64,
    /// Suppressed since the audience was frozen.
    pub suppressed: i64,
    /// Stopped, or unsubscribed since.
    pub cancelled: i64,
    /// Too late.
    pub expired: i64,
}

impl Totals {
    /// Whether every candidate is accounted for.
    pub fn add_up(&self) -> bool {
        let states =
            self.pending + self.submitted + self.deferred + self.rejected + self.in_doubt + self.suppressed + self.cancelled + self.expired;
        self.candidates == self.frozen + self.excluded && self.frozen == states
    }

    /// Adds others to these.
    pub(super) fn add(&mut self, by: &Totals) {
        self.candidates += by.candidates;
        self.frozen += by.frozen;
        self.excluded += by.excluded;
        self.pending += by.pending;
        self.submitted += by.submitted;
        self.deferred += by.deferred;
        self.rejected += by.rejected;
        self.in_doubt += by.in_doubt;
        self.suppressed += by.suppressed;
        self.cancelled += by.cancelled;
        self.expired += by.expired;
    }

    /// Those still to be sent, now or later.
    pub fn to_send(&self) -> i64 {
        self.pending + self.deferred
    }

    /// Those that may have reached their reader.
    pub fn gone(&self) -> i64 {
        self.submitted + self.in_doubt
    }
}
