//! Language as pure text: tags, scripts, folding, transliteration, slugs, typography, excerpts.
//!
//! Guarantees: every function takes text and gives text (or offsets into it, always on character boundaries); nothing
//! here reads a clock, a file or a setting. It must not know what an article is.

mod analyse;
mod compare;
mod cyrillic;
mod elision;
mod excerpt;
mod fold;
mod greek;
mod numbers;
mod quotes;
mod serbian;
mod slug;
mod tag;
mod typography;

pub use analyse::{Kind, Token, analyse, analyse_beginning, analyse_query, words};
pub use compare::{Fate, Span, compare, likeness};
pub use elision::elide_of;
pub use excerpt::{excerpt, word_count};
pub use fold::fold_simple;
pub use numbers::size;
pub use serbian::{to_cyrillic, to_latin};
pub use slug::slug;
pub use tag::{Error, Script, Tag};
pub use typography::{typography, typography_of_runs};
