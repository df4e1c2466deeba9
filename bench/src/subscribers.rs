//! Subscribers brought over from another program: how long the look and the writing of a large table take, and what they need.
//!
//! The writer is shared with the newsroom: the longest that another write waits meanwhile is measured too.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use newsroom::newsletters::{Cadence, Filter};
use newsroom::subscribers::import::{self, Chosen, Incoming};
use newsroom::{Actor, Error, testing};

use crate::table::{print, row};

/// How often the newsroom writes something of its own meanwhile.
const EVERY: Duration = Duration::from_millis(20);

/// A table of subscribers as Mailchimp writes it, each with the proof of both steps.
fn table(lines: usize) -> String {
    let mut text = "Email Address,First Name,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME,CONFIRM_IP\n".to_owned();
    for line in 0..lines {
        let (minute, second, host) = ((line / 60) % 60, line % 60, line % 250 + 1);
        let _ = writeln!(
            text,
            "reader{line}@lecteurs.example,Ana,2,2024-03-01 10:{minute:02}:{second:02},192.0.2.{host},2024-03-01 11:{minute:02}:{second:02},192.0.2.{host}"
        );
    }
    text
}

fn wrong(error: Error) -> anyhow::Error {
    anyhow!("{error}")
}

/// Kilobytes that this process held at most since the kernel was last asked to begin anew.
fn most() -> Result<u64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).context("the kernel does not say VmHWM")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// Imports a table of so many lines.
pub fn run(lines: usize) -> Result<()> {
    tokio::runtime::Runtime::new()?.block_on(measure(lines))
}

async fn measure(lines: usize) -> Result<()> {
    let test = testing::set_up().await.map_err(wrong)?;
    let newsletter = testing::mail::newsletter(&test, "Tout", Cadence::AtOnce, &Filter::default()).await.map_err(wrong)?;
    let actor: Actor = test.actor();
    let bytes = table(lines).into_bytes();
    let size = bytes.len();
    // Proc(5): 5 sets the peak back to what is held now.
    fs::write("/proc/self/clear_refs", "5")?;
    let held = most()?;

    let begun = Instant::now();
    let chosen = Chosen { newsletter, language: "fr".to_owned(), ..Chosen::default() };
    let incoming = Incoming { name: "subscribed_members_export.csv".to_owned(), bytes };
    let id = import::begin(&test.app, &actor, incoming, &chosen).await.map_err(wrong)?;
    let looked = begun.elapsed();

    import::start(&test.app, &actor, id).await.map_err(wrong)?;
    let begun = Instant::now();
    let writing = import::work(&test.app, id);
    tokio::pin!(writing);
    let mut longest = Duration::ZERO;
    loop {
        tokio::select! {
            done = &mut writing => break done.map_err(wrong)?,
            waited = another(&test) => longest = longest.max(waited?),
        }
    }
    let written = begun.elapsed();

    let mut tx = test.app.read().await.map_err(wrong)?;
    let counts = import::by_id(&mut tx, id).await.map_err(wrong)?.context("the import is gone")?.counts().map_err(wrong)?;
    ensure!(counts.subscribed == i64::try_from(lines)?, "{} of {lines} were subscribed", counts.subscribed);
    print(
        &format!("A table of {lines} subscribers, {:.1} MB", size as f64 / 1e6),
        &[
            row(["", "measured"]),
            row(["the look, s", &format!("{:.1}", looked.as_secs_f64())]),
            row(["written, s", &format!("{:.1}", written.as_secs_f64())]),
            row(["lines a second", &format!("{:.0}", lines as f64 / written.as_secs_f64())]),
            row(["another write waited at most, ms", &format!("{:.0}", longest.as_secs_f64() * 1e3)]),
            row(["memory beyond the table itself, MB", &format!("{:.0}", most()?.saturating_sub(held) as f64 / 1024.0)]),
        ],
    );
    Ok(())
}

/// A write of the newsroom's own; how long it took.
async fn another(test: &testing::TestApp) -> Result<Duration> {
    tokio::time::sleep(EVERY).await;
    let begun = Instant::now();
    newsroom::audit::note(&test.app, &test.actor(), "subscriber.export", ("subscriber", None), "bench").await.map_err(wrong)?;
    Ok(begun.elapsed())
}
