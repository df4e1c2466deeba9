//! The two parts of a mail's body, cut at a block's end when the article is very long.

use crate::render::{Options, Resolver, render_mail};
use crate::text::text_of;
use crate::tree::{Block, Document};

/// How many bytes of HTML a body may take, so that a mail with its frame stays under 90 KB: some readers of mail cut
/// what is longer, and the link to unsubscribe with it.
pub const MAIL_LIMIT: usize = 70_000;

/// What the theme adds to an element so that it carries its own style, in bytes; most take less.
const STYLE: usize = 48;

/// An article's text in a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailBody {
    /// As [`render_mail`] writes it.
    pub html: String,
    /// As [`crate::render_text`] writes it, with typography.
    pub text: String,
    /// Whether it is the whole article; if not, a link to read on must follow.
    pub whole: bool,
}

/// Renders as many blocks as `limit` bytes have room for; both parts end after the same block.
pub fn mail_body(document: &Document, resolver: &dyn Resolver, options: &Options, limit: usize) -> MailBody {
    let mut html = String::new();
    let mut size = 0;
    let mut taken = 0;
    for block in &document.blocks {
        let one = render_mail(&Document { blocks: vec![block.clone()] }, resolver, options);
        size += one.len() + STYLE * one.matches('<').count();
        if size > limit {
            break;
        }
        html.push_str(&one);
        taken += 1;
    }
    let whole = taken == document.blocks.len();
    // A heading without its text says nothing.
    while !whole && taken > 0 && matches!(document.blocks.get(taken - 1), Some(Block::Heading { .. })) {
        taken -= 1;
        html = render_mail(&Document { blocks: document.blocks.iter().take(taken).cloned().collect() }, resolver, options);
    }
    let blocks = document.blocks.get(..taken).unwrap_or_default();
    let parts: Vec<String> = blocks.iter().map(|block| text_part(block, resolver, options)).filter(|part| !part.is_empty()).collect();
    MailBody { html, text: parts.join("\n\n"), whole }
}

/// A block as plain text with the typography of its language, as in the HTML; code and addresses stay as they are.
fn text_part(block: &Block, resolver: &dyn Resolver, options: &Options) -> String {
    let text = text_of(std::slice::from_ref(block), resolver, &options.base);
    if matches!(block, Block::Code { .. }) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let mut words = String::new();
        for word in line.split_inclusive([' ', '\n']) {
            if word.contains("://") {
                out.push_str(&language::typography(&words, &options.language));
                words.clear();
                out.push_str(word);
            } else {
                words.push_str(word);
            }
        }
        out.push_str(&language::typography(&words, &options.language));
    }
    out
}

#[cfg(test)]
mod tests {
    use language::Tag;

    use super::*;
    use crate::render::{ArticleRef, MediaKind, MediaRef, Variant};
    use crate::tree::{Inline, Mark, Picture};

    struct Known;

    impl Resolver for Known {
        fn article(&self, id: i64) -> Option<ArticleRef> {
            (id == 7).then(|| ArticleRef { href: "/politique/dobrava".to_owned(), headline: "Dobrava".to_owned() })
        }

        fn media(&self, id: i64) -> Option<MediaRef> {
            let variant = |width: u32, format: &str| Variant {
                src: format!("/media/a/{width}.{}", format.rsplit('/').next().unwrap()),
                width,
                height: width / 2,
                format: format.to_owned(),
            };
            (id == 3).then(|| MediaRef {
                src: "/media/a/1280.jpeg".to_owned(),
                variants: vec![
                    variant(320, "image/jpeg"),
                    variant(640, "image/webp"),
                    variant(640, "image/jpeg"),
                    variant(1280, "image/jpeg"),
                ],
                width: 1280,
                height: 640,
                alt: "La Lim".to_owned(),
                caption: String::new(),
                credit: String::new(),
                kind: MediaKind::Picture,
                bytes: 0,
                focus: (50, 50),
            })
        }
    }

    fn options() -> Options {
        Options {
            language: Tag::parse("en").unwrap(),
            base: "https://example.org".to_owned(),
            table_label: "Table".to_owned(),
            kilobytes: "{n} KB".to_owned(),
            megabytes: "{n} MB".to_owned(),
            embed_label: "See on".to_owned(),
            embed_video: String::new(),
            embed_message: String::new(),
        }
    }

    fn linked(text: &str, href: &str) -> Block {
        let marks = vec![Mark::Link { href: href.to_owned(), title: String::new() }];
        Block::Paragraph(vec![Inline::Text { text: text.to_owned(), marks }])
    }

    fn words(text: &str) -> Vec<Inline> {
        vec![Inline::Text { text: text.to_owned(), marks: Vec::new() }]
    }

    #[test]
    fn links_and_pictures_have_full_addresses_in_both_parts() {
        let picture = Block::Picture(Picture { src: "media:3".to_owned(), ..Picture::default() });
        let document = Document { blocks: vec![linked("one", "article:7"), linked("two", "/culture"), picture] };
        let body = mail_body(&document, &Known, &options(), MAIL_LIMIT);
        assert!(body.whole);
        for address in ["https://example.org/politique/dobrava", "https://example.org/culture"] {
            assert!(body.html.contains(&format!("href=\"{address}\"")), "{}", body.html);
            assert!(body.text.contains(&format!("<{address}>")), "{}", body.text);
        }
        assert!(body.html.contains("<img src=\"https://example.org/media/a/640.jpeg\" alt=\"La Lim\" width=\"560\">"), "{}", body.html);
    }

    #[test]
    fn a_picture_of_another_site_is_a_link_in_a_mail() {
        let src = "https://elsewhere.example/spy.png".to_owned();
        let document = Document { blocks: vec![Block::Picture(Picture { src, ..Picture::default() })] };
        let body = mail_body(&document, &Known, &options(), MAIL_LIMIT);
        assert!(!body.html.contains("<img") && body.html.contains("href=\"https://elsewhere.example/spy.png\""), "{}", body.html);
    }

    #[test]
    fn a_very_long_article_ends_after_a_block_that_is_not_a_heading() {
        let mut blocks = Vec::new();
        for number in 0..300 {
            blocks.push(Block::Heading { level: 2, content: words(&format!("Part {number}")) });
            blocks.push(Block::Paragraph(words(&"words and words ".repeat(30))));
        }
        let document = Document { blocks };
        let body = mail_body(&document, &Known, &options(), MAIL_LIMIT);
        assert!(!body.whole && body.html.len() <= MAIL_LIMIT && body.html.len() > MAIL_LIMIT / 2, "{}", body.html.len());
        assert!(body.html.ends_with("</p>") && body.text.ends_with("words"));
        assert!(mail_body(&document, &Known, &options(), usize::MAX).whole);
    }
}
