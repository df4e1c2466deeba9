//! Looks at the installation and says what to do, in plain words. Exit code 1 when something is wrong.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use newsroom::{MICROS_PER_SECOND, Timestamp, changes, site};

use crate::config::Config;
use crate::lock;
use crate::open::{self, Role};

/// 2026-01-01: no newsroom runs this before.
const YEAR_2026: Timestamp = 1_767_225_600_000_000;
/// Seconds by which the clocks of two machines may differ.
const CLOCKS_DIFFER: i64 = 300;
/// Bytes free below which saving may fail soon, and below which it is time to think of it.
const LITTLE: u64 = 200_000_000;
const SOME: u64 = 1_000_000_000;
/// How long the server may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(3);

struct Findings {
    wrong: usize,
}

impl Findings {
    fn good(&self, what: &str) {
        println!("  ok     {what}");
    }
    fn note(&self, what: &str) {
        println!("  note   {what}");
    }
    fn wrong(&mut self, what: &str) {
        self.wrong += 1;
        println!("  WRONG  {what}");
    }
}

/// Looks.
pub async fn run(config: Config) -> Result<ExitCode> {
    let mut found = Findings { wrong: 0 };
    if config.site.address.is_empty() {
        found.wrong("site.address is not set: links in mails and feeds cannot be made. Write [site] address = \"https://example.org\" into kiosque.toml");
    } else if config.site.address.starts_with("http://") {
        found.note(&format!("{} is reached without encryption: put a proxy with TLS before it, and write https://", config.site.address));
    } else {
        found.good(&format!("the site's address is {}", config.site.address));
    }
    match config.web() {
        Ok(_) => found.good(&format!("forwarded addresses are believed of {}", config.proxy.trusted.join(", "))),
        Err(error) => found.wrong(&error.to_string()),
    }
    folder(&config, &mut found);
    disk(&config, &mut found);
    match open::app(&config, Role::Beside).await {
        Ok(app) => {
            found.good(&format!("the database {} answers and is up to date", open::shown(&config.database_address())));
            let mut tx = app.read().await?;
            if site::is_set_up(&mut tx).await? {
                found.good("the site is set up");
            } else {
                found.note("the site is not set up: `kiosque account setup-link` prints the link");
            }
            clock(changes::latest_at(&mut tx).await?, app.now(), &mut found);
        }
        Err(error) => found.wrong(&format!("{error:#}")),
    }
    relay(&config, &mut found).await;
    match lock::holder(&config.data)? {
        Some(holder) => server(&config, &holder, &mut found),
        None => found.note("no `kiosque serve` works on this folder now"),
    }
    Ok(if found.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Talks to the relay as far as a mail could be begun, and sends none.
async fn relay(config: &Config, found: &mut Findings) {
    let mail::Transport::Relay(relay) = config.transport() else {
        found.note(
            "no relay is set: mail stays in a folder that the desk shows. Write [relay] host = \"smtp.example.org\" into kiosque.toml",
        );
        return;
    };
    let name = format!("{}:{}", relay.host, relay.port);
    match mail::Transport::Relay(relay).connect().await {
        Ok(session) => {
            session.quit().await;
            found.good(&format!("the relay {name} answers and takes mail from us"));
        }
        Err(error) => found.wrong(&format!("the relay {name}: {error}. {}", what_to_do(&error))),
    }
}

fn what_to_do(error: &mail::Error) -> &'static str {
    match error.phase() {
        Some(mail::Phase::Connect) => {
            "Look at relay.host and relay.port, and whether this machine may connect to it (many hosts close port 25)"
        }
        Some(mail::Phase::Tls) => {
            "Look at relay.tls: port 587 wants \"starttls\", port 465 \"implicit\"; relay.host must be the name in its certificate"
        }
        Some(mail::Phase::Login) => "Look at relay.user and relay.password",
        _ => "Ask whoever runs the relay what it wants of us",
    }
}

/// The clock: a year that can be, and no time before the latest change.
fn clock(latest: Option<Timestamp>, now: Timestamp, found: &mut Findings) {
    let what_to_do = "Turn on time synchronisation (timedatectl set-ntp true)";
    if now < YEAR_2026 {
        found.wrong(&format!("this machine's clock is wrong: it says a year before 2026. {what_to_do}"));
    } else if let Some(ahead) = latest.map(|at| (at - now) / MICROS_PER_SECOND).filter(|ahead| *ahead > CLOCKS_DIFFER) {
        found.wrong(&format!("this machine's clock is wrong: the latest change is of {} minutes from now. {what_to_do}", ahead / 60));
    } else {
        found.good("the clock is plausible");
    }
}

fn disk(config: &Config, found: &mut Findings) {
    let Some(free) = exchange::wordpress::plan::free_bytes(&config.data) else {
        found.note("how much of the disk is free cannot be told (df does not answer)");
        return;
    };
    let megabytes = free / 1_000_000;
    if free < LITTLE {
        found.wrong(&format!("the disk has only {megabytes} MB left: make room, before nothing can be saved any more"));
    } else if free < SOME {
        found.note(&format!("the disk has {megabytes} MB left: backups and pictures will need more"));
    } else {
        found.good(&format!("the disk has {megabytes} MB left"));
    }
}

/// Asks the running server how it is, and whether its proxy says who asks.
fn server(config: &Config, holder: &str, found: &mut Findings) {
    let said = holder.lines().find_map(|line| line.strip_prefix("http://")).and_then(|address| ready(address).ok());
    let Some(said) = said else {
        found
            .wrong(&format!("a `kiosque serve` ({}) works on this folder, but does not answer", holder.lines().next().unwrap_or_default()));
        return;
    };
    let first = said.lines().next().unwrap_or_default();
    if first == "ready" {
        found.good("a `kiosque serve` works on this folder and answers readers");
    } else {
        found.wrong(&format!("a `kiosque serve` works on this folder, but says: {first}"));
    }
    if said.lines().any(|line| line == "all requests share one address") {
        let text = "all requests share one network address: limits meet all readers at once. The proxy must send X-Forwarded-For, \
                    and stand in proxy.trusted";
        // Without a proxy, one person at their own machine looks the same.
        if config.site.address.starts_with("https:") { found.wrong(text) } else { found.note(text) }
    }
}

/// What `/readyz` of a server on this machine says.
fn ready(address: &str) -> Result<String> {
    let mut at: SocketAddr = address.parse()?;
    if at.ip().is_unspecified() {
        at.set_ip(if at.is_ipv4() { Ipv4Addr::LOCALHOST.into() } else { Ipv6Addr::LOCALHOST.into() });
    }
    let mut stream = TcpStream::connect_timeout(&at, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    answer.split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).context("no answer of HTTP")
}

fn folder(config: &Config, found: &mut Findings) {
    let data = &config.data;
    if let Err(error) = open::folder(data).and_then(|()| Ok(tempfile::NamedTempFile::new_in(data).map(drop)?)) {
        found.wrong(&format!("{} cannot be written: {error}. Give it to the user that runs kiosque", data.display()));
        return;
    }
    found.good(&format!("{} can be written", data.display()));
    let open_to = |path: &Path, whom: u32| std::fs::metadata(path).is_ok_and(|meta| meta.mode() & whom != 0);
    let key = data.join("site.key");
    if open_to(&key, 0o077) {
        found.wrong(&format!("others may read {}: chmod 600 it", key.display()));
    }
    if open_to(data, 0o005) && open_to(&data.join("kiosque.db"), 0o004) {
        found.wrong(&format!("others on this machine may read the database: chmod 700 {}", data.display()));
    }
}
