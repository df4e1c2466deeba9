//! Lists and definitions.

use super::super::dom::{Handle, Kind};
use super::Reader;
use crate::tree::{Block, Inline, Mark};

impl Reader<'_> {
    pub(super) fn list(&mut self, node: Handle, ordered: bool, depth: usize) {
        let start = ordered.then(|| self.dom.attribute(node, "start").and_then(|start| start.trim().parse().ok()).unwrap_or(1));
        let mut items: Vec<Vec<Block>> = Vec::new();
        for child in self.dom.children(node).iter().copied() {
            match &self.dom.node(child).kind {
                Kind::Element { name, .. } if &*name.local == "li" => {
                    let mut item = self.inner(child, depth);
                    if item.is_empty() {
                        item.push(Block::Paragraph(Vec::new()));
                    }
                    items.push(item);
                }
                // Lists in lists without an item of their own belong to the item before.
                Kind::Element { name, .. } if matches!(&*name.local, "ul" | "ol") => {
                    let line = std::mem::take(&mut self.line);
                    let blocks = std::mem::take(&mut self.blocks);
                    self.list(child, &*name.local == "ol", depth + 1);
                    let inner = std::mem::replace(&mut self.blocks, blocks);
                    self.line = line;
                    match items.last_mut() {
                        Some(item) => item.extend(inner),
                        None => items.push(inner),
                    }
                }
                Kind::Element { .. } | Kind::Text(_) => {
                    let text = self.dom.text(child);
                    if !text.is_empty() {
                        items.push(vec![Block::Paragraph(vec![Inline::text(text)])]);
                    }
                }
                Kind::Root | Kind::Hidden => {}
            }
        }
        items.retain(|item| !item.is_empty());
        if !items.is_empty() {
            self.push(Block::List { start, items });
        }
    }

    pub(super) fn definitions(&mut self, node: Handle, depth: usize) {
        self.flush();
        for child in self.dom.children(node).iter().copied() {
            match self.dom.name(child) {
                Some("dt") => self.marked(child, Mark::Strong, &[], depth),
                Some(_) => self.flow(child, &[], depth),
                None => {}
            }
            self.flush();
        }
    }
}
