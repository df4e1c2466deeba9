//! SQL of what the relay has been given in an hour and a day.

use database::{Timestamp, Tx};

use crate::Error;

/// How many in a window; the row is locked until the transaction ends.
pub(super) async fn lock(tx: &mut Tx, kind: &str, start: Timestamp) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "INSERT INTO relay_use (window_kind, window_start, count) VALUES ($1, $2, 0)
         ON CONFLICT (window_kind, window_start) DO UPDATE SET count = relay_use.count RETURNING count",
        kind,
        start
    )?;
    Ok(count)
}

/// How many in a window so far.
pub(super) async fn used(tx: &mut Tx, kind: &str, start: Timestamp) -> Result<i64, Error> {
    let row: Option<(i64,)> =
        database::fetch_optional!(tx, (i64,), "SELECT count FROM relay_use WHERE window_kind = $1 AND window_start = $2", kind, start)?;
    Ok(row.map_or(0, |(count,)| count))
}

/// Adds to a window (a negative number gives back).
pub(super) async fn add(tx: &mut Tx, kind: &str, start: Timestamp, by: i64) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE relay_use SET count = count + $3 WHERE window_kind = $1 AND window_start = $2 AND count + $3 >= 0",
        kind,
        start,
        by
    )?;
    Ok(())
}

/// Forgets windows before `before`.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM relay_use WHERE window_start < $1", before)?;
    Ok(())
}
