//! A full disk, in the database's own words: on SQLite the file may not grow and a row is written that wants it to; on PostgreSQL
//! the server raises 53100 (disk_full).

use database::{Connection, Tx};

use crate::Error;

/// Longer than what may be free inside the file.
const LONG: usize = 4 << 20;

/// Fails as a write to a full disk.
pub(super) async fn fill(tx: &mut Tx) -> Result<(), Error> {
    let failed = match tx.connection() {
        Connection::Sqlite(connection) => {
            sqlx::query("PRAGMA max_page_count = 1").execute(&mut *connection).await.map_err(database::Error::from)?;
            sqlx::query("INSERT INTO relay_use (window_kind, window_start, count) VALUES ($1, 0, 0)")
                .bind("full".repeat(LONG / 4))
                .execute(connection)
                .await
                .map(|_| ())
        }
        Connection::Postgres(connection) => {
            sqlx::query("DO $$ BEGIN RAISE EXCEPTION 'no space left on device' USING ERRCODE = '53100'; END $$")
                .execute(connection)
                .await
                .map(|_| ())
        }
    };
    match failed {
        Ok(()) => Err(Error::broken("the disk was to be full and is not")),
        Err(error) => Err(database::Error::from(error).into()),
    }
}

/// There is room again.
pub(super) async fn make_room(tx: &mut Tx) -> Result<(), Error> {
    if let Connection::Sqlite(connection) = tx.connection() {
        sqlx::query("PRAGMA max_page_count = 4294967294").execute(connection).await.map_err(database::Error::from)?;
    }
    Ok(())
}
