//! All SQL of the library as the desk sees it: lists, texts, uses, deletion.

use database::{Id, Select, Timestamp, Tx};

use super::library::{Filter, Said};
use crate::Error;

/// Where a list goes on: after this picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// How near to readers it is: 2 on a home page, 1 in another article, 0 nowhere.
    pub rank: i64,
    /// When the latest article that shows it was published; 0 for none.
    pub shown_at: Timestamp,
    /// Its id.
    pub id: Id,
}

impl Mark {
    /// After this one, in a list by age.
    pub fn of_id(id: Id) -> Mark {
        Mark { rank: 0, shown_at: 0, id }
    }
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct ListRow {
    pub id: Id,
    pub name: String,
    pub width: i64,
    pub height: i64,
    pub credit: String,
    pub decorative: bool,
    pub bytes: i64,
    pub content_type: String,
    pub rank: i64,
    pub shown_at: Timestamp,
}

/// How near readers a picture is, and when it came there last: numbers, so that either database can sort by them.
const LIST: &str = "SELECT id, name, width, height, credit, decorative, bytes, content_type,
   CAST(CASE WHEN shown_at > 0 THEN 1 ELSE 0 END AS BIGINT) AS rank, shown_at FROM (
   SELECT m.id, m.name, m.width, m.height, m.credit, m.decorative, m.bytes, m.content_type, m.kind, m.search_text,
     COALESCE((SELECT MAX(COALESCE(a.published_at, 1)) FROM article_reference r JOIN article a ON a.id = r.article
       WHERE r.kind = 'media' AND r.subject = m.id), 0) AS shown_at
   FROM media m) listed WHERE 1 = 1";
const WITHOUT_ALT: &str = "SELECT id, name, width, height, credit, decorative, bytes, content_type, rank, shown_at FROM (
   SELECT id, name, width, height, credit, decorative, bytes, content_type, kind, search_text, shown_at,
     CASE WHEN shown_at = 0 THEN CAST(0 AS BIGINT)";
const WITHOUT_ALT_REST: &str = "THEN 2 ELSE 1 END AS rank FROM (
   SELECT m.id, m.name, m.width, m.height, m.credit, m.decorative, m.bytes, m.content_type, m.kind, m.search_text,
     COALESCE((SELECT MAX(COALESCE(a.published_at, 1)) FROM article_reference r JOIN article a ON a.id = r.article
       WHERE r.kind = 'media' AND r.subject = m.id), 0) AS shown_at
   FROM media m WHERE m.decorative = FALSE AND m.kind = 'picture'
     AND NOT EXISTS (SELECT 1 FROM media_text t WHERE t.media = m.id AND t.alt <> '')) shown) listed WHERE 1 = 1";

/// Newest first; those without alternative text by their nearness to readers: those of `home` first, then the latest shown.
pub(super) async fn list(tx: &mut Tx, filter: &Filter, home: &[Id], after: Option<Mark>, limit: i64) -> Result<Vec<ListRow>, Error> {
    let mut select = if filter.without_alt {
        let mut select = Select::new(WITHOUT_ALT);
        select.push_in("WHEN id IN", home).push(WITHOUT_ALT_REST, []);
        select
    } else {
        Select::new(LIST)
    };
    select.push(if filter.files { "AND kind <> 'picture'" } else { "AND kind = 'picture'" }, []);
    for word in language::fold_simple(&filter.words).split_whitespace() {
        let pattern = format!("%{}%", word.replace(['%', '_', '\\'], ""));
        select.push("AND search_text LIKE {}", [pattern.into()]);
    }
    match after {
        Some(mark) if filter.without_alt => {
            select.push("AND (rank, shown_at, id) < ({}, {}, {})", [mark.rank.into(), mark.shown_at.into(), mark.id.into()]);
        }
        Some(mark) => {
            select.push("AND id < {}", [mark.id.into()]);
        }
        None => {}
    }
    let order = if filter.without_alt { "ORDER BY rank DESC, shown_at DESC, id DESC LIMIT {}" } else { "ORDER BY id DESC LIMIT {}" };
    Ok(select.push(order, [limit.into()]).fetch_all(tx).await?)
}

pub(super) async fn by_ids(tx: &mut Tx, ids: &[Id]) -> Result<Vec<ListRow>, Error> {
    Ok(Select::new(LIST).push_in("AND id IN", ids).fetch_all(tx).await?)
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
    pub licence: String,
    pub focus_x: i64,
    pub focus_y: i64,
    pub created_at: Timestamp,
    pub source: String,
}

pub(super) async fn details(tx: &mut Tx, id: Id) -> Result<Option<DetailRow>, Error> {
    Ok(database::fetch_optional!(
        tx,
        DetailRow,
        "SELECT name, content_type, bytes, width, height, credit, rights, decorative, licence, focus_x, focus_y, created_at, source FROM media WHERE id = $1",
        id
    )?)
}

pub(super) async fn describe(
    tx: &mut Tx,
    id: Id,
    (credit, decorative): (&str, bool),
    (licence, (x, y)): (&str, (u8, u8)),
    now: Timestamp,
) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE media SET credit = $2, decorative = $3, licence = $4, focus_x = $5, focus_y = $6, updated_at = $7 WHERE id = $1",
        id,
        credit,
        decorative,
        licence,
        i64::from(x),
        i64::from(y),
        now
    )?;
    Ok(())
}

pub(super) async fn set_search_text(tx: &mut Tx, id: Id, search_text: &str) -> Result<(), Error> {
    database::execute!(tx, "UPDATE media SET search_text = $2 WHERE id = $1", id, search_text)?;
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

/// The articles that show a picture in an older revision only, with the latest such revision: all bodies are read, so it is
/// asked for by itself.
pub(super) async fn old_revisions_with(tx: &mut Tx, id: Id, limit: i64) -> Result<Vec<OldRow>, Error> {
    Ok(database::fetch_all!(
        tx,
        OldRow,
        "SELECT r.article AS id, a.language, COALESCE(w.headline, a.headline) AS headline, MAX(r.id) AS revision
         FROM revision r JOIN article a ON a.id = r.article LEFT JOIN working_copy w ON w.article = a.id
         WHERE r.image = $1 OR r.body LIKE $2
         GROUP BY r.article, a.language, COALESCE(w.headline, a.headline) ORDER BY revision DESC LIMIT $3",
        id,
        format!("%\"media:{id}\"%"),
        limit
    )?)
}

/// Old addresses that led to a file lead to another. Gives their paths.
pub(super) async fn lead_on(tx: &mut Tx, from: &str, to: &str) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = database::fetch_all!(
        tx,
        (String,),
        "UPDATE address SET target = $2 WHERE kind = 'redirect' AND target = $1 RETURNING path",
        from,
        to
    )?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}

#[derive(Debug, sqlx::FromRow)]
pub(super) struct OldRow {
    pub id: Id,
    pub language: String,
    pub headline: String,
    pub revision: Id,
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
