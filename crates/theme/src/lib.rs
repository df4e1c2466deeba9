//! Templates, translations and dates in words: how Kiosque looks and speaks.
//!
//! The default theme is embedded in the binary; a site's own folder may replace any template, asset or phrase. Every
//! page context has a `sample()`, so that one function renders every template of any theme before readers see it.
//! Knows no database, no HTTP and nothing of where a context's values come from.

mod assets;
pub mod colour;
pub mod dates;
pub mod desk;
mod error;
pub mod mail;
mod phrases;
mod sampling;
pub mod site;
mod templates;

pub use assets::{Asset, fingerprint};
pub use error::Error;
pub use minijinja::Value;
pub use phrases::{COMPLETE, READER};
pub use templates::{Problem, Theme, Wording};
