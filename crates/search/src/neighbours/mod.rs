//! Neighbours: which texts are about the same thing.
//!
//! Cosine of whole-text TF-IDF vectors (headline counted twice, every term kept), times (1 + days between the two)^-0.25.
//! The date distance is between the two articles, so a list once computed never ages. Languages never mix.
//!
//! Guarantees: scores are symmetric, so a new article's list is also what it brings into the lists of others; a
//! refresh of the weights is asked for (`is_stale`), never done in the middle of something.

mod corpus;

use std::collections::HashMap;

use language::{Kind, Tag, analyse};

use corpus::Corpus;

/// Below this cosine two articles are not about the same thing.
pub const FLOOR: f32 = 0.10;
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
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Which article.
    pub id: i64,
    /// Cosine times date factor: the order of the list.
    pub score: f32,
    /// The cosine alone.
    pub cosine: f32,
    /// Whether one repeats the other.
    pub near_duplicate: bool,
}

/// The texts of all languages, in memory.
#[derive(Debug, Default)]
pub struct Engine {
    languages: HashMap<String, Corpus>,
    homes: HashMap<i64, String>,
}

impl Engine {
    /// Adds an article, or replaces it.
    pub fn add(&mut self, text: &Text<'_>) {
        self.remove(text.id);
        let language = text.language.primary();
        let corpus = self.languages.entry(language.to_owned()).or_default();
        corpus.add(text.id, text.date, terms(text));
        self.homes.insert(text.id, language.to_owned());
    }

    /// Removes an article; does nothing if it is not there.
    pub fn remove(&mut self, id: i64) {
        let Some(language) = self.homes.remove(&id) else {
            return;
        };
        if let Some(corpus) = self.languages.get_mut(&language) {
            corpus.remove(id);
        }
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

    /// The nearest articles of one, best first, at most `most`, all above the floor.
    pub fn nearest(&self, id: i64, most: usize) -> Vec<Neighbour> {
        let corpus = self.homes.get(&id).and_then(|language| self.languages.get(language));
        corpus.map(|corpus| corpus.nearest(id, most)).unwrap_or_default()
    }

    /// The nearest articles of every article: the same lists as `nearest`, computed together.
    pub fn all_nearest(&self, most: usize) -> Vec<(i64, Vec<Neighbour>)> {
        let mut all: Vec<_> = self.languages.values().flat_map(|corpus| corpus.all_nearest(most)).collect();
        all.sort_unstable_by_key(|(id, _)| *id);
        all
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

/// How often each folded word occurs, the headline's words twice. Each word once, in its usual spelling.
fn terms(text: &Text<'_>) -> HashMap<String, u32> {
    let mut counts = HashMap::new();
    for (part, times) in [(text.headline, 2), (text.text, 1)] {
        for token in analyse(part, text.language).into_iter().filter(|token| token.kind == Kind::Word) {
            *counts.entry(token.text).or_insert(0) += times;
        }
    }
    counts
}
