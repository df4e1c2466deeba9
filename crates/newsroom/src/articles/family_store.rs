//! All SQL of translation families.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// A member of a translation family, in any state.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Relative {
    /// The article.
    pub id: Id,
    /// Its language tag.
    pub language: String,
    /// The headline being written.
    pub headline: String,
    /// Its state, as written in the database.
    pub state: String,
}

/// The members of a family, by language; what lies in the trash is none.
pub async fn relatives(tx: &mut Tx, family: Id) -> Result<Vec<Relative>, Error> {
    Ok(database::fetch_all!(
        tx,
        Relative,
        "SELECT a.id, a.language, COALESCE(w.headline, a.headline) AS headline, a.state FROM article a
         LEFT JOIN working_copy w ON w.article = a.id WHERE a.family = $1 AND a.trashed_at IS NULL ORDER BY a.language, a.id",
        family
    )?)
}

pub(super) async fn set_family(tx: &mut Tx, id: Id, family: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE article SET family = $2, updated_at = $3, edited_at = $3 WHERE id = $1", id, family, now)?;
    Ok(())
}

pub(super) async fn set_language(tx: &mut Tx, id: Id, language: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE article SET language = $2, updated_at = $3, edited_at = $3 WHERE id = $1", id, language, now)?;
    Ok(())
}
