//! Pictures, galleries, and what a figure holds beside them.

use super::super::dom::Handle;
use super::Reader;
use crate::tree::{Block, Document, Inline, Mark, Picture};

impl Reader<'_> {
    fn read_picture(&self, node: Handle) -> Option<Picture> {
        let lazy = ["data-src", "data-lazy-src", "data-orig-src"].iter().find_map(|name| self.dom.attribute(node, name));
        let src = self.dom.attribute(node, "src").filter(|src| !src.is_empty() && !src.starts_with("data:")).or(lazy)?;
        let alt = self.dom.attribute(node, "alt").map(str::trim);
        Some(Picture { src: self.options.media(src), alt: alt.map(str::to_owned), ..Picture::default() })
    }

    pub(super) fn picture(&mut self, node: Handle, marks: &[Mark]) {
        let Some(mut picture) = self.read_picture(node) else {
            return;
        };
        if let Some(Mark::Link { href, .. }) = marks.iter().find(|mark| matches!(mark, Mark::Link { .. })) {
            picture.href = self.own_or_none(href, &picture.src);
        }
        self.push(Block::Picture(picture));
    }

    /// A link from a picture to its own file says nothing.
    fn own_or_none(&self, href: &str, src: &str) -> String {
        if href == src || href.starts_with("media:") { String::new() } else { href.to_owned() }
    }

    pub(super) fn figure(&mut self, node: Handle, depth: usize) {
        let caption_node = self.dom.children(node).iter().copied().find(|child| self.dom.name(*child) == Some("figcaption"));
        let caption_node = caption_node.or_else(|| self.dom.below(node, "figcaption").pop());
        let caption = caption_node.map(|caption| self.dom.text(caption)).unwrap_or_default();
        let images = self.dom.below(node, "img");
        let is_gallery = images.len() > 1;
        if self.dom.has_class(node, "wp-block-pullquote") {
            let quote = self.dom.below(node, "blockquote").first().copied().unwrap_or(node);
            let cite = self.dom.below(quote, "cite").first().copied();
            let source = cite.map(|cite| self.dom.text(cite)).unwrap_or_default();
            let blocks = self.inner_without(quote, cite, depth);
            let content = lines_of(blocks);
            self.push(Block::PullQuote { content, source });
            return;
        }
        if is_gallery {
            self.gallery(node, &images);
            self.beside(node, caption_node, depth);
            return;
        }
        if let [image] = images.as_slice()
            && self.dom.below(node, "table").is_empty()
            && let Some(mut picture) = self.read_picture(*image)
        {
            let link = self.dom.below(node, "a").into_iter().find(|link| self.dom.below(*link, "img").contains(image));
            if let Some(href) = link.and_then(|link| self.dom.attribute(link, "href")) {
                picture.href = self.own_or_none(&self.options.link(href), &picture.src);
                let media = self.options.media(href);
                if media == picture.src || media.starts_with("media:") {
                    picture.href = String::new();
                }
            }
            picture.credit = self.dom.below(node, "small").first().map(|small| self.dom.text(*small)).unwrap_or_default();
            picture.caption = match caption.strip_suffix(&picture.credit) {
                Some(words) if !picture.credit.is_empty() => words.trim_end().to_owned(),
                _ => caption,
            };
            self.push(Block::Picture(picture));
            self.beside(node, caption_node, depth);
            return;
        }
        if let Some(table) = self.dom.below(node, "table").first().copied() {
            self.table(table, &caption, depth);
            return;
        }
        let blocks = self.inner_without(node, caption_node, depth);
        self.flush();
        let mut blocks = blocks;
        let said = match blocks.last_mut() {
            Some(Block::Video { caption: own, .. } | Block::Audio { caption: own, .. } | Block::Embed { title: own, .. })
                if own.is_empty() =>
            {
                own.clone_from(&caption);
                true
            }
            _ => caption.is_empty(),
        };
        self.blocks.extend(blocks);
        if !said {
            self.blocks.push(Block::Paragraph(vec![Inline::text(caption)]));
        }
    }

    /// What stands in a figure beside its pictures and caption: it follows them.
    fn beside(&mut self, node: Handle, caption: Option<Handle>, depth: usize) {
        let mut rest = self.inner_without(node, caption, depth);
        rest.retain(|block| !matches!(block, Block::Picture(_) | Block::Gallery { .. }));
        self.blocks.extend(rest);
    }

    fn gallery(&mut self, node: Handle, images: &[Handle]) {
        let captions = self.dom.below(node, "figcaption");
        let figures: Vec<Handle> = self.dom.below(node, "figure").into_iter().chain(self.dom.below(node, "li")).collect();
        let mut used = Vec::new();
        let mut pictures = Vec::new();
        for image in images {
            let Some(mut picture) = self.read_picture(*image) else {
                continue;
            };
            let around = figures.iter().find(|figure| self.dom.below(**figure, "img") == [*image]);
            if let Some(caption) = around.and_then(|figure| self.dom.below(*figure, "figcaption").first().copied()) {
                picture.caption = self.dom.text(caption);
                used.push(caption);
            }
            pictures.push(picture);
        }
        let rest: Vec<String> = captions.iter().filter(|caption| !used.contains(caption)).map(|caption| self.dom.text(*caption)).collect();
        self.push(Block::Gallery { pictures, caption: rest.join(" ") });
    }
}

/// All blocks as one line.
fn lines_of(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line = Vec::new();
    for block in blocks {
        let content = match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => content,
            other => vec![Inline::text(crate::text::plain_text(&Document { blocks: vec![other] }).replace('\n', " "))],
        };
        if !line.is_empty() {
            line.push(Inline::Break);
        }
        line.extend(content);
    }
    line
}
