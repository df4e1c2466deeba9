//! SQL of the ledger of consent: reading only.

use database::{Id, Tx};

use super::LedgerRow;
use crate::Error;

pub(super) async fn all(tx: &mut Tx, after: Id, limit: i64) -> Result<Vec<LedgerRow>, Error> {
    Ok(database::fetch_all!(
        tx,
        LedgerRow,
        "SELECT c.id, c.subscriber, s.address, c.step, c.at, c.wording, c.text_hash, c.page, c.ip, c.newsletters
         FROM consent c LEFT JOIN subscriber s ON s.id = c.subscriber WHERE c.id > $1 ORDER BY c.id LIMIT $2",
        after,
        limit
    )?)
}

pub(super) async fn of(tx: &mut Tx, subscriber: Id, after: Id, limit: i64) -> Result<Vec<LedgerRow>, Error> {
    Ok(database::fetch_all!(
        tx,
        LedgerRow,
        "SELECT c.id, c.subscriber, s.address, c.step, c.at, c.wording, c.text_hash, c.page, c.ip, c.newsletters
         FROM consent c LEFT JOIN subscriber s ON s.id = c.subscriber WHERE c.subscriber = $1 AND c.id > $2 ORDER BY c.id LIMIT $3",
        subscriber,
        after,
        limit
    )?)
}
