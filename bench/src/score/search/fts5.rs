//! SQLite's FTS5 with `unicode61` and its marks removed: any of the words, the best by bm25.

use anyhow::Result;
use sqlx::{Connection, SqliteConnection};

use super::Peer;
use super::cases::{Case, Needle};

pub(crate) struct Fts5(SqliteConnection);

impl Fts5 {
    pub(crate) async fn new(case: &Case) -> Result<Self> {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await?;
        sqlx::query("CREATE VIRTUAL TABLE texts USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')")
            .execute(&mut connection)
            .await?;
        sqlx::query("BEGIN").execute(&mut connection).await?;
        for text in &case.texts {
            let insert = sqlx::query("INSERT INTO texts (rowid, body) VALUES ($1, $2)").bind(text.id).bind(&text.text);
            insert.execute(&mut connection).await?;
        }
        sqlx::query("COMMIT").execute(&mut connection).await?;
        Ok(Self(connection))
    }
}

impl Peer for Fts5 {
    fn name(&self) -> &'static str {
        "FTS5"
    }

    async fn find(&mut self, needle: &Needle, limit: usize) -> Result<Vec<i64>> {
        let end = if needle.beginnings { "\"*" } else { "\"" };
        let any: Vec<String> = words(&needle.words).map(|word| format!("\"{word}{end}")).collect();
        let found: Vec<(i64,)> = sqlx::query_as("SELECT rowid FROM texts WHERE texts MATCH $1 ORDER BY bm25(texts) LIMIT $2")
            .bind(any.join(" OR "))
            .bind(i64::try_from(limit)?)
            .fetch_all(&mut self.0)
            .await?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }
}

/// Words as both databases take them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}
