//! All SQL of the second factor.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// The sealed secret, since when it counts, and the step of time used last.
pub(super) async fn of_account(tx: &mut Tx, id: Id) -> Result<Option<(String, Option<Timestamp>, i64)>, Error> {
    Ok(database::fetch_optional!(
        tx,
        (String, Option<Timestamp>, i64),
        "SELECT factor, factor_since, factor_step FROM account WHERE id = $1",
        id
    )?)
}

pub(super) async fn set(tx: &mut Tx, id: Id, sealed: &str, since: Option<Timestamp>, step: i64) -> Result<(), Error> {
    database::execute!(tx, "UPDATE account SET factor = $2, factor_since = $3, factor_step = $4 WHERE id = $1", id, sealed, since, step)?;
    Ok(())
}

/// Uses a step of time up; false when it, or a later one, was used before.
pub(super) async fn use_step(tx: &mut Tx, id: Id, step: i64) -> Result<bool, Error> {
    let used = database::execute!(tx, "UPDATE account SET factor_step = $2 WHERE id = $1 AND factor_step < $2", id, step)?;
    Ok(used == 1)
}

pub(super) async fn insert_code(tx: &mut Tx, account: Id, hash: &str) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO recovery_code (account, code_hash) VALUES ($1, $2) ON CONFLICT (account, code_hash) DO NOTHING",
        account,
        hash
    )?;
    Ok(())
}

/// Uses a recovery code up; false when there is no such one, or it was used before.
pub(super) async fn use_code(tx: &mut Tx, account: Id, hash: &str, now: Timestamp) -> Result<bool, Error> {
    let used = database::execute!(
        tx,
        "UPDATE recovery_code SET used_at = $3 WHERE account = $1 AND code_hash = $2 AND used_at IS NULL",
        account,
        hash,
        now
    )?;
    Ok(used == 1)
}

pub(super) async fn drop_codes(tx: &mut Tx, account: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM recovery_code WHERE account = $1", account)?;
    Ok(())
}

pub(super) async fn codes_left(tx: &mut Tx, account: Id) -> Result<i64, Error> {
    let (left,): (i64,) =
        database::fetch_one!(tx, (i64,), "SELECT COUNT(*) FROM recovery_code WHERE account = $1 AND used_at IS NULL", account)?;
    Ok(left)
}
