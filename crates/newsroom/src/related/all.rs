//! Every list computed again: at the beginning, when the weights grew stale, when an operator asks.
//!
//! How far it is stands in the database beside the cursors: a process that ends in the middle goes on from there, another
//! can ask for it, and an operator sees the progress. A few lists at a time, so that what is published meanwhile does not wait.

use std::collections::HashMap;

use database::{Id, Tx};
use search::neighbours::{KEPT, Neighbour};

use super::follower::{Follower, NAME, hold};
use super::{memory, store};
use crate::changes::{self, Head, Key};
use crate::{App, Error, Origin};

/// The row that says up to which article the lists are computed.
const LISTS: &str = "related lists";
/// Nothing is waiting.
const DONE: i64 = i64::MAX;
/// Lists written in one transaction: the writer is held for tens of milliseconds.
const TOGETHER: usize = 40;
/// A score that differs by less is the same.
const SAME: f64 = 0.002;

/// After which article lists wait to be computed again; None when none does.
pub(super) async fn waiting(tx: &mut Tx, head: &Head) -> Result<Option<Id>, Error> {
    let row = changes::follower_cursor(tx, LISTS).await?;
    Ok(row.filter(|(epoch, after)| *epoch == head.epoch && *after != DONE).map(|(_, after)| after))
}

/// Asks for all lists, by one who may be another process.
pub async fn ask(app: &App) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let head = changes::head(tx).await?;
        changes::save_cursor(tx, LISTS, &head.epoch, 0).await
    })
}

/// How far it is: articles whose lists are done, and all; None when nothing waits.
pub async fn progress(app: &App) -> Result<Option<(i64, i64)>, Error> {
    database::read!(app.database, tx => {
        let head = changes::head(tx).await?;
        let Some(after) = waiting(tx, &head).await? else {
            return Ok(None);
        };
        let (all, done) = store::published_count(tx, after).await?;
        Ok(Some((done, all)))
    })
}

/// Asks for all lists and takes the change log as read up to the memory's place.
pub(super) async fn ask_at(app: &App, head: &Head) -> Result<Id, Error> {
    database::write!(app.database, tx => {
        hold(app, tx).await?;
        changes::save_cursor(tx, LISTS, &head.epoch, 0).await?;
        changes::save_cursor(tx, NAME, &head.epoch, head.last).await
    })?;
    Ok(0)
}

/// Computes the next few lists and writes those that differ. True: there are more.
pub(super) async fn some(app: &App, follower: &mut Follower, head: &Head, after: Id) -> Result<bool, Error> {
    let lists: Vec<(Id, Vec<Neighbour>)> = memory::on_a_thread(&mut follower.engine, move |engine| {
        engine.ids_after(after, TOGETHER).into_iter().map(|id| (id, engine.nearest(id, KEPT))).collect()
    })
    .await?;
    let full = lists.len() == TOGETHER;
    let last = if full { lists.last().map_or(DONE, |(id, _)| *id) } else { DONE };
    let ids: Vec<Id> = lists.iter().map(|(id, _)| *id).collect();
    let noted = database::write!(app.database, tx => {
        hold(app, tx).await?;
        let mut keys = take_out_the_gone(tx, (after, last), &ids).await?;
        let mut kept: HashMap<Id, Vec<store::Kept>> = HashMap::new();
        for row in store::lists(tx, &ids).await? {
            kept.entry(row.0).or_default().push(row);
        }
        for (id, list) in &lists {
            if !is_same(kept.get(id).map_or(&[], Vec::as_slice), list) {
                store::replace(tx, *id, list).await?;
                keys.push(Key::Related(*id));
            }
        }
        changes::save_cursor(tx, LISTS, &head.epoch, last).await?;
        if !keys.is_empty() {
            changes::record(tx, Origin::System, app.now(), &keys).await?;
        }
        Ok(!keys.is_empty())
    })?;
    if noted {
        app.watch.committed();
    }
    Ok(full)
}

fn is_same(kept: &[store::Kept], list: &[Neighbour]) -> bool {
    kept.len() == list.len()
        && kept.iter().zip(list).all(|((_, id, score, repeats, reasons), neighbour)| {
            *id == neighbour.id
                && *repeats == neighbour.near_duplicate
                && (score - f64::from(neighbour.score)).abs() < SAME
                && *reasons == neighbour.reasons.join(store::BETWEEN)
        })
}

/// Removes the lists of articles between two that are no longer there; `ids` are those that are, in order.
async fn take_out_the_gone(tx: &mut Tx, (after, last): (Id, Id), ids: &[Id]) -> Result<Vec<Key>, Error> {
    let mut keys = Vec::new();
    for owner in store::owners(tx, after, last).await? {
        if ids.binary_search(&owner).is_err() {
            keys.extend(store::take_out(tx, owner).await?.into_iter().map(Key::Related));
        }
    }
    Ok(keys)
}
