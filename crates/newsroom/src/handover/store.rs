//! All SQL of hand-overs that wait to be mailed.

use database::{Id, Timestamp, Tx};

use crate::Error;

pub(super) async fn wait(tx: &mut Tx, account: Id, event: Id) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO handover_waiting (account, event) VALUES ($1, $2) ON CONFLICT (account, event) DO NOTHING",
        account,
        event
    )?;
    Ok(())
}

pub(super) async fn any(tx: &mut Tx) -> Result<bool, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(tx, (Id,), "SELECT account FROM handover_waiting LIMIT 1")?;
    Ok(row.is_some())
}

/// The accounts that are to be told now: at once whatever waits, or once a day what waited before the morning.
pub(super) async fn due(tx: &mut Tx, before: Timestamp, limit: i64) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(
        tx,
        (Id,),
        "SELECT DISTINCT w.account FROM handover_waiting w JOIN account a ON a.id = w.account JOIN article_event e ON e.id = w.event
         WHERE a.handover <> 'daily' OR e.at < $1 ORDER BY w.account LIMIT $2",
        before,
        limit
    )?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

pub(super) async fn of_account(tx: &mut Tx, account: Id) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> =
        database::fetch_all!(tx, (Id,), "SELECT event FROM handover_waiting WHERE account = $1 ORDER BY event LIMIT 200", account)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Takes one off the list; false when another has.
pub(super) async fn take(tx: &mut Tx, account: Id, event: Id) -> Result<bool, Error> {
    let taken = database::execute!(tx, "DELETE FROM handover_waiting WHERE account = $1 AND event = $2", account, event)?;
    Ok(taken == 1)
}

pub(super) async fn forget_account(tx: &mut Tx, account: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM handover_waiting WHERE account = $1", account)?;
    Ok(())
}

pub(super) async fn set_when(tx: &mut Tx, account: Id, when: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE account SET handover = $2, updated_at = $3 WHERE id = $1", account, when, now)?;
    Ok(())
}
