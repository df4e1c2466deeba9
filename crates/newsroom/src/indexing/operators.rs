//! What may be typed beside words: `rubrique:serbie auteur:"Ana Petrović" avant:2026-09-20`, in the page's language or
//! in English.
//!
//! Guarantees: every text can be read. What looks like an operator and names nothing known is no word to look for, and is
//! told with the sentence that says what to type; a colon after any other word is only a sign.

use database::Id;
use jiff::civil::Date;
use language::{Tag, fold_simple};

use crate::Problem;
use crate::naming::Names;

/// Something that can be named: a section, a contributor.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    /// Its id.
    pub id: Id,
    /// Its names in every language.
    pub names: &'a Names,
}

/// What was typed, read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The words without the operators.
    pub words: String,
    /// Articles of this section.
    pub section: Option<Id>,
    /// Articles signed by this contributor.
    pub author: Option<Id>,
    /// Articles of this day or later.
    pub from: Option<Date>,
    /// Articles of this day or earlier.
    pub to: Option<Date>,
    /// What was not understood; the field is always `q`.
    pub problems: Vec<Problem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Section,
    Author,
    Before,
    After,
}

const ENGLISH: [&str; 4] = ["section", "author", "before", "after"];

/// The words of a language, folded, in the order section, author, before, after.
fn words(language: &Tag) -> [&'static str; 4] {
    match language.primary() {
        "fr" => ["rubrique", "auteur", "avant", "apres"],
        "sr" | "bs" | "hr" | "cnr" | "sh" => ["rubrika", "autor", "pre", "posle"],
        "sq" => ["rubrika", "autori", "para", "pas"],
        _ => ENGLISH,
    }
}

fn operator(word: &str, language: &Tag) -> Option<Operator> {
    let word = fold_simple(word);
    let all = [Operator::Section, Operator::Author, Operator::Before, Operator::After];
    let known = |names: [&str; 4]| names.iter().zip(all).find(|(name, _)| **name == word).map(|(_, operator)| operator);
    known(words(language)).or_else(|| known(ENGLISH))
}

/// Reads what was typed on a page of this language.
pub fn read(text: &str, language: &Tag, sections: &[Named<'_>], authors: &[Named<'_>]) -> Typed {
    let mut typed = Typed::default();
    let mut words: Vec<&str> = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let Some(found) = Found::at(rest, language) else {
            let (word, after) = next_word(rest);
            words.push(word);
            rest = after.trim_start();
            continue;
        };
        match typed.take(&found, sections, authors) {
            Ok(()) => {}
            // « Section : le film » is a sentence, not an operator.
            Err(_) if found.loose => {
                words.push(found.whole);
                rest = found.after_colon.trim_start();
                continue;
            }
            Err(problem) => typed.problems.push(problem),
        }
        rest = found.after_value.trim_start();
    }
    typed.words = words.join(" ");
    if typed.from.zip(typed.to).is_some_and(|(from, to)| from > to) {
        typed.problems.push(Problem::new("q", "site-search-problem-crossed"));
    }
    typed
}

/// The next piece up to a space, a quoted text whole.
fn next_word(text: &str) -> (&str, &str) {
    let opening = text.strip_prefix('-').unwrap_or(text);
    if let Some((quoted, after)) = quoted(opening) {
        let end = text.len() - after.len();
        if !quoted.is_empty() {
            return text.split_at(end);
        }
    }
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// What stands between the quotation marks that a text begins with, and what follows.
fn quoted(text: &str) -> Option<(&str, &str)> {
    let mut letters = text.chars();
    let closing: &[char] = match letters.next()? {
        '"' => &['"'],
        '«' => &['»'],
        '“' => &['”', '"'],
        '„' => &['“', '”', '"'],
        _ => return None,
    };
    let inside = letters.as_str();
    let end = inside.find(closing)?;
    let (inside, after) = inside.split_at_checked(end)?;
    let mut after = after.chars();
    after.next()?;
    Some((inside.trim(), after.as_str()))
}

/// An operator that a text begins with.
struct Found<'a> {
    operator: Operator,
    /// The word and its colon, as typed.
    whole: &'a str,
    value: &'a str,
    /// A space stands before the colon, as in a French sentence.
    loose: bool,
    after_colon: &'a str,
    after_value: &'a str,
}

impl<'a> Found<'a> {
    fn at(text: &'a str, language: &Tag) -> Option<Found<'a>> {
        let end = text.find(|letter: char| !letter.is_alphabetic())?;
        let (word, after) = text.split_at_checked(end)?;
        let operator = operator(word, language)?;
        let colon = after.trim_start();
        let after_colon = colon.strip_prefix([':', '：'])?;
        let value_from = after_colon.trim_start();
        let (value, after_value) = match quoted(value_from) {
            Some(quoted) => quoted,
            None => value_from.split_at(value_from.find(char::is_whitespace).unwrap_or(value_from.len())),
        };
        let whole = text.strip_suffix(after_colon).unwrap_or(word);
        Some(Found { operator, whole, value, loose: colon.len() < after.len(), after_colon, after_value })
    }
}

impl Typed {
    fn take(&mut self, found: &Found<'_>, sections: &[Named<'_>], authors: &[Named<'_>]) -> Result<(), Problem> {
        let value = found.value;
        if value.is_empty() {
            return Err(Problem::with("q", "site-search-problem-empty", found.whole));
        }
        let no_date = || Problem::with("q", "site-search-problem-date", format!("{}{value}", found.whole));
        match found.operator {
            Operator::Section => {
                self.section = Some(one_named(value, sections, ["site-search-problem-section", "site-search-problem-sections"])?)
            }
            Operator::Author => {
                self.author = Some(one_named(value, authors, ["site-search-problem-author", "site-search-problem-authors"])?)
            }
            Operator::Before => self.to = Some(days(value).and_then(|(first, _)| first.yesterday().ok()).ok_or_else(no_date)?),
            Operator::After => self.from = Some(days(value).and_then(|(_, last)| last.tomorrow().ok()).ok_or_else(no_date)?),
        }
        Ok(())
    }
}

/// The one that has this name or address in some language; else the only one whose name has all these words.
fn one_named(value: &str, all: &[Named<'_>], [none, several]: [&'static str; 2]) -> Result<Id, Problem> {
    let looked_for = fold_simple(value);
    let whole = all.iter().find(|named| named.names.values().any(|name| fold_simple(&name.name) == looked_for || name.slug == looked_for));
    if let Some(named) = whole {
        return Ok(named.id);
    }
    let parts: Vec<&str> = looked_for.split_whitespace().collect();
    let has_all = |name: &str| {
        let name = fold_simple(name);
        parts.iter().all(|part| name.split([' ', '-', '\'']).any(|word| word.starts_with(part)))
    };
    let fitting: Vec<&Named<'_>> = all.iter().filter(|named| named.names.values().any(|name| has_all(&name.name))).collect();
    match fitting.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Problem::with("q", none, value)),
        many => {
            let names = many.iter().take(4).filter_map(|named| named.names.values().next()).map(|name| name.name.as_str());
            Err(Problem::with("q", several, names.collect::<Vec<_>>().join(", ")))
        }
    }
}

/// The first and the last day of a day, a month or a year: 2026-09-20, 20/09/2026, 20.9.2026, 2026-09, 2026.
fn days(value: &str) -> Option<(Date, Date)> {
    let parts: Vec<&str> = value.trim_end_matches('.').split(['-', '/', '.']).collect();
    let numbers: Vec<i16> = parts.iter().map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let small = |number: i16| i8::try_from(number).ok();
    let day = |year: i16, month: i16, day: i16| Date::new(year, small(month)?, small(day)?).ok();
    match *numbers.as_slice() {
        [year] if year > 1000 => Some((day(year, 1, 1)?, day(year, 12, 31)?)),
        [year, month] if year > 1000 => {
            let first = day(year, month, 1)?;
            Some((first, first.last_of_month()))
        }
        [month, year] if year > 1000 => {
            let first = day(year, month, 1)?;
            Some((first, first.last_of_month()))
        }
        [year, month, of_month] if year > 1000 => day(year, month, of_month).map(|day| (day, day)),
        [of_month, month, year] if year > 1000 => day(year, month, of_month).map(|day| (day, day)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::Name;
    use proptest::prelude::*;

    fn named(name: &str) -> Names {
        Names::from([("fr".to_owned(), Name { name: name.to_owned(), slug: fold_simple(name).replace(' ', "-"), ..Name::default() })])
    }

    fn ask(text: &str, language: &str) -> Typed {
        let (serbia, rights) = (named("Serbie"), named("Droits humains"));
        let (ana, jana) = (named("Ana Petrović"), named("Jana Petrović"));
        let sections = [Named { id: 1, names: &serbia }, Named { id: 2, names: &rights }];
        let authors = [Named { id: 7, names: &ana }, Named { id: 8, names: &jana }];
        read(text, &Tag::parse(language).unwrap(), &sections, &authors)
    }

    fn date(text: &str) -> Option<Date> {
        Some(text.parse().unwrap())
    }

    #[test]
    fn operators_are_read_in_the_language_of_the_page_and_in_english() {
        for (text, language) in [
            ("vucic rubrique:serbie", "fr"),
            ("RUBRIQUE : Serbie vucic", "fr"),
            ("section:Serbie vucic", "fr"),
            ("рубрика:serbie vucic", "sr-Cyrl"),
            ("vucic rubrika:\"Serbie\"", "sq"),
        ] {
            assert_eq!(ask(text, language), Typed { words: "vucic".to_owned(), section: Some(1), ..Typed::default() }, "{text}");
        }
        assert_eq!(ask("rubrique:«\u{a0}Droits humains\u{a0}»", "fr").section, Some(2));
        assert_eq!(ask("auteur:\"ana petrovic\"", "fr").author, Some(7));
        assert_eq!(ask("auteur:jana", "fr").author, Some(8));
        assert_eq!(ask("rubrique:serbie", "en").words, "rubrique:serbie", "not a word of that page");
    }

    #[test]
    fn dates_are_days_months_or_years() {
        assert_eq!(ask("avant:2026-09-20", "fr").to, date("2026-09-19"));
        assert_eq!(ask("avant:20/09/2026", "fr").to, date("2026-09-19"));
        assert_eq!(ask("après:20.9.2026.", "fr").from, date("2026-09-21"));
        assert_eq!(ask("apres:2025", "fr").from, date("2026-01-01"));
        assert_eq!(ask("posle:02.2024", "sr-Latn").from, date("2024-03-01"));
        assert_eq!(ask("para:2024-02 pas:2023", "sq").to, date("2024-01-31"));
    }

    #[test]
    fn mistakes_are_explained_and_sentences_are_none() {
        let key = |text: &str| ask(text, "fr").problems.first().map(|problem| problem.key);
        assert_eq!(key("rubrique:lune"), Some("site-search-problem-section"));
        assert_eq!(key("auteur:petrovic"), Some("site-search-problem-authors"));
        assert_eq!(key("auteur:personne"), Some("site-search-problem-author"));
        assert_eq!(key("avant:hier"), Some("site-search-problem-date"));
        assert_eq!(key("avant:2026-13"), Some("site-search-problem-date"));
        assert_eq!(key("avant:"), Some("site-search-problem-empty"));
        assert_eq!(key("avant:2020 après:2024"), Some("site-search-problem-crossed"));
        assert_eq!(ask("Section : le film", "fr"), Typed { words: "Section : le film".to_owned(), ..Typed::default() });
        assert_eq!(ask("Kosovo: 14:30", "fr").words, "Kosovo: 14:30");
        assert_eq!(ask("« rubrique:serbie »", "fr").words, "« rubrique:serbie »");
    }

    proptest! {
        #[test]
        fn every_text_can_be_read(text in "\\PC{0,60}|(rubrique|avant|auteur|x| |:|\"|«|»|-|2026|é){0,12}") {
            let typed = ask(&text, "fr");
            prop_assert!(typed.words.len() <= text.len() + 12);
        }
    }
}
