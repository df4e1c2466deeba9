//! Mails a second, beside Postfix's `smtp-source`: the same sink, the same sessions, mails of the same length.
//!
//! Kiosque makes every mail its reader's own and keeps its ledger durable (SQLite, synchronous FULL) before each final dot;
//! `smtp-source` sends the same bytes again and again, and keeps nothing: it is the limit.

mod audience;
mod compare;
mod delay;
mod freeze;
mod peers;
pub mod sender;
mod signed;

use anyhow::Result;
use clap::Args;

/// What to measure.
#[derive(Args, Clone, Debug)]
pub struct Options {
    /// Sessions at once.
    #[arg(long, value_delimiter = ',', default_values_t = [10, 50])]
    sessions: Vec<u32>,
    /// Mails of each run.
    #[arg(long, default_value_t = 20_000)]
    mails: usize,
    /// Runs of each, alternating.
    #[arg(long, default_value_t = 5)]
    runs: usize,
    /// Subscribers whose mailing is frozen.
    #[arg(long, default_value_t = 1_000_000)]
    subscribers: usize,
    /// Parts to run.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Part::Wire, Part::Delay, Part::Signed, Part::Freeze])]
    parts: Vec<Part>,
}

/// A part of the measure.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// As fast as it goes.
    Wire,
    /// With 20 ms of added delay: pipelining and lockstep.
    Delay,
    /// With every mail signed (DKIM, rsa-2048), and what that leaves.
    Signed,
    /// A large audience: freezing, the first mail, memory.
    Freeze,
}

/// Measures.
pub fn run(options: &Options) -> Result<()> {
    for part in &options.parts {
        match part {
            Part::Wire => compare::wire(options)?,
            Part::Delay => compare::delayed(options)?,
            Part::Signed => signed::run(options.mails, &options.sessions, options.runs)?,
            Part::Freeze => freeze::run(options.subscribers)?,
        }
    }
    Ok(())
}
