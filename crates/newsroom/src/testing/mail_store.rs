//! SQL of tests of mailings.

use database::{Id, Timestamp, Tx};

use crate::Error;

pub(super) async fn newsletter(tx: &mut Tx, (id, name): (Id, &str), cadence: &str, filter: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO newsletter (id, cadence, filter, content, is_default, language, hour, weekday, position, paused, created_at, updated_at)
         VALUES ($1, $2, $3, 'full', FALSE, 'fr', 7, 1, (SELECT COUNT(*) FROM newsletter), FALSE, $4, $4)",
        id,
        cadence,
        filter,
        now
    )?;
    database::execute!(
        tx,
        "INSERT INTO newsletter_name (newsletter, language, name, slug, description) VALUES ($1, 'fr', $2, LOWER($2), '')",
        id,
        name
    )?;
    Ok(())
}

pub(super) async fn subscriber(tx: &mut Tx, id: Id, (address, hash): (&str, &str), now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO subscriber (id, address, normalised, address_hash, language, state, created_at, confirmed_at, updated_at)
         VALUES ($1, $2, $2, $3, 'fr', 'confirmed', $4, $4, $4)",
        id,
        address,
        hash,
        now
    )?;
    Ok(())
}

pub(super) async fn subscription(tx: &mut Tx, subscriber: Id, newsletter: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "INSERT INTO subscription (subscriber, newsletter, since) VALUES ($1, $2, $3)", subscriber, newsletter, now)?;
    Ok(())
}

pub(super) async fn crowd(tx: &mut Tx, first: Id, count: i64, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "WITH RECURSIVE number (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM number WHERE n < $2)
         INSERT INTO subscriber (id, address, normalised, address_hash, language, state, created_at, confirmed_at, updated_at)
         SELECT $1 + n, 'reader' || CAST(n AS TEXT) || '@example.com', 'reader' || CAST(n AS TEXT) || '@example.com',
           'crowd' || CAST(n AS TEXT), 'fr', 'confirmed', $3, $3, $3 FROM number",
        first,
        count,
        now
    )?;
    Ok(())
}

pub(super) async fn crowd_subscriptions(tx: &mut Tx, newsletter: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "INSERT INTO subscription (subscriber, newsletter, since) SELECT id, $1, $2 FROM subscriber", newsletter, now)?;
    Ok(())
}

pub(super) async fn progress(tx: &mut Tx, mailing: Id) -> Result<(String, i64), Error> {
    Ok(database::fetch_one!(tx, (String, i64), "SELECT state, submitted FROM mailing WHERE id = $1", mailing)?)
}

pub(super) async fn ledger(tx: &mut Tx, mailing: Id) -> Result<Vec<(Id, String)>, Error> {
    Ok(database::fetch_all!(tx, (Id, String), "SELECT subscriber, state FROM delivery WHERE mailing = $1 ORDER BY subscriber", mailing)?)
}

pub(super) async fn unsubscribe(tx: &mut Tx, subscriber: Id) -> Result<(), Error> {
    database::execute!(tx, "UPDATE subscriber SET state = 'unsubscribed' WHERE id = $1", subscriber)?;
    Ok(())
}

pub(super) async fn suppress(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "INSERT INTO suppression (address_hash, reason, at) VALUES ($1, 'hard', $2)", hash, now)?;
    Ok(())
}
