//! A full disk: SQLite rolls a transaction back by itself, and the only writer must be of use again as soon as there is room.

use database::{Database, Error, Retryable, testing};

async fn write(database: &Database, text: &str) -> Result<(), Error> {
    let mut tx = database.begin_write().await?;
    database::execute!(&mut tx, "INSERT INTO lease (name, holder, until, epoch) VALUES ($1, 'one', 0, 1)", text)?;
    tx.commit().await
}

async fn room(database: &Database, pages: u32) {
    let Database::Sqlite { write, .. } = database else { return };
    sqlx::query(sqlx::AssertSqlSafe(format!("PRAGMA max_page_count = {pages}"))).execute(write).await.unwrap();
}

#[tokio::test]
async fn the_writer_goes_on_when_there_is_room_again() {
    let test = testing::open().await.unwrap();
    if !matches!(test.database, Database::Sqlite { .. }) {
        return;
    }
    room(&test.database, 1).await;
    let full = write(&test.database, &"long".repeat(1 << 20)).await.unwrap_err();
    assert!(full.to_string().contains("full") && !full.is_retryable(), "{full}");
    // The limit went with its connection.
    write(&test.database, "short").await.unwrap();
}
