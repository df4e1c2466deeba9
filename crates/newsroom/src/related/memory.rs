//! The texts in the memory of the one who writes the lists, and the file that spares a start from reading them all again.
//!
//! Guarantees: the file is derived. It is believed only if it belongs to this change log; whatever is wrong with it, or
//! with the disk, is said in the log and the texts are read again.

use std::path::PathBuf;

use database::Id;
use language::Tag;
use search::neighbours::{Engine as Neighbours, Text};

use super::follower::Follower;
use crate::changes::{self, Head};
use crate::indexing::{self, articles_of};
use crate::{App, Error};

/// How many texts are read at once.
const TEXTS: usize = 100;
/// How many changes are read at once.
const CHUNK: i64 = 2_000;
/// So many articles changed, and the memory is saved again: a start reads no more than these.
const SAVE_AFTER: usize = 100;

fn path(app: &App) -> PathBuf {
    app.settings.data.join("related").join("neighbours")
}

/// Fills an empty memory: from the file, else from all texts. Says in `at` how far in the change log it is.
pub(super) async fn load(app: &App, follower: &mut Follower, head: &Head) -> Result<(), Error> {
    *follower = Follower::default();
    let from = path(app);
    let found = tokio::task::spawn_blocking(move || from.exists().then(|| Neighbours::load(&from))).await.map_err(Error::broken)?;
    match found {
        Some(Ok((engine, cursor))) => {
            if let Some(at) = usable(&cursor, head) {
                *follower = Follower { engine, at: Some(at), unsaved: 0 };
                return Ok(());
            }
            tracing::info!("the saved neighbours belong to another change log: texts are read again");
        }
        Some(Err(error)) => tracing::warn!(%error, "the saved neighbours cannot be used: texts are read again"),
        None => {}
    }
    let limit = i64::try_from(TEXTS).map_err(Error::broken)?;
    let mut after = 0;
    loop {
        let page = database::read!(app.database, tx => { indexing::text_page(tx, after, limit).await })?;
        let Some(last) = page.last().map(|text| text.id) else {
            break;
        };
        after = last;
        on_a_thread(&mut follower.engine, move |engine| {
            for text in &page {
                with(text, |text| engine.add(text));
            }
        })
        .await?;
    }
    on_a_thread(&mut follower.engine, Neighbours::refresh).await?;
    follower.at = Some(head.last);
    follower.unsaved = SAVE_AFTER;
    Ok(())
}

fn usable(cursor: &str, head: &Head) -> Option<i64> {
    let (epoch, number) = cursor.rsplit_once(':')?;
    let number = number.parse().ok()?;
    (epoch == head.epoch && number <= head.last && number >= head.pruned).then_some(number)
}

/// Writes the file when enough has changed. What fails is said in the log: the next start takes longer, no more.
pub(super) async fn save(app: &App, follower: &mut Follower, head: &Head) {
    let Some(at) = follower.at.filter(|_| follower.unsaved >= SAVE_AFTER) else {
        return;
    };
    let (to, cursor) = (path(app), format!("{}:{at}", head.epoch));
    match on_a_thread(&mut follower.engine, move |engine| engine.save(&to, &cursor)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(%error, "the neighbours cannot be saved: the next start reads all texts again"),
        Err(error) => tracing::error!(%error, "the neighbours were lost"),
    }
    follower.unsaved = 0;
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

fn with<T>(text: &indexing::Text, act: impl FnOnce(&Text<'_>) -> T) -> Option<T> {
    let language = Tag::parse(&text.language).ok()?;
    let words = format!("{}\n{}", text.standfirst, text.plain());
    Some(act(&Text { id: text.id, language: &language, date: text.published_at, headline: &text.headline, text: &words }))
}

/// What became of the changed articles.
#[derive(Debug, Default)]
pub(super) struct Altered {
    /// Those whose own list is to be computed: new, or with other words.
    pub new: Vec<Id>,
    /// Those that readers no longer see.
    pub gone: Vec<Id>,
}

/// Takes what changed after `cursor` into memory, or out of it. An edit that leaves nine words of ten alters nothing.
pub(super) async fn take_in(app: &App, follower: &mut Follower, head: &Head, cursor: i64) -> Result<Altered, Error> {
    let at = follower.at.unwrap_or(cursor);
    let (changed, last) = changed_since(app, at.min(cursor), head.last).await?;
    let mut altered = Altered::default();
    for ids in changed.chunks(TEXTS) {
        let (wanted, numbers): (Vec<Id>, Vec<i64>) = ids.iter().copied().unzip();
        let found = database::read!(app.database, tx => { indexing::texts(tx, &wanted).await })?;
        // Its rows may be older than the memory, when a process ended between the two.
        let certain: Vec<Id> =
            wanted.iter().zip(numbers).filter(|(_, number)| *number > cursor && *number <= at).map(|(id, _)| *id).collect();
        let (new, gone, touched) = on_a_thread(&mut follower.engine, move |engine| {
            let here = |id: &Id| found.iter().any(|text| text.id == *id);
            let mut touched = 0;
            let gone: Vec<Id> = wanted.into_iter().filter(|id| !here(id)).collect();
            gone.iter().for_each(|id| touched += usize::from(engine.remove(*id)));
            let mut new = Vec::new();
            for text in &found {
                let other = with(text, |text| engine.update(text)).unwrap_or(false);
                touched += usize::from(other);
                if other || certain.contains(&text.id) {
                    new.push(text.id);
                }
            }
            (new, gone, touched)
        })
        .await?;
        follower.unsaved += touched;
        altered.new.extend(new);
        altered.gone.extend(gone);
    }
    follower.at = Some(last.max(at));
    Ok(altered)
}

/// The articles that changed, with the number of the latest change of each; and the last number read.
async fn changed_since(app: &App, mut cursor: i64, to: i64) -> Result<(Vec<(Id, i64)>, i64), Error> {
    let mut changed: Vec<(Id, i64)> = Vec::new();
    while cursor < to {
        let news = database::read!(app.database, tx => { changes::since(tx, cursor, CHUNK).await })?;
        let Some(last) = news.last().map(|change| change.number) else {
            break;
        };
        cursor = last;
        changed.retain(|(id, _)| articles_of(&news).binary_search(id).is_err());
        changed.extend(
            news.iter().filter(|change| change.kind == "article").filter_map(|change| Some((change.subject.parse().ok()?, change.number))),
        );
    }
    changed.sort_unstable_by_key(|(id, number)| (*id, std::cmp::Reverse(*number)));
    changed.dedup_by_key(|(id, _)| *id);
    Ok((changed, cursor))
}
