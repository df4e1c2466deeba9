//! Names that are written in several ways: who looks for one of them looks for all.
//!
//! A text of one group a line, its names with commas between them; what follows a # is a remark.
//! Guarantees: a line that says nothing usable is told with its number, and leaves the others as they are.

use std::collections::HashMap;

use language::analyse_query;

/// Names in one line at most.
const MOST_NAMES: usize = 20;
/// Words in one name at most.
const MOST_WORDS: usize = 5;

/// Groups of names, to be looked up by any of them.
#[derive(Debug, Default)]
pub struct Synonyms {
    groups: Vec<Vec<String>>,
    group_of: HashMap<String, usize>,
    longest: usize,
}

/// Why a line cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It has one name only.
    Alone,
    /// It has a name without any letter.
    Empty,
    /// It has too many names, or a name of too many words.
    Long,
    /// One of its names stands in a line before: the number of that line.
    Twice(usize),
}

/// A line that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Its number, from 1.
    pub number: usize,
    /// The line.
    pub line: String,
    /// What is wrong.
    pub fault: Fault,
}

impl Synonyms {
    /// Reads a text; what cannot be used comes back beside the rest.
    pub fn read(text: &str) -> (Synonyms, Vec<Wrong>) {
        let mut synonyms = Synonyms::default();
        let mut lines: Vec<usize> = Vec::new();
        let mut wrong = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let names = line.split('#').next().unwrap_or_default().trim();
            if names.is_empty() {
                continue;
            }
            match group(names).and_then(|group| synonyms.add(group).map_err(|standing| Fault::Twice(lines[standing]))) {
                Ok(()) => lines.push(index + 1),
                Err(fault) => wrong.push(Wrong { number: index + 1, line: line.trim().to_owned(), fault }),
            }
        }
        (synonyms, wrong)
    }

    /// Adds a group, or says which group has one of its names already.
    fn add(&mut self, group: Vec<String>) -> Result<(), usize> {
        if let Some(standing) = group.iter().find_map(|name| self.group_of.get(name)) {
            return Err(*standing);
        }
        for name in &group {
            self.longest = self.longest.max(name.split(' ').count());
            self.group_of.insert(name.clone(), self.groups.len());
        }
        self.groups.push(group);
        Ok(())
    }

    /// Words of the longest name.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }

    /// The group that a folded name belongs to, that name included.
    pub(crate) fn of(&self, name: &str) -> Option<&[String]> {
        self.groups.get(*self.group_of.get(name)?).map(Vec::as_slice)
    }
}

fn group(line: &str) -> Result<Vec<String>, Fault> {
    let mut group: Vec<String> = Vec::new();
    let mut names = 0;
    for name in line.split([',', '،', ';', '=']) {
        let spellings = spellings(name)?;
        names += 1;
        for spelling in spellings {
            if !group.contains(&spelling) {
                group.push(spelling);
            }
        }
    }
    match names {
        0 | 1 => Err(Fault::Alone),
        many if many > MOST_NAMES => Err(Fault::Long),
        // All folded alike: nothing to say, and nothing wrong.
        _ => Ok(group),
    }
}

fn spellings(name: &str) -> Result<Vec<String>, Fault> {
    let words = analyse_query(name);
    match words.as_slice() {
        [] => Err(Fault::Empty),
        [word] => Ok(word.clone()),
        many if many.len() > MOST_WORDS => Err(Fault::Long),
        many => Ok(vec![many.iter().filter_map(|spellings| spellings.first().cloned()).collect::<Vec<_>>().join(" ")]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_lines_are_told_and_others_stand() {
        let text = "# Noms\nMilosevic, Milochevitch # le père\n\nseul\nKosovo, \nPristina = Prishtina\nPrishtina, Priština\nun deux trois quatre cinq six, a";
        let (synonyms, wrong) = Synonyms::read(text);
        let told: Vec<(usize, Fault)> = wrong.iter().map(|wrong| (wrong.number, wrong.fault)).collect();
        assert_eq!(told, [(4, Fault::Alone), (5, Fault::Empty), (7, Fault::Twice(6)), (8, Fault::Long)]);
        assert_eq!(synonyms.of("milochevitch").unwrap(), ["milosevic", "milochevitch"]);
        assert_eq!(synonyms.of("prishtina").unwrap(), ["pristina", "prishtina"]);
    }
}
