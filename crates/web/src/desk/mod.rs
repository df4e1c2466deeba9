//! What the newsroom sees, by feature.

pub mod account;
pub mod accounts;
pub mod articles;
pub mod contributors;
mod forms;
pub mod names;
pub mod pages;
pub mod preview;
pub mod sections;
pub mod settings;
pub mod setup;
pub mod state;
pub mod synonyms;
pub mod topics;
