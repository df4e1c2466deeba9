//! Related articles: "on the same subject".
//!
//! Guarantees: lists are within one language, both ways, best first, at most 24, never padded below the floor; one
//! process at a time, by a lease, writes them and says `related:ID` in the change log (which it ignores itself). Readers
//! only ever see published articles, and never two that repeat each other.

mod bulk;
mod follower;
mod store;

pub use follower::{Follower, NAME, follow, step};

use std::collections::HashSet;

use database::{Id, Tx};

use crate::Error;
use crate::articles::{self, Card};

/// The related articles of one that readers can see, best first; near duplicates are left out.
pub async fn of(tx: &mut Tx, article: Id, limit: usize) -> Result<Vec<Card>, Error> {
    let mut ids = shown(tx, article).await?;
    ids.truncate(limit);
    articles::cards(tx, &ids).await
}

/// How many related articles readers can see in all.
pub async fn count(tx: &mut Tx, article: Id) -> Result<usize, Error> {
    Ok(shown(tx, article).await?.len())
}

async fn shown(tx: &mut Tx, article: Id) -> Result<Vec<Id>, Error> {
    let ids = store::visible(tx, article).await?;
    let repeats: HashSet<(Id, Id)> = store::repeats_among(tx, &ids).await?.into_iter().collect();
    let mut shown: Vec<Id> = Vec::with_capacity(ids.len());
    for id in ids {
        if !shown.iter().any(|better| repeats.contains(&(id, *better)) || repeats.contains(&(*better, id))) {
            shown.push(id);
        }
    }
    Ok(shown)
}
