//! Transactions, and the macros that run one SQL text on either database.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::{Error, Retryable};

/// A running transaction on either database. Dropped without a commit, it is rolled back.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(sqlx::Transaction<'static, sqlx::Sqlite>),
    /// On PostgreSQL.
    Postgres(sqlx::Transaction<'static, sqlx::Postgres>),
}

/// The connection under a transaction: what the statement macros run on.
#[derive(Debug)]
pub enum Connection<'a> {
    /// On SQLite.
    Sqlite(&'a mut sqlx::SqliteConnection),
    /// On PostgreSQL.
    Postgres(&'a mut sqlx::PgConnection),
}

impl Tx {
    /// The connection under this transaction.
    pub fn connection(&mut self) -> Connection<'_> {
        match self {
            Tx::Sqlite(tx) => Connection::Sqlite(tx),
            Tx::Postgres(tx) => Connection::Postgres(tx),
        }
    }

    /// Makes what was done durable.
    pub async fn commit(self) -> Result<(), Error> {
        match self {
            Tx::Sqlite(tx) => tx.commit().await?,
            Tx::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Undoes what was done.
    pub async fn rollback(self) -> Result<(), Error> {
        match self {
            Tx::Sqlite(tx) => tx.rollback().await?,
            Tx::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// How often a transaction is tried before its conflict is reported.
#[doc(hidden)]
pub const TRIES: u32 = 8;

/// Ends one try of a write: commits, or says whether to try again.
#[doc(hidden)]
pub async fn end_try<T, E>(tx: Tx, outcome: Result<T, E>, attempt: u32, since: Instant) -> std::ops::ControlFlow<Result<T, E>>
where
    E: From<Error> + Retryable,
{
    use std::ops::ControlFlow::{Break, Continue};
    let error = match outcome {
        Ok(value) => {
            let committed = tx.commit().await;
            held(since);
            match committed {
                Ok(()) => return Break(Ok(value)),
                Err(error) => E::from(error),
            }
        }
        Err(error) => {
            if let Err(rollback) = tx.rollback().await {
                tracing::warn!(%rollback, "a transaction could not be rolled back");
            }
            error
        }
    };
    if attempt >= TRIES || !error.is_retryable() {
        return Break(Err(error));
    }
    tokio::time::sleep(Duration::from_millis(u64::from(attempt) * 7)).await;
    Continue(())
}

/// The longest that a write transaction of this process has lasted, in microseconds.
static LONGEST: AtomicU64 = AtomicU64::new(0);

/// The longest that one write transaction of this process has lasted: so long others waited for the writer.
pub fn longest_write() -> Duration {
    Duration::from_micros(LONGEST.load(Ordering::Relaxed))
}

/// Takes note of how long a write transaction lasted.
fn held(since: Instant) {
    LONGEST.fetch_max(u64::try_from(since.elapsed().as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
}

/// Runs an async block in ONE write transaction, again on a conflict: `database::write!(app.database, tx => { ... Ok(value) })`.
///
/// The block must have no other effect than on the database and awaits nothing but it. `?` in it leaves the block.
/// Its error is `crate::Error` of the calling crate, which must be `From<database::Error>` and `Retryable`.
#[macro_export]
#[expect(clippy::crate_in_macro_def, reason = "the error type is the caller's own crate::Error")]
macro_rules! write {
    ($database:expr, $tx:ident => $body:block) => {{
        let database: &$crate::Database = &$database;
        let mut attempt = 0_u32;
        loop {
            attempt += 1;
            let mut transaction = match database.begin_write().await {
                Ok(transaction) => transaction,
                Err(error) => break Err(crate::Error::from(error)),
            };
            let since = ::std::time::Instant::now();
            let outcome: Result<_, crate::Error> = {
                let $tx = &mut transaction;
                async { $body }.await
            };
            match $crate::end_try(transaction, outcome, attempt, since).await {
                ::std::ops::ControlFlow::Break(result) => break result,
                ::std::ops::ControlFlow::Continue(()) => {}
            }
        }
    }};
}

/// Runs an async block in ONE read transaction: `database::read!(app.database, tx => { ... Ok(value) })`.
#[macro_export]
#[expect(clippy::crate_in_macro_def, reason = "the error type is the caller's own crate::Error")]
macro_rules! read {
    ($database:expr, $tx:ident => $body:block) => {{
        let database: &$crate::Database = &$database;
        match database.begin_read().await {
            Err(error) => Err(crate::Error::from(error)),
            Ok(mut transaction) => {
                let outcome: Result<_, crate::Error> = {
                    let $tx = &mut transaction;
                    async { $body }.await
                };
                if let Err(error) = transaction.rollback().await { Err(crate::Error::from(error)) } else { outcome }
            }
        }
    }};
}

/// Registers a statement and runs one method of sqlx on it. The other macros are made of this one.
#[doc(hidden)]
#[macro_export]
macro_rules! run_statement {
    ($tx:expr, $make:ident [$($row:ty)?], $method:ident, $sql:expr $(, $bind:expr)*) => {{
        $crate::inventory::submit! { $crate::Statement { text: $sql, file: file!(), line: line!() } }
        match $tx.connection() {
            $crate::Connection::Sqlite(connection) => {
                $crate::sqlx::$make::<$crate::sqlx::Sqlite $(, $row)?>($sql)$(.bind($bind))*.$method(connection).await
            }
            $crate::Connection::Postgres(connection) => {
                $crate::sqlx::$make::<$crate::sqlx::Postgres $(, $row)?>($sql)$(.bind($bind))*.$method(connection).await
            }
        }
    }};
}

/// All rows: `fetch_all!(tx, Row, "SELECT ... WHERE a = $1", a)?`.
#[macro_export]
macro_rules! fetch_all {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::run_statement!($tx, query_as [$row], fetch_all, $sql $(, $bind)*).map_err($crate::Error::from)
    };
}

/// The row, or None: `fetch_optional!(tx, Row, "SELECT ...", a)?`.
#[macro_export]
macro_rules! fetch_optional {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::run_statement!($tx, query_as [$row], fetch_optional, $sql $(, $bind)*).map_err($crate::Error::from)
    };
}

/// The one row: `fetch_one!(tx, (i64,), "SELECT ...", a)?`.
#[macro_export]
macro_rules! fetch_one {
    ($tx:expr, $row:ty, $sql:expr $(, $bind:expr)* $(,)?) => {
        $crate::run_statement!($tx, query_as [$row], fetch_one, $sql $(, $bind)*).map_err($crate::Error::from)
    };
}

/// Runs a statement and says how many rows it touched: `execute!(tx, "UPDATE ...", a)? -> u64`.
#[macro_export]
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => {{
        $crate::inventory::submit! { $crate::Statement { text: $sql, file: file!(), line: line!() } }
        match $tx.connection() {
            $crate::Connection::Sqlite(connection) => $crate::sqlx::query::<$crate::sqlx::Sqlite>($sql)$(.bind($bind))*
                .execute(connection).await.map(|done| done.rows_affected()),
            $crate::Connection::Postgres(connection) => $crate::sqlx::query::<$crate::sqlx::Postgres>($sql)$(.bind($bind))*
                .execute(connection).await.map(|done| done.rows_affected()),
        }
        .map_err($crate::Error::from)
    }};
}
