//! An import before it runs: brought, looked at, chosen for, begun or thrown away.

use database::{Id, Tx};
use language::Tag;

use super::columns::Columns;
use super::row::Everyone;
use super::{Import, MAX_BYTES, decode, keep, look, store};
use crate::{Actor, App, Error, Problem, audit, newsletters, site};

/// What is chosen for a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The newsletter that its people get.
    pub newsletter: Id,
    /// The language that they are written to in.
    pub language: String,
    /// Who all its people are, where the table does not say.
    pub everyone: Everyone,
    /// The column of the addresses, where it was not recognised or is another.
    pub column: Option<usize>,
}

/// A table as it comes.
#[derive(Debug)]
pub struct Incoming {
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

async fn check(tx: &mut Tx, chosen: &Chosen) -> Result<(), Error> {
    let mut problems = Vec::new();
    if newsletters::by_id(tx, chosen.newsletter).await?.is_none() {
        problems.push(Problem::new("newsletter", "problem-import-newsletter"));
    }
    let spoken = site::identity(tx).await?.languages;
    if Tag::parse(&chosen.language).is_err() || !spoken.contains(&chosen.language) {
        problems.push(Problem::new("language", "problem-language-unknown"));
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}

/// Takes a table, keeps it for as long as it is needed, and looks at it. Nothing of it is written.
pub async fn begin(app: &App, actor: &Actor, incoming: Incoming, chosen: &Chosen) -> Result<Id, Error> {
    if incoming.bytes.len() > MAX_BYTES {
        return Err(Error::invalid("file", "problem-import-large"));
    }
    let text = decode::text(&incoming.bytes);
    drop(incoming.bytes);
    let Some(mut columns) = look::columns_of(&text, &incoming.name)? else {
        return Err(Error::invalid("file", "problem-import-empty"));
    };
    database::read!(app.database, tx => { check(tx, chosen).await })?;
    set_column(&mut columns, chosen)?;
    let id = app.ids.next();
    let import = Import {
        id,
        state: "looked".to_owned(),
        name: crate::naming::clean_line(&incoming.name).chars().take(200).collect(),
        program: columns.program.as_str().to_owned(),
        file: format!("imports/{id}.csv"),
        columns: serde_json::to_string(&columns)?,
        everyone: chosen.everyone.as_str().to_owned(),
        newsletter: chosen.newsletter,
        language: chosen.language.clone(),
        found: String::new(),
        counts: "{}".to_owned(),
        byte: 0,
        line: 0,
        bytes: i64::try_from(text.len()).map_err(Error::broken)?,
        asking: false,
        created_by: actor.account,
        created_at: app.now(),
        finished_at: None,
    };
    let found = serde_json::to_string(&look::look(app, &import, &text).await?)?;
    let import = Import { found, ..import };
    // The row first: a file without one would be kept for ever.
    database::write!(app.database, tx => {
        store::insert(tx, &import, app.now()).await?;
        audit::record(app, tx, actor, "subscriber.import_look", ("subscriber_import", Some(id)), &import.name).await
    })?;
    app.storage.put(&import.file, text.into_bytes()).await.map_err(Error::broken)?;
    Ok(id)
}

fn set_column(columns: &mut Columns, chosen: &Chosen) -> Result<(), Error> {
    match chosen.column {
        Some(column) if !columns.set_address(column) => Err(Error::invalid("column", "problem-import-column")),
        _ => Ok(()),
    }
}

/// Chooses otherwise, and looks again.
pub async fn choose(app: &App, id: Id, chosen: &Chosen) -> Result<(), Error> {
    let import = database::read!(app.database, tx => {
        check(tx, chosen).await?;
        store::by_id(tx, id).await?.ok_or(Error::NotFound)
    })?;
    if import.state != "looked" {
        return Err(Error::Conflict("problem-import-begun"));
    }
    let mut columns = import.columns()?;
    set_column(&mut columns, chosen)?;
    let text = keep::text_of(app, &import).await?;
    let import = Import {
        columns: serde_json::to_string(&columns)?,
        everyone: chosen.everyone.as_str().to_owned(),
        newsletter: chosen.newsletter,
        language: chosen.language.clone(),
        ..import
    };
    let found = serde_json::to_string(&look::look(app, &import, &text).await?)?;
    let import = Import { found, ..import };
    match database::write!(app.database, tx => { store::set_looked(tx, &import, app.now()).await })? {
        true => Ok(()),
        false => Err(Error::Conflict("problem-import-begun")),
    }
}

/// Begins to write what a look found. [`super::work`] does it, or the job: woken by `app.import_waiting`, else within half a
/// minute. Begun twice is begun once.
pub async fn start(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let import = store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        if import.columns()?.address().is_none() {
            return Err(Error::invalid("column", "problem-import-column"));
        }
        match import.state.as_str() {
            "looked" => {}
            "discarded" => return Err(Error::Conflict("problem-import-discarded")),
            _ => return Ok(()),
        }
        if store::set_state(tx, id, ("looked", "running"), app.now()).await? {
            audit::record(app, tx, actor, "subscriber.import", ("subscriber_import", Some(id)), &import.name).await?;
        }
        Ok(())
    })
}

/// Throws a table away that was only looked at.
pub async fn discard(app: &App, id: Id) -> Result<(), Error> {
    let done = database::write!(app.database, tx => {
        store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        store::set_state(tx, id, ("looked", "discarded"), app.now()).await
    })?;
    if !done {
        return Err(Error::Conflict("problem-import-begun"));
    }
    keep::drop_files(app).await
}
