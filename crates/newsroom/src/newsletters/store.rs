//! All SQL of newsletters.

use database::{Id, Tx};

use super::{Cadence, Newsletter};
use crate::Error;
use crate::naming::{NameRow, Names, group};

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: Id,
    cadence: String,
    filter: String,
    content: String,
    is_default: bool,
    language: String,
    hour: i64,
    weekday: i64,
    position: i64,
    paused: bool,
}

impl Row {
    fn with(self, names: Names) -> Result<Newsletter, Error> {
        Ok(Newsletter {
            id: self.id,
            cadence: Cadence::parse(&self.cadence).ok_or_else(|| Error::broken(format!("cadence {}", self.cadence)))?,
            filter: serde_json::from_str(&self.filter)?,
            full: self.content == "full",
            is_default: self.is_default,
            language: self.language,
            hour: self.hour,
            weekday: self.weekday,
            position: self.position,
            paused: self.paused,
            names,
        })
    }
}

/// All newsletters, in their order.
pub async fn all(tx: &mut Tx) -> Result<Vec<Newsletter>, Error> {
    let rows: Vec<Row> = database::fetch_all!(
        tx,
        Row,
        "SELECT id, cadence, filter, content, is_default, language, hour, weekday, position, paused FROM newsletter ORDER BY position, id"
    )?;
    let names: Vec<NameRow> =
        database::fetch_all!(tx, NameRow, "SELECT newsletter AS id, language, name, slug, description AS text FROM newsletter_name")?;
    let mut names = group(names);
    rows.into_iter()
        .map(|row| {
            let own = names.remove(&row.id).unwrap_or_default();
            row.with(own)
        })
        .collect()
}

/// One newsletter.
pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Newsletter>, Error> {
    Ok(all(tx).await?.into_iter().find(|newsletter| newsletter.id == id))
}
