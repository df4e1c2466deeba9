//! Documents and sounds: PDF and MP3, kept as they came, each under a name that says what it is.
//!
//! Guarantees: none is ever whole in memory; what is kept begins and ends as its kind does, whatever its name says; the same file
//! brought twice is one. What its program wrote in it (a PDF's author) stays in it: the desk says so.

use database::{Id, Tx};
use language::Tag;
use ring::digest;
use storage::Incoming;
pub use storage::Opened as OpenedFile;

use super::prepare::{Made, Prepared, named};
use super::{Taken, Words, put, store, taken};
use crate::{Actor, App, Error, naming, site};

/// The largest document or sound that is taken, in bytes.
pub const MAX_FILE_BYTES: u64 = 100_000_000;
/// How much of a file's beginning is looked at, and of a PDF's end.
const LOOK: usize = 1024;

/// What is taken beside pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// A document: PDF (ISO 32000).
    Pdf,
    /// A sound: MPEG-1 or -2 layer III (ISO 11172-3).
    Mp3,
}

impl FileKind {
    /// What the beginning of a file says it is; None for anything else, pictures too.
    pub fn of(head: &[u8]) -> Option<FileKind> {
        if head.starts_with(b"%PDF-") {
            return Some(FileKind::Pdf);
        }
        // A table whose first column is called "ID3" is no sound: the version of the tag follows.
        (matches!(head, [b'I', b'D', b'3', 2..=4, ..]) || is_frame(head)).then_some(FileKind::Mp3)
    }

    fn of_extension(extension: &str) -> Option<FileKind> {
        [FileKind::Pdf, FileKind::Mp3].into_iter().find(|kind| kind.extension() == extension)
    }

    pub(super) fn of_media_type(media_type: &str) -> Option<FileKind> {
        [FileKind::Pdf, FileKind::Mp3].into_iter().find(|kind| kind.media_type() == media_type)
    }

    /// As file names end.
    pub fn extension(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Mp3 => "mp3",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Mp3 => "audio/mpeg",
        }
    }

    /// How the row of a medium says it.
    fn word(self) -> &'static str {
        match self {
            FileKind::Pdf => "file",
            FileKind::Mp3 => "sound",
        }
    }
}

/// The head of an MPEG frame: eleven bits set, layer III, a bit rate and a sampling rate that there are.
fn is_frame(head: &[u8]) -> bool {
    match head {
        [0xFF, second, third, ..] => second & 0xE6 == 0xE2 && second & 0x18 != 0x08 && third & 0xF0 != 0xF0 && third & 0x0C != 0x0C,
        _ => false,
    }
}

/// A file on its way in.
pub struct Arriving {
    incoming: Incoming,
    kind: FileKind,
    digest: digest::Context,
    bytes: u64,
}

impl std::fmt::Debug for Arriving {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Arriving").field("kind", &self.kind).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Arriving {
    /// Begins a file of this kind.
    pub async fn begin(app: &App, kind: FileKind) -> Result<Arriving, Error> {
        let incoming = app.storage.begin().await.map_err(Error::broken)?;
        Ok(Arriving { incoming, kind, digest: digest::Context::new(&digest::SHA256), bytes: 0 })
    }

    /// What comes next of it. None once it is longer than what is taken: nothing of it stays.
    pub async fn add(mut self, bytes: Vec<u8>) -> Result<Option<Arriving>, Error> {
        self.bytes += u64::try_from(bytes.len()).map_err(Error::broken)?;
        if self.bytes > MAX_FILE_BYTES {
            return Ok(None);
        }
        self.digest.update(&bytes);
        let incoming = self.incoming.add(bytes).await.map_err(Error::broken)?;
        Ok(Some(Arriving { incoming, ..self }))
    }

    pub(super) fn kind(&self) -> FileKind {
        self.kind
    }

    async fn read(self, from: u64) -> Result<(Arriving, Vec<u8>), Error> {
        let (incoming, bytes) = self.incoming.read(from, LOOK).await.map_err(Error::broken)?;
        Ok((Arriving { incoming, ..self }, bytes))
    }
}

/// Takes a document or a sound. `Error::Invalid` of the field `file` says why one is refused.
pub async fn take_file(app: &App, actor: &Actor, name: &str, arriving: Arriving, words: &Words) -> Result<Taken, Error> {
    let (hash, arriving) = looked_at(arriving).await?;
    let standing = database::read!(app.database, tx => { store::by_hash(tx, &hash).await })?;
    if let Some(id) = standing {
        return taken(app, id, false).await;
    }
    let prepared = kept(app, name, hash, arriving).await?;
    let id = database::write!(app.database, tx => { put(app, tx, actor, &prepared, words).await })?;
    taken(app, id, true).await
}

/// Looks at a file to its end, and gives the hash that names it.
pub(super) async fn looked_at(arriving: Arriving) -> Result<(String, Arriving), Error> {
    let arriving = whole(arriving).await?;
    let hash = named(&arriving.digest.clone().finish());
    Ok((hash, arriving))
}

/// Puts a file where it stays.
pub(super) async fn kept(app: &App, name: &str, hash: String, arriving: Arriving) -> Result<Prepared, Error> {
    let main = database::read!(app.database, tx => { site::main_language(tx).await })?;
    let tag = Tag::parse(&main).map_err(Error::broken)?;
    let kind = arriving.kind;
    let bare = name.rsplit_once('.').map_or(name, |(bare, _)| bare);
    let slug = language::slug(bare, &tag);
    let slug = if slug.is_empty() { kind.word().to_owned() } else { slug };
    let key = format!("media/{hash}/{slug}.{}", kind.extension());
    let bytes = usize::try_from(arriving.bytes).map_err(Error::broken)?;
    arriving.incoming.keep(&key).await.map_err(Error::broken)?;
    Ok(Prepared {
        kind: kind.word(),
        hash,
        name: naming::clean_line(name),
        media_type: kind.media_type(),
        bytes,
        variants: vec![Made { media_type: kind.media_type(), width: 0, height: 0, bytes, key }],
        ..Prepared::default()
    })
}

/// Goes on only if the file is what it began as, to its end.
async fn whole(arriving: Arriving) -> Result<Arriving, Error> {
    let (arriving, head) = arriving.read(0).await?;
    let damaged = || Error::invalid("file", "problem-file-cut");
    match arriving.kind {
        FileKind::Pdf => {
            let from = arriving.bytes.saturating_sub(u64::try_from(LOOK).map_err(Error::broken)?);
            let (arriving, tail) = arriving.read(from).await?;
            if tail.windows(5).any(|part| part == b"%%EOF") { Ok(arriving) } else { Err(damaged()) }
        }
        FileKind::Mp3 => {
            let Some(from) = tag_length(&head) else {
                return Err(damaged());
            };
            let (arriving, sound) = arriving.read(from).await?;
            // Some programs fill up with zeros between the tag and the sound.
            let begins = sound.iter().position(|byte| *byte != 0).and_then(|at| sound.get(at..)).is_some_and(is_frame);
            if begins { Ok(arriving) } else { Err(damaged()) }
        }
    }
}

/// Where the sound begins: after the tag of ID3v2 (id3.org, 3.1), whose length has seven bits a byte. None when that cannot be.
fn tag_length(head: &[u8]) -> Option<u64> {
    if !head.starts_with(b"ID3") {
        return Some(0);
    }
    let size = head.get(6..10)?;
    if size.iter().any(|byte| *byte > 0x7F) {
        return None;
    }
    Some(10 + size.iter().fold(0, |length, byte| (length << 7) | u64::from(*byte)))
}

/// A document or sound as readers ask for it, with its media type. None where there is none.
pub async fn open_file(app: &App, hash: &str, name: &str) -> Result<Option<(&'static str, OpenedFile)>, Error> {
    let Some(kind) = name.rsplit_once('.').and_then(|(_, extension)| FileKind::of_extension(extension)) else {
        return Ok(None);
    };
    let plain = |text: &str| !text.starts_with('.') && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.'));
    if hash.is_empty() || !plain(hash) || !plain(name) {
        return Ok(None);
    }
    let opened = app.storage.open(&format!("media/{hash}/{name}")).await.map_err(Error::broken)?;
    Ok(opened.map(|opened| (kind.media_type(), opened)))
}

/// Up to `length` of its bytes from `from` on; fewer only at its end.
pub async fn read_file(opened: OpenedFile, from: u64, length: usize) -> Result<(OpenedFile, Vec<u8>), Error> {
    opened.read(from, length).await.map_err(Error::broken)
}

/// What kind of file a medium is; None for a picture, or where there is none.
pub async fn file_kind(tx: &mut Tx, id: Id) -> Result<Option<FileKind>, Error> {
    let details = super::library_store::details(tx, id).await?;
    Ok(details.and_then(|row| FileKind::of_media_type(&row.content_type)))
}

#[cfg(test)]
#[path = "files_tests.rs"]
mod tests;
