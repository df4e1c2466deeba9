//! The relay: the SMTP server that takes our mail, and what it bears.

use std::path::PathBuf;

use newsroom::RelayLimits;
use serde::Deserialize;

use super::Wrong;

/// How the conversation is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tls {
    /// It begins plain and goes on encrypted (usually port 587).
    #[default]
    #[serde(rename = "starttls")]
    Start,
    /// Encrypted from the first byte (usually port 465).
    Implicit,
    /// Never: a relay on this machine.
    Never,
}

/// The section `[relay]`. Without `host`, mail stays in a folder that a desk page shows.
#[derive(Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Relay {
    /// Its name or address; empty for none.
    pub host: String,
    /// Its port; 0 for the usual one of `tls`.
    pub port: u16,
    /// How the conversation is encrypted.
    pub tls: Tls,
    /// The name to sign in with; empty for none.
    pub user: String,
    /// The password.
    pub password: String,
    /// A file that holds the password, in place of `password`.
    pub password_file: Option<PathBuf>,
    /// How we call ourselves; empty for the site's own host.
    pub hello: String,
    /// A file of further certificates (PEM) that are trusted.
    pub roots: Option<PathBuf>,
    /// Mails in one connection.
    pub per_connection: u32,
    /// Mails in an hour; 0 for no limit.
    pub per_hour: u32,
    /// Mails in a day; 0 for no limit.
    pub per_day: u32,
    /// Connections at once.
    pub connections: u32,
    /// Mails on their way at once to one domain; 0 for no limit.
    pub per_destination: u32,
    /// Whether commands are written together where the relay takes them so (PIPELINING).
    pub pipelining: bool,
    /// Percent of hour and day kept for confirmations and other mails to one person.
    pub kept_for_letters: u32,
}

impl Default for Relay {
    fn default() -> Relay {
        let limits = RelayLimits::default();
        Relay {
            host: String::new(),
            port: 0,
            tls: Tls::default(),
            user: String::new(),
            password: String::new(),
            password_file: None,
            hello: String::new(),
            roots: None,
            per_connection: limits.per_connection,
            per_hour: limits.per_hour,
            per_day: limits.per_day,
            connections: limits.connections,
            per_destination: limits.per_destination,
            pipelining: true,
            kept_for_letters: limits.kept_for_letters,
        }
    }
}

// By hand, because a password must not get into a log.
impl std::fmt::Debug for Relay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Relay").field("host", &self.host).field("port", &self.port).field("tls", &self.tls).finish_non_exhaustive()
    }
}

impl Relay {
    /// Finds what cannot work.
    pub(super) fn check(&self) -> Result<(), Wrong> {
        let wrong = |text: &str| Err(Wrong(text.to_owned()));
        if self.host.is_empty() && !(self.user.is_empty() && self.password.is_empty()) {
            return wrong("relay.user is set, but relay.host is not: write host = \"smtp.example.org\" into [relay]");
        }
        if self.user.is_empty() != self.password.is_empty() {
            return wrong("relay.user and relay.password (or password_file) belong together: give both or neither");
        }
        if self.per_connection == 0 || self.connections == 0 {
            return wrong("relay.per_connection and relay.connections must be at least 1");
        }
        if self.kept_for_letters > 90 {
            return wrong("relay.kept_for_letters is a percentage of at most 90");
        }
        Ok(())
    }

    /// The limits as the newsroom heeds them.
    pub fn limits(&self) -> RelayLimits {
        RelayLimits {
            per_connection: self.per_connection,
            per_hour: self.per_hour,
            per_day: self.per_day,
            connections: self.connections,
            per_destination: self.per_destination,
            kept_for_letters: self.kept_for_letters,
        }
    }

    /// The relay to talk to, if there is one. `site_host` is how we call ourselves unless the settings say otherwise.
    pub fn relay(&self, site_host: &str) -> Option<mail::Relay> {
        if self.host.is_empty() {
            return None;
        }
        let port = match (self.port, self.tls) {
            (0, Tls::Start) => 587,
            (0, Tls::Implicit) => 465,
            (0, Tls::Never) => 25,
            (port, _) => port,
        };
        let tls = match self.tls {
            Tls::Start => mail::Tls::StartTls,
            Tls::Implicit => mail::Tls::Implicit,
            Tls::Never => mail::Tls::Never,
        };
        let login = (!self.user.is_empty()).then(|| (self.user.clone(), self.password.clone()));
        let hello = if self.hello.is_empty() { site_host } else { &self.hello };
        let hello = if hello.is_empty() { "localhost" } else { hello };
        Some(mail::Relay {
            tls,
            login,
            hello: hello.to_owned(),
            roots: self.roots.clone(),
            pipelining: self.pipelining,
            ..mail::Relay::new(&self.host, port)
        })
    }
}
