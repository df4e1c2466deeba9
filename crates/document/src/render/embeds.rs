//! Contents of other sites as cards: what is kept here of them (title, picture), what a button would load, and a link.
//!
//! Guarantee: nothing of the other site loads with the page; the picture is the newsroom's own copy, and says nothing that the
//! title does not say (empty alternative text). Mails and feeds have the link only. Must not know: how the picture came here.

use super::{Kind, MediaRef, Renderer, escape, safe_address};
use crate::embeds::{Frame, frame_of};
use crate::references::media_of;
use crate::tree::Picture;

impl Renderer<'_> {
    pub(super) fn embed(&mut self, address: &str, title: &str, picture: &str) {
        let Some(address) = safe_address(address) else {
            return;
        };
        let host = address.split("://").nth(1).and_then(|rest| rest.split('/').next()).unwrap_or(&address).to_owned();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        let page = self.kind == Kind::Page;
        let picture = media_of(picture).filter(|_| page).and_then(|id| self.resolver.media(id));
        match frame_of(&address).filter(|_| page) {
            Some(frame) => {
                self.frame(&frame, title, picture.as_ref());
                self.link(&address, "", &host);
                self.out.push_str("</div>");
            }
            None => {
                self.out.push_str(match (page, &picture) {
                    (true, Some(_)) => "<p class=\"embed pictured\">",
                    (true, None) => "<p class=\"embed\">",
                    (false, _) => "<p>",
                });
                if let Some(picture) = &picture {
                    self.thumbnail(picture);
                }
                self.link(&address, title, &host);
                self.out.push_str("</p>");
            }
        }
    }

    fn link(&mut self, address: &str, title: &str, host: &str) {
        self.out.push_str("<a href=\"");
        escape(address, &mut self.out);
        self.out.push_str("\">");
        if !title.is_empty() {
            self.set(title);
            self.out.push_str(" — ");
        }
        let label = self.options.embed_label.clone();
        self.set(&label);
        self.out.push(' ');
        escape(host, &mut self.out);
        self.out.push_str("</a>");
    }

    /// The beginning of a card whose button puts a frame in its place; a script of ours reads `data-frame`, nothing loads before.
    fn frame(&mut self, frame: &Frame, title: &str, picture: Option<&MediaRef>) {
        self.out.push_str(if frame.video {
            "<div class=\"embed frame video\" data-frame=\""
        } else {
            "<div class=\"embed frame\" data-frame=\""
        });
        escape(&frame.src, &mut self.out);
        self.out.push_str("\" data-title=\"");
        escape(if title.is_empty() { frame.name } else { title }, &mut self.out);
        self.out.push_str("\">");
        if let Some(picture) = picture {
            self.thumbnail(picture);
        }
        if !title.is_empty() {
            self.out.push_str("<strong>");
            self.set(title);
            self.out.push_str("</strong>");
        }
        self.out.push_str("<small>");
        self.out.push_str(frame.name);
        self.out.push_str("</small><button type=\"button\">");
        let label = if frame.video { self.options.embed_video.clone() } else { self.options.embed_message.clone() };
        self.set(&label);
        self.out.push(' ');
        self.out.push_str(frame.host);
        self.out.push_str("</button>");
    }

    /// The picture that stands for it. The card's own words say what it is.
    fn thumbnail(&mut self, picture: &MediaRef) {
        self.image(&Picture { alt: Some(String::new()), ..Picture::default() }, Some(picture));
    }
}
