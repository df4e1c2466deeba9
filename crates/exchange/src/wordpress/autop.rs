//! The classic editor's rule: a blank line makes a paragraph, a line's end makes a break.
//!
//! Guarantees: no word is added or lost; text inside `pre`, `script` and `style` is left alone; existing paragraphs stay.

use super::html::{Piece, Tag, pieces};

/// Elements that stand between paragraphs, never in one.
const BLOCKS: &[&str] = &[
    "table",
    "thead",
    "tfoot",
    "caption",
    "col",
    "colgroup",
    "tbody",
    "tr",
    "td",
    "th",
    "div",
    "dl",
    "dd",
    "dt",
    "ul",
    "ol",
    "li",
    "pre",
    "form",
    "map",
    "area",
    "blockquote",
    "address",
    "style",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "fieldset",
    "legend",
    "section",
    "article",
    "aside",
    "hgroup",
    "header",
    "footer",
    "nav",
    "figure",
    "figcaption",
    "details",
    "menu",
    "summary",
    "script",
    "audio",
    "video",
    "iframe",
    "center",
];
/// Elements whose text is not cut into paragraphs.
const LINES: &[&str] =
    &["p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "summary", "caption", "legend", "figure", "audio", "video", "iframe"];
/// Elements whose first text needs no paragraph of its own.
const CELLS: &[&str] = &["li", "td", "th", "dd", "dt"];
/// Elements that hold only other elements: white space in them means nothing.
const FRAMES: &[&str] = &["table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl", "menu", "colgroup", "map", "hgroup"];
/// Elements whose text is left alone.
const RAW: &[&str] = &["pre", "script", "style", "textarea", "svg"];
/// Elements without an end.
const VOID: &[&str] = &["hr", "col", "area", "br", "img", "input"];

struct Writer<'a> {
    out: String,
    open: Vec<&'a str>,
    in_paragraph: bool,
    /// White space waiting until we know what follows it.
    pending: Pending,
}

#[derive(Clone, Copy, PartialEq)]
enum Pending {
    Nothing,
    Space,
    Line,
    Blank,
}

/// Classic text as HTML with paragraphs.
pub fn paragraphs(text: &str) -> String {
    if !text.contains('\n') && text.trim_start().starts_with("<p") {
        return text.to_owned();
    }
    let mut writer = Writer {
        out: String::with_capacity(text.len() + text.len() / 8),
        open: Vec::new(),
        in_paragraph: false,
        pending: Pending::Nothing,
    };
    let mut raw: Option<&str> = None;
    let normal = text.replace("\r\n", "\n").replace('\r', "\n");
    for piece in pieces(&normal) {
        if let Some(name) = raw {
            match piece {
                Piece::Tag(tag) => {
                    writer.out.push_str(tag.raw);
                    if tag.closing && tag.is(name) {
                        raw = None;
                        writer.pending = Pending::Nothing;
                    }
                }
                Piece::Text(text) | Piece::Comment(text) => writer.out.push_str(text),
            }
            continue;
        }
        match piece {
            Piece::Text(text) => writer.text(text),
            Piece::Comment(comment) => writer.out.push_str(comment),
            Piece::Tag(tag) if tag.is_one_of(RAW) && !tag.closing && !tag.raw.ends_with("/>") => {
                if tag.is("textarea") || tag.is("svg") {
                    writer.inline(tag);
                } else {
                    writer.close_paragraph();
                    writer.out.push_str(tag.raw);
                }
                raw = Some(tag.name);
            }
            Piece::Tag(tag) if tag.is_one_of(BLOCKS) => writer.block(tag),
            Piece::Tag(tag) if tag.is("br") => writer.line_break(),
            Piece::Tag(tag) => writer.inline(tag),
        }
    }
    writer.close_paragraph();
    writer.out
}

impl<'a> Writer<'a> {
    fn inside(&self, names: &[&str]) -> bool {
        self.open.last().is_some_and(|name| names.iter().any(|other| name.eq_ignore_ascii_case(other)))
    }

    fn close_paragraph(&mut self) {
        if self.in_paragraph {
            self.out.push_str("</p>\n");
        }
        self.in_paragraph = false;
        self.pending = Pending::Nothing;
    }

    fn text(&mut self, text: &str) {
        let mut rest = text;
        while !rest.is_empty() {
            let end = rest.find(|c: char| !is_space(c)).unwrap_or(rest.len());
            let (space, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
            if !space.is_empty() {
                let found = match space.matches('\n').count() {
                    0 => Pending::Space,
                    1 => Pending::Line,
                    _ => Pending::Blank,
                };
                self.pending = self.pending.and(found);
            }
            let end = after.find('\n').unwrap_or(after.len());
            let (line, after) = after.split_at_checked(end).unwrap_or((after, ""));
            let words = line.trim_end_matches(is_space);
            if !words.is_empty() {
                self.before_words();
                // A "<" in text begins no tag; it must not begin one with what is written after it.
                self.out.push_str(&words.replace('<', "&lt;"));
            }
            // White space at the line's end is looked at again with the line's end.
            let kept = line.len() - words.len();
            rest = rest.get(rest.len() - after.len() - kept..).unwrap_or_default();
            if words.is_empty() && line.is_empty() && after.is_empty() {
                break;
            }
        }
    }

    /// What the white space before words turns out to be.
    fn before_words(&mut self) {
        let pending = std::mem::replace(&mut self.pending, Pending::Nothing);
        if self.inside(FRAMES) {
            return;
        }
        let lines_only = self.inside(LINES);
        if !self.in_paragraph && !lines_only {
            let first_of_cell = self.inside(CELLS) && pending != Pending::Blank;
            if !first_of_cell || self.out.ends_with("</p>\n") {
                self.out.push_str("<p>");
                self.in_paragraph = true;
                return;
            }
            self.white(pending);
            return;
        }
        if pending == Pending::Blank && self.in_paragraph {
            self.out.push_str("</p>\n<p>");
            return;
        }
        self.white(pending);
    }

    fn white(&mut self, pending: Pending) {
        match pending {
            Pending::Nothing => {}
            Pending::Space => self.out.push(' '),
            Pending::Line | Pending::Blank if at_start_of_block(&self.out) => {}
            Pending::Line | Pending::Blank => self.out.push_str("<br />\n"),
        }
    }

    fn inline(&mut self, tag: Tag<'_>) {
        // A closing tag belongs to the words before it.
        if tag.closing {
            self.out.push_str(tag.raw);
            return;
        }
        self.before_words();
        self.out.push_str(tag.raw);
    }

    fn line_break(&mut self) {
        if self.pending == Pending::Blank {
            return;
        }
        if self.in_paragraph && self.out.ends_with("<br />") {
            self.pending = Pending::Blank;
            self.out.truncate(self.out.len() - "<br />".len());
            return;
        }
        self.pending = Pending::Nothing;
        if self.in_paragraph || self.inside(LINES) || self.inside(CELLS) {
            self.out.push_str("<br />");
        }
    }

    fn block(&mut self, tag: Tag<'a>) {
        self.close_paragraph();
        if tag.closing {
            if let Some(at) = self.open.iter().rposition(|name| tag.is(name)) {
                self.open.truncate(at);
            }
            // An end without a beginning would make the parser invent an empty paragraph.
            if !tag.is("p") || self.out.len() != self.out.trim_end().len() || !self.out.ends_with("</p>") {
                self.out.push_str(tag.raw);
            }
        } else {
            // A paragraph ends by itself where the next block begins.
            if self.inside(&["p"]) {
                self.open.pop();
            }
            self.out.push_str(tag.raw);
            if !tag.raw.ends_with("/>") && !tag.is_one_of(VOID) {
                self.open.push(tag.name);
            }
        }
    }
}

impl Pending {
    fn and(self, other: Pending) -> Pending {
        match (self, other) {
            (Pending::Nothing, other) => other,
            (this, Pending::Nothing) => this,
            (Pending::Space, other) => other,
            (this, Pending::Space) => this,
            _ => Pending::Blank,
        }
    }
}

/// White space that HTML collapses; a no-break space is a character.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\t' | '\u{c}')
}

fn at_start_of_block(out: &str) -> bool {
    let Some(at) = out.rfind('<') else {
        return out.is_empty();
    };
    match pieces(out.get(at..).unwrap_or_default()).next() {
        Some(Piece::Tag(tag)) => tag.raw.len() == out.len() - at && (tag.is_one_of(BLOCKS) || tag.is("br")),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    fn same(text: &str, html: &str) {
        assert_eq!(paragraphs(text).replace('\n', ""), html.replace('\n', ""), "from {text:?}");
    }

    #[test]
    fn blank_lines_make_paragraphs_and_line_ends_make_breaks() {
        same("un\n\ndeux\ntrois", "<p>un</p><p>deux<br />trois</p>");
        same("un\r\n \r\ndeux", "<p>un</p><p>deux</p>");
        same("\n\n  seul  \n\n", "<p>seul</p>");
    }

    #[test]
    fn inline_marks_go_with_their_words() {
        same("un <em>deux</em> trois\n\n<strong>quatre</strong>", "<p>un <em>deux</em> trois</p><p><strong>quatre</strong></p>");
        same("un\n<a href=\"#\">deux</a>, trois", "<p>un<br /><a href=\"#\">deux</a>, trois</p>");
    }

    #[test]
    fn blocks_stand_between_paragraphs() {
        same("un\n<h2>Titre</h2>\ndeux", "<p>un</p><h2>Titre</h2><p>deux</p>");
        same("<blockquote>un\n\ndeux</blockquote>", "<blockquote><p>un</p><p>deux</p></blockquote>");
        same("<ul>\n<li>un</li>\n<li>deux</li>\n</ul>\nfin", "<ul><li>un</li><li>deux</li></ul><p>fin</p>");
        same("<table><tr><td>a\nb</td></tr></table>", "<table><tr><td>a<br />b</td></tr></table>");
    }

    #[test]
    fn preformatted_text_is_left_alone() {
        assert_eq!(paragraphs("a\n<pre>x\n\n  y</pre>\nb"), "<p>a</p>\n<pre>x\n\n  y</pre><p>b</p>\n");
    }

    #[test]
    fn existing_paragraphs_stay() {
        same("<p>un</p>\n\n<p>deux\ntrois</p>", "<p>un</p><p>deux<br />trois</p>");
    }

    #[test]
    fn two_breaks_make_a_paragraph() {
        same("un<br><br />deux", "<p>un</p><p>deux</p>");
        same("un<br>\ndeux", "<p>un<br />deux</p>");
    }

    proptest::proptest! {
        #[test]
        fn no_word_is_lost(text in "[a-c \n<>/pré&;\\[\\]]{0,80}") {
            let words = |html: &str| language::words(&super::super::html::visible_text(html)).map(str::to_owned).collect::<Vec<_>>();
            let before: Vec<String> = words(&text);
            let after = words(&paragraphs(&text));
            proptest::prop_assert_eq!(before.concat(), after.concat());
        }
    }
}
