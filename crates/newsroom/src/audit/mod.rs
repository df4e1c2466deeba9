//! The audit log: who did what, when, from where. Rows are only ever added.

mod store;

use database::Id;

pub use store::{Entry, latest, latest_of, record};

/// Notes an act that alters nothing, such as an export.
pub async fn note(
    app: &crate::App,
    actor: &crate::Actor,
    action: &str,
    subject: (&str, Option<Id>),
    detail: &str,
) -> Result<(), crate::Error> {
    database::write!(app.database, tx => { record(app, tx, actor, action, subject, detail).await })
}
