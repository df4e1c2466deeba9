//! Answers readers and the newsroom until it is told to stop; then lets the requests under way end.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use newsroom::accounts::{self, Purpose};
use newsroom::{App, site};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use web::Web;

use crate::config::Config;
use crate::open::{self, Role};
use crate::{config, lock};

/// How long requests under way may go on after SIGTERM.
const DRAIN: Duration = Duration::from_secs(15);

/// Takes the folder's lock, opens everything, answers.
pub async fn run(mut config: Config, listen: Option<SocketAddr>) -> Result<ExitCode> {
    if let Some(listen) = listen {
        config.server.listen = listen;
    }
    open::folder(&config.data)?;
    let mut lock = lock::take(&config.data)?;
    let listener = bind(&mut config).await?;
    lock.listens_on(listener.local_addr()?)?;
    let app = open::app(&config, Role::Serve).await?;
    first_start(&app).await?;
    answer(app, config.web()?, listener).await
}

/// Binds the socket, and where no address was set makes the site's address from it.
pub async fn bind(config: &mut Config) -> Result<TcpListener> {
    let listener = TcpListener::bind(config.server.listen)
        .await
        .with_context(|| format!("{} cannot be answered on; is another program there? --listen names another", config.server.listen))?;
    if config.site.address.is_empty() {
        config.site.address = format!("http://{}", listener.local_addr()?);
    }
    Ok(listener)
}

/// Says how to set the site up, while nobody has.
async fn first_start(app: &App) -> Result<()> {
    let mut tx = app.read().await?;
    let done = site::is_set_up(&mut tx).await?;
    drop(tx);
    if !done {
        let token = accounts::make_link(app, Purpose::SetUp, None).await?;
        println!("Set the site up at {}", app.link(&format!("/desk/setup?token={token}")));
        println!("(valid for a day; `kiosque account setup-link` prints another)");
    }
    Ok(())
}

/// Answers on a socket until SIGTERM or ctrl-c.
pub async fn answer(app: App, options: web::Options, listener: TcpListener) -> Result<ExitCode> {
    let web = Web::new(app.clone(), options);
    let mut jobs = tokio::spawn(newsroom::jobs::run(app.clone()));
    let mut beside = tokio::task::JoinSet::new();
    beside.spawn(web::pages::follow(web.clone()));
    let address = listener.local_addr()?;
    let (stopped, stopping) = (stopped()?, app.clone());
    let stop = async move {
        stopped.await;
        // Mail and requests end side by side: no further mail is begun.
        stopping.stop();
    };
    let ended = tokio::spawn(web::serve(listener, web, stop, DRAIN));
    println!("Listening on http://{address}");
    ended.await.context("the server ended by itself")?;
    app.stop();
    if tokio::time::timeout(DRAIN, &mut jobs).await.is_err() {
        // A relay that has not answered by now: that mail is in doubt, and the next start says so.
        tracing::warn!("a mail was still under way");
        jobs.abort();
    }
    // The database closes after the last who ask it.
    beside.shutdown().await;
    app.database.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Ends when the process is asked to stop.
fn stopped() -> Result<impl Future<Output = ()> + Send + 'static, config::Wrong> {
    let listen = |kind| signal(kind).map_err(|error| config::Wrong(format!("signals cannot be heard: {error}")));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}
