//! The nearest articles of a text.
//!
//! Two steps: the terms that not everybody uses choose a few dozen candidates, these are then compared with all their words.
//! Guarantees: what is given was scored exactly, best first; the newer id stands first between equals.

use super::corpus::Corpus;
use super::packed::pairs;
use super::{FEW, FLOOR, FLOOR_OF_FEW, NEAR_DUPLICATE, Neighbour};

const DAY: i64 = 86_400_000_000;
/// How many candidates are compared exactly, at least; and how many for each that is wanted.
const CANDIDATES: usize = 96;
const FOR_EACH: usize = 3;
/// How many words say why two articles are near.
const REASONS: usize = 3;
/// Words of no more letters say nothing about a subject.
const SMALL: usize = 2;
/// A text's length gives it at most this much the more: a hundred times the usual length.
const SHORTEST: f32 = 1.0 / 1.6;
/// Beyond thirty years the date tells nothing more.
const LONGEST: usize = 11_000;

/// A text that neighbours are looked for.
pub(super) struct Asked<'a> {
    /// Its terms, ascending.
    pub(super) terms: &'a [(u32, u8)],
    pub(super) norm: f32,
    pub(super) date: i64,
    /// The slot that is the text itself.
    pub(super) own: Option<u32>,
    /// Later articles do not count.
    pub(super) until: i64,
    pub(super) most: usize,
}

/// How much nearness in time counts, by days.
#[derive(Debug)]
pub(super) struct Decay(Vec<f32>);

impl Default for Decay {
    fn default() -> Self {
        Self((0..LONGEST).map(|days| (1.0 + days as f32).powf(-0.25)).collect())
    }
}

impl Decay {
    fn between(&self, one: i64, other: i64) -> f32 {
        let days = (one - other).unsigned_abs() / DAY as u64;
        self.0[(days as usize).min(LONGEST - 1)]
    }
}

impl Corpus {
    pub(super) fn nearest(&self, asked: &Asked<'_>, decay: &Decay) -> Vec<Neighbour> {
        if asked.norm <= 0.0 {
            return Vec::new();
        }
        let mut found: Vec<Neighbour> =
            self.candidates(asked, decay).into_iter().filter_map(|slot| self.compare(asked, slot, decay)).collect();
        found.sort_unstable_by(|one, other| other.score.total_cmp(&one.score).then(other.id.cmp(&one.id)));
        found.truncate(asked.most);
        found
    }

    /// The slots that share most of what is telling.
    fn candidates(&self, asked: &Asked<'_>, decay: &Decay) -> Vec<u32> {
        let mut sums = vec![0.0f32; self.slots.len()];
        for &(number, count) in asked.terms {
            let mine = self.frequency(count) * self.weight(number);
            self.postings.each(number, |slot, count| sums[slot as usize] += mine * self.frequency(count));
        }
        let wanted = (asked.most * FOR_EACH).max(CANDIDATES);
        let mut best: Vec<(f32, u32)> = Vec::with_capacity(wanted * 2);
        let mut least = 0.0;
        for (at, (sum, slot)) in (0u32..).zip(sums.iter().zip(&self.slots)) {
            // Nearness in time only lowers a score: most need not be looked at.
            if *sum <= least * slot.norm * SHORTEST || slot.id.is_none() || slot.date > asked.until || Some(at) == asked.own {
                continue;
            }
            let rough = sum / slot.norm * self.reach(slot.norm) * decay.between(asked.date, slot.date);
            if rough <= least {
                continue;
            }
            best.push((rough, at));
            if best.len() == wanted * 2 {
                best.select_nth_unstable_by(wanted - 1, |one, other| other.0.total_cmp(&one.0));
                best.truncate(wanted);
                least = best[wanted - 1].0;
            }
        }
        best.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
        best.truncate(wanted);
        best.into_iter().map(|(_, slot)| slot).collect()
    }

    fn compare(&self, asked: &Asked<'_>, at: u32, decay: &Decay) -> Option<Neighbour> {
        let slot = &self.slots[at as usize];
        let id = slot.id?;
        let mut sum = 0.0;
        let mut telling = [(0.0f32, 0u32); REASONS];
        let mut mine = asked.terms.iter().peekable();
        for (number, count) in pairs(&slot.own) {
            while mine.next_if(|(mine, _)| *mine < number).is_some() {}
            let Some(&&(same, here)) = mine.peek() else {
                break;
            };
            if same != number {
                continue;
            }
            let product = self.weight(number) * self.frequency(here) * self.frequency(count);
            sum += product;
            if product > telling[REASONS - 1].0 && self.is_telling(number) {
                telling[REASONS - 1] = (product, number);
                telling.sort_unstable_by(|one, other| other.0.total_cmp(&one.0));
            }
        }
        let cosine = sum / (asked.norm * slot.norm);
        let floor = if self.places.len() > FEW { FLOOR } else { FLOOR_OF_FEW };
        if cosine < floor {
            return None;
        }
        let reasons =
            telling.iter().filter(|(product, _)| *product > 0.0).map(|(_, number)| self.vocabulary.surface(*number).to_owned()).collect();
        Some(Neighbour {
            id,
            score: cosine * self.reach(asked.norm) * self.reach(slot.norm) * decay.between(asked.date, slot.date),
            cosine,
            near_duplicate: cosine > NEAR_DUPLICATE,
            reasons,
        })
    }

    /// Worth showing to a person: not one of the small words that every text is full of.
    fn is_telling(&self, number: u32) -> bool {
        !self.postings.is_common(number) && self.vocabulary.surface(number).chars().nth(SMALL).is_some()
    }
}
