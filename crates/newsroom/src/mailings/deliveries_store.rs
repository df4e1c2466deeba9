//! SQL of deliveries: freezing, leasing, intents, outcomes. Whoever calls these alters the totals in the same transaction.

use database::{Id, Select, Timestamp, Tx};

use crate::Error;

/// The id of the last subscriber of the next chunk after `after`; None when there is none.
pub(super) async fn chunk_end(tx: &mut Tx, after: Id, size: i64) -> Result<Option<Id>, Error> {
    let (last,): (Option<Id>,) = database::fetch_one!(
        tx,
        (Option<Id>,),
        "SELECT MAX(id) FROM (SELECT id FROM subscriber WHERE state = 'confirmed' AND id > $1 ORDER BY id LIMIT $2) AS chunk",
        after,
        size
    )?;
    Ok(last)
}

/// The newsletters of a mailing that are being frozen, in the order in which they are named to a reader of several.
pub(super) async fn closed_newsletters(tx: &mut Tx, mailing: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT n.id FROM mailing_newsletter m JOIN newsletter n ON n.id = m.newsletter WHERE m.mailing = $1 AND m.state = 'closed'
         ORDER BY n.position, n.id",
        mailing
    )?;
    Ok(rows.into_iter().map(|(newsletter,)| newsletter).collect())
}

/// Freezes a chunk of one newsletter: one row for each subscriber confirmed before the cut-off who had chosen it and has no row
/// yet. Suppressed addresses get the state `excluded`, which [`drop_excluded`] takes away: so both numbers come from one statement
/// and one moment. Gives how many rows. By newsletter, as the index has them: to look each reader's up would take twice as long.
pub(super) async fn freeze(
    tx: &mut Tx,
    (mailing, newsletter): (Id, Id),
    (after, last): (Id, Id),
    cut_off: Timestamp,
) -> Result<u64, Error> {
    Ok(database::execute!(
        tx,
        "INSERT INTO delivery (mailing, subscriber, newsletter, state, attempts, next_at, holder, lease_until, lease_epoch, reply, updated_at)
         SELECT $1, s.id, c.newsletter,
           CASE WHEN EXISTS (SELECT 1 FROM suppression x WHERE x.address_hash = s.address_hash) THEN 'excluded' ELSE 'pending' END,
           0, 0, '', 0, 0, '', $5
         FROM subscription c JOIN subscriber s ON s.id = c.subscriber
         WHERE c.newsletter = $2 AND c.subscriber > $3 AND c.subscriber <= $4 AND c.since <= $5
           AND s.state = 'confirmed' AND s.confirmed_at <= $5
         ORDER BY c.subscriber
         ON CONFLICT (mailing, subscriber) DO NOTHING",
        mailing,
        newsletter,
        after,
        last,
        cut_off
    )?)
}

/// Takes the excluded of a chunk away. Gives how many.
pub(super) async fn drop_excluded(tx: &mut Tx, mailing: Id, (after, last): (Id, Id)) -> Result<u64, Error> {
    Ok(database::execute!(
        tx,
        "DELETE FROM delivery WHERE mailing = $1 AND subscriber > $2 AND subscriber <= $3 AND state = 'excluded'",
        mailing,
        after,
        last
    )?)
}

/// How many deliveries a mailing has in a range of subscribers.
pub(super) async fn count(tx: &mut Tx, mailing: Id, (after, last): (Id, Id)) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "SELECT COUNT(*) FROM delivery WHERE mailing = $1 AND subscriber > $2 AND subscriber <= $3",
        mailing,
        after,
        last
    )?;
    Ok(count)
}

pub(super) async fn set_frozen_to(tx: &mut Tx, mailing: Id, from: Id, to: Id) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE mailing SET frozen_to = $3 WHERE id = $1 AND frozen_to = $2 AND state = 'freezing'",
        mailing,
        from,
        to
    )?;
    Ok(done == 1)
}

/// Forgets deliveries of mailings that ended before `before`, so many at once. Says how many. What such a mailing had left for
/// later is over: it would go again to those whose deliveries are forgotten.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp, size: i64) -> Result<u64, Error> {
    let due: Option<(Id,)> = database::fetch_optional!(
        tx,
        (Id,),
        "SELECT m.id FROM mailing m WHERE m.state IN ('finished', 'cancelled', 'expired') AND m.finished_at < $1
           AND EXISTS (SELECT 1 FROM delivery d WHERE d.mailing = m.id AND d.state NOT IN ('pending', 'leased', 'intent', 'deferred')) LIMIT 1",
        before
    )?;
    let Some((mailing,)) = due else {
        return Ok(0);
    };
    database::execute!(tx, "UPDATE mailing_newsletter SET state = 'closed' WHERE mailing = $1 AND state = 'later'", mailing)?;
    Ok(database::execute!(
        tx,
        "DELETE FROM delivery WHERE mailing = $1 AND subscriber IN (
           SELECT subscriber FROM delivery WHERE mailing = $1 AND state NOT IN ('pending', 'leased', 'intent', 'deferred') LIMIT $2)
         AND state NOT IN ('pending', 'leased', 'intent', 'deferred')",
        mailing,
        size
    )?)
}

/// The audience is whole.
pub(super) async fn set_frozen(tx: &mut Tx, mailing: Id) -> Result<(), Error> {
    database::execute!(tx, "UPDATE mailing SET state = 'sending' WHERE id = $1 AND state = 'freezing'", mailing)?;
    Ok(())
}

/// Leases a chunk of those in `state` (pending, or deferred whose time has come), in the index's own order: to sort a million of
/// the same time would take a second. They are joined by their key, which no plan of the query turns into a look at all of that
/// state. Gives who, the lease's epoch and the attempts so far.
pub(super) async fn lease(
    tx: &mut Tx,
    (mailing, state): (Id, &str),
    holder: &str,
    (now, until): (Timestamp, Timestamp),
    size: i64,
) -> Result<Vec<(Id, i64, i64)>, Error> {
    let mut leased: Vec<(Id, i64, i64)> = database::fetch_all!(
        tx,
        (Id, i64, i64),
        "WITH due AS MATERIALIZED (
           SELECT subscriber FROM delivery WHERE mailing = $1 AND state = $2 AND next_at <= $4 ORDER BY next_at LIMIT $6)
         UPDATE delivery SET state = 'leased', holder = $3, lease_until = $5, lease_epoch = lease_epoch + 1, updated_at = $4
         FROM due WHERE delivery.mailing = $1 AND delivery.subscriber = due.subscriber AND delivery.state = $2
         RETURNING delivery.subscriber, delivery.lease_epoch, delivery.attempts",
        mailing,
        state,
        holder,
        now,
        until,
        size
    )?;
    leased.sort_unstable();
    Ok(leased)
}

/// What is to be known of someone to write to them: address, whether it is suppressed, and the first of the mailing's
/// newsletters that they still have. Those no longer subscribed at all are missing.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Person {
    pub subscriber: Id,
    pub address: String,
    pub suppressed: bool,
    pub newsletter: Option<Id>,
}

pub(super) async fn people(tx: &mut Tx, mailing: Id, subscribers: &[Id]) -> Result<Vec<Person>, Error> {
    let mut select = Select::new(
        "SELECT s.id AS subscriber, s.address, EXISTS (SELECT 1 FROM suppression x WHERE x.address_hash = s.address_hash) AS suppressed,",
    );
    select.push(
        "(SELECT c.newsletter FROM subscription c JOIN newsletter n ON n.id = c.newsletter
            JOIN mailing_newsletter m ON m.newsletter = c.newsletter AND m.mailing = {} AND m.state = 'closed'
          WHERE c.subscriber = s.id ORDER BY n.position, n.id LIMIT 1) AS newsletter
         FROM subscriber s WHERE s.state = 'confirmed'",
        [mailing.into()],
    );
    select.push_in("AND s.id IN", subscribers);
    Ok(select.fetch_all(tx).await?)
}

/// How many deliveries one statement writes at most: so many texts there are at most, and each stays prepared.
const TOGETHER: usize = 16;

/// A delivery that an intent is wanted for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    pub subscriber: Id,
    pub newsletter: Id,
    pub epoch: i64,
}

/// Makes intents durable: only by the holder of the lease, of this epoch, while it lasts, while the mailing goes on, and
/// while the reader is subscribed and not suppressed. All in one statement. Gives for whom it did.
pub(super) async fn intend(tx: &mut Tx, (mailing, holder): (Id, &str), wanted: &[Wanted], now: Timestamp) -> Result<Vec<Id>, Error> {
    let mut granted = Vec::with_capacity(wanted.len());
    for some in wanted.chunks(TOGETHER) {
        let mut statement = Select::new("WITH wanted (subscriber, newsletter, epoch) AS (VALUES");
        statement.push_rows(
            "(CAST({} AS BIGINT), CAST({} AS BIGINT), CAST({} AS BIGINT))",
            some.iter().map(|one| [one.subscriber.into(), one.newsletter.into(), one.epoch.into()]),
        );
        statement.push(
            ") UPDATE delivery SET state = 'intent', newsletter = wanted.newsletter, attempts = attempts + 1, updated_at = {}
             FROM wanted WHERE delivery.mailing = {} AND delivery.subscriber = wanted.subscriber AND delivery.lease_epoch = wanted.epoch",
            [now.into(), mailing.into()],
        );
        statement.push(
            "AND delivery.state = 'leased' AND delivery.holder = {} AND delivery.lease_until > {}
             AND EXISTS (SELECT 1 FROM mailing m WHERE m.id = delivery.mailing AND m.state IN ('freezing', 'sending')
                           AND m.expires_at > {} AND m.resume_at <= {})
             AND EXISTS (SELECT 1 FROM subscriber s JOIN subscription c ON c.subscriber = s.id
                         WHERE s.id = wanted.subscriber AND s.state = 'confirmed' AND c.newsletter = wanted.newsletter
                           AND NOT EXISTS (SELECT 1 FROM suppression x WHERE x.address_hash = s.address_hash))
             RETURNING delivery.subscriber",
            [holder.into(), now.into(), now.into(), now.into()],
        );
        let rows: Vec<(Id,)> = statement.fetch_all(tx).await?;
        granted.extend(rows.into_iter().map(|(subscriber,)| subscriber));
    }
    Ok(granted)
}

/// A delivery that the relay took, in these words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Submitted<'a> {
    pub subscriber: Id,
    pub epoch: i64,
    pub reply: &'a str,
}

/// The same as [`write`] for deliveries that the relay took. Gives for which it did.
pub(super) async fn write_submitted(
    tx: &mut Tx,
    (mailing, holder): (Id, &str),
    submitted: &[Submitted<'_>],
    now: Timestamp,
) -> Result<Vec<Id>, Error> {
    let mut written = Vec::with_capacity(submitted.len());
    for some in submitted.chunks(TOGETHER) {
        let mut statement = Select::new("WITH given (subscriber, epoch, reply) AS (VALUES");
        statement.push_rows(
            "(CAST({} AS BIGINT), CAST({} AS BIGINT), CAST({} AS TEXT))",
            some.iter().map(|one| [one.subscriber.into(), one.epoch.into(), one.reply.into()]),
        );
        statement.push(
            ") UPDATE delivery SET attempts = attempts + CASE WHEN state = 'leased' THEN 1 ELSE 0 END, state = 'submitted', next_at = 0,
               reply = given.reply, updated_at = {}
             FROM given WHERE delivery.mailing = {} AND delivery.subscriber = given.subscriber AND delivery.lease_epoch = given.epoch",
            [now.into(), mailing.into()],
        );
        statement
            .push("AND delivery.state IN ('leased', 'intent') AND delivery.holder = {} RETURNING delivery.subscriber", [holder.into()]);
        let rows: Vec<(Id,)> = statement.fetch_all(tx).await?;
        written.extend(rows.into_iter().map(|(subscriber,)| subscriber));
    }
    Ok(written)
}

/// How a delivery is written down after an attempt, or instead of one.
#[derive(Debug)]
pub(super) struct Written<'a> {
    pub state: &'a str,
    pub next_at: Timestamp,
    pub reply: &'a str,
    /// Whether an attempt is counted: one that had no intent was not counted there.
    pub attempt: bool,
}

/// Writes an outcome over a delivery that is leased or has an intent, by its holder, of this epoch.
pub(super) async fn write(
    tx: &mut Tx,
    (mailing, subscriber): (Id, Id),
    (holder, epoch): (&str, i64),
    written: &Written<'_>,
    now: Timestamp,
) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE delivery SET attempts = attempts + CASE WHEN state = 'leased' AND $8 THEN 1 ELSE 0 END,
           state = $5, next_at = $6, reply = $7, updated_at = $9
         WHERE mailing = $1 AND subscriber = $2 AND state IN ('leased', 'intent') AND holder = $3 AND lease_epoch = $4",
        mailing,
        subscriber,
        holder,
        epoch,
        written.state,
        written.next_at,
        written.reply,
        written.attempt,
        now
    )?;
    Ok(done == 1)
}

/// The owner of an intent that was taken for lost still learns what became of it.
pub(super) async fn write_over_doubt(
    tx: &mut Tx,
    (mailing, subscriber): (Id, Id),
    (holder, epoch): (&str, i64),
    (state, reply): (&str, &str),
    now: Timestamp,
) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE delivery SET state = $5, reply = $6, updated_at = $7
         WHERE mailing = $1 AND subscriber = $2 AND state = 'in_doubt' AND holder = $3 AND lease_epoch = $4",
        mailing,
        subscriber,
        holder,
        epoch,
        state,
        reply,
        now
    )?;
    Ok(done == 1)
}

/// An editor has found out what became of a delivery in doubt.
pub(super) async fn settle(tx: &mut Tx, (mailing, subscriber): (Id, Id), state: &str, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE delivery SET state = $3, updated_at = $4 WHERE mailing = $1 AND subscriber = $2 AND state = 'in_doubt'",
        mailing,
        subscriber,
        state,
        now
    )?;
    Ok(done == 1)
}

/// Leases whose holder is dead, or that have run out, are pending again. Gives how many.
pub(super) async fn return_leases(tx: &mut Tx, mailing: Id, now: Timestamp) -> Result<u64, Error> {
    Ok(database::execute!(
        tx,
        "UPDATE delivery SET state = 'pending', next_at = 0, updated_at = $2 WHERE mailing = $1 AND state = 'leased'
           AND (lease_until <= $2 OR NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = 'mail:' || delivery.holder AND l.until >= $2))",
        mailing,
        now
    )?)
}

/// Intents whose holder has been dead for longer than an answer may take are in doubt. Gives how many.
pub(super) async fn doubt_intents(tx: &mut Tx, mailing: Id, now: Timestamp, dead_since: Timestamp, words: &str) -> Result<u64, Error> {
    Ok(database::execute!(
        tx,
        "UPDATE delivery SET state = 'in_doubt', reply = $4, updated_at = $2 WHERE mailing = $1 AND state = 'intent'
           AND NOT EXISTS (SELECT 1 FROM lease l WHERE l.name = 'mail:' || delivery.holder AND l.until >= $3)",
        mailing,
        now,
        dead_since,
        words
    )?)
}

/// Turns a chunk of those in `from` into `to`. Gives how many.
pub(super) async fn sweep(tx: &mut Tx, mailing: Id, (from, to): (&str, &str), size: i64, now: Timestamp) -> Result<u64, Error> {
    Ok(database::execute!(
        tx,
        "WITH due AS MATERIALIZED (
           SELECT subscriber FROM delivery WHERE mailing = $1 AND state = $2 ORDER BY next_at LIMIT $4)
         UPDATE delivery SET state = $3, updated_at = $5
         FROM due WHERE delivery.mailing = $1 AND delivery.subscriber = due.subscriber AND delivery.state = $2",
        mailing,
        from,
        to,
        size,
        now
    )?)
}

/// The next moment after `now` at which a deferred delivery is due.
pub(super) async fn next_deferred(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let (at,): (Option<Timestamp>,) = database::fetch_one!(
        tx,
        (Option<Timestamp>,),
        "SELECT MIN(d.next_at) FROM mailing m JOIN delivery d ON d.mailing = m.id AND d.state = 'deferred'
         WHERE m.state IN ('freezing', 'sending') AND m.deferred > 0 AND d.next_at > $1",
        now
    )?;
    Ok(at)
}

/// A mailing's state as it is now, for those whose intent was refused.
pub(super) async fn mailing_state(tx: &mut Tx, mailing: Id) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = database::fetch_optional!(tx, (String,), "SELECT state FROM mailing WHERE id = $1", mailing)?;
    Ok(row.map(|(state,)| state))
}

/// Says that a holder is alive until `until`; what it leases is taken from it after that.
pub(super) async fn heartbeat(tx: &mut Tx, holder: &str, until: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO lease (name, holder, until, epoch) VALUES ('mail:' || $1, $1, $2, 1)
         ON CONFLICT (name) DO UPDATE SET until = excluded.until",
        holder,
        until
    )?;
    Ok(())
}

/// Takes note that the holders whose name begins so, but for one, are dead: their lock is ours.
pub(super) async fn bury(tx: &mut Tx, prefix: &str, but: &str) -> Result<(), Error> {
    database::execute!(
        tx,
        "DELETE FROM lease WHERE name LIKE 'mail:%' AND SUBSTR(name, 6, LENGTH($1)) = $1 AND name <> 'mail:' || $2",
        prefix,
        but
    )?;
    Ok(())
}

/// Forgets holders dead for long.
pub(super) async fn forget_holders(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM lease WHERE name LIKE 'mail:%' AND until < $1", before)?;
    Ok(())
}
