//! SQL of alerts.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// Those that nobody has put away, newest first: id, kind, mailing, detail, since when.
pub(super) async fn open(tx: &mut Tx, limit: i64) -> Result<Vec<(Id, String, Id, String, Timestamp)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String, Id, String, Timestamp),
        "SELECT id, kind, mailing, detail, at FROM mail_alert WHERE seen_at IS NULL ORDER BY id DESC LIMIT $1",
        limit
    )?)
}

/// Writes an alert. False: there is one of this kind for this mailing.
pub(super) async fn insert(tx: &mut Tx, (id, kind): (Id, &str), mailing: Id, detail: &str, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "INSERT INTO mail_alert (id, kind, mailing, detail, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, mailing) DO NOTHING",
        id,
        kind,
        mailing,
        detail,
        now
    )?;
    Ok(done == 1)
}

/// An editor has seen it. False: someone had.
pub(super) async fn put_away(tx: &mut Tx, id: Id, now: Timestamp) -> Result<bool, Error> {
    Ok(database::execute!(tx, "UPDATE mail_alert SET seen_at = $2 WHERE id = $1 AND seen_at IS NULL", id, now)? == 1)
}

/// How many readers complained of a mailing.
pub(super) async fn complaints(tx: &mut Tx, mailing: Id) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(DISTINCT address_hash) FROM bounce WHERE mailing = $1 AND class = 'complaint'",
        mailing
    )?;
    Ok(count)
}
