//! All SQL of the audit log.

use database::{Id, Timestamp, Tx};

use crate::{Actor, App, Error};

/// One entry.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Entry {
    /// Its id.
    pub id: Id,
    /// When.
    pub at: Timestamp,
    /// Which account; None for the program itself.
    pub account: Option<Id>,
    /// What was done: `article.publish`, `account.sign_in`.
    pub action: String,
    /// What kind of thing it was done to.
    pub subject_kind: String,
    /// Which one.
    pub subject: Option<Id>,
    /// A few words more.
    pub detail: String,
    /// From which network address.
    pub ip: String,
}

/// Adds an entry, in the transaction of the act.
pub async fn record(app: &App, tx: &mut Tx, actor: &Actor, action: &str, subject: (&str, Option<Id>), detail: &str) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO audit (id, at, account, action, subject_kind, subject, detail, ip) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        app.ids.next(),
        app.now(),
        actor.account,
        action,
        subject.0,
        subject.1,
        detail,
        actor.ip.as_str()
    )?;
    Ok(())
}

/// The same of one account.
pub async fn latest_of(tx: &mut Tx, account: Id, before: Id, limit: i64) -> Result<Vec<Entry>, Error> {
    Ok(database::fetch_all!(
        tx,
        Entry,
        "SELECT id, at, account, action, subject_kind, subject, detail, ip FROM audit WHERE account = $1 AND id < $2
         ORDER BY id DESC LIMIT $3",
        account,
        before,
        limit
    )?)
}

/// The latest `limit` entries before `before` (an id), newest first.
pub async fn latest(tx: &mut Tx, before: Id, limit: i64) -> Result<Vec<Entry>, Error> {
    Ok(database::fetch_all!(
        tx,
        Entry,
        "SELECT id, at, account, action, subject_kind, subject, detail, ip FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2",
        before,
        limit
    )?)
}
