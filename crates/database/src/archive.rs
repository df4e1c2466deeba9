//! Whole tables out and in, the same on both engines: for backups, and for moving from one engine to the other.
//!
//! Guarantees: tables come in an order in which every reference is met; a value keeps its type. Table and column names come
//! from the schema itself, never from outside.

use sqlx::{AssertSqlSafe, Row};

use crate::migrations::MIGRATIONS;
use crate::{Connection, Error, Tx, current_schema};

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// NULL.
    Null,
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(String),
    /// BOOLEAN.
    Bool(bool),
    /// DOUBLE PRECISION.
    Real(f64),
}

/// A table of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns and their types, sorted by name.
    pub columns: Vec<(String, String)>,
}

/// All tables, those that others refer to first.
pub async fn tables(tx: &mut Tx) -> Result<Vec<Table>, Error> {
    let mut found: Vec<Table> = Vec::new();
    for (table, column, kind, _) in current_schema(tx).await? {
        match found.iter_mut().find(|known| known.name == table) {
            Some(known) => known.columns.push((column, kind)),
            None => found.push(Table { name: table, columns: vec![(column, kind)] }),
        }
    }
    let made: Vec<&str> = MIGRATIONS
        .iter()
        .flat_map(|(_, _, text)| text.split("CREATE TABLE ").skip(1))
        .filter_map(|after| after.split([' ', '(']).next())
        .collect();
    found.sort_by_key(|table| made.iter().position(|name| *name == table.name).unwrap_or(usize::MAX));
    Ok(found)
}

impl Table {
    fn names(&self) -> String {
        self.columns.iter().map(|(name, _)| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    }

    /// All its rows. Tables of millions of rows are held in memory while they are written: a newsroom's are not that long.
    pub async fn rows(&self, tx: &mut Tx) -> Result<Vec<Vec<Cell>>, Error> {
        let text = format!("SELECT {} FROM \"{}\"", self.names(), self.name);
        macro_rules! read {
            ($connection:expr) => {{
                let rows = sqlx::query(AssertSqlSafe(text)).fetch_all($connection).await?;
                let mut out = Vec::with_capacity(rows.len());
                for row in rows {
                    let mut cells = Vec::with_capacity(self.columns.len());
                    for (index, (_, kind)) in self.columns.iter().enumerate() {
                        cells.push(match kind.as_str() {
                            "BIGINT" => row.try_get::<Option<i64>, _>(index)?.map_or(Cell::Null, Cell::Int),
                            "BOOLEAN" => row.try_get::<Option<bool>, _>(index)?.map_or(Cell::Null, Cell::Bool),
                            "DOUBLE PRECISION" => row.try_get::<Option<f64>, _>(index)?.map_or(Cell::Null, Cell::Real),
                            _ => row.try_get::<Option<String>, _>(index)?.map_or(Cell::Null, Cell::Text),
                        });
                    }
                    out.push(cells);
                }
                out
            }};
        }
        Ok(match tx.connection() {
            Connection::Sqlite(connection) => read!(connection),
            Connection::Postgres(connection) => read!(connection),
        })
    }

    /// Deletes what a fresh schema holds of itself (counters), before a restore.
    pub async fn clear(&self, tx: &mut Tx) -> Result<u64, Error> {
        let text = format!("DELETE FROM \"{}\"", self.name);
        Ok(match tx.connection() {
            Connection::Sqlite(connection) => sqlx::query(AssertSqlSafe(text)).execute(connection).await?.rows_affected(),
            Connection::Postgres(connection) => sqlx::query(AssertSqlSafe(text)).execute(connection).await?.rows_affected(),
        })
    }

    /// Writes one row, its cells in the order of `columns`.
    pub async fn insert(&self, tx: &mut Tx, row: Vec<Cell>) -> Result<(), Error> {
        let marks: Vec<String> = (1..=self.columns.len()).map(|number| format!("${number}")).collect();
        let text = format!("INSERT INTO \"{}\" ({}) VALUES ({})", self.name, self.names(), marks.join(", "));
        macro_rules! write {
            ($engine:ty, $connection:expr) => {{
                let mut query = sqlx::query::<$engine>(AssertSqlSafe(text));
                for (cell, (_, kind)) in row.into_iter().zip(&self.columns) {
                    query = match (cell, kind.as_str()) {
                        (Cell::Int(value), _) => query.bind(value),
                        (Cell::Text(value), _) => query.bind(value),
                        (Cell::Bool(value), _) => query.bind(value),
                        (Cell::Real(value), _) => query.bind(value),
                        (Cell::Null, "BIGINT") => query.bind(None::<i64>),
                        (Cell::Null, "BOOLEAN") => query.bind(None::<bool>),
                        (Cell::Null, "DOUBLE PRECISION") => query.bind(None::<f64>),
                        (Cell::Null, _) => query.bind(None::<String>),
                    };
                }
                query.execute($connection).await?;
            }};
        }
        match tx.connection() {
            Connection::Sqlite(connection) => write!(sqlx::Sqlite, connection),
            Connection::Postgres(connection) => write!(sqlx::Postgres, connection),
        }
        Ok(())
    }
}
