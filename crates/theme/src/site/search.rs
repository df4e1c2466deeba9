//! The search page: the form as it was filled in, and what was found with the words marked.

use serde::Serialize;

use super::frame::{Head, Site};

/// A piece of text, marked or not.
#[derive(Clone, Debug, Serialize)]
pub struct Piece {
    /// The text as it was written.
    pub text: String,
    /// Whether it is a word that was looked for.
    pub marked: bool,
}

/// An article found.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    /// Its address.
    pub href: String,
    /// Its headline.
    pub headline: Vec<Piece>,
    /// The passage that best shows the words.
    pub passage: Vec<Piece>,
    /// Its section's name; may be empty.
    pub section: String,
    /// Its date in words.
    pub date: String,
    /// Its date for machines.
    pub datetime: String,
    /// Its language, when it is another than the page's.
    pub lang: Option<String>,
}

/// One value of a choice.
#[derive(Clone, Debug, Serialize)]
pub struct SearchOption {
    /// What the form sends.
    pub value: String,
    /// Its words.
    pub label: String,
    /// The language of its words, when it is another than the page's.
    pub lang: Option<String>,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A choice of the form: section, author, language.
#[derive(Clone, Debug, Serialize)]
pub struct SearchChoice {
    /// The field's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The words for "any of them".
    pub any: String,
    /// The values.
    pub options: Vec<SearchOption>,
}

/// Context of `site/search.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchPage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// The words that were typed.
    pub words: String,
    /// The choices that this site offers.
    pub choices: Vec<SearchChoice>,
    /// From this day (`2026-09-01`).
    pub from: String,
    /// To this day.
    pub to: String,
    /// Whether a date was typed that is none.
    pub date_wrong: bool,
    /// Whether anything but words was chosen.
    pub narrowed: bool,
    /// Whether anything was asked at all.
    pub asked: bool,
    /// How many articles match.
    pub total: usize,
    /// This page of them.
    pub results: Vec<Found>,
    /// The first page, on any other.
    pub first: Option<String>,
    /// The next page.
    pub more: Option<String>,
    /// The same words without filters, when there were any.
    pub without_filters: Option<String>,
}

impl SearchPage {
    /// An invented search.
    pub fn sample() -> SearchPage {
        let piece = |text: &str, marked| Piece { text: text.to_owned(), marked };
        SearchPage {
            site: Site::sample(),
            head: Head::sample(),
            words: "lim".to_owned(),
            choices: vec![SearchChoice {
                name: "section".to_owned(),
                label: "Rubrique".to_owned(),
                any: "Toutes les rubriques".to_owned(),
                options: vec![SearchOption { value: "7".to_owned(), label: "Économie".to_owned(), lang: None, chosen: true }],
            }],
            from: String::new(),
            to: "2026-09-20".to_owned(),
            date_wrong: false,
            narrowed: true,
            asked: true,
            total: 1,
            results: vec![Found {
                href: "/economie/les-moulins".to_owned(),
                headline: vec![piece("Les moulins de la ", false), piece("Lim", true), piece(" tournent de nouveau", false)],
                passage: vec![piece("… sur la ", false), piece("Lim", true), piece(", trois meuniers…", false)],
                section: "Économie".to_owned(),
                date: "18 septembre 2026".to_owned(),
                datetime: "2026-09-18T08:00:00+02:00".to_owned(),
                lang: None,
            }],
            first: Some("/recherche?q=lim".to_owned()),
            more: Some("/recherche?q=lim&page=2".to_owned()),
            without_filters: Some("/recherche?q=lim".to_owned()),
        }
    }
}
