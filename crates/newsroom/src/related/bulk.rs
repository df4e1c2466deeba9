//! Every list computed again: at the beginning, after an import, when the weights grew stale.

use std::collections::HashMap;

use database::Id;
use search::neighbours::{Engine, KEPT, Neighbour};

use super::follower::{NAME, hold, on_a_thread};
use super::store;
use crate::changes::{self, Head, Key};
use crate::{App, Error, Origin};

/// Lists written in one transaction: the writer is held for tens of milliseconds.
const LISTS: usize = 40;
/// A score that differs by less is the same.
const SAME: f64 = 0.002;

/// Refreshes the weights and writes the lists that differ; last the cursor. Gives the cursor.
pub(super) async fn write_all(app: &App, engine: &mut Engine, head: &Head, cursor: i64) -> Result<i64, Error> {
    let all = on_a_thread(engine, |engine| {
        engine.refresh();
        engine.all_nearest(KEPT)
    })
    .await?;
    for lists in all.chunks(LISTS) {
        write_some(app, lists).await?;
    }
    take_out_the_gone(app, &all).await?;
    database::write!(app.database, tx => {
        hold(app, tx).await?;
        changes::save_cursor(tx, NAME, &head.epoch, cursor).await
    })?;
    Ok(cursor)
}

async fn write_some(app: &App, lists: &[(Id, Vec<Neighbour>)]) -> Result<(), Error> {
    let ids: Vec<Id> = lists.iter().map(|(id, _)| *id).collect();
    let noted = database::write!(app.database, tx => {
        let mut kept: HashMap<Id, Vec<(Id, f64, bool)>> = HashMap::new();
        for (article, neighbour, score, repeats) in store::lists(tx, &ids).await? {
            kept.entry(article).or_default().push((neighbour, score, repeats));
        }
        let mut keys = Vec::new();
        for (id, list) in lists {
            if is_same(kept.get(id).map_or(&[], Vec::as_slice), list) {
                continue;
            }
            store::replace(tx, *id, list).await?;
            keys.push(Key::Related(*id));
        }
        if keys.is_empty() {
            return Ok(false);
        }
        hold(app, tx).await?;
        changes::record(tx, Origin::System, app.now(), &keys).await?;
        Ok(true)
    })?;
    if noted {
        app.watch.committed();
    }
    Ok(())
}

fn is_same(kept: &[(Id, f64, bool)], list: &[Neighbour]) -> bool {
    kept.len() == list.len()
        && kept.iter().zip(list).all(|((id, score, repeats), neighbour)| {
            *id == neighbour.id && *repeats == neighbour.near_duplicate && (score - f64::from(neighbour.score)).abs() < SAME
        })
}

/// Removes the lists of articles that are no longer there (`all` is in the order of ids).
async fn take_out_the_gone(app: &App, all: &[(Id, Vec<Neighbour>)]) -> Result<(), Error> {
    let mut after = 0;
    loop {
        let owners = database::read!(app.database, tx => { store::owners(tx, after, 1_000).await })?;
        let Some(last) = owners.last() else {
            return Ok(());
        };
        after = *last;
        for id in owners {
            if all.binary_search_by_key(&id, |(id, _)| *id).is_err() {
                database::write!(app.database, tx => { store::take_out(tx, id).await.map(|_| ()) })?;
            }
        }
    }
}
