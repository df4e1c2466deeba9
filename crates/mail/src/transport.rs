//! How mail leaves: through a relay, or into a folder of this machine.

use std::path::{Path, PathBuf};

/// How mail leaves. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Transport {
    /// Into a folder, one file a mail, for the desk to show.
    Outbox(PathBuf),
}

impl Transport {
    /// Mail is kept in this folder.
    pub fn outbox(folder: &Path) -> Transport {
        Transport::Outbox(folder.to_owned())
    }

    /// The folder where mail is kept, if it is.
    pub fn outbox_folder(&self) -> Option<&Path> {
        match self {
            Transport::Outbox(folder) => Some(folder),
        }
    }
}
