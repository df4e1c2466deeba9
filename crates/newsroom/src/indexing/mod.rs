//! Full-text search: what readers may see, followed into this process's index.
//!
//! Guarantees: the index follows the change log alone; its cursor is committed with it, so that nothing is missed after
//! a kill; a wrong epoch, a cursor past the head or behind the pruned tail rebuilds it. What it finds is only a list of
//! ids: cards are read from the database, so that an unpublished article never shows.

mod drafts;
mod follower;
pub mod operators;
mod store;

pub use drafts::{Drafts, at_desk};
pub(crate) use follower::articles_of;
pub use follower::{NAME, follow, step};
pub use search::{After, Fragment, Hit, Hits, Replaced, Sort, Tongue};
pub(crate) use store::{Text, text_page, texts};

use database::{Id, Timestamp};

use crate::{App, Error, synonyms};

/// What somebody looks for. Every field that is empty is no condition.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words, all of which should occur; in quotation marks they follow one another; with a minus before they must not.
    pub words: String,
    /// The words as they are: none is read as another.
    pub exact: bool,
    /// The language.
    pub tongue: Tongue,
    /// Only articles that appear in this section.
    pub section: Option<Id>,
    /// Only articles signed by this contributor.
    pub author: Option<Id>,
    /// Only articles published at or after this time.
    pub from: Option<Timestamp>,
    /// Only articles published before this time.
    pub to: Option<Timestamp>,
    /// Only what comes after this place in the list.
    pub after: Option<After>,
    /// What comes first.
    pub sort: Sort,
    /// How many hits at most.
    pub limit: usize,
    /// Only which articles, without their texts.
    pub bare: bool,
}

/// Looks for articles. Waits for the disk, on a thread of its own.
pub async fn find(app: &App, query: Query) -> Result<Hits, Error> {
    let index = app.index.clone().ok_or(Error::Unavailable("problem-search-unavailable"))?;
    ask(app, index, query).await
}

async fn ask(app: &App, index: std::sync::Arc<search::Index>, query: Query) -> Result<Hits, Error> {
    let synonyms = if query.exact { None } else { Some(synonyms::current(app).await?) };
    let now = app.now();
    let found = tokio::task::spawn_blocking(move || {
        index.query(&search::Query {
            words: &query.words,
            exact: query.exact,
            synonyms: synonyms.as_deref(),
            tongue: query.tongue,
            section: query.section,
            author: query.author,
            from: query.from,
            to: query.to,
            after: query.after,
            sort: query.sort,
            limit: query.limit,
            bare: query.bare,
            now,
        })
    });
    found.await.map_err(Error::broken)?.map_err(Error::broken)
}
