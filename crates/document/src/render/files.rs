//! Sounds and videos with a player, documents as links that say what is behind them: kind and size.
//!
//! Guarantee: nothing of another site loads with the page; a player there is a link.

use super::{Kind, MediaKind, MediaRef, Renderer, escape, is_own};
use crate::references::media_of;

impl Renderer<'_> {
    /// A sound or a video; in mails and feeds, or from another site, a link to it.
    pub(super) fn player(&mut self, element: &str, src: &str, caption: &str) {
        let Some(address) = self.target(src) else {
            return;
        };
        if self.kind != Kind::Page || !is_own(&address) {
            self.link_line(src, caption);
            return;
        }
        let known = self.file(src);
        let caption = said(caption, known.as_ref());
        self.out.push_str(&format!("<figure><{element} controls preload=\"metadata\" src=\""));
        escape(&address, &mut self.out);
        if !caption.is_empty() {
            self.out.push_str("\" aria-label=\"");
            escape(&caption, &mut self.out);
        }
        self.out.push_str(&format!("\"></{element}>"));
        let credit = known.map(|media| media.credit).unwrap_or_default();
        self.caption(&caption, &credit);
        self.out.push_str("</figure>");
    }

    /// A link in a line of its own; of a file that is kept here it says the kind and the size.
    pub(super) fn link_line(&mut self, src: &str, label: &str) {
        let Some(address) = self.target(src) else {
            return;
        };
        let known = self.file(src);
        self.out.push_str(if known.is_some() && self.kind == Kind::Page { "<p class=\"file\"><a href=\"" } else { "<p><a href=\"" });
        escape(&address, &mut self.out);
        self.out.push_str("\">");
        let name = address.rsplit('/').next().unwrap_or(&address).to_owned();
        let words = said(label, known.as_ref());
        if words.is_empty() {
            escape(&name, &mut self.out);
        } else {
            self.set(&words);
        }
        if let Some(facts) = known.and_then(|media| self.facts(&media, &name)) {
            self.out.push_str(" (");
            escape(&facts, &mut self.out);
            self.out.push(')');
        }
        self.out.push_str("</a></p>");
    }

    fn file(&self, src: &str) -> Option<MediaRef> {
        media_of(src).and_then(|id| self.resolver.media(id)).filter(|media| media.kind != MediaKind::Picture)
    }

    /// "PDF, 2,4 Mo"
    fn facts(&self, media: &MediaRef, name: &str) -> Option<String> {
        let (_, kind) = name.rsplit_once('.')?;
        let (number, mega) = language::size(media.bytes, &self.options.language);
        let unit = if mega { &self.options.megabytes } else { &self.options.kilobytes };
        Some(format!("{}, {}", kind.to_uppercase(), unit.replace("{n}", &number)))
    }
}

/// What the text says of a file, else what the library says.
fn said(own: &str, known: Option<&MediaRef>) -> String {
    if own.is_empty() { known.map(|media| media.caption.clone()).unwrap_or_default() } else { own.to_owned() }
}

#[cfg(test)]
mod tests {
    use language::Tag;

    use crate::render::{ArticleRef, MediaKind, MediaRef, Options, Resolver, render_mail, render_page};
    use crate::tree::{Block, Document, Picture};

    struct Two;

    impl Resolver for Two {
        fn article(&self, _: i64) -> Option<ArticleRef> {
            None
        }

        fn media(&self, id: i64) -> Option<MediaRef> {
            let (kind, name) = if id == 1 { (MediaKind::File, "rapport.pdf") } else { (MediaKind::Audio, "entretien.mp3") };
            (id < 3).then(|| MediaRef {
                src: format!("/media/a/{name}"),
                variants: Vec::new(),
                width: 0,
                height: 0,
                alt: String::new(),
                caption: "Le <rapport>".to_owned(),
                credit: "Ana Verel".to_owned(),
                kind,
                bytes: 2_417_000,
                focus: (50, 50),
            })
        }
    }

    fn rendered(block: Block, mail: bool) -> String {
        let none = String::new;
        let options = Options {
            language: Tag::parse("fr").unwrap(),
            base: if mail { "https://example.org".to_owned() } else { none() },
            table_label: none(),
            kilobytes: "{n} Ko".to_owned(),
            megabytes: "{n} Mo".to_owned(),
            embed_label: none(),
            embed_video: none(),
            embed_message: none(),
        };
        let document = Document { blocks: vec![block] };
        if mail { render_mail(&document, &Two, &options) } else { render_page(&document, &Two, &options) }
    }

    fn file(src: &str, label: &str) -> Block {
        Block::File { src: src.to_owned(), label: label.to_owned() }
    }

    fn sound(src: &str) -> Block {
        Block::Audio { src: src.to_owned(), caption: String::new() }
    }

    #[test]
    fn a_document_is_a_link_that_says_what_is_behind_it() {
        let page = rendered(file("media:1", ""), false);
        assert_eq!(page, "<p class=\"file\"><a href=\"/media/a/rapport.pdf\">Le &lt;rapport&gt; (PDF, 2,4 Mo)</a></p>");
        assert!(rendered(file("media:1", "Le texte entier"), false).contains(">Le texte entier (PDF, 2,4 Mo)</a>"));
        assert_eq!(rendered(file("media:9", "x"), false), "");
        assert_eq!(rendered(file("https://example.org/a.pdf", ""), false), "<p><a href=\"https://example.org/a.pdf\">a.pdf</a></p>");
    }

    #[test]
    fn a_sound_has_a_player_on_pages_and_a_link_in_mails() {
        let page = rendered(sound("media:2"), false);
        assert!(
            page.starts_with(
                "<figure><audio controls preload=\"metadata\" src=\"/media/a/entretien.mp3\" aria-label=\"Le &lt;rapport&gt;\">"
            ),
            "{page}"
        );
        assert!(page.contains("<small class=\"credit\">Ana Verel</small></figcaption></figure>"), "{page}");
        let mail = rendered(sound("media:2"), true);
        assert_eq!(mail, "<p><a href=\"https://example.org/media/a/entretien.mp3\">Le &lt;rapport&gt; (MP3, 2,4 Mo)</a></p>");
    }

    #[test]
    fn a_document_in_the_place_of_a_picture_is_not_shown() {
        assert_eq!(rendered(Block::Picture(Picture { src: "media:1".to_owned(), ..Picture::default() }), false), "");
    }
}
