//! Lines: words with their marks, typography over the whole line.

use super::{Kind, Renderer, escape, is_own, safe_address};
use crate::references::{article_of, media_of};
use crate::tree::{Inline, Mark};

impl Renderer<'_> {
    /// Renders a line. Typography sees all words of the line at once, so that a mark between a word and its sign changes
    /// nothing; code keeps its text as it is.
    pub(super) fn line(&mut self, content: &[Inline]) {
        let runs: Vec<&str> = content
            .iter()
            .map(|inline| match inline {
                Inline::Text { text, marks } if !marks.contains(&Mark::Code) => text.as_str(),
                _ => "\u{fffc}",
            })
            .collect();
        let set = language::typography_of_runs(&runs, &self.options.language);
        let mut open: Vec<&Mark> = Vec::new();
        for (index, inline) in content.iter().enumerate() {
            let marks: &[Mark] = match inline {
                Inline::Text { marks, .. } => marks,
                _ => &[],
            };
            let same = open.iter().zip(marks).take_while(|(a, b)| **a == *b).count();
            while open.len() > same {
                if let Some(mark) = open.pop() {
                    self.close(mark);
                }
            }
            for mark in marks.iter().skip(same) {
                self.open(mark);
                open.push(mark);
            }
            match inline {
                Inline::Text { text, marks } if marks.contains(&Mark::Code) => escape(text, &mut self.out),
                Inline::Text { text, .. } => escape(set.get(index).map_or(text.as_str(), |set| set.as_str()), &mut self.out),
                Inline::Break => self.out.push_str("<br>"),
                Inline::FootnoteReference { label } => self.footnote_sign(label),
                Inline::Unknown(_) => {}
            }
        }
        while let Some(mark) = open.pop() {
            self.close(mark);
        }
    }

    fn footnote_sign(&mut self, label: &str) {
        let id = identity(label);
        match self.kind {
            Kind::Page => {
                self.out.push_str(&format!("<sup><a href=\"#note-{id}\" id=\"sign-{id}\" role=\"doc-noteref\">"));
                escape(label, &mut self.out);
                self.out.push_str("</a></sup>");
            }
            Kind::Mail | Kind::Feed => {
                self.out.push_str("<sup>");
                escape(label, &mut self.out);
                self.out.push_str("</sup>");
            }
        }
    }

    /// Where an address leads; None when it must not be a link.
    pub(super) fn target(&self, href: &str) -> Option<String> {
        let found = if let Some(id) = article_of(href) {
            self.resolver.article(id)?.href
        } else if let Some(id) = media_of(href) {
            self.resolver.media(id)?.src
        } else {
            safe_address(href)?
        };
        Some(if is_own(&found) { format!("{}{found}", self.options.base) } else { found })
    }

    fn open(&mut self, mark: &Mark) {
        match mark {
            Mark::Link { href, title } => match self.target(href) {
                Some(target) => {
                    self.out.push_str("<a href=\"");
                    escape(&target, &mut self.out);
                    if !title.is_empty() {
                        self.out.push_str("\" title=\"");
                        escape(title, &mut self.out);
                    }
                    self.out.push_str("\">");
                }
                // Closed by the same mark: an element without meaning keeps the nesting simple.
                None => self.out.push_str("<span>"),
            },
            Mark::Strong => self.out.push_str("<strong>"),
            Mark::Emphasis => self.out.push_str("<em>"),
            Mark::Strike => self.out.push_str("<s>"),
            Mark::Sub => self.out.push_str("<sub>"),
            Mark::Sup => self.out.push_str("<sup>"),
            Mark::Code => self.out.push_str("<code>"),
            Mark::Language(lang) => {
                self.out.push_str("<span lang=\"");
                escape(lang, &mut self.out);
                self.out.push_str("\">");
            }
            Mark::Unknown(_) => {}
        }
    }

    fn close(&mut self, mark: &Mark) {
        self.out.push_str(match mark {
            Mark::Link { href, .. } => {
                if self.target(href).is_some() {
                    "</a>"
                } else {
                    "</span>"
                }
            }
            Mark::Strong => "</strong>",
            Mark::Emphasis => "</em>",
            Mark::Strike => "</s>",
            Mark::Sub => "</sub>",
            Mark::Sup => "</sup>",
            Mark::Code => "</code>",
            Mark::Language(_) => "</span>",
            Mark::Unknown(_) => "",
        });
    }

    /// A text with the typography of its language.
    pub(super) fn set(&mut self, text: &str) {
        let set = language::typography(text, &self.options.language);
        escape(&set, &mut self.out);
    }
}

/// A label as part of an identity.
pub(super) fn identity(label: &str) -> String {
    label.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}
