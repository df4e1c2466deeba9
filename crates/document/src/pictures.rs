//! The pictures of a document, wherever they stand in it.

use crate::tree::{Block, Document, Picture};

/// Every picture, those of galleries too, in the order they are read.
pub fn pictures(document: &Document) -> Vec<&Picture> {
    let mut found = Vec::new();
    collect(&document.blocks, &mut found);
    found
}

fn collect<'a>(all: &'a [Block], found: &mut Vec<&'a Picture>) {
    for block in all {
        match block {
            Block::Picture(picture) => found.push(picture),
            Block::Gallery { pictures, .. } => found.extend(pictures),
            Block::Quote { content, .. } | Block::Box { content, .. } | Block::TimelineEntry { content, .. } => collect(content, found),
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, found)),
            Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| collect(&cell.content, found)),
            Block::Footnotes(notes) => notes.iter().for_each(|(_, content)| collect(content, found)),
            Block::Paragraph(_)
            | Block::Heading { .. }
            | Block::PullQuote { .. }
            | Block::Code { .. }
            | Block::Embed { .. }
            | Block::Video { .. }
            | Block::Audio { .. }
            | Block::File { .. }
            | Block::Rule
            | Block::Raw { .. }
            | Block::Unknown(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ImportOptions, from_html};

    #[test]
    fn pictures_are_found_inside_other_blocks() {
        let html = "<ul><li><img src=\"/a.jpg\" alt=\"a\"></li></ul><figure><img src=\"/b.jpg\"></figure>";
        let (document, _) = from_html(html, &ImportOptions::default());
        let found: Vec<&str> = pictures(&document).iter().map(|picture| picture.src.as_str()).collect();
        assert_eq!(found, ["/a.jpg", "/b.jpg"]);
    }
}
