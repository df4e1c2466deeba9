//! Two documents that were written from the same one, made one again, block by block.
//!
//! Guarantees: what only one side altered is taken from that side; what both altered the same way is taken once; everything
//! else is a conflict that holds both texts. No block of either side is in no piece.

use std::collections::VecDeque;

use crate::align::{Pair, compare};
use crate::tree::{Block, Document};

/// Who altered something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody.
    Same,
    /// The other side.
    Theirs,
    /// This side.
    Mine,
    /// Both, in the same way.
    Both,
    /// Both, each in its own way.
    Conflict,
}

impl Outcome {
    /// What became of three values of one thing.
    pub fn of<T: PartialEq + ?Sized>(base: &T, theirs: &T, mine: &T) -> Outcome {
        match (theirs == base, mine == base) {
            (true, true) => Outcome::Same,
            (false, true) => Outcome::Theirs,
            (true, false) => Outcome::Mine,
            (false, false) if theirs == mine => Outcome::Both,
            (false, false) => Outcome::Conflict,
        }
    }
}

/// Which text is wanted where both altered it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// The other side's.
    Theirs,
    /// This side's.
    #[default]
    Mine,
    /// First theirs, then mine.
    Both,
}

/// A place of the document, on all three sides. A side that has nothing there is empty.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// As it was.
    pub base: Vec<Block>,
    /// As the other side has it.
    pub theirs: Vec<Block>,
    /// As this side has it.
    pub mine: Vec<Block>,
    /// Who altered it.
    pub outcome: Outcome,
}

impl Piece {
    fn of(base: &[&Block], theirs: &[&Block], mine: &[&Block]) -> Piece {
        let own = |blocks: &[&Block]| blocks.iter().map(|block| (*block).clone()).collect::<Vec<Block>>();
        Piece { base: own(base), theirs: own(theirs), mine: own(mine), outcome: Outcome::of(base, theirs, mine) }
    }

    /// What stands there in the merged document.
    pub fn taken(&self, choice: Choice) -> Vec<Block> {
        match (self.outcome, choice) {
            (Outcome::Theirs, _) | (Outcome::Conflict, Choice::Theirs) => self.theirs.clone(),
            (Outcome::Conflict, Choice::Both) => self.theirs.iter().chain(&self.mine).cloned().collect(),
            _ => self.mine.clone(),
        }
    }
}

/// The places of the document, in order.
pub fn merge(base: &Document, theirs: &Document, mine: &Document) -> Vec<Piece> {
    let (mut theirs, mut mine) = (VecDeque::from(compare(base, theirs)), VecDeque::from(compare(base, mine)));
    let mut pieces = Vec::new();
    for block in &base.blocks {
        added(&mut theirs, &mut mine, &mut pieces);
        let new = |side: &mut VecDeque<Pair<'_>>| side.pop_front().and_then(|pair| pair.new).cloned();
        let (theirs, mine) = (new(&mut theirs), new(&mut mine));
        let (theirs, mine): (Vec<&Block>, Vec<&Block>) = (theirs.iter().collect(), mine.iter().collect());
        pieces.push(Piece::of(&[block], &theirs, &mine));
    }
    added(&mut theirs, &mut mine, &mut pieces);
    pieces
}

/// What either side put in before the next block of the base.
fn added(theirs: &mut VecDeque<Pair<'_>>, mine: &mut VecDeque<Pair<'_>>, pieces: &mut Vec<Piece>) {
    let take = |side: &mut VecDeque<Pair<'_>>| {
        let mut blocks = Vec::new();
        while side.front().is_some_and(|pair| pair.old.is_none()) {
            blocks.extend(side.pop_front().and_then(|pair| pair.new).cloned());
        }
        blocks
    };
    let (theirs, mine) = (take(theirs), take(mine));
    if !theirs.is_empty() || !mine.is_empty() {
        let (theirs, mine): (Vec<&Block>, Vec<&Block>) = (theirs.iter().collect(), mine.iter().collect());
        pieces.push(Piece::of(&[], &theirs, &mine));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::{ImportOptions, from_html};
    use crate::text::plain_text;

    fn text(lines: &str) -> Document {
        let html: String = lines.split('|').filter(|line| !line.is_empty()).map(|line| format!("<p>{line}</p>")).collect();
        from_html(&html, &ImportOptions::default()).0
    }

    /// The merged text with one choice for every conflict, and how many there are.
    fn merged(base: &str, theirs: &str, mine: &str, choice: Choice) -> (String, usize) {
        let pieces = merge(&text(base), &text(theirs), &text(mine));
        let blocks = pieces.iter().flat_map(|piece| piece.taken(choice)).collect();
        let conflicts = pieces.iter().filter(|piece| piece.outcome == Outcome::Conflict).count();
        (plain_text(&Document { blocks }).replace('\n', "|"), conflicts)
    }

    const BASE: &str = "Le pont est ouvert|La rivière monte|Le val dort";

    #[test]
    fn what_one_side_altered_is_taken_from_it() {
        let theirs = "Le pont est fermé|La rivière monte|Le val dort";
        let mine = "Le pont est ouvert|La rivière monte encore|Le val dort|Une fin";
        let expected = "Le pont est fermé|La rivière monte encore|Le val dort|Une fin";
        assert_eq!(merged(BASE, theirs, mine, Choice::Mine), (expected.to_owned(), 0));
    }

    #[test]
    fn what_one_side_took_out_is_gone() {
        let (theirs, mine) = ("Le pont est ouvert|Le val dort", "Le pont est ouvert|La rivière monte|Le val dort ce soir");
        assert_eq!(merged(BASE, theirs, mine, Choice::Mine), ("Le pont est ouvert|Le val dort ce soir".to_owned(), 0));
    }

    #[test]
    fn the_same_change_on_both_sides_is_one() {
        let both = "Le pont est fermé|La rivière monte|Le val dort";
        assert_eq!(merged(BASE, both, both, Choice::Both), (both.to_owned(), 0));
    }

    #[test]
    fn both_texts_of_a_conflict_can_be_chosen() {
        let theirs = "Le pont est fermé|La rivière monte|Le val dort";
        let mine = "Le pont est coupé|La rivière monte|Le val dort";
        assert_eq!(merged(BASE, theirs, mine, Choice::Theirs), (theirs.to_owned(), 1));
        assert_eq!(merged(BASE, theirs, mine, Choice::Mine), (mine.to_owned(), 1));
        let both = "Le pont est fermé|Le pont est coupé|La rivière monte|Le val dort";
        assert_eq!(merged(BASE, theirs, mine, Choice::Both), (both.to_owned(), 1));
    }

    #[test]
    fn a_text_rewritten_here_and_taken_out_there_is_a_conflict() {
        let (theirs, mine) = ("Le pont est ouvert|Le val dort", "Le pont est ouvert|La rivière monte toujours|Le val dort");
        assert_eq!(merged(BASE, theirs, mine, Choice::Mine), (mine.to_owned(), 1));
        assert_eq!(merged(BASE, theirs, mine, Choice::Theirs), (theirs.to_owned(), 1));
    }

    #[test]
    fn without_a_known_base_what_differs_is_a_conflict() {
        assert_eq!(merged("", "Un pont", "Un lac", Choice::Both), ("Un pont|Un lac".to_owned(), 1));
    }

    proptest::proptest! {
        #[test]
        fn the_one_who_altered_alone_is_right(base in "[abc |]{0,30}", mine in "[abc |]{0,30}") {
            let (base, mine) = (text(&base), text(&mine));
            let taken = |pieces: Vec<Piece>| pieces.iter().flat_map(|piece| piece.taken(Choice::Both)).collect::<Vec<Block>>();
            proptest::prop_assert_eq!(taken(merge(&base, &base, &mine)), mine.blocks.clone());
            proptest::prop_assert_eq!(taken(merge(&base, &mine, &base)), mine.blocks);
        }
    }
}
