//! Pictures of the newsroom: taken once, kept in the sizes and formats that pages use, described in each language. Beside them
//! documents and sounds, kept as they came ([`take_file`]).
//!
//! Invariants: a picture that is kept was decoded and written anew, so it carries no place and no name of a camera; the same file
//! brought twice is one picture; the address of a file never changes what it answers, and leads on when the picture was
//! replaced by another file.

mod describe;
mod files;
mod library;
mod library_store;
mod licence;
mod prepare;
mod reach;
mod replace;
mod store;

use std::collections::HashMap;

use database::{Id, Tx};
use document::{MediaKind, MediaRef, Variant};

use crate::naming::{clean_line, clean_text};
use crate::{Actor, App, Error, audit};

pub use describe::{Description, delete, describe, say_alts};
pub use files::{Arriving, FileKind, MAX_FILE_BYTES, OpenedFile, file_kind, open_file, read_file, take_file};
pub use library::{COUNTED, Details, Filter, Listed, Mark, Place, Said, count_missing_alt, details, list, old_places, one, places, these};
pub use licence::Licence;
pub use prepare::{Prepared, prepare};
pub use reach::{Reach, reach};
pub use replace::{former, may_replace, replace, replace_file};

/// The largest file that is taken, in bytes.
pub const MAX_BYTES: usize = imaging::MAX_BYTES;
/// The widest plain picture that a page names without a choice of sizes, in pixels.
const PLAIN_WIDTH: i64 = 1280;

/// What the newsroom says of a picture, in one language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The language's tag.
    pub language: String,
    /// Alternative text; empty when nobody has written one.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// Credit, the same in every language.
    pub credit: String,
    /// Whether it says nothing that words would have to say.
    pub decorative: bool,
    /// Where it was found on the web; empty for one that was brought by hand.
    pub source: String,
}

/// A picture that was taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its id.
    pub id: Id,
    /// Where readers find its plain form.
    pub href: String,
    /// False when the same file stood here already; its texts are then as they were.
    pub new: bool,
}

/// Takes a picture: [`prepare`], then its row and texts. `Error::Invalid` of the field `file` says why one is refused.
pub async fn upload(app: &App, actor: &Actor, name: &str, bytes: Vec<u8>, words: &Words) -> Result<Taken, Error> {
    let hash = prepare::hash(&bytes);
    let standing = database::read!(app.database, tx => { store::by_hash(tx, &hash).await })?;
    if let Some(id) = standing {
        return taken(app, id, false).await;
    }
    let prepared = prepare(app, name, bytes).await?;
    let id = database::write!(app.database, tx => { put(app, tx, actor, &prepared, words).await })?;
    taken(app, id, true).await
}

async fn taken(app: &App, id: Id, new: bool) -> Result<Taken, Error> {
    let known = database::read!(app.database, tx => { refs(tx, &[id], "", "").await })?;
    let href = known.get(&id).map(|picture| picture.src.clone()).ok_or(Error::NotFound)?;
    Ok(Taken { id, href, new })
}

/// The picture that a path of this site shows a size of, what it was replaced by included.
pub async fn of_path(app: &App, path: &str) -> Result<Option<Taken>, Error> {
    let Some((hash, _)) = path.strip_prefix("/media/").and_then(|rest| rest.split_once('/')) else {
        return Ok(None);
    };
    let found = database::read!(app.database, tx => {
        match store::by_hash(tx, hash).await? {
            Some(id) => Ok(Some(id)),
            None => store::former(tx, hash).await,
        }
    })?;
    match found {
        Some(id) => Ok(Some(taken(app, id, false).await?)),
        None => Ok(None),
    }
}

/// Writes a prepared picture inside a transaction; the same file gives the standing id and alters nothing.
pub async fn put(app: &App, tx: &mut Tx, actor: &Actor, prepared: &Prepared, words: &Words) -> Result<Id, Error> {
    if let Some(standing) = store::by_hash(tx, &prepared.hash).await? {
        return Ok(standing);
    }
    let id = app.ids.next();
    let credit = if words.credit.is_empty() { &prepared.credit } else { &words.credit };
    let caption = if words.caption.is_empty() { &prepared.caption } else { &words.caption };
    let texts = (clean_text(&words.alt), clean_text(caption));
    store::insert(tx, id, prepared, &clean_text(credit), &texts, (actor, app.now())).await?;
    if words.decorative || !words.source.is_empty() {
        store::set_origin(tx, id, words.decorative, &clean_line(&words.source)).await?;
    }
    if !texts.0.is_empty() || !texts.1.is_empty() {
        store::put_texts(tx, id, &words.language, &texts).await?;
    }
    for variant in &prepared.variants {
        store::put_variant(tx, id, variant).await?;
    }
    audit::record(app, tx, actor, "media.upload", ("media", Some(id)), &prepared.name).await?;
    Ok(id)
}

/// What documents and pages show of these pictures, with texts in `language`, else in `main`. Unknown ids are left out.
pub async fn refs(tx: &mut Tx, ids: &[Id], language: &str, main: &str) -> Result<HashMap<Id, MediaRef>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut texts: HashMap<Id, store::TextRow> = HashMap::new();
    for row in store::texts(tx, ids).await? {
        let rank = |tag: &str| (tag == language, tag == main);
        if texts.get(&row.media).is_none_or(|standing| rank(&row.language) > rank(&standing.language)) {
            texts.insert(row.media, row);
        }
    }
    let mut variants: HashMap<Id, Vec<store::VariantRow>> = HashMap::new();
    for row in store::variants(tx, ids).await? {
        variants.entry(row.media).or_default().push(row);
    }
    let mut found = HashMap::new();
    for row in store::rows(tx, ids).await? {
        let sizes = variants.remove(&row.id).unwrap_or_default();
        if let Some(kind) = FileKind::of_media_type(&row.content_type) {
            let text = texts.remove(&row.id).map(|text| text.caption).unwrap_or_default();
            if let Some(standing) = sizes.first() {
                found.insert(row.id, file_ref(&row, kind, standing, text)?);
            }
            continue;
        }
        let plain = || sizes.iter().filter(|variant| variant.format != "image/webp");
        let Some(shown) = plain().rfind(|variant| variant.width <= PLAIN_WIDTH).or_else(|| plain().next()) else {
            continue;
        };
        let text = texts.remove(&row.id);
        let (alt, caption) = text.map(|text| (text.alt, text.caption)).unwrap_or_default();
        let picture = MediaRef {
            src: public(&shown.storage_key),
            width: pixels(shown.width)?,
            height: pixels(shown.height)?,
            variants: sizes.iter().map(variant).collect::<Result<_, Error>>()?,
            alt: if row.decorative { String::new() } else { alt },
            caption,
            credit: row.credit,
            kind: MediaKind::Picture,
            bytes: 0,
            focus: (part(row.focus_x)?, part(row.focus_y)?),
        };
        found.insert(row.id, picture);
    }
    Ok(found)
}

/// A document or a sound: its caption is what it is called.
fn file_ref(row: &store::Row, kind: FileKind, standing: &store::VariantRow, caption: String) -> Result<MediaRef, Error> {
    Ok(MediaRef {
        src: public(&standing.storage_key),
        variants: Vec::new(),
        width: 0,
        height: 0,
        alt: String::new(),
        caption,
        credit: row.credit.clone(),
        kind: match kind {
            FileKind::Pdf => MediaKind::File,
            FileKind::Mp3 => MediaKind::Audio,
        },
        bytes: u64::try_from(standing.bytes).map_err(Error::broken)?,
        focus: (50, 50),
    })
}

fn variant(row: &store::VariantRow) -> Result<Variant, Error> {
    Ok(Variant { src: public(&row.storage_key), width: pixels(row.width)?, height: pixels(row.height)?, format: row.format.clone() })
}

fn pixels(number: i64) -> Result<u32, Error> {
    u32::try_from(number).map_err(Error::broken)
}

/// A hundredth.
fn part(number: i64) -> Result<u8, Error> {
    u8::try_from(number.clamp(0, 100)).map_err(Error::broken)
}

/// The public path of a blob: media stand in storage as they stand on the site.
fn public(key: &str) -> String {
    format!("/{key}")
}

/// A picture's file as readers ask for it, with its media type. None where no such file was ever made.
pub async fn file(app: &App, hash: &str, name: &str) -> Result<Option<(&'static str, Vec<u8>)>, Error> {
    let Some((width, extension)) = name.split_once('.') else {
        return Ok(None);
    };
    let media_type = match extension {
        "webp" => "image/webp",
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "svg" => document::DRAWING,
        _ => return Ok(None),
    };
    let digits = |text: &str, hexadecimal: bool| {
        !text.is_empty() && text.bytes().all(|byte| if hexadecimal { byte.is_ascii_hexdigit() } else { byte.is_ascii_digit() })
    };
    if !digits(hash, true) || !digits(width, false) {
        return Ok(None);
    }
    let bytes = app.storage.get(&format!("media/{hash}/{name}")).await.map_err(Error::broken)?;
    Ok(bytes.map(|bytes| (media_type, bytes)))
}

/// Deletes files that no row names any more: after the commit that took the rows away.
async fn delete_files(app: &App, files: &[String]) -> Result<(), Error> {
    for file in files {
        app.storage.delete(file).await.map_err(Error::broken)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
