//! How often something may be tried: counted in the database, so that it holds across processes and restarts.

mod prefix;
mod store;

use database::Timestamp;

use crate::{App, Error};

pub use prefix::prefix;

/// At most `count` in each window of `micros`.
#[derive(Clone, Copy, Debug)]
pub struct Limit {
    /// How many.
    pub count: i64,
    /// The window's length in microseconds.
    pub micros: i64,
}

/// Counts one attempt in `bucket` (for instance `sign_in:ip:192.0.2.1`); false when it is one too many.
pub async fn allow(app: &App, bucket: &str, limit: Limit) -> Result<bool, Error> {
    let window = app.now() - app.now().rem_euclid(limit.micros.max(1));
    let count = database::write!(app.database, tx => { store::count(tx, bucket, window).await })?;
    Ok(count <= limit.count)
}

/// Forgets windows that began before `before`.
pub async fn forget(app: &App, before: Timestamp) -> Result<(), Error> {
    database::write!(app.database, tx => { store::forget(tx, before).await })
}
