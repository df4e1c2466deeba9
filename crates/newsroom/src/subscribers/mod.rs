//! Subscribers: readers who asked for a newsletter, what they chose, and the proof of it.
//!
//! Invariants: nobody is subscribed without having confirmed by a POST; consent is only ever added to; what the pages answer
//! never tells whether an address is known.

mod links;

pub use links::{Unsubscribe, preferences_link, read_preferences, read_unsubscribe, unsubscribe_link};

/// The keyed hash of a normalised address: how suppression knows it, also when its subscriber was erased.
pub fn address_hash(app: &crate::App, normalised: &str) -> Result<String, crate::Error> {
    app.keys.hash("suppression", normalised)
}
