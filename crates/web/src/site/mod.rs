//! What readers see, by feature.

pub mod addresses;
pub mod archive;
pub mod around;
pub mod article;
pub mod assets;
pub mod cards;
pub mod failed;
pub mod feeds;
mod files;
mod found;
pub mod frame;
pub mod health;
pub mod home;
pub mod hooks;
pub mod jsonld;
pub mod legacy;
pub mod lists;
pub mod mailings;
pub mod media;
pub mod paging;
pub mod pictures;
pub mod related;
pub mod search;
pub mod sitemaps;
pub mod subscribe;
pub mod texts;
