//! The commands, one file each.

mod account;
mod archive;
mod demo;
mod doctor;
mod import;
mod related;
mod serve;

use std::process::ExitCode;

use anyhow::Result;

use crate::cli::{Cli, Command, ThemeCommand};
use crate::config::{self, Config};
use crate::open;

/// Runs a command.
pub async fn run(cli: Cli) -> Result<ExitCode> {
    let load = || -> Result<Config> { Ok(config::load(&cli.place, std::env::vars())?) };
    match cli.command {
        Command::Demo { listen, articles, only_write } => demo::run(&cli.place, listen.listen, articles, only_write).await,
        Command::Serve(listen) => serve::run(load()?, listen.listen).await,
        Command::Import { from } => import::run(load()?, from).await,
        Command::Migrate => {
            let config = load()?;
            open::database(&config).await?;
            println!("{} is up to date.", open::shown(&config.database_address()));
            Ok(ExitCode::SUCCESS)
        }
        Command::Account { act } => account::run(load()?, act).await,
        Command::Backup { file } => archive::backup(load()?, &file).await,
        Command::Restore { file } => archive::restore(load()?, &file).await,
        Command::Doctor => doctor::run(load()?).await,
        Command::Related { act } => related::run(load()?, act).await,
        Command::Theme { act: ThemeCommand::Check { folder } } => check_theme(&load()?, folder),
    }
}

fn check_theme(config: &Config, folder: Option<std::path::PathBuf>) -> Result<ExitCode> {
    let folder = folder.unwrap_or_else(|| config.data.join("theme"));
    anyhow::ensure!(folder.is_dir(), "{} is no folder", folder.display());
    let problems = theme::Theme::load(Some(&folder))?.check();
    for problem in &problems {
        println!("{}: {}", problem.name, problem.detail);
    }
    if problems.is_empty() {
        println!("Every template of {} renders in every language.", folder.display());
        return Ok(ExitCode::SUCCESS);
    }
    Ok(ExitCode::FAILURE)
}
