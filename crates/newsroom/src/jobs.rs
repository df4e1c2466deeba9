//! Every job of the program, in one list: what runs beside the answering of requests.

use std::time::Duration;

use crate::{
    App, Error, MICROS_PER_SECOND, articles, bounces, changes, handover, indexing, limits, mailings, presence, related, subscribers,
};

/// How long the change log is kept: thirty days.
const CHANGE_LOG_LIFE: i64 = 30 * 24 * 3600 * MICROS_PER_SECOND;

/// Housekeeping: the trash, old revisions, sign-ups never confirmed, the tail of the change log, old counters. Safe to run at any time, by any process.
pub async fn tidy_up(app: &App) -> Result<(), Error> {
    articles::purge(app).await?;
    articles::thin(app).await?;
    presence::forget(app).await?;
    subscribers::purge(app).await?;
    mailings::tidy_up(app).await?;
    bounces::tidy_up(app).await?;
    limits::forget(app, app.now() - 2 * 24 * 3600 * MICROS_PER_SECOND).await?;
    let before = app.now() - CHANGE_LOG_LIFE;
    database::write!(app.database, tx => { changes::prune(tx, before).await.map(|_| ()) })
}

/// What the desk's clock does: publishes what is due, tells of hand-overs. Safe to run at any time, by any process.
pub async fn desk_clock(app: &App) -> Result<(), Error> {
    articles::publish_due(app).await?;
    handover::deliver(app).await.map(|_| ())
}

/// Every second, and at once where something was scheduled or handed over.
async fn watch_clock(app: App) {
    let mut seconds = tokio::time::interval(Duration::from_secs(1));
    seconds.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = seconds.tick() => {}
            () = app.desk_clock.notified() => {}
        }
        if let Err(error) = desk_clock(&app).await {
            tracing::error!(%error, "the desk's clock failed");
        }
    }
}

/// Runs every job to the end once: for tests and for the demo's first minute.
pub async fn work_until_idle(app: &App) -> Result<(), Error> {
    tidy_up(app).await?;
    desk_clock(app).await?;
    indexing::step(app).await?;
    related::step(app, &mut related::Follower::default()).await?;
    changes::pump_once(app).await?;
    subscribers::import::step(app).await?;
    mailings::work_until_idle(app).await?;
    bounces::step(app).await
}

/// Runs the jobs for as long as the process lives; ends soon after [`App::stop`], when no mail is under way any more. Dropped,
/// the jobs end with it.
pub async fn run(app: App) {
    let mut followers = tokio::task::JoinSet::new();
    followers.spawn(changes::pump(app.clone()));
    followers.spawn(indexing::follow(app.clone()));
    followers.spawn(related::follow(app.clone()));
    followers.spawn(bounces::run(app.clone()));
    followers.spawn(subscribers::import::run(app.clone()));
    followers.spawn(watch_clock(app.clone()));
    let mut mail = tokio::task::JoinSet::new();
    mail.spawn(mailings::run(app.clone()));
    tokio::select! {
        () = housekeeping(&app) => {}
        () = app.stopped() => {}
    }
    while let Some(ended) = mail.join_next().await {
        if let Err(error) = ended {
            tracing::error!(%error, "the sending of mail ended by itself");
        }
    }
    followers.shutdown().await;
}

async fn housekeeping(app: &App) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hourly.tick().await;
        if let Err(error) = tidy_up(app).await {
            tracing::error!(%error, "housekeeping failed");
        }
    }
}
