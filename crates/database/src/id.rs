//! Ids made by the program: 41 bits of milliseconds since 2025, 10 bits of node, 12 bits of counter.

use std::sync::Mutex;

use crate::Clock;

/// The identity of a row. In JSON it is written as a string: it does not fit a double.
pub type Id = i64;

/// 2025-01-01T00:00:00Z in milliseconds since 1970.
const FIRST_MILLISECOND: i64 = 1_735_689_600_000;
const COUNTER_BITS: u32 = 12;
const NODE_BITS: u32 = 10;

/// A maker of ids that never go backwards, not even when the clock does.
#[derive(Debug)]
pub struct Ids {
    clock: Clock,
    node: i64,
    last: Mutex<i64>,
}

impl Ids {
    /// Ids of `node` (0 to 1,023; 0 on SQLite).
    pub fn new(clock: Clock, node: u16) -> Ids {
        Ids { clock, node: i64::from(node) & ((1 << NODE_BITS) - 1), last: Mutex::new(0) }
    }

    /// The next id.
    pub fn next(&self) -> Id {
        let millisecond = (self.clock.now() / 1000 - FIRST_MILLISECOND).max(0);
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // `last` is (millisecond, counter); a full counter or a clock set back runs on into the next millisecond.
        let ticks = (millisecond << COUNTER_BITS).max(*last + 1);
        *last = ticks;
        let (millisecond, counter) = (ticks >> COUNTER_BITS, ticks & ((1 << COUNTER_BITS) - 1));
        (millisecond << (COUNTER_BITS + NODE_BITS)) | (self.node << COUNTER_BITS) | counter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_within_one_millisecond_and_when_the_clock_goes_back() {
        let clock = Clock::set(1_800_000_000_000_000);
        let ids = Ids::new(clock.clone(), 3);
        let mut last = 0;
        for step in 0..10_000 {
            if step == 5_000 {
                clock.advance(-60_000_000);
            }
            let id = ids.next();
            assert!(id > last, "{id} after {last}");
            last = id;
        }
    }

    #[test]
    fn two_nodes_never_make_the_same_id() {
        let clock = Clock::set(1_800_000_000_000_000);
        let (one, two) = (Ids::new(clock.clone(), 1), Ids::new(clock, 2));
        let mut all: Vec<Id> = (0..5_000).flat_map(|_| [one.next(), two.next()]).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 10_000);
    }
}
