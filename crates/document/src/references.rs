//! What a document refers to: articles it links, media it shows.

use crate::tree::{Block, Document, Inline, Mark, Picture};

/// The ids a document refers to, each once, in the order they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Articles it links.
    pub articles: Vec<i64>,
    /// Pictures and files it shows or links.
    pub media: Vec<i64>,
    /// Every other address it links.
    pub addresses: Vec<String>,
    /// The raw HTML that stands in it.
    pub raw: Vec<String>,
}

/// The id in `article:ID`.
pub fn article_of(address: &str) -> Option<i64> {
    address.strip_prefix("article:")?.parse().ok()
}

/// The id in `media:ID`.
pub fn media_of(address: &str) -> Option<i64> {
    address.strip_prefix("media:")?.parse().ok()
}

/// What a document refers to.
pub fn references(document: &Document) -> References {
    let mut found = References::default();
    blocks(&document.blocks, &mut found);
    found
}

fn address(address: &str, found: &mut References) {
    if let Some(id) = article_of(address)
        && !found.articles.contains(&id)
    {
        found.articles.push(id);
    }
    if let Some(id) = media_of(address)
        && !found.media.contains(&id)
    {
        found.media.push(id);
    }
}

fn picture(picture: &Picture, found: &mut References) {
    address(&picture.src, found);
    address(&picture.href, found);
}

fn inlines(line: &[Inline], found: &mut References) {
    for inline in line {
        let Inline::Text { marks, .. } = inline else {
            continue;
        };
        for mark in marks {
            if let Mark::Link { href, .. } = mark {
                address(href, found);
                let other = article_of(href).is_none() && media_of(href).is_none();
                if other && !found.addresses.contains(href) {
                    found.addresses.push(href.clone());
                }
            }
        }
    }
}

fn blocks(all: &[Block], found: &mut References) {
    for block in all {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } | Block::PullQuote { content, .. } => inlines(content, found),
            Block::Quote { content, .. } | Block::Box { content, .. } | Block::TimelineEntry { content, .. } => blocks(content, found),
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, found)),
            Block::Picture(one) => picture(one, found),
            Block::Gallery { pictures, .. } => pictures.iter().for_each(|one| picture(one, found)),
            Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| blocks(&cell.content, found)),
            Block::Video { src, .. } | Block::Audio { src, .. } | Block::File { src, .. } => address(src, found),
            Block::Footnotes(notes) => notes.iter().for_each(|(_, content)| blocks(content, found)),
            Block::Embed { picture, .. } => address(picture, found),
            Block::Code { .. } | Block::Rule | Block::Unknown(_) => {}
            Block::Raw { html } => found.raw.push(html.clone()),
        }
    }
}
