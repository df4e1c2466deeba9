//! The desk's view of an article's related articles: what readers see, what they do not, and why.

use std::collections::HashMap;

use database::{Id, Tx};

use super::{choices_store, shown, store};
use crate::Error;
use crate::articles::{self, Card};

/// How an article stands beside another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Pinned by the newsroom: first.
    Pinned,
    /// Near by its text, and shown.
    Shown,
    /// Near, but it repeats the article or one shown before.
    Repeats,
    /// The same article in another script.
    Translation,
    /// The newsroom wants it beside no other article.
    Never,
    /// Excluded by the newsroom.
    Excluded,
    /// Pinned or excluded, and readers do not see it now.
    Hidden,
}

impl Standing {
    /// Its name in phrases.
    pub fn as_str(self) -> &'static str {
        match self {
            Standing::Pinned => "pinned",
            Standing::Shown => "shown",
            Standing::Repeats => "repeats",
            Standing::Translation => "translation",
            Standing::Never => "never",
            Standing::Excluded => "excluded",
            Standing::Hidden => "hidden",
        }
    }
}

/// One article of the panel.
#[derive(Clone, Debug)]
pub struct PanelRow {
    /// The article.
    pub id: Id,
    /// How it stands.
    pub standing: Standing,
    /// What readers see of it; None when they do not.
    pub card: Option<Card>,
    /// Its headline.
    pub headline: String,
    /// How near it is, from 0 to 1; None when only the newsroom put it here.
    pub score: Option<f64>,
    /// The words that bring them together.
    pub reasons: String,
}

/// The panel of an article.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Pins in their order, then the neighbours from the nearest on, then exclusions.
    pub rows: Vec<PanelRow>,
    /// Whether this article is recommended beside no other.
    pub never: bool,
}

/// The panel of an article in any state.
pub async fn panel(tx: &mut Tx, article: Id) -> Result<Panel, Error> {
    let own = articles::article(tx, article).await?.ok_or(Error::NotFound)?;
    let list = store::lists(tx, &[article]).await?;
    let choices = choices_store::choices(tx, article).await?;
    let visible = shown(tx, article).await?;
    let kind = |id: Id| choices.iter().find(|(other, ..)| *other == id).map(|(_, kind, _)| kind.as_str());
    let of_kind = |wanted: &'static str| choices.iter().filter(move |(_, kind, _)| kind == wanted).map(|(id, ..)| *id);
    let near = list.iter().map(|(_, id, ..)| *id).filter(|id| kind(*id).is_none());
    let ids: Vec<Id> = of_kind("pin").chain(near).chain(of_kind("exclude")).collect();
    let mut cards: HashMap<Id, Card> = articles::cards(tx, &ids).await?.into_iter().map(|card| (card.id, card)).collect();
    let never = choices_store::never_among(tx, &ids).await?;
    let mut rows = Vec::with_capacity(ids.len());
    for id in ids {
        let row = articles::article(tx, id).await?.ok_or(Error::NotFound)?;
        let card = cards.remove(&id);
        let values = list.iter().find(|(_, neighbour, ..)| *neighbour == id);
        let standing = match kind(id) {
            Some(_) if card.is_none() => Standing::Hidden,
            Some("pin") => Standing::Pinned,
            Some(_) => Standing::Excluded,
            // What is no longer published leaves the lists by itself.
            None if card.is_none() => continue,
            None if row.family == own.family => Standing::Translation,
            None if never.contains(&id) => Standing::Never,
            None if visible.contains(&id) => Standing::Shown,
            None => Standing::Repeats,
        };
        rows.push(PanelRow {
            id,
            standing,
            card,
            headline: row.headline,
            score: values.map(|(_, _, score, ..)| *score),
            reasons: values.map(|(.., reasons)| reasons.clone()).unwrap_or_default(),
        });
    }
    let never = choices_store::is_never(tx, article).await?;
    Ok(Panel { rows, never })
}
