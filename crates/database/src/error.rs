//! What can go wrong between the program and its database.

/// An error of the database or of the way to it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused or failed a statement.
    #[error("database: {0}")]
    Sql(#[from] sqlx::Error),
    /// A migration failed.
    #[error("migration: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The database was written by a newer Kiosque.
    #[error("this database has schema {found}, this program knows {known}: update the program")]
    Newer {
        /// The schema found.
        found: i64,
        /// The newest schema this program knows.
        known: i64,
    },
    /// A PostgreSQL database whose collation is not C: lists and unique slugs would differ between machines.
    #[error(
        "this PostgreSQL database has collation {0}; make one with LC_COLLATE 'C' (createdb --locale=C --encoding=UTF8 --template=template0)"
    )]
    Collation(String),
    /// A database address that is neither a file nor postgres://.
    #[error("not a database address: {0}")]
    Address(String),
    /// The folder of the database cannot be made or used.
    #[error("{0}: {1}")]
    Folder(std::path::PathBuf, std::io::Error),
    /// All 1,023 node numbers are taken.
    #[error("no free node number: 1,023 other processes hold a lease on this database")]
    NoNode,
    /// The system's random generator failed.
    #[error("the system has no random bytes to give")]
    Random,
}

/// Whether doing the same transaction again may succeed.
pub trait Retryable {
    /// True for a busy SQLite file (SQLITE_BUSY), a PostgreSQL serialization failure (40001) or deadlock (40P01).
    fn is_retryable(&self) -> bool;
}

impl Retryable for Error {
    fn is_retryable(&self) -> bool {
        let Error::Sql(sqlx::Error::Database(error)) = self else {
            return false;
        };
        // SQLite gives its result code in decimal: 5 BUSY, 261 BUSY_RECOVERY, 517 BUSY_SNAPSHOT, 6 LOCKED.
        matches!(error.code().as_deref(), Some("5" | "6" | "261" | "517" | "40001" | "40P01"))
    }
}

impl Error {
    /// True when a statement broke a UNIQUE or PRIMARY KEY rule.
    pub fn is_unique_violation(&self) -> bool {
        matches!(self, Error::Sql(sqlx::Error::Database(error)) if error.is_unique_violation())
    }

    /// True when a statement broke a foreign key.
    pub fn is_foreign_key_violation(&self) -> bool {
        matches!(self, Error::Sql(sqlx::Error::Database(error)) if error.is_foreign_key_violation())
    }
}
