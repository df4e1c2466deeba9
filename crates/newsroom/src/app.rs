//! The application: everything a use-case may need, passed as one value.

use std::ops::Deref;
use std::path::PathBuf;
use std::sync::Arc;

use database::{Clock, Database, Id, Ids, Random};

use crate::changes::Watch;
use crate::keys::SiteKeys;
use crate::mailings::Health;

/// What the operator decides in the settings file or the environment.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The one source of every printed, mailed or canonical link: `https://example.org`, no slash at the end.
    pub address: String,
    /// The data folder.
    pub data: PathBuf,
    /// Who this process is: in leases and logs.
    pub holder: String,
    /// What the relay bears.
    pub relay_limits: RelayLimits,
    /// Where bounces come in, and what is made of them.
    pub bounces: crate::bounces::Settings,
    /// For how many days it is kept who was sent which mailing, what came back, and which lines an import did not take.
    pub keep_days: u32,
    /// Domains whose addresses are not taken for newsletters.
    pub disposable: crate::subscribers::Disposable,
}

/// What the relay bears; 0 means no limit.
#[derive(Clone, Debug)]
pub struct RelayLimits {
    /// Mails in one connection.
    pub per_connection: u32,
    /// Mails in one hour.
    pub per_hour: u32,
    /// Mails in one day.
    pub per_day: u32,
    /// Connections at once.
    pub connections: u32,
    /// Mails on their way at once to one domain.
    pub per_destination: u32,
    /// Percent of the hour's and day's share kept for confirmations and other mails to one person.
    pub kept_for_letters: u32,
}

/// For how many days rows about single readers are kept where nothing else is said.
pub const KEEP_DAYS: u32 = 90;

impl Default for RelayLimits {
    fn default() -> RelayLimits {
        RelayLimits { per_connection: 100, per_hour: 0, per_day: 0, connections: 4, per_destination: 20, kept_for_letters: 10 }
    }
}

/// What an [`App`] is made of.
#[derive(Debug)]
pub struct Parts {
    /// The database, migrated.
    pub database: Database,
    /// Blobs by key.
    pub storage: storage::Storage,
    /// Templates and translations.
    pub theme: theme::Theme,
    /// The full-text index; None in a command beside `serve`, which never opens it.
    pub index: Option<search::Index>,
    /// How mail leaves.
    pub transport: mail::Transport,
    /// How other sites are asked.
    pub outbound: outbound::Outbound,
    /// The clock.
    pub clock: Clock,
    /// The source of chance.
    pub random: Random,
    /// The site's keys.
    pub keys: SiteKeys,
    /// The operator's settings.
    pub settings: Settings,
    /// This process's number for ids (0 on SQLite).
    pub node: u16,
}

/// The application. Cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

/// What [`App`] gives access to.
#[derive(Debug)]
pub struct Inner {
    /// The database.
    pub database: Database,
    /// Blobs by key.
    pub storage: storage::Storage,
    /// Templates and translations.
    pub theme: theme::Theme,
    /// The full-text index; None in a command beside `serve`, which never opens it.
    pub index: Option<Arc<search::Index>>,
    /// How mail leaves.
    pub transport: mail::Transport,
    /// How other sites are asked.
    pub outbound: outbound::Outbound,
    /// The clock.
    pub clock: Clock,
    /// The source of chance.
    pub random: Random,
    /// The maker of ids.
    pub ids: Ids,
    /// The site's keys.
    pub keys: SiteKeys,
    /// The operator's settings.
    pub settings: Settings,
    /// How far the change log and its followers are, in this process.
    pub watch: Watch,
    /// Woken when there is mail to send.
    pub mail_waiting: tokio::sync::Notify,
    /// Woken when an import of subscribers was begun.
    pub import_waiting: tokio::sync::Notify,
    /// Woken when the ledger has been looked at: what is due may be sent.
    pub(crate) mail_to_send: tokio::sync::Notify,
    /// Who sends mail here: another name each time a process begins, so that nobody's leases are taken for one's own.
    pub(crate) mail_sender: String,
    /// Woken when the desk's clock has something to do: an article was scheduled, or handed over.
    pub desk_clock: tokio::sync::Notify,
    /// How the relay is.
    pub relay: Health,
    /// How often links of mailings were followed, not yet written.
    pub followed: crate::mailings::Followed,
    stopping: tokio::sync::watch::Sender<bool>,
    /// What is being written, as search at the desk sees it.
    pub drafts: crate::indexing::Drafts,
    /// The certificates of Amazon SNS that were asked for.
    pub certificates: crate::bounces::Certificates,
    /// The synonyms that search read last.
    pub synonyms: crate::synonyms::Read,
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// An application of these parts.
    pub fn new(parts: Parts) -> App {
        let ids = Ids::new(parts.clock.clone(), parts.node);
        App(Arc::new(Inner {
            mail_sender: format!("{}#{}", parts.settings.holder, ids.next()),
            ids,
            database: parts.database,
            storage: parts.storage,
            theme: parts.theme,
            index: parts.index.map(Arc::new),
            transport: parts.transport,
            outbound: parts.outbound,
            clock: parts.clock,
            random: parts.random,
            keys: parts.keys,
            settings: parts.settings,
            watch: Watch::default(),
            mail_waiting: tokio::sync::Notify::new(),
            import_waiting: tokio::sync::Notify::new(),
            mail_to_send: tokio::sync::Notify::new(),
            desk_clock: tokio::sync::Notify::new(),
            relay: Health::default(),
            followed: crate::mailings::Followed::default(),
            stopping: tokio::sync::watch::Sender::new(false),
            drafts: crate::indexing::Drafts::default(),
            certificates: crate::bounces::Certificates::default(),
            synonyms: crate::synonyms::Read::default(),
        }))
    }

    /// Asks the jobs to end: no further mail is begun.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Whether the jobs were asked to end.
    pub fn is_stopping(&self) -> bool {
        *self.stopping.borrow()
    }

    /// Ends when the jobs are asked to end.
    pub async fn stopped(&self) {
        // The sender lives as long as this application: waiting cannot fail.
        let _ = self.stopping.subscribe().wait_for(|stopping| *stopping).await;
    }

    /// Now, in microseconds UTC.
    pub fn now(&self) -> database::Timestamp {
        self.clock.now()
    }

    /// A transaction that only reads, for callers outside this crate. Dropped, it ends.
    pub async fn read(&self) -> Result<database::Tx, crate::Error> {
        Ok(self.database.begin_read().await?)
    }

    /// The folder where mail is kept instead of being sent, if it is.
    pub fn outbox(&self) -> Option<&std::path::Path> {
        self.transport.outbox_folder()
    }

    /// A full address for a path of this site.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.settings.address)
    }
}

/// Where an act comes from. Outward followers never see what came from an import or a restore.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Someone at the desk.
    Desk,
    /// A reader (sign-up).
    Reader,
    /// The program itself (schedule, jobs).
    System,
    /// An import.
    Import,
    /// A restore.
    Restore,
}

impl Origin {
    /// How it is written in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Origin::Desk => "desk",
            Origin::Reader => "reader",
            Origin::System => "system",
            Origin::Import => "import",
            Origin::Restore => "restore",
        }
    }
}

/// Who acts.
#[derive(Clone, Debug)]
pub struct Actor {
    /// The account, if someone is signed in.
    pub account: Option<Id>,
    /// From where.
    pub origin: Origin,
    /// The network address, empty when there is none.
    pub ip: String,
}

impl Actor {
    /// The program itself.
    pub fn system() -> Actor {
        Actor { account: None, origin: Origin::System, ip: String::new() }
    }

    /// An import.
    pub fn import() -> Actor {
        Actor { account: None, origin: Origin::Import, ip: String::new() }
    }

    /// An account at the desk.
    pub fn desk(account: Id, ip: &str) -> Actor {
        Actor { account: Some(account), origin: Origin::Desk, ip: ip.to_owned() }
    }
}
