//! What changed, put into the lists it belongs to: its own, those it enters, those it leaves.

use std::collections::HashSet;

use database::Id;
use search::neighbours::{KEPT, Neighbour};

use super::follower::{Follower, NAME, hold};
use super::memory::{self, Altered};
use super::store;
use crate::changes::{self, Head, Key};
use crate::{App, Error, Origin};

/// Articles whose lists are computed and written together: the writer is held for tens of milliseconds.
const TOGETHER: usize = 10;
/// More changed articles than this, with weights that grew stale, and the lists of all will bring theirs.
const MANY: usize = 60;

/// Lists of articles.
type Lists = Vec<(Id, Vec<Neighbour>)>;

/// Reads what is new, takes it into memory, writes the lists that it alters. Gives how far it came.
pub(super) async fn catch_up(app: &App, follower: &mut Follower, head: &Head, cursor: i64) -> Result<i64, Error> {
    if cursor == head.last && follower.at == Some(head.last) {
        return Ok(cursor);
    }
    let altered = memory::take_in(app, follower, head, cursor).await?;
    let at = follower.at.unwrap_or(head.last);
    let Altered { new, gone } = altered;
    let in_all = new.len() > MANY && follower.engine.is_stale();
    let new = if in_all { Vec::new() } else { new };
    for gone in gone.chunks(TOGETHER) {
        take_out(app, follower, gone).await?;
    }
    for new in new.chunks(TOGETHER) {
        put_in(app, follower, new).await?;
    }
    if in_all {
        // The cursor and the wish for all lists in one: the process may end before they are made.
        super::all::ask_at(app, &Head { last: at, ..head.clone() }).await?;
        return Ok(at);
    }
    database::write!(app.database, tx => {
        hold(app, tx).await?;
        changes::save_cursor(tx, NAME, &head.epoch, at).await
    })?;
    Ok(at)
}

async fn lists_of(follower: &mut Follower, ids: Vec<Id>) -> Result<Lists, Error> {
    memory::on_a_thread(&mut follower.engine, move |engine| ids.into_iter().map(|id| (id, engine.nearest(id, KEPT))).collect()).await
}

/// Articles that are gone: the lists in which they stood take up the next best.
async fn take_out(app: &App, follower: &mut Follower, gone: &[Id]) -> Result<(), Error> {
    let owners = database::read!(app.database, tx => { store::listed_by(tx, gone).await })?;
    let owners: Vec<Id> = owners.into_iter().filter(|id| !gone.contains(id)).collect();
    let lists = lists_of(follower, owners).await?;
    let noted = database::write!(app.database, tx => {
        hold(app, tx).await?;
        let mut touched: HashSet<Id> = lists.iter().map(|(id, _)| *id).collect();
        for id in gone {
            touched.extend(store::take_out(tx, *id).await?);
        }
        for (id, list) in &lists {
            store::replace(tx, *id, list).await?;
        }
        note(app, tx, touched).await
    })?;
    if noted {
        app.watch.committed();
    }
    Ok(())
}

/// New articles, and those with other words: their own lists, and both directions of each.
async fn put_in(app: &App, follower: &mut Follower, new: &[Id]) -> Result<(), Error> {
    let lists = lists_of(follower, new.to_vec()).await?;
    let near: HashSet<Id> = lists.iter().flat_map(|(_, list)| list.iter().map(|neighbour| neighbour.id)).collect();
    let former = database::read!(app.database, tx => { store::listed_by(tx, new).await })?;
    // Where they stood and no longer belong, somebody else comes up.
    let left: Vec<Id> = former.into_iter().filter(|id| !near.contains(id) && !new.contains(id)).collect();
    let left = lists_of(follower, left).await?;
    let noted = database::write!(app.database, tx => {
        hold(app, tx).await?;
        let mut touched: HashSet<Id> = left.iter().map(|(id, _)| *id).collect();
        for (id, _) in &lists {
            touched.extend(store::take_out(tx, *id).await?);
        }
        for (id, list) in &left {
            store::replace(tx, *id, list).await?;
        }
        let mut entered: HashSet<Id> = HashSet::new();
        for (id, list) in &lists {
            touched.insert(*id);
            store::replace(tx, *id, list).await?;
            for neighbour in list {
                store::put(tx, neighbour.id, *id, neighbour).await?;
                entered.insert(neighbour.id);
            }
        }
        for id in &entered {
            store::trim(tx, *id).await?;
        }
        touched.extend(entered);
        note(app, tx, touched).await
    })?;
    if noted {
        app.watch.committed();
    }
    Ok(())
}

async fn note(app: &App, tx: &mut database::Tx, touched: HashSet<Id>) -> Result<bool, Error> {
    if touched.is_empty() {
        return Ok(false);
    }
    let keys: Vec<Key> = touched.into_iter().map(Key::Related).collect();
    changes::record(tx, Origin::System, app.now(), &keys).await?;
    Ok(true)
}
