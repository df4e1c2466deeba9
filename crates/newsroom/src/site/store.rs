//! All SQL of the site's settings.

use database::{Timestamp, Tx};

use crate::Error;

pub(super) async fn get(tx: &mut Tx, name: &str) -> Result<Option<String>, Error> {
    let row: Option<(String,)> = database::fetch_optional!(tx, (String,), "SELECT value FROM setting WHERE name = $1", name)?;
    Ok(row.map(|(value,)| value))
}

/// Every group of settings with its name.
pub(super) async fn all(tx: &mut Tx) -> Result<Vec<(String, String)>, Error> {
    Ok(database::fetch_all!(tx, (String, String), "SELECT name, value FROM setting")?)
}

pub(super) async fn has_account(tx: &mut Tx) -> Result<bool, Error> {
    let row: Option<(i64,)> = database::fetch_optional!(tx, (i64,), "SELECT id FROM account LIMIT 1")?;
    Ok(row.is_some())
}

pub(super) async fn set(tx: &mut Tx, name: &str, value: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO setting (name, value, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
        name,
        value,
        now
    )?;
    Ok(())
}
