//! The score of the bounces that are read: a folder of mails beside what is right (`expected.tsv`: file, index, status,
//! reply_code, reason, hard_bounce, feedback_type; a mail may have several rows), and how many are read in a second.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use mail::bounce::{BounceClass, Verdict, read_returned};
use serde::Serialize;

use crate::table::{self, row};

/// One row of what is right.
#[derive(Clone, Debug)]
struct Right {
    file: String,
    index: usize,
    reason: String,
    class: BounceClass,
}

/// The figures of a folder, or of one kind of mail system in it.
#[derive(Clone, Debug, Default, Serialize)]
struct Figures {
    rows: usize,
    class: f64,
    reason: f64,
}

/// What is printed as JSON.
#[derive(Debug, Serialize)]
struct Score {
    mails: usize,
    verdicts: usize,
    class: f64,
    reason: f64,
    per_second: f64,
    systems: BTreeMap<String, Figures>,
}

/// Reads and prints the score of a folder; without JSON also every row that is not agreed on.
pub fn run(folder: &Path, json: bool) -> Result<()> {
    let right = expected(folder)?;
    let mails = mails(folder, &right)?;
    let mut read: BTreeMap<&str, Vec<Verdict>> = BTreeMap::new();
    for (name, bytes) in &mails {
        read.insert(name, read_returned(bytes).verdicts);
    }
    let mut systems: BTreeMap<String, Figures> = BTreeMap::new();
    let mut all = Figures::default();
    let mut wrong = Vec::new();
    for row in &right {
        let verdict = read.get(row.file.as_str()).and_then(|verdicts| verdicts.get(row.index));
        let class = verdict.is_some_and(|verdict| verdict.class() == row.class);
        let reason = verdict.is_some_and(|verdict| verdict.reason.as_str() == row.reason);
        for figures in [&mut all, systems.entry(system(&row.file)).or_default()] {
            figures.rows += 1;
            figures.class += f64::from(u8::from(class));
            figures.reason += f64::from(u8::from(reason));
        }
        if !reason {
            let found = verdict.map_or("nothing", |verdict| verdict.reason.as_str());
            wrong.push((row, found, class, verdict.map(|verdict| verdict.said.clone()).unwrap_or_default()));
        }
    }
    for figures in systems.values_mut().chain([&mut all]) {
        let rows = figures.rows.max(1) as f64;
        (figures.class, figures.reason) = (figures.class / rows, figures.reason / rows);
    }
    let score =
        Score { mails: mails.len(), verdicts: right.len(), class: all.class, reason: all.reason, per_second: speed(&mails), systems };
    if json {
        println!("{}", serde_json::to_string(&score)?);
        return Ok(());
    }
    for (row, found, class, said) in wrong {
        let class = if class { "" } else { " CLASS" };
        println!("{} {}: {found}, should be {}{class}: {said}", row.file, row.index + 1, row.reason);
    }
    print(&score);
    Ok(())
}

fn print(score: &Score) {
    let percent = |value: f64| format!("{:.1} %", value * 100.0);
    let mut rows = vec![row(["system", "rows", "class", "reason"])];
    for (name, figures) in &score.systems {
        rows.push(vec![name.clone(), figures.rows.to_string(), percent(figures.class), percent(figures.reason)]);
    }
    rows.push(vec!["all".to_owned(), score.verdicts.to_string(), percent(score.class), percent(score.reason)]);
    table::print("bounces", &rows);
    println!("{} mails; {:.0} mails a second on one core", score.mails, score.per_second);
}

/// The kind of mail system: a file's name without its number.
fn system(file: &str) -> String {
    let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
    name.rsplit_once('-').map_or(name, |(kind, _)| kind).to_owned()
}

fn expected(folder: &Path) -> Result<Vec<Right>> {
    let path = folder.join("expected.tsv");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().context("expected.tsv is empty")?.split('\t').collect();
    let column = |name: &str| names.iter().position(|known| *known == name).with_context(|| format!("expected.tsv has no column {name}"));
    let (file, index, reason, hard) = (column("file")?, column("index")?, column("reason")?, column("hard_bounce")?);
    let mut found = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let values: Vec<&str> = line.split('\t').collect();
        let value = |at: usize| values.get(at).copied().unwrap_or_default();
        let class = match (value(reason), value(hard)) {
            (_, "true") => BounceClass::Hard,
            ("feedback", _) => BounceClass::Complaint,
            ("vacation" | "delivered", _) => BounceClass::Other,
            _ => BounceClass::Soft,
        };
        let index: usize = value(index).parse().context("a row without its index")?;
        found.push(Right { file: value(file).to_owned(), index: index.saturating_sub(1), reason: value(reason).to_owned(), class });
    }
    Ok(found)
}

fn mails(folder: &Path, right: &[Right]) -> Result<Vec<(String, Vec<u8>)>> {
    let mut found: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for row in right {
        if !found.contains_key(&row.file) {
            let path = folder.join(&row.file);
            found.insert(row.file.clone(), std::fs::read(&path).with_context(|| path.display().to_string())?);
        }
    }
    if found.is_empty() {
        bail!("no mails");
    }
    Ok(found.into_iter().collect())
}

/// Mails a second, on this thread alone, over at least two seconds.
fn speed(mails: &[(String, Vec<u8>)]) -> f64 {
    let begun = Instant::now();
    let mut count = 0_usize;
    while begun.elapsed() < Duration::from_secs(2) {
        for (_, bytes) in mails {
            std::hint::black_box(read_returned(std::hint::black_box(bytes)));
        }
        count += mails.len();
    }
    count as f64 / begun.elapsed().as_secs_f64()
}
