//! WordPress exports become articles, pages, sections, topics, contributors, media and addresses.
//!
//! The way of an item: [`wxr`] reads it, [`survey`] notes what others may refer to, [`convert`] makes its text a document,
//! [`prepare`] says what the newsroom is to write, [`run`](fn@run) writes it in batches, [`check`] asks the running site
//! whether the old addresses still answer.

pub mod address;
pub mod autop;
pub mod blocks;
pub mod check;
mod comments;
pub mod convert;
pub mod coverage;
pub mod dates;
pub mod elementor;
mod embeds;
mod fingerprint;
pub mod html;
mod http;
pub mod item;
pub mod knowledge;
pub mod map;
mod media;
pub mod plan;
pub mod prepare;
pub mod report;
mod run;
pub mod shortcode;
pub mod source;
mod spaces;
pub mod survey;
mod terms;
pub mod wxr;

pub use check::{Checked, over_http, replay};
pub use map::Map;
pub use report::Report;
pub use run::{Listener, Options, Progress, Stage, run};
