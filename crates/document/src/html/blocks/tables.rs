//! Tables: rows of cells, each of blocks.

use super::super::dom::Handle;
use super::Reader;
use crate::tree::{Block, Cell};

impl Reader<'_> {
    /// The rows of a table, not those of a table in one of its cells.
    fn rows(&self, node: Handle) -> Vec<Handle> {
        let mut rows = Vec::new();
        for child in self.dom.children(node).iter().copied() {
            match self.dom.name(child) {
                Some("tr") => rows.push(child),
                Some("thead" | "tbody" | "tfoot") => rows.extend(self.rows(child)),
                _ => {}
            }
        }
        rows
    }

    pub(super) fn table(&mut self, node: Handle, caption: &str, depth: usize) {
        let mut rows = Vec::new();
        for row in self.rows(node) {
            let mut cells = Vec::new();
            for cell in self.dom.children(row).iter().copied() {
                let header = match self.dom.name(cell) {
                    Some("th") => true,
                    Some("td") => false,
                    _ => continue,
                };
                let span =
                    |name: &str| self.dom.attribute(cell, name).and_then(|n| n.trim().parse::<u32>().ok()).unwrap_or(1).clamp(1, 1000);
                let (colspan, rowspan) = (span("colspan"), span("rowspan"));
                let mut content = self.inner(cell, depth);
                if content.is_empty() {
                    content.push(Block::Paragraph(Vec::new()));
                }
                cells.push(Cell { header, colspan, rowspan, content });
            }
            if !cells.is_empty() {
                rows.push(cells);
            }
        }
        let own = self.dom.below(node, "caption").first().map(|own| self.dom.text(*own)).unwrap_or_default();
        let caption = [own.as_str(), caption].iter().filter(|text| !text.is_empty()).copied().collect::<Vec<_>>().join(" ");
        if rows.is_empty() {
            self.flush();
            self.line.text(&caption, &[]);
            self.flush();
            return;
        }
        self.push(Block::Table { rows, caption });
    }
}
