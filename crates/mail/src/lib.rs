//! One message and its journey: MIME, the SMTP session, what an answer means.
//!
//! Guarantees: every failure says in which phase it came, so that a caller knows whether the relay may have taken the mail.
//! Must not know: subscribers, mailings, the database.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

mod address;
pub mod bounce;
mod compose;
mod dkim;
mod error;
pub mod imap;
mod outbox;
mod personal;
mod prepared;
mod quoted;
mod read;
mod reply;
mod session;
mod smtp;
pub mod testing;
mod transport;

pub use address::normalise_address;
pub use compose::{List, Mailbox, Message, compose};
pub use dkim::Signer;
pub use error::{Error, Phase};
pub use outbox::{outbox_list, outbox_mail};
pub use personal::{Composed, MARKS, Person, personalise};
pub use prepared::Prepared;
pub use read::{ReadMail, read_mail};
pub use reply::{Class, Reply};
pub use session::{Envelope, Session};
pub use transport::{Relay, Tls, Transport};
