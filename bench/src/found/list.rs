//! The desk's list of articles at size: whole pages of it, asked of the running server by somebody signed in.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use newsroom::{accounts, testing};

use super::{Line, half_and_most};
use crate::http;

/// How often each kind of list is asked for.
const TIMES: usize = 40;
/// Pages followed from the first one on.
const DEEP: usize = 20;

/// What is asked for: each kind of filter by itself, and some together.
const LISTS: [&str; 8] = [
    "",
    "?state=published",
    "?state=draft",
    "?language=fr",
    "?flag=legal",
    "?words=lisna+pont",
    "?words=zzzz",
    "?state=published&language=fr&from=2020-01-01&to=2026-01-01&words=pont",
];

/// The cookie of somebody who may see all of it.
pub(super) async fn cookie(data: &Path) -> Result<String> {
    let app = testing::on_folder(data).await.map_err(|error| anyhow!("{error}"))?;
    let mut tx = app.read().await.map_err(|error| anyhow!("{error}"))?;
    let account = accounts::all(&mut tx).await.map_err(|error| anyhow!("{error}"))?.into_iter().next().context("nobody has an account")?;
    drop(tx);
    let session = accounts::start_session(&app, account.id, "127.0.0.1", "bench").await.map_err(|error| anyhow!("{error}"))?;
    app.database.close().await;
    Ok(format!("Cookie: kiosque_session={}", session.token))
}

/// The lines of the table, from a server at `address`.
pub(super) fn measure(address: &str, cookie: &str) -> Result<Vec<Line>> {
    let mut all = Vec::new();
    let mut words = Vec::new();
    for list in LISTS {
        for _ in 0..TIMES {
            let (time, _) = page(address, cookie, &format!("/desk/articles{list}"))?;
            if list.contains("words=") { words.push(time) } else { all.push(time) }
        }
    }
    let mut deep = Vec::new();
    let mut next = "/desk/articles".to_owned();
    for _ in 0..DEEP {
        let (time, body) = page(address, cookie, &next)?;
        deep.push(time);
        let Some(after) = body.split("href=\"").filter_map(|part| part.split('"').next()).find(|href| href.contains("after=")) else {
            break;
        };
        next = after.replace("&amp;", "&");
    }
    Ok(vec![
        Line { what: "desk's list by state, language, flag, ms (half / 95 %)", figure: half_and_most(all), target: "20" },
        Line { what: "  by words of headline or text, ms", figure: half_and_most(words), target: "20" },
        Line { what: "  page after page, ms", figure: half_and_most(deep), target: "20" },
    ])
}

fn page(address: &str, cookie: &str, path: &str) -> Result<(Duration, String)> {
    let begun = Instant::now();
    let answer = http::get(address, path, &[cookie])?;
    let time = begun.elapsed();
    ensure!(answer.status == 200, "{path} was answered with {}", answer.status);
    Ok((time, answer.text()))
}
