//! WordPress exports become articles, pages, sections, topics, contributors, media and addresses.
//!
//! The way of an item: [`wxr`] reads it, [`convert`] makes its text a document, [`run`](fn@run) writes it by newsroom's use-cases,
//! [`address`] says where it used to stand, [`check`] asks the running site whether it still answers there.

pub mod address;
pub mod autop;
pub mod dates;
pub mod elementor;
pub mod html;
pub mod item;
pub mod shortcode;
pub mod source;
pub mod wxr;
