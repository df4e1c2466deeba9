//! The search page: the form as it was filled in, and what was found with the words marked.

use serde::Serialize;

use super::frame::{Head, Link, Site};

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

/// A choice of the form: section, author, language, order.
#[derive(Clone, Debug, Serialize)]
pub struct SearchChoice {
    /// The field's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The words for the empty value: "any of them".
    pub any: String,
    /// The values.
    pub options: Vec<SearchOption>,
}

/// A word and another in its place.
#[derive(Clone, Debug, Serialize)]
pub struct Instead {
    /// As it was typed.
    pub typed: String,
    /// As articles write it.
    pub by: String,
    /// The search with the one that was not looked for.
    pub href: String,
}

/// What another language of the site has.
#[derive(Clone, Debug, Serialize)]
pub struct InLanguage {
    /// The language's tag.
    pub lang: String,
    /// Its own name for itself.
    pub label: String,
    /// How many articles match.
    pub total: usize,
    /// The first of them.
    pub results: Vec<Found>,
    /// All of them, when there are more.
    pub all: Option<String>,
}

/// Context of `site/search.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SearchPage {
    /// Around the page.
    pub site: Site,
    /// For machines.
    pub head: Head,
    /// The heading: what was looked for.
    pub title: String,
    /// What stands in the field.
    pub words: String,
    /// The choices that this site offers.
    pub choices: Vec<SearchChoice>,
    /// From this day (`2026-09-01`).
    pub from: String,
    /// `from` is no date: it stays in a field of text, to be mended.
    pub from_wrong: bool,
    /// To this day.
    pub to: String,
    /// `to` is no date.
    pub to_wrong: bool,
    /// What was not understood, in sentences.
    pub problems: Vec<String>,
    /// Whether anything but words was chosen.
    pub narrowed: bool,
    /// Whether anything was asked at all.
    pub asked: bool,
    /// How many articles match.
    pub total: usize,
    /// No article has all the words: these have some.
    pub some_only: bool,
    /// Words that no article has, and what was looked for instead; each leads to the exact search.
    pub replaced: Vec<Instead>,
    /// Words that few articles have, and a near one; each leads to the search with that one.
    pub meant: Vec<Instead>,
    /// The orders to choose from.
    pub orders: Vec<Link>,
    /// This page of them.
    pub results: Vec<Found>,
    /// What the other languages have.
    pub others: Vec<InLanguage>,
    /// The first page, on any other.
    pub first: Option<String>,
    /// The next page.
    pub more: Option<String>,
    /// The same words without filters, when there were any.
    pub without_filters: Option<String>,
    /// The newest articles, where nothing was found.
    pub latest: Vec<Link>,
}

fn piece(text: &str, marked: bool) -> Piece {
    Piece { text: text.to_owned(), marked }
}

impl SearchPage {
    /// An invented search.
    pub fn sample() -> SearchPage {
        let instead = Instead { typed: "limm".to_owned(), by: "Lim".to_owned(), href: "/recherche?q=limm&exact=1".to_owned() };
        let found = Found {
            href: "/economie/les-moulins".to_owned(),
            headline: vec![piece("Les moulins de la ", false), piece("Lim", true), piece(" tournent de nouveau", false)],
            passage: vec![piece("… sur la ", false), piece("Lim", true), piece(", trois meuniers…", false)],
            section: "Économie".to_owned(),
            date: "18 septembre 2026".to_owned(),
            datetime: "2026-09-18T08:00:00+02:00".to_owned(),
            lang: None,
        };
        let best = Link { current: true, ..Link::new("/recherche?q=lim", "Les plus proches") };
        SearchPage {
            site: Site::sample(),
            head: Head::sample(),
            title: "Résultats pour « Lim »".to_owned(),
            words: "limm".to_owned(),
            choices: vec![SearchChoice {
                name: "section".to_owned(),
                label: "Rubrique".to_owned(),
                any: "Toutes les rubriques".to_owned(),
                options: vec![SearchOption { value: "7".to_owned(), label: "Économie".to_owned(), lang: None, chosen: true }],
            }],
            from: String::new(),
            from_wrong: false,
            to: "2026-09-20".to_owned(),
            to_wrong: false,
            problems: vec!["« avant:hier » n’a pas été compris.".to_owned()],
            narrowed: true,
            asked: true,
            total: 1,
            some_only: true,
            replaced: vec![instead.clone()],
            meant: vec![instead],
            orders: vec![best, Link::new("/recherche?q=lim&sort=date", "Les plus récents")],
            results: vec![found.clone()],
            others: vec![InLanguage {
                lang: "en".to_owned(),
                label: "English".to_owned(),
                total: 4,
                results: vec![Found { lang: Some("en".to_owned()), ..found }],
                all: Some("/recherche?q=lim&language=en".to_owned()),
            }],
            first: Some("/recherche?q=lim".to_owned()),
            more: Some("/recherche?q=lim&page=2".to_owned()),
            without_filters: Some("/recherche?q=lim".to_owned()),
            latest: vec![Link::new("/politique/a-dobrava", "À Dobrava, le pont rouvre")],
        }
    }
}
