//! What readers and the newsroom see by HTTP.
//!
//! `app.rs` lists every route. `site/` is for readers, `desk/` for the newsroom, by feature; `guard/` says who asks and what
//! they may; `pages/` is the page cache; `error.rs` is the only place where errors become responses.
//! Must not know: SQL, and the libraries that the leaf crates wrap.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

pub mod app;
pub mod desk;
pub mod error;
pub mod guard;
pub mod pages;
mod serve;
pub mod site;
pub mod web;

pub use error::Failure;
pub use serve::serve;
pub use web::{Options, Web, done};
