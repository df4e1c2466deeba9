//! What a shortcode becomes: HTML that the document crate reads.

use super::super::html::{Piece, decode, escape, pieces};
use super::tag::{Found, attribute, gap, is_layout};
use super::{Expanded, Media};

pub(super) fn write(expanded: &mut Expanded, found: &Found<'_>, inner: &str, media: &dyn Media) {
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
