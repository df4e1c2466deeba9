//! The change log: what the public can see altered, in commit order.
//!
//! Guarantees: a row is written in the transaction of what it tells of; numbers are in commit order (the counter row is
//! locked last), so a follower that knows the last number it has seen misses nothing.
//! Invariant: there is no other way to learn of a change. Newsletters are no follower.

mod key;
mod store;
mod watch;

pub use key::Key;
pub use store::{Change, Head, follower_cursor, head, latest_at, prune, record, renew_epoch, save_cursor, since};
pub use watch::{Watch, pump, pump_once};

/// Gives the log a new epoch after a restore: everything derived is made anew, everything outward goes to the head.
pub async fn begin_anew(app: &crate::App) -> Result<(), crate::Error> {
    let epoch = crate::keys::fresh_secret(&app.random)?;
    database::write!(app.database, tx => { renew_epoch(tx, &epoch).await })
}
