//! SQL of past mailings as everybody may read them.

use database::{Id, Timestamp, Tx};

use crate::Error;

/// Mailing, article, when its messages were made, subject, note.
pub(super) type Row = (Id, Option<Id>, Timestamp, String, String);

/// The mailings of a newsletter whose messages were made, before `before`, newest first.
pub(super) async fn past(tx: &mut Tx, newsletter: Id, before: Id, limit: i64) -> Result<Vec<Row>, Error> {
    Ok(database::fetch_all!(
        tx,
        Row,
        "SELECT m.id, m.article, m.cut_off, v.subject, m.note FROM mailing_variant v JOIN mailing m ON m.id = v.mailing
         WHERE v.newsletter = $1 AND v.mailing < $2 AND m.cut_off IS NOT NULL ORDER BY v.mailing DESC LIMIT $3",
        newsletter,
        before,
        limit
    )?)
}
