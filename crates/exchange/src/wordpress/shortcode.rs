//! Shortcodes: `[caption]...[/caption]` and the like become HTML; layout ones vanish around what they hold.
//!
//! What is no shortcode stays a word: `[sic]`, `[ndlr]`, `[...]`, `[Vučić]`. A name counts when it is one we know, when it
//! belongs to a page builder, when it carries attributes (`name="value"`), or when a closing tag of its name exists.
//! Guarantees: time linear in the input; nothing inside HTML tags is touched; never panics.

mod shown;
mod tag;

use shown::write;
use tag::{KNOWN, closing_names, counts, escaped, gap, next_bracket, tag};

pub use shown::{embed, gallery_of};

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
mod tests;
