//! Which articles hold a term: the lists that a query walks.
//!
//! Most lists are packed into one piece of memory; what was added since stands beside it until the next packing. Terms that
//! a good part of all articles hold have no list: they choose nobody, and come in when the chosen are scored exactly.

use std::collections::HashMap;

use super::packed::{self, pairs};

/// A term that more than this share of all articles hold has no list.
const COMMON: f32 = 0.10;
/// In a small newsroom every term has its list.
const FEW: usize = 500;

#[derive(Debug, Default)]
pub(super) struct Postings {
    bytes: Vec<u8>,
    /// Where the list of each term begins; one more for the end.
    starts: Vec<u32>,
    common: Vec<bool>,
    fresh: HashMap<u32, Vec<(u32, u8)>>,
    /// Articles added since the last packing.
    pub(super) unpacked: usize,
}

impl Postings {
    /// Packs the lists anew from the articles' own, which are in the order of their slots; `holding` says how many hold each term.
    pub(super) fn pack<'a>(articles: impl Iterator<Item = &'a [u8]> + Clone, holding: &[u32], count: usize) -> Self {
        let limit = (count as f32 * COMMON) as usize;
        let common: Vec<bool> = holding.iter().map(|holding| *holding as usize > limit.max(FEW)).collect();
        let mut last = vec![0u32; holding.len()];
        let mut sizes = vec![0u32; holding.len()];
        for (slot, list) in (0u32..).zip(articles.clone()) {
            for (number, count) in pairs(list) {
                let at = number as usize;
                if !common[at] {
                    sizes[at] += packed::size(last[at], slot, count) as u32;
                    last[at] = slot;
                }
            }
        }
        let mut starts = Vec::with_capacity(holding.len() + 1);
        let mut total = 0u32;
        for size in &sizes {
            starts.push(total);
            total += size;
        }
        starts.push(total);
        let mut bytes = vec![0u8; total as usize];
        let mut next: Vec<u32> = starts[..holding.len()].to_vec();
        last.fill(0);
        let mut piece = Vec::with_capacity(8);
        for (slot, list) in (0u32..).zip(articles) {
            for (number, count) in pairs(list) {
                let at = number as usize;
                if common[at] {
                    continue;
                }
                piece.clear();
                packed::push(&mut piece, last[at], slot, count);
                bytes[next[at] as usize..next[at] as usize + piece.len()].copy_from_slice(&piece);
                next[at] += piece.len() as u32;
                last[at] = slot;
            }
        }
        Self { bytes, starts, common, fresh: HashMap::new(), unpacked: 0 }
    }

    /// Adds an article's terms; its slot is higher than all before.
    pub(super) fn add(&mut self, slot: u32, terms: &[(u32, u8)]) {
        for &(number, count) in terms {
            if !self.is_common(number) {
                self.fresh.entry(number).or_default().push((slot, count));
            }
        }
        self.unpacked += 1;
    }

    /// Whether a term has no list because too many hold it.
    pub(super) fn is_common(&self, number: u32) -> bool {
        self.common.get(number as usize).copied().unwrap_or(false)
    }

    /// Every article that holds a term, and how often.
    pub(super) fn each(&self, number: u32, mut with: impl FnMut(u32, u8)) {
        let at = number as usize;
        if let (Some(&from), Some(&to)) = (self.starts.get(at), self.starts.get(at + 1)) {
            pairs(&self.bytes[from as usize..to as usize]).for_each(|(slot, count)| with(slot, count));
        }
        if let Some(list) = self.fresh.get(&number) {
            list.iter().for_each(|&(slot, count)| with(slot, count));
        }
    }
}
