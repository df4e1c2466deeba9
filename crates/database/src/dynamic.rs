//! Statements whose conditions depend on the question: made of constant fragments only, values always bound.

use sqlx::{AssertSqlSafe, FromRow, sqlite::SqliteRow};

use crate::{Connection, Error, Tx};

/// A value to bind.
#[derive(Clone, Debug)]
pub enum Value {
    /// BIGINT.
    Int(i64),
    /// TEXT.
    Text(String),
    /// BOOLEAN.
    Bool(bool),
}

impl From<i64> for Value {
    fn from(value: i64) -> Value {
        Value::Int(value)
    }
}
impl From<&str> for Value {
    fn from(value: &str) -> Value {
        Value::Text(value.to_owned())
    }
}
impl From<String> for Value {
    fn from(value: String) -> Value {
        Value::Text(value)
    }
}
impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}

/// A SELECT made of static fragments; each `{}` in a fragment becomes the mark of the next value.
#[derive(Clone, Debug)]
pub struct Select {
    text: String,
    values: Vec<Value>,
}

impl Select {
    /// Begins with a fragment without values.
    pub fn new(fragment: &'static str) -> Select {
        Select { text: fragment.to_owned(), values: Vec::new() }
    }

    /// Adds a fragment and the values of its `{}` marks, in order.
    pub fn push(&mut self, fragment: &'static str, values: impl IntoIterator<Item = Value>) -> &mut Select {
        let mut values = values.into_iter();
        self.text.push(' ');
        for (at, part) in fragment.split("{}").enumerate() {
            if at > 0
                && let Some(value) = values.next()
            {
                self.values.push(value);
                self.text.push_str(&format!("${}", self.values.len()));
            }
            self.text.push_str(part);
        }
        self
    }

    /// Adds `row` once for each of `rows`, with commas between: what follows VALUES.
    pub fn push_rows<const N: usize>(&mut self, row: &'static str, rows: impl IntoIterator<Item = [Value; N]>) -> &mut Select {
        for (at, values) in rows.into_iter().enumerate() {
            if at > 0 {
                self.text.push(',');
            }
            self.push(row, values);
        }
        self
    }

    /// Adds `fragment` and a parenthesised list of ids: `push_in("AND id IN", ids)`. An empty list matches nothing.
    pub fn push_in(&mut self, fragment: &'static str, ids: &[i64]) -> &mut Select {
        self.text.push(' ');
        self.text.push_str(fragment);
        self.text.push_str(" (");
        if ids.is_empty() {
            self.text.push_str("NULL");
        }
        for (at, id) in ids.iter().enumerate() {
            self.values.push(Value::Int(*id));
            self.text.push_str(&format!("{}${}", if at == 0 { "" } else { ", " }, self.values.len()));
        }
        self.text.push(')');
        self
    }

    /// All rows.
    pub async fn fetch_all<R>(&self, tx: &mut Tx) -> Result<Vec<R>, Error>
    where
        R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, sqlx::postgres::PgRow> + Send + Unpin,
    {
        macro_rules! run {
            ($connection:expr, $engine:ty) => {{
                let mut query = sqlx::query_as::<$engine, R>(AssertSqlSafe(self.text.clone()));
                for value in self.values.clone() {
                    query = match value {
                        Value::Int(value) => query.bind(value),
                        Value::Text(value) => query.bind(value),
                        Value::Bool(value) => query.bind(value),
                    };
                }
                query.fetch_all($connection).await?
            }};
        }
        Ok(match tx.connection() {
            Connection::Sqlite(connection) => run!(connection, sqlx::Sqlite),
            Connection::Postgres(connection) => run!(connection, sqlx::Postgres),
        })
    }
}
