//! What the newsroom sees, by feature.

pub mod account;
pub mod accounts;
pub mod again;
pub mod articles;
pub mod audit;
pub mod bounces;
pub mod contributors;
pub mod factor;
pub mod files;
mod forms;
pub mod mailings;
pub mod media;
pub mod names;
pub mod newsletters;
pub mod outbox;
pub mod own;
pub mod pages;
pub mod preview;
pub mod sections;
pub mod sessions;
pub mod settings;
pub mod setup;
pub mod state;
pub mod subscribers;
pub mod synonyms;
pub mod todo;
pub mod topics;
