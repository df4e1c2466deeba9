//! The excerpt rule: what a card shows of an article that has no excerpt of its own.
//!
//! Guarantees: at most 65 words; ends with a sentence after word 35 if one does (and then without an ellipsis), else on
//! a whole word with « … » attached; never leaves a quotation open.

use crate::{Tag, quotes::Open};

const MOST: usize = 65;
const ENOUGH: usize = 35;
/// Fewer words than this before a quotation make no excerpt: the quotation is cut and closed instead.
const FEW: usize = 12;

/// Abbreviations whose point ends no sentence; lower case, without the point.
const ABBREVIATED: [&str; 34] = [
    "m", "mm", "mme", "mlle", "me", "dr", "pr", "st", "ste", "cf", "av", "apr", "art", "vol", "fig", "chap", "éd", "env", "mr", "mrs",
    "ms", "prof", "vs", "gen", "sen", "rep", "jr", "tzv", "npr", "god", "gđa", "sv", "ul", "br",
];

/// How many words a text has, counted as the excerpt rule counts them: runs without space that hold a letter or digit.
pub fn word_count(text: &str) -> usize {
    text.split_whitespace().filter(|piece| is_word(piece)).count()
}

fn is_word(piece: &str) -> bool {
    piece.chars().any(char::is_alphanumeric)
}

/// The opening of a text in at most 65 words.
pub fn excerpt(text: &str, language: &Tag) -> String {
    let pieces = pieces(text);
    let words = pieces.iter().filter(|piece| is_word(piece.text)).count();
    if words <= MOST {
        return written(&pieces);
    }
    let cuts = cuts(&pieces, language);
    let sentence = cuts.iter().rev().find(|cut| cut.sentence && cut.words >= ENOUGH && !cut.quotation.is_open());
    if let Some(cut) = sentence {
        return written(&pieces[..cut.pieces]);
    }
    let outside = cuts.iter().rev().find(|cut| !cut.quotation.is_open());
    if let Some(cut) = outside.filter(|cut| cut.words >= FEW) {
        return with_ellipsis(&pieces[..cut.pieces], "", language);
    }
    let Some(cut) = cuts.last() else {
        return String::new();
    };
    let closing: String = cut.quotation.closings().collect();
    with_ellipsis(&pieces[..cut.pieces], &closing, language)
}

/// A run of the text without spaces that break, and the space before it as it should be written.
struct Piece<'a> {
    space: &'static str,
    text: &'a str,
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut space = "";
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(Piece { space, text: piece });
        rest = after.trim_start();
        space = match after.strip_suffix(rest) {
            Some("\u{a0}") => "\u{a0}",
            Some("\u{202f}") => "\u{202f}",
            _ => " ",
        };
    }
    pieces
}

fn written(pieces: &[Piece<'_>]) -> String {
    pieces.iter().flat_map(|piece| [piece.space, piece.text]).collect()
}

/// A place where the text may end: after so many pieces.
struct Cut {
    pieces: usize,
    words: usize,
    sentence: bool,
    quotation: Open,
}

fn cuts(pieces: &[Piece<'_>], language: &Tag) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut quotation = Open::default();
    let mut words = 0;
    for (index, piece) in pieces.iter().enumerate() {
        words += usize::from(is_word(piece.text));
        if words > MOST {
            break;
        }
        piece.text.chars().for_each(|letter| quotation.take(letter));
        // A sign set apart by a space ("!", "»") belongs to the word before it.
        let next = pieces.get(index + 1);
        if opens(piece.text) || next.is_some_and(|next| !is_word(next.text) && !opens(next.text)) {
            continue;
        }
        let sentence = ends_sentence(pieces, index, next.map(|next| next.text), language);
        cuts.push(Cut { pieces: index + 1, words, sentence, quotation: quotation.clone() });
    }
    cuts
}

/// Signs that belong to what follows.
fn opens(piece: &str) -> bool {
    piece.chars().all(|letter| matches!(letter, '«' | '‹' | '„' | '(' | '[' | '–' | '—' | '-'))
}

fn is_closing(letter: char) -> bool {
    matches!(letter, '»' | '›' | '”' | '“' | '’' | '"' | ')' | ']')
}

fn ends_sentence(pieces: &[Piece<'_>], index: usize, next: Option<&str>, language: &Tag) -> bool {
    // « Non ! » he says: the mark may stand alone, and closing marks may follow it.
    let mut last = index;
    let mut core = "";
    while let Some(piece) = pieces.get(last) {
        core = piece.text.trim_end_matches(is_closing);
        if !core.is_empty() || last == 0 {
            break;
        }
        last -= 1;
    }
    if !core.ends_with(['.', '!', '?', '…', '።', '。']) {
        return false;
    }
    let Some(next) = next else { return true };
    let Some(first) = next.chars().find(|letter| letter.is_alphanumeric()) else {
        return true;
    };
    if first.is_lowercase() {
        return false;
    }
    if !core.ends_with('.') {
        return true;
    }
    let word = core.trim_end_matches('.').trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let lower = word.to_lowercase();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    let ordinal =
        matches!(language.primary(), "sr" | "hr" | "bs" | "de" | "sl" | "cs") && word.parse::<u32>().is_ok_and(|number| number <= 31);
    !(initial || ordinal || ABBREVIATED.contains(&lower.as_str()))
}

fn with_ellipsis(pieces: &[Piece<'_>], closing: &str, language: &Tag) -> String {
    let mut text = written(pieces);
    let kept = text
        .trim_end_matches(|letter: char| {
            letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '.' | '…' | '–' | '—' | '-' | '(' | '[' | '«' | '„')
        })
        .len();
    text.truncate(kept);
    text.push('…');
    for mark in closing.chars() {
        if mark == '»' && language.primary() == "fr" {
            text.push('\u{a0}');
        }
        text.push(mark);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn french(text: &str) -> String {
        excerpt(text, &Tag::parse("fr").unwrap())
    }

    fn mots(count: usize) -> String {
        vec!["mot"; count].join(" ")
    }

    #[test]
    fn a_short_text_is_whole() {
        assert_eq!(french("  Un texte\n court\u{a0}!  "), "Un texte court\u{a0}!");
        assert_eq!(french(&mots(65)), mots(65));
        assert_eq!(french(""), "");
    }

    #[test]
    fn a_sentence_that_ends_late_enough_ends_the_excerpt() {
        let text = format!("{}. Ensuite {}.", mots(40), mots(40));
        assert_eq!(french(&text), format!("{}.", mots(40)));
        let asked = format!("{}\u{a0}? Ensuite {}.", mots(40), mots(40));
        assert_eq!(french(&asked), format!("{}\u{a0}?", mots(40)));
    }

    #[test]
    fn otherwise_it_ends_on_a_word() {
        let text = format!("{}. Ensuite {}.", mots(20), mots(80));
        assert_eq!(french(&text), format!("{}. Ensuite {}…", mots(20), mots(44)));
        let comma = format!("{}, puis {}", mots(65), mots(9));
        assert_eq!(french(&comma), format!("{}…", mots(65)));
    }

    #[test]
    fn points_that_end_no_sentence() {
        for point in ["M. Dupont", "A. Vučić", "art. 5", "10.5 dinars"] {
            let text = format!("{} {point} {}", mots(40), mots(60));
            assert!(french(&text).ends_with('…'), "{point}");
        }
        let serbian = format!("{} 20. Septembra {}", mots(40), mots(60));
        assert!(excerpt(&serbian, &Tag::parse("sr-Latn").unwrap()).ends_with('…'));
    }

    #[test]
    fn a_quotation_is_never_left_open() {
        let before = format!("{} : « {}. Oui {} »", mots(30), mots(10), mots(40));
        assert_eq!(french(&before), format!("{}…", mots(30)));
        let ended = format!("{} « {}. » Ensuite {}", mots(30), mots(10), mots(60));
        assert_eq!(french(&ended), format!("{} « {}. »", mots(30), mots(10)));
        let whole = format!("« {} »", mots(100));
        assert_eq!(french(&whole), format!("« {}…\u{a0}»", mots(65)));
        let serbian = format!("„{}“", mots(100));
        assert_eq!(excerpt(&serbian, &Tag::parse("sr-Latn").unwrap()), format!("„{}…“", mots(65)));
    }

    proptest! {
        #[test]
        fn never_too_long_never_open(text in "([a-zé]{1,8}(\\.|,| »|»|”|“)? (« |«|“|„)?){0,160}") {
            let made = french(&text);
            prop_assert!(word_count(&made) <= MOST);
            if word_count(&text) > MOST {
                let mut quotation = Open::default();
                made.chars().for_each(|letter| quotation.take(letter));
                prop_assert!(!quotation.is_open(), "{}", made);
                prop_assert!(made.ends_with(['.', '…', '»', '”', '“']));
            }
        }
    }
}
