//! All SQL of the change log.

use database::{Timestamp, Tx};

use super::Key;
use crate::{Error, Origin};

/// One row of the log.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Change {
    /// Its number, in commit order.
    pub number: i64,
    /// What kind of thing changed.
    pub kind: String,
    /// Which one.
    pub subject: String,
    /// Where the change came from.
    pub origin: String,
}

impl Change {
    /// The key of the page cache that this change drops.
    pub fn key(&self) -> String {
        if self.subject.is_empty() { self.kind.clone() } else { format!("{}:{}", self.kind, self.subject) }
    }
}

/// Where the log stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Head {
    /// Renewed by a restore: cursors of another epoch mean nothing.
    pub epoch: String,
    /// The newest number.
    pub last: i64,
    /// Numbers up to this one are no longer kept.
    pub pruned: i64,
}

/// Writes changes, last in a transaction. Gives the number of the newest; the head when there is nothing to write.
pub async fn record(tx: &mut Tx, origin: Origin, now: Timestamp, keys: &[Key]) -> Result<i64, Error> {
    let mut keys: Vec<&Key> = keys.iter().collect();
    keys.sort();
    keys.dedup();
    let count = i64::try_from(keys.len()).map_err(Error::broken)?;
    let (last,): (i64,) =
        database::fetch_one!(tx, (i64,), "UPDATE change_counter SET last = last + $1 WHERE one = 1 RETURNING last", count)?;
    let mut number = last - count;
    for key in keys {
        number += 1;
        let (kind, subject) = key.columns();
        database::execute!(
            tx,
            "INSERT INTO change (number, kind, subject, origin, made_at) VALUES ($1, $2, $3, $4, $5)",
            number,
            kind,
            subject.as_str(),
            origin.as_str(),
            now
        )?;
    }
    Ok(last)
}

/// Where the log stands, as this transaction sees it.
pub async fn head(tx: &mut Tx) -> Result<Head, Error> {
    Ok(database::fetch_one!(tx, Head, "SELECT epoch, last, pruned FROM change_counter WHERE one = 1")?)
}

/// Up to `limit` changes after `cursor`, in order.
pub async fn since(tx: &mut Tx, cursor: i64, limit: i64) -> Result<Vec<Change>, Error> {
    Ok(database::fetch_all!(
        tx,
        Change,
        "SELECT number, kind, subject, origin FROM change WHERE number > $1 ORDER BY number LIMIT $2",
        cursor,
        limit
    )?)
}

/// When the latest change was made: a clock that says an earlier time is wrong.
pub async fn latest_at(tx: &mut Tx) -> Result<Option<Timestamp>, Error> {
    let (at,): (Option<i64>,) = database::fetch_one!(tx, (Option<i64>,), "SELECT MAX(made_at) FROM change")?;
    Ok(at)
}

/// Forgets changes made before `before`; cursors behind the pruned tail start anew.
pub async fn prune(tx: &mut Tx, before: Timestamp) -> Result<u64, Error> {
    let (to,): (Option<i64>,) = database::fetch_one!(tx, (Option<i64>,), "SELECT MAX(number) FROM change WHERE made_at < $1", before)?;
    let Some(to) = to else {
        return Ok(0);
    };
    let gone = database::execute!(tx, "DELETE FROM change WHERE number <= $1", to)?;
    database::execute!(tx, "UPDATE change_counter SET pruned = $1 WHERE one = 1 AND pruned < $1", to)?;
    Ok(gone)
}

/// Gives the log a new epoch: every follower starts anew.
pub async fn renew_epoch(tx: &mut Tx, epoch: &str) -> Result<(), Error> {
    database::execute!(tx, "UPDATE change_counter SET epoch = $1 WHERE one = 1", epoch)?;
    Ok(())
}

/// The cursor an outward or leased follower has saved: `(epoch, number)`.
pub async fn follower_cursor(tx: &mut Tx, name: &str) -> Result<Option<(String, i64)>, Error> {
    Ok(database::fetch_optional!(tx, (String, i64), "SELECT epoch, cursor FROM follower WHERE name = $1", name)?)
}

/// Saves a follower's cursor, in the transaction of its effect.
pub async fn save_cursor(tx: &mut Tx, name: &str, epoch: &str, cursor: i64) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO follower (name, epoch, cursor) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, cursor = excluded.cursor",
        name,
        epoch,
        cursor
    )?;
    Ok(())
}
