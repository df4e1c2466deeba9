//! Time as an input: the program asks its clock, never the machine's directly.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// Microseconds since 1970-01-01T00:00:00Z.
pub type Timestamp = i64;

/// Microseconds in a second.
pub const MICROS_PER_SECOND: i64 = 1_000_000;

/// Where the program takes its time from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// A clock that only moves when told to: for tests and the demo.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock standing at `at`.
    pub fn set(at: Timestamp) -> Clock {
        Clock::Set(Arc::new(AtomicI64::new(at)))
    }

    /// Now, in microseconds UTC.
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => {
                SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
            }
            Clock::Set(at) => at.load(Ordering::SeqCst),
        }
    }

    /// Moves a set clock on by `micros`; the system's clock is left alone.
    pub fn advance(&self, micros: i64) {
        if let Clock::Set(at) = self {
            at.fetch_add(micros, Ordering::SeqCst);
        }
    }
}
