//! Opening the database: pools, pragmas, search path.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::ConnectOptions;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};

use crate::folding::{self, Folding};
use crate::{Error, Tx};

/// The newsroom's database: one SQLite file with one writer and several readers, or a PostgreSQL pool.
#[derive(Clone, Debug)]
pub enum Database {
    /// A file; `write` has exactly one connection.
    Sqlite {
        /// Readers (8 connections).
        read: SqlitePool,
        /// The only writer.
        write: SqlitePool,
        /// The file.
        path: PathBuf,
        /// What folds the write-ahead log into the file beside the writer.
        folding: Arc<Folding>,
    },
    /// A server.
    Postgres(PgPool),
}

/// Which of the two a database is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// An embedded file.
    Sqlite,
    /// A server.
    Postgres,
}

const READERS: u32 = 8;
const POSTGRES_CONNECTIONS: u32 = 16;
const BUSY: Duration = Duration::from_secs(10);

fn sqlite_options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("temp_store", "MEMORY")
        // A connection: with all readers 36 MB at most, and the system keeps the file in memory besides.
        .pragma("cache_size", "-4000")
}

/// A full disk makes SQLite roll back by itself. sqlx then believes the transaction still open and cannot begin another: that
/// connection is closed, and a new one takes its place.
async fn begin_immediate(write: &SqlitePool) -> Result<sqlx::Transaction<'static, sqlx::Sqlite>, sqlx::Error> {
    match write.begin_with("BEGIN IMMEDIATE").await {
        Err(sqlx::Error::InvalidSavePointStatement) => {
            write.acquire().await?.close().await?;
            write.begin_with("BEGIN IMMEDIATE").await
        }
        begun => begun,
    }
}

impl Database {
    /// Opens `address`: `postgres://...`, or the path of a SQLite file, made if it is not there.
    pub async fn open(address: &str) -> Result<Database, Error> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            return Database::open_postgres(address, POSTGRES_CONNECTIONS).await;
        }
        if address.contains("://") {
            return Err(Error::Address(address.to_owned()));
        }
        Database::open_sqlite(Path::new(address)).await
    }

    /// Opens a SQLite file, made with its folder if it is not there.
    pub async fn open_sqlite(path: &Path) -> Result<Database, Error> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Error::Folder(folder.to_owned(), error))?;
        }
        let options = sqlite_options(path);
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            // A file is not away: to ask before each transaction whether it is there would cost more than many of them.
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.clone().create_if_missing(true).pragma("wal_autocheckpoint", folding::LAST_RESORT))
            .await?;
        let folding = Arc::new(Folding::begin(path, options.clone()));
        let read = SqlitePoolOptions::new()
            .max_connections(READERS)
            .test_before_acquire(false)
            .max_lifetime(None)
            .connect_lazy_with(options.read_only(true));
        Ok(Database::Sqlite { read, write, path: path.to_owned(), folding })
    }

    /// Opens a PostgreSQL database with at most `connections` connections.
    pub async fn open_postgres(address: &str, connections: u32) -> Result<Database, Error> {
        let options = PgConnectOptions::from_str(address)?.application_name("kiosque");
        // A pool goes on trying for half a minute; whoever mistyped an address hears of it at once.
        sqlx::Connection::close(options.connect().await?).await?;
        let pool = PgPoolOptions::new().max_connections(connections).connect_with(options).await?;
        Ok(Database::Postgres(pool))
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        match self {
            Database::Sqlite { .. } => Engine::Sqlite,
            Database::Postgres(_) => Engine::Postgres,
        }
    }

    /// Begins a read transaction: every statement in it sees one moment.
    pub async fn begin_read(&self) -> Result<Tx, Error> {
        Ok(match self {
            Database::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            Database::Postgres(pool) => Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        })
    }

    /// Begins a write transaction (IMMEDIATE on SQLite, READ COMMITTED on PostgreSQL). Use [`crate::write!`], which repeats it on conflicts.
    pub async fn begin_write(&self) -> Result<Tx, Error> {
        Ok(match self {
            Database::Sqlite { write, .. } => Tx::Sqlite(begin_immediate(write).await?),
            Database::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Makes commits faster and less durable (SQLite: synchronous NORMAL), or durable again: only for a bulk import that can be run again.
    pub async fn bulk(&self, on: bool) -> Result<(), Error> {
        let Database::Sqlite { write, .. } = self else {
            return Ok(());
        };
        let statement = if on { "PRAGMA synchronous = NORMAL" } else { "PRAGMA synchronous = FULL" };
        sqlx::query(statement).execute(write).await?;
        Ok(())
    }

    /// Ends all connections; on SQLite the write-ahead log is folded into the file.
    pub async fn close(&self) {
        match self {
            Database::Sqlite { read, write, folding, .. } => {
                folding.end().await;
                read.close().await;
                write.close().await;
            }
            Database::Postgres(pool) => pool.close().await,
        }
    }
}
