//! An article body as one typed tree, with many renderings.
//!
//! Stored as ProseMirror JSON with a schema number; `schema.json` is the source of both this enum and the editor. Links and
//! pictures are references (`article:ID`, `media:ID`), resolved while rendering. Guarantees: every JSON value that is a
//! document is kept whole, unknown nodes too; rendering is total, and hostile input renders inert.
//! Must not know: the database, templates, HTTP.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

mod align;
mod embeds;
mod html;
mod json;
mod mail;
mod merge;
mod pictures;
mod references;
mod render;
mod text;
mod tree;

pub use align::{Pair, compare};
pub use embeds::{Frame, frame_hosts, frame_of};
pub use html::{ImportOptions, PageHead, Problem, from_html, page_head};
pub use json::{Error, from_json, to_json};
pub use mail::{MAIL_LIMIT, MailBody, mail_body};
pub use merge::{Choice, Outcome, Piece, merge};
pub use pictures::pictures;
pub use references::{References, article_of, media_of, references};
pub use render::{ArticleRef, DRAWING, MediaKind, MediaRef, Options, Resolver, Variant, render_feed, render_mail, render_page};
pub use text::{opening, plain_text, render_text};
pub use tree::{Block, Cell, Document, Inline, Mark, Picture, Width};

/// The schema, from which the editor is built.
pub const SCHEMA: &str = include_str!("../schema.json");

/// The number of the schema that this crate writes.
pub const VERSION: u32 = 1;
