//! Blobs too large for memory: written as they come, read in parts.
//!
//! Guarantees: what comes in parts is a blob only once it was kept; dropped before, nothing of it stays. A blob that was opened is
//! read to its end as it stood then, even when it is replaced or deleted meanwhile.

use std::io::{self, Read, Seek, SeekFrom, Write};

use crate::{Error, Storage, keep, off_the_threads};

/// A blob on its way in.
#[derive(Debug)]
pub struct Incoming {
    storage: Storage,
    file: tempfile::NamedTempFile,
}

/// A blob to read in parts.
#[derive(Debug)]
pub struct Opened {
    file: std::fs::File,
    length: u64,
}

impl Storage {
    /// Begins a blob whose key is not known yet.
    pub async fn begin(&self) -> Result<Incoming, Error> {
        let storage = self.clone();
        off_the_threads(move || {
            let file = tempfile::Builder::new().prefix(".writing-").tempfile_in(&storage.folder);
            let file = file.map_err(|source| Error::File { path: storage.folder.clone(), source })?;
            Ok(Incoming { storage, file })
        })
        .await
    }

    /// Opens a blob; None if there is none.
    pub async fn open(&self, key: &str) -> Result<Option<Opened>, Error> {
        let path = self.path(key)?;
        off_the_threads(move || {
            let opened = std::fs::File::open(&path).and_then(|file| Ok(Opened { length: file.metadata()?.len(), file }));
            match opened {
                Ok(opened) => Ok(Some(opened)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(source) => Err(Error::File { path, source }),
            }
        })
        .await
    }
}

impl Incoming {
    /// Adds bytes at its end.
    pub async fn add(self, bytes: Vec<u8>) -> Result<Incoming, Error> {
        off_the_threads(move || {
            let mut incoming = self;
            match incoming.file.write_all(&bytes) {
                Ok(()) => Ok(incoming),
                Err(source) => Err(Error::File { path: incoming.file.path().to_owned(), source }),
            }
        })
        .await
    }

    /// Up to `length` of its bytes from `from` on.
    pub async fn read(self, from: u64, length: usize) -> Result<(Incoming, Vec<u8>), Error> {
        off_the_threads(move || {
            let mut incoming = self;
            let read = part(incoming.file.as_file_mut(), from, length).and_then(|bytes| {
                incoming.file.as_file_mut().seek(SeekFrom::End(0))?;
                Ok(bytes)
            });
            match read {
                Ok(bytes) => Ok((incoming, bytes)),
                Err(source) => Err(Error::File { path: incoming.file.path().to_owned(), source }),
            }
        })
        .await
    }

    /// It is the blob of this key from now on; one of the same key is replaced.
    pub async fn keep(self, key: &str) -> Result<(), Error> {
        let path = self.storage.path(key)?;
        off_the_threads(move || {
            let folder = path.parent().map(std::fs::create_dir_all);
            folder.unwrap_or(Ok(())).and_then(|()| keep(self.file, &path)).map_err(|source| Error::File { path, source })
        })
        .await
    }
}

impl Opened {
    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Up to `length` of its bytes from `from` on; fewer only at its end.
    pub async fn read(self, from: u64, length: usize) -> Result<(Opened, Vec<u8>), Error> {
        off_the_threads(move || {
            let mut opened = self;
            match part(&mut opened.file, from, length) {
                Ok(bytes) => Ok((opened, bytes)),
                Err(source) => Err(Error::File { path: std::path::PathBuf::new(), source }),
            }
        })
        .await
    }
}

fn part(file: &mut std::fs::File, from: u64, length: usize) -> io::Result<Vec<u8>> {
    file.seek(SeekFrom::Start(from))?;
    let mut bytes = Vec::with_capacity(length);
    file.take(u64::try_from(length).map_err(io::Error::other)?).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_comes_in_parts_is_a_blob_once_it_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(folder.path()).unwrap();
        let incoming = storage.begin().await.unwrap().add(b"one ".to_vec()).await.unwrap();
        let (incoming, read) = incoming.read(1, 2).await.unwrap();
        assert_eq!(read, b"ne");
        let incoming = incoming.add(b"two".to_vec()).await.unwrap();
        assert_eq!(storage.list("").await.unwrap(), Vec::<String>::new());
        incoming.keep("a/b.pdf").await.unwrap();
        assert_eq!(storage.get("a/b.pdf").await.unwrap().unwrap(), b"one two");
    }

    #[tokio::test]
    async fn what_is_not_kept_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(folder.path()).unwrap();
        drop(storage.begin().await.unwrap().add(vec![1; 10]).await.unwrap());
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_blob_is_read_in_parts_as_it_stood() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(folder.path()).unwrap();
        storage.put("a", b"0123456789".to_vec()).await.unwrap();
        let opened = storage.open("a").await.unwrap().unwrap();
        storage.put("a", b"other".to_vec()).await.unwrap();
        assert_eq!(opened.length(), 10);
        let (opened, middle) = opened.read(2, 3).await.unwrap();
        let (_, end) = opened.read(8, 100).await.unwrap();
        assert_eq!((middle.as_slice(), end.as_slice()), (&b"234"[..], &b"89"[..]));
        assert!(storage.open("b").await.unwrap().is_none());
    }
}
