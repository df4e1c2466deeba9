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
        "INSERT INTO letter (id, kind, recipient, message, state, attempts, doubts, next_at, holder, lease_until, reply, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'pending', 0, 0, $5, '', 0, '', $5, $5)",
        id,
        kind,
        to,
        message,
        now
    )?;
    Ok(())
}

/// A letter that is leased.
#[derive(Debug, sqlx::FromRow)]
pub struct Leased {
    /// Which.
    pub id: Id,
    /// What it is for.
    pub kind: String,
    /// To whom.
    pub recipient: String,
    /// The message, with marks for the recipient.
    pub message: String,
    /// How often it was leased, this time too.
    pub attempts: i64,
    /// How often it was in doubt.
    pub doubts: i64,
}

/// Whether a letter is due.
pub(crate) async fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(
        tx,
        (Id,),
        "SELECT id FROM letter WHERE state IN ('pending', 'deferred') AND next_at <= $1 LIMIT 1",
        now
    )?;
    Ok(row.is_some())
}

/// Leases those that are due, oldest first.
pub(crate) async fn lease(tx: &mut Tx, holder: &str, (now, until): (Timestamp, Timestamp), size: i64) -> Result<Vec<Leased>, Error> {
    let mut leased: Vec<Leased> = database::fetch_all!(
        tx,
        Leased,
        "UPDATE letter SET state = 'leased', holder = $1, lease_until = $3, attempts = attempts + 1, updated_at = $2
         WHERE state IN ('pending', 'deferred') AND id IN (
           SELECT id FROM letter WHERE state IN ('pending', 'deferred') AND next_at <= $2 ORDER BY next_at, id LIMIT $4)
         RETURNING id, kind, recipient, message, attempts, doubts",
        holder,
        now,
        until,
        size
    )?;
    leased.sort_by_key(|letter| letter.id);
    Ok(leased)
}

/// Makes an intent durable: by the holder of this lease, while it lasts.
pub(crate) async fn intend(tx: &mut Tx, id: Id, (holder, attempts): (&str, i64), now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE letter SET state = 'intent', updated_at = $4
         WHERE id = $1 AND state = 'leased' AND holder = $2 AND attempts = $3 AND lease_until > $4",
        id,
        holder,
        attempts,
        now
    )?;
    Ok(done == 1)
}

/// Writes an outcome, by the holder of this lease; over a doubt too, if the answer came after all.
pub(super) async fn write(
    tx: &mut Tx,
    id: Id,
    (holder, attempts): (&str, i64),
    (state, next_at, doubts, reply): (&str, Timestamp, i64, &str),
    now: Timestamp,
) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE letter SET state = $4, next_at = $5, doubts = $6, reply = $7, updated_at = $8
         WHERE id = $1 AND holder = $2 AND attempts = $3
           AND (state IN ('leased', 'intent') OR (state = 'in_doubt' AND $4 IN ('submitted', 'rejected')))",
        id,
        holder,
        attempts,
        state,
        next_at,
        doubts,
        reply,
        now
    )?;
    Ok(())
}

/// Leases of the dead are pending again.
pub(super) async fn return_leases(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE letter SET state = 'pending', updated_at = $1 WHERE state = 'leased'
           AND (lease_until <= $1 OR NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = 'mail:' || letter.holder AND l.until >= $1))",
        now
    )?;
    Ok(())
}

/// Intents of the dead are in doubt. Those of which `once` more may be sent, by kind, are pending instead, once.
pub(super) async fn doubt_intents(
    tx: &mut Tx,
    (now, dead_since): (Timestamp, Timestamp),
    words: &str,
    once: (&str, &str),
) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE letter SET state = CASE WHEN doubts = 0 AND kind IN ($4, $5) THEN 'pending' ELSE 'in_doubt' END,
           doubts = doubts + 1, reply = $3, updated_at = $1 WHERE state = 'intent'
           AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = 'mail:' || letter.holder AND l.until >= $2)",
        now,
        dead_since,
        words,
        once.0,
        once.1
    )?;
    Ok(())
}

/// Those not sent that were written before `before` are too late.
pub(super) async fn expire(tx: &mut Tx, before: Timestamp, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE letter SET state = 'expired', updated_at = $2 WHERE state IN ('pending', 'deferred') AND created_at < $1",
        before,
        now
    )?;
    Ok(())
}

/// The next moment after `now` at which a letter is due.
pub(crate) async fn next_at(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let (at,): (Option<Timestamp>,) = database::fetch_one!(
        tx,
        (Option<Timestamp>,),
        "SELECT MIN(next_at) FROM letter WHERE state IN ('pending', 'deferred') AND next_at > $1",
        now
    )?;
    Ok(at)
}

/// Forgets those that were settled before `before`: they carry secrets.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "DELETE FROM letter WHERE state IN ('submitted', 'rejected', 'in_doubt', 'expired') AND updated_at < $1",
        before
    )?;
    Ok(())
}

/// How many letters are in each state.
pub(crate) async fn counts(tx: &mut Tx) -> Result<Vec<(String, i64)>, Error> {
    Ok(database::fetch_all!(tx, (String, i64), "SELECT state, COUNT(*) FROM letter GROUP BY state ORDER BY state")?)
}
