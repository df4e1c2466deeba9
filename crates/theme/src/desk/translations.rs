//! The translations of an article: its family, and where it is joined to another.

use serde::Serialize;

use super::articles::Choice;
use super::{Frame, Here};

/// A member of the family.
#[derive(Clone, Debug, Serialize)]
pub struct Relative {
    /// Its edit page.
    pub href: String,
    /// Its headline.
    pub headline: String,
    /// Its language tag.
    pub language: String,
    /// Its language's own name.
    pub language_name: String,
    /// Its state.
    pub state: String,
}

/// An article that could be in the same family.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// Its number.
    pub id: String,
    /// It as a member.
    pub article: Relative,
}

/// Context of `desk/articles/translations.html`.
#[derive(Clone, Debug, Serialize)]
pub struct Translations {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// Its language tag.
    pub language: String,
    /// The others of its family.
    pub relatives: Vec<Relative>,
    /// The languages for which a translation can be begun.
    pub missing: Vec<Choice>,
    /// The languages it may get, one only once readers have seen it.
    pub languages: Vec<Choice>,
    /// What was searched for.
    pub words: String,
    /// What was found.
    pub candidates: Vec<Candidate>,
    /// What could not be done; may be empty.
    pub error: String,
}

impl Translations {
    /// An invented family.
    pub fn sample() -> Translations {
        let relative = Relative {
            href: "/desk/articles/2".to_owned(),
            headline: "In Dobrava, the river is back".to_owned(),
            language: "en".to_owned(),
            language_name: "English".to_owned(),
            state: "published".to_owned(),
        };
        Translations {
            frame: Frame { here: Here::Articles, ..Frame::sample() },
            id: "1".to_owned(),
            headline: "À Dobrava, la rivière est revenue".to_owned(),
            language: "fr".to_owned(),
            relatives: vec![relative.clone()],
            missing: vec![Choice::new("sr-Latn", "Srpski")],
            languages: vec![Choice::new("fr", "Français"), Choice::new("en", "English")],
            words: "river".to_owned(),
            candidates: vec![Candidate { id: "2".to_owned(), article: relative }],
            error: "Une traduction dans cette langue existe déjà.".to_owned(),
        }
    }
}
