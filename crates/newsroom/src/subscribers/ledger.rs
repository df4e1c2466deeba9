//! The ledger of consent, row by row, for those who must show it.

use database::{Id, Timestamp, Tx};

use super::ledger_store as store;
use crate::{Actor, App, Error, audit};

/// A row of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct LedgerRow {
    /// Its id: they grow.
    pub id: Id,
    /// Whose.
    pub subscriber: Id,
    /// Their address; None once it was erased.
    pub address: Option<String>,
    /// asked, confirmed, changed, unsubscribed, erased, imported or lapsed.
    pub step: String,
    /// When.
    pub at: Timestamp,
    /// The words.
    pub wording: String,
    /// SHA-256 of the words.
    pub text_hash: String,
    /// The path of the page they stood on.
    pub page: String,
    /// From which network address.
    pub ip: String,
    /// What was chosen from then on: a JSON list of ids.
    pub newsletters: String,
}

/// The rows after `after` in their order, of everybody.
pub async fn ledger(tx: &mut Tx, after: Id, limit: i64) -> Result<Vec<LedgerRow>, Error> {
    store::all(tx, after, limit).await
}

/// The same of one subscriber, also one that was erased.
pub async fn ledger_of(tx: &mut Tx, subscriber: Id, after: Id, limit: i64) -> Result<Vec<LedgerRow>, Error> {
    store::of(tx, subscriber, after, limit).await
}

/// Notes that the ledger, or one person's part of it, is handed out.
pub async fn note_export(app: &App, actor: &Actor, of: Option<Id>) -> Result<(), Error> {
    audit::note(app, actor, "subscriber.ledger", ("subscriber", of), "").await
}
