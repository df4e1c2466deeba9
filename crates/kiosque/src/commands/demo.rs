//! A sample newsroom on SQLite, without any other service: mail stays in a folder that a desk page shows.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use newsroom::accounts::{self, Purpose};
use newsroom::site;

use super::serve;
use crate::cli::Place;
use crate::open::{self, Role};
use crate::{config, demo, lock};

/// So many generated articles are indexed before the first answer.
const FEW: u64 = 1_000;

/// Fills the folder if it is empty, prints the addresses, answers.
pub async fn run(place: &Place, listen: Option<SocketAddr>, articles: u64, only_write: bool) -> Result<ExitCode> {
    let temporary = match place.data {
        Some(_) => None,
        None => Some(tempfile::Builder::new().prefix("kiosque-demo-").tempdir()?),
    };
    let data = place.data.clone().or_else(|| temporary.as_ref().map(|folder| folder.path().to_owned()));
    let place = Place { data, ..place.clone() };
    let mut config = config::load(&place, std::env::vars())?;
    // Its readers are invented: whatever the settings say, no mail leaves this machine.
    config.relay = config::Relay::default();
    if let Some(listen) = listen {
        config.server.listen = listen;
    }
    open::folder(&config.data)?;
    let mut lock = lock::take(&config.data)?;
    let listener = serve::bind(&mut config).await?;
    lock.listens_on(listener.local_addr()?)?;
    let app = open::app(&config, Role::Serve).await?;
    let mut tx = app.read().await?;
    let empty = !site::is_set_up(&mut tx).await?;
    drop(tx);
    if empty {
        println!("Writing a sample newsroom into {} ...", config.data.display());
        demo::fill(&app).await?;
        if articles > 0 {
            let bar = ProgressBar::new(articles).with_style(ProgressStyle::with_template("{bar:40} {pos} of {len} articles, {eta} left")?);
            demo::fill_many(&app, articles, |done| bar.set_position(done)).await?;
            bar.finish_and_clear();
        }
        // A large one is indexed while it answers.
        if articles <= FEW {
            newsroom::jobs::work_until_idle(&app).await?;
        }
    }
    if only_write {
        app.database.close().await;
        return Ok(ExitCode::SUCCESS);
    }
    let mut tx = app.read().await?;
    let first = accounts::all(&mut tx).await?.into_iter().next();
    drop(tx);
    println!("\n  The site   {}/", config.site.address);
    println!("  The desk   {}/desk", config.site.address);
    if let Some(account) = first {
        let token = accounts::make_link(&app, Purpose::SignIn, Some(account.id)).await?;
        println!("  Sign in as {}: {}", account.name, app.link(&format!("/desk/link?token={token}")));
    }
    println!("  Data       {}{}\n", config.data.display(), if temporary.is_some() { " (goes away when the demo ends)" } else { "" });
    serve::answer(app, config.web()?, listener).await
}
