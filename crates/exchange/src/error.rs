//! Why an exchange stops.

use std::path::PathBuf;

/// A file that is not what it should be: where, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}, line {line}: expected {expected}, found {found}")]
pub struct Malformed {
    /// The file's name as it was given.
    pub file: String,
    /// The line, counted from 1.
    pub line: u64,
    /// What should have stood there.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

/// The error of this crate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file cannot be read or written.
    #[error("{path}: {error}", path = .path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// The system's words.
        error: std::io::Error,
    },
    /// A file is not what it should be.
    #[error(transparent)]
    Malformed(#[from] Malformed),
    /// The map cannot be understood.
    #[error("{path}: {why}", path = .path.display())]
    Map {
        /// Its file.
        path: PathBuf,
        /// What is wrong.
        why: String,
    },
    /// The files to import together are exports of different sites.
    #[error("these files come from different sites ({0} and {1}): import them one site at a time")]
    TwoSites(String, String),
    /// Nothing to do was given.
    #[error("{0}")]
    Usage(String),
    /// The newsroom refused or failed.
    #[error(transparent)]
    Newsroom(#[from] newsroom::Error),
    /// Something that should not happen did.
    #[error("broken: {0}")]
    Broken(String),
}

impl Error {
    /// Ties an error of the system to its file.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.into();
        move |error| Error::File { path, error }
    }
}
