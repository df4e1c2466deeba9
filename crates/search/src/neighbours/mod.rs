//! Neighbours: which texts are about the same thing.
//!
//! Cosine of whole-text TF-IDF vectors (headline counted twice, every term kept), times (1 + days between the two)^-0.25,
//! times the tenth power of both texts' lengths. What was tried beside it is in `bench/src/score/related`. The date distance is between the two articles, so a list once computed never ages. Languages never mix.
//!
//! Guarantees: scores are symmetric, so a new article's list is also what it brings into the lists of others; a
//! refresh of the weights is asked for (`is_stale`), never done in the middle of something.

mod corpus;
mod nearest;
mod packed;
mod postings;
mod saved;
mod terms;
mod vocabulary;

use std::collections::{BTreeMap, HashMap};

use language::Tag;

use corpus::Corpus;
use nearest::{Asked, Decay};

/// Below this cosine two articles are not about the same thing.
pub const FLOOR: f32 = 0.08;
/// The same among so few articles that small words are not yet told from telling ones.
pub const FLOOR_OF_FEW: f32 = 0.10;
/// Up to so many articles are few.
pub const FEW: usize = 100;
/// Above this cosine one repeats the other.
pub const NEAR_DUPLICATE: f32 = 0.80;
/// How many neighbours are kept for an article.
pub const KEPT: usize = 24;

/// An article as neighbours sees it.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The article; adding it again replaces it.
    pub id: i64,
    /// Its language.
    pub language: &'a Tag,
    /// When it was published, in microseconds.
    pub date: i64,
    /// Its headline.
    pub headline: &'a str,
    /// Standfirst and body.
    pub text: &'a str,
}

/// An article on the same subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// Which article.
    pub id: i64,
    /// Cosine times the factors of date and length: the order of the list.
    pub score: f32,
    /// The cosine alone.
    pub cosine: f32,
    /// Whether one repeats the other.
    pub near_duplicate: bool,
    /// The words that bring the two together most, as the newsroom writes them.
    pub reasons: Vec<String>,
}

/// The texts of all languages, in memory.
#[derive(Debug, Default)]
pub struct Engine {
    languages: HashMap<String, Corpus>,
    homes: BTreeMap<i64, String>,
    decay: Decay,
}

impl Engine {
    /// Adds an article, or replaces it.
    pub fn add(&mut self, text: &Text<'_>) {
        self.put(text, &terms::terms(text));
    }

    /// Adds an article, or replaces it if it says something else than before. True: its neighbours may be others now.
    pub fn update(&mut self, text: &Text<'_>) -> bool {
        let terms = terms::terms(text);
        let home = self.homes.get(&text.id).filter(|home| *home == text.language.primary());
        let corpus = home.and_then(|home| self.languages.get(home));
        if corpus.is_some_and(|corpus| corpus.says_the_same(text.id, text.date, &terms)) {
            return false;
        }
        self.put(text, &terms);
        true
    }

    fn put(&mut self, text: &Text<'_>, terms: &[terms::Term]) {
        self.remove(text.id);
        let language = text.language.primary();
        self.languages.entry(language.to_owned()).or_default().add(text.id, text.date, terms);
        self.homes.insert(text.id, language.to_owned());
    }

    /// Removes an article. True if it was there.
    pub fn remove(&mut self, id: i64) -> bool {
        let Some(language) = self.homes.remove(&id) else {
            return false;
        };
        if let Some(corpus) = self.languages.get_mut(&language) {
            corpus.remove(id);
        }
        true
    }

    /// Whether an article is here.
    pub fn contains(&self, id: i64) -> bool {
        self.homes.contains_key(&id)
    }

    /// How many articles are here.
    pub fn len(&self) -> usize {
        self.homes.len()
    }

    /// Whether no article is here.
    pub fn is_empty(&self) -> bool {
        self.homes.is_empty()
    }

    /// Up to `most` articles after the id `after`, by id.
    pub fn ids_after(&self, after: i64, most: usize) -> Vec<i64> {
        self.homes.range(after.saturating_add(1)..).take(most).map(|(id, _)| *id).collect()
    }

    /// The nearest articles of one, best first, at most `most`, all above the floor.
    pub fn nearest(&self, id: i64, most: usize) -> Vec<Neighbour> {
        self.nearest_until(id, most, i64::MAX)
    }

    /// The same among the articles up to a date.
    pub fn nearest_until(&self, id: i64, most: usize, until: i64) -> Vec<Neighbour> {
        let Some(corpus) = self.homes.get(&id).and_then(|language| self.languages.get(language)) else {
            return Vec::new();
        };
        let Some(&own) = corpus.places.get(&id) else {
            return Vec::new();
        };
        let slot = &corpus.slots[own as usize];
        let terms: Vec<(u32, u8)> = packed::pairs(&slot.own).collect();
        corpus.nearest(&Asked { terms: &terms, norm: slot.norm, date: slot.date, own: Some(own), until, most }, &self.decay)
    }

    /// The nearest articles of a text that need not be here: a draft, a question.
    pub fn nearest_to(&self, text: &Text<'_>, most: usize) -> Vec<Neighbour> {
        let Some(corpus) = self.languages.get(text.language.primary()) else {
            return Vec::new();
        };
        let (terms, norm) = corpus.foreign(&terms::terms(text));
        let own = corpus.places.get(&text.id).copied();
        corpus.nearest(&Asked { terms: &terms, norm, date: text.date, own, until: i64::MAX, most }, &self.decay)
    }

    /// Whether the corpus has grown so much since the weights were computed that they should be refreshed.
    pub fn is_stale(&self) -> bool {
        self.languages.values().any(Corpus::is_stale)
    }

    /// Computes the weights of all terms anew and forgets what was removed. All lists may differ afterwards.
    pub fn refresh(&mut self) {
        self.languages.values_mut().for_each(Corpus::refresh);
        self.languages.retain(|_, corpus| !corpus.is_empty());
    }
}
