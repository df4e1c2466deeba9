//! Words in, hits out: full text, and the neighbours of a text.
//!
//! Both are caches: rebuilt from the database at any time, never the only place where something is known. Texts and
//! queries are folded by `language`; this crate adds weights, filters and arithmetic. It must not know the database,
//! nor what becomes of a hit. It is the only crate that names tantivy.

mod collect;
mod dictionary;
mod error;
mod highlight;
mod index;
pub mod neighbours;
mod plan;
mod query;
mod schema;
mod stems;
mod synonyms;
mod wanted;
mod words;

pub use collect::After;
pub use error::Error;
pub use highlight::Fragment;
pub use index::{Entry, Index};
pub use query::{Hit, Hits, Query, Replaced, Sort, Tongue};
pub use synonyms::{Fault, Synonyms, Wrong};
