//! All SQL of the library as the desk sees it: lists, texts, uses, deletion.

use database::{Id, Select, Timestamp, Tx};

use super::library::{Filter, Said};
use crate::Error;

/// Where a list goes on: after this picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whether readers see it in an article.
    pub public: bool,
    /// Its id.
    pub id: Id,
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct ListRow {
    pub id: Id,
    pub name: String,
    pub width: i64,
    pub height: i64,
    pub credit: String,
    pub decorative: bool,
    pub public: bool,
}

/// Whether readers see a picture in an article; 1 or 0 so that it can be sorted by on either database.
const LIST: &str = "SELECT id, name, width, height, credit, decorative, public = 1 AS public FROM (
   SELECT m.id, m.name, m.width, m.height, m.credit, m.decorative, m.search_text,
     CASE WHEN EXISTS (SELECT 1 FROM article_reference r WHERE r.kind = 'media' AND r.subject = m.id) THEN 1 ELSE 0 END AS public
   FROM media m";
const ALL: &str = ") listed WHERE 1 = 1";
const WITHOUT_ALT: &str = "WHERE m.decorative = FALSE
   AND NOT EXISTS (SELECT 1 FROM media_text t WHERE t.media = m.id AND t.alt <> '')) listed WHERE 1 = 1";

/// Newest first; those without alternative text in public use before the others.
pub(super) async fn list(tx: &mut Tx, filter: &Filter, after: Option<Mark>, limit: i64) -> Result<Vec<ListRow>, Error> {
    let mut select = Select::new(LIST);
    select.push(if filter.without_alt { WITHOUT_ALT } else { ALL }, []);
    for word in language::fold_simple(&filter.words).split_whitespace() {
        let pattern = format!("%{}%", word.replace(['%', '_', '\\'], ""));
        select.push("AND search_text LIKE {}", [pattern.into()]);
    }
    match after {
        Some(mark) if filter.without_alt => {
            select.push("AND (listed.public, id) < ({}, {})", [i64::from(mark.public).into(), mark.id.into()]);
        }
        Some(mark) => {
            select.push("AND id < {}", [mark.id.into()]);
        }
        None => {}
    }
    let order = if filter.without_alt { "ORDER BY listed.public DESC, id DESC LIMIT {}" } else { "ORDER BY id DESC LIMIT {}" };
    Ok(select.push(order, [limit.into()]).fetch_all(tx).await?)
}

pub(super) async fn by_ids(tx: &mut Tx, ids: &[Id]) -> Result<Vec<ListRow>, Error> {
    let mut select = Select::new(LIST);
    Ok(select.push(ALL, []).push_in("AND id IN", ids).fetch_all(tx).await?)
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct DetailRow {
    pub name: String,
    pub content_type: String,
    pub bytes: i64,
    pub width: i64,
    pub height: i64,
    pub credit: String,
    pub rights: String,
    pub decorative: bool,
    pub created_at: Timestamp,
}

pub(super) async fn details(tx: &mut Tx, id: Id) -> Result<Option<DetailRow>, Error> {
    Ok(database::fetch_optional!(
        tx,
        DetailRow,
        "SELECT name, content_type, bytes, width, height, credit, rights, decorative, created_at FROM media WHERE id = $1",
        id
    )?)
}

pub(super) async fn describe(
    tx: &mut Tx,
    id: Id,
    (credit, decorative): (&str, bool),
    search_text: &str,
    now: Timestamp,
) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE media SET credit = $2, decorative = $3, search_text = $4, updated_at = $5 WHERE id = $1",
        id,
        credit,
        decorative,
        search_text,
        now
    )?;
    Ok(())
}

/// What nobody says in a language any more is no row.
pub(super) async fn drop_text(tx: &mut Tx, id: Id, language: &str) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM media_text WHERE media = $1 AND language = $2", id, language)?;
    Ok(())
}

pub(super) async fn put_text(tx: &mut Tx, id: Id, language: &str, said: &Said) -> Result<(), Error> {
    super::store::put_texts(tx, id, language, &(said.alt.clone(), said.caption.clone())).await
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct ArticleRow {
    pub id: Id,
    pub headline: String,
    pub language: String,
    pub public: bool,
}

/// The articles whose published text shows a picture, then those in which only the text being written does. A working copy
/// that is the published text itself is not searched.
pub(super) async fn articles_with(tx: &mut Tx, id: Id) -> Result<Vec<ArticleRow>, Error> {
    let public = database::fetch_all!(
        tx,
        ArticleRow,
        "SELECT a.id, a.headline, a.language, TRUE AS public FROM article_reference r JOIN article a ON a.id = r.article
         WHERE r.kind = 'media' AND r.subject = $1 ORDER BY a.published_at DESC, a.id DESC",
        id
    )?;
    let written = database::fetch_all!(
        tx,
        ArticleRow,
        "SELECT a.id, w.headline, a.language, FALSE AS public FROM working_copy w JOIN article a ON a.id = w.article
           LEFT JOIN revision p ON p.id = a.published_revision
         WHERE (a.state <> 'published' OR p.id IS NULL OR w.saved_at > p.made_at) AND (w.image = $1 OR w.body LIKE $2)
         ORDER BY a.updated_at DESC, a.id DESC",
        id,
        format!("%\"media:{id}\"%")
    )?;
    let seen: Vec<Id> = public.iter().map(|row: &ArticleRow| row.id).collect();
    Ok(public.into_iter().chain(written.into_iter().filter(|row: &ArticleRow| !seen.contains(&row.id))).collect())
}

/// The articles whose published text shows a picture.
pub(super) async fn public_articles(tx: &mut Tx, id: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> =
        database::fetch_all!(tx, (Id,), "SELECT article FROM article_reference WHERE kind = 'media' AND subject = $1", id)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Old addresses that lead to one of a picture's files are gone with it. Gives their paths.
pub(super) async fn retire_addresses(tx: &mut Tx, target: &str) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = database::fetch_all!(
        tx,
        (String,),
        "UPDATE address SET state = 'gone' WHERE kind = 'redirect' AND target = $1 RETURNING path",
        target
    )?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM media WHERE id = $1", id)?;
    Ok(())
}
