//! Two texts beside each other: revisions compared, and two people's texts to be merged.

use std::collections::BTreeMap;

use serde::Serialize;

use super::articles::RevisionRow;
use super::frame::{Frame, Here};

/// Words with the same fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// `same`, `gone` or `new`.
    pub fate: String,
    /// The words.
    pub text: String,
}

/// `desk/articles/revisions.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisionList {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// Its headline.
    pub headline: String,
    /// Its revisions, newest first.
    pub revisions: Vec<RevisionRow>,
}

/// A field or paragraph in two revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparePart {
    /// What the form sends to take it back.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Whether it differs.
    pub changed: bool,
    /// Whether its words are the same and only their layout or links differ.
    pub layout_only: bool,
    /// Its words.
    pub words: Vec<Words>,
}

/// `desk/articles/compare.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ComparePage {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// The article's language.
    pub language: String,
    /// The number of the working copy.
    pub number: String,
    /// The older one: a revision's number, or `now`.
    pub from: String,
    /// When and by whom the older one was written.
    pub older: (String, String),
    /// When and by whom the newer one was written.
    pub newer: (String, String),
    /// The same comparison the other way round.
    pub turned_href: String,
    /// Whether parts can be taken back: the newer one is the text being written.
    pub restorable: bool,
    /// Whether nothing differs.
    pub same: bool,
    /// The fields that differ, and every paragraph.
    pub places: Vec<ComparePart>,
}

/// A place that someone else altered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MergePart {
    /// The name of the choice.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Whether both altered it.
    pub conflict: bool,
    /// Whether both texts can be kept, one after the other.
    pub both: bool,
    /// Whether only layout or links differ.
    pub layout_only: bool,
    /// Their text, and what they altered in it.
    pub theirs: Vec<Words>,
    /// One's own text, and what was altered in it.
    pub mine: Vec<Words>,
}

/// `desk/articles/merge.html`
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MergePage {
    /// The frame.
    pub frame: Frame,
    /// The article's number.
    pub id: String,
    /// The number of the working copy that holds their text.
    pub number: String,
    /// The article's language.
    pub language: String,
    /// Who saved the other text.
    pub who: String,
    /// When.
    pub when: String,
    /// The text both began from, their text, one's own: fields as JSON.
    pub from: String,
    /// Their text.
    pub theirs: String,
    /// One's own.
    pub mine: String,
    /// The mark by which the editor knows that its copy has arrived.
    pub handed: String,
    /// The places both altered.
    pub conflicts: Vec<MergePart>,
    /// What only they altered, and is taken.
    pub taken: Vec<MergePart>,
    /// What is wrong, by field.
    pub errors: BTreeMap<String, String>,
}

fn frame() -> Frame {
    Frame { here: Here::Articles, ..Frame::sample() }
}

fn words(all: &[(&str, &str)]) -> Vec<Words> {
    all.iter().map(|(fate, text)| Words { fate: (*fate).to_owned(), text: (*text).to_owned() }).collect()
}

impl RevisionList {
    /// Two revisions.
    pub fn sample() -> RevisionList {
        let row = |id: &str, reason: &str| RevisionRow {
            made: "20 septembre 2026 à 14:03".to_owned(),
            by: "Milica Marković".to_owned(),
            reason: reason.to_owned(),
            words: 412,
            href: format!("/desk/articles/1/revisions/{id}"),
            id: id.to_owned(),
        };
        RevisionList {
            frame: frame(),
            id: "1".to_owned(),
            headline: "À Dobrava".to_owned(),
            revisions: vec![row("3", "save"), row("2", "publish")],
        }
    }
}

impl ComparePage {
    /// A headline and a paragraph that differ.
    pub fn sample() -> ComparePage {
        let part = |name: &str, label: &str, changed: bool| ComparePart {
            name: name.to_owned(),
            label: label.to_owned(),
            changed,
            layout_only: false,
            words: words(&[("same", "L’eau est "), ("gone", "partie"), ("new", "revenue"), ("same", ".")]),
        };
        ComparePage {
            frame: frame(),
            id: "1".to_owned(),
            language: "fr".to_owned(),
            number: "7".to_owned(),
            from: "2".to_owned(),
            older: ("20 septembre 2026 à 14:03".to_owned(), "Milica Marković".to_owned()),
            newer: ("20 septembre 2026 à 14:20".to_owned(), "Ana Verel".to_owned()),
            turned_href: "/desk/articles/1/compare?from=now&to=2".to_owned(),
            restorable: true,
            same: false,
            places: vec![
                part("headline", "Titre", true),
                part("body.0", "Texte, paragraphe 1", true),
                part("body.1", "Texte, paragraphe 2", false),
            ],
        }
    }
}

impl MergePage {
    /// One conflict and one change that is taken.
    pub fn sample() -> MergePage {
        let part = |name: &str, conflict: bool| MergePart {
            name: name.to_owned(),
            label: "Texte, paragraphe 2".to_owned(),
            conflict,
            both: conflict,
            layout_only: false,
            theirs: words(&[("same", "L’eau est "), ("gone", "partie"), ("new", "revenue")]),
            mine: words(&[("same", "L’eau est partie"), ("new", " hier")]),
        };
        MergePage {
            frame: frame(),
            id: "1".to_owned(),
            number: "8".to_owned(),
            language: "fr".to_owned(),
            who: "Ana Verel".to_owned(),
            when: "20 septembre 2026 à 14:20".to_owned(),
            from: "{}".to_owned(),
            theirs: "{}".to_owned(),
            mine: "{}".to_owned(),
            handed: "4f1d2c3b-1".to_owned(),
            conflicts: vec![part("body.1", true)],
            taken: vec![part("headline", false)],
            errors: BTreeMap::new(),
        }
    }
}
