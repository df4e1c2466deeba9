//! Greek letters to the Latin ones that newspapers write (ELOT 743): Τσίπρας is found as Tsipras.
//!
//! Invariant: output is plain ASCII; marks are ignored but for the dialytika, which keeps two vowels apart.

use unicode_normalization::UnicodeNormalization;

const DIALYTIKA: char = '\u{308}';

/// Whether a letter is Greek.
pub(crate) fn is_greek(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

/// A letter without its marks, and whether one of them was a dialytika.
fn bare(letter: char) -> (char, bool) {
    let mut parts = std::iter::once(letter).nfd();
    let base = parts.next().unwrap_or(letter);
    let base = if base == 'ς' { 'σ' } else { base };
    (base, parts.any(|part| part == DIALYTIKA))
}

/// The Latin letters of the first lower-case letter or pair of `word`, and how many letters that was. `first` says that
/// the word begins here. `None` for a sign that stays as it is.
pub(crate) fn spell(word: &[char], first: bool) -> Option<(&'static str, usize)> {
    let base = bare(*word.first()?).0;
    let second = word.get(1).map(|&letter| bare(letter)).filter(|(_, apart)| !apart).map(|(letter, _)| letter);
    let pair = match (base, second) {
        ('ο', Some('υ')) => Some("ou"),
        ('α', Some('υ')) => Some(if voiced(word) { "av" } else { "af" }),
        ('ε', Some('υ')) => Some(if voiced(word) { "ev" } else { "ef" }),
        ('γ', Some('γ')) => Some("ng"),
        ('γ', Some('ξ')) => Some("nx"),
        ('γ', Some('χ')) => Some("nch"),
        ('μ', Some('π')) => Some(if first { "b" } else { "mp" }),
        _ => None,
    };
    if let Some(pair) = pair {
        return Some((pair, 2));
    }
    let one = match base {
        'α' => "a",
        'β' => "v",
        'γ' => "g",
        'δ' => "d",
        'ε' => "e",
        'ζ' => "z",
        'η' | 'ι' => "i",
        'θ' => "th",
        'κ' => "k",
        'λ' => "l",
        'μ' => "m",
        'ν' => "n",
        'ξ' => "x",
        'ο' | 'ω' => "o",
        'π' => "p",
        'ρ' => "r",
        'σ' => "s",
        'τ' => "t",
        'υ' => "y",
        'φ' => "f",
        'χ' => "ch",
        'ψ' => "ps",
        _ => return None,
    };
    Some((one, 1))
}

/// Whether αυ or ευ at the beginning of `word` is spoken with a v: before a vowel or a voiced consonant.
fn voiced(word: &[char]) -> bool {
    word.get(2).is_some_and(|&letter| "αεηιουωβγδζλμνρ".contains(bare(letter).0))
}

#[cfg(test)]
mod tests {
    use crate::fold_simple;

    #[test]
    fn names_are_spelt_as_newspapers_do() {
        for (greek, latin) in [
            ("Τσίπρας", "tsipras"),
            ("ΤΣΙΠΡΑΣ", "tsipras"),
            ("Μητσοτάκης", "mitsotakis"),
            ("Παπανδρέου", "papandreou"),
            ("Βαρουφάκης", "varoufakis"),
            ("Μπακογιάννη", "bakogianni"),
            ("Ευκλείδης", "efkleidis"),
            ("Ευάγγελος", "evangelos"),
            ("Αθήνα", "athina"),
            ("Κεραμέως", "kerameos"),
            ("Μαΐου", "maiou"),
            ("Θεσσαλονίκη", "thessaloniki"),
        ] {
            assert_eq!(fold_simple(greek), latin, "{greek}");
        }
    }
}
