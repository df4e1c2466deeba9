//! Search at size: the product's index beside SQLite's FTS5 and PostgreSQL, on the same invented texts and questions.
//!
//! What is timed is what a page of results needs: twenty articles, the best first, each with the passage that shows the
//! words. Every peer's own form of "all the words" is asked. PostgreSQL is asked where `KIOSQUE_TEST_POSTGRES` says.

use std::fs;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use language::Tag;
use search::{Entry, Index, Query, Tongue};
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, Connection, PgConnection, SqliteConnection};

use super::texts::{self, article};
use crate::table::{self, row};

/// Questions of each size.
const QUESTIONS: u64 = 200;
const ON_A_PAGE: usize = 20;

/// What one peer needs at one size.
struct Figures {
    peer: &'static str,
    build: f64,
    bytes: u64,
    milliseconds: Vec<f64>,
}

/// Prints the table for these numbers of articles.
pub fn run(sizes: &[u64]) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut rows = vec![row(["articles", "who", "build s", "index MB", "p50 ms", "p95 ms", "max ms"])];
    for &size in sizes {
        let questions = texts::questions(size, QUESTIONS);
        let mut all = vec![kiosque(size, &questions)?, runtime.block_on(fts5(size, &questions))?];
        if let Ok(address) = std::env::var("KIOSQUE_TEST_POSTGRES") {
            all.push(runtime.block_on(postgres(&address, size, &questions))?);
        }
        for figures in all {
            let mut sorted = figures.milliseconds.clone();
            sorted.sort_by(f64::total_cmp);
            let at = |part: f64| format!("{:.1}", sorted[((sorted.len() - 1) as f64 * part) as usize]);
            let megabytes = format!("{:.1}", figures.bytes as f64 / 1e6);
            let build = format!("{:.1}", figures.build);
            rows.push(vec![size.to_string(), figures.peer.to_owned(), build, megabytes, at(0.5), at(0.95), at(1.0)]);
            eprintln!("{}", rows[rows.len() - 1].join("  "));
        }
    }
    table::print("search at size", &rows);
    Ok(())
}

fn timed<T>(mut act: impl FnMut() -> Result<T>) -> Result<f64> {
    let begun = Instant::now();
    act()?;
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}

fn kiosque(size: u64, questions: &[String]) -> Result<Figures> {
    let folder = tempfile::tempdir()?;
    let french = Tag::parse("fr")?;
    let before = own_memory();
    let begun = Instant::now();
    let index = Index::open(folder.path())?;
    for number in 0..size {
        let invented = article(number);
        index.add(&Entry {
            id: invented.id,
            language: &french,
            sections: &[1],
            authors: &[1],
            date: number as i64 * 3_600_000_000,
            headline: &invented.headline,
            standfirst: "",
            topics: "",
            body: &invented.text,
            bylines: "La rédaction",
        })?;
        if number % 500 == 499 {
            index.commit("0")?;
        }
    }
    index.commit("1")?;
    let build = begun.elapsed().as_secs_f64();
    let mut milliseconds = Vec::new();
    for words in questions {
        let query = Query { words, tongue: Tongue::Like(french.clone()), limit: ON_A_PAGE, ..Query::default() };
        milliseconds.push(timed(|| Ok(index.query(&query)?))?);
    }
    eprintln!("  memory of its own: {} KB before, {} KB after {size} articles", before, own_memory());
    Ok(Figures { peer: "Kiosque", build, bytes: size_of(folder.path())?, milliseconds })
}

/// What the process holds that is not a file (Linux).
fn own_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}

fn size_of(folder: &Path) -> Result<u64> {
    let mut bytes = 0;
    for file in fs::read_dir(folder)? {
        bytes += file?.metadata()?.len();
    }
    Ok(bytes)
}

async fn fts5(size: u64, questions: &[String]) -> Result<Figures> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("texts.sqlite");
    let begun = Instant::now();
    let mut connection = SqliteConnection::connect(&format!("sqlite://{}?mode=rwc", path.display())).await?;
    sqlx::query("CREATE VIRTUAL TABLE texts USING fts5(headline, body, tokenize = 'unicode61 remove_diacritics 2')")
        .execute(&mut connection)
        .await?;
    sqlx::query("BEGIN").execute(&mut connection).await?;
    for number in 0..size {
        let invented = article(number);
        let insert = sqlx::query("INSERT INTO texts (rowid, headline, body) VALUES ($1, $2, $3)");
        insert.bind(invented.id).bind(invented.headline).bind(invented.text).execute(&mut connection).await?;
    }
    sqlx::query("COMMIT").execute(&mut connection).await?;
    let build = begun.elapsed().as_secs_f64();
    let mut milliseconds = Vec::new();
    for words in questions {
        let begun = Instant::now();
        let all: Vec<String> = words.split(' ').map(|word| format!("\"{word}\"")).collect();
        let _: Vec<(i64, String)> = sqlx::query_as(
            "SELECT rowid, snippet(texts, 1, '<', '>', '…', 40) FROM texts WHERE texts MATCH $1 ORDER BY bm25(texts, 3.0, 1.0) LIMIT 20",
        )
        .bind(all.join(" "))
        .fetch_all(&mut connection)
        .await?;
        milliseconds.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    connection.close().await?;
    Ok(Figures { peer: "FTS5", build, bytes: fs::metadata(&path)?.len(), milliseconds })
}

async fn postgres(address: &str, size: u64, questions: &[String]) -> Result<Figures> {
    let address: PgConnectOptions = address.parse()?;
    let database = format!("kiosque_found_{}", std::process::id());
    let mut first = PgConnection::connect_with(&address).await?;
    sqlx::query(AssertSqlSafe(format!("CREATE DATABASE {database}"))).execute(&mut first).await?;
    let outcome = asked(&address.clone().database(&database), size, questions).await;
    sqlx::query(AssertSqlSafe(format!("DROP DATABASE {database} WITH (FORCE)"))).execute(&mut first).await?;
    outcome
}

async fn asked(address: &PgConnectOptions, size: u64, questions: &[String]) -> Result<Figures> {
    let mut connection = PgConnection::connect_with(address).await?;
    let begun = Instant::now();
    for statement in [
        "CREATE EXTENSION unaccent",
        "CREATE TEXT SEARCH CONFIGURATION plain (COPY = french)",
        "ALTER TEXT SEARCH CONFIGURATION plain ALTER MAPPING FOR hword, hword_part, word WITH unaccent, french_stem",
        "CREATE TABLE texts (id bigint PRIMARY KEY, body text, words tsvector)",
        "BEGIN",
    ] {
        sqlx::query(statement).execute(&mut connection).await?;
    }
    for number in 0..size {
        let invented = article(number);
        sqlx::query("INSERT INTO texts VALUES ($1, $2, setweight(to_tsvector('plain', $3), 'A') || to_tsvector('plain', $2))")
            .bind(invented.id)
            .bind(invented.text)
            .bind(invented.headline)
            .execute(&mut connection)
            .await?;
    }
    for statement in ["COMMIT", "CREATE INDEX texts_words ON texts USING gin (words)", "ANALYZE texts"] {
        sqlx::query(statement).execute(&mut connection).await?;
    }
    let build = begun.elapsed().as_secs_f64();
    let mut milliseconds = Vec::new();
    for words in questions {
        let begun = Instant::now();
        let _: Vec<(i64, String)> = sqlx::query_as(
            "SELECT id, ts_headline('plain', body, plainto_tsquery('plain', $1)) FROM
               (SELECT id, body FROM texts, plainto_tsquery('plain', $1) asked WHERE words @@ asked
                ORDER BY ts_rank_cd(words, asked) DESC, id LIMIT 20) best",
        )
        .bind(words)
        .fetch_all(&mut connection)
        .await?;
        milliseconds.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    let (bytes,): (i64,) = sqlx::query_as("SELECT pg_total_relation_size('texts')").fetch_one(&mut connection).await?;
    connection.close().await?;
    Ok(Figures { peer: "PostgreSQL", build, bytes: u64::try_from(bytes)?, milliseconds })
}
