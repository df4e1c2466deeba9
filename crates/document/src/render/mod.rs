//! Renderings for people: reader pages, mails, feeds..
//!
//! Guarantees: every text is escaped; only http, https, mailto, tel and the site's own paths become links; raw HTML is
//! sanitised. Typography changes only spaces, apostrophes and quotation marks, outside code.

mod blocks;
mod embeds;
mod files;
mod inline;
mod pictures;

use language::Tag;

use crate::tree::Document;

/// An article that is linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleRef {
    /// Its address.
    pub href: String,
    /// Its headline.
    pub headline: String,
}

/// The media type of a drawing (SVG), which mail programs do not show.
pub const DRAWING: &str = "image/svg+xml";

/// One size and format of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// Its address.
    pub src: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its media type, such as `image/webp`.
    pub format: String,
}

/// What a medium is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MediaKind {
    /// A picture.
    Picture,
    /// A sound.
    Audio,
    /// A video.
    Video,
    /// Any other file.
    File,
}

/// A picture or file that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaRef {
    /// The address of the plain picture or file.
    pub src: String,
    /// Its sizes and formats, smallest first.
    pub variants: Vec<Variant>,
    /// Its width in pixels; 0 when not known.
    pub width: u32,
    /// Its height in pixels; 0 when not known.
    pub height: u32,
    /// Its alternative text.
    pub alt: String,
    /// Its caption.
    pub caption: String,
    /// Its credit.
    pub credit: String,
    /// What it is.
    pub kind: MediaKind,
    /// The size of a sound or other file in bytes; 0 when not known.
    pub bytes: u64,
    /// The point that crops keep, in hundredths from the left and from the top.
    pub focus: (u8, u8),
}

impl MediaRef {
    /// Whether it is a drawing: one file for every size.
    pub fn is_drawing(&self) -> bool {
        self.variants.first().is_some_and(|variant| variant.format == DRAWING)
    }
}

/// Knows what a document refers to. What it does not know is rendered without a link, or not at all (pictures).
pub trait Resolver {
    /// An article, by id.
    fn article(&self, id: i64) -> Option<ArticleRef>;
    /// A medium, by id.
    fn media(&self, id: i64) -> Option<MediaRef>;
}

/// How to render.
#[derive(Clone, Debug)]
pub struct Options {
    /// The language of the text, for its typography.
    pub language: Tag,
    /// Put before the site's own paths: empty on pages, the site's address in feeds and mails.
    pub base: String,
    /// The words of a table's scrolling frame when it has no caption, such as "Table".
    pub table_label: String,
    /// How a size is said in kilobytes, with `{n}` for the number: "{n} KB".
    pub kilobytes: String,
    /// The same in megabytes.
    pub megabytes: String,
    /// The words before the name of an embed's site: "See on".
    pub embed_label: String,
    /// The words before the host that a video is loaded from: "Load the video from".
    pub embed_video: String,
    /// The same for a message: "Load the message from".
    pub embed_message: String,
}

/// For whom it is rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Page,
    Mail,
    Feed,
}

/// What the renderers share.
pub(crate) struct Renderer<'a> {
    resolver: &'a dyn Resolver,
    options: &'a Options,
    kind: Kind,
    /// Pictures so far: the first ones load at once.
    pictures: usize,
    /// Heading identities so far.
    ids: Vec<String>,
    out: String,
}

fn render(document: &Document, resolver: &dyn Resolver, options: &Options, kind: Kind) -> String {
    let mut renderer = Renderer { resolver, options, kind, pictures: 0, ids: Vec::new(), out: String::new() };
    renderer.blocks(&document.blocks);
    renderer.out
}

/// HTML for a reader page.
pub fn render_page(document: &Document, resolver: &dyn Resolver, options: &Options) -> String {
    render(document, resolver, options, Kind::Page)
}

/// HTML for a mail: full addresses, pictures by attribute widths, nothing that needs a style sheet or script.
pub fn render_mail(document: &Document, resolver: &dyn Resolver, options: &Options) -> String {
    render(document, resolver, options, Kind::Mail)
}

/// HTML for a feed: full addresses, plain elements.
pub fn render_feed(document: &Document, resolver: &dyn Resolver, options: &Options) -> String {
    render(document, resolver, options, Kind::Feed)
}

/// The address as it may stand in a link: http, https, mailto, tel, or a path or fragment of this site. Else None.
pub(crate) fn safe_address(address: &str) -> Option<String> {
    let address: String = address.trim().chars().filter(|c| !c.is_control()).collect();
    let before = address.split(['/', '?', '#']).next().unwrap_or_default();
    // Browsers read a backslash as a slash: `/\\host` leads to another site.
    if address.is_empty() || address == "//" || before.contains('\\') || address.starts_with("/\\") {
        return None;
    }
    match before.split_once(':') {
        None => Some(address),
        Some((scheme, _)) => {
            let good = ["http", "https", "mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
            good.then_some(address)
        }
    }
}

/// Whether an address is a path of this site.
pub(crate) fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.starts_with("/\\")
}

/// Adds a text with `&`, `<`, `>` and `"` escaped.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}
