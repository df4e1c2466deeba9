//! The words a language's texts are made of: numbers for them, weights, and how they are written.
//!
//! Invariant: numbers are given in the order in which words are first met, so frequent words have small ones, and never
//! change. Weights are frozen between refreshes, so that scores computed at different times can be compared.

use std::collections::HashMap;

use super::terms::{Term, is_shouted};

#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<u64, u32>,
    /// Frozen weight of each term, squared: both texts bring it.
    pub(super) weights: Vec<f32>,
    /// All surfaces in one text, and where each begins and how long it is.
    surfaces: String,
    places: Vec<(u32, u8)>,
}

impl Vocabulary {
    pub(super) fn len(&self) -> usize {
        self.weights.len()
    }

    pub(super) fn number(&self, hash: u64) -> Option<u32> {
        self.numbers.get(&hash).copied()
    }

    /// The number of a term, a new one with the weight `fresh` if it was never met.
    pub(super) fn meet(&mut self, term: &Term, fresh: f32) -> u32 {
        if let Some(number) = self.number(term.hash) {
            if is_shouted(self.surface(number)) && !is_shouted(&term.surface) {
                self.places[number as usize] = self.write(&term.surface);
            }
            return number;
        }
        self.put(term.hash, fresh, &term.surface)
    }

    /// Adds a term that is not there yet.
    pub(super) fn put(&mut self, hash: u64, weight: f32, surface: &str) -> u32 {
        let number = self.weights.len() as u32;
        let place = self.write(surface);
        self.numbers.insert(hash, number);
        self.weights.push(weight);
        self.places.push(place);
        number
    }

    fn write(&mut self, surface: &str) -> (u32, u8) {
        // Longer words are no words, and are shown to nobody.
        let length = u8::try_from(surface.len()).unwrap_or(0);
        let begin = self.surfaces.len() as u32;
        if length > 0 {
            self.surfaces.push_str(surface);
        }
        (begin, length)
    }

    /// A term as the newsroom writes it.
    pub(super) fn surface(&self, number: u32) -> &str {
        let (begin, length) = self.places[number as usize];
        self.surfaces.get(begin as usize..begin as usize + usize::from(length)).unwrap_or_default()
    }

    /// The hashes of all terms, by number.
    pub(super) fn hashes(&self) -> Vec<u64> {
        let mut hashes = vec![0; self.len()];
        for (hash, number) in &self.numbers {
            hashes[*number as usize] = *hash;
        }
        hashes
    }
}
