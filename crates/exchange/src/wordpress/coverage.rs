//! That no word was lost: the words of the source, as a multiset, looked for in the document.

use std::collections::HashMap;

use document::{Block, Document};

use super::html::visible_text;
use super::shortcode;

/// The share of a source's words that the document holds, below which the newsroom is told.
pub const ENOUGH: f64 = 0.995;
/// In a text of few words a share says little: this many may be missing.
const FEW_MISSING: usize = 2;
const SHORT: usize = 400;

/// What a comparison found.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// Words of the source.
    pub words: usize,
    /// How many of them are missing.
    pub missing: usize,
    /// Some of these.
    pub examples: Vec<String>,
}

impl Coverage {
    /// From 0 to 1; 1 for a source without words.
    pub fn share(&self) -> f64 {
        if self.words == 0 { 1.0 } else { (self.words - self.missing) as f64 / self.words as f64 }
    }

    /// Whether the newsroom need not look at it.
    pub fn is_enough(&self) -> bool {
        if self.words < SHORT { self.missing <= FEW_MISSING } else { self.share() >= ENOUGH }
    }
}

/// Compares the visible text of a source with a document. Shortcode tags are no words; addresses that became embeds count.
pub fn of(source: &str, document: &Document) -> Coverage {
    compare(&visible_text(&shortcode::without_tags(source)), document)
}

fn compare(visible: &str, document: &Document) -> Coverage {
    let mut found = document::plain_text(document);
    addresses(&document.blocks, &mut found);
    let mut left: HashMap<&str, i64> = HashMap::new();
    for word in language::words(&found) {
        *left.entry(word).or_default() += 1;
    }
    let mut coverage = Coverage { words: 0, missing: 0, examples: Vec::new() };
    for word in language::words(visible) {
        coverage.words += 1;
        let count = left.entry(word).or_default();
        *count -= 1;
        if *count < 0 {
            coverage.missing += 1;
            if coverage.examples.len() < 5 {
                coverage.examples.push(word.to_owned());
            }
        }
    }
    coverage
}

/// The addresses of players and files, which stood as words in the source.
fn addresses(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Embed { address, .. } => {
                out.push('\n');
                out.push_str(address);
            }
            Block::Video { src, .. } | Block::Audio { src, .. } | Block::File { src, .. } => {
                out.push('\n');
                out.push_str(src);
            }
            Block::Quote { content, .. } | Block::Box { content, .. } | Block::TimelineEntry { content, .. } => addresses(content, out),
            Block::List { items, .. } => items.iter().for_each(|item| addresses(item, out)),
            Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| addresses(&cell.content, out)),
            Block::Footnotes(notes) => notes.iter().for_each(|(_, content)| addresses(content, out)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coverage(source: &str, html: &str) -> Coverage {
        of(source, &document::from_html(html, &document::ImportOptions::default()).0)
    }

    #[test]
    fn every_word_counts_as_often_as_it_stands() {
        let found = coverage("Un deux un, trois", "<p>Un deux trois</p>");
        assert_eq!((found.words, found.missing, found.examples), (4, 1, vec!["un".to_owned()]));
        assert!(coverage("", "").is_enough());
        assert!(!coverage("un deux trois quatre", "<p>un</p>").is_enough());
    }

    #[test]
    fn shortcode_tags_are_no_words_and_an_embedded_address_is_found() {
        let found = coverage(
            "[gallery ids=\"1,2\"] Bonjour [sic]\nhttps://youtu.be/abc",
            "<p>Bonjour [sic]</p><iframe src=\"https://youtu.be/abc\"></iframe>",
        );
        assert_eq!(found.missing, 0);
    }
}
