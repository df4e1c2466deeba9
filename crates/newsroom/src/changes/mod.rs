//! The change log: what the public can see altered, in commit order.
//!
//! Guarantees: a row is written in the transaction of what it tells of; numbers are in commit order (the counter row is
//! locked last), so a follower that knows the last number it has seen misses nothing.
//! Invariant: there is no other way to learn of a change. Newsletters are no follower.

mod key;
mod store;
mod watch;

pub use key::Key;
pub use store::{Change, Head, follower_cursor, head, prune, record, renew_epoch, save_cursor, since};
pub use watch::{Watch, pump, pump_once};
