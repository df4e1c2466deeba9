//! From settings to a running application.

use std::path::Path;

use anyhow::{Context, Result};
use database::{Clock, Database, Random};
use newsroom::{App, Parts, Settings, SiteKeys};

use crate::config::Config;

/// What this process is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Answers readers: follows the index, sends mail.
    Serve,
    /// Works beside a `serve`: writes only database and media.
    Beside,
}

/// Opens the database, migrated.
pub async fn database(config: &Config) -> Result<Database> {
    if config.database.url.is_empty() {
        folder(&config.data)?;
    }
    let address = config.database_address();
    let database = Database::open(&address).await.with_context(|| format!("the database {} cannot be opened", shown(&address)))?;
    database::migrate(&database).await.context("the database cannot be brought up to this version")?;
    Ok(database)
}

/// An address of a database without its password.
pub fn shown(address: &str) -> String {
    match address.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?.1))) {
        Some((scheme, host)) => format!("{scheme}://…@{host}"),
        None => address.to_owned(),
    }
}

/// Makes the data folder where there is none, for its owner only: it holds addresses of readers.
pub fn folder(data: &Path) -> Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(data);
    made.with_context(|| format!("the data folder {} cannot be made", data.display()))
}

/// Opens everything.
pub async fn app(config: &Config, role: Role) -> Result<App> {
    let data = &config.data;
    folder(data)?;
    let database = database(config).await?;
    let random = Random::System;
    let keys = SiteKeys::open(&data.join("site.key"), &random).context("the site's key cannot be read")?;
    let index = match role {
        Role::Serve => Some(search::Index::open(&data.join("index")).context("the search index cannot be opened")?),
        Role::Beside => None,
    };
    let holder = holder(data, &random, role)?;
    Ok(App::new(Parts {
        database,
        storage: storage::Storage::folder(&data.join("storage")).context("the storage cannot be opened")?,
        theme: theme(data)?,
        index,
        transport: config.transport(),
        outbound: match role {
            Role::Serve => {
                let agent = format!("Kiosque/{} (+{})", env!("CARGO_PKG_VERSION"), config.site.address);
                newsroom::Outbound::network(&agent).context("other sites cannot be asked")?
            }
            Role::Beside => newsroom::Outbound::closed(),
        },
        clock: Clock::System,
        random,
        keys,
        settings: Settings {
            address: config.site.address.clone(),
            data: data.clone(),
            holder,
            relay_limits: config.relay.limits(),
            bounces: config.bounces.settings(),
            keep_days: config.privacy.keep_days,
            disposable: config.subscribe.disposable.clone(),
        },
        // Ids of two processes at once may not meet: `serve` has a number of its own, commands beside it one by their process.
        node: match role {
            Role::Serve => 0,
            Role::Beside => 1 + u16::try_from(std::process::id() % 1_000).unwrap_or(1),
        },
    }))
}

/// Who this process is. A `serve` is known by its data folder, which is its own by the lock: what a former one of the same
/// folder held is taken over at once, also on a database that others share.
fn holder(data: &Path, random: &Random, role: Role) -> Result<String> {
    if role == Role::Beside {
        return Ok(format!("process {}", std::process::id()));
    }
    let path = data.join("node");
    match std::fs::read_to_string(&path) {
        Ok(name) if !name.trim().is_empty() => Ok(name.trim().to_owned()),
        Ok(_) | Err(_) => {
            let bytes: [u8; 8] = random.bytes().context("there is no chance to be had")?;
            let name: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            std::fs::write(&path, format!("{name}\n")).with_context(|| format!("{} cannot be written", path.display()))?;
            Ok(name)
        }
    }
}

/// The theme, with the site's own folder over it if there is one; faults are listed.
pub fn theme(data: &Path) -> Result<theme::Theme> {
    let own = data.join("theme");
    let overlay = own.is_dir().then_some(own.as_path());
    let theme = theme::Theme::load(overlay).context("the theme cannot be used")?;
    if overlay.is_some() {
        let problems = theme.check();
        if !problems.is_empty() {
            let list: Vec<String> = problems.iter().map(|problem| format!("\n  {}: {}", problem.name, problem.detail)).collect();
            anyhow::bail!("the theme in {} has faults:{}", own.display(), list.concat());
        }
    }
    Ok(theme)
}
