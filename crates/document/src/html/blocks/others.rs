//! What comes from elsewhere (frames, players), and what nothing here can hold: it stays as HTML.

use super::super::Problem;
use super::super::dom::{Handle, Kind};
use super::{DEPTH, Reader};
use crate::tree::Block;

impl Reader<'_> {
    pub(super) fn embed(&mut self, node: Handle, name: &str, depth: usize) {
        let address = if name == "object" { "data" } else { "src" };
        let address = self.dom.attribute(node, address).or_else(|| self.dom.attribute(node, "data-src")).unwrap_or_default().trim();
        let address = if let Some(rest) = address.strip_prefix("//") { format!("https://{rest}") } else { address.to_owned() };
        if address.starts_with("http") {
            let title = self.dom.attribute(node, "title").unwrap_or_default().to_owned();
            self.push(Block::Embed { address, title, picture: String::new() });
        }
        if name == "object" {
            self.flow(node, &[], depth);
        }
    }

    pub(super) fn player(&mut self, node: Handle, name: &str, depth: usize) {
        let inner = self.dom.below(node, "source").into_iter().find_map(|source| self.dom.attribute(source, "src"));
        let Some(src) = self.dom.attribute(node, "src").or(inner) else {
            return self.flow(node, &[], depth);
        };
        let src = self.options.media(src);
        let block =
            if name == "video" { Block::Video { src, caption: String::new() } } else { Block::Audio { src, caption: String::new() } };
        self.push(block);
    }

    pub(super) fn raw(&mut self, node: Handle, name: &str) {
        let mut html = String::new();
        self.write(node, &mut html, 0);
        self.problems.push(Problem { element: name.to_owned(), html: html.chars().take(200).collect() });
        self.push(Block::Raw { html });
    }

    fn write(&self, node: Handle, out: &mut String, depth: usize) {
        match &self.dom.node(node).kind {
            Kind::Text(text) => crate::render::escape(text, out),
            Kind::Element { name, attributes } if depth < 4 * DEPTH => {
                let name = &*name.local;
                out.push('<');
                out.push_str(name);
                for (name, value) in attributes {
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    crate::render::escape(value, out);
                    out.push('"');
                }
                out.push('>');
                if matches!(name, "br" | "hr" | "img" | "input" | "area" | "col" | "embed" | "source" | "track" | "wbr" | "param") {
                    return;
                }
                self.dom.children(node).iter().for_each(|child| self.write(*child, out, depth + 1));
                out.push_str(&format!("</{name}>"));
            }
            Kind::Element { .. } => crate::render::escape(&self.dom.text(node), out),
            Kind::Root | Kind::Hidden => {}
        }
    }
}
