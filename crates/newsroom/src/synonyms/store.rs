//! All SQL of synonyms: one text among the settings.

use database::{Timestamp, Tx};

use crate::Error;

pub(super) async fn get(tx: &mut Tx) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = database::fetch_optional!(tx, (String,), "SELECT value FROM setting WHERE name = 'synonyms'")?;
    Ok(row.map(|(value,)| value))
}

pub(super) async fn set(tx: &mut Tx, value: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO setting (name, value, updated_at) VALUES ('synonyms', $1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        value,
        now
    )?;
    Ok(())
}

pub(super) async fn forget(tx: &mut Tx) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM setting WHERE name = 'synonyms'")?;
    Ok(())
}
