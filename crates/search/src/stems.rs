//! Words without their endings: « élections » is found by « élection », «Vučića» by «Vučić».
//!
//! Guarantees: text and query are cut by the same rule, after folding, so a query without accents meets the same stem. A
//! stem never stands in for a word in the other fields: it is a field of its own that counts less, so what is written
//! as it was typed comes first. A language without rules has no stems and loses nothing.

use frostem::{Algorithm, Stemmer};
use language::{Kind, Tag, Token, analyse};

/// Shorter words are left as they are.
const SHORTEST: usize = 4;

/// The rules of a language. Those whose letters are folded to Latin ones (Russian, Greek) or lose what their rules need
/// (Turkish) have none; Albanian has none that are known.
pub(crate) fn stemmer(primary: &str) -> Option<Stemmer> {
    let algorithm = match primary {
        "fr" => Algorithm::French,
        "sr" | "bs" | "hr" | "sh" | "cnr" => Algorithm::Serbian,
        "en" => Algorithm::English,
        "de" => Algorithm::German,
        "es" => Algorithm::Spanish,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "sv" => Algorithm::Swedish,
        _ => return None,
    };
    Some(Stemmer::new(algorithm))
}

/// The stem of a folded word; `None` for a word too short, a figure, a phrase.
pub(crate) fn stem(stemmer: &Stemmer, folded: &str) -> Option<String> {
    let fits = folded.chars().count() >= SHORTEST && folded.chars().all(char::is_alphabetic);
    fits.then(|| stemmer.stem(folded).into_owned())
}

/// The stems of a text where its words stand.
pub(crate) fn of_text(text: &str, language: &Tag) -> Vec<Token> {
    let Some(stemmer) = stemmer(language.primary()) else { return Vec::new() };
    let words = analyse(text, language).into_iter().filter(|token| token.kind == Kind::Word);
    words.filter_map(|token| Some(Token { text: stem(&stemmer, &token.text)?, ..token })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str, language: &str) -> Vec<String> {
        of_text(text, &Tag::parse(language).unwrap()).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn endings_are_cut_the_same_with_and_without_accents_and_in_both_scripts() {
        for (language, one, other) in [
            ("fr", "élections européennes", "election europeenne"),
            ("fr", "les députés européens", "un depute europeen"),
            ("sr-Cyrl", "Вучића Београду", "Vucic Beograd"),
            ("de", "Häuser", "hauser"),
            ("en", "negotiations", "negotiation"),
        ] {
            assert_eq!(stems(one, language), stems(other, language), "{one}");
        }
    }

    #[test]
    fn short_words_figures_and_languages_without_rules_have_none() {
        assert_eq!(stems("UE, 2024, F16", "fr"), Vec::<String>::new());
        assert_eq!(stems("zgjedhjet", "sq"), Vec::<String>::new());
    }
}
