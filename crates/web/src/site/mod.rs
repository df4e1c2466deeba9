//! What readers see, by feature.

pub mod health;
pub mod legacy;
