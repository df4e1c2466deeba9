//! Folding SQLite's write-ahead log into the file, beside the writer and not in its commits.
//!
//! Guarantees: a commit waits for its own bytes to be durable and, but for the rare case that folding cannot keep up, for nothing
//! else; nothing is folded when nothing was written. The log is folded whole when the database is closed, by SQLite itself.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use sqlx::sqlite::{SqliteConnectOptions, SqlitePool, SqlitePoolOptions};
use tokio::task::JoinHandle;

/// Pages (of 4 KB) in the log from which on a commit folds it itself.
pub(crate) const LAST_RESORT: &str = "16000";
/// How often the log is looked at.
const EVERY: Duration = Duration::from_millis(250);

/// The task that folds; it ends with this.
#[derive(Debug)]
pub struct Folding {
    pool: SqlitePool,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Folding {
    pub(crate) fn begin(path: &Path, options: SqliteConnectOptions) -> Folding {
        let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false).max_lifetime(None).connect_lazy_with(options);
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let task = tokio::spawn(fold(pool.clone(), PathBuf::from(log)));
        Folding { pool, task: Mutex::new(Some(task)) }
    }

    pub(crate) async fn end(&self) {
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            task.abort();
            // An error says that it was ended, which is what was wanted.
            let _ = task.await;
        }
        self.pool.close().await;
    }
}

impl Drop for Folding {
    fn drop(&mut self) {
        if let Some(task) = self.task.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}

async fn fold(pool: SqlitePool, log: PathBuf) {
    let mut folded: Option<SystemTime> = None;
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        // No log yet: nothing was written.
        let Ok(written) = std::fs::metadata(&log).and_then(|log| log.modified()) else { continue };
        if folded == Some(written) {
            continue;
        }
        match sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(&pool).await {
            Ok(_) => folded = Some(written),
            Err(error) => tracing::debug!(%error, "the write-ahead log could not be folded now"),
        }
    }
}
