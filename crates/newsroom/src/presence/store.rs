//! All SQL of presence.

use database::{Id, Timestamp, Tx};

use super::Present;
use crate::Error;

pub(super) async fn put(tx: &mut Tx, article: Id, window: &str, (account, place): (Id, &str), now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO presence (article, browser_window, account, place, seen_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (article, browser_window) DO UPDATE SET account = excluded.account, place = excluded.place, seen_at = excluded.seen_at",
        article,
        window,
        account,
        place,
        now
    )?;
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, article: Id, window: &str, account: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM presence WHERE article = $1 AND browser_window = $2 AND account = $3", article, window, account)?;
    Ok(())
}

pub(super) async fn others(tx: &mut Tx, article: Id, window: &str, after: Timestamp) -> Result<Vec<Present>, Error> {
    Ok(database::fetch_all!(
        tx,
        Present,
        "SELECT presence.account, account.name, presence.place FROM presence JOIN account ON account.id = presence.account
         WHERE presence.article = $1 AND presence.browser_window <> $2 AND presence.seen_at > $3
         ORDER BY account.name, presence.browser_window",
        article,
        window,
        after
    )?)
}

pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM presence WHERE seen_at <= $1", before)?;
    Ok(())
}
