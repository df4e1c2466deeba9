//! All SQL of letters.

use database::{Id, Timestamp, Tx};

use crate::Error;

pub(super) async fn insert(tx: &mut Tx, id: Id, kind: &str, to: &str, message: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO letter (id, kind, recipient, message, state, attempts, next_at, holder, lease_until, reply, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'pending', 0, $5, '', 0, '', $5, $5)",
        id,
        kind,
        to,
        message,
        now
    )?;
    Ok(())
}
