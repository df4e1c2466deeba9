//! A line while it is read: spaces as browsers show them.

use crate::json::push_inline;
use crate::tree::{Inline, Mark};

/// A line under construction. Runs of ASCII spaces become one; none stands at its ends or beside a break.
#[derive(Debug, Default)]
pub struct Line {
    content: Vec<Inline>,
    /// A space is due before the next word, with the marks it was read with.
    space: Option<Vec<Mark>>,
    begun: bool,
}

impl Line {
    /// Adds text with its marks.
    pub fn text(&mut self, text: &str, marks: &[Mark]) {
        let mut word = String::new();
        for c in text.chars().filter(|c| *c != '\0') {
            if c.is_ascii_whitespace() {
                self.word(&mut word, marks);
                if self.begun && self.space.is_none() {
                    self.space = Some(marks.to_vec());
                }
            } else {
                word.push(c);
            }
        }
        self.word(&mut word, marks);
    }

    fn word(&mut self, word: &mut String, marks: &[Mark]) {
        if word.is_empty() {
            return;
        }
        if let Some(before) = self.space.take() {
            // A space between two marks belongs to what they share, so that "<b>a </b>b" is "<b>a</b> b".
            let shared: Vec<Mark> = before.iter().filter(|mark| marks.contains(mark)).cloned().collect();
            push_inline(&mut self.content, Inline::Text { text: " ".to_owned(), marks: shared });
        }
        push_inline(&mut self.content, Inline::Text { text: std::mem::take(word), marks: marks.to_vec() });
        self.begun = true;
    }

    /// Adds a line break.
    pub fn line_break(&mut self) {
        self.space = None;
        if !self.content.is_empty() {
            self.content.push(Inline::Break);
        }
        self.begun = false;
    }

    /// The line, without breaks at its end; the next one begins.
    pub fn take(&mut self) -> Vec<Inline> {
        let mut content = std::mem::take(self).content;
        while matches!(content.last(), Some(Inline::Break)) {
            content.pop();
        }
        content
    }
}
