//! Typography for readers: spaces, apostrophes and quotation marks as the language's typesetters write them.
//!
//! Guarantees: changes nothing but spaces, apostrophes and quotation marks; doing it twice is doing it once. It is done
//! when a text is rendered for people, never on what is stored, and never on code, addresses or attributes.

use crate::{
    Tag,
    quotes::{self, Marks},
};

const NARROW: char = '\u{202f}';
const NO_BREAK: char = '\u{a0}';

/// A text as a typesetter of its language would write it.
pub fn typography(text: &str, language: &Tag) -> String {
    typography_of_runs(&[text], language).concat()
}

/// The runs of one paragraph (its text between changes of mark) as typesetters would write the whole: quotation marks
/// and spaces see their neighbours across runs. Gives one text per run.
pub fn typography_of_runs(runs: &[&str], language: &Tag) -> Vec<String> {
    let letters: Vec<(char, usize)> =
        runs.iter().enumerate().flat_map(|(run, text)| text.chars().map(move |letter| (letter, run))).collect();
    let marks = quotes::of_language(language);
    // An English single quotation may follow a double mark; a French elision stands before one.
    let letters = if language.primary() == "en" {
        apostrophes(double_quotes(letters, marks, false), true)
    } else {
        double_quotes(apostrophes(letters, false), marks, true)
    };
    let letters = if language.primary() == "fr" { french_spaces(letters) } else { letters };
    let mut written: Vec<String> = runs.iter().map(|text| String::with_capacity(text.len() + 8)).collect();
    for (letter, run) in letters {
        if let Some(text) = written.get_mut(run) {
            text.push(letter);
        }
    }
    written
}

type Letters = Vec<(char, usize)>;

fn at(letters: &[(char, usize)], index: Option<usize>) -> Option<char> {
    letters.get(index?).map(|(letter, _)| *letter)
}

/// What may stand before an opening mark.
fn opens_after(before: Option<char>) -> bool {
    before.is_none_or(|before| before.is_whitespace() || matches!(before, '(' | '[' | '{' | '«' | '“' | '„' | '‘' | '—' | '–' | '/'))
}

fn apostrophes(mut letters: Letters, english: bool) -> Letters {
    let mut open = false;
    for index in 0..letters.len() {
        let Some((letter @ ('\'' | '‘' | '’'), run)) = letters.get(index).copied() else {
            continue;
        };
        if letter == '‘' {
            open = true;
            continue;
        }
        let before = at(&letters, index.checked_sub(1));
        let after = at(&letters, Some(index + 1));
        let after_letter = after.is_some_and(char::is_alphanumeric);
        let inside = before.is_some_and(char::is_alphanumeric) && after_letter;
        let elided = !english && before.is_some_and(char::is_alphabetic) && matches!(after, Some('"' | '«' | '“' | '„'));
        let decade = english && opens_after(before) && after.is_some_and(|after| after.is_ascii_digit());
        let written = if inside || elided || decade {
            '’'
        } else if !english {
            continue;
        } else if opens_after(before) && after_letter {
            // A curly one was set on purpose ("’tis"): it is no beginning.
            if letter == '’' {
                continue;
            }
            open = true;
            '‘'
        } else if before.is_some_and(char::is_alphabetic) || (open && before.is_some_and(|before| ".,!?…".contains(before))) {
            open = false;
            '’'
        } else {
            continue;
        };
        if let Some(place) = letters.get_mut(index) {
            *place = (written, run);
        }
    }
    letters
}

/// `elides`: a mark after an apostrophe begins a quotation (« l’"eau" »). English has no such words, and its apostrophes are set later.
fn double_quotes(mut letters: Letters, marks: Marks, elides: bool) -> Letters {
    let mut depth: Vec<char> = Vec::new();
    for index in 0..letters.len() {
        let Some((letter, run)) = letters.get(index).copied() else {
            continue;
        };
        if depth.last() == Some(&letter) {
            depth.pop();
            continue;
        }
        if letter == marks.open {
            depth.push(marks.close);
            continue;
        }
        // Single marks are also apostrophes: they are not followed.
        if letter == marks.inner_open && letter == '“' && !depth.is_empty() {
            depth.push(marks.inner_close);
            continue;
        }
        if letter != '"' {
            continue;
        }
        let before = at(&letters, index.checked_sub(1));
        let after = at(&letters, Some(index + 1));
        let elided = elides && before == Some('’') && after.is_some_and(char::is_alphanumeric);
        let starts = elided || (opens_after(before) && after.is_some_and(|after| !after.is_whitespace() && after != '"'));
        let written = if starts {
            let inside = depth.len() % 2 == 1;
            depth.push(if inside { marks.inner_close } else { marks.close });
            if inside { marks.inner_open } else { marks.open }
        } else if let Some(close) = depth.pop() {
            close
        } else {
            continue;
        };
        if let Some(place) = letters.get_mut(index) {
            *place = (written, run);
        }
    }
    letters
}

fn is_space(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// The space French sets before a sign.
fn space_before(letter: char) -> Option<char> {
    match letter {
        ';' | '!' | '?' => Some(NARROW),
        ':' | '»' => Some(NO_BREAK),
        _ => None,
    }
}

fn french_spaces(letters: Letters) -> Letters {
    let mut out: Letters = Vec::with_capacity(letters.len() + letters.len() / 32);
    let mut index = 0;
    while let Some(&(letter, run)) = letters.get(index) {
        if is_space(letter) {
            let count = letters.iter().skip(index).take_while(|(letter, _)| is_space(*letter)).count();
            let before = out.last().map(|(letter, _)| *letter);
            let after = at(&letters, Some(index + count));
            match wanted_space(&letters, index, count, before, after) {
                Some(space) => out.push((space, run)),
                None => out.extend(letters.iter().skip(index).take(count)),
            }
            index += count;
            continue;
        }
        let before = out.last().map(|(letter, _)| *letter);
        if before == Some('«') {
            out.push((NO_BREAK, run));
        } else if let (Some(space), Some(before)) = (space_before(letter), before)
            && wants_missing_space(before, letter, at(&letters, Some(index + 1)))
        {
            out.push((space, run));
        }
        out.push((letter, run));
        index += 1;
    }
    out
}

/// The space that belongs where a text already has one, if it is a special one.
fn wanted_space(letters: &[(char, usize)], index: usize, count: usize, before: Option<char>, after: Option<char>) -> Option<char> {
    if before == Some('«') {
        return Some(NO_BREAK);
    }
    if let Some(space) = after.and_then(space_before) {
        return Some(space);
    }
    let after = after?;
    if count == 1 && before.is_some_and(|before| before.is_ascii_digit()) {
        if matches!(after, '%' | '‰' | '€' | '$' | '£' | '°') {
            return Some(NO_BREAK);
        }
        if is_thousands(letters, index) {
            return Some(NARROW);
        }
    }
    (count == 1 && ends_with_first(letters, index)).then_some(NO_BREAK)
}

/// One to three digits, the space, exactly three digits; further groups are met in their turn.
fn is_thousands(letters: &[(char, usize)], space: usize) -> bool {
    let digit = |index: usize| at(letters, Some(index)).is_some_and(|letter| letter.is_ascii_digit());
    let before = (1..=4).take_while(|back| space.checked_sub(*back).is_some_and(digit)).count();
    let after = (1..=4).take_while(|forward| digit(space + forward)).count();
    (1..=3).contains(&before) && after == 3
}

/// « 1er janvier »: the day does not end a line.
fn ends_with_first(letters: &[(char, usize)], space: usize) -> bool {
    let back = |distance: usize| at(letters, space.checked_sub(distance));
    back(1) == Some('r')
        && back(2) == Some('e')
        && back(3) == Some('1')
        && !back(4).is_some_and(char::is_alphanumeric)
        && at(letters, Some(space + 1)).is_some_and(char::is_lowercase)
}

/// Whether a sign that follows a word without a space should have one. Not in addresses, hours and « ?! ».
fn wants_missing_space(before: char, sign: char, after: Option<char>) -> bool {
    if sign == '»' {
        return !before.is_whitespace();
    }
    let ends = match after {
        None => true,
        Some(after) if matches!(sign, '!' | '?') => after.is_whitespace() || "!?.…»”)]".contains(after),
        Some(after) => after.is_whitespace() || after == '»',
    };
    ends && (before.is_alphanumeric() || matches!(before, '»' | '”' | ')' | ']' | '’' | '%' | '€'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(text: &str, language: &str) -> String {
        let set = typography(text, &Tag::parse(language).unwrap());
        // Readable tables: _ is U+00A0, ~ is U+202F.
        set.replace(NO_BREAK, "_").replace(NARROW, "~")
    }

    #[test]
    fn french() {
        for (text, expected) in [
            ("Pourquoi ? Parce que !", "Pourquoi~? Parce que~!"),
            ("Pourquoi? Non; oui: si!", "Pourquoi~? Non~; oui_: si~!"),
            ("« Non », dit-il", "«_Non_», dit-il"),
            ("«Non»", "«_Non_»"),
            ("\"Non\", dit-il", "«_Non_», dit-il"),
            ("Il a dit : \"l'\"accord\" est mort\".", "Il a dit_: «_l’“accord” est mort_»."),
            ("l'homme d'aujourd'hui", "l’homme d’aujourd’hui"),
            ("Quoi ?! Non...", "Quoi~?! Non..."),
            ("https://example.org/?a=1;b à 12:30", "https://example.org/?a=1;b à 12:30"),
            ("10 000 habitants, 1 234 567", "10~000 habitants, 1~234~567"),
            ("en 2019 300 personnes, 5 %, 10 €", "en 2019 300 personnes, 5_%, 10_€"),
            ("le 1er janvier, la 21er x", "le 1er_janvier, la 21er x"),
            ("un 5\" et 5' (?)", "un 5\" et 5' (?)"),
            ("deux  espaces  !", "deux  espaces~!"),
            ("", ""),
        ] {
            assert_eq!(set(text, "fr"), expected, "{text}");
        }
    }

    #[test]
    fn other_languages() {
        for (language, text, expected) in [
            ("sr-Latn", "\"Kosovo\", rekao je", "„Kosovo“, rekao je"),
            ("sr-Cyrl", "Рекао је: \"Не!\"", "Рекао је: „Не!“"),
            ("en", "‘a'!'", "‘a’!'"),
            ("hr", "\"Da\"", "„Da”"),
            ("en", "\"It's 'fine'\", the '90s said: yes!", "“It’s ‘fine’”, the ’90s said: yes!"),
            ("en", "\"A \"b\" c\"", "“A ‘b’ c”"),
            ("en", "the dogs'\"a", "the dogs’\"a"),
            ("sq", "Ç'është \"kjo\"?", "Ç’është “kjo”?"),
            ("ru", "\"Да\"", "«Да»"),
        ] {
            assert_eq!(set(text, language), expected, "{text}");
        }
    }

    #[test]
    fn runs_see_their_neighbours() {
        let set = typography_of_runs(&["Il dit \"", "non", "\" !"], &Tag::parse("fr").unwrap());
        assert_eq!(set, ["Il dit «", "\u{a0}non", "\u{a0}»\u{202f}!"]);
    }

    fn skeleton(text: &str) -> String {
        text.chars().filter(|letter| !letter.is_whitespace() && !"'’‘\"«»“”„‚".contains(*letter)).collect()
    }

    proptest! {
        #[test]
        fn twice_is_once(text in "[ab1é .:;!?«»“”„‘’'\"()\u{a0}\u{202f}%€-]{0,24}|\\PC{0,40}", language in "fr|en|sr-Latn|hr|ru") {
            let language = Tag::parse(&language).unwrap();
            let once = typography(&text, &language);
            prop_assert_eq!(typography(&once, &language), once);
        }

        #[test]
        fn only_spaces_and_quotes_change(text in "[ab1é .:;!?«»“”„’'\"()\u{a0}-]{0,24}|\\PC{0,40}", language in "fr|en|sr-Latn") {
            let once = typography(&text, &Tag::parse(&language).unwrap());
            prop_assert_eq!(skeleton(&once), skeleton(&text));
        }
    }
}
