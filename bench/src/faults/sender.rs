//! A process that sends, and to which something happens at a step: told by its arguments.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, ValueEnum};
use database::{Clock, Random};
use newsroom::failpoints::{self, Act, Plan, Step};
use newsroom::testing::mail::ledger;
use newsroom::{App, Id, Parts, RelayLimits, Settings, SiteKeys, mailings};
use tokio::process::{Child, Command};
use tokio::signal::unix::{SignalKind, signal};

/// How often it looks whether anything still moves.
const LOOK: Duration = Duration::from_millis(10);

/// What happens at the step.
#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing.
    Count,
    /// It is killed.
    Die,
    /// It is asked to end.
    Terminate,
    /// The disk is full for `amount` passings.
    Full,
    /// The clock jumps by `amount` microseconds.
    Jump,
    /// A commit is not heard of.
    Unheard,
}

/// What the process is told.
#[derive(Args, Clone, Debug)]
pub struct Task {
    /// The data folder.
    #[arg(long)]
    pub folder: PathBuf,
    /// The mailing whose progress is looked at.
    #[arg(long)]
    pub mailing: Id,
    /// The relay's port on this machine.
    #[arg(long)]
    pub port: u16,
    /// Where its clock stands.
    #[arg(long)]
    pub now: i64,
    /// Its name in leases.
    #[arg(long)]
    pub name: String,
    /// Its number for ids.
    #[arg(long)]
    pub node: u16,
    /// Connections at once.
    #[arg(long)]
    pub connections: u32,
    /// Mails of one connection; 0: no end.
    #[arg(long)]
    pub per_connection: u32,
    /// Each command waits for its answer.
    #[arg(long)]
    pub lockstep: bool,
    /// The size of chunks.
    #[arg(long)]
    pub chunk: i64,
    /// At which step something happens.
    #[arg(long)]
    pub step: String,
    /// At which passing of it.
    #[arg(long)]
    pub passing: u64,
    /// What happens.
    #[arg(long, value_enum)]
    pub fate: Fate,
    /// How much of it.
    #[arg(long, default_value_t = 0, allow_hyphen_values = true)]
    pub amount: i64,
    /// For how many milliseconds nothing may move before it ends by itself.
    #[arg(long)]
    pub patience: u64,
}

impl Task {
    /// Starts the process. It dies with this one's interest in it.
    pub fn start(&self, keys: &str) -> Result<Child> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("faults-sender").arg("--folder").arg(&self.folder);
        let fate = self.fate.to_possible_value().context("a fate without a name")?;
        for (name, value) in [
            ("--mailing", self.mailing.to_string()),
            ("--port", self.port.to_string()),
            ("--now", self.now.to_string()),
            ("--name", self.name.clone()),
            ("--node", self.node.to_string()),
            ("--connections", self.connections.to_string()),
            ("--per-connection", self.per_connection.to_string()),
            ("--chunk", self.chunk.to_string()),
            ("--step", self.step.clone()),
            ("--passing", self.passing.to_string()),
            ("--fate", fate.get_name().to_owned()),
            ("--amount", self.amount.to_string()),
            ("--patience", self.patience.to_string()),
        ] {
            command.arg(name).arg(value);
        }
        if self.lockstep {
            command.arg("--lockstep");
        }
        command.env("KIOSQUE_BENCH_KEYS", keys).stdout(Stdio::piped()).stderr(Stdio::inherit()).kill_on_drop(true);
        Ok(command.spawn()?)
    }

    fn limits(&self) -> RelayLimits {
        RelayLimits { connections: self.connections, per_connection: self.per_connection, per_destination: 0, ..RelayLimits::default() }
    }
}

/// The process. When it ends in order, it prints where its clock stands.
pub fn run(task: &Task) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let now = runtime.block_on(send(task))?;
    println!("{now}");
    Ok(())
}

async fn send(task: &Task) -> Result<i64> {
    let clock = Clock::set(task.now);
    let act = match task.fate {
        Fate::Count => Act::Count,
        Fate::Die => Act::Die,
        Fate::Terminate => Act::Terminate,
        Fate::Full => Act::Full(task.amount.unsigned_abs()),
        Fate::Jump => Act::Jump(clock.clone(), task.amount),
        Fate::Unheard => Act::Unheard,
    };
    let Some(step) = Step::parse(&task.step) else { bail!("no step is called {}", task.step) };
    failpoints::arm(Plan { step, passing: task.passing, act, chunk: task.chunk });
    let mut terminated = signal(SignalKind::terminate())?;
    let app = app(task, clock).await?;
    let running = tokio::spawn(mailings::run(app.clone()));
    tokio::select! {
        _ = terminated.recv() => {}
        still = until_still(&app, task) => still?,
    }
    app.stop();
    running.await?;
    let now = app.now();
    app.database.close().await;
    Ok(now)
}

async fn app(task: &Task, clock: Clock) -> Result<App> {
    let mut relay = ::mail::Relay { tls: ::mail::Tls::Never, ..::mail::Relay::new("127.0.0.1", task.port) };
    relay.pipelining = !task.lockstep;
    Ok(App::new(Parts {
        database: database::testing::found(&task.folder).await?,
        storage: storage::Storage::folder(&task.folder.join("storage")).map_err(|error| anyhow!("{error}"))?,
        theme: theme::Theme::load(None)?,
        index: None,
        transport: ::mail::Transport::relay(relay),
        outbound: newsroom::Outbound::closed(),
        clock,
        random: Random::System,
        keys: SiteKeys::parse(&std::env::var("KIOSQUE_BENCH_KEYS")?).map_err(wrong)?,
        settings: Settings {
            address: "https://example.org".to_owned(),
            data: task.folder.clone(),
            holder: task.name.clone(),
            relay_limits: task.limits(),
            bounces: newsroom::bounces::Settings::default(),
            keep_days: newsroom::KEEP_DAYS,
            disposable: Default::default(),
        },
        node: task.node,
    }))
}

/// Ends when nothing has moved for a while, or nothing is left to move.
async fn until_still(app: &App, task: &Task) -> Result<()> {
    let mut seen = (Vec::new(), Instant::now());
    loop {
        let rows = ledger(app, task.mailing).await.map_err(wrong)?;
        let over = |state: &str| !matches!(state, "pending" | "leased" | "intent");
        let done = !rows.is_empty() && rows.iter().all(|(_, state)| over(state));
        if rows != seen.0 {
            seen = (rows, Instant::now());
        }
        let patience = if done { task.patience.min(50) } else { task.patience };
        if seen.1.elapsed() >= Duration::from_millis(patience) {
            return Ok(());
        }
        tokio::time::sleep(LOOK).await;
    }
}

pub(super) fn wrong(error: newsroom::Error) -> anyhow::Error {
    anyhow!("{error}")
}
