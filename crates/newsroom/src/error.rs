//! What a use-case can answer besides its result.

use std::fmt;

/// One thing wrong with what was given, tied to its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field's name in the form.
    pub field: &'static str,
    /// The key of the sentence in the locales, for instance `problem-headline-missing`.
    pub key: &'static str,
    /// What the sentence names (`value`), empty when it names nothing.
    pub value: String,
    /// The language of the field, where it has one per language; empty for none.
    pub language: String,
}

impl Problem {
    /// A problem whose sentence names nothing.
    pub fn new(field: &'static str, key: &'static str) -> Problem {
        Problem { field, key, value: String::new(), language: String::new() }
    }

    /// A problem whose sentence names `value`.
    pub fn with(field: &'static str, key: &'static str, value: impl fmt::Display) -> Problem {
        Problem { field, key, value: value.to_string(), language: String::new() }
    }

    /// The same, of the field of one language.
    pub fn in_language(self, language: &str) -> Problem {
        Problem { language: language.to_owned(), ..self }
    }
}

/// The error of every use-case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing (any more).
    #[error("not found")]
    NotFound,
    /// The account's role does not allow it.
    #[error("not allowed")]
    Forbidden,
    /// Someone else was first: the key of a sentence that says what happened.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// What was given cannot be taken.
    #[error("invalid: {0:?}")]
    Invalid(Vec<Problem>),
    /// Not now: a sentence key; trying again later may work.
    #[error("unavailable: {0}")]
    Unavailable(&'static str),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// Something that should not happen did.
    #[error("broken: {0}")]
    Broken(String),
}

impl Error {
    /// One problem of one field.
    pub fn invalid(field: &'static str, key: &'static str) -> Error {
        Error::Invalid(vec![Problem::new(field, key)])
    }

    /// Wraps an error that no one outside can do anything about.
    pub fn broken(error: impl fmt::Display) -> Error {
        Error::Broken(error.to_string())
    }

    /// Whether a job should try again later.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Error::Unavailable(_) | Error::Database(_))
    }
}

impl database::Retryable for Error {
    fn is_retryable(&self) -> bool {
        matches!(self, Error::Database(error) if error.is_retryable())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::broken(error)
    }
}
