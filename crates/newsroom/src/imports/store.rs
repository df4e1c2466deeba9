//! All SQL of imports.

use database::{Id, Timestamp, Tx};

use super::Source;
use crate::Error;

/// Everything that was imported from a site.
pub(super) async fn sources(tx: &mut Tx, site: &str) -> Result<Vec<Source>, Error> {
    let rows: Vec<(String, String, Id, String, Timestamp)> = database::fetch_all!(
        tx,
        (String, String, Id, String, Timestamp),
        "SELECT kind, source_key, subject, hash, subject_updated_at FROM import_source WHERE site = $1",
        site
    )?;
    Ok(rows.into_iter().map(|(kind, key, subject, hash, updated_at)| Source { kind, key, subject, hash, updated_at }).collect())
}

/// Keeps an id for a key, unless the key has one.
pub(super) async fn reserve(tx: &mut Tx, site: &str, (kind, key): (&str, &str), subject: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO import_source (site, kind, source_key, subject, hash, subject_updated_at, seen_at) VALUES ($1, $2, $3, $4, '', 0, $5)
         ON CONFLICT (site, kind, source_key) DO NOTHING",
        site,
        kind,
        key,
        subject,
        now
    )?;
    Ok(())
}

/// Says what was written for a key.
pub(super) async fn put(tx: &mut Tx, site: &str, source: &Source, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO import_source (site, kind, source_key, subject, hash, subject_updated_at, seen_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (site, kind, source_key) DO UPDATE SET subject = excluded.subject, hash = excluded.hash,
           subject_updated_at = excluded.subject_updated_at, seen_at = excluded.seen_at",
        site,
        source.kind.as_str(),
        source.key.as_str(),
        source.subject,
        source.hash.as_str(),
        source.updated_at,
        now
    )?;
    Ok(())
}

/// How an imported article stands here now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// As the import left it.
    AsImported,
    /// Altered, withdrawn or put in the trash at the desk.
    Altered,
    /// Deleted.
    Deleted,
}

/// How an imported article stands here now.
pub(super) async fn article_standing(tx: &mut Tx, id: Id) -> Result<Standing, Error> {
    let row: Option<(Option<Timestamp>, Option<Timestamp>)> = database::fetch_optional!(
        tx,
        (Option<Timestamp>, Option<Timestamp>),
        "SELECT edited_at, trashed_at FROM article WHERE id = $1",
        id
    )?;
    Ok(match row {
        None => Standing::Deleted,
        Some((None, None)) => Standing::AsImported,
        Some(_) => Standing::Altered,
    })
}

/// When a static page was altered last.
pub(super) async fn page_updated_at(tx: &mut Tx, id: Id) -> Result<Option<Timestamp>, Error> {
    let (at,): (Option<Timestamp>,) =
        database::fetch_one!(tx, (Option<Timestamp>,), "SELECT MAX(updated_at) FROM static_page_text WHERE static_page = $1", id)?;
    Ok(at)
}

pub(super) async fn clear_edited(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "UPDATE article SET edited_at = NULL, trashed_at = NULL WHERE id = $1", id)?;
    Ok(())
}

pub(super) async fn unpublish(tx: &mut Tx, id: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM article_section WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM article_topic WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM article_byline WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM article_reference WHERE article = $1", id)?;
    database::execute!(tx, "UPDATE article SET state = 'unpublished', updated_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

/// Something the newsroom should look at.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Finding {
    /// The item at the old site.
    pub source_key: String,
    /// The article here, if it became one.
    pub subject: Option<Id>,
    /// The line in the export.
    pub line: i64,
    /// What kind of thing: raw-block, missing-file, low-coverage, no-alternative-text...
    pub what: String,
    /// The particulars.
    pub detail: String,
}

/// Keeps a finding.
pub(super) async fn add_finding(tx: &mut Tx, site: &str, id: Id, finding: &Finding, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO import_finding (id, site, source_key, subject, line, what, detail, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        site,
        finding.source_key.as_str(),
        finding.subject,
        finding.line,
        finding.what.as_str(),
        finding.detail.as_str(),
        now
    )?;
    Ok(())
}

/// Forgets the findings of an item, before it is looked at again.
pub(super) async fn forget_findings(tx: &mut Tx, site: &str, source_key: &str) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM import_finding WHERE site = $1 AND source_key = $2", site, source_key)?;
    Ok(())
}

/// The newest findings of all imports.
pub async fn findings(tx: &mut Tx, limit: i64) -> Result<Vec<Finding>, Error> {
    Ok(database::fetch_all!(
        tx,
        Finding,
        "SELECT source_key, subject, line, what, detail FROM import_finding ORDER BY id DESC LIMIT $1",
        limit
    )?)
}

/// Pictures without alternative text that are not decorative, newest first: id and name.
pub async fn media_without_alt(tx: &mut Tx, limit: i64) -> Result<Vec<(Id, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String),
        "SELECT m.id, m.name FROM media m WHERE m.kind = 'image' AND NOT m.decorative
           AND NOT EXISTS (SELECT 1 FROM media_text t WHERE t.media = m.id AND t.alt <> '') ORDER BY m.id DESC LIMIT $1",
        limit
    )?)
}

/// The addresses that imports brought, after `path` in their order: what `--check` replays. `(path, kind, state)`.
pub(super) async fn old_addresses(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<(String, String, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (String, String, String),
        "SELECT path, kind, state FROM address WHERE origin = 'import' AND path > $1 ORDER BY path LIMIT $2",
        after,
        limit
    )?)
}
