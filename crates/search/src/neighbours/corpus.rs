//! The texts of one language as sparse postings.
//!
//! A posting is one number: the article's slot and how often the term occurs in it (8 bits suffice). Weights of terms
//! are frozen between refreshes, so that scores computed at different times can be compared.
//! Invariant: a term's postings are in the order of slots; a removed article keeps its slot, without an id, until the
//! next refresh.

use std::collections::HashMap;

use super::{FLOOR, NEAR_DUPLICATE, Neighbour};

const DAY: i64 = 86_400_000_000;
/// Slots have 24 bits: 16 million articles a language.
const COUNT_BITS: u32 = 8;
const MOST_COUNTED: u32 = 255;

#[derive(Debug, Clone)]
pub(super) struct Slot {
    /// `None` once removed.
    pub(super) id: Option<i64>,
    pub(super) date: i64,
    pub(super) norm: f32,
}

#[derive(Debug, Default)]
pub(super) struct Corpus {
    pub(super) numbers: HashMap<Box<str>, u32>,
    pub(super) postings: Vec<Vec<u32>>,
    /// Frozen weight of each term, squared: both texts bring it.
    pub(super) weights: Vec<f32>,
    pub(super) slots: Vec<Slot>,
    pub(super) places: HashMap<i64, u32>,
    /// Articles when the weights were frozen.
    pub(super) frozen_at: usize,
    /// Added or removed since.
    pub(super) changed: usize,
}

fn slot_of(posting: u32) -> u32 {
    posting >> COUNT_BITS
}

/// How much a term's occurrences in one text weigh.
fn frequency(posting: u32) -> f32 {
    let count = (posting & MOST_COUNTED) as f32;
    1.0 + count.ln()
}

fn inverse(articles: usize, holding: usize) -> f32 {
    (1.0 + articles as f32 / holding.max(1) as f32).ln()
}

impl Corpus {
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(super) fn add(&mut self, id: i64, date: i64, terms: HashMap<String, u32>) {
        let Some(slot) = u32::try_from(self.slots.len()).ok().filter(|slot| *slot < 1 << (32 - COUNT_BITS)) else {
            return;
        };
        let fresh = inverse(self.places.len().max(self.frozen_at) + 1, 1).powi(2);
        let mut sum = 0.0;
        // Always in the same order: sums of scores, and so the order of equal neighbours, are the same in every process.
        let mut terms: Vec<(String, u32)> = terms.into_iter().collect();
        terms.sort_unstable();
        for (term, count) in terms {
            let posting = slot << COUNT_BITS | count.min(MOST_COUNTED);
            let number = match self.numbers.get(term.as_str()) {
                Some(&number) => number,
                None => {
                    let number = self.postings.len() as u32;
                    self.numbers.insert(term.into_boxed_str(), number);
                    self.postings.push(Vec::new());
                    self.weights.push(fresh);
                    number
                }
            } as usize;
            self.postings[number].push(posting);
            sum += frequency(posting).powi(2) * self.weights[number];
        }
        self.slots.push(Slot { id: Some(id), date, norm: sum.sqrt() });
        self.places.insert(id, slot);
        self.changed += 1;
    }

    pub(super) fn remove(&mut self, id: i64) {
        let Some(slot) = self.places.remove(&id) else {
            return;
        };
        self.slots[slot as usize].id = None;
        self.changed += 1;
    }

    /// Weights are refreshed after a quarter of change; a young corpus, where each text matters, at once.
    pub(super) fn is_stale(&self) -> bool {
        self.changed > 0 && (self.frozen_at < 100 || self.changed * 4 > self.frozen_at)
    }

    pub(super) fn refresh(&mut self) {
        let mut moved = Vec::with_capacity(self.slots.len());
        let mut kept = 0u32;
        for slot in &self.slots {
            moved.push(slot.id.map(|_| {
                kept += 1;
                kept - 1
            }));
        }
        for postings in &mut self.postings {
            postings.retain_mut(|posting| {
                let Some(slot) = moved[slot_of(*posting) as usize] else {
                    return false;
                };
                *posting = slot << COUNT_BITS | (*posting & MOST_COUNTED);
                true
            });
            postings.shrink_to_fit();
        }
        self.slots.retain(|slot| slot.id.is_some());
        self.places.values_mut().for_each(|slot| *slot = moved[*slot as usize].unwrap_or(*slot));
        self.forget_unused_terms();
        let articles = self.slots.len();
        self.weights = self.postings.iter().map(|postings| inverse(articles, postings.len()).powi(2)).collect();
        let mut sums = vec![0.0f32; articles];
        for (postings, weight) in self.postings.iter().zip(&self.weights) {
            for &posting in postings {
                sums[slot_of(posting) as usize] += frequency(posting).powi(2) * weight;
            }
        }
        for (slot, sum) in self.slots.iter_mut().zip(sums) {
            slot.norm = sum.sqrt();
        }
        self.frozen_at = articles;
        self.changed = 0;
    }

    fn forget_unused_terms(&mut self) {
        let mut renumbered = Vec::with_capacity(self.postings.len());
        let mut kept = 0u32;
        for postings in &self.postings {
            renumbered.push((!postings.is_empty()).then(|| {
                kept += 1;
                kept - 1
            }));
        }
        if kept as usize == self.postings.len() {
            return;
        }
        self.postings.retain(|postings| !postings.is_empty());
        self.numbers.retain(|_, number| match renumbered[*number as usize] {
            Some(new) => {
                *number = new;
                true
            }
            None => false,
        });
    }

    pub(super) fn nearest(&self, id: i64, most: usize) -> Vec<Neighbour> {
        let Some(&own) = self.places.get(&id) else {
            return Vec::new();
        };
        let mut sums = vec![0.0f32; self.slots.len()];
        for (postings, weight) in self.postings.iter().zip(&self.weights) {
            let Ok(at) = postings.binary_search_by_key(&own, |posting| slot_of(*posting)) else {
                continue;
            };
            let mine = frequency(postings[at]) * weight;
            for &posting in postings {
                sums[slot_of(posting) as usize] += mine * frequency(posting);
            }
        }
        let mut found: Vec<Neighbour> =
            (0..self.slots.len() as u32).filter_map(|other| self.neighbour(own, other, sums[other as usize])).collect();
        best(&mut found, most);
        found
    }

    pub(super) fn all_nearest(&self, most: usize) -> Vec<(i64, Vec<Neighbour>)> {
        let frequencies: Vec<f32> = (0..=MOST_COUNTED).map(|count| 1.0 + (count.max(1) as f32).ln()).collect();
        let mut vectors: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.slots.len()];
        for (number, postings) in self.postings.iter().enumerate() {
            for (at, &posting) in postings.iter().enumerate() {
                vectors[slot_of(posting) as usize].push((number as u32, at as u32));
            }
        }
        let mut found: Vec<Vec<Neighbour>> = vec![Vec::new(); self.slots.len()];
        let mut sums = vec![0.0f32; self.slots.len()];
        let mut later = Vec::new();
        for (own, vector) in vectors.iter().enumerate() {
            if self.slots[own].id.is_none() {
                continue;
            }
            // Only what comes later: scores are symmetric.
            sums[own..].fill(0.0);
            for &(number, at) in vector {
                let postings = &self.postings[number as usize][at as usize..];
                let mine = frequencies[(postings[0] & MOST_COUNTED) as usize] * self.weights[number as usize];
                for &posting in &postings[1..] {
                    sums[slot_of(posting) as usize] += mine * frequencies[(posting & MOST_COUNTED) as usize];
                }
            }
            // In a list of its own that is used again: nearly every article may be above the floor.
            later.clear();
            for (other, sum) in sums.iter().enumerate().skip(own + 1) {
                let Some(there) = self.neighbour(own as u32, other as u32, *sum) else {
                    continue;
                };
                later.push(there);
                let list = &mut found[other];
                if let Some(id) = self.slots[own].id {
                    list.push(Neighbour { id, ..there });
                }
                if list.len() > most * 4 {
                    best(list, most);
                }
            }
            later.append(&mut found[own]);
            best(&mut later, most);
            found[own] = later.as_slice().into();
        }
        let ids = self.slots.iter().map(|slot| slot.id);
        ids.zip(found).filter_map(|(id, list)| Some((id?, list))).collect()
    }

    fn neighbour(&self, own: u32, other: u32, sum: f32) -> Option<Neighbour> {
        if own == other || sum <= 0.0 {
            return None;
        }
        let (here, there) = (&self.slots[own as usize], &self.slots[other as usize]);
        let id = there.id?;
        let cosine = sum / (here.norm * there.norm);
        if cosine < FLOOR {
            return None;
        }
        let days = (here.date - there.date).abs() / DAY;
        let score = cosine * (1.0 + days as f32).powf(-0.25);
        Some(Neighbour { id, score, cosine, near_duplicate: cosine > NEAR_DUPLICATE })
    }
}

/// Keeps the best, best first; the newer id between equals.
fn best(found: &mut Vec<Neighbour>, most: usize) {
    found.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then(other.id.cmp(&one.id)));
    found.truncate(most);
}
