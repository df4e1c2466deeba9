//! The terms of a text: each folded word once, by a number of its own, with how often it occurs and how it is written.

use std::collections::HashMap;

use language::{Kind, Tag, analyse};

use super::Text;

/// How often each word of the headline counts.
const HEADLINE: u32 = 2;

/// A term of a text.
#[derive(Debug, Clone)]
pub(super) struct Term {
    /// The folded word, hashed: no two words of a newsroom share one.
    pub(super) hash: u64,
    /// How often it occurs.
    pub(super) count: u32,
    /// The word as this text writes it.
    pub(super) surface: String,
}

/// FNV-1a: the same in every version of the program, since it is written to disk.
pub(super) fn fnv(bytes: &[u8], begun: u64) -> u64 {
    bytes.iter().fold(begun, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Where a hash begins.
pub(super) const BEGIN: u64 = 0xcbf2_9ce4_8422_2325;

/// The terms of a text, in the order in which they occur first.
pub(super) fn terms(text: &Text<'_>) -> Vec<Term> {
    let mut at: HashMap<u64, usize> = HashMap::new();
    let mut found: Vec<Term> = Vec::new();
    for (part, times) in [(text.headline, HEADLINE), (text.text, 1)] {
        for token in analyse(part, text.language).into_iter().filter(|token| token.kind == Kind::Word) {
            let hash = fnv(token.text.as_bytes(), BEGIN);
            let surface = part.get(token.start..token.end).unwrap_or(&token.text);
            match at.get(&hash) {
                Some(&at) => {
                    found[at].count += times;
                    if is_shouted(&found[at].surface) && !is_shouted(surface) {
                        surface.clone_into(&mut found[at].surface);
                    }
                }
                None => {
                    at.insert(hash, found.len());
                    found.push(Term { hash, count: times, surface: surface.to_owned() });
                }
            }
        }
    }
    found
}

/// Written in capitals only, as headlines sometimes are.
pub(super) fn is_shouted(word: &str) -> bool {
    word.chars().nth(1).is_some() && !word.chars().any(char::is_lowercase)
}

/// Changes whenever the analyser treats one of a few telling words otherwise: what was computed before is then worth nothing.
pub(super) fn fingerprint() -> u64 {
    let samples = [
        ("fr", "L’œuvre d’aujourd’hui, jusqu’à Vučić-Đoković ; État, porte-parole, 12 000 €, COVID-19"),
        ("sr", "Вучић и Ђоковић у Приштини, Djoković, Lajčák"),
        ("de", "Straße, Äpfel, Düsseldorf"),
        ("sq", "Gjykata në Prishtinë, Lajçak, Kurti"),
        ("tr", "İstanbul, ılık, Erdoğan"),
    ];
    let mut hash = BEGIN;
    for (language, sample) in samples {
        let Ok(tag) = Tag::parse(language) else {
            continue;
        };
        for token in analyse(sample, &tag).into_iter().filter(|token| token.kind == Kind::Word) {
            hash = fnv(b"\n", fnv(token.text.as_bytes(), hash));
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_headline_counts_twice_and_words_keep_their_face() {
        let language = Tag::parse("fr").unwrap();
        let text = Text { id: 1, language: &language, date: 0, headline: "VUČIĆ à Paris", text: "Vučić l’a dit : vučić." };
        let found = terms(&text);
        let vucic = &found[0];
        assert_eq!((vucic.count, vucic.surface.as_str()), (4, "Vučić"));
        assert_eq!(found.iter().find(|term| term.surface == "Paris").map(|term| term.count), Some(2));
    }
}
