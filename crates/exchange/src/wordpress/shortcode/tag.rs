//! Where a shortcode's tag stands, and whether it is one.

use std::collections::HashMap;

use super::super::html::{Piece, attributes, decode, pieces};

/// Page builders' shortcodes: only what they hold matters.
const LAYOUT_PREFIXES: &[&str] = &[
    "vc_",
    "et_pb_",
    "fusion_",
    "av_",
    "cs_",
    "x_",
    "mk_",
    "ux_",
    "tatsu_",
    "fl_",
    "siteorigin_",
    "su_",
    "one_",
    "two_",
    "three_",
    "four_",
    "thrive_",
    "tcb_",
    "nectar_",
    "dt_",
    "elementor-",
];
const LAYOUT: &[&str] = &[
    "column",
    "columns",
    "col",
    "row",
    "section",
    "container",
    "tab",
    "tabs",
    "tabgroup",
    "toggle",
    "toggles",
    "accordion",
    "accordions",
    "spacer",
    "divider",
    "clear",
    "box",
    "highlight",
    "dropcap",
    "pullquote",
    "quote",
    "span",
    "div",
    "center",
    "left",
    "right",
];
/// What has an equivalent here.
pub(super) const KNOWN: &[&str] =
    &["caption", "wp_caption", "gallery", "audio", "video", "embed", "playlist", "footnote", "ref", "youtube"];

/// A tag as found: `[name attributes]`, `[name /]` or `[/name]`.
pub(super) struct Found<'a> {
    pub length: usize,
    pub name: &'a str,
    pub attributes: &'a str,
    pub closing: bool,
    pub empty: bool,
}

/// `[[name ...]]`, with its brackets.
pub(super) fn escaped(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    if !inner.starts_with('[') {
        return None;
    }
    let found = tag(inner)?;
    inner.get(found.length..)?.starts_with(']').then(|| text.get(..found.length + 2))?
}

/// The next "[" that stands in text, not in a tag or a comment.
pub(super) fn next_bracket(html: &str) -> Option<usize> {
    let first = html.find('[')?;
    if !html.get(..first)?.contains('<') {
        return Some(first);
    }
    let mut at = 0;
    for piece in pieces(html) {
        let length = match piece {
            Piece::Text(text) => match text.find('[') {
                Some(found) => return Some(at + found),
                None => text.len(),
            },
            Piece::Comment(comment) => comment.len(),
            Piece::Tag(tag) => tag.raw.len(),
        };
        at += length;
    }
    None
}

/// Every name that is closed somewhere, and where for the last time.
pub(super) fn closing_names(html: &str) -> HashMap<&str, usize> {
    html.match_indices("[/").filter_map(|(at, _)| Some((closed_name(html.get(at + 2..)?)?, at))).filter(|(name, _)| is_name(name)).collect()
}

fn closed_name(text: &str) -> Option<&str> {
    let end = text.bytes().take(61).position(|byte| byte == b']')?;
    text.get(..end)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 60 && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

pub(super) fn tag(text: &str) -> Option<Found<'_>> {
    let after = text.strip_prefix('[')?;
    let (after, closing) = after.strip_prefix('/').map_or((after, false), |rest| (rest, true));
    let name_end = after.find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' || c == '-'))?;
    let name = after.get(..name_end)?;
    if !is_name(name) {
        return None;
    }
    let begun = text.len() - after.len() + name_end;
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(begun).take(20_000) {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), b'[') | (None, b'[') => return None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if text.get(..at).is_some_and(|before| before.ends_with('=')) => quote = Some(byte),
            (None, b']') => {
                let attributes = text.get(begun..at)?;
                let empty = attributes.ends_with('/');
                return Some(Found { length: at + 1, name, attributes: attributes.trim_end_matches('/'), closing, empty });
            }
            _ => {}
        }
    }
    None
}

pub(super) fn counts(found: &Found<'_>, closings: &HashMap<&str, usize>) -> bool {
    let bare = found.attributes.trim().is_empty();
    if KNOWN.contains(&found.name) || is_layout(found.name) {
        return bare
            || found.closing
            || found.attributes.contains('=')
            || found.attributes.starts_with(' ') && LAYOUT_PREFIXES.iter().any(|p| found.name.starts_with(p));
    }
    found.closing
        || found.attributes.contains("=\"")
        || found.attributes.contains("='")
        || found.attributes.contains("=&quot;")
        || (bare && (closings.contains_key(found.name) || found.empty || found.name.contains('_')))
        || found.attributes.trim().split_once('=').is_some_and(|(key, _)| is_name(key))
}

pub(super) fn is_layout(name: &str) -> bool {
    LAYOUT.contains(&name) || LAYOUT_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Layout separates paragraphs; a mark inside a line does not.
pub(super) fn gap(name: &str) -> &'static str {
    if matches!(name, "highlight" | "dropcap" | "span") || name.ends_with("_highlight") || name.ends_with("_dropcap") { "" } else { "\n\n" }
}

pub(super) fn attribute(found: &Found<'_>, name: &str) -> Option<String> {
    let plain = found.attributes.replace("&quot;", "\"").replace(['\u{201C}', '\u{201D}', '\u{2033}'], "\"");
    attributes(&plain).find(|(key, _)| *key == name).map(|(_, value)| decode(value).trim().to_owned()).filter(|value| !value.is_empty())
}
