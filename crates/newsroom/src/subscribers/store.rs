//! SQL of subscribers, their choices and their consent.

use database::{Id, Timestamp, Tx};

use super::consent::Act;
use super::{Address, Subscriber};
use crate::Error;

/// A step of consent, as it was noted.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Consent {
    /// asked, confirmed, changed, unsubscribed or erased.
    pub step: String,
    /// When.
    pub at: Timestamp,
    /// SHA-256 of the words.
    pub text_hash: String,
    /// The words that were agreed to.
    pub wording: String,
    /// The path of the page they stood on.
    pub page: String,
    /// From which network address.
    pub ip: String,
    /// What was chosen from then on: a JSON list of ids.
    pub newsletters: String,
}

/// What is known of someone who asks.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Found {
    pub id: Id,
    pub state: String,
    pub told_known_at: Option<Timestamp>,
}

/// One subscriber.
pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Subscriber>, Error> {
    Ok(database::fetch_optional!(
        tx,
        Subscriber,
        "SELECT id, address, language, state, created_at, confirmed_at, updated_at FROM subscriber WHERE id = $1",
        id
    )?)
}

/// The subscriber of an address in its normalised form.
pub async fn by_normalised(tx: &mut Tx, normalised: &str) -> Result<Option<Subscriber>, Error> {
    Ok(database::fetch_optional!(
        tx,
        Subscriber,
        "SELECT id, address, language, state, created_at, confirmed_at, updated_at FROM subscriber WHERE normalised = $1",
        normalised
    )?)
}

/// The newsletters someone chose, in the newsletters' order.
pub async fn choices_of(tx: &mut Tx, id: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT s.newsletter FROM subscription s JOIN newsletter n ON n.id = s.newsletter WHERE s.subscriber = $1 ORDER BY n.position, n.id",
        id
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The steps of someone's consent, oldest first.
pub async fn consents_of(tx: &mut Tx, id: Id) -> Result<Vec<Consent>, Error> {
    Ok(database::fetch_all!(
        tx,
        Consent,
        "SELECT step, at, text_hash, wording, page, ip, newsletters FROM consent WHERE subscriber = $1 ORDER BY at, id",
        id
    )?)
}

/// Notes that an address was given: a new one is pending; of one that is not confirmed, writing and language are renewed.
/// The row is locked until the transaction ends.
pub(super) async fn asked(
    tx: &mut Tx,
    (fresh, address, hash): (Id, &Address, &str),
    language: &str,
    now: Timestamp,
) -> Result<Found, Error> {
    Ok(database::fetch_one!(
        tx,
        Found,
        "INSERT INTO subscriber (id, address, normalised, address_hash, language, state, created_at, confirmed_at, told_known_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'pending', $6, NULL, NULL, $6)
         ON CONFLICT (normalised) DO UPDATE SET
           address = CASE WHEN subscriber.state = 'confirmed' THEN subscriber.address ELSE excluded.address END,
           language = CASE WHEN subscriber.state = 'confirmed' THEN subscriber.language ELSE excluded.language END,
           updated_at = excluded.updated_at
         RETURNING id, state, told_known_at",
        fresh,
        address.written.as_str(),
        address.normalised.as_str(),
        hash,
        language,
        now
    )?)
}

pub(super) async fn set_told_known(tx: &mut Tx, id: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE subscriber SET told_known_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

pub(super) async fn is_suppressed(tx: &mut Tx, hash: &str) -> Result<bool, Error> {
    let row: Option<(String,)> = database::fetch_optional!(tx, (String,), "SELECT reason FROM suppression WHERE address_hash = $1", hash)?;
    Ok(row.is_some())
}

pub(super) async fn is_suppressed_subscriber(tx: &mut Tx, id: Id) -> Result<bool, Error> {
    let row: Option<(String,)> = database::fetch_optional!(
        tx,
        (String,),
        "SELECT p.reason FROM suppression p JOIN subscriber s ON s.address_hash = p.address_hash WHERE s.id = $1",
        id
    )?;
    Ok(row.is_some())
}

/// True: it was not suppressed before.
pub(super) async fn suppress(tx: &mut Tx, hash: &str, reason: &str, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "INSERT INTO suppression (address_hash, reason, at) VALUES ($1, $2, $3) ON CONFLICT (address_hash) DO NOTHING",
        hash,
        reason,
        now
    )?;
    Ok(done == 1)
}

/// The newsletters of the last request.
pub(super) async fn asked_for(tx: &mut Tx, id: Id) -> Result<Vec<Id>, Error> {
    let row: Option<(String,)> = database::fetch_optional!(
        tx,
        (String,),
        "SELECT newsletters FROM consent WHERE subscriber = $1 AND step = 'asked' ORDER BY at DESC, id DESC LIMIT 1",
        id
    )?;
    row.map_or(Ok(Vec::new()), |(list,)| Ok(serde_json::from_str(&list)?))
}

/// Whether someone has given up everything after that moment.
pub(super) async fn gave_up_since(tx: &mut Tx, id: Id, since: Timestamp) -> Result<bool, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(
        tx,
        (Id,),
        "SELECT id FROM consent WHERE subscriber = $1 AND step = 'unsubscribed' AND at >= $2 LIMIT 1",
        id,
        since
    )?;
    Ok(row.is_some())
}

/// The same for a mail that someone asks for themselves: that they left another program's list is over then.
pub(super) async fn is_barred(tx: &mut Tx, hash: &str) -> Result<bool, Error> {
    let row: Option<(String,)> = database::fetch_optional!(
        tx,
        (String,),
        "SELECT reason FROM suppression WHERE address_hash = $1 AND reason <> 'unsubscribed_elsewhere'",
        hash
    )?;
    Ok(row.is_some())
}

/// Confirms, by someone's own word; false when it was so already. What they left elsewhere no longer counts.
pub(super) async fn set_confirmed(tx: &mut Tx, id: Id, now: Timestamp) -> Result<bool, Error> {
    let touched = database::execute!(
        tx,
        "UPDATE subscriber SET state = 'confirmed', confirmed_at = $2, updated_at = $2 WHERE id = $1 AND state <> 'confirmed'",
        id,
        now
    )?;
    database::execute!(
        tx,
        "DELETE FROM suppression WHERE reason = 'unsubscribed_elsewhere' AND address_hash IN (SELECT address_hash FROM subscriber WHERE id = $1)",
        id
    )?;
    Ok(touched == 1)
}

pub(super) async fn set_unsubscribed(tx: &mut Tx, id: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE subscriber SET state = 'unsubscribed', updated_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

pub(super) async fn set_language(tx: &mut Tx, id: Id, language: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE subscriber SET language = $2, updated_at = $3 WHERE id = $1", id, language, now)?;
    Ok(())
}

/// Makes these, and no others, what someone gets. What they had already keeps its date.
pub(super) async fn set_choices(tx: &mut Tx, id: Id, newsletters: &[Id], now: Timestamp) -> Result<(), Error> {
    for former in choices_of(tx, id).await?.iter().filter(|former| !newsletters.contains(former)) {
        database::execute!(tx, "DELETE FROM subscription WHERE subscriber = $1 AND newsletter = $2", id, *former)?;
    }
    for newsletter in newsletters {
        database::execute!(
            tx,
            "INSERT INTO subscription (subscriber, newsletter, since) VALUES ($1, $2, $3) ON CONFLICT (subscriber, newsletter) DO NOTHING",
            id,
            *newsletter,
            now
        )?;
    }
    Ok(())
}

pub(super) async fn insert_consent(tx: &mut Tx, id: Id, now: Timestamp, text_hash: &str, act: &Act<'_>) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO consent (id, subscriber, step, at, text_hash, wording, page, ip, newsletters) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        act.subscriber,
        act.step.as_str(),
        now,
        text_hash,
        act.wording,
        act.page,
        act.ip,
        serde_json::to_string(act.newsletters)?
    )?;
    Ok(())
}

/// Removes the mails to someone, but one that is on its way at this moment.
pub(super) async fn drop_letters(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(
        tx,
        "DELETE FROM letter WHERE state NOT IN ('leased', 'intent') AND recipient IN (SELECT address FROM subscriber WHERE id = $1)",
        id
    )?;
    Ok(())
}

/// Remembers by the hash that someone left who is forgotten now: an import does not bring them back.
pub(super) async fn note_departed(tx: &mut Tx, id: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO departed (address_hash, at) SELECT address_hash, $2 FROM subscriber WHERE id = $1 ON CONFLICT (address_hash) DO NOTHING",
        id,
        now
    )?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM subscriber WHERE id = $1", id)?;
    Ok(())
}

pub(super) async fn blank_consents(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "UPDATE consent SET ip = '' WHERE subscriber = $1", id)?;
    Ok(())
}

/// Removes sign-ups not renewed since, and what was noted of them. Says how many.
pub(super) async fn drop_pending(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<u64, Error> {
    let old: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT id FROM subscriber WHERE state = 'pending' AND updated_at < $1 ORDER BY id LIMIT $2",
        before,
        limit
    )?;
    for (id,) in &old {
        drop_letters(tx, *id).await?;
        database::execute!(tx, "DELETE FROM consent WHERE subscriber = $1", *id)?;
        delete(tx, *id).await?;
    }
    Ok(u64::try_from(old.len()).unwrap_or(u64::MAX))
}

pub(super) async fn unsubscribed_before(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT id FROM subscriber WHERE state = 'unsubscribed' AND updated_at < $1 ORDER BY id LIMIT $2",
        before,
        limit
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
