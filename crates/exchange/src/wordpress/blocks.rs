//! The block editor's text as plain HTML: its comments taken out, reusable blocks put in, free text made paragraphs.
//!
//! Guarantees: every word between the comments is kept, in order; reusable blocks that hold one another end.

use std::collections::HashMap;

use serde_json::Value;

use super::html::{Piece, Tag, decode, escape, pieces};
use super::shortcode::{self, Media};
use super::{autop, embeds};

/// Whether a text was written with the block editor.
pub fn is_blocks(content: &str) -> bool {
    content.contains("<!-- wp:")
}

/// What the conversion of a text needs besides it.
pub struct Around<'a> {
    /// Pictures by number.
    pub media: &'a dyn Media,
    /// Reusable blocks by number.
    pub reusable: &'a HashMap<u64, String>,
    /// The notes of the footnotes plugin: identity and HTML.
    pub footnotes: &'a [(String, String)],
}

/// The outcome: HTML, names of shortcodes without equivalent, names of blocks that only the old site could fill.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plain {
    /// The HTML.
    pub html: String,
    /// Shortcodes that have no equivalent here.
    pub unknown: Vec<String>,
    /// Blocks that the old site filled when it was read (lists of latest articles and the like).
    pub dynamic: Vec<String>,
}

/// How deep reusable blocks may hold one another.
const NESTING: usize = 5;

/// Blocks without a text of their own that leave nothing behind.
const SILENT: &[&str] = &["more", "nextpage", "spacer", "separator", "navigation", "social-links", "page-break"];

/// The text as plain HTML.
pub fn plain(content: &str, around: &Around<'_>) -> Plain {
    let mut plain = Plain::default();
    write(content, around, 0, &mut plain);
    plain.html = embeds::wrappers(&plain.html);
    plain
}

fn write(content: &str, around: &Around<'_>, nesting: usize, plain: &mut Plain) {
    let mut depth = 0_usize;
    let mut segment = String::new();
    for piece in pieces(content) {
        let text = match piece {
            Piece::Comment(comment) => match delimiter(comment) {
                Some(found) => {
                    flush(&mut segment, depth == 0, around, plain);
                    match found {
                        Delimiter::Begin(name) if name == "freeform" || name == "core/freeform" => {}
                        Delimiter::Begin(_) => depth += 1,
                        Delimiter::End(name) if name == "freeform" || name == "core/freeform" => {}
                        Delimiter::End(_) => depth = depth.saturating_sub(1),
                        Delimiter::Whole(name, attributes) => whole(name, &attributes, around, nesting, plain),
                    }
                    continue;
                }
                // <!--more--> and other comments are no text.
                None => continue,
            },
            Piece::Text(text) => text,
            Piece::Tag(tag) => tag.raw,
        };
        segment.push_str(text);
    }
    flush(&mut segment, depth == 0, around, plain);
}

fn flush(segment: &mut String, free: bool, around: &Around<'_>, plain: &mut Plain) {
    let text = std::mem::take(segment);
    if text.trim().is_empty() {
        plain.html.push_str(&text);
        return;
    }
    if free {
        classic(&text, around.media, plain);
    } else {
        let expanded = shortcode::expand(&text, around.media);
        plain.html.push_str(&expanded.html);
        plain.unknown.extend(expanded.unknown);
    }
}

/// Text of the classic editor: addresses alone on a line, shortcodes, paragraphs.
pub fn classic(text: &str, media: &dyn Media, plain: &mut Plain) {
    let expanded = shortcode::expand(&embeds::lines(text), media);
    plain.html.push_str(&autop::paragraphs(&expanded.html));
    plain.unknown.extend(expanded.unknown);
}

fn whole(name: &str, attributes: &Value, around: &Around<'_>, nesting: usize, plain: &mut Plain) {
    let name = name.strip_prefix("core/").unwrap_or(name);
    match name {
        "block" => {
            let text = attributes.get("ref").and_then(Value::as_u64).and_then(|number| around.reusable.get(&number));
            match text {
                Some(text) if nesting < NESTING => write(text, around, nesting + 1, plain),
                _ => plain.dynamic.push(name.to_owned()),
            }
        }
        "footnotes" if !around.footnotes.is_empty() => {
            let notes: String = around.footnotes.iter().map(|(_, note)| format!("<li>{note}</li>")).collect();
            plain.html.push_str(&format!("<ol>{notes}</ol>"));
        }
        "social-link" => {
            if let Some(address) = attributes.get("url").and_then(Value::as_str).filter(|url| url.starts_with("http")) {
                let label = ["label", "service"].iter().find_map(|key| attributes.get(*key).and_then(Value::as_str)).unwrap_or(address);
                plain.html.push_str(&format!("<p><a href=\"{}\">{}</a></p>", escape(address), escape(label)));
            }
        }
        "embed" => {
            plain.html.push_str(&shortcode::embed(attributes.get("url").and_then(Value::as_str).map(str::to_owned)));
        }
        "image" => {
            if let Some(image) = attributes.get("id").and_then(Value::as_u64).and_then(|id| around.media.image(id)) {
                plain.html.push_str(&format!("<figure>{image}</figure>"));
            }
        }
        name if SILENT.contains(&name) => {}
        name => {
            if !plain.dynamic.iter().any(|known| known == name) {
                plain.dynamic.push(name.to_owned());
            }
        }
    }
}

enum Delimiter<'a> {
    Begin(&'a str),
    End(&'a str),
    Whole(&'a str, Value),
}

fn delimiter(comment: &str) -> Option<Delimiter<'_>> {
    let inner = comment.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    if let Some(name) = inner.strip_prefix("/wp:") {
        return Some(Delimiter::End(name.trim()));
    }
    let rest = inner.strip_prefix("wp:")?;
    let (rest, whole) = rest.strip_suffix('/').map_or((rest, false), |rest| (rest.trim_end(), true));
    let (name, attributes) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    if !whole {
        return Some(Delimiter::Begin(name));
    }
    Some(Delimiter::Whole(name, serde_json::from_str(attributes.trim()).unwrap_or(Value::Null)))
}

/// The notes that the footnotes block keeps beside the text.
pub fn footnotes(meta: Option<&str>) -> Vec<(String, String)> {
    let Some(notes) = meta.and_then(|meta| serde_json::from_str::<Vec<Value>>(meta).ok()) else {
        return Vec::new();
    };
    let field = |note: &Value, name: &str| note.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    notes.iter().map(|note| (field(note, "id"), field(note, "content"))).collect()
}

/// The words of an element's inside as an address, if it is nothing else.
pub(super) fn lone_address(text: &str) -> Option<String> {
    let text = decode(text);
    let text = text.trim();
    let lone = (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(char::is_whitespace) && !text.contains('<');
    lone.then(|| text.to_owned())
}

/// Whether a tag carries a class.
pub(super) fn has_class(tag: &Tag<'_>, class: &str) -> bool {
    tag.attribute("class").is_some_and(|classes| classes.split_whitespace().any(|one| one == class))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Nothing;
    impl Media for Nothing {
        fn image(&self, _: u64) -> Option<String> {
            None
        }
        fn attached(&self) -> Vec<u64> {
            Vec::new()
        }
    }

    fn html(text: &str) -> Plain {
        let reusable =
            HashMap::from([(7, "<!-- wp:paragraph --><p>Partout</p><!-- /wp:paragraph --><!-- wp:block {\"ref\":7} /-->".to_owned())]);
        plain(text, &Around { media: &Nothing, reusable: &reusable, footnotes: &[("a".to_owned(), "La note".to_owned())] })
    }

    #[test]
    fn comments_go_and_their_text_stays() {
        let found = html("<!-- wp:paragraph {\"align\":\"left\"} -->\n<p>Un</p>\n<!-- /wp:paragraph --><!--more-->");
        assert_eq!(found.html.trim(), "<p>Un</p>");
    }

    #[test]
    fn free_text_between_blocks_becomes_paragraphs() {
        let found = html("<!-- wp:rule --><hr /><!-- /wp:rule -->\n\nUn\n\nDeux");
        assert_eq!(found.html.replace('\n', ""), "<hr /><p>Un</p><p>Deux</p>");
    }

    #[test]
    fn reusable_blocks_are_put_in_and_a_ring_of_them_ends() {
        assert_eq!(html("<!-- wp:block {\"ref\":7} /-->").html.matches("Partout").count(), NESTING);
    }

    #[test]
    fn embeds_and_footnotes_are_kept_and_dynamic_blocks_named() {
        let found = html(
            "<!-- wp:embed {\"url\":\"x\"} --><figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://vimeo.com/1?a=1&amp;b=2\n</div></figure><!-- /wp:embed -->\
             <!-- wp:footnotes /--><!-- wp:latest-posts {\"n\":3} /-->",
        );
        assert_eq!(
            found.html.replace('\n', ""),
            "<figure class=\"wp-block-embed\"><iframe src=\"https://vimeo.com/1?a=1&amp;b=2\"></iframe></figure><ol><li>La note</li></ol>"
        );
        assert_eq!(found.dynamic, ["latest-posts"]);
    }
}
