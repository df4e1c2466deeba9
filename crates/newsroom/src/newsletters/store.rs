//! All SQL of newsletters.

use std::collections::BTreeMap;

use database::{Id, Timestamp, Tx};

use super::{Cadence, Details, Newsletter};
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
    prepared: i64,
    position: i64,
    paused: bool,
    counted: bool,
    archived: bool,
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
            prepared: self.prepared,
            position: self.position,
            paused: self.paused,
            counted: self.counted,
            archived: self.archived,
            names,
        })
    }
}

/// All newsletters, in their order.
pub async fn all(tx: &mut Tx) -> Result<Vec<Newsletter>, Error> {
    let rows: Vec<Row> = database::fetch_all!(
        tx,
        Row,
        "SELECT id, cadence, filter, content, is_default, language, hour, weekday, prepared, position, paused, counted,
           archived FROM newsletter ORDER BY position, id"
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

/// Whether the sign-up form has a newsletter to mean: the default one of the language, else of the main language.
pub async fn is_offered(tx: &mut Tx, language: &str, main: &str) -> Result<bool, Error> {
    let row: Option<(Id,)> = database::fetch_optional!(
        tx,
        (Id,),
        "SELECT id FROM newsletter WHERE is_default AND NOT paused AND language IN ($1, $2) LIMIT 1",
        language,
        main
    )?;
    Ok(row.is_some())
}

/// How many confirmed subscribers each newsletter has.
pub async fn readers(tx: &mut Tx) -> Result<BTreeMap<Id, i64>, Error> {
    let rows: Vec<(Id, i64)> = database::fetch_all!(
        tx,
        (Id, i64),
        "SELECT n.newsletter, COUNT(*) FROM subscription n JOIN subscriber s ON s.id = n.subscriber
         WHERE s.state = 'confirmed' GROUP BY n.newsletter"
    )?;
    Ok(rows.into_iter().collect())
}

/// Whether a subscriber chose it or a mailing is of it.
pub(super) async fn is_used(tx: &mut Tx, id: Id) -> Result<bool, Error> {
    let (used,): (bool,) = database::fetch_one!(
        tx,
        (bool,),
        "SELECT EXISTS (SELECT 1 FROM subscription WHERE newsletter = $1) OR EXISTS (SELECT 1 FROM mailing WHERE newsletter = $1)
           OR EXISTS (SELECT 1 FROM mailing_newsletter WHERE newsletter = $1)",
        id
    )?;
    Ok(used)
}

pub(super) async fn clear_default(tx: &mut Tx, language: &str) -> Result<(), Error> {
    database::execute!(tx, "UPDATE newsletter SET is_default = FALSE WHERE language = $1 AND is_default", language)?;
    Ok(())
}

pub(super) async fn upsert(tx: &mut Tx, id: Id, details: &Details, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO newsletter (id, cadence, filter, content, is_default, language, hour, weekday, prepared, position, paused, counted,
           archived, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $11, (SELECT COALESCE(MAX(position) + 1, 0) FROM newsletter), $9, $12, $13, $10, $10)
         ON CONFLICT (id) DO UPDATE SET cadence = excluded.cadence, filter = excluded.filter, content = excluded.content,
           is_default = excluded.is_default, language = excluded.language, hour = excluded.hour, weekday = excluded.weekday,
           prepared = excluded.prepared, paused = excluded.paused, counted = excluded.counted,
           archived = excluded.archived, updated_at = excluded.updated_at",
        id,
        details.cadence.as_str(),
        serde_json::to_string(&details.filter)?,
        if details.full { "full" } else { "excerpt" },
        details.is_default,
        details.language.as_str(),
        details.hour,
        details.weekday,
        details.paused,
        now,
        details.prepared,
        details.counted,
        details.archived
    )?;
    Ok(())
}

pub(super) async fn set_names(tx: &mut Tx, id: Id, names: &Names) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM newsletter_name WHERE newsletter = $1", id)?;
    for (language, name) in names {
        database::execute!(
            tx,
            "INSERT INTO newsletter_name (newsletter, language, name, slug, description) VALUES ($1, $2, $3, $4, $5)",
            id,
            language.as_str(),
            name.name.as_str(),
            name.slug.as_str(),
            name.text.as_str()
        )?;
    }
    Ok(())
}

pub(super) async fn set_position(tx: &mut Tx, id: Id, position: i64) -> Result<(), Error> {
    database::execute!(tx, "UPDATE newsletter SET position = $2 WHERE id = $1", id, position)?;
    Ok(())
}

pub(super) async fn delete(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM newsletter WHERE id = $1", id)?;
    Ok(())
}

/// A topic was merged into another: what was chosen about the one is about the other.
pub(crate) async fn replace_topic(tx: &mut Tx, from: Id, into: Id) -> Result<(), Error> {
    replace(tx, from, into, |filter| &mut filter.topics).await
}

/// The same of two sections.
pub(crate) async fn replace_section(tx: &mut Tx, from: Id, into: Id) -> Result<(), Error> {
    replace(tx, from, into, |filter| &mut filter.sections).await
}

async fn replace(tx: &mut Tx, from: Id, into: Id, list: fn(&mut super::Filter) -> &mut Vec<Id>) -> Result<(), Error> {
    let rows: Vec<(Id, String)> = database::fetch_all!(tx, (Id, String), "SELECT id, filter FROM newsletter ORDER BY id")?;
    for (id, filter) in rows {
        let mut filter: super::Filter = serde_json::from_str(&filter)?;
        let chosen = list(&mut filter);
        if !chosen.contains(&from) {
            continue;
        }
        let named = chosen.contains(&into);
        chosen.retain(|one| *one != from);
        if !named {
            chosen.push(into);
        }
        let filter = serde_json::to_string(&filter)?;
        database::execute!(tx, "UPDATE newsletter SET filter = $2 WHERE id = $1", id, filter)?;
    }
    Ok(())
}
