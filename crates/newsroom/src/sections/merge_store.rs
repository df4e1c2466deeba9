//! All SQL of merging sections.

use std::collections::HashMap;

use database::{Id, Select, Tx};

use crate::Error;

/// What these sections are now.
pub(super) async fn now(tx: &mut Tx, ids: &[Id]) -> Result<HashMap<Id, Id>, Error> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut select = Select::new("SELECT id AS section, id AS now FROM section");
    select.push_in("WHERE id IN", ids).push_in("UNION ALL SELECT section, now FROM section_former WHERE section IN", ids);
    Ok(select.fetch_all::<(Id, Id)>(tx).await?.into_iter().collect())
}

/// Every article that stands in a section, in any state.
pub(super) async fn articles_of(tx: &mut Tx, id: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT id FROM article WHERE section = $1 UNION SELECT article FROM article_section WHERE section = $1",
        id
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn move_articles(tx: &mut Tx, from: Id, into: Id) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO article_section (article, section, published_at, language)
         SELECT article, $2, published_at, language FROM article_section WHERE section = $1 ON CONFLICT (article, section) DO NOTHING",
        from,
        into
    )?;
    database::execute!(tx, "DELETE FROM article_section WHERE section = $1", from)?;
    database::execute!(tx, "UPDATE article SET section = $2 WHERE section = $1", from, into)?;
    Ok(())
}

pub(super) async fn remember(tx: &mut Tx, from: Id, into: Id) -> Result<(), Error> {
    database::execute!(tx, "UPDATE section_former SET now = $2 WHERE now = $1", from, into)?;
    database::execute!(tx, "INSERT INTO section_former (section, now) VALUES ($1, $2)", from, into)?;
    Ok(())
}

/// The addresses of `from`, all of them moved.
pub(super) async fn move_addresses(tx: &mut Tx, from: Id, into: Id) -> Result<Vec<String>, Error> {
    let rows: Vec<(String,)> = database::fetch_all!(
        tx,
        (String,),
        "UPDATE address SET subject = $2, state = 'moved' WHERE kind = 'section' AND subject = $1 RETURNING path",
        from,
        into
    )?;
    Ok(rows.into_iter().map(|(path,)| path).collect())
}
