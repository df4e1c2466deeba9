//! Who asks, from where, and what they may: sessions, forms, addresses, headers.

mod client;
mod crowd;
mod desk;
mod fields;
mod files;
pub mod headers;
mod host;
mod network;
mod posted;

pub use client::{Client, address};
pub use crowd::Crowd;
pub use desk::{Desk, SESSION_COOKIE, session_cookie, session_token};
pub use fields::Fields;
pub use files::{PostedFiles, Sent};
pub use host::{is_own_host, one_host};
pub use network::Network;
pub use posted::{OpenForm, Posted, PostedJson};
