//! How long it takes to find something among many articles, beside what others need for the same texts and questions.

pub mod search;
mod texts;
