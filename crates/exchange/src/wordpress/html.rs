//! Small tools for HTML as text: pieces, attributes, entities, what a reader would see of it.
//!
//! Guarantees: linear in the input, never panics, every character of the input is in exactly one piece. It builds no
//! tree: that is the document crate's work.

/// A piece of HTML source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Characters between tags, entities not decoded.
    Text(&'a str),
    /// An opening, closing or self-closing tag as written.
    Tag(Tag<'a>),
    /// A comment, declaration or processing instruction as written.
    Comment(&'a str),
}

/// A tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// As written, with `<` and `>`.
    pub raw: &'a str,
    /// Its name as written.
    pub name: &'a str,
    /// `</name>`.
    pub closing: bool,
}

impl Tag<'_> {
    /// Whether it has this name, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Whether its name is among these.
    pub fn is_one_of(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is(name))
    }

    /// The value of an attribute, entities decoded.
    pub fn attribute(&self, name: &str) -> Option<String> {
        attributes(self.raw.trim_start_matches('<').get(self.name.len()..)?)
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| decode(value))
    }
}

/// Cuts HTML into pieces.
pub fn pieces(html: &str) -> Pieces<'_> {
    Pieces { rest: html }
}

/// The iterator of [`pieces`].
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    rest: &'a str,
}

impl<'a> Pieces<'a> {
    fn cut(&mut self, at: usize) -> &'a str {
        let (piece, rest) = self.rest.split_at_checked(at).unwrap_or((self.rest, ""));
        self.rest = rest;
        piece
    }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some(length) = comment_length(self.rest) {
            return Some(Piece::Comment(self.cut(length)));
        }
        if let Some((length, name, closing)) = tag_length(self.rest) {
            return Some(Piece::Tag(Tag { raw: self.cut(length), name, closing }));
        }
        // At least one character goes, so that a lone "<" is text.
        let mut end = self.rest.chars().next().map_or(1, char::len_utf8);
        loop {
            let Some(found) = self.rest.get(end..).and_then(|after| after.find('<')) else {
                end = self.rest.len();
                break;
            };
            end += found;
            let tail = self.rest.get(end..).unwrap_or_default();
            if begins_markup(tail) {
                break;
            }
            end += 1;
        }
        Some(Piece::Text(self.cut(end)))
    }
}

fn begins_markup(text: &str) -> bool {
    let mut characters = text.chars().skip(1);
    match characters.next() {
        Some('!' | '?') => true,
        Some('/') => characters.next().is_some_and(|c| c.is_ascii_alphabetic()),
        Some(c) => c.is_ascii_alphabetic(),
        None => false,
    }
}

fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("<!--") {
        return Some(text.find("-->").map_or(text.len(), |at| at + 3));
    }
    if text.starts_with("<!") || text.starts_with("<?") {
        return Some(text.find('>').map_or(text.len(), |at| at + 1));
    }
    None
}

fn tag_length(text: &str) -> Option<(usize, &str, bool)> {
    let after = text.strip_prefix('<')?;
    let (after, closing) = after.strip_prefix('/').map_or((after, false), |rest| (rest, true));
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let name_end = after.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(after.len());
    let name = after.get(..name_end)?;
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), byte) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') if !closing && value_may_begin(text, at) => quote = Some(byte),
            (None, b'>') => return Some((at + 1, name, closing)),
            _ => {}
        }
    }
    // Never closed: a quotation mark that has no partner must not swallow the rest.
    text.find('>').map(|at| (at + 1, name, closing)).filter(|(length, _, _)| *length > name_end)
}

/// A quotation mark opens a value only after "=".
fn value_may_begin(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|before| before.trim_end().ends_with('='))
}

/// The attributes of what stands between a tag's name and its end: names and raw values.
pub fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        // A name of no length ("=x") still has to move on.
        let end = if end == 0 { rest.chars().next().map_or(1, char::len_utf8) } else { end };
        let (name, after) = rest.split_at_checked(end)?;
        let Some(value) = after.trim_start().strip_prefix('=') else {
            rest = after;
            return Some((name, ""));
        };
        let value = value.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, after) = match quote.and_then(|quote| value.get(1..)?.split_once(quote)) {
            Some(parts) => parts,
            None => {
                let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
                value.split_at_checked(end)?
            }
        };
        rest = after;
        Some((name, value))
    })
}

/// Entities as the characters they stand for.
pub fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        match entity(after) {
            Some((character, length)) => {
                out.push_str(&character);
                rest = after.get(length..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(after: &str) -> Option<(String, usize)> {
    let end = after.bytes().take(32).position(|byte| byte == b';')?;
    let name = after.get(..end)?;
    if let Some(digits) = name.strip_prefix('#') {
        let number = match digits.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => digits.parse().ok()?,
        };
        let character = char::from_u32(number).filter(|c| *c != '\0')?;
        return Some((character.to_string(), end + 1));
    }
    let found = quick_xml::escape::resolve_html5_entity(name)?;
    Some((found.to_owned(), end + 1))
}

/// Text as HTML text or a quoted attribute value.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Elements that end a line of text.
pub const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "iframe",
    "img",
    "legend",
    "li",
    "main",
    "map",
    "menu",
    "nav",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "source",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "track",
    "ul",
    "video",
];

/// Whether a tag ends a line of text.
pub fn is_block(tag: &Tag<'_>) -> bool {
    tag.is_one_of(BLOCKS)
}

/// What a reader would see: no tags, no comments, no scripts; block elements separate words.
pub fn visible_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut hidden: Option<&str> = None;
    for piece in pieces(html) {
        match piece {
            Piece::Text(text) if hidden.is_none() => out.push_str(&decode(text)),
            Piece::Tag(tag) => {
                match hidden {
                    Some(name) if tag.closing && tag.is(name) => hidden = None,
                    None if !tag.closing && tag.is_one_of(&["script", "style", "template", "noscript", "svg", "math"]) => {
                        hidden = Some(tag.name);
                    }
                    _ => {}
                }
                if is_block(&tag) {
                    out.push('\n');
                }
            }
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_hold_every_character_once() {
        let html = "a < b <p class=\"x>y\">c</p><!-- d -->&amp; <5 <!DOCTYPE x> <b";
        let again: String = pieces(html)
            .map(|piece| match piece {
                Piece::Text(text) | Piece::Comment(text) => text,
                Piece::Tag(tag) => tag.raw,
            })
            .collect();
        assert_eq!(again, html);
    }

    #[test]
    fn attributes_are_found_and_decoded() {
        let html = "<img src='a.jpg' alt=\"L&rsquo;&eacute;t&eacute; > hiver\" width=300 hidden/>";
        let Some(Piece::Tag(tag)) = pieces(html).next() else { panic!("no tag") };
        assert_eq!(tag.attribute("alt").as_deref(), Some("L’été > hiver"));
        assert_eq!(tag.attribute("src").as_deref(), Some("a.jpg"));
        assert_eq!(tag.attribute("width").as_deref(), Some("300"));
        assert_eq!(tag.attribute("hidden").as_deref(), Some(""));
        assert_eq!(tag.attribute("title"), None);
    }

    #[test]
    fn visible_text_leaves_scripts_and_comments_out() {
        let text = visible_text("<p>Un<b>e</b> nuit</p><script>var x</script><!-- non --><p>&Agrave; Paris</p>");
        assert_eq!(language::words(&text).collect::<Vec<_>>(), ["Une", "nuit", "À", "Paris"]);
    }

    proptest::proptest! {
        #[test]
        fn no_input_panics(html in "[<>/a-c!\\-\"'= &;#x1é]{0,60}") {
            let again: String = pieces(&html).map(|piece| match piece {
                Piece::Text(text) | Piece::Comment(text) => text.to_owned(),
                Piece::Tag(tag) => { let _ = tag.attribute("a"); tag.raw.to_owned() }
            }).collect();
            proptest::prop_assert_eq!(again, html.clone());
            let _ = visible_text(&html);
        }
    }
}
