//! All SQL of the state of the site.

use database::{Timestamp, Tx};

use crate::Error;

/// When the newest act was written down.
pub(super) async fn latest_act(tx: &mut Tx) -> Result<Option<Timestamp>, Error> {
    let (at,): (Option<Timestamp>,) = database::fetch_one!(tx, (Option<Timestamp>,), "SELECT MAX(at) FROM audit")?;
    Ok(at)
}

/// When a backup was written last.
pub(super) async fn last_backup(tx: &mut Tx) -> Result<Option<Timestamp>, Error> {
    let row: Option<(Timestamp,)> =
        database::fetch_optional!(tx, (Timestamp,), "SELECT updated_at FROM setting WHERE name = 'last_backup'")?;
    Ok(row.map(|(at,)| at))
}

pub(super) async fn set_last_backup(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO setting (name, value, updated_at) VALUES ('last_backup', '', $1)
         ON CONFLICT (name) DO UPDATE SET updated_at = excluded.updated_at",
        now
    )?;
    Ok(())
}

/// The one network address of all sessions, when at least `count` have one.
pub(super) async fn shared_address(tx: &mut Tx, count: i64) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = database::fetch_optional!(
        tx,
        (String,),
        "SELECT MIN(ip) FROM session WHERE ip <> '' HAVING COUNT(*) >= $1 AND COUNT(DISTINCT ip) = 1",
        count
    )?;
    Ok(row.map(|(ip,)| ip))
}
