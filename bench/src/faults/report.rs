//! The table.

use anyhow::Result;
use serde::Serialize;

use super::rows::Row;
use super::verdict::Verdict;
use crate::table::{self, row};

/// Broken runs of which a row tells.
const TOLD: usize = 10;

/// The runs of a row, added up.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    #[serde(skip)]
    pub row: Row,
    step: String,
    runs: u64,
    kills: u64,
    accepted: u64,
    in_doubt: u64,
    in_doubt_most: u64,
    twice: u64,
    lost: u64,
    broken: u64,
    told: Vec<String>,
}

impl Line {
    /// Without runs.
    pub fn new(row: Row) -> Line {
        let (step, told) = (row.name(), Vec::new());
        Line { row, step, runs: 0, kills: 0, accepted: 0, in_doubt: 0, in_doubt_most: 0, twice: 0, lost: 0, broken: 0, told }
    }

    /// Adds a run.
    pub fn add(&mut self, seed: u64, came: Result<Verdict>) {
        self.runs += 1;
        let verdict = came.unwrap_or_else(|error| Verdict { broken: vec![format!("{error:#}")], ..Verdict::default() });
        self.kills += verdict.kills;
        self.accepted += verdict.accepted;
        self.in_doubt += verdict.in_doubt;
        self.in_doubt_most = self.in_doubt_most.max(verdict.in_doubt);
        self.twice += verdict.twice;
        self.lost += verdict.lost;
        if !verdict.broken.is_empty() {
            self.broken += 1;
            // At once: a long table may be broken off.
            eprintln!("broken: --step {} --seed {seed} --runs 1: {}", self.step, verdict.broken.join("; "));
            if self.told.len() < TOLD {
                self.told.push(format!("--step {} --seed {seed} --runs 1: {}", self.step, verdict.broken.join("; ")));
            }
        }
    }

    /// Whether everything held that is promised.
    pub fn holds(&self) -> bool {
        self.broken == 0
    }
}

/// Prints the table, or JSON.
pub fn print(lines: &[Line], json: bool) -> Result<()> {
    if json {
        println!("{}", serde_json::to_string_pretty(lines)?);
        return Ok(());
    }
    let mut rows = vec![row(["", "runs", "kills", "mails taken", "in doubt", "most in a run", "twice", "lost", "broken"])];
    let mut sum = [0; 8];
    for line in lines {
        let figures = [line.runs, line.kills, line.accepted, line.in_doubt, line.in_doubt_most, line.twice, line.lost, line.broken];
        for (at, (sum, figure)) in sum.iter_mut().zip(figures).enumerate() {
            *sum = if at == 4 { (*sum).max(figure) } else { *sum + figure };
        }
        rows.push(std::iter::once(line.step.clone()).chain(figures.map(|figure| figure.to_string())).collect());
    }
    rows.push(std::iter::once("all".to_owned()).chain(sum.map(|figure| figure.to_string())).collect());
    let engine = match std::env::var("KIOSQUE_TEST_POSTGRES") {
        Ok(address) if !address.is_empty() => "PostgreSQL",
        _ => "SQLite",
    };
    table::print(&format!("What goes wrong, and what becomes of the mails ({engine})"), &rows);
    for told in lines.iter().flat_map(|line| &line.told) {
        println!("broken: {told}");
    }
    Ok(())
}
