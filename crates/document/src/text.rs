//! A document as plain text: for the index, excerpts and counts ([`plain_text`]), and for people ([`render_text`]).

use crate::references::{article_of, media_of};
use crate::render::Resolver;
use crate::tree::{Block, Document, Inline, Mark, Picture};

/// Every visible word, a block a line; without addresses. Alternative texts are not visible; captions and credits are.
pub fn plain_text(document: &Document) -> String {
    let mut lines = Vec::new();
    blocks(&document.blocks, &mut lines);
    lines.retain(|line: &String| !line.trim().is_empty());
    lines.join("\n")
}

/// The opening of the text itself: paragraphs and quotes in order, without headings, captions, tables. For excerpts.
pub fn opening(document: &Document) -> String {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(content) => lines.push(line(content)),
            Block::Quote { content, .. } => blocks(content, &mut lines),
            _ => {}
        }
    }
    lines.retain(|line: &String| !line.trim().is_empty());
    if lines.is_empty() { plain_text(document) } else { lines.join("\n") }
}

fn line(content: &[Inline]) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text { text, .. } => out.push_str(text),
            Inline::Break => out.push('\n'),
            Inline::FootnoteReference { .. } | Inline::Unknown(_) => {}
        }
    }
    out
}

fn picture(picture: &Picture, lines: &mut Vec<String>) {
    lines.push(picture.caption.clone());
    lines.push(picture.credit.clone());
}

fn blocks(all: &[Block], lines: &mut Vec<String>) {
    for block in all {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => lines.push(line(content)),
            Block::Quote { content, source, .. } => {
                blocks(content, lines);
                lines.push(source.clone());
            }
            Block::PullQuote { content, source } => {
                lines.push(line(content));
                lines.push(source.clone());
            }
            Block::List { items, .. } => items.iter().for_each(|item| blocks(item, lines)),
            Block::Picture(one) => picture(one, lines),
            Block::Gallery { pictures, caption } => {
                pictures.iter().for_each(|one| picture(one, lines));
                lines.push(caption.clone());
            }
            Block::Table { rows, caption } => {
                lines.push(caption.clone());
                rows.iter().flatten().for_each(|cell| blocks(&cell.content, lines));
            }
            Block::Code { text, .. } => lines.push(text.clone()),
            Block::Box { title: head, content } | Block::TimelineEntry { date: head, content } => {
                lines.push(head.clone());
                blocks(content, lines);
            }
            Block::Embed { title, .. } => lines.push(title.clone()),
            Block::Video { caption, .. } | Block::Audio { caption, .. } => lines.push(caption.clone()),
            Block::File { label, .. } => lines.push(label.clone()),
            Block::Footnotes(notes) => notes.iter().for_each(|(_, content)| blocks(content, lines)),
            Block::Raw { html } => lines.push(crate::html::visible_text(html)),
            Block::Rule | Block::Unknown(_) => {}
        }
    }
}

/// Where addresses lead.
struct Places<'a> {
    resolver: &'a dyn Resolver,
    /// Put before the site's own paths.
    base: &'a str,
}

/// A document for people who read plain text (mails): paragraphs apart, lists with signs, links with their full addresses.
/// `base` is put before the site's own paths.
pub fn render_text(document: &Document, resolver: &dyn Resolver, base: &str) -> String {
    text_of(&document.blocks, resolver, base)
}

/// Some blocks of a document as [`render_text`] writes them.
pub(crate) fn text_of(blocks: &[Block], resolver: &dyn Resolver, base: &str) -> String {
    let mut out = String::new();
    write_blocks(blocks, &Places { resolver, base }, "", &mut out);
    out.trim().to_owned()
}

fn paragraph(text: &str, indent: &str, out: &mut String) {
    if text.trim().is_empty() {
        return;
    }
    for line in text.lines() {
        out.push_str(indent);
        out.push_str(line);
        out.push('\n');
    }
    out.push('\n');
}

fn words(content: &[Inline], places: &Places) -> String {
    let mut out = String::new();
    for inline in content {
        match inline {
            Inline::Text { text, marks } => {
                out.push_str(text);
                let link = marks.iter().find_map(|mark| match mark {
                    Mark::Link { href, .. } => Some(href.as_str()),
                    _ => None,
                });
                if let Some(address) = link.and_then(|href| resolve(href, places)).filter(|address| address != text) {
                    out.push_str(&format!(" <{address}>"));
                }
            }
            Inline::Break => out.push('\n'),
            Inline::FootnoteReference { label } => out.push_str(&format!(" [{label}]")),
            Inline::Unknown(_) => {}
        }
    }
    out
}

fn resolve(href: &str, places: &Places) -> Option<String> {
    let found = if let Some(id) = article_of(href) {
        places.resolver.article(id)?.href
    } else if let Some(id) = media_of(href) {
        places.resolver.media(id)?.src
    } else {
        crate::render::safe_address(href)?
    };
    Some(if crate::render::is_own(&found) { format!("{}{found}", places.base) } else { found })
}

/// A heading with a line under it.
fn write_heading(words: &str, indent: &str, out: &mut String) {
    let line = "-".repeat(words.chars().count().min(72));
    paragraph(&format!("{words}\n{line}"), indent, out);
}

fn write_picture(picture: &Picture, places: &Places, indent: &str, out: &mut String) {
    let known = media_of(&picture.src).and_then(|id| places.resolver.media(id));
    let pick = |own: &str, shared: Option<&String>| if own.is_empty() { shared.cloned().unwrap_or_default() } else { own.to_owned() };
    let caption = pick(&picture.caption, known.as_ref().map(|media| &media.caption));
    let credit = pick(&picture.credit, known.as_ref().map(|media| &media.credit));
    let said: Vec<String> = [caption, credit].into_iter().filter(|text| !text.is_empty()).collect();
    if !said.is_empty() {
        paragraph(&format!("[{}]", said.join(" — ")), indent, out);
    }
}

fn write_blocks(all: &[Block], places: &Places, indent: &str, out: &mut String) {
    for block in all {
        match block {
            Block::Paragraph(content) => paragraph(&words(content, places), indent, out),
            Block::Heading { content, .. } => write_heading(&words(content, places), indent, out),
            Block::Quote { content, source, .. } => {
                write_blocks(content, places, &format!("{indent}> "), out);
                paragraph(source, &format!("{indent}> — "), out);
            }
            Block::PullQuote { content, source } => {
                paragraph(&words(content, places), &format!("{indent}    "), out);
                paragraph(source, &format!("{indent}    — "), out);
            }
            Block::List { start, items } => write_list(*start, items, places, indent, out),
            Block::Picture(one) => write_picture(one, places, indent, out),
            Block::Gallery { pictures, caption } => {
                pictures.iter().for_each(|one| write_picture(one, places, indent, out));
                paragraph(caption, indent, out);
            }
            Block::Table { rows, caption } => {
                paragraph(caption, indent, out);
                let rows: Vec<String> = rows.iter().map(|row| row.iter().map(cell_text).collect::<Vec<_>>().join(" | ")).collect();
                paragraph(&rows.join("\n"), indent, out);
            }
            Block::Code { text, .. } => paragraph(text, &format!("{indent}    "), out),
            Block::Box { title: head, content } | Block::TimelineEntry { date: head, content } => {
                paragraph(head, indent, out);
                write_blocks(content, places, &format!("{indent}  "), out);
            }
            Block::Embed { address, title, .. } => {
                let address = crate::render::safe_address(address).unwrap_or_default();
                paragraph(&format!("{title} <{address}>"), indent, out);
            }
            Block::Video { src, caption } | Block::Audio { src, caption } | Block::File { src, label: caption } => {
                paragraph(&format!("{caption} <{}>", resolve(src, places).unwrap_or_default()), indent, out);
            }
            Block::Footnotes(notes) => {
                for (label, content) in notes {
                    let mut note = String::new();
                    write_blocks(content, places, "", &mut note);
                    paragraph(&format!("[{label}] {}", note.trim()), indent, out);
                }
            }
            Block::Rule => paragraph("* * *", indent, out),
            Block::Raw { html } => paragraph(&crate::html::visible_text(html), indent, out),
            Block::Unknown(_) => {}
        }
    }
}

fn cell_text(cell: &crate::tree::Cell) -> String {
    let mut lines = Vec::new();
    blocks(&cell.content, &mut lines);
    lines.join(" ").replace('\n', " ")
}

fn write_list(start: Option<i64>, items: &[Vec<Block>], places: &Places, indent: &str, out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        let sign = match start {
            Some(start) => format!("{}. ", start.saturating_add(i64::try_from(index).unwrap_or(0))),
            None => "- ".to_owned(),
        };
        let mut inner = String::new();
        write_blocks(item, places, "", &mut inner);
        for (number, line) in inner.trim().lines().filter(|line| !line.is_empty()).enumerate() {
            let lead = if number == 0 { sign.clone() } else { " ".repeat(sign.len()) };
            out.push_str(&format!("{indent}{lead}{line}\n"));
        }
    }
    out.push('\n');
}
