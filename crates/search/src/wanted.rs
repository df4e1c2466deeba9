//! What was typed, read as words, phrases and words to leave out.
//!
//! Guarantees: every text can be read; signs that mean nothing here (a quotation mark never closed, a minus alone) are
//! ignored. Synonyms stand beside the word they belong to, at a lower weight.

use language::analyse_query;

use crate::synonyms::Synonyms;

/// More words than this are not looked for.
const MOST_WORDS: usize = 40;
/// What a synonym counts beside the word itself.
const SYNONYM: f32 = 0.9;

/// A folded spelling to look for; with spaces its words follow one another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Form {
    pub(crate) text: String,
    pub(crate) weight: f32,
}

/// A word or phrase of the query.
#[derive(Debug, Clone)]
pub(crate) struct Wanted {
    /// As it was typed, without the signs around it.
    pub(crate) typed: String,
    /// What to look for, the usual spelling first.
    pub(crate) forms: Vec<Form>,
    /// Whether it stood in quotation marks: to be found as it is.
    pub(crate) quoted: bool,
    /// Whether a star stood behind it: any word that begins so.
    pub(crate) begun: bool,
    /// Where it stands among the words of the query.
    pub(crate) position: usize,
}

impl Wanted {
    /// The usual folded spelling.
    pub(crate) fn usual(&self) -> &str {
        self.forms.first().map_or("", |form| form.text.as_str())
    }
}

/// A whole query.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) wanted: Vec<Wanted>,
    pub(crate) unwanted: Vec<Wanted>,
}

/// Reads what was typed.
pub(crate) fn read(text: &str, synonyms: Option<&Synonyms>) -> Asked {
    let mut asked = Asked::default();
    let mut position = 0;
    for piece in pieces(text) {
        let (found, words) = match piece.quoted {
            true => quoted(piece.text, position),
            false => plain(piece.text, position),
        };
        position += words;
        if piece.minus { asked.unwanted.extend(found) } else { asked.wanted.extend(found) }
    }
    asked.wanted.truncate(MOST_WORDS);
    asked.unwanted.truncate(MOST_WORDS);
    if let Some(synonyms) = synonyms {
        beside(&mut asked.wanted, synonyms);
    }
    asked
}

struct Piece<'a> {
    text: &'a str,
    quoted: bool,
    minus: bool,
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '«' | '»' | '“' | '”' | '„')
}

/// Quoted pieces whole, the rest at its spaces. A minus counts where a piece begins.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut minus = false;
    for (index, part) in text.split(is_quote).enumerate() {
        let closed = index % 2 == 1 && text.matches(is_quote).count() > index;
        if closed {
            found.push(Piece { text: part, quoted: true, minus });
            minus = false;
            continue;
        }
        minus = part.trim_end().ends_with('-') && !part.ends_with(char::is_whitespace) && {
            let before = part.trim_end_matches('-');
            before.is_empty() || before.ends_with(char::is_whitespace)
        };
        for chunk in part.split_whitespace() {
            match chunk.strip_prefix(['-', '−']) {
                Some(rest) if rest.starts_with(char::is_alphanumeric) => found.push(Piece { text: rest, quoted: false, minus: true }),
                _ => found.push(Piece { text: chunk, quoted: false, minus: false }),
            }
        }
    }
    found
}

fn plain(chunk: &str, position: usize) -> (Vec<Wanted>, usize) {
    let words = analyse_query(chunk);
    let typed = chunk.trim_matches(|letter: char| !letter.is_alphanumeric());
    let single = words.len() == 1;
    let last = words.len().saturating_sub(1);
    let found: Vec<Wanted> = words
        .into_iter()
        .enumerate()
        .map(|(index, spellings)| Wanted {
            typed: if single { typed.to_owned() } else { spellings.first().cloned().unwrap_or_default() },
            forms: spellings.into_iter().map(|text| Form { text, weight: 1.0 }).collect(),
            quoted: false,
            begun: index == last && chunk.ends_with('*'),
            position: position + index,
        })
        .collect();
    let count = found.len();
    (found, count)
}

fn quoted(part: &str, position: usize) -> (Vec<Wanted>, usize) {
    let words = analyse_query(part);
    if words.len() < 2 {
        let (mut found, count) = plain(part, position);
        found.iter_mut().for_each(|wanted| wanted.quoted = true);
        return (found, count);
    }
    // A hyphenated word stands in a phrase as its parts.
    let phrase: Vec<&str> = words
        .iter()
        .filter_map(|spellings| spellings.iter().find(|text| text.contains(' ')).or(spellings.first()))
        .map(String::as_str)
        .collect();
    let count = words.len();
    let form = Form { text: phrase.join(" "), weight: 1.0 };
    (vec![Wanted { typed: part.trim().to_owned(), forms: vec![form], quoted: true, begun: false, position }], count)
}

/// Puts the synonyms of words, and of words that stand together, beside them.
fn beside(wanted: &mut Vec<Wanted>, synonyms: &Synonyms) {
    let mut at = 0;
    while at < wanted.len() {
        let longest = synonyms.longest().min(wanted.len() - at);
        let taken = (1..=longest).rev().find_map(|count| {
            let group = wanted.get(at..at + count)?;
            if count > 1 && group.iter().any(|wanted| wanted.quoted) {
                return None;
            }
            let key = group.iter().map(Wanted::usual).collect::<Vec<_>>().join(" ");
            Some((count, key.clone(), synonyms.of(&key)?))
        });
        if let Some((count, key, others)) = taken {
            if count > 1 {
                let typed = wanted[at..at + count].iter().map(|wanted| wanted.typed.as_str()).collect::<Vec<_>>().join(" ");
                let position = wanted[at].position;
                let whole = Wanted { typed, forms: vec![Form { text: key, weight: 1.0 }], quoted: false, begun: false, position };
                wanted.splice(at..at + count, [whole]);
            }
            let forms = &mut wanted[at].forms;
            for other in others {
                if forms.iter().all(|form| form.text != *other) {
                    forms.push(Form { text: other.clone(), weight: SYNONYM });
                }
            }
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> (Vec<String>, Vec<String>) {
        let asked = read(text, None);
        let of = |all: &[Wanted]| all.iter().map(|wanted| wanted.usual().to_owned()).collect();
        (of(&asked.wanted), of(&asked.unwanted))
    }

    #[test]
    fn quotes_and_minus_are_read_and_stray_signs_are_not() {
        for (text, wanted, unwanted) in [
            ("accord \"la paix\" -guerre", vec!["accord", "la paix"], vec!["guerre"]),
            ("« accord de paix »", vec!["accord de paix"], vec![]),
            ("-\"accord de paix\" Serbie", vec!["serbie"], vec!["accord de paix"]),
            ("accord \"de paix", vec!["accord", "de", "paix"], vec![]),
            ("Kosovo - Serbie -", vec!["kosovo", "serbie"], vec![]),
            ("porte-monnaie", vec!["portemonnaie"], vec![]),
            ("\"\" - \"", vec![], vec![]),
            ("--x", vec!["x"], vec![]),
        ] {
            let (found, out) = shown(text);
            assert_eq!(found, wanted, "{text}");
            assert_eq!(out, unwanted, "{text}");
        }
    }

    #[test]
    fn a_star_behind_a_word_says_that_it_is_a_beginning() {
        let begun = |text: &str| read(text, None).wanted.iter().map(|wanted| wanted.begun).collect::<Vec<_>>();
        assert_eq!(begun("vuc* Belgrade porte-mon*"), [true, false, true]);
        assert_eq!(begun("* a* \"vuc*\""), [true, true]);
    }

    #[test]
    fn synonyms_stand_beside_words_and_groups_of_words() {
        let (synonyms, _) = Synonyms::read("Kosovo, Kossovo\nBosnie-Herzégovine, Bosnie et Herzégovine, BiH");
        let forms = |text: &str| {
            let asked = read(text, Some(&synonyms));
            asked.wanted.iter().map(|wanted| wanted.forms.iter().map(|form| form.text.clone()).collect::<Vec<_>>()).collect::<Vec<_>>()
        };
        assert_eq!(forms("kossovo libre"), [vec!["kossovo", "kosovo"], vec!["libre"]]);
        assert_eq!(
            forms("en Bosnie et Herzégovine"),
            [vec!["en"], vec!["bosnie et herzegovine", "bosnieherzegovine", "bosnie herzegovine", "bih"]]
        );
    }

    proptest! {
        #[test]
        fn every_text_can_be_read(text in "\\PC{0,80}|[-\"«» a-z:*()~^]{0,60}") {
            let asked = read(&text, None);
            prop_assert!(asked.wanted.iter().chain(&asked.unwanted).all(|wanted| !wanted.usual().is_empty()));
        }
    }
}
