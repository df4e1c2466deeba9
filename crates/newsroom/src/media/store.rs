//! All SQL of media.

use database::{Id, Select, Timestamp, Tx};

use super::prepare::{Made, Prepared};
use crate::{Actor, Error};

#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub id: Id,
    pub content_type: String,
    pub credit: String,
    pub decorative: bool,
    pub focus_x: i64,
    pub focus_y: i64,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct TextRow {
    pub media: Id,
    pub language: String,
    pub alt: String,
    pub caption: String,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct VariantRow {
    pub media: Id,
    pub format: String,
    pub width: i64,
    pub height: i64,
    pub bytes: i64,
    pub storage_key: String,
}

pub(super) async fn by_hash(tx: &mut Tx, hash: &str) -> Result<Option<Id>, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(tx, (Id,), "SELECT id FROM media WHERE hash = $1", hash)?;
    Ok(row.map(|(id,)| id))
}

pub(super) async fn rows(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Row>, Error> {
    Ok(Select::new("SELECT id, content_type, credit, decorative, focus_x, focus_y FROM media WHERE 1 = 1")
        .push_in("AND id IN", ids)
        .fetch_all(tx)
        .await?)
}

pub(super) async fn texts(tx: &mut Tx, ids: &[Id]) -> Result<Vec<TextRow>, Error> {
    let mut select = Select::new("SELECT media, language, alt, caption FROM media_text WHERE 1 = 1");
    Ok(select.push_in("AND media IN", ids).push("ORDER BY media, language", []).fetch_all(tx).await?)
}

/// Smallest first.
pub(super) async fn variants(tx: &mut Tx, ids: &[Id]) -> Result<Vec<VariantRow>, Error> {
    let mut select = Select::new("SELECT media, format, width, height, bytes, storage_key FROM media_variant WHERE 1 = 1");
    Ok(select.push_in("AND media IN", ids).push("ORDER BY media, width, format", []).fetch_all(tx).await?)
}

/// Where the files of a picture are kept.
pub(super) async fn files(tx: &mut Tx, id: Id) -> Result<Vec<String>, Error> {
    Ok(variants(tx, &[id]).await?.into_iter().map(|variant| variant.storage_key).collect())
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: Id,
    prepared: &Prepared,
    credit: &str,
    (alt, caption): &(String, String),
    (actor, now): (&Actor, Timestamp),
) -> Result<(), Error> {
    let found = language::fold_simple(&format!("{} {alt} {caption} {credit}", prepared.name));
    let bytes = i64::try_from(prepared.bytes).map_err(Error::broken)?;
    database::execute!(
        tx,
        "INSERT INTO media (id, hash, kind, content_type, name, bytes, width, height, credit, rights, decorative, search_text, origin,
           created_by, created_at, updated_at)
         VALUES ($1, $2, $15, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)",
        id,
        prepared.hash.as_str(),
        prepared.media_type,
        prepared.name.as_str(),
        bytes,
        i64::from(prepared.width),
        i64::from(prepared.height),
        credit,
        prepared.rights.as_str(),
        false,
        found,
        actor.origin.as_str(),
        actor.account,
        now,
        prepared.kind
    )?;
    Ok(())
}

pub(super) async fn put_texts(tx: &mut Tx, id: Id, language: &str, (alt, caption): &(String, String)) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO media_text (media, language, alt, caption) VALUES ($1, $2, $3, $4)
         ON CONFLICT (media, language) DO UPDATE SET alt = excluded.alt, caption = excluded.caption",
        id,
        language,
        alt.as_str(),
        caption.as_str()
    )?;
    Ok(())
}

pub(super) async fn put_variant(tx: &mut Tx, id: Id, made: &Made) -> Result<(), Error> {
    let bytes = i64::try_from(made.bytes).map_err(Error::broken)?;
    database::execute!(
        tx,
        "INSERT INTO media_variant (media, format, width, height, bytes, storage_key) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (media, format, width) DO NOTHING",
        id,
        made.media_type,
        i64::from(made.width),
        i64::from(made.height),
        bytes,
        made.key.as_str()
    )?;
    Ok(())
}

/// What was known of a picture when it came from the web.
pub(super) async fn set_origin(tx: &mut Tx, id: Id, decorative: bool, source: &str) -> Result<(), Error> {
    database::execute!(tx, "UPDATE media SET decorative = $2, source = $3 WHERE id = $1", id, decorative, source)?;
    Ok(())
}

/// Another file in the place of a picture's; its sizes are forgotten, and its hash leads to the picture.
pub(super) async fn set_file(tx: &mut Tx, id: Id, prepared: &Prepared, now: Timestamp) -> Result<(), Error> {
    let bytes = i64::try_from(prepared.bytes).map_err(Error::broken)?;
    database::execute!(tx, "DELETE FROM media_former WHERE hash = $1", prepared.hash.as_str())?;
    database::execute!(
        tx,
        "INSERT INTO media_former (hash, media) SELECT hash, id FROM media WHERE id = $1
         ON CONFLICT (hash) DO UPDATE SET media = excluded.media",
        id
    )?;
    database::execute!(tx, "DELETE FROM media_variant WHERE media = $1", id)?;
    database::execute!(
        tx,
        "UPDATE media SET hash = $2, content_type = $3, name = $4, bytes = $5, width = $6, height = $7, rights = $8, updated_at = $9
         WHERE id = $1",
        id,
        prepared.hash.as_str(),
        prepared.media_type,
        prepared.name.as_str(),
        bytes,
        i64::from(prepared.width),
        i64::from(prepared.height),
        prepared.rights.as_str(),
        now
    )?;
    Ok(())
}

/// The account that brought a picture; None for the program's own and for imports.
pub(super) async fn brought_by(tx: &mut Tx, id: Id) -> Result<Option<Id>, Error> {
    let row: Option<(Option<Id>,)> = database::fetch_optional!(tx, (Option<Id>,), "SELECT created_by FROM media WHERE id = $1", id)?;
    Ok(row.and_then(|(account,)| account))
}

/// The picture that had this file before.
pub(super) async fn former(tx: &mut Tx, hash: &str) -> Result<Option<Id>, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(tx, (Id,), "SELECT media FROM media_former WHERE hash = $1", hash)?;
    Ok(row.map(|(id,)| id))
}
