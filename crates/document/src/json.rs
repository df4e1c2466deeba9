//! ProseMirror JSON, read and written.
//!
//! Property: `from_json(to_json(d)) == d`. Text nodes next to each other with the same marks become one; empty ones go.

use serde_json::{Map, Value, json};

use crate::VERSION;
use crate::tree::{Block, Cell, Document, Inline, Mark, Picture, Width};

/// How deep blocks may stand in one another.
const DEPTH: usize = 32;

/// Why a text is no document.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no JSON.
    #[error("no JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// It is JSON, but no document.
    #[error("{0}")]
    Shape(&'static str),
    /// It was written by a later version of the program.
    #[error("schema {0} is newer than this program's {VERSION}")]
    Newer(u64),
}

/// Reads a document.
pub fn from_json(text: &str) -> Result<Document, Error> {
    let value: Value = serde_json::from_str(text)?;
    let map = value.as_object().ok_or(Error::Shape("a document is a JSON object"))?;
    if map.get("type").and_then(Value::as_str) != Some("doc") {
        return Err(Error::Shape("a document's type is \"doc\""));
    }
    let version = map.get("attrs").and_then(|attrs| attrs.get("version")).or(map.get("version")).and_then(Value::as_u64).unwrap_or(1);
    if version > u64::from(VERSION) {
        return Err(Error::Newer(version));
    }
    Ok(Document { blocks: blocks(children(&value), 0)? })
}

/// Writes a document.
pub fn to_json(document: &Document) -> String {
    json!({ "type": "doc", "version": VERSION, "content": blocks_out(&document.blocks) }).to_string()
}

/// One block as it is written: equal texts are equal blocks.
pub(crate) fn block_text(block: &Block) -> String {
    block_out(block).to_string()
}

fn children(value: &Value) -> &[Value] {
    value.get("content").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn attribute<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get("attrs")?.get(name)
}

fn word(value: &Value, name: &str) -> String {
    attribute(value, name).and_then(Value::as_str).unwrap_or_default().replace('\0', "")
}

fn count(value: &Value, name: &str) -> u32 {
    attribute(value, name).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or(1).clamp(1, 1000)
}

fn blocks(values: &[Value], depth: usize) -> Result<Vec<Block>, Error> {
    if depth > DEPTH {
        return Err(Error::Shape("blocks stand too deep in one another"));
    }
    values.iter().map(|value| block(value, depth)).collect()
}

fn block(value: &Value, depth: usize) -> Result<Block, Error> {
    let kind = value.get("type").and_then(Value::as_str).ok_or(Error::Shape("a block without a type"))?;
    let inner = || blocks(children(value), depth + 1);
    Ok(match kind {
        "paragraph" => Block::Paragraph(inlines(children(value))),
        "heading" => {
            let level = attribute(value, "level").and_then(Value::as_u64).unwrap_or(2).clamp(2, 4);
            Block::Heading { level: u8::try_from(level).unwrap_or(2), content: inlines(children(value)) }
        }
        "quote" => Block::Quote { content: inner()?, source: word(value, "source"), address: word(value, "address") },
        "pull_quote" => Block::PullQuote { content: inlines(children(value)), source: word(value, "source") },
        "bullet_list" | "ordered_list" => {
            let start = (kind == "ordered_list").then(|| attribute(value, "start").and_then(Value::as_i64).unwrap_or(1));
            let items = children(value).iter().map(|item| blocks(children(item), depth + 1)).collect::<Result<_, _>>()?;
            Block::List { start, items }
        }
        "picture" => Block::Picture(picture(value.get("attrs").unwrap_or(&Value::Null))),
        "gallery" => {
            let pictures = attribute(value, "pictures").and_then(Value::as_array).map(|all| all.iter().map(picture).collect());
            Block::Gallery { pictures: pictures.unwrap_or_default(), caption: word(value, "caption") }
        }
        "table" => {
            let rows = children(value).iter().map(|row| children(row).iter().map(|cell| self::cell(cell, depth + 1)).collect());
            Block::Table { rows: rows.collect::<Result<_, _>>()?, caption: word(value, "caption") }
        }
        "code_block" => {
            let text = children(value).iter().filter_map(|node| node.get("text").and_then(Value::as_str)).collect::<String>();
            Block::Code { language: word(value, "language"), text: text.replace('\0', "") }
        }
        "box" => Block::Box { title: word(value, "title"), content: inner()? },
        "embed" => Block::Embed { address: word(value, "address"), title: word(value, "title"), picture: word(value, "picture") },
        "video" => Block::Video { src: word(value, "src"), caption: word(value, "caption") },
        "audio" => Block::Audio { src: word(value, "src"), caption: word(value, "caption") },
        "file" => Block::File { src: word(value, "src"), label: word(value, "label") },
        "footnotes" => {
            let notes = children(value).iter().map(|note| Ok((word(note, "label"), blocks(children(note), depth + 1)?)));
            Block::Footnotes(notes.collect::<Result<_, Error>>()?)
        }
        "rule" => Block::Rule,
        "timeline_entry" => Block::TimelineEntry { date: word(value, "date"), content: inner()? },
        "raw" => Block::Raw { html: word(value, "html") },
        _ => Block::Unknown(value.clone()),
    })
}

fn cell(value: &Value, depth: usize) -> Result<Cell, Error> {
    Ok(Cell {
        header: value.get("type").and_then(Value::as_str) == Some("table_header"),
        colspan: count(value, "colspan"),
        rowspan: count(value, "rowspan"),
        content: blocks(children(value), depth)?,
    })
}

fn picture(attributes: &Value) -> Picture {
    let text = |name: &str| attributes.get(name).and_then(Value::as_str).unwrap_or_default().replace('\0', "");
    Picture {
        src: text("src"),
        alt: attributes.get("alt").and_then(Value::as_str).map(str::to_owned),
        caption: text("caption"),
        credit: text("credit"),
        href: text("href"),
        width: Width::parse(&text("width")),
    }
}

fn inlines(values: &[Value]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for value in values {
        let inline = match value.get("type").and_then(Value::as_str) {
            Some("text") => {
                let text = value.get("text").and_then(Value::as_str).unwrap_or_default().replace('\0', "");
                let marks = value.get("marks").and_then(Value::as_array).map(|all| all.iter().map(mark).collect());
                Inline::Text { text, marks: marks.unwrap_or_default() }
            }
            Some("line_break") => Inline::Break,
            Some("footnote_reference") => Inline::FootnoteReference { label: word(value, "label") },
            _ => Inline::Unknown(value.clone()),
        };
        push_inline(&mut out, inline);
    }
    out
}

/// Adds to a line; words with the same marks are joined.
pub(crate) fn push_inline(line: &mut Vec<Inline>, inline: Inline) {
    if let Inline::Text { text, marks } = &inline {
        if text.is_empty() {
            return;
        }
        if let Some(Inline::Text { text: before, marks: same }) = line.last_mut()
            && same == marks
        {
            before.push_str(text);
            return;
        }
    }
    line.push(inline);
}

fn mark(value: &Value) -> Mark {
    match value.get("type").and_then(Value::as_str) {
        Some("link") => Mark::Link { href: word(value, "href"), title: word(value, "title") },
        Some("strong") => Mark::Strong,
        Some("emphasis") => Mark::Emphasis,
        Some("strike") => Mark::Strike,
        Some("sub") => Mark::Sub,
        Some("sup") => Mark::Sup,
        Some("code") => Mark::Code,
        Some("language") => Mark::Language(word(value, "lang")),
        _ => Mark::Unknown(value.clone()),
    }
}

fn blocks_out(blocks: &[Block]) -> Vec<Value> {
    blocks.iter().map(block_out).collect()
}

fn node(kind: &str, attributes: Value, content: Option<Vec<Value>>) -> Value {
    let mut map = Map::new();
    map.insert("type".to_owned(), Value::from(kind));
    if !attributes.is_null() {
        map.insert("attrs".to_owned(), attributes);
    }
    // ProseMirror leaves an empty content out.
    if let Some(content) = content.filter(|content| !content.is_empty()) {
        map.insert("content".to_owned(), Value::Array(content));
    }
    Value::Object(map)
}

fn block_out(block: &Block) -> Value {
    match block {
        Block::Paragraph(content) => node("paragraph", Value::Null, Some(inlines_out(content))),
        Block::Heading { level, content } => node("heading", json!({ "level": level }), Some(inlines_out(content))),
        Block::Quote { content, source, address } => {
            node("quote", json!({ "source": source, "address": address }), Some(blocks_out(content)))
        }
        Block::PullQuote { content, source } => node("pull_quote", json!({ "source": source }), Some(inlines_out(content))),
        Block::List { start, items } => {
            let items = items.iter().map(|item| node("list_item", Value::Null, Some(blocks_out(item)))).collect();
            match start {
                Some(start) => node("ordered_list", json!({ "start": start }), Some(items)),
                None => node("bullet_list", Value::Null, Some(items)),
            }
        }
        Block::Picture(picture) => node("picture", picture_out(picture), None),
        Block::Gallery { pictures, caption } => {
            let pictures: Vec<Value> = pictures.iter().map(picture_out).collect();
            node("gallery", json!({ "pictures": pictures, "caption": caption }), None)
        }
        Block::Table { rows, caption } => {
            let rows = rows.iter().map(|row| node("table_row", Value::Null, Some(row.iter().map(cell_out).collect()))).collect();
            node("table", json!({ "caption": caption }), Some(rows))
        }
        Block::Code { language, text } => {
            let content = if text.is_empty() { Vec::new() } else { vec![json!({ "type": "text", "text": text })] };
            node("code_block", json!({ "language": language }), Some(content))
        }
        Block::Box { title, content } => node("box", json!({ "title": title }), Some(blocks_out(content))),
        Block::Embed { address, title, picture } => node("embed", json!({ "address": address, "title": title, "picture": picture }), None),
        Block::Video { src, caption } => node("video", json!({ "src": src, "caption": caption }), None),
        Block::Audio { src, caption } => node("audio", json!({ "src": src, "caption": caption }), None),
        Block::File { src, label } => node("file", json!({ "src": src, "label": label }), None),
        Block::Footnotes(notes) => {
            let notes = notes.iter().map(|(label, content)| node("footnote", json!({ "label": label }), Some(blocks_out(content))));
            node("footnotes", Value::Null, Some(notes.collect()))
        }
        Block::Rule => node("rule", Value::Null, None),
        Block::TimelineEntry { date, content } => node("timeline_entry", json!({ "date": date }), Some(blocks_out(content))),
        Block::Raw { html } => node("raw", json!({ "html": html }), None),
        Block::Unknown(value) => value.clone(),
    }
}

fn cell_out(cell: &Cell) -> Value {
    let kind = if cell.header { "table_header" } else { "table_cell" };
    node(kind, json!({ "colspan": cell.colspan, "rowspan": cell.rowspan }), Some(blocks_out(&cell.content)))
}

fn picture_out(picture: &Picture) -> Value {
    json!({
        "src": picture.src, "alt": picture.alt, "caption": picture.caption, "credit": picture.credit, "href": picture.href,
        "width": picture.width.as_str(),
    })
}

fn inlines_out(inlines: &[Inline]) -> Vec<Value> {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text { text, marks } if marks.is_empty() => json!({ "type": "text", "text": text }),
            Inline::Text { text, marks } => {
                json!({ "type": "text", "text": text, "marks": marks.iter().map(mark_out).collect::<Vec<_>>() })
            }
            Inline::Break => json!({ "type": "line_break" }),
            Inline::FootnoteReference { label } => json!({ "type": "footnote_reference", "attrs": { "label": label } }),
            Inline::Unknown(value) => value.clone(),
        })
        .collect()
}

fn mark_out(mark: &Mark) -> Value {
    match mark {
        Mark::Link { href, title } => json!({ "type": "link", "attrs": { "href": href, "title": title } }),
        Mark::Strong => json!({ "type": "strong" }),
        Mark::Emphasis => json!({ "type": "emphasis" }),
        Mark::Strike => json!({ "type": "strike" }),
        Mark::Sub => json!({ "type": "sub" }),
        Mark::Sup => json!({ "type": "sup" }),
        Mark::Code => json!({ "type": "code" }),
        Mark::Language(lang) => json!({ "type": "language", "attrs": { "lang": lang } }),
        Mark::Unknown(value) => value.clone(),
    }
}
