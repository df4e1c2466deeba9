//! Databases for tests: a fresh real one for each, on the engine that the environment names.
//!
//! With `KIOSQUE_TEST_POSTGRES=postgres://...` a schema of its own on that server, else a SQLite file in a temporary folder.

use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::{Database, Error, migrate};

/// A database that is removed when the test ends.
#[derive(Debug)]
pub struct TestDatabase {
    /// The database, migrated.
    pub database: Database,
    /// A temporary folder, for whatever else the test keeps.
    pub folder: PathBuf,
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // A folder that cannot be removed is left to the system's own cleaning of temporary files.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

static COUNT: AtomicU32 = AtomicU32::new(0);

fn fresh_name() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    format!("kiosque_test_{}_{}_{}", std::process::id(), since.as_nanos(), COUNT.fetch_add(1, Ordering::SeqCst))
}

/// A fresh, migrated database on the engine the environment names.
pub async fn open() -> Result<TestDatabase, Error> {
    let test = open_empty().await?;
    migrate(&test.database).await?;
    Ok(test)
}

/// The database of a test, as another process finds it: the file, or the schema, both named after its folder.
pub async fn found(folder: &Path) -> Result<Database, Error> {
    match (std::env::var("KIOSQUE_TEST_POSTGRES"), folder.file_name().and_then(|name| name.to_str())) {
        (Ok(address), Some(schema)) if !address.is_empty() => {
            let options = PgConnectOptions::from_str(&address)?.options([("search_path", schema)]);
            Ok(Database::Postgres(PgPoolOptions::new().max_connections(8).connect_with(options).await?))
        }
        _ => Database::open_sqlite(&folder.join("kiosque.sqlite")).await,
    }
}

/// A fresh database without any table.
pub async fn open_empty() -> Result<TestDatabase, Error> {
    let name = fresh_name();
    let folder = std::env::temp_dir().join(&name);
    std::fs::create_dir_all(&folder).map_err(|error| Error::Folder(folder.clone(), error))?;
    let database = match std::env::var("KIOSQUE_TEST_POSTGRES") {
        Ok(address) if !address.is_empty() => open_schema(&address, &name).await?,
        _ => Database::open_sqlite(&folder.join("kiosque.sqlite")).await?,
    };
    Ok(TestDatabase { database, folder })
}

async fn open_schema(address: &str, schema: &str) -> Result<Database, Error> {
    let options = PgConnectOptions::from_str(address)?;
    let first = PgPoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
    sqlx::query(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).execute(&first).await?;
    first.close().await;
    let options = options.options([("search_path", schema)]);
    Ok(Database::Postgres(PgPoolOptions::new().max_connections(4).connect_with(options).await?))
}
