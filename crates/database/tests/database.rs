//! The promises of the database crate, on the engine that the environment names.

use database::{Database, MICROS_PER_SECOND, Retryable, Select, take_lease};

#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Database(#[from] database::Error),
    #[error("told to fail")]
    Told,
}

impl Retryable for Error {
    fn is_retryable(&self) -> bool {
        matches!(self, Error::Database(error) if error.is_retryable())
    }
}

#[tokio::test]
async fn a_failed_write_leaves_nothing() {
    let test = database::testing::open().await.unwrap();
    let outcome: Result<(), Error> = database::write!(test.database, tx => {
        database::execute!(tx, "INSERT INTO meta (name, value) VALUES ($1, $2)", "a", "b")?;
        Err(Error::Told)
    });
    assert!(matches!(outcome, Err(Error::Told)));
    let rows: Vec<(String,)> = database::read!(test.database, tx => {
        Ok(database::fetch_all!(tx, (String,), "SELECT value FROM meta")?)
    })
    .unwrap();
    assert_eq!(rows, []);
}

#[tokio::test]
async fn two_hundred_writers_at_once_lose_no_update() {
    let test = database::testing::open().await.unwrap();
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let database: Database = test.database.clone();
        tasks.spawn(async move {
            database::write!(database, tx => {
                database::execute!(tx, "UPDATE change_counter SET last = last + 1 WHERE one = 1")?;
                Ok(())
            })
        });
    }
    while let Some(outcome) = tasks.join_next().await {
        outcome.unwrap().unwrap();
    }
    let (last,): (i64,) = database::read!(test.database, tx => {
        Ok(database::fetch_one!(tx, (i64,), "SELECT last FROM change_counter WHERE one = 1")?)
    })
    .unwrap();
    assert_eq!(last, 200);
}

#[tokio::test]
async fn a_lease_is_held_by_one_and_passes_on_when_it_ends() {
    let test = database::testing::open().await.unwrap();
    let take = async |holder: &'static str, now: i64| {
        database::write!(test.database, tx => {
            Ok(take_lease(tx, "related", holder, now, now + 10 * MICROS_PER_SECOND).await?)
        })
        .unwrap()
    };
    assert_eq!(take("one", 0).await.map(|lease| lease.epoch), Some(1));
    assert_eq!(take("two", 5 * MICROS_PER_SECOND).await, None);
    assert_eq!(take("one", 5 * MICROS_PER_SECOND).await.map(|lease| lease.epoch), Some(1));
    assert_eq!(take("two", 16 * MICROS_PER_SECOND).await.map(|lease| lease.epoch), Some(2));
}

#[tokio::test]
async fn a_dynamic_select_binds_every_value() {
    let test = database::testing::open().await.unwrap();
    let found: Vec<(String,)> = database::write!(test.database, tx => {
        for name in ["a", "b", "c'; DROP TABLE meta; --"] {
            database::execute!(tx, "INSERT INTO meta (name, value) VALUES ($1, $2)", name, "x")?;
        }
        let mut select = Select::new("SELECT name FROM meta WHERE");
        select.push("value = {} AND name > {}", ["x".into(), "a".into()]).push("ORDER BY name", []);
        Ok(select.fetch_all(tx).await?)
    })
    .unwrap();
    assert_eq!(found, [("b".to_owned(),), ("c'; DROP TABLE meta; --".to_owned(),)]);
}

#[tokio::test]
async fn sqlite_runs_with_the_pragmas_that_were_decided() {
    let test = database::testing::open().await.unwrap();
    let Database::Sqlite { write, .. } = &test.database else {
        return;
    };
    for (pragma, expected) in
        [("PRAGMA journal_mode", "wal"), ("PRAGMA synchronous", "2"), ("PRAGMA foreign_keys", "1"), ("PRAGMA busy_timeout", "10000")]
    {
        use sqlx::Row;
        let row = sqlx::query(pragma).fetch_one(write).await.unwrap();
        let value = row.try_get::<String, _>(0).or_else(|_| row.try_get::<i64, _>(0).map(|value| value.to_string()));
        assert_eq!(value.unwrap(), expected, "{pragma}");
    }
}

#[tokio::test]
async fn every_statement_of_this_crate_prepares() {
    let test = database::testing::open().await.unwrap();
    let refused = database::read!(test.database, tx => { Ok(database::prepare_all(tx).await?) }).unwrap();
    assert!(refused.is_empty(), "{refused:#?}");
}

#[tokio::test]
async fn a_newer_database_is_refused() {
    let test = database::testing::open().await.unwrap();
    database::write!(test.database, tx => {
        database::execute!(tx, "UPDATE _sqlx_migrations SET version = 9000 WHERE version = 1")?;
        Ok(())
    })
    .unwrap();
    assert!(matches!(database::migrate(&test.database).await, Err(database::Error::Newer { found: 9000, .. })));
}
