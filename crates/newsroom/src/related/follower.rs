//! The follower "related": keeps the neighbour rows at the head of the change log.
//!
//! Only the holder of the lease works; the texts of all published articles are in its memory (`memory`). What changed is
//! put into the lists it belongs to (`few`); when the weights grew stale, every list is computed again, a few at a time
//! between the news (`all`). The cursor is saved with the rows.

use std::time::Duration;

use database::{Engine, MICROS_PER_SECOND, Tx};
use search::neighbours::{Engine as Neighbours, Neighbour, Text};

use super::{all, few, memory};
use crate::changes;
use crate::{App, Error};

/// The follower's name, for `app.watch.reached`; also its lease's.
pub const NAME: &str = "related";
/// How long the lease is taken for.
const LEASE: i64 = 30 * MICROS_PER_SECOND;
/// How often it is renewed while nothing happens.
const RENEW: Duration = Duration::from_secs(10);
/// More changes than this in a second and somebody is importing.
const BUSY: i64 = 500;

/// What the holder of the lease keeps in memory.
#[derive(Debug, Default)]
pub struct Follower {
    pub(super) engine: Neighbours,
    /// How far in the change log the memory is; None: nothing was loaded.
    pub(super) at: Option<i64>,
    /// Articles taken in or out since the memory was saved.
    pub(super) unsaved: usize,
}

impl Follower {
    /// Reads the texts of all published articles into memory and writes no list: for measuring.
    pub async fn load(&mut self, app: &App) -> Result<(), Error> {
        let head = database::read!(app.database, tx => { changes::head(tx).await })?;
        memory::load(app, self, &head).await
    }

    /// How many articles are in memory.
    pub fn len(&self) -> usize {
        self.engine.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.engine.is_empty()
    }

    /// The nearest articles of one among those published up to a date, as they would have been found then: for measuring.
    pub fn as_of(&self, article: database::Id, most: usize, until: database::Timestamp) -> Vec<Neighbour> {
        self.engine.nearest_until(article, most, until)
    }

    /// The nearest articles of a text that need not be published.
    pub fn near_text(&self, text: &Text<'_>, most: usize) -> Vec<Neighbour> {
        self.engine.nearest_to(text, most)
    }
}

/// How a piece of work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Everything is done.
    Idle,
    /// Lists are still to be computed.
    More,
    /// Another process does the work.
    NotOurs,
}

/// Follows for as long as the process lives.
pub async fn follow(app: App) {
    let mut follower = Follower::default();
    let mut head = app.watch.head();
    loop {
        let seen = head.borrow_and_update().last;
        match advance(&app, &mut follower).await {
            Ok(Step::More) => continue,
            Ok(Step::Idle | Step::NotOurs) => {}
            Err(error) => {
                tracing::error!(%error, "related articles cannot follow the change log");
                follower = Follower::default();
                tokio::time::sleep(Duration::from_secs(1)).await;
                continue;
            }
        }
        settle(&app, seen).await;
        // Out of time means: renew the lease, and see whether somebody asked for all lists.
        if let Ok(Err(_)) = tokio::time::timeout(RENEW, head.changed()).await {
            return;
        }
    }
}

/// While an import runs, waits a little instead of computing lists after each of its batches.
async fn settle(app: &App, mut seen: i64) {
    for _ in 0..30 {
        let now = app.watch.head().borrow().last;
        if now - seen <= BUSY {
            return;
        }
        seen = now;
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

/// Takes or renews the lease inside a transaction; an error if another process holds it. A SQLite file has one `serve`,
/// which the lock of its data folder already says.
pub(super) async fn hold(app: &App, tx: &mut Tx) -> Result<(), Error> {
    if app.database.engine() == Engine::Sqlite {
        return Ok(());
    }
    let now = app.now();
    let lease = database::take_lease(tx, NAME, &app.settings.holder, now, now + LEASE).await?;
    lease.map(|_| ()).ok_or(Error::Unavailable("problem-lease-lost"))
}

async fn is_held(app: &App) -> Result<bool, Error> {
    if app.database.engine() == Engine::Sqlite {
        return Ok(true);
    }
    match database::write!(app.database, tx => { hold(app, tx).await }) {
        Ok(()) => Ok(true),
        Err(Error::Unavailable(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Brings the neighbour rows up to the head of the change log, if this process holds the lease: all of it.
pub async fn step(app: &App, follower: &mut Follower) -> Result<(), Error> {
    while advance(app, follower).await? == Step::More {}
    Ok(())
}

/// One piece of the work: the news first, then a few of the lists that are to be computed again.
pub async fn advance(app: &App, follower: &mut Follower) -> Result<Step, Error> {
    let held = is_held(app).await?;
    let (head, saved, mut waiting) = database::read!(app.database, tx => {
        let head = changes::head(tx).await?;
        let waiting = all::waiting(tx, &head).await?;
        Ok((head, changes::follower_cursor(tx, NAME).await?, waiting))
    })?;
    let usable = saved.filter(|(epoch, at)| *epoch == head.epoch && *at <= head.last && *at >= head.pruned).map(|(_, at)| at);
    if !held {
        *follower = Follower::default();
        app.watch.reached_by(NAME, usable.unwrap_or(-1));
        return Ok(Step::NotOurs);
    }
    if follower.at.is_none() {
        memory::load(app, follower, &head).await?;
    }
    let done = match usable {
        Some(cursor) => few::catch_up(app, follower, &head, cursor).await?,
        None => {
            waiting = Some(all::ask_at(app, &head).await?);
            follower.at.unwrap_or(head.last)
        }
    };
    if follower.engine.is_stale() {
        memory::on_a_thread(&mut follower.engine, Neighbours::refresh).await?;
        waiting = Some(all::ask_at(app, &head).await?);
    }
    let mut more = false;
    if let Some(after) = waiting {
        more = all::some(app, follower, &head, after).await?;
    }
    if !more {
        memory::save(app, follower, &head).await;
    }
    app.watch.reached_by(NAME, done);
    Ok(if more { Step::More } else { Step::Idle })
}
