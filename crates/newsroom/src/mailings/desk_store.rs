//! SQL of what the desk shows of mailings.

use database::{Id, Select, Timestamp, Tx};

use crate::Error;

/// How many confirmed subscribers have chosen a newsletter.
pub(super) async fn readers(tx: &mut Tx, newsletter: Id) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM subscription c JOIN subscriber s ON s.id = c.subscriber WHERE c.newsletter = $1 AND s.state = 'confirmed'",
        newsletter
    )?;
    Ok(count)
}

/// How many confirmed subscribers have chosen one of these newsletters; each counted once.
pub(super) async fn readers_of(tx: &mut Tx, newsletters: &[Id]) -> Result<i64, Error> {
    let mut select = Select::new("SELECT COUNT(DISTINCT c.subscriber) FROM subscription c JOIN subscriber s ON s.id = c.subscriber");
    select.push("WHERE s.state = 'confirmed'", []).push_in("AND c.newsletter IN", newsletters);
    let rows: Vec<(i64,)> = select.fetch_all(tx).await?;
    Ok(rows.first().map_or(0, |(count,)| *count))
}

/// Mails of mailings that are being sent and have yet to go.
pub(super) async fn waiting(tx: &mut Tx) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "SELECT CAST(COALESCE(SUM(pending + deferred), 0) AS BIGINT) FROM mailing WHERE state IN ('freezing', 'sending')"
    )?;
    Ok(count)
}

/// How many confirmed subscribers the newsletters of a mailing have that wait for its cut-off; each counted once.
pub(super) async fn audience(tx: &mut Tx, mailing: Id) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM subscriber s WHERE s.state = 'confirmed' AND EXISTS (
           SELECT 1 FROM subscription c JOIN mailing_newsletter m ON m.newsletter = c.newsletter
           WHERE c.subscriber = s.id AND m.mailing = $1 AND m.state = 'waiting')",
        mailing
    )?;
    Ok(count)
}

/// The headlines of the articles of mailings before `before`, newest first.
pub(super) async fn headlines(tx: &mut Tx, before: Id, limit: i64) -> Result<Vec<(Id, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String),
        "SELECT m.id, COALESCE(a.headline, '') FROM mailing m LEFT JOIN article a ON a.id = m.article
         WHERE m.id < $1 ORDER BY m.id DESC LIMIT $2",
        before,
        limit
    )?)
}

/// What the relay said, most often first; a recipient's own address is left out of it. State, words, how often.
pub(super) async fn replies(tx: &mut Tx, mailing: Id, limit: i64) -> Result<Vec<(String, String, i64)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (String, String, i64),
        "SELECT state, words, COUNT(*) AS times FROM (
           SELECT d.state AS state, REPLACE(d.reply, COALESCE(s.address, ''), '…') AS words
           FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber
           WHERE d.mailing = $1 AND d.state IN ('deferred', 'rejected', 'cancelled', 'pending') AND d.reply <> ''
         ) AS said GROUP BY state, words ORDER BY times DESC, state, words LIMIT $2",
        mailing,
        limit
    )?)
}

/// The deliveries in doubt: subscriber, address, words, since when.
pub(super) async fn doubts(tx: &mut Tx, mailing: Id, limit: i64) -> Result<Vec<(Id, Option<String>, String, Timestamp)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, Option<String>, String, Timestamp),
        "SELECT d.subscriber, s.address, d.reply, d.updated_at FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber
         WHERE d.mailing = $1 AND d.state = 'in_doubt' ORDER BY d.subscriber LIMIT $2",
        mailing,
        limit
    )?)
}

/// Those put off or refused, the latest first: subscriber, address, state, words, since when.
pub(super) async fn failed(tx: &mut Tx, mailing: Id, limit: i64) -> Result<Vec<(Id, Option<String>, String, String, Timestamp)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, Option<String>, String, String, Timestamp),
        "SELECT d.subscriber, s.address, d.state, d.reply, d.updated_at FROM delivery d LEFT JOIN subscriber s ON s.id = d.subscriber
         WHERE d.mailing = $1 AND d.state IN ('deferred', 'rejected') ORDER BY d.updated_at DESC, d.subscriber LIMIT $2",
        mailing,
        limit
    )?)
}

/// Mailings in doubt, and mails deferred in mailings that go on: `(in doubt, deferred)`.
pub(super) async fn stuck(tx: &mut Tx) -> Result<(i64, i64), Error> {
    Ok(database::fetch_one!(
        tx,
        (i64, i64),
        "SELECT CAST(COALESCE(SUM(in_doubt), 0) AS BIGINT),
           CAST(COALESCE(SUM(CASE WHEN state IN ('freezing', 'sending') THEN deferred ELSE 0 END), 0) AS BIGINT) FROM mailing"
    )?)
}
