//! Values and rules of CSS in a drawing: those that load nothing.
//!
//! A value is judged as text, not parsed: whatever could name an address in any way of writing it is left out whole.

/// What a value may not have, in small letters. A backslash writes any letter as a number.
const NEVER: [&str; 9] = ["\\", "@import", "@font-face", "expression(", "javascript:", "image-set(", "src(", "behavior:", "-moz-binding"];

/// Whether a value names no address but places in the same drawing.
pub(super) fn is_harmless(value: &str) -> bool {
    let small = value.to_lowercase();
    if NEVER.iter().any(|never| small.contains(never)) {
        return false;
    }
    let mut rest = small.as_str();
    while let Some((_, after)) = rest.split_once("url(") {
        if !after.trim_start().trim_start_matches(['"', '\'']).starts_with('#') {
            return false;
        }
        rest = after;
    }
    true
}

/// The rules of a style element, if they load nothing; None when they do: the drawing keeps its shapes.
pub(super) fn rules(text: &str) -> Option<String> {
    (is_harmless(text) && !text.contains('<')).then(|| text.to_owned())
}
