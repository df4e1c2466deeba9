//! SQLite or PostgreSQL under one SQL text.
//!
//! Answers: "here is one statement with `$1` marks, run it wherever this newsroom keeps its data".
//! Guarantees: every statement is a constant and is registered, so that one test prepares all of them on both
//! databases; a write is one transaction that is run again on conflicts; ids never go backwards.
//! Must not know: any word of the product.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

pub mod archive;
mod clock;
mod dynamic;
mod error;
mod folding;
mod id;
mod lease;
mod migrations;
mod open;
mod random;
mod statements;
pub mod testing;
mod transaction;

pub use clock::{Clock, MICROS_PER_SECOND, Timestamp};
pub use dynamic::{Select, Value};
pub use error::{Error, Retryable};
pub use folding::Folding;
pub use id::{Id, Ids};
pub use lease::{Lease, release, take_lease};
pub use migrations::{Schema, current_schema, migrate};
pub use open::{Database, Engine};
pub use random::Random;
pub use statements::{Statement, all as all_statements, prepare_all};
pub use transaction::{Connection, Tx, longest_write};
#[doc(hidden)]
pub use transaction::{TRIES, end_try};

#[doc(hidden)]
pub use {inventory, sqlx};
