//! Every job of the program, in one list: what runs beside the answering of requests.

use std::time::Duration;

use crate::{App, Error, MICROS_PER_SECOND, articles, changes, indexing, limits, related};

/// How long the change log is kept: thirty days.
const CHANGE_LOG_LIFE: i64 = 30 * 24 * 3600 * MICROS_PER_SECOND;

/// Housekeeping: the trash, the tail of the change log, old counters. Safe to run at any time, by any process.
pub async fn tidy_up(app: &App) -> Result<(), Error> {
    articles::purge(app).await?;
    limits::forget(app, app.now() - 2 * 24 * 3600 * MICROS_PER_SECOND).await?;
    let before = app.now() - CHANGE_LOG_LIFE;
    database::write!(app.database, tx => { changes::prune(tx, before).await.map(|_| ()) })
}

/// Runs every job to the end once: for tests and for the demo's first minute.
pub async fn work_until_idle(app: &App) -> Result<(), Error> {
    tidy_up(app).await?;
    indexing::step(app).await?;
    related::step(app, &mut related::Follower::default()).await?;
    changes::pump_once(app).await?;
    Ok(())
}

/// Runs the jobs until it is dropped, and they with it.
pub async fn run(app: App) {
    let mut jobs = tokio::task::JoinSet::new();
    jobs.spawn(changes::pump(app.clone()));
    jobs.spawn(indexing::follow(app.clone()));
    jobs.spawn(related::follow(app.clone()));
    let mut hourly = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hourly.tick().await;
        if let Err(error) = tidy_up(&app).await {
            tracing::error!(%error, "housekeeping failed");
        }
    }
}
