//! Blocks.

use super::inline::identity;
use super::{Kind, Renderer, escape};
use crate::tree::{Block, Cell, Inline};

impl Renderer<'_> {
    pub(super) fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn wrap(&mut self, start: &str, content: &[Inline], end: &str) {
        self.out.push_str(start);
        self.line(content);
        self.out.push_str(end);
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(content) if content.is_empty() => {}
            Block::Paragraph(content) => self.wrap("<p>", content, "</p>"),
            Block::Heading { level, content } => self.heading(*level, content),
            Block::Quote { content, source, address } => {
                self.out.push_str(if self.kind == Kind::Page { "<figure class=\"quote\"><blockquote>" } else { "<blockquote>" });
                self.blocks(content);
                self.quote_end(source, address);
            }
            Block::PullQuote { content, source } => {
                self.wrap(if self.kind == Kind::Page { "<aside class=\"pull-quote\"><p>" } else { "<blockquote><p>" }, content, "</p>");
                if !source.is_empty() {
                    self.out.push_str("<p><cite>");
                    self.set(source);
                    self.out.push_str("</cite></p>");
                }
                self.out.push_str(if self.kind == Kind::Page { "</aside>" } else { "</blockquote>" });
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Picture(picture) => self.figure(picture),
            Block::Gallery { pictures, caption } => self.gallery(pictures, caption),
            Block::Table { rows, caption } => self.table(rows, caption),
            Block::Code { text, .. } => {
                self.out.push_str(if self.kind == Kind::Page { "<pre tabindex=\"0\"><code>" } else { "<pre><code>" });
                escape(text, &mut self.out);
                self.out.push_str("</code></pre>");
            }
            Block::Box { title, content } => {
                self.out.push_str(if self.kind == Kind::Page { "<aside class=\"box\">" } else { "<div>" });
                if !title.is_empty() {
                    self.out.push_str("<p><strong>");
                    self.set(title);
                    self.out.push_str("</strong></p>");
                }
                self.blocks(content);
                self.out.push_str(if self.kind == Kind::Page { "</aside>" } else { "</div>" });
            }
            Block::Embed { address, title, picture } => self.embed(address, title, picture),
            Block::Video { src, caption } => self.player("video", src, caption),
            Block::Audio { src, caption } => self.player("audio", src, caption),
            Block::File { src, label } => self.link_line(src, label),
            Block::Footnotes(notes) => self.footnotes(notes),
            Block::Rule => self.out.push_str("<hr>"),
            Block::TimelineEntry { date, content } => {
                self.out.push_str(if self.kind == Kind::Page {
                    "<section class=\"timeline-entry\"><p><strong>"
                } else {
                    "<div><p><strong>"
                });
                self.set(date);
                self.out.push_str("</strong></p>");
                self.blocks(content);
                self.out.push_str(if self.kind == Kind::Page { "</section>" } else { "</div>" });
            }
            Block::Raw { html } => self.out.push_str(&crate::html::sanitise(html, &self.options.base)),
            Block::Unknown(_) => {}
        }
    }

    fn heading(&mut self, level: u8, content: &[Inline]) {
        let level = level.clamp(2, 4);
        if self.kind != Kind::Page {
            self.wrap(&format!("<h{level}>"), content, &format!("</h{level}>"));
            return;
        }
        let words: String = content
            .iter()
            .map(|inline| match inline {
                Inline::Text { text, .. } => text.as_str(),
                _ => " ",
            })
            .collect();
        let slug = language::slug(&words, &self.options.language);
        let slug = if slug.is_empty() { "part".to_owned() } else { slug };
        let mut id = slug.clone();
        let mut number = 2;
        while self.ids.contains(&id) {
            id = format!("{slug}-{number}");
            number += 1;
        }
        self.ids.push(id.clone());
        self.out.push_str(&format!("<h{level} id=\"h-"));
        escape(&id, &mut self.out);
        self.wrap("\">", content, &format!("</h{level}>"));
    }

    fn quote_end(&mut self, source: &str, address: &str) {
        let link = Some(address).filter(|address| !address.is_empty()).and_then(|address| self.target(address));
        let page = self.kind == Kind::Page;
        if page {
            self.out.push_str("</blockquote>");
        }
        if !source.is_empty() || link.is_some() {
            self.out.push_str(if page { "<figcaption><cite>" } else { "<p><cite>" });
            if let Some(link) = &link {
                self.out.push_str("<a href=\"");
                escape(link, &mut self.out);
                self.out.push_str("\">");
            }
            self.set(if source.is_empty() { address } else { source });
            self.out.push_str(if link.is_some() { "</a></cite>" } else { "</cite>" });
            self.out.push_str(if page { "</figcaption>" } else { "</p>" });
        }
        self.out.push_str(if page { "</figure>" } else { "</blockquote>" });
    }

    fn list(&mut self, start: Option<i64>, items: &[Vec<Block>]) {
        match start {
            None => self.out.push_str("<ul>"),
            Some(1) => self.out.push_str("<ol>"),
            Some(first) => self.out.push_str(&format!("<ol start=\"{first}\">")),
        }
        for item in items {
            self.out.push_str("<li>");
            // A tight item: one paragraph stands without its own space around it.
            match item.as_slice() {
                [Block::Paragraph(content)] => self.line(content),
                [Block::Paragraph(content), rest @ ..] if rest.iter().all(|block| matches!(block, Block::List { .. })) => {
                    self.line(content);
                    self.blocks(rest);
                }
                other => self.blocks(other),
            }
            self.out.push_str("</li>");
        }
        self.out.push_str(if start.is_none() { "</ul>" } else { "</ol>" });
    }

    fn gallery(&mut self, pictures: &[crate::tree::Picture], caption: &str) {
        let page = self.kind == Kind::Page;
        if page {
            self.out.push_str("<figure class=\"gallery\"><div>");
        }
        for picture in pictures {
            self.figure(picture);
        }
        if page {
            self.out.push_str("</div>");
        }
        if !caption.is_empty() {
            self.out.push_str(if page { "<figcaption>" } else { "<p>" });
            self.set(caption);
            self.out.push_str(if page { "</figcaption>" } else { "</p>" });
        }
        if page {
            self.out.push_str("</figure>");
        }
    }

    fn table(&mut self, rows: &[Vec<Cell>], caption: &str) {
        let page = self.kind == Kind::Page;
        if page {
            self.out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"");
            let label = if caption.is_empty() { self.options.table_label.clone() } else { caption.to_owned() };
            escape(&label, &mut self.out);
            self.out.push_str("\">");
        }
        self.out.push_str(if self.kind == Kind::Mail { "<table border=\"1\" cellpadding=\"6\" cellspacing=\"0\">" } else { "<table>" });
        if !caption.is_empty() {
            self.out.push_str("<caption>");
            self.set(caption);
            self.out.push_str("</caption>");
        }
        let heads = rows.first().is_some_and(|row| !row.is_empty() && row.iter().all(|cell| cell.header));
        for (index, row) in rows.iter().enumerate() {
            if index == 0 && heads {
                self.out.push_str("<thead>");
            } else if index == usize::from(heads) {
                self.out.push_str("<tbody>");
            }
            self.out.push_str("<tr>");
            row.iter().for_each(|cell| self.cell(cell, if index == 0 && heads { "col" } else { "row" }));
            self.out.push_str("</tr>");
            if index == 0 && heads {
                self.out.push_str("</thead>");
            }
        }
        if rows.len() > usize::from(heads) {
            self.out.push_str("</tbody>");
        }
        self.out.push_str("</table>");
        if page {
            self.out.push_str("</div>");
        }
    }

    fn cell(&mut self, cell: &Cell, scope: &str) {
        self.out.push_str(&if cell.header { format!("<th scope=\"{scope}\"") } else { "<td".to_owned() });
        if cell.colspan > 1 {
            self.out.push_str(&format!(" colspan=\"{}\"", cell.colspan));
        }
        if cell.rowspan > 1 {
            self.out.push_str(&format!(" rowspan=\"{}\"", cell.rowspan));
        }
        self.out.push('>');
        match cell.content.as_slice() {
            [Block::Paragraph(content)] => self.line(content),
            other => self.blocks(other),
        }
        self.out.push_str(if cell.header { "</th>" } else { "</td>" });
    }

    fn footnotes(&mut self, notes: &[(String, Vec<Block>)]) {
        let page = self.kind == Kind::Page;
        self.out.push_str(if page { "<section class=\"footnotes\" role=\"doc-endnotes\"><ol>" } else { "<ol>" });
        for (label, content) in notes {
            let id = identity(label);
            self.out.push_str(&if page { format!("<li id=\"note-{id}\">") } else { "<li>".to_owned() });
            self.blocks(content);
            if page {
                self.out.push_str(&format!("<a href=\"#sign-{id}\" role=\"doc-backlink\" aria-label=\"↩ {id}\">↩</a>"));
            }
            self.out.push_str("</li>");
        }
        self.out.push_str(if page { "</ol></section>" } else { "</ol>" });
    }
}
