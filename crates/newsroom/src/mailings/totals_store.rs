//! The totals of a mailing: every alteration of deliveries ends with one of these, in the same transaction.

use database::{Id, Timestamp, Tx};

use super::Totals;
use crate::{Error, failpoints};

/// Adds `by` (negative numbers take away) to a mailing's totals, and finishes it when nothing is left to send.
pub(super) async fn add(tx: &mut Tx, mailing: Id, by: &Totals, now: Timestamp) -> Result<(), Error> {
    if *by == Totals::default() {
        return Ok(());
    }
    let row: Option<(i64,)> = database::fetch_optional!(
        tx,
        (i64,),
        "UPDATE mailing SET candidates = candidates + $2, frozen = frozen + $3, excluded = excluded + $4, pending = pending + $5,
           submitted = submitted + $6, deferred = deferred + $7, rejected = rejected + $8, in_doubt = in_doubt + $9,
           suppressed = suppressed + $10, cancelled = cancelled + $11, expired = expired + $12, updated_at = $13 WHERE id = $1
         RETURNING pending + deferred",
        mailing,
        by.candidates,
        by.frozen,
        by.excluded,
        by.pending,
        by.submitted,
        by.deferred,
        by.rejected,
        by.in_doubt,
        by.suppressed,
        by.cancelled,
        by.expired,
        now
    )?;
    match row {
        Some((0,)) => finish(tx, mailing, now).await,
        _ => Ok(()),
    }
}

/// Finishes a mailing that is wholly frozen and has nothing left to send.
pub(super) async fn finish(tx: &mut Tx, mailing: Id, now: Timestamp) -> Result<(), Error> {
    let finished = database::execute!(
        tx,
        "UPDATE mailing SET state = 'finished', finished_at = $2 WHERE id = $1 AND state = 'sending' AND pending = 0 AND deferred = 0",
        mailing,
        now
    )?;
    if finished == 1 {
        failpoints::finishing();
    }
    Ok(())
}
