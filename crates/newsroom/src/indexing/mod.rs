//! Full-text search: what readers may see, followed into this process's index.
//!
//! Guarantees: the index follows the change log alone; its cursor is committed with it, so that nothing is missed after
//! a kill; a wrong epoch, a cursor past the head or behind the pruned tail rebuilds it. What it finds is only a list of
//! ids: cards are read from the database, so that an unpublished article never shows.

mod follower;
mod store;

pub(crate) use follower::articles_of;
pub use follower::{NAME, follow, step};
pub use search::{After, Fragment, Hit, Hits, Query};
pub(crate) use store::{Text, text_page, texts};

use crate::{App, Error};

/// Looks for articles. Waits for the disk, on a thread of its own.
pub async fn find(app: &App, query: Query) -> Result<Hits, Error> {
    let index = app.index.clone().ok_or(Error::Unavailable("problem-search-unavailable"))?;
    let found = tokio::task::spawn_blocking(move || index.query(&query)).await.map_err(Error::broken)?;
    found.map_err(Error::broken)
}
