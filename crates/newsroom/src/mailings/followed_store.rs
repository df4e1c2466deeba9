//! SQL of the links of mailings that are counted.

use database::{Id, Tx};

use crate::Error;

/// A link stands in the mailing's messages.
pub(super) async fn put(tx: &mut Tx, mailing: Id, path: &str) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO mailing_link (mailing, path, followed) VALUES ($1, $2, 0) ON CONFLICT (mailing, path) DO NOTHING",
        mailing,
        path
    )?;
    Ok(())
}

/// A link was followed so often; one that does not stand in the messages counts nothing.
pub(super) async fn add(tx: &mut Tx, mailing: Id, path: &str, by: i64) -> Result<(), Error> {
    database::execute!(tx, "UPDATE mailing_link SET followed = followed + $3 WHERE mailing = $1 AND path = $2", mailing, path, by)?;
    Ok(())
}

/// The links of a mailing, the most followed first.
pub(super) async fn of_mailing(tx: &mut Tx, mailing: Id) -> Result<Vec<(String, i64)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (String, i64),
        "SELECT path, followed FROM mailing_link WHERE mailing = $1 ORDER BY followed DESC, path",
        mailing
    )?)
}
