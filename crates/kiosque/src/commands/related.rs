//! Related articles from the command line: all lists computed again, with progress.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Result, anyhow};
use indicatif::{ProgressBar, ProgressStyle};
use newsroom::related::{self, Follower, Step};
use newsroom::{App, Error};

use crate::cli::RelatedCommand;
use crate::config::Config;
use crate::lock;
use crate::open::{self, Role};

fn plain(error: Error) -> anyhow::Error {
    anyhow!("{error}")
}

/// Asks the one who keeps the lists; where nobody does, does it here.
pub async fn run(config: Config, act: RelatedCommand) -> Result<ExitCode> {
    let RelatedCommand::Rebuild = act;
    let app = open::app(&config, Role::Beside).await?;
    related::ask(&app).await.map_err(plain)?;
    if lock::holder(&config.data)?.is_some() {
        println!("The running site computes all lists of related articles again; it goes on without this command.");
        watch(&app).await?;
    } else {
        let _lock = lock::take(&config.data)?;
        work(&app).await?;
    }
    println!("Every list of related articles is up to date.");
    Ok(ExitCode::SUCCESS)
}

fn bar() -> Result<ProgressBar> {
    Ok(ProgressBar::new(0).with_style(ProgressStyle::with_template("{bar:40} {pos} of {len} articles, {eta} left")?))
}

async fn show(app: &App, bar: &ProgressBar) -> Result<bool> {
    let Some((done, all)) = related::progress(app).await.map_err(plain)? else {
        bar.finish_and_clear();
        return Ok(false);
    };
    bar.set_length(u64::try_from(all)?);
    bar.set_position(u64::try_from(done)?);
    Ok(true)
}

async fn watch(app: &App) -> Result<()> {
    let bar = bar()?;
    while show(app, &bar).await? {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    Ok(())
}

async fn work(app: &App) -> Result<()> {
    let bar = bar()?;
    let mut follower = Follower::default();
    for round in 0_u64.. {
        match related::advance(app, &mut follower).await.map_err(plain)? {
            Step::Idle => break,
            Step::More if round % 10 == 0 => {
                show(app, &bar).await?;
            }
            Step::More => {}
            // On PostgreSQL another machine may serve.
            Step::NotOurs => return watch(app).await,
        }
    }
    bar.finish_and_clear();
    Ok(())
}
