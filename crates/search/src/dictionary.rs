//! The words that the articles have: how many have one, which are near to it, which begin with it.
//!
//! Guarantees: what is near is at most one change away for words of four to seven letters, two for longer ones; it keeps
//! the first letter unless nothing does. Shorter words and figures have nothing near.

use std::collections::HashMap;

use tantivy::{Searcher, Term, query::FuzzyTermQuery, schema::Field, termdict::TermDictionary};

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
            let Some(&field) = self.fields.first() else { break };
            let automaton = FuzzyTermQuery::new(Term::from_field_text(field, word), distance, true).automaton()?;
            let mut found = Counts::default();
            self.dictionaries(|field, terms| {
                let mut stream = terms.search(&automaton).into_stream()?;
                while stream.advance() {
                    found.note(field, stream.key(), stream.value().doc_freq);
                }
                Ok(())
            })?;
            let mut found = found.but(word);
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
        let mut after = start.as_bytes().to_vec();
        // No byte of a text is greater.
        after.push(0xff);
        let mut found = Counts::default();
        self.dictionaries(|field, terms| {
            let mut stream = terms.range().ge(start).lt(&after).into_stream()?;
            while stream.advance() {
                found.note(field, stream.key(), stream.value().doc_freq);
            }
            Ok(())
        })?;
        let mut found = found.but(start);
        found.truncate(most);
        Ok(found)
    }

    fn dictionaries(&self, mut visit: impl FnMut(Field, &TermDictionary) -> Result<(), Error>) -> Result<(), Error> {
        for segment in self.searcher.segment_readers() {
            for &field in &self.fields {
                visit(field, segment.inverted_index(field)?.terms())?;
            }
        }
        Ok(())
    }
}

/// Words met, with the articles of each field.
#[derive(Default)]
struct Counts(HashMap<String, HashMap<Field, u64>>);

impl Counts {
    fn note(&mut self, field: Field, word: &[u8], articles: u32) {
        let Ok(word) = std::str::from_utf8(word) else {
            return;
        };
        match self.0.get_mut(word) {
            Some(by_field) => *by_field.entry(field).or_default() += u64::from(articles),
            None => {
                self.0.insert(word.to_owned(), HashMap::from([(field, u64::from(articles))]));
            }
        }
    }

    /// All but one, the most frequent first.
    fn but(mut self, itself: &str) -> Vec<Known> {
        self.0.remove(itself);
        let known =
            |(word, by_field): (String, HashMap<Field, u64>)| Known { word, articles: by_field.into_values().max().unwrap_or_default() };
        let mut found: Vec<Known> = self.0.into_iter().map(known).collect();
        found.sort_unstable_by(|one, other| other.articles.cmp(&one.articles).then_with(|| one.word.cmp(&other.word)));
        found
    }
}
