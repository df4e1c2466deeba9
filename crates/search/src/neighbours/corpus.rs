//! The texts of one language: what each is made of, and who holds what.
//!
//! Invariants: an article's own list is the truth, postings are made of it; slots are in the order of adding; a removed
//! article keeps its slot, empty and without an id, until the next packing.

use std::collections::HashMap;

use super::packed::{self, MOST_COUNTED, pairs};
use super::postings::Postings;
use super::terms::Term;
use super::vocabulary::Vocabulary;

/// So many articles beside the packed lists, and they are packed anew.
const UNPACKED: usize = 2_000;
/// An edit that alters no more than this share of the words leaves the neighbours as they are.
const SAME: f32 = 0.10;

/// The power of a text's length in scores.
const LENGTH: f32 = 0.1;

#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// `None` once removed.
    pub(super) id: Option<i64>,
    pub(super) date: i64,
    pub(super) norm: f32,
    /// Its terms and their counts, packed.
    pub(super) own: Box<[u8]>,
}

#[derive(Debug)]
pub(super) struct Corpus {
    pub(super) vocabulary: Vocabulary,
    pub(super) postings: Postings,
    pub(super) slots: Vec<Slot>,
    pub(super) places: HashMap<i64, u32>,
    /// Articles when the weights were frozen.
    pub(super) frozen_at: usize,
    /// Added or removed since.
    pub(super) changed: usize,
    /// The usual length of an article when the weights were frozen; 0 when they never were.
    pub(super) usual: f32,
    /// What a count weighs.
    frequencies: Vec<f32>,
}

impl Default for Corpus {
    fn default() -> Self {
        let frequencies = (0..=MOST_COUNTED).map(|count| 1.0 + (count.max(1) as f32).ln()).collect();
        Self {
            vocabulary: Vocabulary::default(),
            postings: Postings::default(),
            slots: Vec::new(),
            places: HashMap::new(),
            frozen_at: 0,
            changed: 0,
            usual: 0.0,
            frequencies,
        }
    }
}

fn inverse(articles: usize, holding: usize) -> f32 {
    (1.0 + articles as f32 / holding.max(1) as f32).ln()
}

impl Corpus {
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How much a term's occurrences in one text weigh.
    #[inline]
    pub(super) fn frequency(&self, count: u8) -> f32 {
        self.frequencies[count as usize]
    }

    pub(super) fn weight(&self, number: u32) -> f32 {
        self.vocabulary.weights[number as usize]
    }

    /// How much a text's length counts for it: newsrooms link to the fuller article, and the cosine alone prefers the short.
    pub(super) fn reach(&self, norm: f32) -> f32 {
        if self.usual > 0.0 && norm > 0.0 { (norm / self.usual).powf(LENGTH) } else { 1.0 }
    }

    fn fresh_weight(&self) -> f32 {
        inverse(self.places.len().max(self.frozen_at) + 1, 1).powi(2)
    }

    pub(super) fn norm(&self, terms: impl Iterator<Item = (u32, u8)>) -> f32 {
        terms.map(|(number, count)| self.frequency(count).powi(2) * self.weight(number)).sum::<f32>().sqrt()
    }

    pub(super) fn add(&mut self, id: i64, date: i64, terms: &[Term]) {
        let fresh = self.fresh_weight();
        let mut own: Vec<(u32, u8)> = terms.iter().map(|term| (self.vocabulary.meet(term, fresh), counted(term))).collect();
        own.sort_unstable();
        let slot = self.slots.len() as u32;
        let norm = self.norm(own.iter().copied());
        self.postings.add(slot, &own);
        self.slots.push(Slot { id: Some(id), date, norm, own: packed::pack(&own) });
        self.places.insert(id, slot);
        self.changed += 1;
        if self.postings.unpacked > UNPACKED.max(self.slots.len() / 10) {
            self.pack();
        }
    }

    pub(super) fn remove(&mut self, id: i64) {
        let Some(slot) = self.places.remove(&id) else {
            return;
        };
        let slot = &mut self.slots[slot as usize];
        slot.id = None;
        slot.own = Box::default();
        self.changed += 1;
    }

    /// A text that is not one of the corpus, as a list: terms that nobody here holds add to its length only.
    pub(super) fn foreign(&self, terms: &[Term]) -> (Vec<(u32, u8)>, f32) {
        let mut own = Vec::with_capacity(terms.len());
        let mut unknown = 0.0;
        for term in terms {
            match self.vocabulary.number(term.hash) {
                Some(number) => own.push((number, counted(term))),
                None => unknown += self.frequency(counted(term)).powi(2) * self.fresh_weight(),
            }
        }
        own.sort_unstable();
        let known = self.norm(own.iter().copied());
        (own, (known.powi(2) + unknown).sqrt())
    }

    /// Whether a text says nearly what the article said when it was added.
    pub(super) fn says_the_same(&self, id: i64, date: i64, terms: &[Term]) -> bool {
        let Some(slot) = self.places.get(&id).map(|slot| &self.slots[*slot as usize]).filter(|slot| slot.date == date) else {
            return false;
        };
        let before: HashMap<u32, u8> = pairs(&slot.own).collect();
        let (mut kept, mut now) = (0u32, 0u32);
        for term in terms {
            let count = counted(term);
            now += u32::from(count);
            if let Some(then) = self.vocabulary.number(term.hash).and_then(|number| before.get(&number)) {
                kept += u32::from(count.min(*then));
            }
        }
        let longer = now.max(before.values().map(|count| u32::from(*count)).sum());
        (longer - kept) as f32 <= longer as f32 * SAME
    }

    /// Weights are refreshed after a quarter of change; a young corpus, where each text matters, at once.
    pub(super) fn is_stale(&self) -> bool {
        self.changed > 0 && (self.frozen_at < 100 || self.changed * 4 > self.frozen_at)
    }

    /// Computes weights and lengths anew.
    pub(super) fn refresh(&mut self) {
        let holding = self.pack();
        let articles = self.slots.len();
        self.vocabulary.weights = holding.iter().map(|holding| inverse(articles, *holding as usize).powi(2)).collect();
        self.measure();
        self.usual = self.slots.iter().map(|slot| slot.norm).sum::<f32>() / articles.max(1) as f32;
        self.frozen_at = articles;
        self.changed = 0;
    }

    /// Computes the length of every article anew.
    pub(super) fn measure(&mut self) {
        let norms: Vec<f32> = self.slots.iter().map(|slot| self.norm(pairs(&slot.own))).collect();
        for (slot, norm) in self.slots.iter_mut().zip(norms) {
            slot.norm = norm;
        }
    }

    /// Forgets the removed and packs the postings. Gives how many articles hold each term.
    pub(super) fn pack(&mut self) -> Vec<u32> {
        self.slots.retain(|slot| slot.id.is_some());
        self.places = (0u32..).zip(&self.slots).filter_map(|(at, slot)| Some((slot.id?, at))).collect();
        let mut holding = vec![0u32; self.vocabulary.len()];
        for slot in &self.slots {
            pairs(&slot.own).for_each(|(number, _)| holding[number as usize] += 1);
        }
        self.postings = Postings::default();
        self.postings = Postings::pack(self.slots.iter().map(|slot| &*slot.own), &holding, self.slots.len());
        holding
    }
}

fn counted(term: &Term) -> u8 {
    term.count.min(MOST_COUNTED) as u8
}
