//! Search at the desk: what readers see, and what is being written.
//!
//! Guarantees: texts that are not public are in an index of their own, in memory, so that no reader's page can reach them
//! and none is left on disk. It is brought up to date before each search, by the time of each article's last change; what
//! it finds is only a list of ids, and the desk reads the rows themselves.

use std::collections::HashMap;
use std::sync::Arc;

use database::{Id, Timestamp};
use language::Tag;
use search::{Entry, Hits, Index, Sort};
use tokio::sync::Mutex;

use super::store::{Draft, drafts_since};
use super::{Query, find};
use crate::{App, Error, MICROS_PER_SECOND};

/// Articles found at most, of each of the two: the newest.
const MOST: usize = 1_000;
/// Texts in memory at once.
const CHUNK: i64 = 100;
/// A transaction may be seen so much later than the time that it wrote.
const LATE: i64 = 60 * MICROS_PER_SECOND;

/// The index of what is being written; empty until somebody searches at the desk.
#[derive(Debug, Default)]
pub struct Drafts(Mutex<Option<Standing>>);

#[derive(Debug)]
struct Standing {
    index: Arc<Index>,
    /// The time up to which all changes are in it.
    seen: Timestamp,
    /// The change of each article that is in it.
    known: HashMap<Id, Timestamp>,
}

/// The articles of the desk that have these words, public or not.
pub async fn at_desk(app: &App, words: &str) -> Result<Vec<Id>, Error> {
    if words.trim().is_empty() {
        return Ok(Vec::new());
    }
    let query = Query { words: words.to_owned(), sort: Sort::Newest, limit: MOST, bare: true, ..Query::default() };
    let mut found: Vec<Id> = Vec::new();
    let mut take = |hits: Hits| {
        // A list that is read from its newest end has no place for what is only near.
        if !hits.some_only {
            found.extend(hits.hits.iter().map(|hit| hit.id));
        }
    };
    if app.index.is_some() {
        take(find(app, query.clone()).await?);
    }
    let index = up_to_date(app).await?;
    take(super::ask(app, index, query).await?);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

async fn up_to_date(app: &App) -> Result<Arc<Index>, Error> {
    let mut guard = app.drafts.0.lock().await;
    let standing = match guard.as_mut() {
        Some(standing) => standing,
        None => {
            let index = Arc::new(Index::in_memory().map_err(Error::broken)?);
            guard.insert(Standing { index, seen: 0, known: HashMap::new() })
        }
    };
    let mut after = (standing.seen - LATE, 0);
    let mut changed = false;
    loop {
        let page = database::read!(app.database, tx => { drafts_since(tx, after, CHUNK).await })?;
        let Some(last) = page.last() else { break };
        after = (last.updated_at, last.id);
        let news: Vec<Draft> = page.into_iter().filter(|draft| standing.known.get(&draft.id) != Some(&draft.updated_at)).collect();
        if news.is_empty() {
            continue;
        }
        changed = true;
        let met: Vec<(Id, Timestamp)> = news.iter().map(|draft| (draft.id, draft.updated_at)).collect();
        let index = Arc::clone(&standing.index);
        tokio::task::spawn_blocking(move || news.iter().try_for_each(|draft| add(&index, draft))).await.map_err(Error::broken)??;
        standing.known.extend(met);
    }
    standing.seen = standing.seen.max(after.0);
    let index = Arc::clone(&standing.index);
    if changed {
        let committed = Arc::clone(&index);
        tokio::task::spawn_blocking(move || committed.commit("desk").map_err(Error::broken)).await.map_err(Error::broken)??;
    }
    Ok(index)
}

fn add(index: &Index, draft: &Draft) -> Result<(), Error> {
    let language = Tag::parse(&draft.language).map_err(Error::broken)?;
    let body = super::store::plain(draft.id, &draft.body);
    let entry = Entry {
        id: draft.id,
        language: &language,
        sections: &[],
        authors: &[],
        date: draft.updated_at,
        headline: &draft.headline,
        standfirst: &draft.standfirst,
        topics: "",
        body: &body,
        bylines: "",
    };
    index.add(&entry).map_err(Error::broken)
}
