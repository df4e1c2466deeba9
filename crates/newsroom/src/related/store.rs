//! All SQL of the lists of neighbours.

use database::{Id, Select, Tx};
use search::neighbours::{KEPT, Neighbour};

use crate::Error;

/// Between the words of `reasons`.
pub(super) const BETWEEN: &str = ", ";

/// An article that readers can see beside another: `(id, family, language)`.
pub(super) type Visible = (Id, Id, String);

/// The neighbours of an article that readers can see, best first: without those that repeat it, its translations, and what
/// the newsroom has decided about (its pins are asked for apart).
pub(super) async fn visible(tx: &mut Tx, article: Id) -> Result<Vec<Visible>, Error> {
    Ok(database::fetch_all!(
        tx,
        Visible,
        "SELECT a.id, a.family, a.language FROM related r JOIN article a ON a.id = r.neighbour JOIN article own ON own.id = r.article
         WHERE r.article = $1 AND NOT r.near_duplicate AND a.state = 'published' AND a.trashed_at IS NULL AND a.family <> own.family
           AND NOT EXISTS (SELECT 1 FROM related_choice c WHERE c.article = r.article AND c.other = r.neighbour)
           AND NOT EXISTS (SELECT 1 FROM related_never n WHERE n.article = r.neighbour)
         ORDER BY r.score DESC, r.neighbour DESC",
        article
    )?)
}

/// The pairs among these articles of which one repeats the other.
pub(super) async fn repeats_among(tx: &mut Tx, ids: &[Id]) -> Result<Vec<(Id, Id)>, Error> {
    let mut select = Select::new("SELECT article, neighbour FROM related WHERE near_duplicate");
    select.push_in("AND article IN", ids).push_in("AND neighbour IN", ids);
    Ok(select.fetch_all(tx).await?)
}

/// One row of a list: `(article, neighbour, score, near duplicate, reasons)`.
pub(super) type Kept = (Id, Id, f64, bool, String);

/// The lists of these articles, best first.
pub(super) async fn lists(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Kept>, Error> {
    let mut select = Select::new("SELECT article, neighbour, score, near_duplicate, reasons FROM related");
    select.push_in("WHERE article IN", ids).push("ORDER BY article, score DESC, neighbour DESC", []);
    Ok(select.fetch_all(tx).await?)
}

/// The articles that have a list, from after the id `after` up to `last`.
pub(super) async fn owners(tx: &mut Tx, after: Id, last: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> =
        database::fetch_all!(tx, (Id,), "SELECT DISTINCT article FROM related WHERE article > $1 AND article <= $2", after, last)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// In whose lists these articles stand.
pub(super) async fn listed_by(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = Select::new("SELECT DISTINCT article FROM related").push_in("WHERE neighbour IN", ids).fetch_all(tx).await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Replaces an article's own list.
pub(super) async fn replace(tx: &mut Tx, article: Id, list: &[Neighbour]) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM related WHERE article = $1", article)?;
    for neighbour in list {
        put(tx, article, neighbour.id, neighbour).await?;
    }
    Ok(())
}

/// Takes an article out of its own list and all others. Gives whose lists it stood in.
pub(super) async fn take_out(tx: &mut Tx, article: Id) -> Result<Vec<Id>, Error> {
    let owners = listed_by(tx, &[article]).await?;
    database::execute!(tx, "DELETE FROM related WHERE article = $1 OR neighbour = $1", article)?;
    Ok(owners)
}

/// Puts `neighbour` into the list of `article`.
pub(super) async fn put(tx: &mut Tx, article: Id, neighbour: Id, values: &Neighbour) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO related (article, neighbour, score, near_duplicate, reasons) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (article, neighbour) DO UPDATE SET score = excluded.score, near_duplicate = excluded.near_duplicate,
           reasons = excluded.reasons",
        article,
        neighbour,
        f64::from(values.score),
        values.near_duplicate,
        values.reasons.join(BETWEEN)
    )?;
    Ok(())
}

/// Keeps the best of a list.
pub(super) async fn trim(tx: &mut Tx, article: Id) -> Result<(), Error> {
    let kept = i64::try_from(KEPT).map_err(Error::broken)?;
    database::execute!(
        tx,
        "DELETE FROM related WHERE article = $1 AND neighbour NOT IN
           (SELECT neighbour FROM related WHERE article = $1 ORDER BY score DESC, neighbour DESC LIMIT $2)",
        article,
        kept
    )?;
    Ok(())
}

/// How many articles readers can see, and how many of them up to the id `until`.
pub(super) async fn published_count(tx: &mut Tx, until: Id) -> Result<(i64, i64), Error> {
    Ok(database::fetch_one!(
        tx,
        (i64, i64),
        "SELECT COUNT(*), CAST(COALESCE(SUM(CASE WHEN id <= $1 THEN 1 ELSE 0 END), 0) AS BIGINT) FROM article
         WHERE state = 'published' AND trashed_at IS NULL",
        until
    )?)
}
