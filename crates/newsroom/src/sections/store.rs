//! All SQL of sections.

use database::{Id, Timestamp, Tx};

use crate::Error;
use crate::naming::{NameRow, Names, group};

/// A section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its id.
    pub id: Id,
    /// Its place among the sections.
    pub position: i64,
    /// Its names by language.
    pub names: Names,
}

/// All sections, in their order.
pub async fn all(tx: &mut Tx) -> Result<Vec<Section>, Error> {
    let rows: Vec<(Id, i64)> = database::fetch_all!(tx, (Id, i64), "SELECT id, position FROM section ORDER BY position, id")?;
    let names: Vec<NameRow> =
        database::fetch_all!(tx, NameRow, "SELECT section AS id, language, name, slug, description AS text FROM section_name")?;
    let mut names = group(names);
    Ok(rows.into_iter().map(|(id, position)| Section { id, position, names: names.remove(&id).unwrap_or_default() }).collect())
}

/// One section.
pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Section>, Error> {
    let row: Option<(i64,)> = database::fetch_optional!(tx, (i64,), "SELECT position FROM section WHERE id = $1", id)?;
    let Some((position,)) = row else {
        return Ok(None);
    };
    let names: Vec<NameRow> = database::fetch_all!(
        tx,
        NameRow,
        "SELECT section AS id, language, name, slug, description AS text FROM section_name WHERE section = $1",
        id
    )?;
    Ok(Some(Section { id, position, names: group(names).remove(&id).unwrap_or_default() }))
}

/// How many articles (in any state) stand in a section.
pub async fn used_by(tx: &mut Tx, id: Id) -> Result<i64, Error> {
    let (count,): (i64,) = database::fetch_one!(
        tx,
        (i64,),
        "SELECT (SELECT COUNT(*) FROM article WHERE section = $1) + (SELECT COUNT(*) FROM article_section WHERE section = $1)",
        id
    )?;
    Ok(count)
}

pub(super) async fn insert(tx: &mut Tx, id: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO section (id, position, created_at, updated_at) VALUES ($1, (SELECT COALESCE(MAX(position) + 1, 0) FROM section), $2, $2)",
        id,
        now
    )?;
    Ok(())
}

pub(super) async fn set_position(tx: &mut Tx, id: Id, position: i64) -> Result<(), Error> {
    database::execute!(tx, "UPDATE section SET position = $2 WHERE id = $1", id, position)?;
    Ok(())
}

pub(super) async fn set_names(tx: &mut Tx, id: Id, names: &Names, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM section_name WHERE section = $1", id)?;
    for (language, name) in names {
        database::execute!(
            tx,
            "INSERT INTO section_name (section, language, name, slug, description) VALUES ($1, $2, $3, $4, $5)",
            id,
            language.as_str(),
            name.name.as_str(),
            name.slug.as_str(),
            name.text.as_str()
        )?;
    }
    database::execute!(tx, "UPDATE section SET updated_at = $2 WHERE id = $1", id, now)?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM section WHERE id = $1", id)?;
    Ok(())
}
