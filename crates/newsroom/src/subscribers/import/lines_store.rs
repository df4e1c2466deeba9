//! SQL of the lines that were not taken.

use database::{Id, Timestamp, Tx};

use super::counts::NotTaken;
use crate::Error;

/// The lines of an import that were not taken, after `after` in their order.
pub async fn lines(tx: &mut Tx, import: Id, after: i64, limit: i64) -> Result<Vec<NotTaken>, Error> {
    Ok(database::fetch_all!(
        tx,
        NotTaken,
        "SELECT line, why, said FROM subscriber_import_line WHERE import = $1 AND line > $2 ORDER BY line LIMIT $3",
        import,
        after,
        limit
    )?)
}

pub(super) async fn insert(tx: &mut Tx, import: Id, of: &NotTaken) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO subscriber_import_line (import, line, why, said) VALUES ($1, $2, $3, $4) ON CONFLICT (import, line) DO NOTHING",
        import,
        of.line,
        of.why.as_str(),
        of.said.as_str()
    )?;
    Ok(())
}

/// Forgets lines of imports done before `before`.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "DELETE FROM subscriber_import_line WHERE import IN (SELECT id FROM subscriber_import WHERE finished_at < $1)",
        before
    )?;
    Ok(())
}

/// Forgets what the lines say of an address, as it was written.
pub(in crate::subscribers) async fn forget_address(tx: &mut Tx, subscriber: Id) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE subscriber_import_line SET said = ''
         WHERE said IN (SELECT address FROM subscriber WHERE id = $1 UNION SELECT normalised FROM subscriber WHERE id = $1)",
        subscriber
    )?;
    Ok(())
}
