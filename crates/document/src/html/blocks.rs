//! From nodes to blocks.

use super::dom::{Dom, Handle, Kind, is_hidden};
use super::line::Line;
use super::{ImportOptions, Problem};
use crate::tree::{Block, Cell, Document, Inline, Mark, Picture};

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

    fn read_picture(&self, node: Handle) -> Option<Picture> {
        let lazy = ["data-src", "data-lazy-src", "data-orig-src"].iter().find_map(|name| self.dom.attribute(node, name));
        let src = self.dom.attribute(node, "src").filter(|src| !src.is_empty() && !src.starts_with("data:")).or(lazy)?;
        let alt = self.dom.attribute(node, "alt").map(str::trim);
        Some(Picture { src: self.options.media(src), alt: alt.map(str::to_owned), ..Picture::default() })
    }

    fn picture(&mut self, node: Handle, marks: &[Mark]) {
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

    fn list(&mut self, node: Handle, ordered: bool, depth: usize) {
        let start = ordered.then(|| self.dom.attribute(node, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1));
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in self.dom.children(node).iter().copied() {
            match &self.dom.node(child).kind {
                Kind::Element { name, .. } if &*name.local == "li" => {
                    let mut item = self.inner(child, depth);
                    if item.is_empty() {
                        item.push(Block::Paragraph(Vec::new()));
                    }
                    items.push(item);
                }
                // Lists in lists without an item of their own belong to the item before.
                Kind::Element { name, .. } if matches!(&*name.local, "ul" | "ol") => {
                    let line = std::mem::take(&mut self.line);
                    let blocks = std::mem::take(&mut self.blocks);
                    self.list(child, &*name.local == "ol", depth + 1);
                    let inner = std::mem::replace(&mut self.blocks, blocks);
                    self.line = line;
                    match items.last_mut() {
                        Some(item) => item.extend(inner),
                        None => items.push(inner),
                    }
                }
                Kind::Element { .. } | Kind::Text(_) => {
                    let text = self.dom.text(child);
                    if !text.is_empty() {
                        items.push(vec![Block::Paragraph(vec![Inline::text(text)])]);
                    }
                }
                Kind::Root | Kind::Hidden => {}
            }
        }
        items.retain(|item| !item.is_empty());
        if !items.is_empty() {
            self.push(Block::List { start, items });
        }
    }

    fn definitions(&mut self, node: Handle, depth: usize) {
        self.flush();
        for child in self.dom.children(node).iter().copied() {
            match self.dom.name(child) {
                Some("dt") => self.marked(child, Mark::Strong, &[], depth),
                Some(_) => self.flow(child, &[], depth),
                None => {}
            }
            self.flush();
        }
    }

    fn figure(&mut self, node: Handle, depth: usize) {
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

    /// The rows of a table, not those of a table in one of its cells.
    fn rows(&self, node: Handle) -> Vec<Handle> {
        let mut rows = Vec::new();
        for child in self.dom.children(node).iter().copied() {
            match self.dom.name(child) {
                Some("tr") => rows.push(child),
                Some("thead" | "tbody" | "tfoot") => rows.extend(self.rows(child)),
                _ => {}
            }
        }
        rows
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

    fn table(&mut self, node: Handle, caption: &str, depth: usize) {
        let mut rows = Vec::new();
        for row in self.rows(node) {
            let mut cells = Vec::new();
            for cell in self.dom.children(row).iter().copied() {
                let header = match self.dom.name(cell) {
                    Some("th") => true,
                    Some("td") => false,
                    _ => continue,
                };
                let span =
                    |name: &str| self.dom.attribute(cell, name).and_then(|n| n.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, 1000);
                let (colspan, rowspan) = (span("colspan"), span("rowspan"));
                let mut content = self.inner(cell, depth);
                if content.is_empty() {
                    content.push(Block::Paragraph(Vec::new()));
                }
                cells.push(Cell { header, colspan, rowspan, content });
            }
            if !cells.is_empty() {
                rows.push(cells);
            }
        }
        let own = self.dom.below(node, "caption").first().map(|own| self.dom.text(*own)).unwrap_or_default();
        let caption = [own.as_str(), caption].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(" ");
        if rows.is_empty() {
            self.flush();
            self.line.text(&caption, &[]);
            self.flush();
            return;
        }
        self.push(Block::Table { rows, caption });
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

    fn embed(&mut self, node: Handle, name: &str, depth: usize) {
        let address = if name == "object" { "data" } else { "src" };
        let address = self.dom.attribute(node, address).or_else(|| self.dom.attribute(node, "data-src")).unwrap_or_default().trim();
        let address = if let Some(rest) = address.strip_prefix("//") { format!("https://{rest}") } else { address.to_owned() };
        if address.starts_with("http") {
            let title = self.dom.attribute(node, "title").unwrap_or_default().to_owned();
            self.push(Block::Embed { address, title });
        }
        if name == "object" {
            self.flow(node, &[], depth);
        }
    }

    fn player(&mut self, node: Handle, name: &str, depth: usize) {
        let inner = self.dom.below(node, "source").into_iter().find_map(|source| self.dom.attribute(source, "src"));
        let Some(src) = self.dom.attribute(node, "src").or(inner) else {
            return self.flow(node, &[], depth);
        };
        let src = self.options.media(src);
        let block =
            if name == "video" { Block::Video { src, caption: String::new() } } else { Block::Audio { src, caption: String::new() } };
        self.push(block);
    }

    fn raw(&mut self, node: Handle, name: &str) {
        let mut html = String::new();
        self.write(node, &mut html, 0);
        self.problems.push(Problem { element: name.to_owned(), html: html.chars().take(200).collect() });
        self.push(Block::Raw { html });
    }

    fn write(&self, node: Handle, out: &mut String, depth: usize) {
        match &self.dom.node(node).kind {
            Kind::Text(text) => crate::render::escape(text, out),
            Kind::Element { name, attributes } if depth < 4 * DEPTH => {
                let name = &*name.local;
                out.push('<');
                out.push_str(name);
                for (name, value) in attributes {
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    crate::render::escape(value, out);
                    out.push('"');
                }
                out.push('>');
                if matches!(name, "br" | "hr" | "img" | "input" | "area" | "col" | "embed" | "source" | "track" | "wbr" | "param") {
                    return;
                }
                self.dom.children(node).iter().for_each(|child| self.write(*child, out, depth + 1));
                out.push_str(&format!("</{name}>"));
            }
            Kind::Element { .. } => crate::render::escape(&self.dom.text(node), out),
            Kind::Root | Kind::Hidden => {}
        }
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
