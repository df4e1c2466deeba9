//! The analyser: a text's words as search compares them, each with the place it came from.
//!
//! Guarantees: `start..end` are character boundaries of the given text and cover what a highlight should mark;
//! positions count words and never go back; a word's other spellings share its position. Texts and queries are folded by
//! the same code, so what is written in one spelling is found in the others.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    Tag,
    fold::{Mapped, forms_of, normalise},
};

/// Why a token exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A word in its usual folded spelling: one per word.
    Word,
    /// Another spelling of the word at the same position.
    Alternative,
    /// The parts of a hyphenated word joined, at the position of the first.
    Joined,
}

/// One folded word and where it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The folded word.
    pub text: String,
    /// First byte in the source.
    pub start: usize,
    /// Byte after the last in the source.
    pub end: usize,
    /// Number of the word in the text.
    pub position: usize,
    /// Why the token exists.
    pub kind: Kind,
}

/// French particles that lose their vowel before an apostrophe; folded.
const ELIDED: [&str; 14] = ["l", "d", "j", "m", "t", "s", "n", "c", "ç", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"];

/// A word of the source: its normalised letters and their places.
#[derive(Debug, PartialEq)]
struct Word<'a> {
    letters: &'a [Mapped],
    start: usize,
    end: usize,
    /// A single hyphen stands between the word before and this one.
    hyphenated: bool,
}

/// The words of a text in a language.
pub fn analyse(text: &str, language: &Tag) -> Vec<Token> {
    let mapped = normalise(text);
    let words = split(&mapped);
    tokens(&words, language, |_| true)
}

/// Where each word of a text stands, the first of a hyphenated word to the end of all its parts; and the tokens of at least those
/// words whose folded spelling begins with one of `initials`: folding what is not looked for is most of the work.
pub fn analyse_beginning(text: &str, language: &Tag, initials: &[char]) -> (Vec<Range<usize>>, Vec<Token>) {
    let mapped = normalise(text);
    let words = split(&mapped);
    let may = |word: &Word<'_>| match word.letters.first().map(|mapped| mapped.letter) {
        Some(letter) if letter.is_ascii_alphanumeric() => initials.contains(&letter.to_ascii_lowercase()),
        _ => true,
    };
    let place = |position: usize| {
        let last = hyphen_group(&words, position).last();
        words[position].start..last.map_or(words[position].end, |last| last.end)
    };
    ((0..words.len()).map(place).collect(), tokens(&words, language, may))
}

fn tokens(words: &[Word<'_>], language: &Tag, may: impl Fn(&Word<'_>) -> bool) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(words.len() / 8);
    for (position, word) in words.iter().enumerate().filter(|(_, word)| may(word)) {
        for (index, text) in forms_of(word.letters, Some(language.primary())).into_iter().enumerate() {
            let kind = if index == 0 { Kind::Word } else { Kind::Alternative };
            tokens.push(Token { text, start: word.start, end: word.end, position, kind });
        }
        if word.hyphenated {
            continue;
        }
        let group = hyphen_group(words, position);
        if let [_, .., last] = group {
            let text = joined(group, Some(language.primary()));
            tokens.push(Token { text, start: word.start, end: last.end, position, kind: Kind::Joined });
        }
    }
    tokens
}

/// The words somebody looks for, each with every spelling it may have in a text. A spelling with spaces is a phrase:
/// its words follow one another.
pub fn analyse_query(text: &str) -> Vec<Vec<String>> {
    let mapped = normalise(text);
    let words = split(&mapped);
    let mut found = Vec::new();
    for (position, word) in words.iter().enumerate() {
        if word.hyphenated {
            continue;
        }
        let group = hyphen_group(&words, position);
        if group.len() == 1 {
            found.push(forms_of(word.letters, None));
            continue;
        }
        let phrase: Vec<String> = group.iter().filter_map(|word| forms_of(word.letters, None).into_iter().next()).collect();
        found.push(vec![joined(group, None), phrase.join(" ")]);
    }
    found.retain(|spellings| !spellings.is_empty());
    found
}

/// The words of a text by UAX 29, as they are written.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.unicode_words()
}

fn hyphen_group<'a, 'b>(words: &'b [Word<'a>], first: usize) -> &'b [Word<'a>] {
    let following = words[first + 1..].iter().take_while(|word| word.hyphenated).count();
    &words[first..=first + following]
}

fn joined(group: &[Word<'_>], language: Option<&str>) -> String {
    group.iter().filter_map(|word| forms_of(word.letters, language).into_iter().next()).collect()
}

fn split(mapped: &[Mapped]) -> Vec<Word<'_>> {
    let mut words = Words::default();
    for part in mapped.split_inclusive(|mapped| mapped.letter == ' ') {
        let (part, spaced) = match part {
            [rest @ .., last] if last.letter == ' ' => (rest, true),
            _ => (part, false),
        };
        match simple(part) {
            Some(letters) => words.segment(letters),
            None => words.by_rules(part),
        }
        if spaced {
            words.end();
        }
    }
    words.found
}

/// What stands between two spaces, when it plainly is one word, and signs after it: most of a text in Latin letters. The
/// rules of UAX 29 would find the same word, at ten times the cost.
fn simple(part: &[Mapped]) -> Option<&[Mapped]> {
    let is_letter = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, 'À'..='ɏ' if letter != '×' && letter != '÷');
    let length = part.iter().take_while(|mapped| is_letter(mapped.letter)).count();
    let (word, signs) = part.split_at(length);
    (length > 0 && signs.iter().all(|mapped| matches!(mapped.letter, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '»'))).then_some(word)
}

/// The words of a text as they are found, segment by segment.
#[derive(Default)]
struct Words<'a> {
    found: Vec<Word<'a>>,
    after_hyphen: bool,
    after_word: bool,
}

impl<'a> Words<'a> {
    /// Takes what is held together by UAX 29.
    fn by_rules(&mut self, part: &'a [Mapped]) {
        let normal: String = part.iter().map(|mapped| mapped.letter).collect();
        let mut rest = part;
        for segment in normal.split_word_bounds() {
            let (letters, following) = rest.split_at(segment.chars().count());
            self.segment(letters);
            rest = following;
        }
    }

    fn segment(&mut self, letters: &'a [Mapped]) {
        if !letters.iter().any(|mapped| mapped.letter.is_alphanumeric()) {
            let is_hyphen = matches!(letters, [only] if matches!(only.letter, '-' | '\u{2010}'));
            self.after_hyphen = self.after_word && is_hyphen;
            self.after_word = false;
            return;
        }
        for letters in sentences(letters) {
            let letters = without_possessive(without_elision(letters));
            if let (Some(first), Some(last)) = (letters.first(), letters.last()) {
                self.found.push(Word { letters, start: first.start, end: last.end, hyphenated: self.after_hyphen });
            }
            self.after_hyphen = false;
        }
        self.after_word = true;
    }

    /// Nothing holds together across a space.
    fn end(&mut self) {
        (self.after_hyphen, self.after_word) = (false, false);
    }
}

/// Where a space after a full stop or a colon was forgotten, two words stand as one; an abbreviation (U.S.A.) stays whole.
fn sentences(letters: &[Mapped]) -> Vec<&[Mapped]> {
    let is_stop = |mapped: &Mapped| matches!(mapped.letter, '.' | ':');
    let is_number = |mapped: &Mapped| mapped.letter.is_numeric();
    if !letters.iter().any(is_stop) || letters.iter().any(is_number) {
        return vec![letters];
    }
    let parts: Vec<&[Mapped]> = letters.split(is_stop).filter(|part| !part.is_empty()).collect();
    if parts.iter().all(|part| part.len() == 1) { vec![letters] } else { parts }
}

/// « l'Europe » is found as Europe. « aujourd'hui » is one word.
fn without_elision(letters: &[Mapped]) -> &[Mapped] {
    let Some(apostrophe) = letters.iter().take(7).position(|mapped| mapped.letter == '\'') else {
        return letters;
    };
    let particle: String = letters[..apostrophe].iter().flat_map(|mapped| mapped.letter.to_lowercase()).collect();
    let rest = &letters[apostrophe + 1..];
    if ELIDED.contains(&particle.as_str()) && rest.iter().any(|mapped| mapped.letter.is_alphanumeric()) {
        return rest;
    }
    letters
}

/// "Vučić's" is found as Vučić.
fn without_possessive(letters: &[Mapped]) -> &[Mapped] {
    match letters {
        [rest @ .., apostrophe, s] if apostrophe.letter == '\'' && matches!(s.letter, 's' | 'S') && !rest.is_empty() => rest,
        _ => letters,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found(text: &str, language: &str) -> Vec<String> {
        analyse(text, &Tag::parse(language).unwrap()).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_are_folded() {
        for (text, language, expected) in [
            ("L’œuvre d’Ana, aujourd'hui", "fr", vec!["oeuvre", "ana", "aujourdhui"]),
            ("Aleksandar Vučić's visit", "en", vec!["aleksandar", "vucic", "visit"]),
            ("Ђоковић победио", "sr-Cyrl", vec!["djokovic", "dokovic", "pobedio"]),
            ("peut-être", "fr", vec!["peut", "peutetre", "etre"]),
            ("Kosovo – Serbie", "fr", vec!["kosovo", "serbie"]),
            ("U.S.A. 2024", "en", vec!["usa", "2024"]),
            ("la fin.Le jour, dit-il:non, 12.500", "fr", vec!["la", "fin", "le", "jour", "dit", "ditil", "il", "non", "12500"]),
            ("jusqu’à lorsqu'il", "fr", vec!["a", "il"]),
            ("über Straße", "de", vec!["uber", "ueber", "strasse"]),
            ("", "fr", vec![]),
        ] {
            assert_eq!(found(text, language), expected, "{text}");
        }
    }

    #[test]
    fn offsets_point_into_the_source() {
        let text = "Selon l’é\u{301}tat-major, «\u{a0}Đo\u{ad}ković\u{a0}»";
        let tokens = analyse(text, &Tag::parse("fr").unwrap());
        let seen: Vec<_> = tokens.iter().map(|token| (token.text.as_str(), &text[token.start..token.end])).collect();
        assert_eq!(
            seen,
            [
                ("selon", "Selon"),
                ("etat", "é\u{301}tat"),
                ("etatmajor", "é\u{301}tat-major"),
                ("major", "major"),
                ("djokovic", "Đo\u{ad}ković"),
                ("dokovic", "Đo\u{ad}ković"),
            ]
        );
    }

    #[test]
    fn each_spelling_of_a_name_finds_the_others() {
        let groups: [&[&str]; 4] = [
            &["Đoković", "Djoković", "Djokovic", "Ђоковић"],
            &["Lajçak", "Lajčák", "Lajcak"],
            &["Vučić", "Vucic", "Вучић", "VUČIĆ"],
            &["œuvre", "oeuvre", "Œuvre"],
        ];
        for group in groups {
            for query in group {
                let spellings = analyse_query(query).concat();
                for text in group {
                    let language = if text.starts_with(['Ђ', 'В']) { "sr-Cyrl" } else { "fr" };
                    assert!(found(text, language).iter().any(|token| spellings.contains(token)), "{query} in {text}");
                    assert!(found(text, "fr").iter().any(|token| spellings.contains(token)), "{query} in French {text}");
                }
            }
        }
    }

    #[test]
    fn a_hyphenated_query_is_joined_or_a_phrase() {
        assert_eq!(analyse_query("porte-monnaie volé"), [vec!["portemonnaie", "porte monnaie"], vec!["vole"]]);
    }

    proptest! {
        #[test]
        fn the_short_way_finds_what_the_rules_find(text in "[a-zéčßА-Я0-9 .,:;!?'’»«_()\u{301}-]{0,60}") {
            let mapped = normalise(&text);
            let mut ruled = Words::default();
            ruled.by_rules(&mapped);
            prop_assert_eq!(split(&mapped), ruled.found);
        }

        #[test]
        fn what_begins_otherwise_may_be_left_out(text in "[a-zéčœđßА-Я0-9 .,'_-]{0,60}", initials in proptest::collection::vec(proptest::char::range('a', 'z'), 0..4)) {
            let tag = Tag::parse("fr").unwrap();
            let begins = |token: &Token| token.text.starts_with(initials.as_slice());
            let all = analyse(&text, &tag);
            let (places, some) = analyse_beginning(&text, &tag, &initials);
            prop_assert_eq!(all.iter().filter(|token| begins(token)).collect::<Vec<_>>(), some.iter().filter(|token| begins(token)).collect::<Vec<_>>());
            prop_assert_eq!(places.len(), all.last().map_or(0, |token| token.position + 1));
            for token in &all {
                prop_assert_eq!(places[token.position].start, token.start);
                prop_assert!(token.end <= places[token.position].end);
            }
        }

        #[test]
        fn offsets_are_on_character_boundaries(text in "\\PC{0,60}|[a-zéœß’'ьжђ\u{301}\u{ad} -]{0,60}") {
            let mut last = 0;
            for token in analyse(&text, &Tag::parse("fr").unwrap()) {
                prop_assert!(text.get(token.start..token.end).is_some_and(|slice| !slice.is_empty()));
                prop_assert!(token.position >= last);
                prop_assert!(!token.text.is_empty());
                last = token.position;
            }
        }

        #[test]
        fn a_text_is_found_by_itself(text in "[a-zčćžšđéœß]{1,12}") {
            let spellings = analyse_query(&text).concat();
            prop_assert!(found(&text, "fr").iter().any(|token| spellings.contains(token)));
        }
    }
}
