//! Looks at a picture, makes the sizes and formats of pages and stores them. Touches no database.

use ring::digest;
use tokio::sync::Semaphore;

use crate::keys::hex;
use crate::{App, Error};

/// The widths that pages choose from, in pixels.
const WIDTHS: [u32; 5] = [320, 640, 960, 1280, 1920];
/// How the row of a medium says that it is a picture.
const PICTURE: &str = "picture";
/// How many pictures are decoded at once: each may take a quarter of a gigabyte.
static DECODES: Semaphore = Semaphore::const_new(2);

/// One size and format that stands in storage.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its media type.
    pub media_type: &'static str,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// Its size.
    pub bytes: usize,
    /// Where it stands in storage.
    pub key: String,
}

/// A picture or file that was looked at and stored, and has no row yet.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// What it is: `picture`, `file` or `sound`.
    pub kind: &'static str,
    /// The beginning of the file's SHA-256, hexadecimal: what names it.
    pub hash: String,
    /// The file's name as it came.
    pub name: String,
    /// The media type of the file as it came.
    pub media_type: &'static str,
    /// The size of the file as it came.
    pub bytes: usize,
    /// Its width in pixels, as it is to be held.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The credit written in the file.
    pub credit: String,
    /// The rights written in the file.
    pub rights: String,
    /// The caption written in the file.
    pub caption: String,
    /// Its sizes and formats.
    pub variants: Vec<Made>,
}

/// What names a file: 128 bits of its SHA-256.
pub(super) fn hash(bytes: &[u8]) -> String {
    named(&digest::digest(&digest::SHA256, bytes))
}

/// The same of a SHA-256 that was made in parts.
pub(super) fn named(digest: &digest::Digest) -> String {
    hex(digest.as_ref().get(..16).unwrap_or_default())
}

/// Decodes a file and stores its sizes; a drawing stays one, made inert. `Error::Invalid` of the field `file` says why it is refused.
pub async fn prepare(app: &App, name: &str, bytes: Vec<u8>) -> Result<Prepared, Error> {
    let permit = DECODES.acquire().await.map_err(Error::broken)?;
    let made = tokio::task::spawn_blocking(move || decode(&bytes)).await.map_err(Error::broken)?;
    drop(permit);
    let (prepared, files) = made.map_err(|error| Error::invalid("file", refusal(&error)))?;
    for (key, bytes) in files {
        app.storage.put(&key, bytes).await.map_err(Error::broken)?;
    }
    Ok(Prepared { name: crate::naming::clean_line(name), ..prepared })
}

/// What is known of a picture but its name, and its files by key.
type Decoded = (Prepared, Vec<(String, Vec<u8>)>);

fn decode(bytes: &[u8]) -> Result<Decoded, imaging::Error> {
    let hash = hash(bytes);
    if imaging::sniff(bytes) == Err(imaging::Error::Svg) {
        return Ok(drawing(hash, bytes.len(), imaging::inert(bytes)?));
    }
    let probe = imaging::probe(bytes)?;
    let derived = imaging::derive(bytes, &imaging::ladder(&probe, &WIDTHS))?;
    let mut variants = Vec::new();
    let mut files = Vec::new();
    for one in derived {
        let key = format!("media/{hash}/{}.{}", one.width, one.format.extension());
        let media_type = one.format.content_type();
        variants.push(Made { media_type, width: one.width, height: one.height, bytes: one.bytes.len(), key: key.clone() });
        files.push((key, one.bytes));
    }
    let prepared = Prepared {
        kind: PICTURE,
        hash,
        name: String::new(),
        media_type: probe.format.content_type(),
        bytes: bytes.len(),
        width: probe.width,
        height: probe.height,
        credit: probe.rights.credit,
        rights: probe.rights.copyright,
        caption: probe.rights.caption,
        variants,
    };
    Ok((prepared, files))
}

/// One file for every size.
fn drawing(hash: String, bytes: usize, drawing: imaging::Drawing) -> Decoded {
    let (width, height) = (drawing.width, drawing.height);
    let key = format!("media/{hash}/{width}.svg");
    let made = Made { media_type: document::DRAWING, width, height, bytes: drawing.bytes.len(), key: key.clone() };
    let prepared =
        Prepared { kind: PICTURE, hash, media_type: document::DRAWING, bytes, width, height, variants: vec![made], ..Prepared::default() };
    (prepared, vec![(key, drawing.bytes)])
}

/// The sentence that says why a file is not taken, and what to do.
fn refusal(error: &imaging::Error) -> &'static str {
    match error {
        imaging::Error::Empty => "problem-file-empty",
        imaging::Error::TooManyBytes(_) => "problem-file-large",
        imaging::Error::TooManyPixels { .. } => "problem-file-pixels",
        imaging::Error::Avif => "problem-file-avif",
        imaging::Error::Heic => "problem-file-heic",
        imaging::Error::DrawingTooLarge(_) => "problem-file-drawing",
        imaging::Error::Damaged(_) | imaging::Error::Encoding(_) => "problem-file-damaged",
        _ => "problem-file-kind",
    }
}
