//! Contexts of the desk's pages: what a template of `desk/` is given. Each has a `sample()`.
//!
//! Every context has a field `frame`. Knows nothing of accounts or articles but the words shown.

pub mod articles;
mod frame;
mod samples;

pub use frame::{Frame, Here, Notice, NoticeKind};
