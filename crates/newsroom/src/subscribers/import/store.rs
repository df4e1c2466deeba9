//! SQL of imports: the import itself, what is known of addresses, what a row writes.

use std::collections::HashMap;

use database::{Id, Select, Timestamp, Tx};

use super::Program;
use super::columns::Columns;
use super::counts::{Counts, Found};
use super::decide::Facts;
use super::row::Everyone;
use super::table::Place;
use crate::Error;

/// An import.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Import {
    /// Its id.
    pub id: Id,
    /// looked, running, done, failed (its table was lost) or discarded.
    pub state: String,
    /// The file's name, as it came.
    pub name: String,
    pub(super) program: String,
    pub(super) file: String,
    pub(super) columns: String,
    pub(super) everyone: String,
    /// The newsletter that they get.
    pub newsletter: Id,
    /// The language that they are written to in.
    pub language: String,
    pub(super) found: String,
    pub(super) counts: String,
    pub(super) byte: i64,
    pub(super) line: i64,
    /// How long the table is.
    pub bytes: i64,
    /// Whether those without proof are being asked to confirm.
    pub asking: bool,
    /// The account that brought it; None: the command line.
    pub created_by: Option<Id>,
    /// When it was brought.
    pub created_at: Timestamp,
    /// When it was done.
    pub finished_at: Option<Timestamp>,
}

impl Import {
    /// The program that wrote the table.
    pub fn program(&self) -> Program {
        Program::parse(&self.program).unwrap_or_default()
    }

    /// Who all people of the table are.
    pub fn everyone(&self) -> Everyone {
        Everyone::parse(&self.everyone).unwrap_or_default()
    }

    pub(super) fn columns(&self) -> Result<Columns, Error> {
        Ok(serde_json::from_str(&self.columns)?)
    }

    /// The names of the columns, and which one holds the addresses.
    pub fn heads(&self) -> Result<(Vec<String>, Option<usize>), Error> {
        let columns = self.columns()?;
        let address = columns.address();
        Ok((columns.names, address))
    }

    /// What the last look found; None once it is not needed any more.
    pub fn found(&self) -> Result<Option<Found>, Error> {
        if self.found.is_empty() { Ok(None) } else { Ok(Some(serde_json::from_str(&self.found)?)) }
    }

    /// What was done so far.
    pub fn counts(&self) -> Result<Counts, Error> {
        Ok(serde_json::from_str(&self.counts)?)
    }

    /// How much of the table is done, in percent.
    pub fn percent(&self) -> i64 {
        self.byte.saturating_mul(100).checked_div(self.bytes).unwrap_or(100).clamp(0, 100)
    }

    pub(super) fn place(&self) -> Place {
        Place { byte: u64::try_from(self.byte).unwrap_or(0), line: u64::try_from(self.line).unwrap_or(0) }
    }
}

/// One import.
pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Import>, Error> {
    Ok(database::fetch_optional!(
        tx,
        Import,
        "SELECT id, state, name, program, file, columns, everyone, newsletter, language, found, counts, byte, line, bytes, asking,
           created_by, created_at, finished_at FROM subscriber_import WHERE id = $1",
        id
    )?)
}

/// The latest imports, newest first, without those that were thrown away.
pub async fn latest(tx: &mut Tx, limit: i64) -> Result<Vec<Import>, Error> {
    Ok(database::fetch_all!(
        tx,
        Import,
        "SELECT id, state, name, program, file, columns, everyone, newsletter, language, found, counts, byte, line, bytes, asking,
           created_by, created_at, finished_at FROM subscriber_import WHERE state <> 'discarded' ORDER BY id DESC LIMIT $1",
        limit
    )?)
}

pub(super) async fn insert(tx: &mut Tx, of: &Import, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO subscriber_import (id, state, name, program, file, columns, everyone, newsletter, language, found, counts, byte, line, bytes,
           asking, created_by, created_at, updated_at, finished_at)
         VALUES ($1, 'looked', $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, $11, FALSE, $12, $13, $13, NULL)",
        of.id,
        of.name.as_str(),
        of.program.as_str(),
        of.file.as_str(),
        of.columns.as_str(),
        of.everyone.as_str(),
        of.newsletter,
        of.language.as_str(),
        of.found.as_str(),
        of.counts.as_str(),
        of.bytes,
        of.created_by,
        now
    )?;
    Ok(())
}

/// Writes another look over the one before; false when it was begun meanwhile.
pub(super) async fn set_looked(tx: &mut Tx, of: &Import, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE subscriber_import SET columns = $2, everyone = $3, newsletter = $4, language = $5, found = $6, updated_at = $7
         WHERE id = $1 AND state = 'looked'",
        of.id,
        of.columns.as_str(),
        of.everyone.as_str(),
        of.newsletter,
        of.language.as_str(),
        of.found.as_str(),
        now
    )?;
    Ok(done == 1)
}

/// Moves an import on; false when it was not in `from`.
pub(super) async fn set_state(tx: &mut Tx, id: Id, (from, to): (&str, &str), now: Timestamp) -> Result<bool, Error> {
    let done =
        database::execute!(tx, "UPDATE subscriber_import SET state = $3, updated_at = $4 WHERE id = $1 AND state = $2", id, from, to, now)?;
    Ok(done == 1)
}

/// Notes how far a run is; false when another was there first.
pub(super) async fn set_progress(tx: &mut Tx, id: Id, (from, to): (Place, Place), counts: &Counts, now: Timestamp) -> Result<bool, Error> {
    let number = |number: u64| i64::try_from(number).map_err(Error::broken);
    let done = database::execute!(
        tx,
        "UPDATE subscriber_import SET byte = $3, line = $4, counts = $5, updated_at = $6 WHERE id = $1 AND state = 'running' AND byte = $2",
        id,
        number(from.byte)?,
        number(to.byte)?,
        number(to.line)?,
        serde_json::to_string(counts)?,
        now
    )?;
    Ok(done == 1)
}

pub(super) async fn set_done(tx: &mut Tx, id: Id, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "UPDATE subscriber_import SET state = 'done', found = '', byte = bytes, updated_at = $2, finished_at = $2 WHERE id = $1 AND state = 'running'",
        id,
        now
    )?;
    Ok(done == 1)
}

pub(super) async fn forget_file(tx: &mut Tx, id: Id) -> Result<(), Error> {
    database::execute!(tx, "UPDATE subscriber_import SET file = '', found = '' WHERE id = $1", id)?;
    Ok(())
}

/// Those that a job goes on with, oldest first.
pub(super) async fn running(tx: &mut Tx) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> = database::fetch_all!(tx, (Id,), "SELECT id FROM subscriber_import WHERE state = 'running' ORDER BY id")?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Looks that nobody went on with since.
pub(super) async fn stale(tx: &mut Tx, before: Timestamp) -> Result<Vec<Id>, Error> {
    let rows: Vec<(Id,)> =
        database::fetch_all!(tx, (Id,), "SELECT id FROM subscriber_import WHERE state = 'looked' AND updated_at < $1 ORDER BY id", before)?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// Tables kept without need.
pub(super) async fn needless_files(tx: &mut Tx) -> Result<Vec<(Id, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (Id, String),
        "SELECT id, file FROM subscriber_import WHERE state IN ('done', 'failed', 'discarded') AND file <> '' ORDER BY id"
    )?)
}

type Known = (String, Id, String, Option<Timestamp>, Option<Id>, bool, bool);

/// What is known here of some addresses: by their normalised form and their hash.
pub(super) async fn facts(tx: &mut Tx, addresses: &[(&str, &str)], newsletter: Id) -> Result<HashMap<String, Facts>, Error> {
    let mut all: HashMap<String, Facts> = addresses.iter().map(|(normalised, _)| ((*normalised).to_owned(), Facts::default())).collect();
    let mut select = Select::new("SELECT s.normalised, s.id, s.state, s.confirmed_at, i.import,");
    select.push(
        "EXISTS (SELECT 1 FROM consent c WHERE c.subscriber = s.id AND c.step IN ('confirmed', 'changed', 'unsubscribed')),
         EXISTS (SELECT 1 FROM subscription n WHERE n.subscriber = s.id AND n.newsletter = {})
         FROM subscriber s LEFT JOIN imported_subscriber i ON i.subscriber = s.id WHERE s.normalised IN (",
        [newsletter.into()],
    );
    select.push_rows("{}", addresses.iter().map(|(normalised, _)| [(*normalised).into()]));
    select.push(")", []);
    for (normalised, id, state, confirmed_at, import, acted, has) in select.fetch_all::<Known>(tx).await? {
        if let Some(facts) = all.get_mut(&normalised) {
            *facts = Facts { subscriber: Some((id, state, confirmed_at)), acted, has, import, ..Facts::default() };
        }
    }
    let suppressed = hashes(tx, "SELECT address_hash FROM suppression WHERE address_hash IN (", addresses).await?;
    let departed = hashes(tx, "SELECT address_hash FROM departed WHERE address_hash IN (", addresses).await?;
    for (normalised, hash) in addresses {
        if let Some(facts) = all.get_mut(*normalised) {
            facts.suppressed = suppressed.iter().any(|one| one == hash);
            facts.departed = departed.iter().any(|one| one == hash);
        }
    }
    Ok(all)
}

async fn hashes(tx: &mut Tx, text: &'static str, addresses: &[(&str, &str)]) -> Result<Vec<String>, Error> {
    let mut select = Select::new(text);
    select.push_rows("{}", addresses.iter().map(|(_, hash)| [(*hash).into()]));
    select.push(")", []);
    let rows: Vec<(String,)> = select.fetch_all(tx).await?;
    Ok(rows.into_iter().map(|(hash,)| hash).collect())
}

/// Someone who is brought over, as they are written.
pub(super) struct Person<'a> {
    pub id: Id,
    pub address: &'a super::super::Address,
    pub hash: &'a str,
    pub language: &'a str,
    pub since: Timestamp,
}

/// A new subscriber; false when the address came in another way at this moment.
pub(super) async fn insert_subscriber(tx: &mut Tx, of: &Person<'_>, now: Timestamp) -> Result<bool, Error> {
    let done = database::execute!(
        tx,
        "INSERT INTO subscriber (id, address, normalised, address_hash, language, state, created_at, confirmed_at, told_known_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'confirmed', $6, $7, NULL, $7) ON CONFLICT (normalised) DO NOTHING",
        of.id,
        of.address.written.as_str(),
        of.address.normalised.as_str(),
        of.hash,
        of.language,
        of.since,
        now
    )?;
    Ok(done == 1)
}

/// A sign-up that waits becomes a subscription.
pub(super) async fn confirm_pending(tx: &mut Tx, id: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE subscriber SET state = 'confirmed', confirmed_at = $2, updated_at = $2 WHERE id = $1 AND state = 'pending'",
        id,
        now
    )?;
    Ok(())
}

pub(super) async fn add_choice(tx: &mut Tx, id: Id, newsletter: Id, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO subscription (subscriber, newsletter, since) VALUES ($1, $2, $3) ON CONFLICT (subscriber, newsletter) DO NOTHING",
        id,
        newsletter,
        now
    )?;
    Ok(())
}

/// Notes which import brought someone. Of two the first stays; proof that one of them has is proof.
pub(super) async fn set_imported(tx: &mut Tx, id: Id, import: Id, lacks_proof: bool) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO imported_subscriber (subscriber, import, lacks_proof) VALUES ($1, $2, $3)
         ON CONFLICT (subscriber) DO UPDATE SET lacks_proof = (imported_subscriber.lacks_proof AND excluded.lacks_proof)",
        id,
        import,
        lacks_proof
    )?;
    Ok(())
}
