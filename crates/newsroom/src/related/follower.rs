//! The follower "related": keeps the neighbour rows at the head of the change log.
//!
//! Only the holder of the lease works; the texts of all published articles are in its memory, loaded from the database
//! when it begins. A few changed articles are put into the lists they belong to; many, or weights that grew stale, mean
//! that every list is computed again (`bulk`). The cursor is saved with the rows.

use std::time::Duration;

use database::{Engine, Id, MICROS_PER_SECOND, Tx};
use language::Tag;
use search::neighbours::{Engine as Neighbours, KEPT, Neighbour, Text};

use super::{bulk, store};
use crate::changes::{self, Head, Key};
use crate::indexing::{self, articles_of};
use crate::{App, Error, Origin};

/// The follower's name, for `app.watch.reached`; also its lease's.
pub const NAME: &str = "related";
/// How long the lease is taken for.
const LEASE: i64 = 30 * MICROS_PER_SECOND;
/// How often it is renewed while nothing happens.
const RENEW: Duration = Duration::from_secs(10);
/// How many changes are read at once.
const CHUNK: i64 = 2_000;
/// How many texts are read at once.
const TEXTS: usize = 100;
/// More changed articles than this and all lists are computed together.
const FEW: usize = 60;
/// More changes than this in a second and somebody is importing.
const BUSY: i64 = 500;

/// What the holder of the lease keeps in memory.
#[derive(Debug, Default)]
pub struct Follower {
    engine: Neighbours,
    loaded: bool,
}

/// Follows for as long as the process lives.
pub async fn follow(app: App) {
    let mut follower = Follower::default();
    let mut head = app.watch.head();
    loop {
        let seen = head.borrow_and_update().last;
        if let Err(error) = step(&app, &mut follower).await {
            tracing::error!(%error, "related articles cannot follow the change log");
            follower = Follower::default();
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        }
        settle(&app, seen).await;
        // Out of time means: renew the lease.
        if let Ok(Err(_)) = tokio::time::timeout(RENEW, head.changed()).await {
            return;
        }
    }
}

/// While an import runs, waits a little instead of computing all lists after each of its batches.
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

/// Brings the neighbour rows up to the head of the change log, if this process holds the lease.
pub async fn step(app: &App, follower: &mut Follower) -> Result<(), Error> {
    let held = app.database.engine() == Engine::Sqlite
        || match database::write!(app.database, tx => { hold(app, tx).await }) {
            Ok(()) => true,
            Err(Error::Unavailable(_)) => false,
            Err(error) => return Err(error),
        };
    let (head, saved) = database::read!(app.database, tx => { Ok((changes::head(tx).await?, changes::follower_cursor(tx, NAME).await?)) })?;
    let usable = saved.filter(|(epoch, at)| *epoch == head.epoch && *at <= head.last && *at >= head.pruned).map(|(_, at)| at);
    if !held {
        *follower = Follower::default();
        app.watch.reached_by(NAME, usable.unwrap_or(-1));
        return Ok(());
    }
    if usable == Some(head.last) && follower.loaded {
        app.watch.reached_by(NAME, head.last);
        return Ok(());
    }
    if !follower.loaded || usable.is_none() {
        load(app, follower).await?;
    }
    let done = match usable {
        Some(cursor) => catch_up(app, follower, &head, cursor).await?,
        None => bulk::write_all(app, &mut follower.engine, &head, head.last).await?,
    };
    app.watch.reached_by(NAME, done);
    Ok(())
}

async fn load(app: &App, follower: &mut Follower) -> Result<(), Error> {
    *follower = Follower::default();
    let limit = i64::try_from(TEXTS).map_err(Error::broken)?;
    let mut after = 0;
    loop {
        let page = database::read!(app.database, tx => { indexing::text_page(tx, after, limit).await })?;
        let Some(last) = page.last().map(|text| text.id) else {
            break;
        };
        after = last;
        on_a_thread(&mut follower.engine, move |engine| add_all(engine, &page)).await?;
    }
    on_a_thread(&mut follower.engine, Neighbours::refresh).await?;
    follower.loaded = true;
    Ok(())
}

/// Lends the engine to a thread that may take its time.
pub(super) async fn on_a_thread<T, F>(engine: &mut Neighbours, work: F) -> Result<T, Error>
where
    T: Send + 'static,
    F: FnOnce(&mut Neighbours) -> T + Send + 'static,
{
    let mut lent = std::mem::take(engine);
    let work = move || {
        let result = work(&mut lent);
        (lent, result)
    };
    let (back, result) = tokio::task::spawn_blocking(work).await.map_err(Error::broken)?;
    *engine = back;
    Ok(result)
}

fn add_all(engine: &mut Neighbours, texts: &[indexing::Text]) {
    for text in texts {
        let Ok(language) = Tag::parse(&text.language) else {
            continue;
        };
        let words = format!("{}\n{}", text.standfirst, text.plain());
        engine.add(&Text { id: text.id, language: &language, date: text.published_at, headline: &text.headline, text: &words });
    }
}

/// Reads what is new, takes it into memory, writes the lists that it alters. Gives how far it came.
async fn catch_up(app: &App, follower: &mut Follower, head: &Head, mut cursor: i64) -> Result<i64, Error> {
    let mut changed: Vec<Id> = Vec::new();
    while cursor < head.last {
        let news = database::read!(app.database, tx => { changes::since(tx, cursor, CHUNK).await })?;
        let Some(last) = news.last().map(|change| change.number) else {
            break;
        };
        cursor = last;
        changed.extend(articles_of(&news));
    }
    changed.sort_unstable();
    changed.dedup();
    let altered = take_in(app, follower, &changed).await?;
    if altered.len() > FEW || follower.engine.is_stale() {
        return bulk::write_all(app, &mut follower.engine, head, cursor).await;
    }
    let lists =
        on_a_thread(&mut follower.engine, move |engine| altered.into_iter().map(|id| (id, engine.nearest(id, KEPT))).collect::<Vec<_>>())
            .await?;
    write_few(app, head, cursor, &lists).await?;
    Ok(cursor)
}

/// Takes changed articles into memory, or out of it. Gives those that were or are there.
async fn take_in(app: &App, follower: &mut Follower, changed: &[Id]) -> Result<Vec<Id>, Error> {
    let mut altered = Vec::with_capacity(changed.len());
    for ids in changed.chunks(TEXTS) {
        let found = database::read!(app.database, tx => { indexing::texts(tx, ids).await })?;
        let ids = ids.to_vec();
        altered.extend(
            on_a_thread(&mut follower.engine, move |engine| {
                let was: Vec<Id> = ids.iter().copied().filter(|id| engine.contains(*id)).collect();
                ids.iter().for_each(|id| engine.remove(*id));
                add_all(engine, &found);
                ids.into_iter().filter(|id| was.contains(id) || engine.contains(*id)).collect::<Vec<_>>()
            })
            .await?,
        );
    }
    Ok(altered)
}

async fn write_few(app: &App, head: &Head, cursor: i64, lists: &[(Id, Vec<Neighbour>)]) -> Result<(), Error> {
    let noted = database::write!(app.database, tx => {
        hold(app, tx).await?;
        let mut touched: Vec<Id> = Vec::new();
        for (id, list) in lists {
            touched.push(*id);
            touched.extend(store::take_out(tx, *id).await?);
            store::replace(tx, *id, list).await?;
            for neighbour in list {
                store::put(tx, neighbour.id, *id, neighbour).await?;
                touched.push(neighbour.id);
            }
        }
        touched.sort_unstable();
        touched.dedup();
        for id in &touched {
            store::trim(tx, *id).await?;
        }
        changes::save_cursor(tx, NAME, &head.epoch, cursor).await?;
        let keys: Vec<Key> = touched.into_iter().map(Key::Related).collect();
        if !keys.is_empty() {
            changes::record(tx, Origin::System, app.now(), &keys).await?;
        }
        Ok(!keys.is_empty())
    })?;
    if noted {
        app.watch.committed();
    }
    Ok(())
}
