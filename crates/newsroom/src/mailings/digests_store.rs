//! SQL of digests: how far each newsletter is, and what is new.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// The hour dealt with last, and up to when articles were in a digest.
pub(super) async fn before(tx: &mut Tx, newsletter: Id) -> Result<Option<(Timestamp, Timestamp)>, Error> {
    Ok(database::fetch_optional!(tx, (Timestamp, Timestamp), "SELECT slot, covered FROM digest WHERE newsletter = $1", newsletter)?)
}

/// Takes an hour, which covers everything until then. False: it was taken.
pub(super) async fn take_slot(tx: &mut Tx, newsletter: Id, slot: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "INSERT INTO digest (newsletter, slot, covered) VALUES ($1, $2, $2)
         ON CONFLICT (newsletter) DO UPDATE SET slot = excluded.slot, covered = excluded.covered WHERE digest.slot < excluded.slot",
        newsletter,
        slot
    )?;
    Ok(done == 1)
}

/// Articles of a language published after `since`, until `until`, newest first; not those that an import brought.
pub(super) async fn published(tx: &mut Tx, language: &str, since: Timestamp, until: Timestamp) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT id FROM article WHERE language = $1 AND state = 'published' AND trashed_at IS NULL AND origin <> 'import'
           AND published_at > $2 AND published_at <= $3 ORDER BY published_at DESC, id DESC",
        language,
        since,
        until
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}
