//! Blobs by key: a folder.
//!
//! Guarantees: a key is a relative path of plain ASCII parts and cannot leave the folder; a blob is written whole or not at
//! all (temporary file, fsync, rename), also one that comes in parts ([`Incoming`]); nothing is ever half read. Knows nothing of
//! what the blobs mean. An S3-compatible store will stand beside the folder behind the same functions.

mod parts;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use parts::{Incoming, Opened};

/// Why a blob could not be read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The key has parts that no blob may have.
    #[error("\"{0}\" is no key: parts of letters, digits, '.', '-' and '_', separated by '/'")]
    Key(String),
    /// The folder or one of its files cannot be used.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The work was cut off by the end of the program.
    #[error("the program is ending")]
    Ending,
}

/// Where blobs are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    folder: PathBuf,
}

impl Storage {
    /// Blobs in this folder, which is made if it is missing.
    pub fn folder(folder: &Path) -> Result<Storage, Error> {
        std::fs::create_dir_all(folder).map_err(|source| Error::File { path: folder.to_owned(), source })?;
        Ok(Storage { folder: folder.to_owned() })
    }

    /// Writes a blob; one of the same key is replaced.
    pub async fn put(&self, key: &str, bytes: Vec<u8>) -> Result<(), Error> {
        let path = self.path(key)?;
        off_the_threads(move || write(&path, &bytes).map_err(|source| Error::File { path, source })).await
    }

    /// Reads a blob; None if there is none.
    pub async fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        let path = self.path(key)?;
        off_the_threads(move || match std::fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(Error::File { path, source }),
        })
        .await
    }

    /// Whether there is a blob.
    pub async fn exists(&self, key: &str) -> Result<bool, Error> {
        let path = self.path(key)?;
        off_the_threads(move || path.try_exists().map_err(|source| Error::File { path, source })).await
    }

    /// Deletes a blob; false if there was none.
    pub async fn delete(&self, key: &str) -> Result<bool, Error> {
        let path = self.path(key)?;
        off_the_threads(move || match std::fs::remove_file(&path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(source) => Err(Error::File { path, source }),
        })
        .await
    }

    /// All keys that begin with `prefix` (empty: all), sorted.
    pub async fn list(&self, prefix: &str) -> Result<Vec<String>, Error> {
        let (folder, prefix) = (self.folder.clone(), prefix.to_owned());
        off_the_threads(move || {
            let mut keys = Vec::new();
            walk(&folder, "", &mut keys)?;
            keys.retain(|key| key.starts_with(&prefix));
            keys.sort_unstable();
            Ok(keys)
        })
        .await
    }

    fn path(&self, key: &str) -> Result<PathBuf, Error> {
        let good = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.len() <= 200
                && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
        };
        if key.len() > 1_000 || !key.split('/').all(good) {
            return Err(Error::Key(key.to_owned()));
        }
        Ok(self.folder.join(key))
    }
}

async fn off_the_threads<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Error::Ending)?
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".writing-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    keep(file, path)
}

/// A temporary file becomes the blob.
fn keep(file: tempfile::NamedTempFile, path: &Path) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    std::fs::File::open(folder)?.sync_all()
}

fn walk(folder: &Path, start: &str, keys: &mut Vec<String>) -> Result<(), Error> {
    let fault = |source| Error::File { path: folder.to_owned(), source };
    for entry in std::fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        // What was being written when the program was killed is no blob.
        if name.starts_with('.') {
            continue;
        }
        let key = if start.is_empty() { name } else { format!("{start}/{name}") };
        if entry.file_type().map_err(fault)?.is_dir() {
            walk(&entry.path(), &key, keys)?;
        } else {
            keys.push(key);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn storage() -> (tempfile::TempDir, Storage) {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(&folder.path().join("blobs")).unwrap();
        (folder, storage)
    }

    #[tokio::test]
    async fn a_blob_is_read_as_it_was_written() {
        let (_folder, storage) = storage();
        storage.put("media/ab/a.webp", b"one".to_vec()).await.unwrap();
        storage.put("media/ab/a.webp", b"two".to_vec()).await.unwrap();
        assert_eq!(storage.get("media/ab/a.webp").await.unwrap().as_deref(), Some(&b"two"[..]));
        assert_eq!(storage.get("media/ab/b.webp").await.unwrap(), None);
    }

    #[tokio::test]
    async fn keys_cannot_leave_the_folder() {
        let (_folder, storage) = storage();
        for key in ["", "/etc/passwd", "../a", "a/../b", "a//b", "a/", ".hidden", "a b", "é"] {
            assert!(matches!(storage.get(key).await, Err(Error::Key(_))), "{key}");
        }
    }

    #[tokio::test]
    async fn keys_are_listed_without_what_was_being_written() {
        let (folder, storage) = storage();
        for key in ["b/2", "a", "b/1"] {
            storage.put(key, Vec::new()).await.unwrap();
        }
        std::fs::write(folder.path().join("blobs/b/.writing-x"), "half").unwrap();
        assert_eq!(storage.list("").await.unwrap(), ["a", "b/1", "b/2"]);
        assert_eq!(storage.list("b/").await.unwrap(), ["b/1", "b/2"]);
    }

    #[tokio::test]
    async fn a_deleted_blob_is_gone() {
        let (_folder, storage) = storage();
        storage.put("a", b"x".to_vec()).await.unwrap();
        assert!(storage.exists("a").await.unwrap());
        assert!(storage.delete("a").await.unwrap());
        assert!(!storage.delete("a").await.unwrap());
    }
}
