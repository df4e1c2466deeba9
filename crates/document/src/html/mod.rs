//! HTML in: parsed as browsers do, read into blocks; and HTML made harmless.
//!
//! Guarantees: reading is total; every visible word of the source stands in the document, in a block or in a raw block that
//! is listed as a problem.

mod blocks;
mod dom;
mod head;
mod line;
mod sanitise;

use std::fmt;
use std::sync::Arc;

use crate::tree::Document;

pub(crate) use dom::visible_text;
pub use head::{PageHead, page_head};
pub(crate) use sanitise::sanitise;

/// Turns an address of the source into a reference of ours (`article:ID`, `media:ID`, another address); None: as it is.
pub type Translate = Arc<dyn Fn(&str) -> Option<String> + Send + Sync>;

/// How HTML is read.
#[derive(Clone, Default)]
pub struct ImportOptions {
    /// For links.
    pub link: Option<Translate>,
    /// For pictures, sounds, videos.
    pub media: Option<Translate>,
}

impl fmt::Debug for ImportOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ImportOptions").field("link", &self.link.is_some()).field("media", &self.media.is_some()).finish()
    }
}

impl ImportOptions {
    pub(crate) fn link(&self, address: &str) -> String {
        self.link.as_ref().and_then(|translate| translate(address)).unwrap_or_else(|| address.trim().to_owned())
    }

    pub(crate) fn media(&self, address: &str) -> String {
        self.media.as_ref().and_then(|translate| translate(address)).unwrap_or_else(|| address.trim().to_owned())
    }
}

/// Something that no block stands for: kept as raw HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The element's name.
    pub element: String,
    /// Its HTML, at most 200 characters of it.
    pub html: String,
}

/// Reads HTML into a document, and lists what had to stay raw.
pub fn from_html(html: &str, options: &ImportOptions) -> (Document, Vec<Problem>) {
    let dom = dom::parse(html);
    let mut reader = blocks::Reader::new(&dom, options);
    reader.flow(dom.root(), &[], 0);
    let (blocks, problems) = reader.finish();
    (Document { blocks }, problems)
}

#[cfg(test)]
mod tests;
