//! Shortcodes: `[caption]...[/caption]` and the like become HTML; layout ones vanish around what they hold.
//!
//! What is no shortcode stays a word: `[sic]`, `[ndlr]`, `[...]`, `[Vučić]`. A name counts when it is one we know, when it
//! belongs to a page builder, when it carries attributes (`name="value"`), or when a closing tag of its name exists.
//! Guarantees: time linear in the input; nothing inside HTML tags is touched; never panics.

use std::collections::HashMap;

use super::html::{Piece, attributes, decode, escape, pieces};

/// What stands in the place of shortcodes, asked of the converter.
pub trait Media {
    /// The `<img>` of an attachment, or None when the number is not known.
    fn image(&self, id: u64) -> Option<String>;
    /// The pictures attached to the item itself, in order (a gallery that names none).
    fn attached(&self) -> Vec<u64>;
}

/// The outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expanded {
    /// HTML, with blank lines around blocks.
    pub html: String,
    /// Names that have no equivalent here, each once.
    pub unknown: Vec<String>,
}

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
const KNOWN: &[&str] = &["caption", "wp_caption", "gallery", "audio", "video", "embed", "playlist", "footnote", "ref", "youtube"];

/// A tag as found: `[name attributes]`, `[name /]` or `[/name]`.
struct Found<'a> {
    length: usize,
    name: &'a str,
    attributes: &'a str,
    closing: bool,
    empty: bool,
}

/// Expands every shortcode of `html`.
pub fn expand(html: &str, media: &dyn Media) -> Expanded {
    let mut expanded = Expanded::default();
    if !html.contains('[') {
        html.clone_into(&mut expanded.html);
        return expanded;
    }
    let closings = closing_names(html);
    let mut rest = html;
    while let Some(at) = next_bracket(rest) {
        let (before, here) = rest.split_at_checked(at).unwrap_or((rest, ""));
        expanded.html.push_str(before);
        rest = here;
        if let Some(literal) = escaped(rest) {
            // [[caption]] is how one writes about shortcodes.
            expanded.html.push_str(literal.get(1..literal.len() - 1).unwrap_or_default());
            rest = rest.get(literal.len()..).unwrap_or_default();
            continue;
        }
        let Some(found) = tag(rest).filter(|found| counts(found, &closings)) else {
            expanded.html.push('[');
            rest = rest.get(1..).unwrap_or_default();
            continue;
        };
        rest = rest.get(found.length..).unwrap_or_default();
        if found.closing {
            expanded.html.push_str(gap(found.name));
            continue;
        }
        let closing = format!("[/{}]", found.name);
        let here = html.len() - rest.len();
        let holds = KNOWN.contains(&found.name) && !found.empty && closings.get(found.name).is_some_and(|last| *last >= here);
        let inner = match rest.find(&closing).filter(|_| holds) {
            Some(end) => {
                let inner = rest.get(..end).unwrap_or_default();
                rest = rest.get(end + closing.len()..).unwrap_or_default();
                inner
            }
            None => "",
        };
        write(&mut expanded, &found, inner, media);
    }
    expanded.html.push_str(rest);
    expanded
}

/// `[[name ...]]`, with its brackets.
fn escaped(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('[')?;
    if !inner.starts_with('[') {
        return None;
    }
    let found = tag(inner)?;
    inner.get(found.length..)?.starts_with(']').then(|| text.get(..found.length + 2))?
}

/// The next "[" that stands in text, not in a tag or a comment.
fn next_bracket(html: &str) -> Option<usize> {
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
fn closing_names(html: &str) -> HashMap<&str, usize> {
    html.match_indices("[/").filter_map(|(at, _)| Some((closed_name(html.get(at + 2..)?)?, at))).filter(|(name, _)| is_name(name)).collect()
}

fn closed_name(text: &str) -> Option<&str> {
    let end = text.bytes().take(61).position(|byte| byte == b']')?;
    text.get(..end)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.len() <= 60 && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_' || b == b'-')
}

fn tag(text: &str) -> Option<Found<'_>> {
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

fn counts(found: &Found<'_>, closings: &HashMap<&str, usize>) -> bool {
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

fn is_layout(name: &str) -> bool {
    LAYOUT.contains(&name) || LAYOUT_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

/// Layout separates paragraphs; a mark inside a line does not.
fn gap(name: &str) -> &'static str {
    if matches!(name, "highlight" | "dropcap" | "span") || name.ends_with("_highlight") || name.ends_with("_dropcap") { "" } else { "\n\n" }
}

fn attribute(found: &Found<'_>, name: &str) -> Option<String> {
    let plain = found.attributes.replace("&quot;", "\"").replace(['\u{201C}', '\u{201D}', '\u{2033}'], "\"");
    attributes(&plain).find(|(key, _)| *key == name).map(|(_, value)| decode(value).trim().to_owned()).filter(|value| !value.is_empty())
}

fn write(expanded: &mut Expanded, found: &Found<'_>, inner: &str, media: &dyn Media) {
    let html = match found.name {
        "caption" | "wp_caption" => caption(found, inner),
        "gallery" => gallery(found, media),
        "audio" | "video" => player(found, inner),
        "playlist" => ids(found, "ids").iter().filter_map(|id| media.image(*id)).collect::<Vec<_>>().join("\n"),
        "embed" | "youtube" => embed(if inner.trim().is_empty() {
            attribute(found, "src").or_else(|| attribute(found, "url"))
        } else {
            Some(inner.trim().to_owned())
        }),
        "footnote" | "ref" => format!(" ({})", inner.trim()),
        name if is_layout(name) => builder(found, media),
        name => {
            if !expanded.unknown.iter().any(|known| known == name) {
                expanded.unknown.push(name.to_owned());
            }
            String::new()
        }
    };
    if html.is_empty() || html.starts_with(" (") {
        expanded.html.push_str(if html.is_empty() { gap(found.name) } else { &html });
        return;
    }
    expanded.html.push_str("\n\n");
    expanded.html.push_str(&html);
    expanded.html.push_str("\n\n");
}

/// The picture is what comes first (with its link); the rest is the caption, unless an attribute has it.
fn caption(found: &Found<'_>, inner: &str) -> String {
    let mut end = 0;
    let mut at = 0;
    let mut linked = false;
    for piece in pieces(inner) {
        at += match piece {
            Piece::Text(text) | Piece::Comment(text) => text.len(),
            Piece::Tag(tag) => tag.raw.len(),
        };
        if let Piece::Tag(tag) = piece {
            linked |= tag.is("a") && !tag.closing && end == 0;
            let closes_link = linked && tag.is("a") && tag.closing;
            if tag.is_one_of(&["img", "iframe", "video", "object"]) || (closes_link && end > 0) {
                end = at;
            }
            if closes_link && end > 0 {
                break;
            }
        }
    }
    let (picture, text) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let text = match attribute(found, "caption") {
        Some(caption) if text.trim().is_empty() => caption,
        _ => text.trim().to_owned(),
    };
    let id = attribute(found, "id").and_then(|id| id.strip_prefix("attachment_").map(str::to_owned));
    let id = id.map_or_else(String::new, |id| format!(" data-attachment=\"{}\"", escape(&id)));
    format!("<figure{id}>{}<figcaption>{text}</figcaption></figure>", picture.trim())
}

fn ids(found: &Found<'_>, name: &str) -> Vec<u64> {
    attribute(found, name).unwrap_or_default().split(',').filter_map(|id| id.trim().parse().ok()).collect()
}

fn gallery(found: &Found<'_>, media: &dyn Media) -> String {
    let mut wanted = ids(found, "ids");
    if wanted.is_empty() {
        wanted = ids(found, "include");
    }
    if wanted.is_empty() {
        let excluded = ids(found, "exclude");
        wanted = media.attached();
        wanted.retain(|id| !excluded.contains(id));
    }
    gallery_of(&wanted, media)
}

/// A gallery of attachments, as the document crate reads it.
pub fn gallery_of(ids: &[u64], media: &dyn Media) -> String {
    let pictures: Vec<String> = ids.iter().filter_map(|id| media.image(*id)).map(|image| format!("<figure>{image}</figure>")).collect();
    if pictures.is_empty() {
        return String::new();
    }
    format!("<figure class=\"wp-block-gallery\">{}</figure>", pictures.concat())
}

fn player(found: &Found<'_>, inner: &str) -> String {
    let source =
        ["src", "mp3", "mp4", "m4a", "m4v", "ogg", "ogv", "webm", "wav", "wmv", "flv"].iter().find_map(|name| attribute(found, name));
    let source = source.or_else(|| {
        let inner = inner.trim();
        (inner.starts_with("http") && !inner.contains(char::is_whitespace)).then(|| inner.to_owned())
    });
    match source {
        Some(source) => {
            let name = found.name;
            format!("<figure><{name} controls src=\"{}\"></{name}></figure>", escape(&source))
        }
        None => inner.trim().to_owned(),
    }
}

/// An address to be shown by its provider's player.
pub fn embed(address: Option<String>) -> String {
    address.map_or_else(String::new, |address| {
        let address = decode(&address);
        format!("<figure><iframe src=\"{}\"></iframe></figure>", escape(address.trim()))
    })
}

/// What page builders keep in attributes.
fn builder(found: &Found<'_>, media: &dyn Media) -> String {
    let text = |name: &str| attribute(found, name).map(|text| escape(&text));
    match found.name {
        "vc_single_image" => attribute(found, "image")
            .and_then(|id| id.parse().ok())
            .and_then(|id| media.image(id))
            .map_or_else(String::new, |image| format!("<figure>{image}</figure>")),
        "vc_gallery" | "vc_images_carousel" | "vc_media_grid" => gallery_of(&ids(found, "images"), media),
        "et_pb_gallery" => gallery_of(&ids(found, "gallery_ids"), media),
        "et_pb_image" | "fusion_imageframe" => {
            attribute(found, "src").or_else(|| attribute(found, "image")).map_or_else(String::new, |src| {
                format!("<figure><img src=\"{}\" alt=\"{}\" /></figure>", escape(&src), text("alt").unwrap_or_default())
            })
        }
        "vc_video" | "et_pb_video" | "fusion_youtube" => embed(attribute(found, "link").or_else(|| attribute(found, "src"))),
        _ => ["title", "heading", "text", "subhead"]
            .iter()
            .filter(|_| !matches!(found.name, "vc_row" | "vc_column" | "et_pb_section" | "et_pb_row" | "et_pb_column"))
            .filter_map(|name| text(name))
            .map(|text| format!("<h3>{text}</h3>"))
            .collect(),
    }
}

/// Shortcode tags taken out, what they hold kept: for counting the words of a source.
pub fn without_tags(html: &str) -> String {
    if !html.contains('[') {
        return html.to_owned();
    }
    let closings = closing_names(html);
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = next_bracket(rest) {
        let (before, here) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        rest = here;
        match tag(rest).filter(|found| counts(found, &closings)) {
            Some(found) => {
                out.push('\n');
                rest = rest.get(found.length..).unwrap_or_default();
            }
            None => {
                out.push('[');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Two;
    impl Media for Two {
        fn image(&self, id: u64) -> Option<String> {
            (id < 3).then(|| format!("<img src=\"/{id}.jpg\" />"))
        }
        fn attached(&self) -> Vec<u64> {
            vec![1, 2]
        }
    }

    fn html(text: &str) -> String {
        expand(text, &Two).html.trim().to_owned()
    }

    #[test]
    fn words_in_brackets_stay_words() {
        for text in
            ["un [sic] deux", "[ndlr]", "il a dit [...] que", "[Vučić] a", "voir [1] et [a, b]", "[right here] non", "[section 3] oui"]
        {
            assert_eq!(html(text), text);
        }
    }

    #[test]
    fn a_caption_becomes_a_figure() {
        assert_eq!(
            html(
                "[caption id=\"attachment_7\" align=\"left\" width=\"300\"]<a href=\"x\"><img src=\"a.jpg\" alt=\"\" /></a> La <em>gare</em>[/caption]"
            ),
            "<figure data-attachment=\"7\"><a href=\"x\"><img src=\"a.jpg\" alt=\"\" /></a><figcaption>La <em>gare</em></figcaption></figure>"
        );
        assert_eq!(
            html("[caption width=\"300\" caption=\"L'été\"]<img src=\"a.jpg\" />[/caption]"),
            "<figure><img src=\"a.jpg\" /><figcaption>L'été</figcaption></figure>"
        );
    }

    #[test]
    fn galleries_name_their_pictures_or_take_the_attached() {
        let two =
            "<figure class=\"wp-block-gallery\"><figure><img src=\"/1.jpg\" /></figure><figure><img src=\"/2.jpg\" /></figure></figure>";
        assert_eq!(html("[gallery ids=\"1,2,9\"]"), two);
        assert_eq!(html("[gallery]"), two);
    }

    #[test]
    fn layout_is_unwrapped() {
        let text = html(
            "[vc_row full=\"1\"][vc_column_text]Un [sic].[/vc_column_text][/vc_row][column]Deux[/column][et_pb_text _builder_version=\"4.9\"]<p>Trois</p>[/et_pb_text]",
        );
        assert_eq!(text.split_whitespace().collect::<Vec<_>>(), ["Un", "[sic].", "Deux", "<p>Trois</p>"]);
    }

    #[test]
    fn a_doubled_bracket_writes_about_a_shortcode() {
        assert_eq!(html("écrire [[gallery]] ici"), "écrire [gallery] ici");
    }

    #[test]
    fn an_unknown_shortcode_is_named() {
        let expanded = expand("a [contact-form-7 id=\"12\" title=\"x\"] b [ninja_forms id=3]", &Two);
        assert_eq!(expanded.unknown, ["contact-form-7", "ninja_forms"]);
        assert_eq!(expanded.html.split_whitespace().collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn attributes_of_html_are_not_touched() {
        let text = "<a title=\"[gallery]\">x</a>";
        assert_eq!(html(text), text);
    }

    proptest::proptest! {
        #[test]
        fn no_input_panics(text in "[\\[\\]/a-c =\"'<>é]{0,60}|(\\[/?(caption|gallery|vc_row|embed)[ ]?(id=\"1\")?/?\\]|é|<b>){0,12}") {
            let _ = expand(&text, &Two);
            let _ = without_tags(&text);
        }
    }
}
