//! Looks at the installation and says what to do, in plain words. Exit code 1 when something is wrong.
//!
//! What can be known from inside is found by `newsroom::state`, which the desk shows too.

mod records;

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use newsroom::state::{self, Finding, Level};

use crate::config::Config;
use crate::lock;
use crate::open::{self, Role};

/// How long the server may take to say how it is.
const PATIENCE: Duration = Duration::from_secs(3);

struct Findings {
    wrong: usize,
}

impl Findings {
    fn say(&mut self, level: Level, what: &str) {
        let sign = match level {
            Level::Good => "ok   ",
            Level::Note => "note ",
            Level::Wrong => {
                self.wrong += 1;
                "WRONG"
            }
        };
        println!("  {sign}  {what}");
    }

    fn tell(&mut self, theme: &theme::Theme, found: &[Finding]) -> Result<()> {
        let english = language::Tag::parse("en")?;
        for finding in found {
            let text = theme.text(&english, finding.key, &[("value", theme::Value::from(finding.value.as_str()))]);
            self.say(finding.level, &format!("{}: {text}", theme.text(&english, finding.about, &[])));
        }
        Ok(())
    }
}

/// Looks.
pub async fn run(config: Config) -> Result<ExitCode> {
    let mut found = Findings { wrong: 0 };
    match config.web() {
        Ok(_) => found.say(Level::Good, &format!("forwarded addresses are believed of {}", config.proxy.trusted.join(", "))),
        Err(error) => found.say(Level::Wrong, &error.to_string()),
    }
    match open::app(&config, Role::Beside).await {
        Ok(app) => {
            found.say(Level::Good, &format!("the database is {}", open::shown(&config.database_address())));
            let inside = state::look(&app).await.map_err(|error| anyhow::anyhow!("{error}"))?;
            found.tell(&app.theme, &inside)?;
            mails(&config, &app, &mut found).await?;
        }
        Err(error) => {
            found.say(Level::Wrong, &format!("{error:#}"));
            let theme = theme::Theme::load(None)?;
            found.tell(&theme, &[state::address(&config.site.address)])?;
            found.tell(&theme, &state::folder(&config.data))?;
            found.tell(&theme, &[state::space(&config.data)])?;
        }
    }
    relay(&config, &mut found).await;
    match lock::holder(&config.data)? {
        Some(holder) => server(&config, &holder, &mut found),
        None => found.say(Level::Note, "no `kiosque serve` works on this folder now"),
    }
    Ok(if found.wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Says what the DNS says of our mails, once there is a relay to send them; before that, which key it will have to hold.
async fn mails(config: &Config, app: &newsroom::App, found: &mut Findings) -> Result<()> {
    let mut tx = app.read().await.map_err(|error| anyhow::anyhow!("{error}"))?;
    let identity = newsroom::site::load(&mut tx).await.map_err(|error| anyhow::anyhow!("{error}"))?.mail;
    drop(tx);
    let domain = identity.from.rsplit_once('@').map_or(config.site_host(), |(_, domain)| domain);
    let dkim = config.dkim.signer.as_ref().map(|signer| signer.record(domain));
    match &dkim {
        None => found.say(Level::Note, "mails are signed by the relay or not at all. A key of your own: docs/newsletter.md, \"Signing\""),
        Some((name, text)) => {
            found.say(Level::Good, &format!("mails are signed (DKIM). The DNS must hold this record:\n         {name}. TXT \"{text}\""));
        }
    }
    let mail::Transport::Relay(relay) = config.transport() else {
        return Ok(());
    };
    if identity.from.is_empty() {
        return Ok(());
    }
    let sending = records::Sending {
        from: identity.from,
        reply_to: identity.reply_to,
        bounces: identity.bounces,
        dkim,
        relay: relay.host.clone(),
        host: config.site_host().to_owned(),
    };
    for (level, text) in records::look(&config.dns.resolver()?, &sending).await {
        found.say(level, &text);
    }
    Ok(())
}

/// Talks to the relay as far as a mail could be begun, and sends none.
async fn relay(config: &Config, found: &mut Findings) {
    let mail::Transport::Relay(relay) = config.transport() else {
        found.say(
            Level::Note,
            "no relay is set: mail stays in a folder that the desk shows. Write [relay] host = \"smtp.example.org\" into kiosque.toml",
        );
        return;
    };
    let name = format!("{}:{}", relay.host, relay.port);
    match mail::Transport::Relay(relay).connect().await {
        Ok(session) => {
            session.quit().await;
            found.say(Level::Good, &format!("the relay {name} answers and takes mail from us"));
        }
        Err(error) => found.say(Level::Wrong, &format!("the relay {name}: {error}. {}", what_to_do(&error))),
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

/// Asks the running server how it is, and whether its proxy says who asks.
fn server(config: &Config, holder: &str, found: &mut Findings) {
    let said = holder.lines().find_map(|line| line.strip_prefix("http://")).and_then(|address| ready(address).ok());
    let Some(said) = said else {
        found.say(
            Level::Wrong,
            &format!("a `kiosque serve` ({}) works on this folder, but does not answer", holder.lines().next().unwrap_or_default()),
        );
        return;
    };
    let first = said.lines().next().unwrap_or_default();
    if first == "ready" {
        found.say(Level::Good, "a `kiosque serve` works on this folder and answers readers");
    } else {
        found.say(Level::Wrong, &format!("a `kiosque serve` works on this folder, but says: {first}"));
    }
    if said.lines().any(|line| line == "all requests share one address") {
        let text = "all requests share one network address: limits meet all readers at once. The proxy must send X-Forwarded-For, \
                    and stand in proxy.trusted";
        // Without a proxy, one person at their own machine looks the same.
        if config.site.address.starts_with("https:") { found.say(Level::Wrong, text) } else { found.say(Level::Note, text) }
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
