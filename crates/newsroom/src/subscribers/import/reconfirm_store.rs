//! SQL of asking those without proof to confirm.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// Someone to be asked.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Candidate {
    pub id: Id,
    pub address: String,
    pub address_hash: String,
    pub language: String,
}

/// Of an import, those to be asked: without proof, still subscribed, not put aside, who did not act here themselves, never asked.
pub(super) async fn candidates(tx: &mut Tx, import: Id, limit: i64) -> Result<Vec<Candidate>, Error> {
    Ok(database::fetch_all!(
        tx,
        Candidate,
        "SELECT s.id, s.address, s.address_hash, s.language FROM imported_subscriber i JOIN subscriber s ON s.id = i.subscriber
         WHERE i.import = $1 AND i.lacks_proof = TRUE AND s.state = 'confirmed'
           AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash)
           AND NOT EXISTS (SELECT 1 FROM reconfirmation r WHERE r.address_hash = s.address_hash)
           AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.subscriber = s.id AND c.step IN ('confirmed', 'changed'))
         ORDER BY s.id LIMIT $2",
        import,
        limit
    )?)
}

/// How many there are of them.
pub(super) async fn count_candidates(tx: &mut Tx, import: Id) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM imported_subscriber i JOIN subscriber s ON s.id = i.subscriber
         WHERE i.import = $1 AND i.lacks_proof = TRUE AND s.state = 'confirmed'
           AND NOT EXISTS (SELECT 1 FROM suppression p WHERE p.address_hash = s.address_hash)
           AND NOT EXISTS (SELECT 1 FROM reconfirmation r WHERE r.address_hash = s.address_hash)
           AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.subscriber = s.id AND c.step IN ('confirmed', 'changed'))",
        import
    )?;
    Ok(count)
}

/// How many of an import were asked, by what came of it.
pub(super) async fn states(tx: &mut Tx, import: Id) -> Result<Vec<(String, i64)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (String, i64),
        "SELECT state, COUNT(*) FROM reconfirmation WHERE import = $1 GROUP BY state ORDER BY state",
        import
    )?)
}

pub(super) async fn set_asking(tx: &mut Tx, import: Id, asking: bool) -> Result<(), Error> {
    database::execute!(tx, "UPDATE subscriber_import SET asking = $2 WHERE id = $1", import, asking)?;
    Ok(())
}

/// The imports whose people are being asked.
pub(super) async fn asking(tx: &mut Tx) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(tx, (Id,), "SELECT id FROM subscriber_import WHERE asking = TRUE ORDER BY id")?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Notes that someone is asked; false when they were before.
pub(super) async fn insert(tx: &mut Tx, of: &Candidate, (import, letter): (Id, Id), now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "INSERT INTO reconfirmation (address_hash, subscriber, import, letter, state, at) VALUES ($1, $2, $3, $4, 'waiting', $5)
         ON CONFLICT (address_hash) DO NOTHING",
        of.address_hash.as_str(),
        of.id,
        import,
        letter,
        now
    )?;
    Ok(done == 1)
}

/// How many questions wait to be sent.
pub(super) async fn waiting(tx: &mut Tx) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM reconfirmation WHERE state = 'waiting'")?;
    Ok(count)
}

/// Takes over what became of the letters. One that was never sent in its time is as if nobody had been asked.
pub(super) async fn settle(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE reconfirmation SET state = 'sent', at = $1 WHERE state = 'waiting'
           AND letter IN (SELECT id FROM letter WHERE kind = 'reconfirmation' AND state IN ('submitted', 'in_doubt'))",
        now
    )?;
    database::execute!(
        tx,
        "DELETE FROM reconfirmation WHERE state = 'waiting' AND letter IN (SELECT id FROM letter WHERE kind = 'reconfirmation' AND state = 'expired')"
    )?;
    database::execute!(
        tx,
        "UPDATE reconfirmation SET state = 'failed', at = $1 WHERE state = 'waiting'
           AND NOT EXISTS (SELECT 1 FROM letter l WHERE l.id = reconfirmation.letter AND l.state IN ('pending', 'leased', 'intent', 'deferred'))",
        now
    )?;
    Ok(())
}

/// Those who were asked before `before` and did not confirm, and did not act here otherwise.
pub(super) async fn silent(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<(Id, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String),
        "SELECT s.id, r.address_hash FROM reconfirmation r JOIN subscriber s ON s.address_hash = r.address_hash
         WHERE r.state IN ('sent', 'failed') AND r.at < $1 AND s.state = 'confirmed'
           AND NOT EXISTS (SELECT 1 FROM consent c WHERE c.subscriber = s.id AND c.step IN ('confirmed', 'changed'))
         ORDER BY s.id LIMIT $2",
        before,
        limit
    )?)
}

pub(super) async fn set_state(tx: &mut Tx, address_hash: &str, state: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE reconfirmation SET state = $2, at = $3 WHERE address_hash = $1", address_hash, state, now)?;
    Ok(())
}

/// What came of asking someone.
pub(super) async fn state_of(tx: &mut Tx, subscriber: Id) -> Result<Option<(String, String)>, Error> {
    Ok(database::fetch_optional!(
        tx,
        (String, String),
        "SELECT r.address_hash, r.state FROM reconfirmation r JOIN subscriber s ON s.address_hash = r.address_hash WHERE s.id = $1",
        subscriber
    )?)
}
