//! The peers and the limits beside us, in one run on one machine.
//!
//! Starts its own processes on loopback in temporary folders, prints small tables with the ratios, leaves nothing behind.
//! Absolute numbers mean nothing beyond the machine; ratios do. Wants the release binary: `cargo build --release -p kiosque`.

mod faults;
mod found;
mod http;
mod imports;
mod kiosque;
mod mail;
mod nginx;
mod pages;
mod program;
mod score;
mod subscribers;
mod table;
mod wrk;

use std::path::PathBuf;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// Measures Kiosque beside its peers.
#[derive(Parser)]
#[command(name = "bench")]
struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Requests a second of an article page, beside nginx serving the same bytes.
    Pages {
        /// Seconds of each run.
        #[arg(long, default_value_t = 5)]
        seconds: u32,
        /// Runs of each server, alternating.
        #[arg(long, default_value_t = 5)]
        runs: usize,
    },
    /// Pages a second and latency where nothing is cached.
    Uncached {
        /// A WordPress export whose articles are asked for; without it the demo's.
        export: Option<PathBuf>,
        /// Seconds of the run.
        #[arg(long, default_value_t = 10)]
        seconds: u32,
    },
    /// Time to ready and memory of a server with the articles of an export.
    Memory {
        /// The WordPress export.
        export: PathBuf,
    },
    /// Time and peak memory of an import, then the time until search and related articles are ready.
    Import {
        /// The WordPress export.
        export: PathBuf,
    },
    /// Time, memory and files of what finds articles, in newsrooms of several sizes.
    Found {
        /// The sizes.
        #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
        articles: Vec<u64>,
    },
    /// How long it takes to find something among many articles, beside FTS5 and PostgreSQL.
    FoundSearch {
        /// Numbers of articles.
        #[arg(long, value_delimiter = ',', default_values_t = [1_000, 10_000, 100_000])]
        articles: Vec<u64>,
    },
    /// Time and memory of a table of subscribers brought over from another program.
    Subscribers {
        /// Its lines.
        #[arg(long, default_value_t = 100_000)]
        lines: usize,
    },
    /// How well mails that came back are understood, and how fast.
    Bounces {
        /// The folder of the data.
        folder: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Mails a second beside Postfix's smtp-source, with and without delay; freezing a large audience.
    Mail(mail::Options),
    /// The fault table of mailings: processes killed at every step, and what becomes of the mails.
    Faults(faults::Options),
    /// A sending process of `faults`.
    #[command(hide = true)]
    FaultsSender(faults::sender::Task),
    /// The sending process of `mail`.
    #[command(hide = true)]
    MailSender(mail::sender::Task),
    /// How good what is found is, on texts whose right answers are known.
    Score {
        #[command(subcommand)]
        what: Scored,
    },
}

#[derive(Subcommand)]
enum Scored {
    /// Related articles, beside what others would show.
    Related {
        /// The folder of the data.
        folder: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Search, beside FTS5 and PostgreSQL.
    Search {
        /// The folder of the data.
        folder: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        /// Headlines looked for, at most.
        #[arg(long, default_value_t = 500)]
        queries: usize,
    },
}

fn main() -> Result<()> {
    match Arguments::parse().what {
        What::Pages { seconds, runs } => pages::beside_nginx(seconds, runs),
        What::Uncached { export, seconds } => pages::uncached(export.as_deref(), seconds),
        What::Memory { export } => imports::memory(&export),
        What::Import { export } => imports::import(&export).map(|_| ()),
        What::Found { articles } => found::run(&articles),
        What::FoundSearch { articles } => found::search::run(&articles),
        What::Subscribers { lines } => subscribers::run(lines),
        What::Bounces { folder, json } => score::bounces::run(&folder, json),
        What::Mail(options) => mail::run(&options),
        What::Faults(options) => faults::run(&options),
        What::FaultsSender(task) => faults::sender::run(&task),
        What::MailSender(task) => mail::sender::run(&task),
        What::Score { what: Scored::Related { folder, json } } => score::related::run(&folder, json),
        What::Score { what: Scored::Search { folder, json, queries } } => score::search::run(&folder, json, queries),
    }
}
