//! The follower "search": keeps this process's index at the head of the change log.

use std::sync::Arc;
use std::time::Duration;

use database::Id;
use language::Tag;
use search::{Entry, Index};

use super::{Text, text_page, texts};
use crate::changes::{self, Change, Head};
use crate::{App, Error};

/// The follower's name, for `app.watch.reached`.
pub const NAME: &str = "search";
/// How many changes are read at once.
const CHUNK: i64 = 2_000;
/// How many texts are in memory at once.
const TEXTS: usize = 100;
/// A rebuild commits after so many pages of texts: what waits for the index's writer is held in memory until then.
const PAGES: usize = 5;
/// The cursor of an unfinished rebuild: not to be followed from.
const UNFINISHED: &str = "unfinished";

/// Follows for as long as the process lives; does nothing where there is no index.
pub async fn follow(app: App) {
    if app.index.is_none() {
        return;
    }
    let mut head = app.watch.head();
    loop {
        head.borrow_and_update();
        if let Err(error) = step(&app).await {
            tracing::error!(%error, "search cannot follow the change log");
            tokio::time::sleep(Duration::from_secs(1)).await;
            continue;
        }
        if head.changed().await.is_err() {
            return;
        }
    }
}

/// Brings the index up to the head of the change log.
pub async fn step(app: &App) -> Result<(), Error> {
    let Some(index) = app.index.clone() else {
        return Ok(());
    };
    let head = database::read!(app.database, tx => { changes::head(tx).await })?;
    let cursor = index.cursor().map_err(Error::broken)?;
    let Some(cursor) = cursor.as_deref().and_then(|cursor| usable(cursor, &head)) else {
        rebuild(app, &index, &head).await?;
        app.watch.reached_by(NAME, head.last);
        return Ok(());
    };
    catch_up(app, &index, &head, cursor).await?;
    app.watch.reached_by(NAME, head.last);
    Ok(())
}

/// The number of a cursor `epoch:number` that the log can still be followed from.
fn usable(cursor: &str, head: &Head) -> Option<i64> {
    let (epoch, number) = cursor.rsplit_once(':')?;
    let number = number.parse().ok()?;
    (epoch == head.epoch && number <= head.last && number >= head.pruned).then_some(number)
}

fn cursor_text(head: &Head, number: i64) -> String {
    format!("{}:{number}", head.epoch)
}

/// The articles that changes tell of, each once.
pub(crate) fn articles_of(news: &[Change]) -> Vec<Id> {
    let mut ids: Vec<Id> = news.iter().filter(|change| change.kind == "article").filter_map(|change| change.subject.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

async fn catch_up(app: &App, index: &Arc<Index>, head: &Head, mut cursor: i64) -> Result<(), Error> {
    while cursor < head.last {
        let news = database::read!(app.database, tx => { changes::since(tx, cursor, CHUNK).await })?;
        let Some(last) = news.last().map(|change| change.number) else {
            return Ok(());
        };
        for ids in articles_of(&news).chunks(TEXTS) {
            let found = database::read!(app.database, tx => { texts(tx, ids).await })?;
            let ids = ids.to_vec();
            blocking(index, move |index| {
                ids.iter().try_for_each(|id| index.remove(*id).map_err(Error::broken))?;
                found.iter().try_for_each(|text| add(index, text))
            })
            .await?;
        }
        let at = cursor_text(head, last);
        blocking(index, move |index| index.commit(&at).map_err(Error::broken)).await?;
        cursor = last;
    }
    Ok(())
}

async fn rebuild(app: &App, index: &Arc<Index>, head: &Head) -> Result<(), Error> {
    tracing::info!("the search index is made anew");
    blocking(index, |index| index.clear().map_err(Error::broken)).await?;
    let limit = i64::try_from(TEXTS).map_err(Error::broken)?;
    let mut after = 0;
    for pages in 1.. {
        let page = database::read!(app.database, tx => { text_page(tx, after, limit).await })?;
        let Some(last) = page.last().map(|text| text.id) else {
            break;
        };
        after = last;
        blocking(index, move |index| page.iter().try_for_each(|text| add(index, text))).await?;
        if pages % PAGES == 0 {
            blocking(index, |index| index.commit(UNFINISHED).map_err(Error::broken)).await?;
        }
    }
    let at = cursor_text(head, head.last);
    blocking(index, move |index| index.commit(&at).map_err(Error::broken)).await
}

async fn blocking<F>(index: &Arc<Index>, work: F) -> Result<(), Error>
where
    F: FnOnce(&Index) -> Result<(), Error> + Send + 'static,
{
    let index = Arc::clone(index);
    tokio::task::spawn_blocking(move || work(&index)).await.map_err(Error::broken)?
}

fn add(index: &Index, text: &Text) -> Result<(), Error> {
    let language = Tag::parse(&text.language).map_err(Error::broken)?;
    let body = text.plain();
    let entry = Entry {
        id: text.id,
        language: &language,
        sections: &text.sections,
        authors: &text.authors,
        date: text.published_at,
        headline: &text.headline,
        standfirst: &text.standfirst,
        topics: &text.topics,
        body: &body,
        bylines: &text.bylines,
    };
    index.add(&entry).map_err(Error::broken)
}
