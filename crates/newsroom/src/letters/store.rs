//! All SQL of letters.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// A letter as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Kept {
    /// Its id.
    pub id: Id,
    /// What it is for, as written in the database.
    pub kind: String,
    /// To which address.
    pub recipient: String,
    /// The composed message.
    pub message: String,
}

/// The latest letters, newest first.
pub async fn latest(tx: &mut Tx, limit: i64) -> Result<Vec<Kept>, Error> {
    Ok(database::fetch_all!(tx, Kept, "SELECT id, kind, recipient, message FROM letter ORDER BY id DESC LIMIT $1", limit)?)
}

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
