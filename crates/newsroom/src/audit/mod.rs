//! The audit log: who did what, when, from where. Rows are only ever added.

mod store;

pub use store::{Entry, latest, record};
