//! The project's own commands.
//!
//! Guarantees: each part of the test runs alone; whatever a part starts is ended with it; what is missing on the machine is
//! installed, or named with the command that installs it.
//! Must not know: any crate of the product (it must still work when none of them compiles).

mod faults;
mod machine;
mod parts;
mod postgres;
mod shell;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own commands.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Checks everything, or the named parts only; installs what is missing first.
    Test {
        /// Only these parts, for example `--only fmt,tidy`.
        #[arg(long, value_delimiter = ',')]
        only: Vec<parts::Part>,
        /// Go on with the other parts after one has failed.
        #[arg(long)]
        keep_going: bool,
    },
    /// Scores what is found (`related`, `search`) on a folder of texts whose right answers are known.
    Score {
        /// What, the folder, and what else the benchmark takes.
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        given: Vec<String>,
    },
    /// Scores how well mails that came back are understood: a folder of mails with `expected.tsv`.
    Bounces {
        /// The folder.
        folder: PathBuf,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// The fault table of mailings: processes killed at every step, on SQLite and on PostgreSQL; what was promised is checked.
    #[command(disable_help_flag = true)]
    Faults {
        /// What the benchmark takes: `--runs`, `--step`, `--seed`, `--minutes`, `--json` and more (`cargo xtask faults --help` says which).
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        given: Vec<String>,
    },
    /// Installs what the named parts (all, without a name) and the benchmark need, and runs nothing.
    Setup {
        /// Only these parts.
        #[arg(long, value_delimiter = ',')]
        only: Vec<parts::Part>,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Test { only, keep_going } => parts::test(&only, keep_going),
        Command::Score { given } => bench("score", &given),
        Command::Bounces { folder, json } => bounces(&folder, json),
        Command::Faults { given } => faults::run(&given),
        Command::Setup { only } => parts::setup(&only).map(|()| true),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The folder is named from where the command was given, the benchmark's program runs in the root.
fn bounces(folder: &Path, json: bool) -> anyhow::Result<bool> {
    let mut given = vec![std::path::absolute(folder)?.display().to_string()];
    given.extend(json.then(|| "--json".to_owned()));
    bench("bounces", &given)
}

/// Starts a program of the benchmark, built with optimisation.
fn bench(what: &str, given: &[String]) -> anyhow::Result<bool> {
    let mut command = std::process::Command::new("cargo");
    command.args(["run", "--quiet", "--release", "--package", "bench", "--", what]).args(given).current_dir(root());
    Ok(command.status()?.success())
}

/// The project's root folder.
fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_owned()
}
