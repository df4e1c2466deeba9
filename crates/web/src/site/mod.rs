//! What readers see, by feature.

pub mod health;
