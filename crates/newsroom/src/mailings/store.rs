//! SQL of mailings themselves: their rows, their newsletters, their variants.

use database::{Id, Timestamp, Tx};

use super::followed_store;
use super::state::{FOREVER, State, Totals};
use crate::Error;

/// A mailing's row.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Mailing {
    pub id: Id,
    pub article: Option<Id>,
    pub newsletter: Option<Id>,
    state: String,
    pub hold_until: Timestamp,
    pub cut_off: Option<Timestamp>,
    pub frozen_to: Id,
    pub expires_at: Timestamp,
    #[sqlx(flatten)]
    pub totals: Totals,
    pub resume_at: Timestamp,
    pub trouble: String,
    pub note: String,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

impl Mailing {
    pub(super) fn state(&self) -> Result<State, Error> {
        State::parse(&self.state).ok_or_else(|| Error::broken(format!("mailing state {}", self.state)))
    }
}

impl Mailing {
    /// Whether an editor stopped it for a while.
    pub(super) fn is_stopped(&self) -> bool {
        self.resume_at == FOREVER
    }
}

macro_rules! mailing_columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, article, newsletter, state, hold_until, cut_off, frozen_to, expires_at, candidates, frozen, excluded, pending,
               submitted, deferred, rejected, in_doubt, suppressed, cancelled, expired, resume_at, trouble, note, created_at, finished_at
             FROM mailing ",
            $rest
        )
    };
}

pub(super) async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Mailing>, Error> {
    Ok(database::fetch_optional!(tx, Mailing, mailing_columns!("WHERE id = $1"), id)?)
}

pub(super) async fn of_article(tx: &mut Tx, article: Id) -> Result<Option<Mailing>, Error> {
    Ok(database::fetch_optional!(tx, Mailing, mailing_columns!("WHERE article = $1"), article)?)
}

/// Those before `before`, newest first.
pub(super) async fn page(tx: &mut Tx, before: Id, limit: i64) -> Result<Vec<Mailing>, Error> {
    Ok(database::fetch_all!(tx, Mailing, mailing_columns!("WHERE id < $1 ORDER BY id DESC LIMIT $2"), before, limit)?)
}

/// Those whose hold has ended, with their kind.
pub(super) async fn ready(tx: &mut Tx, now: Timestamp) -> Result<Vec<(Id, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String),
        "SELECT id, kind FROM mailing WHERE state = 'held' AND hold_until <= $1 ORDER BY hold_until, id",
        now
    )?)
}

/// Those whose audience is being frozen.
pub(super) async fn freezing(tx: &mut Tx) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(tx, (Id,), "SELECT id FROM mailing WHERE state = 'freezing' ORDER BY cut_off, id")?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Those that have something to send now, first come first.
pub(super) async fn sendable(tx: &mut Tx, now: Timestamp) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT id FROM mailing WHERE state IN ('freezing', 'sending') AND pending + deferred > 0 AND resume_at <= $1 AND expires_at > $1
         ORDER BY cut_off, id",
        now
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Those with deliveries that some process holds or has left behind.
pub(super) async fn unsettled(tx: &mut Tx) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(tx, (Id,), "SELECT id FROM mailing WHERE pending > 0 ORDER BY id")?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Those stopped or too late whose deliveries are not yet told so, with their state.
pub(super) async fn to_sweep(tx: &mut Tx) -> Result<Vec<(Id, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String),
        "SELECT id, state FROM mailing WHERE state IN ('cancelled', 'expired') AND pending + deferred > 0 ORDER BY id"
    )?)
}

/// Ends those that took too long. Gives how many.
pub(super) async fn expire(tx: &mut Tx, now: Timestamp) -> Result<u64, Error> {
    Ok(database::execute!(
        tx,
        "UPDATE mailing SET state = 'expired', finished_at = $1, updated_at = $1 WHERE state IN ('freezing', 'sending') AND expires_at <= $1",
        now
    )?)
}

/// The next moment after `now` at which a mailing wants something done.
pub(super) async fn next_moment(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let (at,): (Option<Timestamp>,) = database::fetch_one!(
        tx,
        (Option<Timestamp>,),
        "SELECT MIN(moment) FROM (
           SELECT MIN(hold_until) AS moment FROM mailing WHERE state = 'held' AND hold_until > $1
           UNION ALL SELECT MIN(expires_at) FROM mailing WHERE state IN ('freezing', 'sending') AND expires_at > $1
           UNION ALL SELECT MIN(resume_at) FROM mailing WHERE state IN ('freezing', 'sending') AND resume_at > $1
         ) AS moments",
        now
    )?;
    Ok(at.filter(|at| *at != FOREVER))
}

pub(super) struct New<'a> {
    pub id: Id,
    pub kind: &'a str,
    pub article: Option<Id>,
    pub newsletter: Option<Id>,
    pub hold_until: Timestamp,
    pub created_by: Option<Id>,
    pub now: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, new: &New<'_>) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO mailing (id, kind, article, newsletter, state, hold_until, frozen_to, expires_at, candidates, frozen, excluded, pending,
           submitted, deferred, rejected, in_doubt, suppressed, cancelled, expired, resume_at, trouble, created_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, 'held', $5, 0, $6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, '', $7, $8, $8)",
        new.id,
        new.kind,
        new.article,
        new.newsletter,
        new.hold_until,
        FOREVER,
        new.created_by,
        new.now
    )?;
    Ok(())
}

/// The newsroom's words above the articles, while it is held. False: it no longer is.
pub(super) async fn set_note(tx: &mut Tx, mailing: Id, note: &str, now: Timestamp) -> Result<bool, Error> {
    let done =
        database::execute!(tx, "UPDATE mailing SET note = $2, updated_at = $3 WHERE id = $1 AND state = 'held'", mailing, note, now)?;
    Ok(done == 1)
}

pub(super) async fn put_newsletter(tx: &mut Tx, mailing: Id, newsletter: Id, state: &str) -> Result<(), Error> {
    database::execute!(tx, "INSERT INTO mailing_newsletter (mailing, newsletter, state) VALUES ($1, $2, $3)", mailing, newsletter, state)?;
    Ok(())
}

/// Its newsletters with their states.
pub(super) async fn newsletters(tx: &mut Tx, mailing: Id) -> Result<Vec<(Id, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String),
        "SELECT newsletter, state FROM mailing_newsletter WHERE mailing = $1 ORDER BY newsletter",
        mailing
    )?)
}

/// Moves its newsletters from one state to another. Gives how many.
pub(super) async fn move_newsletters(tx: &mut Tx, mailing: Id, from: &str, to: &str) -> Result<u64, Error> {
    Ok(database::execute!(tx, "UPDATE mailing_newsletter SET state = $3 WHERE mailing = $1 AND state = $2", mailing, from, to)?)
}

/// Sets when the hold ends, while it is held.
pub(super) async fn hold_until(tx: &mut Tx, mailing: Id, until: Timestamp, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE mailing SET hold_until = $2, updated_at = $3 WHERE id = $1 AND state = 'held'",
        mailing,
        until,
        now
    )?;
    Ok(done == 1)
}

/// A finished mailing is held again, for newsletters that were left for later.
pub(super) async fn hold_again(tx: &mut Tx, mailing: Id, until: Timestamp, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE mailing SET state = 'held', hold_until = $2, frozen_to = 0, expires_at = $4, finished_at = NULL, updated_at = $3
         WHERE id = $1 AND state = 'finished'",
        mailing,
        until,
        now,
        FOREVER
    )?;
    Ok(done == 1)
}

/// The cut-off: from now on its audience is frozen. False when it is no longer held.
pub(super) async fn begin(tx: &mut Tx, mailing: Id, cut_off: Timestamp, expires_at: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE mailing SET state = 'freezing', cut_off = $2, expires_at = $3, updated_at = $2
         WHERE id = $1 AND state = 'held' AND hold_until <= $2",
        mailing,
        cut_off,
        expires_at
    )?;
    Ok(done == 1)
}

/// Stops a mailing. False when there is nothing left to stop.
pub(super) async fn cancel(tx: &mut Tx, mailing: Id, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE mailing SET state = 'cancelled', finished_at = $2, updated_at = $2
         WHERE id = $1 AND state IN ('held', 'freezing', 'sending', 'asking')",
        mailing,
        now
    )?;
    Ok(done == 1)
}

/// Every mailing that is not at its end asks before it goes on. Gives how many.
pub(super) async fn ask(tx: &mut Tx, now: Timestamp) -> Result<u64, Error> {
    Ok(database::execute!(
        tx,
        "UPDATE mailing SET state = 'asking', resume_at = 0, trouble = '', updated_at = $1 WHERE state IN ('held', 'freezing', 'sending')",
        now
    )?)
}

/// One that asks goes on: before its cut-off its hold ends now; after it, what is left of its audience is frozen and sent, until
/// `until` at least. False: it does not ask.
pub(super) async fn go_on(tx: &mut Tx, mailing: Id, (now, until): (Timestamp, Timestamp), forever: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE mailing SET state = CASE WHEN expires_at = $4 THEN 'held' ELSE 'freezing' END,
           hold_until = CASE WHEN expires_at = $4 THEN $2 ELSE hold_until END,
           expires_at = CASE WHEN expires_at < $3 THEN $3 ELSE expires_at END, updated_at = $2
         WHERE id = $1 AND state = 'asking'",
        mailing,
        now,
        until,
        forever
    )?;
    Ok(done == 1)
}

/// How many ask.
pub(super) async fn asking(tx: &mut Tx) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM mailing WHERE state = 'asking'")?;
    Ok(count)
}

/// Not to be tried again before `until`: the relay refuses its message.
pub(super) async fn trouble(tx: &mut Tx, mailing: Id, until: Timestamp, words: &str) -> Result<(), Error> {
    database::execute!(tx, "UPDATE mailing SET resume_at = $2, trouble = $3 WHERE id = $1 AND resume_at < $2", mailing, until, words)?;
    Ok(())
}

/// An editor stops its sending for a while (`until` is [`FOREVER`]), or lets it go on. False: it is not being sent.
pub(super) async fn set_resume(tx: &mut Tx, mailing: Id, until: Timestamp, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE mailing SET resume_at = $2, trouble = '', updated_at = $3 WHERE id = $1 AND state IN ('freezing', 'sending')",
        mailing,
        until,
        now
    )?;
    Ok(done == 1)
}

/// A rendered variant.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Variant {
    pub newsletter: Id,
    pub language: String,
    pub subject: String,
    pub message: String,
    /// The paths whose following is counted, when it is written.
    #[sqlx(skip)]
    pub links: Vec<String>,
}

pub(super) async fn put_variant(tx: &mut Tx, mailing: Id, variant: &Variant) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO mailing_variant (mailing, newsletter, language, subject, message) VALUES ($1, $2, $3, $4, $5)",
        mailing,
        variant.newsletter,
        variant.language.as_str(),
        variant.subject.as_str(),
        variant.message.as_str()
    )?;
    for path in &variant.links {
        followed_store::put(tx, mailing, path).await?;
    }
    Ok(())
}

pub(super) async fn variants(tx: &mut Tx, mailing: Id) -> Result<Vec<Variant>, Error> {
    Ok(database::fetch_all!(
        tx,
        Variant,
        "SELECT newsletter, language, subject, message FROM mailing_variant WHERE mailing = $1 ORDER BY newsletter, language",
        mailing
    )?)
}
