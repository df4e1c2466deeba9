//! The fault table of mailings: processes killed at every step, disks full, clocks that jump, relays that break off, backups
//! restored; after each run what the relay counted is held beside the ledger.
//!
//! Nobody twice; nobody lost outside the mails in doubt; in doubt at most one for each open connection. Each run has a seed,
//! which makes its choices again (`--step NAME --seed SEED --runs 1`). SQLite, or PostgreSQL where `KIOSQUE_TEST_POSTGRES` is.

mod dice;
mod lane;
mod report;
mod restored;
mod rows;
mod script;
pub mod sender;
mod verdict;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use clap::Args;

use lane::Lane;
use report::Line;
use rows::Row;

/// What to run.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Runs of each row.
    #[arg(long, default_value_t = 200)]
    runs: u64,
    /// Only the rows of these names.
    #[arg(long, value_delimiter = ',')]
    step: Vec<String>,
    /// The seed of the first run of each row; the others follow.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Readers of each mailing.
    #[arg(long, default_value_t = 80)]
    readers: usize,
    /// Runs at once, each on a database of its own.
    #[arg(long, default_value_t = 4)]
    lanes: usize,
    /// Begin no further run after so many minutes; 0: run all.
    #[arg(long, default_value_t = 0)]
    minutes: u64,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

/// Runs the table; fails where something that is promised does not hold.
pub fn run(options: &Options) -> Result<()> {
    let rows: Vec<Row> = Row::all().into_iter().filter(|row| options.step.is_empty() || options.step.contains(&row.name())).collect();
    let names = || Row::all().iter().map(|row| row.name()).collect::<Vec<_>>().join(", ");
    ensure!(!rows.is_empty(), "no row of that name; there are: {}", names());
    ensure!(options.readers > 0 && options.lanes > 0, "there must be readers and lanes");
    let work: Vec<(Row, u64)> =
        (0..options.runs).flat_map(|run| rows.iter().map(move |row| (*row, options.seed.wrapping_add(run)))).collect();
    let lines: Mutex<Vec<Line>> = Mutex::new(rows.iter().map(|row| Line::new(*row)).collect());
    let next = AtomicUsize::new(0);
    let end = (options.minutes > 0).then(|| Instant::now() + Duration::from_secs(options.minutes * 60));
    std::thread::scope(|scope| {
        let lanes: Vec<_> =
            (0..options.lanes.min(work.len())).map(|_| scope.spawn(|| along(options, (&work, &next, end), &lines))).collect();
        lanes.into_iter().try_for_each(|lane| lane.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a lane ended by itself"))))
    })?;
    let lines = lines.into_inner().map_err(|_| anyhow::anyhow!("a lane ended by itself"))?;
    report::print(&lines, options.json)?;
    ensure!(lines.iter().all(Line::holds), "something that is promised does not hold");
    Ok(())
}

/// The runs, which of them is next, and when no further one is begun.
type Work<'a> = (&'a [(Row, u64)], &'a AtomicUsize, Option<Instant>);

/// One lane: takes run after run until none is left.
fn along(options: &Options, (work, next, end): Work<'_>, lines: &Mutex<Vec<Line>>) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut lane = Lane::new(options.readers).await?;
        while let Some((row, seed)) = work.get(next.fetch_add(1, Ordering::SeqCst)).copied() {
            if end.is_some_and(|end| Instant::now() >= end) {
                return Ok(());
            }
            let came = lane.run(row, seed).await;
            let failed = came.is_err();
            if let Ok(mut lines) = lines.lock()
                && let Some(line) = lines.iter_mut().find(|line| line.row == row)
            {
                line.add(seed, came);
            }
            if failed {
                // What a broken run has left behind is not to trouble those that follow.
                lane = Lane::new(options.readers).await?;
            }
        }
        Ok(())
    })
}
