//! Which block of a document became which block of another.
//!
//! Guarantee: every block of both stands in exactly one pair, and the pairs keep the order of both documents.

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::json::block_text;
use crate::text::plain_text;
use crate::tree::{Block, Document};

/// From here on two blocks are taken for the same one, rewritten.
const ALIKE: f64 = 0.35;
/// Beyond so many comparisons, blocks are paired by their order.
const LIMIT: usize = 2_500;

/// A block before and after: one of them is missing where it went or came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair<'a> {
    /// In the old document.
    pub old: Option<&'a Block>,
    /// In the new one.
    pub new: Option<&'a Block>,
}

impl Pair<'_> {
    /// Whether nothing happened to it.
    pub fn is_same(&self) -> bool {
        self.old == self.new
    }
}

/// The blocks of both documents in pairs: what stayed, what was rewritten, what went, what came.
pub fn compare<'a>(old: &'a Document, new: &'a Document) -> Vec<Pair<'a>> {
    let keys = |document: &Document| document.blocks.iter().map(block_text).collect::<Vec<String>>();
    let mut pairs = Vec::new();
    for piece in capture_diff_slices(Algorithm::Patience, &keys(old), &keys(new)) {
        let was = old.blocks.get(piece.old_range()).unwrap_or_default();
        let is = new.blocks.get(piece.new_range()).unwrap_or_default();
        if piece.tag() == DiffTag::Equal {
            pairs.extend(was.iter().zip(is).map(|(old, new)| Pair { old: Some(old), new: Some(new) }));
        } else {
            rewritten(was, is, &mut pairs);
        }
    }
    pairs
}

/// Pairs what is alike, in order; between two such pairs as many as there are on both sides, one by one.
fn rewritten<'a>(was: &'a [Block], is: &'a [Block], pairs: &mut Vec<Pair<'a>>) {
    let (mut at, mut by) = (0, 0);
    for (old, new) in alike(was, is).into_iter().chain([(was.len(), is.len())]) {
        let (gone, came) = (was.get(at..old).unwrap_or_default(), is.get(by..new).unwrap_or_default());
        if gone.len() == came.len() {
            pairs.extend(gone.iter().zip(came).map(|(old, new)| Pair { old: Some(old), new: Some(new) }));
        } else {
            pairs.extend(gone.iter().map(|block| Pair { old: Some(block), new: None }));
            pairs.extend(came.iter().map(|block| Pair { old: None, new: Some(block) }));
        }
        if let (Some(old), Some(new)) = (was.get(old), is.get(new)) {
            pairs.push(Pair { old: Some(old), new: Some(new) });
        }
        (at, by) = (old + 1, new + 1);
    }
}

/// The places of the pairs that make the two runs most alike (as the longest common subsequence is found).
fn alike(was: &[Block], is: &[Block]) -> Vec<(usize, usize)> {
    if was.is_empty() || is.is_empty() || was.len() * is.len() > LIMIT {
        return Vec::new();
    }
    let words = |block: &Block| plain_text(&Document { blocks: vec![block.clone()] });
    let (before, after): (Vec<String>, Vec<String>) = (was.iter().map(words).collect(), is.iter().map(words).collect());
    // One row for each old block: the best sum from it and each new block to the end, and whether the two are paired for it.
    let mut rows: Vec<Vec<(f64, bool)>> = Vec::new();
    let mut below = vec![(0.0, false); after.len() + 1];
    for old in before.iter().rev() {
        let mut row = vec![(0.0, false); after.len() + 1];
        let mut right = 0.0;
        for ((place, under), (diagonal, new)) in row.iter_mut().zip(&below).zip(below.iter().skip(1).zip(&after)).rev() {
            let likeness = language::likeness(old, new);
            let paired = if likeness >= ALIKE { diagonal.0 + likeness } else { -1.0 };
            let best = if paired >= under.0 && paired >= right { (paired, true) } else { (right.max(under.0), false) };
            right = best.0;
            *place = best;
        }
        rows.push(std::mem::replace(&mut below, row));
    }
    rows.push(below);
    rows.reverse();
    walk(&rows, before.len(), after.len())
}

fn walk(rows: &[Vec<(f64, bool)>], olds: usize, news: usize) -> Vec<(usize, usize)> {
    let best = |old: usize, new: usize| rows.get(old).and_then(|row| row.get(new)).copied().unwrap_or((0.0, false));
    let (mut old, mut new) = (0, 0);
    let mut pairs = Vec::new();
    while old < olds && new < news {
        if best(old, new).1 {
            pairs.push((old, new));
            (old, new) = (old + 1, new + 1);
        } else if best(old + 1, new).0 >= best(old, new + 1).0 {
            old += 1;
        } else {
            new += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::{ImportOptions, from_html};

    fn text(lines: &str) -> Document {
        let html: String = lines.split('|').filter(|line| !line.is_empty()).map(|line| format!("<p>{line}</p>")).collect();
        from_html(&html, &ImportOptions::default()).0
    }

    fn shown(old: &str, new: &str) -> Vec<(String, String)> {
        let words = |block: Option<&Block>| block.map_or("-".to_owned(), |block| plain_text(&Document { blocks: vec![block.clone()] }));
        compare(&text(old), &text(new)).iter().map(|pair| (words(pair.old), words(pair.new))).collect()
    }

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
    }

    #[test]
    fn a_rewritten_paragraph_is_found_beside_a_new_one() {
        let found = shown("Le pont est ouvert|La rivière monte", "Une phrase nouvelle|Le pont est fermé|La rivière monte");
        assert_eq!(
            found,
            pairs(&[("-", "Une phrase nouvelle"), ("Le pont est ouvert", "Le pont est fermé"), ("La rivière monte", "La rivière monte")])
        );
    }

    #[test]
    fn a_paragraph_that_went_has_no_other_side() {
        assert_eq!(
            shown("Un pont|Un lac|Un val", "Un pont|Un val"),
            pairs(&[("Un pont", "Un pont"), ("Un lac", "-"), ("Un val", "Un val")])
        );
    }

    #[test]
    fn one_paragraph_in_the_place_of_another_is_the_same_rewritten() {
        assert_eq!(shown("Un pont|fin", "Autre chose|fin"), pairs(&[("Un pont", "Autre chose"), ("fin", "fin")]));
    }

    proptest::proptest! {
        #[test]
        fn every_block_of_both_stands_once_and_in_order(old in "[abc |]{0,30}", new in "[abc |]{0,30}") {
            let (old, new) = (text(&old), text(&new));
            let found = compare(&old, &new);
            proptest::prop_assert_eq!(found.iter().filter_map(|pair| pair.old).cloned().collect::<Vec<_>>(), old.blocks.clone());
            proptest::prop_assert_eq!(found.iter().filter_map(|pair| pair.new).cloned().collect::<Vec<_>>(), new.blocks.clone());
        }
    }
}
