//! Subscribers: readers who asked for a newsletter, what they chose, and the proof of it.
//!
//! Invariants: nobody is subscribed without having confirmed by a POST, here or at the program that an import brought them from; consent is only ever added to (erasure takes the
//! network addresses out of it); what the pages answer never tells whether an address is known; an address is one
//! subscriber's, by its normalised form; no mail holds a word that someone typed.

mod address;
mod choices;
mod confirm;
mod consent;
mod desk_store;
mod disposable;
mod erase;
pub mod import;
mod ledger;
mod ledger_store;
mod links;
mod mails;
mod sign_up;
mod store;
mod subscriber;

pub use address::{Address, address_hash, normalise_address};
pub use choices::{Left, leave, save_choices, take_back};
pub use confirm::{Confirmed, Opened, confirm, open_confirmation};
pub use consent::{Step, asked_wording, confirmed_wording};
pub use desk_store::{Filter, Listed, list, states};
pub use disposable::Disposable;
pub(crate) use erase::suppress_hash;
pub use erase::{erase, export, purge, suppress};
pub use ledger::{LedgerRow, ledger, ledger_of, note_export};
pub use links::{Unsubscribe, preferences_link, read_preferences, read_unsubscribe, take_back_token, unsubscribe_link};
pub use sign_up::{Ticket, add_by_hand, ask, read_ticket, ticket};
pub use store::{Consent, by_id, by_normalised, choices_of, consents_of};
pub use subscriber::{State, Subscriber};
