//! All SQL of what the newsroom decides about related articles.

use database::{Id, Select, Timestamp, Tx};

use super::store::Visible;
use crate::Error;

/// What was decided of another article beside one: `(other, kind, position)`.
pub(super) async fn choices(tx: &mut Tx, article: Id) -> Result<Vec<(Id, String, i64)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String, i64),
        "SELECT other, kind, position FROM related_choice WHERE article = $1 ORDER BY position, other",
        article
    )?)
}

/// The pinned articles that readers can see, in order.
pub(super) async fn pinned(tx: &mut Tx, article: Id) -> Result<Vec<Visible>, Error> {
    Ok(database::fetch_all!(
        tx,
        Visible,
        "SELECT a.id, a.family, a.language FROM related_choice c JOIN article a ON a.id = c.other
         WHERE c.article = $1 AND c.kind = 'pin' AND a.state = 'published' AND a.trashed_at IS NULL ORDER BY c.position, c.other",
        article
    )?)
}

pub(super) async fn put(
    tx: &mut Tx,
    (article, other): (Id, Id),
    (kind, position): (&str, i64),
    account: Option<Id>,
    now: Timestamp,
) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO related_choice (article, other, kind, position, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (article, other) DO UPDATE SET kind = excluded.kind, position = excluded.position, made_by = excluded.made_by,
           made_at = excluded.made_at",
        article,
        other,
        kind,
        position,
        account,
        now
    )?;
    Ok(())
}

pub(super) async fn forget(tx: &mut Tx, article: Id, other: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM related_choice WHERE article = $1 AND other = $2", article, other)?;
    Ok(())
}

pub(super) async fn is_never(tx: &mut Tx, article: Id) -> Result<bool, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(tx, (Id,), "SELECT article FROM related_never WHERE article = $1", article)?;
    Ok(row.is_some())
}

/// Those of these articles that are recommended nowhere.
pub(super) async fn never_among(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = Select::new("SELECT article FROM related_never").push_in("WHERE article IN", ids).fetch_all(tx).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn set_never(tx: &mut Tx, article: Id, never: bool, account: Option<Id>, now: Timestamp) -> Result<(), Error> {
    if never {
        database::execute!(
            tx,
            "INSERT INTO related_never (article, made_by, made_at) VALUES ($1, $2, $3) ON CONFLICT (article) DO NOTHING",
            article,
            account,
            now
        )?;
    } else {
        database::execute!(tx, "DELETE FROM related_never WHERE article = $1", article)?;
    }
    Ok(())
}

/// The sections in which an article stands.
pub(super) async fn sections_of(tx: &mut Tx, article: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(tx, (Id,), "SELECT section FROM article_section WHERE article = $1", article)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
