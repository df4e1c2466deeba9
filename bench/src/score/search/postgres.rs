//! PostgreSQL with `unaccent` and French stems: any of the words, the best by ts_rank_cd.

use anyhow::Result;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use super::Peer;
use super::cases::{Case, Needle};
use super::fts5::words;

pub(crate) struct Postgres {
    connection: PgConnection,
    address: PgConnectOptions,
    database: String,
}

impl Postgres {
    /// A database of its own on that server.
    pub(crate) async fn new(address: &str, case: &Case) -> Result<Self> {
        let address: PgConnectOptions = address.parse()?;
        let database = format!("kiosque_score_{}", std::process::id());
        let mut first = PgConnection::connect_with(&address).await?;
        sqlx::query(AssertSqlSafe(format!("DROP DATABASE IF EXISTS {database}"))).execute(&mut first).await?;
        sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {database}"))).execute(&mut first).await?;
        let mut connection = PgConnection::connect_with(&address.clone().database(&database)).await?;
        for statement in [
            "CREATE EXTENSION unaccent",
            "CREATE TEXT SEARCH CONFIGURATION plain (COPY = french)",
            "ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem",
            "CREATE TABLE texts (id bigint PRIMARY KEY, words tsvector)",
            "BEGIN",
        ] {
            sqlx::query(statement).execute(&mut connection).await?;
        }
        for text in &case.texts {
            let insert = sqlx::query("INSERT INTO texts VALUES ($1, to_tsvector('plain', $2))").bind(text.id).bind(&text.text);
            insert.execute(&mut connection).await?;
        }
        for statement in ["COMMIT", "CREATE INDEX ON texts USING gin (words)", "ANALYZE texts"] {
            sqlx::query(statement).execute(&mut connection).await?;
        }
        Ok(Self { connection, address, database })
    }

    /// Takes the database away again.
    pub(crate) async fn leave(self) -> Result<()> {
        self.connection.close().await?;
        let mut last = PgConnection::connect_with(&self.address).await?;
        sqlx::query(AssertSqlSafe(format!("DROP DATABASE {}", self.database))).execute(&mut last).await?;
        Ok(())
    }
}

impl Peer for Postgres {
    fn name(&self) -> &'static str {
        "PostgreSQL"
    }

    async fn find(&mut self, needle: &Needle, limit: usize) -> Result<Vec<i64>> {
        let end = if needle.beginnings { ":*" } else { "" };
        let any: Vec<String> = words(&needle.words).map(|word| format!("'{word}'{end}")).collect();
        let found: Vec<(i64,)> = sqlx::query_as(
            "SELECT id FROM texts, to_tsquery('plain', $1) query WHERE words @@ query ORDER BY ts_rank_cd(words, query) DESC, id LIMIT $2",
        )
        .bind(any.join(" | "))
        .bind(i64::try_from(limit)?)
        .fetch_all(&mut self.connection)
        .await?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }
}
