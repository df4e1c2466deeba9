//! Highlights: the words found, marked in the text as it was written.
//!
//! Guarantees: the fragments joined are the text, or for a passage a part of it cut between words, with « … » where it
//! was cut. A mark covers whole words with what is written onto them (l’œuvre, porte-monnaie), so that nobody hears a
//! word in two pieces. Nothing is escaped here: who shows it does that.

use std::{collections::HashSet, ops::Range};

use language::{Kind, Tag, Token, analyse_beginning};

use crate::{query::Surfaces, stems};

/// Words a passage shows at most.
const PASSAGE_WORDS: usize = 40;
/// Words it shows before the first one found.
const LEAD_IN: usize = 8;

/// A piece of text, marked or not.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Fragment {
    /// The piece as it was written.
    pub text: String,
    /// Whether it is a word that was looked for.
    pub marked: bool,
}

/// The folded words to mark, and the stems.
pub(crate) struct Sought {
    words: HashSet<String>,
    stems: HashSet<String>,
    /// What words with these stems begin with: of no other need the stem be looked at.
    stem_initials: Vec<char>,
    /// What any of them begins with.
    initials: Vec<char>,
}

impl Sought {
    /// From every folded form looked for, and from words with their stems.
    pub(crate) fn new<'a>(spellings: impl Iterator<Item = &'a str>, stems: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let words: HashSet<String> = spellings.flat_map(|spelling| spelling.split(' ')).map(str::to_owned).collect();
        let (stems, initials): (HashSet<String>, Vec<Option<char>>) =
            stems.map(|(word, stem)| (stem.to_owned(), word.chars().next())).unzip();
        let stem_initials: Vec<char> = initials.into_iter().flatten().collect();
        let mut initials: Vec<char> = words.iter().filter_map(|word| word.chars().next()).chain(stem_initials.iter().copied()).collect();
        initials.sort_unstable();
        initials.dedup();
        Self { words, stems, stem_initials, initials }
    }

    /// The whole text, its words marked.
    pub(crate) fn mark(&self, text: &str, language: &Tag, surfaces: &mut Surfaces) -> Vec<Fragment> {
        let (_, found) = self.found(text, language, surfaces);
        self.fragments(text, 0..text.len(), &found)
    }

    /// The passage with the most different words found; the opening if there is none.
    pub(crate) fn passage(&self, text: &str, language: &Tag, surfaces: &mut Surfaces) -> Vec<Fragment> {
        let (places, found) = self.found(text, language, surfaces);
        if places.is_empty() {
            return Vec::new();
        }
        let best = found.iter().enumerate().max_by_key(|(index, first)| {
            let window = found[*index..].iter().take_while(|token| token.position < first.position + PASSAGE_WORDS - LEAD_IN);
            let different: HashSet<&str> = window.map(|token| token.text.as_str()).collect();
            // Of equals the first.
            (different.len(), std::cmp::Reverse(*index))
        });
        let mut from = best.map_or(0, |(_, token)| token.position.saturating_sub(LEAD_IN));
        if places.len() <= PASSAGE_WORDS {
            from = 0;
        }
        let shown = places.get(from..places.len().min(from + PASSAGE_WORDS)).unwrap_or_default();
        let start = if from == 0 { 0 } else { shown.first().map_or(0, |place| place.start) };
        let cut = from + PASSAGE_WORDS < places.len();
        let end = shown.iter().map(|place| place.end).max().filter(|_| cut).unwrap_or(text.len());
        let inside: Vec<Token> = found.into_iter().filter(|token| token.start >= start && token.end <= end).collect();
        let mut fragments = self.fragments(text, start..end, &inside);
        if start > 0 {
            fragments.insert(0, plain("… "));
        }
        if end < text.len() {
            fragments.push(plain("…"));
        }
        fragments
    }

    /// Where each word stands, and the words looked for.
    fn found(&self, text: &str, language: &Tag, surfaces: &mut Surfaces) -> (Vec<Range<usize>>, Vec<Token>) {
        let stemmer = stems::stemmer(language.primary()).filter(|_| !self.stems.is_empty());
        let by_stem = |token: &Token| {
            if !token.text.starts_with(self.stem_initials.as_slice()) {
                return false;
            }
            let stem = stemmer.as_ref().filter(|_| token.kind == Kind::Word).and_then(|stemmer| stems::stem(stemmer, &token.text));
            stem.is_some_and(|stem| self.stems.contains(&stem))
        };
        let (places, mut tokens) = analyse_beginning(text, language, &self.initials);
        tokens.retain(|token| {
            let as_it_is = self.words.contains(&token.text);
            if as_it_is {
                surfaces.note(&token.text, text.get(token.start..token.end).unwrap_or_default());
            }
            as_it_is || by_stem(token)
        });
        (places, tokens)
    }

    fn fragments(&self, text: &str, range: Range<usize>, found: &[Token]) -> Vec<Fragment> {
        let mut fragments = Vec::new();
        let mut at = range.start;
        for token in found {
            if token.start < at {
                continue;
            }
            let word = whole(text, token, at, range.end);
            if let Some(between) = text.get(at..word.start).filter(|between| !between.is_empty()) {
                fragments.push(plain(between));
            }
            at = word.end;
            if let Some(word) = text.get(word) {
                fragments.push(Fragment { text: word.to_owned(), marked: true });
            }
        }
        if let Some(rest) = text.get(at..range.end).filter(|rest| !rest.is_empty()) {
            fragments.push(plain(rest));
        }
        fragments
    }
}

/// The word with what is written onto it by an apostrophe or a hyphen, within `from..to`.
fn whole(text: &str, token: &Token, from: usize, to: usize) -> Range<usize> {
    let before = text.get(from..token.start).unwrap_or_default();
    let after = text.get(token.end..to).unwrap_or_default();
    let left: usize = attached(before.chars().rev()).map(char::len_utf8).sum();
    let right: usize = attached(after.chars()).map(char::len_utf8).sum();
    token.start - left..token.end + right
}

/// The letters next to a word that belong to it; a sign counts only between letters.
fn attached(letters: impl Iterator<Item = char> + Clone) -> impl Iterator<Item = char> {
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}');
    let is_sign = |letter: char| matches!(letter, '\'' | '’' | '‘' | 'ʼ' | '-' | '\u{2010}' | '\u{2011}');
    let mut taken = 0;
    let mut sign = false;
    for (index, letter) in letters.clone().enumerate() {
        match (is_part(letter), is_sign(letter)) {
            (true, _) => (taken, sign) = (index + 1, false),
            (_, true) if !sign => sign = true,
            _ => break,
        }
    }
    letters.take(taken)
}

fn plain(text: &str) -> Fragment {
    Fragment { text: text.to_owned(), marked: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fragments: &[Fragment]) -> String {
        fragments.iter().map(|fragment| if fragment.marked { format!("[{}]", fragment.text) } else { fragment.text.clone() }).collect()
    }

    fn sought(words: &[&str]) -> Sought {
        Sought::new(words.iter().copied(), std::iter::empty())
    }

    #[test]
    fn words_are_marked_as_written() {
        let french = Tag::parse("fr").unwrap();
        let marked = sought(&["vucic", "oeuvre"]).mark("L’œuvre de Vučić, dit-on, l'ex-œuvre-là", &french, &mut Surfaces::default());
        assert_eq!(shown(&marked), "[L’œuvre] de [Vučić], dit-on, [l'ex-œuvre-là]");
        assert_eq!(shown(&sought(&[]).mark("Rien", &french, &mut Surfaces::default())), "Rien");
    }

    #[test]
    fn a_word_with_another_ending_is_marked() {
        let french = Tag::parse("fr").unwrap();
        let marked = Sought::new(std::iter::once("election"), std::iter::once(("election", "elect")));
        let shown = shown(&marked.mark("Les élections, l’élection, l’élite", &french, &mut Surfaces::default()));
        assert_eq!(shown, "Les [élections], [l’élection], l’élite");
    }

    #[test]
    fn a_stem_may_begin_with_another_letter_than_its_word() {
        let serbian = Tag::parse("sr-Latn").unwrap();
        let stemmer = stems::stemmer("sr").unwrap();
        let stem = stems::stem(&stemmer, "djacki").unwrap();
        assert!(!stem.starts_with('d'), "{stem}");
        let marked = Sought::new(std::iter::once("djacki"), std::iter::once(("djacki", stem.as_str())));
        assert_eq!(shown(&marked.mark("Đačkog doma", &serbian, &mut Surfaces::default())), "[Đačkog] doma");
    }

    #[test]
    fn a_passage_shows_the_words_together() {
        let french = Tag::parse("fr").unwrap();
        let filler = "mot ".repeat(60);
        let text = format!("Kurti seul. {filler}Ici Kurti rencontre Vučić. {filler}");
        let passage = shown(&sought(&["kurti", "vucic"]).passage(&text, &french, &mut Surfaces::default()));
        assert!(passage.starts_with("… mot"), "{passage}");
        assert!(passage.contains("Ici [Kurti] rencontre [Vučić]. mot"), "{passage}");
        assert!(passage.ends_with("mot…"), "{passage}");
        assert_eq!(shown(&sought(&["x"]).passage("Un texte court.", &french, &mut Surfaces::default())), "Un texte court.");
    }
}
