//! The upkeep of imports: the job that goes on with them, and what is deleted when it is not needed any more.

use std::time::Duration;

use super::{Import, lines_store, run as runs, store};
use crate::{App, Error, MICROS_PER_SECOND};

const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;
/// A table that was only looked at is kept so long.
const LOOK_LIFE: i64 = DAY;
/// How often it is looked whether another process left an import behind.
const LOOK: Duration = Duration::from_secs(30);

/// The text of an import's table.
pub(super) async fn text_of(app: &App, import: &Import) -> Result<String, Error> {
    let bytes = if import.file.is_empty() { None } else { app.storage.get(&import.file).await.map_err(Error::broken)? };
    let bytes = bytes.ok_or(Error::Conflict("problem-import-file-gone"))?;
    String::from_utf8(bytes).map_err(Error::broken)
}

/// Deletes tables that are not needed any more.
pub(super) async fn drop_files(app: &App) -> Result<(), Error> {
    for (id, file) in database::read!(app.database, tx => { store::needless_files(tx).await })? {
        app.storage.delete(&file).await.map_err(Error::broken)?;
        database::write!(app.database, tx => { store::forget_file(tx, id).await })?;
    }
    Ok(())
}

/// Goes on with every import that was begun.
pub async fn step(app: &App) -> Result<(), Error> {
    for id in database::read!(app.database, tx => { store::running(tx).await })? {
        match runs::work(app, id).await {
            // Another process works on it.
            Err(Error::Unavailable(_)) => {}
            // Its table is gone: what was written stands, and the rest cannot be had.
            Err(Error::Conflict(_)) => {
                tracing::error!(import = id, "the table of an import is gone before its end");
                database::write!(app.database, tx => { store::set_state(tx, id, ("running", "failed"), app.now()).await })?;
            }
            other => other?,
        }
    }
    Ok(())
}

/// Goes on with imports for as long as the process lives.
pub async fn run(app: App) {
    while !app.is_stopping() {
        if let Err(error) = step(&app).await {
            tracing::error!(%error, "an import of subscribers cannot go on");
        }
        tokio::select! {
            () = app.import_waiting.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
            () = app.stopped() => {}
        }
    }
}

/// Throws away what nobody went on with, and the lines not taken of imports done long ago.
pub async fn tidy_up(app: &App) -> Result<(), Error> {
    let now = app.now();
    database::write!(app.database, tx => {
        for id in store::stale(tx, now - LOOK_LIFE).await? {
            store::set_state(tx, id, ("looked", "discarded"), now).await?;
        }
        lines_store::forget(tx, now - i64::from(app.settings.keep_days) * DAY).await
    })?;
    drop_files(app).await
}
