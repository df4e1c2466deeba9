//! Migrations, forward only, and the shape of the schema they make.

use sqlx::SqlSafeStr;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use crate::{Connection, Database, Error, Tx};

/// Every migration, oldest first: version, name, text. A released one is never altered.
pub(crate) const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "first", include_str!("../migrations/0001_first.sql")),
    (2, "related", include_str!("../migrations/0002_related.sql")),
    (3, "bounces", include_str!("../migrations/0003_bounces.sql")),
    (4, "subscriber imports", include_str!("../migrations/0004_subscriber_imports.sql")),
    (5, "library", include_str!("../migrations/0005_library.sql")),
    (6, "presence", include_str!("../migrations/0006_presence.sql")),
    (7, "letters", include_str!("../migrations/0007_letters.sql")),
    (8, "states", include_str!("../migrations/0008_states.sql")),
    (9, "counts", include_str!("../migrations/0009_counts.sql")),
    (10, "elsewhere", include_str!("../migrations/0010_elsewhere.sql")),
];

fn migrator() -> Migrator {
    Migrator::with_migrations(
        MIGRATIONS
            .iter()
            .map(|(version, name, text)| Migration::new(*version, (*name).into(), MigrationType::Simple, text.into_sql_str(), false))
            .collect(),
    )
}

/// Brings the database to this program's schema. Refuses a database that a newer program wrote, and a PostgreSQL database that is not in C collation.
pub async fn migrate(database: &Database) -> Result<(), Error> {
    let known = MIGRATIONS.iter().map(|(version, _, _)| *version).max().unwrap_or(0);
    let mut tx = database.begin_write().await?;
    let found = newest_applied(&mut tx).await?;
    tx.rollback().await?;
    if let Some(found) = found.filter(|found| *found > known) {
        return Err(Error::Newer { found, known });
    }
    match database {
        Database::Sqlite { write, .. } => migrator().run(write).await?,
        Database::Postgres(pool) => {
            let (collation,): (String,) =
                sqlx::query_as("SELECT CAST(datcollate AS TEXT) FROM pg_database WHERE datname = current_database()")
                    .fetch_one(pool)
                    .await?;
            if !matches!(collation.as_str(), "C" | "POSIX" | "C.UTF-8" | "C.utf8") {
                return Err(Error::Collation(collation));
            }
            migrator().run(pool).await?;
        }
    }
    Ok(())
}

async fn newest_applied(tx: &mut Tx) -> Result<Option<i64>, Error> {
    let exists = match tx.connection() {
        Connection::Sqlite(connection) => {
            sqlx::query("SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations'").fetch_optional(connection).await?.is_some()
        }
        Connection::Postgres(connection) => {
            sqlx::query("SELECT 1 FROM information_schema.tables WHERE table_name = '_sqlx_migrations' AND table_schema = current_schema()")
                .fetch_optional(connection)
                .await?
                .is_some()
        }
    };
    if !exists {
        return Ok(None);
    }
    let (newest,): (Option<i64>,) = match tx.connection() {
        Connection::Sqlite(connection) => sqlx::query_as("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(connection).await?,
        Connection::Postgres(connection) => sqlx::query_as("SELECT MAX(version) FROM _sqlx_migrations").fetch_one(connection).await?,
    };
    Ok(newest)
}

/// Tables and their columns, sorted: `(table, column, type, nullable)`.
pub type Schema = Vec<(String, String, String, bool)>;

/// The schema the database has, in words that are the same on both engines.
pub async fn current_schema(tx: &mut Tx) -> Result<Schema, Error> {
    let mut schema: Schema = match tx.connection() {
        Connection::Sqlite(connection) => {
            sqlx::query_as(
                "SELECT m.name, c.name, c.type, c.\"notnull\" = 0 FROM sqlite_master m JOIN pragma_table_info(m.name) c
                 WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name <> '_sqlx_migrations'",
            )
            .fetch_all(connection)
            .await?
        }
        Connection::Postgres(connection) => {
            sqlx::query_as(
                "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT), UPPER(CAST(data_type AS TEXT)), is_nullable = 'YES'
                 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name <> '_sqlx_migrations'",
            )
            .fetch_all(connection)
            .await?
        }
    };
    schema.sort();
    Ok(schema)
}
