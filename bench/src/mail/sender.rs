//! Kiosque sending one mailing, in a process of its own: started by the other parts, which read its one line of JSON.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use clap::Args;
use database::{Clock, Database, Random, longest_write};
use newsroom::testing::mail::progress;
use newsroom::{App, Id, Parts, RelayLimits, Settings, SiteKeys, mailings};
use serde::{Deserialize, Serialize};

use super::audience::{Audience, wrong};

/// How it is to send.
#[derive(Args, Clone, Debug)]
pub struct Task {
    /// The data folder.
    #[arg(long)]
    folder: PathBuf,
    /// The mailing.
    #[arg(long)]
    mailing: Id,
    /// The relay's port on this machine.
    #[arg(long)]
    port: u16,
    /// Connections at once.
    #[arg(long)]
    sessions: u32,
    /// Each command waits for its answer.
    #[arg(long)]
    lockstep: bool,
    /// Stop when the audience is frozen and a mail has gone.
    #[arg(long)]
    only_begin: bool,
    /// The key that signs.
    #[arg(long)]
    dkim: Option<PathBuf>,
}

/// What it came to.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sent {
    /// Seconds until the audience was whole.
    pub frozen: f64,
    /// Seconds until the first outcome was durable.
    pub first: f64,
    /// Seconds until the last outcome was durable.
    pub time: f64,
    /// Mails that the relay took.
    pub submitted: i64,
    /// The longest that one transaction held the writer, in milliseconds.
    pub held: f64,
    /// The most memory, in MB.
    pub memory: f64,
    /// Processor seconds.
    pub processor: f64,
}

/// How a sender is started.
#[derive(Clone, Copy, Debug, Default)]
pub struct How<'a> {
    /// Connections at once.
    pub sessions: u32,
    /// Each command waits for its answer.
    pub lockstep: bool,
    /// Stop when the audience is frozen and a mail has gone.
    pub only_begin: bool,
    /// The key that signs.
    pub dkim: Option<&'a Path>,
}

/// Starts the process and waits for it.
pub fn start(audience: &Audience, mailing: Id, port: u16, how: &How<'_>) -> Result<Sent> {
    let mut command = Command::new(std::env::current_exe()?);
    command.arg("mail-sender").arg("--folder").arg(audience.folder());
    command.args(["--mailing", &mailing.to_string(), "--port", &port.to_string(), "--sessions", &how.sessions.to_string()]);
    for (flag, on) in [("--lockstep", how.lockstep), ("--only-begin", how.only_begin)] {
        if on {
            command.arg(flag);
        }
    }
    if let Some(file) = how.dkim {
        command.arg("--dkim").arg(file);
    }
    let output = command.env("KIOSQUE_BENCH_KEYS", audience.keys()).stderr(Stdio::inherit()).output()?;
    ensure!(output.status.success(), "the sender failed");
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The process.
pub fn run(task: &Task) -> Result<()> {
    let sent = tokio::runtime::Runtime::new()?.block_on(send(task))?;
    println!("{}", serde_json::to_string(&sent)?);
    Ok(())
}

async fn app(task: &Task) -> Result<App> {
    let folder = task.folder.as_path();
    let mut relay = ::mail::Relay { tls: ::mail::Tls::Never, ..::mail::Relay::new("127.0.0.1", task.port) };
    relay.pipelining = !task.lockstep;
    if let Some(file) = &task.dkim {
        relay.signer = Some(Arc::new(::mail::Signer::new(&std::fs::read_to_string(file)?, "bench", None)?));
    }
    let limits = RelayLimits { connections: task.sessions, per_connection: 0, per_destination: 0, ..RelayLimits::default() };
    Ok(App::new(Parts {
        database: Database::open_sqlite(&folder.join("kiosque.sqlite")).await?,
        storage: storage::Storage::folder(&folder.join("storage")).map_err(|error| anyhow::anyhow!("{error}"))?,
        theme: theme::Theme::load(None)?,
        index: None,
        transport: ::mail::Transport::relay(relay),
        outbound: newsroom::Outbound::closed(),
        clock: Clock::System,
        random: Random::System,
        keys: SiteKeys::parse(&std::env::var("KIOSQUE_BENCH_KEYS")?).map_err(wrong)?,
        settings: Settings {
            address: "https://example.org".to_owned(),
            data: folder.to_owned(),
            holder: "bench".to_owned(),
            relay_limits: limits,
            bounces: newsroom::bounces::Settings::default(),
            keep_days: newsroom::KEEP_DAYS,
            disposable: Default::default(),
        },
        node: 2,
    }))
}

async fn send(task: &Task) -> Result<Sent> {
    let app = app(task).await?;
    let begun = Instant::now();
    let running = tokio::spawn(mailings::run(app.clone()));
    let mut sent = Sent::default();
    loop {
        tokio::time::sleep(Duration::from_millis(10)).await;
        let (state, submitted) = progress(&app, task.mailing).await.map_err(wrong)?;
        let time = begun.elapsed().as_secs_f64();
        if sent.first == 0.0 && submitted > 0 {
            sent.first = time;
        }
        if sent.frozen == 0.0 && matches!(state.as_str(), "sending" | "finished") {
            sent.frozen = time;
        }
        sent = Sent { time, submitted, ..sent };
        if state == "finished" || (task.only_begin && sent.first > 0.0 && sent.frozen > 0.0) {
            break;
        }
        ensure!(app.relay.trouble().is_none(), "the relay: {:?}", app.relay.trouble());
    }
    app.stop();
    running.await?;
    let own = Path::new("/proc/self");
    let status = std::fs::read_to_string(own.join("status"))?;
    let memory = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")).context("no VmHWM")?;
    let stat = std::fs::read_to_string(own.join("stat"))?;
    let fields: Vec<&str> = stat.rsplit_once(')').context("no name")?.1.split_whitespace().collect();
    let ticks: f64 = [11, 12].iter().filter_map(|at| fields.get(*at)?.parse::<f64>().ok()).sum();
    sent.memory = memory.trim().parse::<f64>()? / 1024.0;
    sent.processor = ticks / 100.0;
    sent.held = longest_write().as_secs_f64() * 1000.0;
    Ok(sent)
}
