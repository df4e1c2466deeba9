//! How good what is found is, on texts whose right answers are known, beside what others would find in the same texts.

pub mod bounces;
pub mod related;
pub mod search;
