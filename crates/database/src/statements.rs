//! The list of all statements: each macro call registers its text here.

use sqlx::{Executor, SqlSafeStr, Statement as _};

use crate::{Connection, Error, Tx};

/// One SQL text and where it stands.
#[derive(Debug)]
pub struct Statement {
    /// The text, with `$1` marks.
    pub text: &'static str,
    /// The source file.
    pub file: &'static str,
    /// The line in it.
    pub line: u32,
}

inventory::collect!(Statement);

/// Every statement linked into this program.
pub fn all() -> impl Iterator<Item = &'static Statement> {
    inventory::iter::<Statement>.into_iter()
}

/// Prepares every statement; gives those that the database refuses, with its words.
pub async fn prepare_all(tx: &mut Tx) -> Result<Vec<(&'static Statement, String)>, Error> {
    let mut refused = Vec::new();
    for statement in all() {
        let outcome = match tx.connection() {
            Connection::Sqlite(connection) => {
                connection.prepare(statement.text.into_sql_str()).await.map(|prepared| prepared.sql().as_str().len())
            }
            Connection::Postgres(connection) => {
                connection.prepare(statement.text.into_sql_str()).await.map(|prepared| prepared.sql().as_str().len())
            }
        };
        if let Err(error) = outcome {
            refused.push((statement, error.to_string()));
            // PostgreSQL lets nothing more happen in a failed transaction: the caller mends one at a time.
            if matches!(tx, Tx::Postgres(_)) {
                break;
            }
        }
    }
    Ok(refused)
}
