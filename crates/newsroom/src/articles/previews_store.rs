//! SQL of preview links: secret addresses under which somebody outside can see what is being written.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// A secret address under which the working copy can be seen.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PreviewLink {
    /// The secret part.
    pub token: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// The preview links of an article that still work.
pub async fn previews_of(tx: &mut Tx, article: Id, now: Timestamp) -> Result<Vec<PreviewLink>, Error> {
    Ok(database::fetch_all!(
        tx,
        PreviewLink,
        "SELECT token, created_at, expires_at FROM preview_link WHERE article = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at",
        article,
        now
    )?)
}

pub(super) async fn insert(
    tx: &mut Tx,
    (hash, token): (&str, &str),
    article: Id,
    by: Option<Id>,
    (now, expires): (Timestamp, Timestamp),
) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO preview_link (token_hash, article, token, created_by, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
        hash,
        article,
        token,
        by,
        now,
        expires
    )?;
    Ok(())
}

pub(super) async fn revoke(tx: &mut Tx, article: Id, now: Timestamp) -> Result<u64, Error> {
    Ok(database::execute!(
        tx,
        "UPDATE preview_link SET revoked_at = $2, token = '' WHERE article = $1 AND revoked_at IS NULL",
        article,
        now
    )?)
}

pub(super) async fn article_of(tx: &mut Tx, hash: &str, now: Timestamp) -> Result<Option<Id>, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(
        tx,
        (Id,),
        "SELECT article FROM preview_link WHERE token_hash = $1 AND revoked_at IS NULL AND expires_at > $2",
        hash,
        now
    )?;
    Ok(row.map(|(id,)| id))
}
