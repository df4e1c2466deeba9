//! What can go wrong with a cache on disk.

use std::path::PathBuf;

/// The errors of this crate.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The folder of the index cannot be made or emptied.
    #[error("the search index in {} cannot be used: {reason}", folder.display())]
    Folder {
        /// Which folder.
        folder: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// Another process writes this index.
    #[error("another process has the search index open")]
    Busy,
    /// The library refused.
    #[error("the search index failed: {0}")]
    Index(String),
    /// A saved file of neighbours that cannot be read: start from nothing.
    #[error("the saved neighbours cannot be read: {0}")]
    Saved(&'static str),
    /// Reading or writing failed.
    #[error("reading or writing failed: {0}")]
    Io(#[from] std::io::Error),
}

impl From<tantivy::TantivyError> for Error {
    fn from(error: tantivy::TantivyError) -> Self {
        match error {
            tantivy::TantivyError::LockFailure(..) => Self::Busy,
            other => Self::Index(other.to_string()),
        }
    }
}
