//! Pictures: sizes and formats for the browser to choose from, room kept before they load.

use super::{Kind, MediaKind, MediaRef, Renderer, Variant, escape, is_own, safe_address};
use crate::references::media_of;
use crate::tree::{Picture, Width};

/// How wide a picture stands in the text, for the browser's choice of a size.
const SIZES: &str = "(min-width: 46rem) 42rem, 100vw";
/// The width of a mail's column, in pixels.
const MAIL_WIDTH: u32 = 560;

impl Renderer<'_> {
    /// A figure; nothing when its picture is not known.
    pub(super) fn figure(&mut self, picture: &Picture) {
        let known = media_of(&picture.src).and_then(|id| self.resolver.media(id));
        if known.as_ref().is_some_and(|media| media.kind != MediaKind::Picture) {
            return;
        }
        if known.is_none() && (media_of(&picture.src).is_some() || safe_address(&picture.src).is_none()) {
            return;
        }
        let pick = |own: &str, shared: Option<&String>| {
            if own.is_empty() { shared.cloned().unwrap_or_default() } else { own.to_owned() }
        };
        let caption = pick(&picture.caption, known.as_ref().map(|media| &media.caption));
        let credit = pick(&picture.credit, known.as_ref().map(|media| &media.credit));
        let class = match picture.width {
            Width::Text => "",
            Width::Wide => " class=\"wide\"",
            Width::Half => " class=\"half\"",
        };
        self.out.push_str(&if self.kind == Kind::Page { format!("<figure{class}>") } else { "<figure>".to_owned() });
        let link = Some(&picture.href).filter(|href| !href.is_empty()).and_then(|href| self.target(href));
        if let Some(link) = &link {
            self.out.push_str("<a href=\"");
            escape(link, &mut self.out);
            self.out.push_str("\">");
        }
        // A picture of another site would be asked for there before anyone wants it: a link instead.
        if self.kind != Kind::Feed && known.is_none() && !is_own(&picture.src) {
            self.outside(picture, link.is_some());
        } else if self.kind == Kind::Mail && known.as_ref().is_some_and(MediaRef::is_drawing) {
            let alt = picture.alt.clone().or_else(|| known.as_ref().map(|media| media.alt.clone()));
            self.outside(&Picture { alt, ..picture.clone() }, link.is_some());
        } else {
            self.image(picture, known.as_ref());
        }
        if link.is_some() {
            self.out.push_str("</a>");
        }
        self.caption(&caption, &credit);
        self.out.push_str("</figure>");
    }

    /// A picture that stands on another site: its alternative text, else its site's name, as a link to it.
    fn outside(&mut self, picture: &Picture, linked: bool) {
        let Some(address) = self.target(&picture.src) else {
            return;
        };
        let host = address.split("//").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(&address).to_owned();
        let words = picture.alt.clone().filter(|alt| !alt.is_empty()).unwrap_or(host);
        if !linked {
            self.out.push_str("<a href=\"");
            escape(&address, &mut self.out);
            self.out.push_str("\">");
        }
        self.set(&words);
        if !linked {
            self.out.push_str("</a>");
        }
    }

    pub(super) fn caption(&mut self, caption: &str, credit: &str) {
        if caption.is_empty() && credit.is_empty() {
            return;
        }
        self.out.push_str("<figcaption>");
        self.set(caption);
        if !credit.is_empty() {
            if !caption.is_empty() {
                self.out.push(' ');
            }
            self.out.push_str(if self.kind == Kind::Page { "<small class=\"credit\">" } else { "<small>" });
            self.set(credit);
            self.out.push_str("</small>");
        }
        self.out.push_str("</figcaption>");
    }

    pub(super) fn image(&mut self, picture: &Picture, known: Option<&MediaRef>) {
        let alt = picture.alt.clone().or_else(|| known.map(|media| media.alt.clone())).unwrap_or_default();
        let Some(media) = known else {
            self.plain_image(&picture.src, &alt, None);
            return;
        };
        self.pictures += 1;
        if self.kind != Kind::Page {
            let mut plain = media.variants.iter().filter(|variant| matches!(variant.format.as_str(), "image/jpeg" | "image/png"));
            let best = plain.clone().find(|variant| variant.width >= MAIL_WIDTH).or_else(|| plain.next_back());
            let src = best.map_or(media.src.as_str(), |variant| variant.src.as_str());
            self.plain_image(src, &alt, Some(media));
            return;
        }
        let webp: Vec<&Variant> = media.variants.iter().filter(|variant| variant.format == "image/webp").collect();
        if !webp.is_empty() {
            self.out.push_str("<picture><source type=\"image/webp\" srcset=\"");
            self.source_set(&webp);
            self.out.push_str(&format!("\" sizes=\"{SIZES}\">"));
        }
        self.out.push_str("<img src=\"");
        escape(&media.src, &mut self.out);
        let plain: Vec<&Variant> = media.variants.iter().filter(|variant| variant.format != "image/webp").collect();
        if plain.len() > 1 {
            self.out.push_str("\" srcset=\"");
            self.source_set(&plain);
            self.out.push_str(&format!("\" sizes=\"{SIZES}"));
        }
        self.out.push_str("\" alt=\"");
        escape(&alt, &mut self.out);
        self.out.push('"');
        if media.width > 0 {
            self.out.push_str(&format!(" width=\"{}\" height=\"{}\"", media.width, media.height));
        }
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
        if !webp.is_empty() {
            self.out.push_str("</picture>");
        }
    }

    fn source_set(&mut self, variants: &[&Variant]) {
        for (index, variant) in variants.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            escape(&variant.src, &mut self.out);
            self.out.push_str(&format!(" {}w", variant.width));
        }
    }

    fn plain_image(&mut self, src: &str, alt: &str, media: Option<&MediaRef>) {
        let Some(address) = self.target(src) else {
            return;
        };
        self.out.push_str("<img src=\"");
        escape(&address, &mut self.out);
        self.out.push_str("\" alt=\"");
        escape(alt, &mut self.out);
        self.out.push('"');
        match (self.kind, media) {
            (Kind::Mail, Some(media)) if media.width > MAIL_WIDTH => self.out.push_str(&format!(" width=\"{MAIL_WIDTH}\"")),
            (Kind::Mail | Kind::Feed, Some(media)) if media.width > 0 => self.out.push_str(&format!(" width=\"{}\"", media.width)),
            (Kind::Page, _) => self.out.push_str(" loading=\"lazy\" decoding=\"async\""),
            _ => {}
        }
        self.out.push('>');
    }
}
