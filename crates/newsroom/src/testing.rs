//! An application for tests: a fresh real database, a set clock, counted randomness, mail into a folder.

pub mod mail;
mod mail_store;

use database::testing::TestDatabase;
use database::{Clock, Id, Random};

use crate::accounts::NewAccount;
use crate::naming::{Name, Names};
use crate::site::{Legal, MailIdentity, SetUp};
pub use ::mail::testing::sns;
pub use outbound::testing::Fake;

use crate::{Actor, App, Error, Parts, Settings, SiteKeys, accounts, articles, sections, site};

/// 2026-09-20 10:00 UTC.
pub const START: i64 = 1_789_898_400_000_000;

/// An application whose data is removed when the test ends.
#[derive(Debug)]
pub struct TestApp {
    /// The application.
    pub app: App,
    /// The first account, of the administration, once set up.
    pub account: Id,
    /// Kept alive for its folder.
    pub database: TestDatabase,
}

impl TestApp {
    /// The first account as an actor.
    pub fn actor(&self) -> Actor {
        Actor::desk(self.account, "192.0.2.1")
    }
}

/// An application that is not set up yet.
pub async fn empty() -> Result<TestApp, Error> {
    empty_on(outbound::Outbound::closed()).await
}

async fn empty_on(outbound: outbound::Outbound) -> Result<TestApp, Error> {
    let database = database::testing::open().await?;
    let index = search::Index::open(&database.folder.join("index")).map_err(Error::broken)?;
    let parts = parts(database.database.clone(), &database.folder, Some(index), Clock::set(START))?;
    let app = App::new(Parts { outbound, ..parts });
    Ok(TestApp { app, account: 0, database })
}

/// The application of a data folder with its SQLite database, beside no server: for measuring what is in it.
pub async fn on_folder(folder: &std::path::Path) -> Result<App, Error> {
    let database = database::Database::open_sqlite(&folder.join("kiosque.db")).await?;
    Ok(App::new(parts(database, folder, None, Clock::System)?))
}

fn parts(database: database::Database, folder: &std::path::Path, index: Option<search::Index>, clock: Clock) -> Result<Parts, Error> {
    let random = Random::counted();
    Ok(Parts {
        database,
        storage: storage::Storage::folder(&folder.join("storage")).map_err(Error::broken)?,
        theme: theme::Theme::load(None).map_err(Error::broken)?,
        index,
        transport: ::mail::Transport::outbox(&folder.join("outbox")),
        outbound: outbound::Outbound::closed(),
        clock,
        keys: SiteKeys::generate(&random)?,
        random,
        settings: Settings {
            address: "https://example.org".to_owned(),
            data: folder.to_owned(),
            holder: "test".to_owned(),
            relay_limits: crate::RelayLimits::default(),
            bounces: crate::bounces::Settings::default(),
            keep_days: crate::KEEP_DAYS,
            disposable: crate::subscribers::Disposable::parse("throwaway.example").unwrap_or_default(),
        },
        node: 0,
    })
}

/// An application that was set up in French and English.
pub async fn set_up() -> Result<TestApp, Error> {
    set_up_on(outbound::Outbound::closed()).await
}

/// The same, where other sites answer what `fake` says.
pub async fn set_up_beside(fake: std::sync::Arc<Fake>) -> Result<TestApp, Error> {
    set_up_on(outbound::Outbound::fake(fake)).await
}

async fn set_up_on(outbound: outbound::Outbound) -> Result<TestApp, Error> {
    let mut test = empty_on(outbound).await?;
    let input = SetUp {
        name: "Le Courrier du Val".to_owned(),
        description: "Nouvelles du Val et des lacs".to_owned(),
        languages: vec!["fr".to_owned(), "en".to_owned()],
        zone: "Europe/Paris".to_owned(),
        account: NewAccount {
            name: "Ana Verel".to_owned(),
            email: "ana@example.org".to_owned(),
            password: "correct horse battery".to_owned(),
            language: "fr".to_owned(),
        },
        collective: "La rédaction du Courrier".to_owned(),
        legal: Legal { publisher: "Association du Val".to_owned(), contact: "contact@example.org".to_owned(), ..Legal::default() },
        mail: MailIdentity {
            from: "lettre@example.org".to_owned(),
            reply_to: "redaction@example.org".to_owned(),
            hold_minutes: 5,
            ..MailIdentity::default()
        },
    };
    test.account = site::set_up(&test.app, &Actor::system(), input).await?;
    Ok(test)
}

/// A section with the same name in French and English.
pub async fn section(test: &TestApp, name: &str) -> Result<Id, Error> {
    let named = Name { name: name.to_owned(), ..Name::default() };
    let names = Names::from([("fr".to_owned(), named.clone()), ("en".to_owned(), named)]);
    sections::create(&test.app, &test.actor(), names).await
}

/// A document of one paragraph a line, as JSON.
pub fn body(text: &str) -> String {
    let html: String = text.lines().map(|line| format!("<p>{line}</p>")).collect();
    document::to_json(&document::from_html(&html, &document::ImportOptions::default()).0)
}

/// A draft with headline, section and body, saved.
pub async fn draft(test: &TestApp, headline: &str, section: Id, text: &str) -> Result<Id, Error> {
    let actor = test.actor();
    let id = articles::create(&test.app, &actor, "fr", headline, None).await?;
    let copy = database::read!(test.app.database, tx => { articles::working_copy(tx, id).await?.ok_or(Error::NotFound) })?;
    let content = articles::Content { section: Some(section), body: body(text), ..copy.content };
    articles::save(&test.app, &actor, id, copy.number, content).await?;
    Ok(id)
}

/// A published article.
pub async fn published(test: &TestApp, headline: &str, section: Id, text: &str) -> Result<Id, Error> {
    let id = draft(test, headline, section, text).await?;
    articles::publish(&test.app, &test.actor(), id, &articles::Publish::default()).await?;
    Ok(id)
}

/// An account of this role, with the name in lower case as its address, that may be mailed at once.
pub async fn account(test: &TestApp, name: &str, role: accounts::Role) -> Result<Id, Error> {
    let new = NewAccount {
        name: name.to_owned(),
        email: format!("{}@example.org", name.to_lowercase()),
        password: "correct horse battery".to_owned(),
        language: "en".to_owned(),
    };
    accounts::create(&test.app, &test.actor(), &new, role).await
}
