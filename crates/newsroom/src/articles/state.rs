//! The states of an article.

/// Where an article is between its first word and its last. A correction is a note, not a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// A thought, before any text.
    Idea,
    /// Being written.
    Draft,
    /// To review.
    InReview,
    /// Good to publish.
    Ready,
    /// Will be published by the clock.
    Scheduled,
    /// Readers see it.
    Published,
    /// Readers saw it once; 404.
    Unpublished,
    /// Withdrawn, with a notice in its place.
    Retracted,
}

impl State {
    /// All states, in the order of an article's life.
    pub const ALL: [State; 8] = [
        State::Idea,
        State::Draft,
        State::InReview,
        State::Ready,
        State::Scheduled,
        State::Published,
        State::Unpublished,
        State::Retracted,
    ];

    /// How it is written in the database and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Idea => "idea",
            State::Draft => "draft",
            State::InReview => "in_review",
            State::Ready => "ready",
            State::Scheduled => "scheduled",
            State::Published => "published",
            State::Unpublished => "unpublished",
            State::Retracted => "retracted",
        }
    }

    /// Reads what [`State::as_str`] wrote.
    pub fn parse(text: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.as_str() == text)
    }
}
