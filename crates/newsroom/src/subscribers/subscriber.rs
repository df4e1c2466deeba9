//! A subscriber.

use database::{Id, Timestamp};

/// How far someone is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked, and has not confirmed.
    Pending,
    /// Confirmed: gets what they chose.
    Confirmed,
    /// Gets nothing any more.
    Unsubscribed,
}

impl State {
    /// All states, in the order the desk shows them.
    pub const ALL: [State; 3] = [State::Confirmed, State::Pending, State::Unsubscribed];

    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Confirmed => "confirmed",
            State::Unsubscribed => "unsubscribed",
        }
    }

    /// Reads what [`State::as_str`] wrote.
    pub fn parse(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A subscriber.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Subscriber {
    /// Their id.
    pub id: Id,
    /// Their address, as they wrote it.
    pub address: String,
    /// The language they are written to in.
    pub language: String,
    /// pending, confirmed or unsubscribed.
    pub state: String,
    /// When they first asked.
    pub created_at: Timestamp,
    /// When they confirmed last.
    pub confirmed_at: Option<Timestamp>,
    /// When anything of theirs changed last.
    pub updated_at: Timestamp,
}

impl Subscriber {
    /// Whether mailings go to them.
    pub fn is_confirmed(&self) -> bool {
        self.state == State::Confirmed.as_str()
    }
}
