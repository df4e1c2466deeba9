//! Settings: a TOML file, then the environment over it, then the command line.
//!
//! Guarantees: a key that is not known is refused, with a suggestion; every setting has one place, [`Config`].

mod bounces;
mod dkim;
mod dns;
mod privacy;
mod read;
mod relay;
mod subscribe;

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Result;
use serde::Deserialize;

pub use bounces::Bounces;
pub use dkim::Dkim;
pub use dns::Dns;
pub use privacy::Privacy;
pub use read::{Wrong, load};
pub use relay::Relay;
pub use subscribe::Subscribe;

/// The site as the outside sees it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Site {
    /// The one source of every printed, mailed or canonical link: `https://example.org`.
    pub address: String,
}

/// Where to answer.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Server {
    /// The address and port.
    pub listen: SocketAddr,
    /// Megabytes of the page cache; 0 turns it off.
    pub page_cache_mb: u64,
}

impl Default for Server {
    fn default() -> Server {
        Server { listen: SocketAddr::from(([127, 0, 0, 1], 8300)), page_cache_mb: 64 }
    }
}

/// The database.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DatabaseSettings {
    /// `postgres://...`; empty for the SQLite file in the data folder.
    pub url: String,
    /// A file that holds the address, in place of `url`.
    pub url_file: Option<PathBuf>,
}

/// The reverse proxy.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Proxy {
    /// Addresses and networks whose `X-Forwarded-For` is believed.
    pub trusted: Vec<String>,
}

impl Default for Proxy {
    fn default() -> Proxy {
        Proxy { trusted: vec!["127.0.0.0/8".to_owned(), "::1".to_owned()] }
    }
}

/// All settings.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The data folder.
    #[serde(skip)]
    pub data: PathBuf,
    /// The site as the outside sees it.
    pub site: Site,
    /// Where to answer.
    pub server: Server,
    /// The database.
    pub database: DatabaseSettings,
    /// The reverse proxy.
    pub proxy: Proxy,
    /// The SMTP server that takes our mail.
    pub relay: Relay,
    /// Where bounces come in.
    pub bounces: Bounces,
    /// The key that signs our mails.
    pub dkim: Dkim,
    /// Who is asked about the DNS.
    pub dns: Dns,
    /// How long rows about single readers are kept.
    pub privacy: Privacy,
    /// Who may sign up.
    pub subscribe: Subscribe,
}

impl Config {
    /// The database's address: a URL, or the path of the SQLite file.
    pub fn database_address(&self) -> String {
        if self.database.url.is_empty() { self.data.join("kiosque.db").display().to_string() } else { self.database.url.clone() }
    }

    /// The site's own host, without its port.
    pub fn site_host(&self) -> &str {
        let host = self.site.address.split_once("://").map_or("", |(_, host)| host);
        host.rsplit_once(':').map_or(host, |(name, _)| name)
    }

    /// How mail leaves: through the relay, or into the outbox folder where there is none.
    pub fn transport(&self) -> mail::Transport {
        match self.relay.relay(self.site_host()) {
            Some(relay) => mail::Transport::relay(mail::Relay { signer: self.dkim.signer.clone(), ..relay }),
            None => mail::Transport::outbox(&self.data.join("outbox")),
        }
    }

    /// Options of the web.
    pub fn web(&self) -> Result<web::Options, Wrong> {
        let trusted = self.proxy.trusted.iter().map(|text| text.parse().map_err(|error| Wrong(format!("proxy.trusted: {error}"))));
        Ok(web::Options { trusted: trusted.collect::<Result<_, _>>()?, page_cache: self.server.page_cache_mb << 20, one_host: true })
    }
}
