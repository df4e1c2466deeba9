//! All SQL of the schedule.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// Articles whose moment has come, the earliest first.
pub(super) async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<(Id, Timestamp)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, Timestamp),
        "SELECT id, scheduled_at FROM article WHERE state = 'scheduled' AND scheduled_at <= $1 AND trashed_at IS NULL
         ORDER BY scheduled_at, id LIMIT $2",
        now,
        limit
    )?)
}

/// Takes the moment off an article, if it is still that one.
pub(super) async fn claim(tx: &mut Tx, id: Id, at: Timestamp) -> Result<bool, Error> {
    let taken = database::execute!(
        tx,
        "UPDATE article SET scheduled_at = NULL WHERE id = $1 AND state = 'scheduled' AND scheduled_at = $2 AND trashed_at IS NULL",
        id,
        at
    )?;
    Ok(taken == 1)
}
