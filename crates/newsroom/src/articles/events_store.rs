//! All SQL of what happens to an article between people.

use database::{Id, Timestamp, Tx};

use super::State;
use crate::{Actor, App, Error};

/// Something that happened to an article.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Event {
    /// Its id.
    pub id: Id,
    /// To which article.
    pub article: Id,
    /// When.
    pub at: Timestamp,
    /// By which account; None for the program itself.
    pub account: Option<Id>,
    /// state, assign, flag, overrule, late, failed.
    pub kind: String,
    /// The state it left; may be empty.
    pub from_state: String,
    /// The state it came to; may be empty.
    pub to_state: String,
    /// The flag (with `-` before it when it was lowered), or the checks that were overruled.
    pub what: String,
    /// Whom it waits for since.
    pub assignee: Option<Id>,
    /// The words that went along.
    pub note: String,
}

/// An event to be written.
pub(super) struct New<'a> {
    pub article: Id,
    pub kind: &'static str,
    pub from: Option<State>,
    pub to: Option<State>,
    pub what: &'a str,
    pub assignee: Option<Id>,
    pub note: &'a str,
}

/// Adds an event, in the transaction of the act; gives its id.
pub(super) async fn add(app: &App, tx: &mut Tx, actor: &Actor, new: &New<'_>) -> Result<Id, Error> {
    let id = app.ids.next();
    database::execute!(
        tx,
        "INSERT INTO article_event (id, article, at, account, kind, from_state, to_state, what, assignee, note)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        new.article,
        app.now(),
        actor.account,
        new.kind,
        new.from.map_or("", State::as_str),
        new.to.map_or("", State::as_str),
        new.what,
        new.assignee,
        new.note
    )?;
    Ok(id)
}

/// The latest events of an article, newest first.
pub async fn events(tx: &mut Tx, article: Id, limit: i64) -> Result<Vec<Event>, Error> {
    Ok(database::fetch_all!(
        tx,
        Event,
        "SELECT id, article, at, account, kind, from_state, to_state, what, assignee, note FROM article_event
         WHERE article = $1 ORDER BY id DESC LIMIT $2",
        article,
        limit
    )?)
}

/// One event.
pub async fn event(tx: &mut Tx, id: Id) -> Result<Option<Event>, Error> {
    Ok(database::fetch_optional!(
        tx,
        Event,
        "SELECT id, article, at, account, kind, from_state, to_state, what, assignee, note FROM article_event WHERE id = $1",
        id
    )?)
}

/// What the clock did late, or could not do, since a moment; newest first.
pub async fn troubles(tx: &mut Tx, since: Timestamp, limit: i64) -> Result<Vec<Event>, Error> {
    Ok(database::fetch_all!(
        tx,
        Event,
        "SELECT id, article, at, account, kind, from_state, to_state, what, assignee, note FROM article_event
         WHERE kind IN ('late', 'failed') AND at >= $1 ORDER BY at DESC LIMIT $2",
        since,
        limit
    )?)
}
