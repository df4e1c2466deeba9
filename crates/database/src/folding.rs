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
/// With so many pages the log is to begin again at its start: to write over bytes that are there takes a disk a fraction of the
/// time of making a file longer (here 0.2-1.6 ms in place of 4).
const LONG: i64 = 4_000;
/// For that the writer and the readers of the log are waited for at most so long; else it is tried again.
const PATIENCE: Duration = Duration::from_millis(20);
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
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .test_before_acquire(false)
            .max_lifetime(None)
            .connect_lazy_with(options.busy_timeout(PATIENCE));
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
        match once(&pool).await {
            Ok(()) => folded = Some(written),
            Err(error) => tracing::debug!(%error, "the write-ahead log could not be folded now"),
        }
    }
}

/// Folds what is there; a long log is then made to begin again, for which little is left to do while the writer waits.
async fn once(pool: &SqlitePool) -> Result<(), sqlx::Error> {
    let (_, pages, _): (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(PASSIVE)").fetch_one(pool).await?;
    if pages >= LONG {
        sqlx::query("PRAGMA wal_checkpoint(RESTART)").execute(pool).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Database;

    #[tokio::test]
    async fn a_long_log_begins_again_at_its_start() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("t.db");
        let database = Database::open_sqlite(&path).await.unwrap();
        let Database::Sqlite { write, folding, .. } = &database else { panic!("a file") };
        sqlx::query("CREATE TABLE t (x BLOB)").execute(write).await.unwrap();
        let megabytes =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) INSERT INTO t SELECT zeroblob(1000000) FROM n";
        sqlx::query(megabytes).execute(write).await.unwrap();
        let length = || std::fs::metadata(folder.path().join("t.db-wal")).unwrap().len();
        let long = length();
        assert!(long > 20_000_000, "{long}");
        once(&folding.pool).await.unwrap();
        sqlx::query("INSERT INTO t VALUES (zeroblob(1000000))").execute(write).await.unwrap();
        assert_eq!(length(), long);
        database.close().await;
        assert!(!folder.path().join("t.db-wal").exists());
    }
}
