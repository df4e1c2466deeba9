//! The elements and attributes of a drawing that draw, and nothing else. Animation is left out: a page must not move by itself
//! (WCAG 2.2, 2.2.2).

use super::{Open, style};

/// Elements that are written.
const ELEMENTS: [&str; 50] = [
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "title",
    "desc",
    "linearGradient",
    "radialGradient",
    "stop",
    "clipPath",
    "mask",
    "pattern",
    "marker",
    "style",
    "image",
    "filter",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTurbulence",
];
/// Elements of which only what is in them is written.
const THROUGH: [&str; 2] = ["a", "switch"];
/// Attributes with a prefix that are written.
const PREFIXED: [&str; 2] = ["xml:space", "xml:lang"];
/// Pictures that may stand in a drawing, as bytes. A drawing in a drawing is not looked into, so it is left out.
const PICTURES: [&str; 4] = ["data:image/png;base64,", "data:image/jpeg;base64,", "data:image/gif;base64,", "data:image/webp;base64,"];

/// What becomes of an element; None: it and all that is in it is left out.
pub(super) fn element(name: &str) -> Option<Open> {
    if THROUGH.contains(&name) {
        return Some(Open::Through);
    }
    ELEMENTS.contains(&name).then(|| Open::Written(name.to_owned()))
}

/// An attribute as it is written; None: it is left out.
pub(super) fn attribute<'a>(element: &str, name: &'a str, value: &str) -> Option<(&'a str, String)> {
    let value = value.trim();
    match name {
        "href" | "xlink:href" => address(element, value).then(|| (name, value.to_owned())),
        "style" => style::is_harmless(value).then(|| (name, value.to_owned())),
        _ if PREFIXED.contains(&name) => Some((name, value.to_owned())),
        _ if name.contains(':') || name == "xmlns" || name.to_ascii_lowercase().starts_with("on") => None,
        _ if !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) => None,
        _ => style::is_harmless(value).then(|| (name, value.to_owned())),
    }
}

/// A place in the same drawing; for an image, a picture's own bytes.
fn address(element: &str, value: &str) -> bool {
    if element == "image" {
        return PICTURES.iter().any(|start| value.starts_with(start));
    }
    value.strip_prefix('#').is_some_and(|id| !id.is_empty() && !id.contains(['"', '\'', '<', '>', '&']))
}
