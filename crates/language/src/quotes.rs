//! Quotation marks: which a language writes, and whether a text stands inside one.

use crate::Tag;

/// The marks of a language, outer and inner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) open: char,
    pub(crate) close: char,
    pub(crate) inner_open: char,
    pub(crate) inner_close: char,
}

const fn marks(open: char, close: char, inner_open: char, inner_close: char) -> Marks {
    Marks { open, close, inner_open, inner_close }
}

/// The quotation marks a language writes.
pub(crate) fn of_language(language: &Tag) -> Marks {
    match language.primary() {
        "fr" => marks('«', '»', '“', '”'),
        "it" | "es" | "pt" | "ca" | "el" => marks('«', '»', '“', '”'),
        "ru" | "uk" | "be" => marks('«', '»', '„', '“'),
        "sr" | "de" | "bg" | "mk" | "cs" | "sk" | "sl" => marks('„', '“', '‚', '‘'),
        "hr" | "bs" | "cnr" | "sh" | "pl" | "hu" | "ro" => marks('„', '”', '‚', '’'),
        _ => marks('“', '”', '‘', '’'),
    }
}

/// Follows the quotations of a text, mark by mark.
#[derive(Debug, Default, Clone)]
pub(crate) struct Open {
    closings: Vec<char>,
}

impl Open {
    /// Takes the next character of the text.
    pub(crate) fn take(&mut self, letter: char) {
        match letter {
            '«' => self.closings.push('»'),
            '‹' => self.closings.push('›'),
            '„' => self.closings.push('“'),
            '“' if self.closes(letter) => {}
            '“' => self.closings.push('”'),
            '»' | '›' | '”' => {
                self.closes(letter);
            }
            '"' if self.closes(letter) => {}
            '"' => self.closings.push('"'),
            _ => {}
        }
    }

    /// Whether the text read so far ends inside a quotation.
    pub(crate) fn is_open(&self) -> bool {
        !self.closings.is_empty()
    }

    /// The marks that would close what is open, innermost first.
    pub(crate) fn closings(&self) -> impl Iterator<Item = char> {
        self.closings.iter().rev().copied()
    }

    fn closes(&mut self, letter: char) -> bool {
        let matching = |closing: char| closing == letter || (closing == '“' && letter == '”');
        let Some(at) = self.closings.iter().rposition(|&closing| matching(closing)) else {
            return false;
        };
        self.closings.truncate(at);
        true
    }
}
