//! `desk/articles/related.html`: an article's related articles, as the newsroom sees and arranges them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Frame, Here};

/// One article beside the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedRow {
    /// Its number.
    pub id: String,
    /// Its page at the desk.
    pub href: String,
    /// Its headline.
    pub headline: String,
    /// Its language.
    pub language: String,
    /// The section that labels it.
    pub section: String,
    /// Its date in words; empty when readers do not see it.
    pub date: String,
    /// How it stands: a name of the phrases `related-standing-…`.
    pub standing: String,
    /// How near it is, in percent; None where only the newsroom put it there.
    pub percent: Option<u32>,
    /// The words that bring the two together.
    pub reasons: String,
}

/// The page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RelatedPage {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// Whether readers see it.
    pub published: bool,
    /// Whether this account may arrange.
    pub may: bool,
    /// Pins, in order.
    pub pins: Vec<RelatedRow>,
    /// Near by their texts, the nearest first.
    pub near: Vec<RelatedRow>,
    /// Excluded.
    pub excluded: Vec<RelatedRow>,
    /// Whether the article is recommended beside no other.
    pub never: bool,
    /// What was looked for, to pin it.
    pub words: String,
    /// What was found; None: nothing was looked for.
    pub found: Option<Vec<RelatedRow>>,
    /// What is wrong, by field.
    pub errors: BTreeMap<String, String>,
}

impl RelatedPage {
    /// Each kind of row.
    pub fn sample() -> RelatedPage {
        let row = |id: &str, headline: &str, standing: &str, percent: Option<u32>, reasons: &str| RelatedRow {
            id: id.to_owned(),
            href: format!("/desk/articles/{id}"),
            headline: headline.to_owned(),
            language: "fr".to_owned(),
            section: "Rivières".to_owned(),
            date: "18 septembre 2026".to_owned(),
            standing: standing.to_owned(),
            percent,
            reasons: reasons.to_owned(),
        };
        RelatedPage {
            frame: Frame { here: Here::Articles, ..Frame::sample() },
            id: "1".to_owned(),
            headline: "Le barrage de la Lisna attendra encore un an".to_owned(),
            published: true,
            may: true,
            pins: vec![
                row("2", "La Lisna en huit questions", "pinned", None, ""),
                row("3", "Ceux qui vivent de la rivière", "hidden", Some(31), "Lisna, pêcheurs, barrage"),
            ],
            near: vec![
                row("4", "Barrage : la commune saisit le tribunal", "shown", Some(54), "Lisna, barrage, turbines"),
                row("5", "Le barrage de la Lisna attendra", "repeats", Some(91), "barrage, Lisna, attendra"),
                row("6", "Une crue en avril", "never", Some(22), "Lisna, crue, rive"),
            ],
            excluded: vec![row("7", "La carte des turbines", "excluded", Some(18), "turbines, rive, carte")],
            never: false,
            words: "pont".to_owned(),
            found: Some(vec![row("8", "Le vieux pont rouvre", "found", None, "")]),
            errors: BTreeMap::from([("other".to_owned(), "Douze articles sont déjà épinglés.".to_owned())]),
        }
    }
}
