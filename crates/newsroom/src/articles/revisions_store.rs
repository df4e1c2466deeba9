//! SQL of revisions: saved states of an article. None is altered; those that readers saw are never deleted.

use database::{Id, Timestamp, Tx};

use super::content::ContentRow;
use super::{Article, Revision};
use crate::Error;

#[derive(Debug, sqlx::FromRow)]
struct RevisionRow {
    id: Id,
    article: Id,
    number: Option<i64>,
    reason: String,
    #[sqlx(flatten)]
    content: ContentRow,
    words: i64,
    made_by: Option<Id>,
    made_at: Timestamp,
}

impl RevisionRow {
    fn into_revision(self) -> Result<Revision, Error> {
        Ok(Revision {
            id: self.id,
            article: self.article,
            number: self.number,
            reason: self.reason,
            content: self.content.into_content()?,
            words: self.words,
            made_by: self.made_by,
            made_at: self.made_at,
        })
    }
}

/// One revision.
pub async fn revision(tx: &mut Tx, id: Id) -> Result<Option<Revision>, Error> {
    let row: Option<RevisionRow> = database::fetch_optional!(
        tx,
        RevisionRow,
        "SELECT id, article, number, reason, headline, kicker, standfirst, excerpt, body, slug, section, sections, topics, bylines,
           image, image_alt, image_caption, image_credit, words, made_by, made_at FROM revision WHERE id = $1",
        id
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let mut revision = row.into_revision()?;
    revision.content.stand(tx).await?;
    Ok(Some(revision))
}

/// The revision readers see of a published article.
pub async fn published_content(tx: &mut Tx, article: &Article) -> Result<Revision, Error> {
    let id = article.published_revision.ok_or(Error::NotFound)?;
    revision(tx, id).await?.ok_or_else(|| Error::broken("the published revision is missing"))
}

/// The latest revisions of an article, newest first: `(id, number, reason, made_by, made_at, words)`.
pub async fn revisions(tx: &mut Tx, article: Id, limit: i64) -> Result<Vec<(Id, Option<i64>, String, Option<Id>, Timestamp, i64)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, Option<i64>, String, Option<Id>, Timestamp, i64),
        "SELECT id, number, reason, made_by, made_at, words FROM revision WHERE article = $1 ORDER BY made_at DESC, id DESC LIMIT $2",
        article,
        limit
    )?)
}

pub(super) async fn insert(tx: &mut Tx, revision: &Revision) -> Result<(), Error> {
    let c = &revision.content;
    let (sections, topics, bylines) = c.lists()?;
    database::execute!(
        tx,
        "INSERT INTO revision (id, article, number, reason, headline, kicker, standfirst, excerpt, body, slug, section, sections, topics,
           bylines, image, image_alt, image_caption, image_credit, words, made_by, made_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        revision.id,
        revision.article,
        revision.number,
        revision.reason.as_str(),
        c.headline.as_str(),
        c.kicker.as_str(),
        c.standfirst.as_str(),
        c.excerpt.as_str(),
        c.body.as_str(),
        c.slug.as_str(),
        c.section,
        sections.as_str(),
        topics.as_str(),
        bylines.as_str(),
        c.image,
        c.image_alt.as_str(),
        c.image_caption.as_str(),
        c.image_credit.as_str(),
        revision.words,
        revision.made_by,
        revision.made_at
    )?;
    Ok(())
}

/// The revision that an import brought last.
pub(super) async fn imported(tx: &mut Tx, article: Id) -> Result<Option<Id>, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(
        tx,
        (Id,),
        "SELECT id FROM revision WHERE article = $1 AND reason = 'import' ORDER BY made_at DESC, id DESC LIMIT 1",
        article
    )?;
    Ok(row.map(|(id,)| id))
}

/// The next number for readers.
pub(super) async fn next_number(tx: &mut Tx, article: Id) -> Result<i64, Error> {
    let (number,): (i64,) =
        database::fetch_one!(tx, (i64,), "SELECT COALESCE(MAX(number), 0) + 1 FROM revision WHERE article = $1", article)?;
    Ok(number)
}

/// When the newest revision was made.
pub(super) async fn newest_revision_at(tx: &mut Tx, article: Id) -> Result<Option<Timestamp>, Error> {
    let (at,): (Option<Timestamp>,) =
        database::fetch_one!(tx, (Option<Timestamp>,), "SELECT MAX(made_at) FROM revision WHERE article = $1", article)?;
    Ok(at)
}

/// Unpublished revisions of a time that have a newer one of the same article in the same span.
pub(super) async fn crowded(tx: &mut Tx, (from, until): (Timestamp, Timestamp), span: i64, limit: i64) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT id FROM (
           SELECT id, reason, ROW_NUMBER() OVER (PARTITION BY article, made_at / $3 ORDER BY made_at DESC, id DESC) AS place
           FROM revision WHERE number IS NULL AND made_at >= $1 AND made_at < $2) AS ranked
         WHERE place > 1 AND reason <> 'conflict' AND NOT EXISTS (SELECT 1 FROM working_copy WHERE base = ranked.id) LIMIT $4",
        from,
        until,
        span,
        limit
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM revision WHERE id = $1 AND number IS NULL", id)?;
    Ok(())
}
