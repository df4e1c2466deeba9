//! What moves in and out of a newsroom: WordPress first.
//!
//! Guarantees: input of strangers never panics; nothing half-read is written; a run can be repeated and goes on where it
//! stopped. Must not know: HTTP handlers, SQL.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

mod error;
pub mod wordpress;

pub use error::{Error, Malformed};
