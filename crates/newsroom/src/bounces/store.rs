//! SQL of what came back.

use database::{Id, Timestamp, Tx};

use super::desk::Row;
use crate::Error;

/// Someone a mail of ours went to: the hash of their address, and when it was taken by the relay.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Known {
    pub subscriber: Option<Id>,
    pub address_hash: Option<String>,
    pub sent_at: Timestamp,
}

/// A delivery that was sent, or may have been. The hash is missing when its reader was erased since.
pub(super) async fn delivery(tx: &mut Tx, mailing: Id, subscriber: Id) -> Result<Option<Known>, Error> {
    Ok(database::fetch_optional!(
        tx,
        Known,
        "SELECT d.subscriber AS subscriber, s.address_hash AS address_hash, d.updated_at AS sent_at
         FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber
         WHERE d.mailing = $1 AND d.subscriber = $2 AND d.state IN ('submitted', 'in_doubt', 'intent')",
        mailing,
        subscriber
    )?)
}

/// To which address a letter went.
pub(super) async fn letter(tx: &mut Tx, id: Id) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = database::fetch_optional!(tx, (String,), "SELECT recipient FROM letter WHERE id = $1", id)?;
    Ok(row.map(|(recipient,)| recipient))
}

/// The subscriber of an address.
pub(super) async fn subscriber_of(tx: &mut Tx, address_hash: &str) -> Result<Option<Id>, Error> {
    let row: Option<(Id,)> =
        database::fetch_optional!(tx, (Id,), "SELECT id FROM subscriber WHERE address_hash = $1 ORDER BY id LIMIT 1", address_hash)?;
    Ok(row.map(|(id,)| id))
}

/// What is written down of one verdict.
#[derive(Clone, Debug)]
pub(super) struct Entry<'a> {
    pub id: Id,
    pub message: &'a str,
    pub source: &'a str,
    pub at: Timestamp,
    pub mailing: Option<Id>,
    pub subscriber: Option<Id>,
    pub address_hash: &'a str,
    pub class: &'a str,
    pub reason: &'a str,
    pub status: &'a str,
    pub delayed: bool,
    pub said: &'a str,
}

/// Writes it down; false when it was already.
pub(super) async fn insert(tx: &mut Tx, entry: &Entry<'_>) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "INSERT INTO bounce (id, message, source, at, mailing, subscriber, address_hash, class, reason, status, delayed, said, effect)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '') ON CONFLICT (message) DO NOTHING",
        entry.id,
        entry.message,
        entry.source,
        entry.at,
        entry.mailing,
        entry.subscriber,
        entry.address_hash,
        entry.class,
        entry.reason,
        entry.status,
        entry.delayed,
        entry.said
    )?;
    Ok(done == 1)
}

pub(super) async fn set_suppressed(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "UPDATE bounce SET effect = 'suppressed' WHERE id = $1", id)?;
    Ok(())
}

/// When the relay took the last mail before `sent_at` to this subscriber that nothing came back of.
pub(super) async fn last_good(tx: &mut Tx, subscriber: Id, sent_at: Timestamp) -> Result<Timestamp, Error> {
    let (at,): (Option<Timestamp>,) = database::fetch_one!(
        tx,
        (Option<Timestamp>,),
        "SELECT MAX(d.updated_at) FROM delivery d WHERE d.subscriber = $1 AND d.state = 'submitted' AND d.updated_at < $2
           AND NOT EXISTS (SELECT 1 FROM bounce b WHERE b.mailing = d.mailing AND b.subscriber = d.subscriber)",
        subscriber,
        sent_at
    )?;
    Ok(at.unwrap_or(0))
}

/// How many mails came back softly after that moment; several reports of one mail count once.
pub(super) async fn soft_since(tx: &mut Tx, address_hash: &str, since: Timestamp) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(DISTINCT COALESCE(mailing, id)) FROM bounce WHERE address_hash = $1 AND class = 'soft' AND delayed = FALSE AND at > $2",
        address_hash,
        since
    )?;
    Ok(count)
}

/// Notes that something came in this way.
pub(super) async fn note(tx: &mut Tx, source: &str, now: Timestamp, confirm: Option<&str>) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO bounce_source (source, last_at, events, confirm) VALUES ($1, $2, 1, $3)
         ON CONFLICT (source) DO UPDATE SET last_at = excluded.last_at, events = bounce_source.events + 1, confirm = excluded.confirm",
        source,
        now,
        confirm.unwrap_or_default()
    )?;
    Ok(())
}

/// The ways that brought something: which, when last, how much, what to open.
pub(super) async fn sources(tx: &mut Tx) -> Result<Vec<(String, Timestamp, i64, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (String, Timestamp, i64, String),
        "SELECT source, last_at, events, confirm FROM bounce_source ORDER BY source"
    )?)
}

/// What came back of a mailing, newest first.
pub(super) async fn of_mailing(tx: &mut Tx, mailing: Id, limit: i64) -> Result<Vec<Row>, Error> {
    Ok(database::fetch_all!(
        tx,
        Row,
        "SELECT b.subscriber, s.address, b.class, b.reason, b.said, b.delayed, b.effect, b.at
         FROM bounce b LEFT JOIN subscriber s ON s.id = b.subscriber WHERE b.mailing = $1 ORDER BY b.id DESC LIMIT $2",
        mailing,
        limit
    )?)
}

pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM bounce WHERE at < $1", before)?;
    Ok(())
}
