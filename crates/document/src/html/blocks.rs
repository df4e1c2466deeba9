//! From nodes to blocks: the walk, and the blocks made of words.

mod figures;
mod lists;
mod others;
mod tables;

use super::dom::{Dom, Handle, Kind, is_hidden};
use super::line::Line;
use super::{ImportOptions, Problem};
use crate::tree::{Block, Inline, Mark};

/// Deeper than this, elements add no structure any more; their words are kept.
const DEPTH: usize = 60;
/// Blocks in blocks are kept up to this depth.
const NESTING: usize = 12;

/// Reads nodes into blocks.
pub struct Reader<'a> {
    dom: &'a Dom,
    options: &'a ImportOptions,
    blocks: Vec<Block>,
    line: Line,
    problems: Vec<Problem>,
    nesting: usize,
}

impl<'a> Reader<'a> {
    pub fn new(dom: &'a Dom, options: &'a ImportOptions) -> Reader<'a> {
        Reader { dom, options, blocks: Vec::new(), line: Line::default(), problems: Vec::new(), nesting: 0 }
    }

    pub fn finish(mut self) -> (Vec<Block>, Vec<Problem>) {
        self.flush();
        (self.blocks, self.problems)
    }

    /// Ends the paragraph under way.
    fn flush(&mut self) {
        let content = self.line.take();
        if content.iter().any(|inline| !matches!(inline, Inline::Text { text, .. } if text.trim().is_empty())) {
            self.blocks.push(Block::Paragraph(content));
        }
    }

    fn push(&mut self, block: Block) {
        self.flush();
        self.blocks.push(block);
    }

    /// The blocks below a node, apart from the ones so far.
    fn inner(&mut self, node: Handle, depth: usize) -> Vec<Block> {
        let blocks = std::mem::take(&mut self.blocks);
        let line = std::mem::take(&mut self.line);
        self.nesting += 1;
        self.flow(node, &[], depth + 1);
        self.flush();
        self.nesting -= 1;
        self.line = line;
        std::mem::replace(&mut self.blocks, blocks)
    }

    /// One line of all the words below a node. Pictures in it come after, as blocks.
    fn words(&mut self, node: Handle, depth: usize) -> (Vec<Inline>, Vec<Block>) {
        let mut line = Vec::new();
        let mut rest = Vec::new();
        for block in self.inner(node, depth) {
            match block {
                Block::Paragraph(content) => {
                    if !line.is_empty() {
                        line.push(Inline::Break);
                    }
                    line.extend(content);
                }
                other => rest.push(other),
            }
        }
        (line, rest)
    }

    /// Reads the children of a node.
    pub fn flow(&mut self, node: Handle, marks: &[Mark], depth: usize) {
        if depth > DEPTH {
            let text = self.dom.text(node);
            self.line.text(&text, marks);
            return;
        }
        for child in self.dom.children(node).iter().copied() {
            match &self.dom.node(child).kind {
                Kind::Text(text) => self.line.text(text, marks),
                Kind::Element { name, .. } => self.element(child, &name.local, marks, depth + 1),
                Kind::Root | Kind::Hidden => {}
            }
        }
    }

    fn marked(&mut self, node: Handle, mark: Mark, marks: &[Mark], depth: usize) {
        let mut more = marks.to_vec();
        if !more.contains(&mark) {
            more.push(mark);
        }
        self.flow(node, &more, depth);
    }

    fn element(&mut self, node: Handle, name: &str, marks: &[Mark], depth: usize) {
        let nested = self.nesting >= NESTING;
        match name {
            _ if is_hidden(name) => {}
            "a" => self.link(node, marks, depth),
            "strong" | "b" => self.marked(node, Mark::Strong, marks, depth),
            "em" | "i" | "cite" | "dfn" | "var" => self.marked(node, Mark::Emphasis, marks, depth),
            "s" | "del" | "strike" => self.marked(node, Mark::Strike, marks, depth),
            "sub" => self.marked(node, Mark::Sub, marks, depth),
            "sup" => self.marked(node, Mark::Sup, marks, depth),
            "code" | "kbd" | "samp" | "tt" => self.marked(node, Mark::Code, marks, depth),
            "span" | "bdo" | "bdi" | "font" => match self.dom.attribute(node, "lang").filter(|lang| !lang.is_empty()) {
                Some(lang) => self.marked(node, Mark::Language(lang.to_owned()), marks, depth),
                None => self.flow(node, marks, depth),
            },
            "br" => self.line.line_break(),
            "wbr" => {}
            "img" => self.picture(node, marks),
            "hr" => self.push(Block::Rule),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name, depth),
            "blockquote" if !nested => self.quote(node, depth),
            "ul" | "ol" | "menu" | "dir" if !nested => self.list(node, name == "ol", depth),
            "dl" => self.definitions(node, depth),
            "figure" => self.figure(node, depth),
            "table" if !nested => self.table(node, "", depth),
            "pre" | "listing" | "xmp" | "plaintext" => self.code(node),
            "details" if !nested => self.details(node, depth),
            "aside" if !nested && self.dom.has_class(node, "box") => {
                let content = self.inner(node, depth);
                self.push(Block::Box { title: String::new(), content });
            }
            "iframe" | "embed" | "object" => self.embed(node, name, depth),
            "video" | "audio" => self.player(node, name, depth),
            "svg" | "math" | "form" | "select" | "canvas" | "map" | "fieldset" => self.raw(node, name),
            "input" | "button" | "source" | "track" | "param" | "area" | "col" | "colgroup" => {
                let text = self.dom.text(node);
                self.line.text(&text, marks);
            }
            _ if super::dom::is_inline(name) => self.flow(node, marks, depth),
            _ => {
                self.flush();
                self.flow(node, marks, depth);
                self.flush();
            }
        }
    }

    fn link(&mut self, node: Handle, marks: &[Mark], depth: usize) {
        let href = self.dom.attribute(node, "href").map(str::trim).filter(|href| !href.is_empty() && !href.starts_with("javascript:"));
        match href {
            None => self.flow(node, marks, depth),
            Some(href) => {
                let title = self.dom.attribute(node, "title").unwrap_or_default().to_owned();
                let mut more: Vec<Mark> = marks.iter().filter(|mark| !matches!(mark, Mark::Link { .. })).cloned().collect();
                more.insert(0, Mark::Link { href: self.options.link(href), title });
                self.flow(node, &more, depth);
            }
        }
    }

    fn heading(&mut self, node: Handle, name: &str, depth: usize) {
        let level = match name {
            "h1" | "h2" => 2,
            "h3" => 3,
            _ => 4,
        };
        let (content, rest) = self.words(node, depth);
        if !content.is_empty() {
            self.push(Block::Heading { level, content });
        }
        self.flush();
        self.blocks.extend(rest);
    }

    fn quote(&mut self, node: Handle, depth: usize) {
        let source = self.dom.children(node).iter().copied().rev().find(|child| matches!(self.dom.name(*child), Some("cite" | "footer")));
        let said = source.map(|source| self.dom.text(source)).unwrap_or_default();
        let address = self.dom.attribute(node, "cite").unwrap_or_default().to_owned();
        let mut content = self.inner_without(node, source, depth);
        if content.is_empty() && said.is_empty() {
            return;
        }
        if content.is_empty() {
            content.push(Block::Paragraph(Vec::new()));
        }
        self.push(Block::Quote { content, source: said, address });
    }

    fn inner_without(&mut self, node: Handle, skip: Option<Handle>, depth: usize) -> Vec<Block> {
        let blocks = std::mem::take(&mut self.blocks);
        let line = std::mem::take(&mut self.line);
        self.nesting += 1;
        for child in self.dom.children(node).iter().copied().filter(|child| Some(*child) != skip) {
            match &self.dom.node(child).kind {
                Kind::Text(text) => self.line.text(text, &[]),
                Kind::Element { name, .. } => self.element(child, &name.local, &[], depth + 1),
                Kind::Root | Kind::Hidden => {}
            }
        }
        self.flush();
        self.nesting -= 1;
        self.line = line;
        std::mem::replace(&mut self.blocks, blocks)
    }

    fn code(&mut self, node: Handle) {
        let mut text = String::new();
        let mut todo = vec![node];
        while let Some(next) = todo.pop() {
            match &self.dom.node(next).kind {
                Kind::Text(words) => text.push_str(words),
                Kind::Element { name, .. } if &*name.local == "br" => text.push('\n'),
                _ => {}
            }
            todo.extend(self.dom.children(next).iter().rev());
        }
        let text = text.trim_end().replace('\0', "");
        if !text.is_empty() {
            self.push(Block::Code { language: String::new(), text });
        }
    }

    fn details(&mut self, node: Handle, depth: usize) {
        let summary = self.dom.children(node).iter().copied().find(|child| self.dom.name(*child) == Some("summary"));
        let title = summary.map(|summary| self.dom.text(summary)).unwrap_or_default();
        let content = self.inner_without(node, summary, depth);
        self.push(Block::Box { title, content });
    }
}
