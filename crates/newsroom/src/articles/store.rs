//! SQL of single articles: their rows and working copies. Revisions, preview links, lists and places have files of their own.

use database::{Id, Timestamp, Tx};

use super::content::ContentRow;
use super::{Content, State, WorkingCopy};
use crate::Error;

/// An article's own row.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Article {
    /// Its id.
    pub id: Id,
    /// The translation family: the id of its first article.
    pub family: Id,
    /// Its language tag.
    pub language: String,
    state: String,
    /// The slug that it has or will have.
    pub slug: String,
    /// The section that labels it.
    pub section: Option<Id>,
    /// The headline (published, or the working copy's while nothing is).
    pub headline: String,
    /// The revision readers see.
    pub published_revision: Option<Id>,
    /// The date readers see.
    pub published_at: Option<Timestamp>,
    /// When it was first published here.
    pub first_published_at: Option<Timestamp>,
    /// The "updated" date, where the editor asked that readers be told.
    pub readers_told_at: Option<Timestamp>,
    /// Since when it is the lead of the home page.
    pub lead_since: Option<Timestamp>,
    /// Why it was retracted.
    pub notice: String,
    /// Its identity in feeds; empty: made from the id.
    pub guid: String,
    /// desk or import.
    pub origin: String,
    /// A note for the desk.
    pub note: String,
    /// The account that made it.
    pub owner: Option<Id>,
    /// When it was made.
    pub created_at: Timestamp,
    /// When anything about it was altered.
    pub updated_at: Timestamp,
    /// When someone at the desk altered it (an import never overwrites such a one).
    pub edited_at: Option<Timestamp>,
    /// When it was put in the trash.
    pub trashed_at: Option<Timestamp>,
    /// When it will be published by the clock.
    pub scheduled_at: Option<Timestamp>,
    /// How it will be published then (JSON); empty when it is not scheduled.
    pub(super) schedule: String,
    /// Whom it waits for.
    pub assignee: Option<Id>,
    /// A lawyer has to look at it.
    pub flag_legal: bool,
    /// It needs a picture.
    pub flag_picture: bool,
    /// It is to be translated.
    pub flag_translation: bool,
}

impl Article {
    /// Its state.
    pub fn state(&self) -> State {
        State::parse(&self.state).unwrap_or(State::Draft)
    }
}

macro_rules! article_columns {
    ($rest:literal) => {
        concat!(
            "SELECT id, family, language, state, slug, section, headline, published_revision, published_at, first_published_at,
             readers_told_at, lead_since, notice, guid, origin, note, owner, created_at, updated_at, edited_at, trashed_at,
             scheduled_at, schedule, assignee, flag_legal, flag_picture, flag_translation FROM article ",
            $rest
        )
    };
}

/// One article, in any state, in the trash or not.
pub async fn article(tx: &mut Tx, id: Id) -> Result<Option<Article>, Error> {
    Ok(database::fetch_optional!(tx, Article, article_columns!("WHERE id = $1"), id)?)
}

/// An article that readers can see (published, or retracted with its notice).
pub async fn published(tx: &mut Tx, id: Id) -> Result<Option<Article>, Error> {
    Ok(database::fetch_optional!(
        tx,
        Article,
        article_columns!("WHERE id = $1 AND state IN ('published', 'retracted') AND trashed_at IS NULL AND published_revision IS NOT NULL"),
        id
    )?)
}

#[derive(Debug, sqlx::FromRow)]
struct WorkingRow {
    article: Id,
    base: Option<Id>,
    number: i64,
    #[sqlx(flatten)]
    content: ContentRow,
    saved_by: Option<Id>,
    saved_at: Timestamp,
}

/// What is being written.
pub async fn working_copy(tx: &mut Tx, article: Id) -> Result<Option<WorkingCopy>, Error> {
    let row: Option<WorkingRow> = database::fetch_optional!(
        tx,
        WorkingRow,
        "SELECT article, base, number, headline, kicker, standfirst, excerpt, body, slug, section, sections, topics, bylines,
           image, image_alt, image_caption, image_credit, saved_by, saved_at FROM working_copy WHERE article = $1",
        article
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let mut content = row.content.into_content()?;
    content.stand(tx).await?;
    Ok(Some(WorkingCopy {
        article: row.article,
        base: row.base,
        number: row.number,
        content,
        saved_by: row.saved_by,
        saved_at: row.saved_at,
    }))
}

pub(super) async fn put_working_copy(tx: &mut Tx, copy: &WorkingCopy) -> Result<(), Error> {
    let c = &copy.content;
    let (sections, topics, bylines) = c.lists()?;
    database::execute!(
        tx,
        "INSERT INTO working_copy (article, base, number, headline, kicker, standfirst, excerpt, body, slug, section, sections, topics,
           bylines, image, image_alt, image_caption, image_credit, saved_by, saved_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         ON CONFLICT (article) DO UPDATE SET base = excluded.base, number = excluded.number, headline = excluded.headline,
           kicker = excluded.kicker, standfirst = excluded.standfirst, excerpt = excluded.excerpt, body = excluded.body,
           slug = excluded.slug, section = excluded.section, sections = excluded.sections, topics = excluded.topics,
           bylines = excluded.bylines, image = excluded.image, image_alt = excluded.image_alt,
           image_caption = excluded.image_caption, image_credit = excluded.image_credit, saved_by = excluded.saved_by,
           saved_at = excluded.saved_at",
        copy.article,
        copy.base,
        copy.number,
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
        copy.saved_by,
        copy.saved_at
    )?;
    Ok(())
}

pub(super) struct NewRow<'a> {
    pub id: Id,
    pub family: Id,
    pub language: &'a str,
    pub state: State,
    pub headline: &'a str,
    pub search_text: &'a str,
    pub slug: &'a str,
    pub guid: &'a str,
    pub origin: &'a str,
    pub note: &'a str,
    pub owner: Option<Id>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub sticky: bool,
}

pub(super) async fn insert(tx: &mut Tx, row: &NewRow<'_>) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO article (id, family, language, state, slug, headline, excerpt, search_text, sticky, notice, guid, origin, note,
           owner, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, '', $7, $8, '', $9, $10, $11, $12, $13, $14)",
        row.id,
        row.family,
        row.language,
        row.state.as_str(),
        row.slug,
        row.headline,
        row.search_text,
        row.sticky,
        row.guid,
        row.origin,
        row.note,
        row.owner,
        row.created_at,
        row.updated_at
    )?;
    Ok(())
}

/// The desk's view of the row while nothing is published: headline, slug, label.
pub(super) async fn set_draft_view(
    tx: &mut Tx,
    id: Id,
    content: &Content,
    search_text: &str,
    (now, edited): (Timestamp, Option<Timestamp>),
) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE article SET search_text = $2, updated_at = $3, edited_at = COALESCE($4, edited_at),
           headline = CASE WHEN published_revision IS NULL THEN $5 ELSE headline END,
           section = CASE WHEN published_revision IS NULL THEN $6 ELSE section END,
           slug = CASE WHEN published_revision IS NULL THEN $7 ELSE slug END
         WHERE id = $1",
        id,
        search_text,
        now,
        edited,
        content.headline.as_str(),
        content.section,
        content.slug.as_str()
    )?;
    Ok(())
}

pub(super) async fn set_state(tx: &mut Tx, id: Id, state: State, notice: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE article SET state = $2, notice = $3, updated_at = $4, edited_at = $4, lead_since = NULL WHERE id = $1",
        id,
        state.as_str(),
        notice,
        now
    )?;
    Ok(())
}

pub(super) async fn set_lead(tx: &mut Tx, id: Id, language: &str, since: Option<Timestamp>) -> Result<(), Error> {
    database::execute!(tx, "UPDATE article SET lead_since = NULL WHERE language = $1 AND lead_since IS NOT NULL", language)?;
    database::execute!(tx, "UPDATE article SET lead_since = $2 WHERE id = $1", id, since)?;
    Ok(())
}

pub(super) async fn set_trashed(tx: &mut Tx, id: Id, at: Option<Timestamp>, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE article SET trashed_at = $2, updated_at = $3, edited_at = $3, lead_since = NULL WHERE id = $1",
        id,
        at,
        now
    )?;
    Ok(())
}

pub(super) async fn trashed_before(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> =
        database::fetch_all!(tx, (Id,), "SELECT id FROM article WHERE trashed_at < $1 ORDER BY trashed_at LIMIT $2", before, limit)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM article_section WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM article_topic WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM article_byline WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM related WHERE article = $1 OR neighbour = $1", id)?;
    database::execute!(tx, "DELETE FROM article WHERE id = $1", id)?;
    Ok(())
}
