//! Where a published article stands: its address, lists, references, and the keys of what these touch.

use database::{Id, Timestamp, Tx};
use language::Tag;

use super::{Article, Content, State};
use crate::addresses::{self, Kind};
use crate::changes::Key;
use crate::{App, Error, Origin, sections, site};

/// The excerpt of cards: the editor's own, else the standfirst, else the opening of the body by the 65-word rule.
pub fn automatic_excerpt(content: &Content, language: &str) -> Result<String, Error> {
    if !content.excerpt.is_empty() {
        return Ok(content.excerpt.clone());
    }
    if !content.standfirst.is_empty() {
        return Ok(content.standfirst.clone());
    }
    let tag = Tag::parse(language).map_err(Error::broken)?;
    Ok(language::excerpt(&document::opening(&content.document()?), &tag))
}

/// What a published article's row says.
pub(super) struct Placed<'a> {
    pub revision: Id,
    pub state: State,
    pub content: &'a Content,
    pub published_at: Timestamp,
    pub first_published_at: Timestamp,
    pub readers_told_at: Option<Timestamp>,
    /// An address to take as it is (imports); else made from section and slug.
    pub path: Option<&'a str>,
    pub origin: Origin,
    pub edited: bool,
}

/// Writes the published view of an article: row, lists, references, address. Gives the path and the keys that changed.
pub(super) async fn place(app: &App, tx: &mut Tx, article: &Article, placed: &Placed<'_>) -> Result<(String, Vec<Key>), Error> {
    let mut keys = keys_of(tx, article).await?;
    let content = placed.content;
    let (path, slug) = take_address(app, tx, article, placed, &mut keys).await?;
    let excerpt = automatic_excerpt(content, &article.language)?;
    let now = app.now();
    database::execute!(
        tx,
        "UPDATE article SET state = $2, slug = $3, section = $4, headline = $5, excerpt = $6, image = $7, search_text = $8,
           published_revision = $9, published_at = $10, first_published_at = COALESCE(first_published_at, $11),
           readers_told_at = COALESCE($12, readers_told_at), updated_at = $13, edited_at = CASE WHEN $14 THEN $13 ELSE edited_at END,
           notice = '', trashed_at = NULL, scheduled_at = NULL, schedule = ''
         WHERE id = $1",
        article.id,
        placed.state.as_str(),
        slug.as_str(),
        content.section,
        content.headline.as_str(),
        excerpt.as_str(),
        content.image,
        content.desk_words().as_str(),
        placed.revision,
        placed.published_at,
        placed.first_published_at,
        placed.readers_told_at,
        now,
        placed.edited
    )?;
    put_lists(tx, article, content, placed.published_at).await?;
    put_references(tx, article.id, content).await?;
    let fresh = super::store::article(tx, article.id).await?.ok_or(Error::NotFound)?;
    keys.extend(keys_of(tx, &fresh).await?);
    Ok((path, keys))
}

async fn take_address(
    app: &App,
    tx: &mut Tx,
    article: &Article,
    placed: &Placed<'_>,
    keys: &mut Vec<Key>,
) -> Result<(String, String), Error> {
    let tag = Tag::parse(&article.language).map_err(Error::broken)?;
    let wanted_slug = if placed.content.slug.is_empty() { &placed.content.headline } else { &placed.content.slug };
    let mut slug = language::slug(wanted_slug, &tag);
    if slug.is_empty() {
        slug = article.id.to_string();
    }
    let wanted = match placed.path {
        Some(path) => path.to_owned(),
        None => {
            let main = site::main_language(tx).await?;
            let section = placed.content.section.ok_or_else(|| Error::invalid("section", "problem-section-missing"))?;
            let section = sections::by_id(tx, section).await?.ok_or_else(|| Error::invalid("section", "problem-section-missing"))?;
            let name = crate::naming::best(&section.names, &article.language, &main)
                .ok_or_else(|| Error::invalid("section", "problem-section-missing"))?;
            format!("{}/{}/{slug}", addresses::prefix(&article.language, &main), name.slug)
        }
    };
    let subject = (Kind::Article, article.id, article.language.as_str());
    let (path, former) = addresses::claim(tx, subject, &wanted, placed.origin, app.now()).await?;
    keys.push(Key::Path(path.clone()));
    keys.extend(former.map(Key::Path));
    if placed.path.is_none() {
        path.rsplit('/').next().unwrap_or_default().clone_into(&mut slug);
    }
    Ok((path, slug))
}

async fn put_lists(tx: &mut Tx, article: &Article, content: &Content, at: Timestamp) -> Result<(), Error> {
    let (id, language) = (article.id, article.language.as_str());
    database::execute!(tx, "DELETE FROM article_section WHERE article = $1", id)?;
    for section in content.section.iter().chain(&content.sections) {
        database::execute!(
            tx,
            "INSERT INTO article_section (article, section, published_at, language) VALUES ($1, $2, $3, $4) ON CONFLICT (article, section) DO NOTHING",
            id,
            *section,
            at,
            language
        )?;
    }
    database::execute!(tx, "DELETE FROM article_topic WHERE article = $1", id)?;
    for topic in &content.topics {
        database::execute!(
            tx,
            "INSERT INTO article_topic (article, topic, published_at, language) VALUES ($1, $2, $3, $4) ON CONFLICT (article, topic) DO NOTHING",
            id,
            *topic,
            at,
            language
        )?;
    }
    database::execute!(tx, "DELETE FROM article_byline WHERE article = $1", id)?;
    for (position, byline) in (0_i64..).zip(&content.bylines) {
        database::execute!(
            tx,
            "INSERT INTO article_byline (article, position, contributor, role, published_at, language) VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            position,
            byline.contributor,
            byline.role.as_str(),
            at,
            language
        )?;
    }
    Ok(())
}

async fn put_references(tx: &mut Tx, id: Id, content: &Content) -> Result<(), Error> {
    let references = document::references(&content.document()?);
    database::execute!(tx, "DELETE FROM article_reference WHERE article = $1", id)?;
    let articles = references.articles.iter().map(|other| ("article", *other));
    let media = references.media.iter().chain(&content.image).map(|media| ("media", *media));
    for (kind, subject) in articles.chain(media) {
        database::execute!(
            tx,
            "INSERT INTO article_reference (article, kind, subject) VALUES ($1, $2, $3) ON CONFLICT (article, kind, subject) DO NOTHING",
            id,
            kind,
            subject
        )?;
    }
    Ok(())
}

/// Everything that shows an article as it stands now: itself, its lists, its family, the articles that link to it.
pub async fn keys_of(tx: &mut Tx, article: &Article) -> Result<Vec<Key>, Error> {
    let (id, language) = (article.id, &article.language);
    let mut keys = vec![Key::Article(id), Key::Home(language.clone()), Key::Archive(language.clone())];
    for (section,) in database::fetch_all!(tx, (Id,), "SELECT section FROM article_section WHERE article = $1", id)? {
        keys.push(Key::Section(section, language.clone()));
    }
    for (topic,) in database::fetch_all!(tx, (Id,), "SELECT topic FROM article_topic WHERE article = $1", id)? {
        keys.push(Key::Topic(topic, language.clone()));
    }
    for (contributor,) in database::fetch_all!(tx, (Id,), "SELECT contributor FROM article_byline WHERE article = $1", id)? {
        keys.push(Key::Contributor(contributor, language.clone()));
    }
    for (other,) in database::fetch_all!(
        tx,
        (Id,),
        "SELECT id FROM article WHERE family = $1 AND id <> $2
         UNION SELECT article FROM article_reference WHERE kind = 'article' AND subject = $2
         UNION SELECT article FROM related WHERE neighbour = $2
         UNION SELECT article FROM related_choice WHERE other = $2 AND kind = 'pin'",
        article.family,
        id
    )? {
        keys.push(Key::Article(other));
    }
    Ok(keys)
}

/// Takes an article out of every list (unpublished, deleted).
pub(super) async fn unplace(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM article_section WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM article_topic WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM article_byline WHERE article = $1", id)?;
    database::execute!(tx, "DELETE FROM article_reference WHERE article = $1", id)?;
    Ok(())
}
