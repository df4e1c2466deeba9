//! Looks at the installation and says what to do, in plain words. Exit code 1 when something is wrong.

use std::process::ExitCode;

use anyhow::Result;
use newsroom::site;

use crate::config::Config;
use crate::lock;
use crate::open::{self, Role};

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
    match open::app(&config, Role::Beside).await {
        Ok(app) => {
            found.good(&format!("the database {} answers and is up to date", open::shown(&config.database_address())));
            let mut tx = app.read().await?;
            if site::is_set_up(&mut tx).await? {
                found.good("the site is set up");
            } else {
                found.note("the site is not set up: `kiosque account setup-link` prints the link");
            }
        }
        Err(error) => found.wrong(&format!("{error:#}")),
    }
    relay(&config, &mut found).await;
    if lock::is_taken(&config.data)? {
        found.good("a `kiosque serve` works on this folder");
    } else {
        found.note("no `kiosque serve` works on this folder now");
    }
    if jiff_year() < 2026 {
        found.wrong("this machine's clock is wrong: it says a year before 2026. Turn on time synchronisation (systemd-timesyncd)");
    } else {
        found.good("the clock is plausible");
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

fn jiff_year() -> u64 {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    1970 + seconds / 31_556_952
}

fn folder(config: &Config, found: &mut Findings) {
    let data = &config.data;
    if let Err(error) = std::fs::create_dir_all(data).and_then(|()| tempfile::NamedTempFile::new_in(data).map(drop)) {
        found.wrong(&format!("{} cannot be written: {error}. Give it to the user that runs kiosque", data.display()));
        return;
    }
    found.good(&format!("{} can be written", data.display()));
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let open_to_all = |path: &std::path::Path| std::fs::metadata(path).is_ok_and(|meta| meta.mode() & 0o077 != 0);
        if open_to_all(&data.join("site.key")) {
            found.wrong(&format!("others may read {}: chmod 600 it", data.join("site.key").display()));
        }
    }
}
