//! Related articles: "on the same subject".
//!
//! Guarantees: lists are within one language, both ways, best first, at most 24, never padded below the floor; one
//! process at a time, by a lease, writes them and says `related:ID` in the change log (which it ignores itself). Readers
//! only ever see published articles, never two that repeat each other, never a translation as if it were another article;
//! what the newsroom decides (pins, exclusions) stands above what is computed.

mod all;
mod choices;
mod choices_store;
mod few;
mod follower;
mod memory;
mod panel;
mod store;

pub use all::{ask, progress};
pub use choices::{Choice, MOST_PINS, choose, is_never, move_pin, never_among, set_never};
pub use follower::{Follower, NAME, Step, advance, follow, step};
pub use panel::{Panel, PanelRow, Standing, panel};
pub use search::neighbours::{KEPT, Neighbour, Text};

use std::collections::HashSet;

use database::{Id, Tx};

use crate::Error;
use crate::articles::{self, Card};

/// The related articles of one that readers can see: pins in their order, then the nearest. For pages, feeds and mails.
pub async fn of(tx: &mut Tx, article: Id, limit: usize) -> Result<Vec<Card>, Error> {
    let mut ids = shown(tx, article).await?;
    ids.truncate(limit);
    articles::cards(tx, &ids).await
}

/// Pins, then neighbours without those that repeat one shown before. Of translations of one another (one language in two
/// scripts) the one in the article's own writing is shown.
async fn shown(tx: &mut Tx, article: Id) -> Result<Vec<Id>, Error> {
    let pins = choices_store::pinned(tx, article).await?;
    let near = store::visible(tx, article).await?;
    let own = articles::article(tx, article).await?.map(|row| row.language);
    let ids: Vec<Id> = pins.iter().chain(&near).map(|(id, ..)| *id).collect();
    let repeats: HashSet<(Id, Id)> = store::repeats_among(tx, &ids).await?.into_iter().collect();
    let mut shown: Vec<Id> = pins.iter().map(|(id, ..)| *id).collect();
    let mut families: HashSet<Id> = pins.iter().map(|(_, family, _)| *family).collect();
    for (id, family, _) in &near {
        let of_family = || near.iter().find(|(_, other, language)| other == family && Some(language) == own.as_ref());
        let id = of_family().map_or(*id, |(id, ..)| *id);
        if families.contains(family) || shown.iter().any(|better| repeats.contains(&(id, *better)) || repeats.contains(&(*better, id))) {
            continue;
        }
        families.insert(*family);
        shown.push(id);
    }
    Ok(shown)
}
