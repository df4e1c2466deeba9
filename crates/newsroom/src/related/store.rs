//! All SQL of related articles.

use database::{Id, Select, Tx};
use search::neighbours::{KEPT, Neighbour};

use crate::Error;

/// The neighbours of an article that readers can see, best first, without those that repeat it.
pub(super) async fn visible(tx: &mut Tx, article: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT r.neighbour FROM related r JOIN article a ON a.id = r.neighbour
         WHERE r.article = $1 AND NOT r.near_duplicate AND a.state = 'published' AND a.trashed_at IS NULL
         ORDER BY r.score DESC, r.neighbour DESC",
        article
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The pairs among these articles of which one repeats the other.
pub(super) async fn repeats_among(tx: &mut Tx, ids: &[Id]) -> Result<Vec<(Id, Id)>, Error> {
    let mut select = Select::new("SELECT article, neighbour FROM related WHERE near_duplicate");
    select.push_in("AND article IN", ids).push_in("AND neighbour IN", ids);
    Ok(select.fetch_all(tx).await?)
}

/// One row of a list: `(article, neighbour, score, near duplicate)`.
pub(super) type Kept = (Id, Id, f64, bool);

/// The lists of these articles, best first.
pub(super) async fn lists(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Kept>, Error> {
    let mut select = Select::new("SELECT article, neighbour, score, near_duplicate FROM related");
    select.push_in("WHERE article IN", ids).push("ORDER BY article, score DESC, neighbour DESC", []);
    Ok(select.fetch_all(tx).await?)
}

/// The articles that have a list, after the id `after`.
pub(super) async fn owners(tx: &mut Tx, after: Id, limit: i64) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> =
        database::fetch_all!(tx, (Id,), "SELECT DISTINCT article FROM related WHERE article > $1 ORDER BY article LIMIT $2", after, limit)?;
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
    let rows: Vec<(Id,)> = database::fetch_all!(tx, (Id,), "SELECT article FROM related WHERE neighbour = $1", article)?;
    database::execute!(tx, "DELETE FROM related WHERE article = $1 OR neighbour = $1", article)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Puts `neighbour` into the list of `article`.
pub(super) async fn put(tx: &mut Tx, article: Id, neighbour: Id, values: &Neighbour) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO related (article, neighbour, score, near_duplicate, reasons) VALUES ($1, $2, $3, $4, '')
         ON CONFLICT (article, neighbour) DO UPDATE SET score = excluded.score, near_duplicate = excluded.near_duplicate",
        article,
        neighbour,
        f64::from(values.score),
        values.near_duplicate
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
