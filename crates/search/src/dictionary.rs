//! The words that the articles have: how many have one, which are near to it, which begin with it.
//!
//! Guarantees: what is near is at most one change away for words of four to seven letters, two for longer ones; it keeps
//! the first letter unless nothing does. Shorter words and figures have nothing near.

use std::collections::HashMap;

use tantivy::{Searcher, Term, query::FuzzyTermQuery, schema::Field};

use crate::Error;

/// A word of the articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) word: String,
    /// In how many articles, in the field where it is most frequent.
    pub(crate) articles: u64,
}

/// The dictionary of an index as one query sees it.
pub(crate) struct Dictionary<'a> {
    searcher: &'a Searcher,
    fields: Vec<Field>,
}

impl<'a> Dictionary<'a> {
    pub(crate) fn new(searcher: &'a Searcher, fields: impl Iterator<Item = Field>) -> Self {
        Self { searcher, fields: fields.collect() }
    }

    /// In how many articles a word or phrase can be at most.
    pub(crate) fn articles(&self, form: &str) -> Result<u64, Error> {
        let mut fewest = u64::MAX;
        for word in form.split(' ') {
            let mut most = 0;
            for &field in &self.fields {
                most = most.max(self.searcher.doc_freq(&Term::from_field_text(field, word))?);
            }
            fewest = fewest.min(most);
        }
        Ok(fewest)
    }

    /// The nearest words, all equally near, the most frequent first.
    pub(crate) fn near(&self, word: &str, most: usize) -> Result<Vec<Known>, Error> {
        let letters = word.chars().count();
        if word.contains(' ') || word.chars().any(char::is_numeric) {
            return Ok(Vec::new());
        }
        let farthest = match letters {
            0..4 => return Ok(Vec::new()),
            4..8 => 1,
            _ => 2,
        };
        let first = word.chars().next();
        for distance in 1..=farthest {
            let mut found = self.walk(|field| FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true), word)?;
            found.retain(|known| known.word.chars().count() > 2 && !known.word.chars().any(char::is_numeric));
            if found.iter().any(|known| known.word.chars().next() == first) {
                found.retain(|known| known.word.chars().next() == first);
            }
            if !found.is_empty() {
                found.truncate(most);
                return Ok(found);
            }
        }
        Ok(Vec::new())
    }

    /// The longer words that begin with `start`, the most frequent first.
    pub(crate) fn beginning(&self, start: &str, most: usize) -> Result<Vec<Known>, Error> {
        if start.contains(' ') {
            return Ok(Vec::new());
        }
        let mut found = self.walk(|field| FuzzyTermQuery::new_prefix(Term::from_field_text(field, start), 0, true), start)?;
        found.truncate(most);
        Ok(found)
    }

    fn walk(&self, automaton: impl Fn(Field) -> FuzzyTermQuery, itself: &str) -> Result<Vec<Known>, Error> {
        let mut counts: HashMap<String, HashMap<Field, u64>> = HashMap::new();
        for segment in self.searcher.segment_readers() {
            for &field in &self.fields {
                let inverted = segment.inverted_index(field)?;
                let mut stream = inverted.terms().search(automaton(field).automaton()?).into_stream()?;
                while stream.advance() {
                    let Ok(word) = std::str::from_utf8(stream.key()) else {
                        continue;
                    };
                    let articles = u64::from(stream.value().doc_freq);
                    match counts.get_mut(word) {
                        Some(by_field) => *by_field.entry(field).or_default() += articles,
                        None if word != itself => {
                            counts.insert(word.to_owned(), HashMap::from([(field, articles)]));
                        }
                        None => {}
                    }
                }
            }
        }
        let mut found: Vec<Known> =
            counts.into_iter().map(|(word, by_field)| Known { word, articles: by_field.into_values().max().unwrap_or_default() }).collect();
        found.sort_unstable_by(|one, other| other.articles.cmp(&one.articles).then_with(|| one.word.cmp(&other.word)));
        Ok(found)
    }
}
