//! An item's text becomes a document; what the newsroom should look at is listed.

use std::sync::Arc;

use document::{Block, Document, ImportOptions, Inline, Mark, Picture};

use super::coverage::{self, Coverage};
use super::html::visible_text;
use super::item::Item;
use super::knowledge::{Knowledge, Pictures, upload_path};
use super::survey::number_of;
use super::{blocks, elementor, spaces};

/// Something to look at: a code and its particulars.
pub type Remark = (&'static str, String);

/// The outcome.
#[derive(Clone, Debug)]
pub struct Converted {
    /// The document.
    pub document: Document,
    /// Whether every word is there.
    pub coverage: Coverage,
    /// What the newsroom should look at.
    pub remarks: Vec<Remark>,
}

/// Converts the text of an item.
pub fn convert(item: &Item, knowledge: &Arc<Knowledge>, french: bool) -> Converted {
    let pictures = Pictures { knowledge, number: number_of(item) };
    let mut plain = blocks::Plain::default();
    let built = item.meta("_elementor_data").and_then(|data| elementor::to_html(data, &pictures));
    let source = match built {
        // The builder's rendering in the text may be old or empty: whichever says more.
        Some(html) if visible_text(&html).len() > visible_text(&item.content).len() => html,
        _ => item.content.clone(),
    };
    if blocks::is_blocks(&source) {
        let footnotes = blocks::footnotes(item.meta("footnotes"));
        let around = blocks::Around { media: &pictures, reusable: &knowledge.survey.blocks, footnotes: &footnotes };
        plain = blocks::plain(&source, &around);
    } else {
        blocks::classic(&source, &pictures, &mut plain);
        plain.html = super::embeds::wrappers(&plain.html);
    }
    let (links, files) = (knowledge.clone(), knowledge.clone());
    let options = ImportOptions {
        link: Some(Arc::new(move |address: &str| links.link(address))),
        media: Some(Arc::new(move |address: &str| files.file(address))),
    };
    let (mut document, raw) = document::from_html(&plain.html, &options);
    let mut remarks: Vec<Remark> = raw.into_iter().map(|problem| ("raw-block", problem.element)).collect();
    remarks.extend(plain.unknown.into_iter().map(|name| ("unknown-shortcode", name)));
    remarks.extend(plain.dynamic.into_iter().map(|name| ("dynamic-block", name)));
    let mut settle = Settle { knowledge, french, remarks };
    document.blocks = settle.blocks(std::mem::take(&mut document.blocks));
    let mut remarks = settle.remarks;
    let coverage = coverage::of(&source, &document);
    if !coverage.is_enough() {
        remarks
            .push(("low-coverage", format!("{} of {} words missing: {}", coverage.missing, coverage.words, coverage.examples.join(", "))));
    }
    remarks.sort();
    remarks.dedup();
    Converted { document, coverage, remarks }
}

/// Last touches on the tree: spaces, alternative texts, pictures whose file is missing.
struct Settle<'a> {
    knowledge: &'a Knowledge,
    french: bool,
    remarks: Vec<Remark>,
}

impl Settle<'_> {
    fn text(&self, text: &str) -> String {
        spaces::settled(text, self.french)
    }

    fn line(&self, content: &mut [Inline]) {
        for inline in content {
            if let Inline::Text { text, marks } = inline
                && !marks.contains(&Mark::Code)
                && text.contains('\u{A0}')
            {
                *text = self.text(text);
            }
        }
    }

    fn blocks(&mut self, all: Vec<Block>) -> Vec<Block> {
        let mut out = Vec::with_capacity(all.len());
        for block in all {
            self.block(block, &mut out);
        }
        out
    }

    fn block(&mut self, mut block: Block, out: &mut Vec<Block>) {
        match &mut block {
            Block::Paragraph(content) | Block::Heading { content, .. } => {
                self.line(content);
                let empty = content.iter().all(|inline| match inline {
                    Inline::Text { text, .. } => text.trim().is_empty(),
                    Inline::Break => true,
                    _ => false,
                });
                if empty {
                    return;
                }
            }
            Block::PullQuote { content, source } => {
                self.line(content);
                *source = self.text(source);
            }
            Block::Quote { content, source, .. } => {
                *source = self.text(source);
                *content = self.blocks(std::mem::take(content));
                if content.is_empty() {
                    content.push(Block::Paragraph(Vec::new()));
                }
            }
            Block::Box { title, content } | Block::TimelineEntry { date: title, content } => {
                *title = self.text(title);
                *content = self.blocks(std::mem::take(content));
            }
            Block::List { items, .. } => {
                for item in items {
                    *item = self.cell(std::mem::take(item));
                }
            }
            Block::Table { rows, caption } => {
                *caption = self.text(caption);
                for cell in rows.iter_mut().flatten() {
                    cell.content = self.cell(std::mem::take(&mut cell.content));
                }
            }
            Block::Footnotes(notes) => {
                for (_, content) in notes {
                    *content = self.cell(std::mem::take(content));
                }
            }
            Block::Picture(picture) => {
                let kept = self.picture(picture);
                if !kept {
                    out.extend(said(picture));
                    return;
                }
            }
            Block::Gallery { pictures, caption } => {
                *caption = self.text(caption);
                let mut lost = Vec::new();
                pictures.retain_mut(|picture| {
                    let kept = self.picture(picture);
                    if !kept {
                        lost.extend(said(picture));
                    }
                    kept
                });
                if pictures.is_empty() {
                    out.extend(lost);
                    out.extend(paragraph(caption));
                    return;
                }
                out.push(block);
                out.extend(lost);
                return;
            }
            Block::Video { src, caption } | Block::Audio { src, caption } => {
                *caption = self.text(caption);
                if self.is_missing(src) {
                    self.remarks.push(("missing-file", src.clone()));
                    out.extend(paragraph(caption));
                    return;
                }
            }
            _ => {}
        }
        out.push(block);
    }

    /// What stands in a list item or cell: at least an empty paragraph.
    fn cell(&mut self, content: Vec<Block>) -> Vec<Block> {
        let mut content = self.blocks(content);
        if content.is_empty() {
            content.push(Block::Paragraph(Vec::new()));
        }
        content
    }

    fn is_missing(&self, src: &str) -> bool {
        !src.starts_with("media:") && (self.knowledge.is_own(src) || self.knowledge.attachment_at(src).is_some())
    }

    /// Whether an alternative text is only the name of a file, of the picture's own most of all.
    fn is_name(&self, alt: &str, src: &str) -> bool {
        let id = document::media_of(src);
        let of = self.knowledge.media.iter().find(|(_, brought)| Some(brought.id) == id).map(|(number, _)| number);
        let url = of.and_then(|number| self.knowledge.survey.attachments.get(number)).map_or(src, |known| known.url.as_str());
        is_file_name(alt) || (!alt.contains(' ') && is_name_of(alt, url))
    }

    /// False: its file is not there.
    fn picture(&mut self, picture: &mut Picture) -> bool {
        picture.caption = self.text(&picture.caption);
        // An empty text is none here: the old site's editors left it empty, they did not call the picture decorative.
        if picture.alt.as_deref().is_some_and(|alt| alt.trim().is_empty() || self.is_name(alt, &picture.src)) {
            picture.alt = None;
        }
        if self.is_missing(&picture.src) {
            self.remarks.push(("missing-file", picture.src.clone()));
            return false;
        }
        if !picture.src.starts_with("media:") {
            self.remarks.push(("picture-elsewhere", picture.src.clone()));
        }
        true
    }
}

/// What was said about a picture that is not there.
fn said(picture: &Picture) -> Vec<Block> {
    [&picture.caption, &picture.credit].into_iter().flat_map(|text| paragraph(text)).collect()
}

fn paragraph(text: &str) -> Option<Block> {
    (!text.trim().is_empty()).then(|| Block::Paragraph(vec![Inline::Text { text: text.to_owned(), marks: vec![Mark::Emphasis] }]))
}

/// Whether an alternative text is only the name of a file: "IMG_2043", "photo-3.jpg".
pub fn is_file_name(text: &str) -> bool {
    let text = text.trim();
    let lower = text.to_ascii_lowercase();
    let extension = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff", ".bmp"].iter().any(|end| lower.ends_with(end));
    let one_word = !text.contains(char::is_whitespace);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let camera =
        ["img", "dsc", "dcp", "pict", "image", "photo", "screenshot", "capture", "p10"].iter().any(|start| lower.starts_with(start));
    (extension && one_word) || (one_word && text.contains('_') && digits >= 2) || (one_word && camera && digits >= 2)
}

/// Whether an alternative text repeats the name of the picture's own file.
pub fn is_name_of(text: &str, url: &str) -> bool {
    let folded = |text: &str| text.to_lowercase().replace(['-', '_', ' '], "");
    let path = upload_path(url).unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    !stem.is_empty() && (is_file_name(text) || folded(text) == folded(stem) && stem.contains(['_', '-']) && !text.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::is_file_name;

    #[test]
    fn names_of_files_are_no_alternative_texts() {
        for name in ["IMG_2043", "photo-3.jpg", "DSC04563", "100_5478", "dsc20050727_091048_222"] {
            assert!(is_file_name(name), "{name}");
        }
        for text in ["La gare de Novi Sad", "Milica Verel", "G20", "Une photo.", "image"] {
            assert!(!is_file_name(text), "{text}");
        }
    }
}
