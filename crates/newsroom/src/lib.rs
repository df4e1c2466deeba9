//! The product, by feature, without HTTP.
//!
//! Each feature is a module: `mod.rs` says what it is, its invariants and its use-cases; `store.rs` holds all its SQL.
//! Guarantees: a use-case that alters what the public can see writes its changes in its own transaction.
//! Must not know: HTTP, HTML of pages, or any of the libraries that the leaf crates wrap.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

pub mod accounts;
pub mod addresses;
mod app;
pub mod articles;
pub mod audit;
pub mod bounces;
pub mod changes;
pub mod contributors;
pub mod elsewhere;
mod error;
pub mod failpoints;
pub mod handover;
pub mod imports;
pub mod indexing;
pub mod jobs;
mod keys;
pub mod letters;
pub mod limits;
pub mod mailings;
pub mod media;
pub mod naming;
pub mod newsletters;
pub mod pages;
pub mod presence;
pub mod related;
pub mod sections;
pub mod site;
pub mod state;
pub mod subscribers;
pub mod synonyms;
pub mod testing;
pub mod topics;

pub use app::{Actor, App, Inner, KEEP_DAYS, Origin, Parts, RelayLimits, Settings};
pub use database::{Clock, Id, MICROS_PER_SECOND, Random, Timestamp, Tx};
pub use error::{Error, Problem};
pub use keys::{SiteKey, SiteKeys, Token};
pub use outbound::Outbound;
