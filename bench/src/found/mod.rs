//! Finding at size: the same invented newsroom with a thousand, ten thousand, a hundred thousand articles.
//!
//! Written by `kiosque demo --articles N`, then measured in two ways: the server as its operator sees it (memory, time to
//! ready), and `newsroom`'s own calls from inside this process, one at a time.

mod list;
mod related;
pub mod search;
mod texts;

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use crate::kiosque;
use crate::program::{Folder, Program};
use crate::table::{print, row};

/// Longer than this and something is wrong.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1_800);

/// A newsroom of some size, in a folder that goes away.
pub(crate) struct Newsroom {
    pub(crate) folder: Folder,
    pub(crate) articles: u64,
    pub(crate) written: Duration,
}

impl Newsroom {
    fn new(articles: u64) -> Result<Newsroom> {
        let folder = Folder::new()?;
        let data = folder.path().join("data");
        let begun = Instant::now();
        let mut command = kiosque::command(&["demo", "--only-write", "--articles", &articles.to_string()], &data)?;
        let (status, _) = Program::start(command.stdout(Stdio::null()).stderr(Stdio::null()))?.watch()?;
        ensure!(status.success(), "the demo of {articles} articles ended with {status}");
        Ok(Newsroom { folder, articles, written: begun.elapsed() })
    }

    pub(crate) fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }
}

/// A line of the table: what, the figure of each size, the target at the largest.
pub(crate) struct Line {
    pub(crate) what: &'static str,
    pub(crate) figure: String,
    pub(crate) target: &'static str,
}

/// Measures each size and prints one table.
pub fn run(sizes: &[u64]) -> Result<()> {
    let mut columns: Vec<(u64, Vec<Line>)> = Vec::new();
    for size in sizes {
        let newsroom = Newsroom::new(*size)?;
        eprintln!("{size} articles written in {:.0} s", newsroom.written.as_secs_f64());
        columns.push((*size, related::measure(&newsroom)?));
    }
    let mut rows = vec![vec!["articles".to_owned()]];
    rows[0].extend(columns.iter().map(|(size, _)| size.to_string()));
    rows[0].push("target".to_owned());
    let Some((_, first)) = columns.first() else {
        return Ok(());
    };
    for (at, line) in first.iter().enumerate() {
        let mut cells = row([line.what]);
        cells.extend(columns.iter().filter_map(|(_, lines)| Some(lines.get(at)?.figure.clone())));
        cells.push(line.target.to_owned());
        rows.push(cells);
    }
    print("Finding at size", &rows);
    Ok(())
}

/// The value below which half, and below which 95 of a hundred lie, in milliseconds.
pub(crate) fn half_and_most(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at =
        |share: f64| times.get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1))).copied().unwrap_or_default();
    format!("{:.2} / {:.2}", at(0.5).as_secs_f64() * 1e3, at(0.95).as_secs_f64() * 1e3)
}
