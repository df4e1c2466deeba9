//! The binary: commands, settings, wiring.
//!
//! Exit codes: 0 done; 1 it failed; 2 the command line or the settings are wrong; 3 an import that lost words.

mod cli;
mod commands;
mod config;
mod demo;
mod dns;
mod import;
mod import_subscribers;
mod lock;
mod open;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("KIOSQUE_LOG").unwrap_or_else(|_| "info,sqlx=warn,tantivy=warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("error: the program's threads cannot be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(cli)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            if error.is::<config::Wrong>() { ExitCode::from(2) } else { ExitCode::FAILURE }
        }
    }
}
