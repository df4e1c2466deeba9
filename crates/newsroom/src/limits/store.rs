//! All SQL of the limits.

use database::{Timestamp, Tx};

use crate::Error;

pub(super) async fn count(tx: &mut Tx, bucket: &str, window: Timestamp) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "INSERT INTO attempt (bucket, window_start, count) VALUES ($1, $2, 1)
         ON CONFLICT (bucket, window_start) DO UPDATE SET count = attempt.count + 1 RETURNING count",
        bucket,
        window
    )?;
    Ok(count)
}

pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM attempt WHERE window_start < $1", before)?;
    Ok(())
}
