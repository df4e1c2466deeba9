//! Two texts beside each other, word by word: what stayed, what went, what came.
//!
//! Guarantee: the spans that stayed or went, joined, are the old text; those that stayed or came, joined, the new one.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

/// Beyond so many words in both texts they are not compared word by word: the time would grow with their square.
const LIMIT: usize = 20_000;

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// In both texts.
    Same,
    /// In the old text only.
    Gone,
    /// In the new text only.
    New,
}

/// Words next to each other with the same fate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// What became of them.
    pub fate: Fate,
    /// The words, with the spaces between them.
    pub text: String,
}

/// The two texts as one line of spans; what went stands before what came in its place.
pub fn compare(old: &str, new: &str) -> Vec<Span> {
    let (before, after): (Vec<&str>, Vec<&str>) = (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    if before.len() + after.len() > LIMIT && old != new {
        return spans([(Fate::Gone, old.to_owned()), (Fate::New, new.to_owned())]);
    }
    let joined = |words: &[&str], from: usize, to: usize| words.get(from..to).unwrap_or_default().concat();
    let mut out = Vec::new();
    // A space between two changes belongs to them: "the cat" to "a dog" is one change, not two.
    let (mut gone, mut new) = (String::new(), String::new());
    for piece in capture_diff_slices(Algorithm::Patience, &before, &after) {
        let (was, is) = (piece.old_range(), piece.new_range());
        let (was, is) = (joined(&before, was.start, was.end), joined(&after, is.start, is.end));
        let only_space = is.chars().all(char::is_whitespace);
        if piece.tag() == DiffTag::Equal && !(only_space && !(gone.is_empty() && new.is_empty())) {
            settle(&mut out, &mut gone, &mut new);
            out.push((Fate::Same, is));
        } else {
            gone.push_str(&was);
            new.push_str(&is);
        }
    }
    settle(&mut out, &mut gone, &mut new);
    spans(out)
}

/// Writes a change down; the space that both sides end with stays outside of it.
fn settle(out: &mut Vec<(Fate, String)>, gone: &mut String, new: &mut String) {
    let (mut was, mut is) = (std::mem::take(gone), std::mem::take(new));
    let mut shared = String::new();
    while let (Some(a), Some(b)) = (was.chars().next_back(), is.chars().next_back())
        && a == b
        && a.is_whitespace()
    {
        was.pop();
        is.pop();
        shared.insert(0, a);
    }
    out.extend([(Fate::Gone, was), (Fate::New, is), (Fate::Same, shared)]);
}

fn spans(pieces: impl IntoIterator<Item = (Fate, String)>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for (fate, text) in pieces.into_iter().filter(|(_, text)| !text.is_empty()) {
        match out.last_mut() {
            Some(last) if last.fate == fate => last.text.push_str(&text),
            _ => out.push(Span { fate, text }),
        }
    }
    out
}

/// How alike two texts are, from 0 (no word in common) to 1 (the same words in the same order).
pub fn likeness(old: &str, new: &str) -> f64 {
    let (before, after): (Vec<&str>, Vec<&str>) = (old.unicode_words().collect(), new.unicode_words().collect());
    let total = before.len() + after.len();
    if total == 0 {
        return if old == new { 1.0 } else { 0.0 };
    }
    if total > LIMIT {
        return if old == new { 1.0 } else { 0.5 };
    }
    let same: usize = capture_diff_slices(Algorithm::Patience, &before, &after)
        .iter()
        .filter(|piece| piece.tag() == DiffTag::Equal)
        .map(|piece| piece.new_range().len())
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "at most the words of one block")]
    let alike = 2.0 * same as f64 / total as f64;
    alike
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> String {
        let mark = |span: Span| match span.fate {
            Fate::Same => span.text,
            Fate::Gone => format!("[-{}]", span.text),
            Fate::New => format!("[+{}]", span.text),
        };
        compare(old, new).into_iter().map(mark).collect()
    }

    #[test]
    fn words_that_went_stand_before_those_that_came() {
        assert_eq!(shown("L’eau est revenue.", "L’eau froide est partie."), "L’eau [+froide ]est [-revenue][+partie].");
        assert_eq!(shown("le chat dort ici", "un chien dort ici"), "[-le chat][+un chien] dort ici");
        assert_eq!(shown("", "Un pont"), "[+Un pont]");
        assert_eq!(shown("Un pont", "Un pont"), "Un pont");
    }

    #[test]
    fn texts_without_a_word_in_common_are_not_alike() {
        assert!(likeness("Le pont est ouvert", "Le pont est fermé") > 0.7);
        assert!(likeness("Le pont", "Une rivière") < 0.1);
        assert!(likeness("", "") > 0.9);
    }

    proptest::proptest! {
        #[test]
        fn nothing_is_lost_on_either_side(old in "[ab c.\n]{0,40}", new in "[ab c.\n]{0,40}") {
            let spans = compare(&old, &new);
            let side = |left: Fate| spans.iter().filter(|span| span.fate != left).map(|span| span.text.as_str()).collect::<String>();
            proptest::prop_assert_eq!(side(Fate::New), old);
            proptest::prop_assert_eq!(side(Fate::Gone), new);
        }
    }
}
