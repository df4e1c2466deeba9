//! Folding: the one spelling under which all spellings of a word meet.
//!
//! Guarantees: NFKC first, case folded, marks removed, letters that no decomposition reaches (đ, ø, œ, ß...) written
//! out. Folding a folded text changes nothing.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
use unicode_segmentation::UnicodeSegmentation;

use crate::{
    cyrillic::{Table, is_cyrillic},
    greek,
};

/// One character of a normalised text and the bytes of the source that it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mapped {
    pub(crate) letter: char,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// How letters with two customary spellings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    /// đ as dj, ü as u.
    Usual,
    /// đ as d.
    BareD,
    /// ü as ue, ø as oe, å as aa.
    Umlaut,
    /// Macedonian ѓ and ќ as gj and kj.
    Gj,
}

impl Spelling {
    /// The spellings that make a difference to a lower-case word, the usual one first.
    fn of(word: &[char]) -> impl Iterator<Item = Spelling> {
        let has = |spelling: fn(char) -> bool| word.iter().any(|&letter| spelling(letter));
        let others = [
            (Spelling::BareD, has(|letter| matches!(letter, 'đ' | 'ð' | 'ђ' | 'ѓ'))),
            (Spelling::Umlaut, has(|letter| matches!(letter, 'ä' | 'ö' | 'ü' | 'ø' | 'å'))),
            (Spelling::Gj, has(|letter| matches!(letter, 'ѓ' | 'ќ'))),
        ];
        std::iter::once(Spelling::Usual).chain(others.into_iter().filter(|(_, differs)| *differs).map(|(spelling, _)| spelling))
    }
}

/// Soft hyphens, zero-width characters and marks of direction: invisible, never part of a word.
fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Every sign that people type as an apostrophe.
pub(crate) fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '′' | '‛' | '＇' | '`' | '´')
}

/// Most text is this: letters that NFKC leaves as they are, and that nothing in ASCII belongs to (but LF to CR).
fn stands_alone(letter: char) -> bool {
    match letter {
        '\r' => false,
        'Ĳ' | 'ĳ' | 'Ŀ' | 'ŀ' | 'ŉ' => false,
        _ => letter.is_ascii() || matches!(letter, 'À'..='ž'),
    }
}

/// NFKC with the source kept in sight: invisible characters dropped, apostrophes made one.
pub(crate) fn normalise(text: &str) -> Vec<Mapped> {
    let mut mapped = Vec::with_capacity(text.len());
    let mut push = |letter: char, start: usize, end: usize| {
        if is_invisible(letter) {
            return;
        }
        let letter = if is_apostrophe(letter) { '\'' } else { letter };
        mapped.push(Mapped { letter, start, end });
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let start = text.len() - rest.len();
        let following = rest.as_bytes().get(first.len_utf8());
        if stands_alone(first) && following.is_none_or(u8::is_ascii) {
            rest = &rest[first.len_utf8()..];
            push(first, start, start + first.len_utf8());
            continue;
        }
        let cluster = rest.graphemes(true).next().unwrap_or(rest);
        rest = &rest[cluster.len()..];
        let end = start + cluster.len();
        // A lone acute accent would decompose to a space and a mark.
        if let Some(only) = cluster.chars().next().filter(|only| only.len_utf8() == cluster.len() && is_apostrophe(*only)) {
            push(only, start, end);
            continue;
        }
        cluster.nfkc().for_each(|letter| push(letter, start, end));
    }
    mapped
}

/// Lower case, final sigma as sigma.
pub(crate) fn lower(letter: char) -> impl Iterator<Item = char> {
    letter.to_lowercase().map(|letter| if letter == 'ς' { 'σ' } else { letter })
}

/// The folded letters of one word (normalised, any case), added to `out`. Signs that are no letter or digit stay.
pub(crate) fn fold_word(word: &[char], table: Table, spelling: Spelling, out: &mut String) {
    let shortened = if table.short_ending(word) { word.len() - 2 } else { word.len() };
    let mut at = 0;
    while at < shortened {
        let letter = word[at];
        match greek::is_greek(letter).then(|| greek::spell(&word[at..], at == 0)).flatten() {
            Some((latin, letters)) => {
                out.push_str(latin);
                at += letters;
            }
            None => {
                fold_letter(letter, table, spelling, out);
                at += 1;
            }
        }
    }
    if shortened < word.len() {
        out.push('y');
    }
}

fn fold_letter(letter: char, table: Table, spelling: Spelling, out: &mut String) {
    if letter.is_ascii() {
        out.push(letter.to_ascii_lowercase());
        return;
    }
    for letter in lower(letter) {
        if is_cyrillic(letter) {
            match (letter, spelling) {
                ('ђ' | 'ѓ', Spelling::BareD) => out.push('d'),
                ('ѓ', Spelling::Gj) => out.push_str("gj"),
                ('ќ', Spelling::Gj) => out.push_str("kj"),
                _ => match table.letter(letter) {
                    Some(latin) => out.push_str(latin),
                    None => push_cyrillic(letter, table, out),
                },
            }
            continue;
        }
        let written = match (letter, spelling) {
            ('đ' | 'ð', Spelling::BareD) => "d",
            ('đ' | 'ð', _) => "dj",
            ('ä', Spelling::Umlaut) => "ae",
            ('ö' | 'ø', Spelling::Umlaut) => "oe",
            ('å', Spelling::Umlaut) => "aa",
            ('ü', Spelling::Umlaut) => "ue",
            ('ß', _) => "ss",
            ('æ', _) => "ae",
            ('œ', _) => "oe",
            ('ø', _) => "o",
            ('ł', _) => "l",
            ('ħ', _) => "h",
            ('þ', _) => "th",
            ('ŧ', _) => "t",
            ('ŋ', _) => "n",
            ('ı', _) => "i",
            ('ə', _) => "e",
            ('ĸ', _) => "k",
            _ => {
                push_bare(letter, out);
                continue;
            }
        };
        out.push_str(written);
    }
}

/// A Cyrillic letter of no table: its base may be in one.
fn push_cyrillic(letter: char, table: Table, out: &mut String) {
    for part in std::iter::once(letter).nfkd().filter(|&part| !is_combining_mark(part)) {
        match table.letter(part) {
            Some(latin) => out.push_str(latin),
            None => out.push(part),
        }
    }
}

/// A letter without its marks; decomposition can uncover one of the special letters (ǿ), which is then written out.
fn push_bare(letter: char, out: &mut String) {
    if let Some(bare) = frequent(letter) {
        out.push(bare);
        return;
    }
    for part in std::iter::once(letter).nfkd().filter(|&part| !is_combining_mark(part)) {
        match part {
            'ø' => out.push('o'),
            'æ' => out.push_str("ae"),
            _ => out.push(part),
        }
    }
}

/// The frequent letters with marks, without them: what the decomposition says, read from a line.
fn frequent(letter: char) -> Option<char> {
    Some(match letter {
        'a'..='z' | '0'..='9' => letter,
        'à' | 'á' | 'â' | 'ã' | 'ä' => 'a',
        'ç' | 'č' | 'ć' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'š' => 's',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ž' => 'z',
        _ => return None,
    })
}

/// What [`forms`] says of normalised letters.
pub(crate) fn forms_of(word: &[Mapped], language: Option<&str>) -> Vec<String> {
    if word.iter().all(|mapped| mapped.letter.is_ascii()) {
        let letters = word.iter().map(|mapped| mapped.letter).filter(char::is_ascii_alphanumeric);
        return vec![letters.map(|letter| letter.to_ascii_lowercase()).collect()];
    }
    forms(&word.iter().map(|mapped| mapped.letter).collect::<Vec<_>>(), language)
}

/// All spellings under which a word may be found, the usual one first, none twice.
pub(crate) fn forms(word: &[char], language: Option<&str>) -> Vec<String> {
    if word.iter().all(char::is_ascii) {
        return vec![word.iter().filter(|letter| letter.is_ascii_alphanumeric()).map(char::to_ascii_lowercase).collect()];
    }
    let lowered: Vec<char> = word.iter().copied().flat_map(lower).collect();
    let tables = match language.and_then(Table::of_language) {
        Some(table) => vec![table],
        None if lowered.iter().copied().any(is_cyrillic) => Table::allowed_by(&lowered),
        None => vec![Table::Serbian],
    };
    let mut found: Vec<String> = Vec::with_capacity(3);
    for table in tables {
        for spelling in Spelling::of(&lowered) {
            let mut form = String::with_capacity(word.len() + 4);
            fold_word(&lowered, table, spelling, &mut form);
            form.retain(char::is_alphanumeric);
            if !form.is_empty() && !found.contains(&form) {
                found.push(form);
            }
        }
    }
    found
}

/// One folded text for columns that are searched with LIKE: fold the column and what is looked for alike.
/// Spaces of any kind and length become one space; other signs stay.
pub fn fold_simple(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mapped = normalise(text);
    let mut word: Vec<char> = Vec::new();
    let flush = |word: &mut Vec<char>, folded: &mut String| {
        let table = Table::allowed_by(word).first().copied().unwrap_or(Table::Serbian);
        fold_word(word, table, Spelling::Usual, folded);
        word.clear();
    };
    for letter in mapped.iter().flat_map(|mapped| lower(mapped.letter)) {
        if !letter.is_whitespace() {
            word.push(letter);
            continue;
        }
        flush(&mut word, &mut folded);
        if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    flush(&mut word, &mut folded);
    folded.truncate(folded.trim_end().len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_meet() {
        for (text, folded) in [
            ("Vučić", "vucic"),
            ("Вучић", "vucic"),
            ("Đoković", "djokovic"),
            ("Ђоковић", "djokovic"),
            ("Lajçak", "lajcak"),
            ("Œuvre", "oeuvre"),
            ("STRASSE Straße", "strasse strasse"),
            ("İstanbul ISPARTA ısı", "istanbul isparta isi"),
            ("  L’  été\u{a0}: fin ", "l' ete : fin"),
            ("Зеленський", "zelensky"),
            ("Łódź Ħamrun Þór", "lodz hamrun thor"),
            ("ana.petrović@example.org", "ana.petrovic@example.org"),
            ("co\u{ad}opération", "cooperation"),
            ("ﬁn", "fin"),
            ("ΟΔΟΣ οδός", "odos odos"),
        ] {
            assert_eq!(fold_simple(text), folded, "{text}");
        }
    }

    #[test]
    fn letters_choose_their_tables() {
        let forms = |text: &str| forms(&text.chars().collect::<Vec<_>>(), None);
        assert_eq!(forms("Вучић"), ["vucic"]);
        assert_eq!(forms("Đukanović"), ["djukanovic", "dukanovic"]);
        assert_eq!(forms("Müller"), ["muller", "mueller"]);
        assert_eq!(forms("Søren"), ["soren", "soeren"]);
        assert_eq!(forms("Ѓорѓе"), ["djordje", "dorde", "gjorgje"]);
        assert!(forms("Харків").contains(&"kharkiv".to_owned()));
        assert!(forms("Путин").contains(&"putin".to_owned()));
    }

    #[test]
    fn the_short_ways_say_what_the_tables_say() {
        for letter in '\0'..='\u{24f}' {
            if stands_alone(letter) {
                assert!(std::iter::once(letter).nfkc().eq([letter]), "{letter}");
            }
            if let Some(bare) = frequent(letter) {
                assert!(std::iter::once(letter).nfkd().filter(|&part| !is_combining_mark(part)).eq([bare]), "{letter}");
            }
        }
    }

    proptest! {
        #[test]
        fn the_short_way_of_ascii_keeps_clusters_together(text in "[a-zé\r\n \u{301}\u{200d}❤️👩🇫🇷]{0,30}") {
            let whole: Vec<(usize, usize)> = text.grapheme_indices(true).map(|(at, cluster)| (at, at + cluster.len())).collect();
            prop_assert!(normalise(&text).iter().all(|mapped| whole.contains(&(mapped.start, mapped.end))));
        }

        #[test]
        fn folding_twice_is_folding_once(text in "[\\PC ]{0,40}|[a-zčćžšđљњџђћ'’ -]{0,40}") {
            let once = fold_simple(&text);
            prop_assert_eq!(fold_simple(&once), once);
        }
    }
}
