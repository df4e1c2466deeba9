//! For tests of mailings: newsletters, subscribers, another process on the same database, another way for mail.

use database::Id;

use super::{TestApp, mail_store as store};
use crate::newsletters::{Cadence, Filter};
use crate::{App, Error, Parts, RelayLimits, Settings, subscribers};

/// A newsletter of whole articles in French, for all articles unless a filter says otherwise.
pub async fn newsletter(test: &TestApp, name: &str, cadence: Cadence, filter: &Filter) -> Result<Id, Error> {
    let id = test.app.ids.next();
    let filter = serde_json::to_string(filter)?;
    database::write!(test.app.database, tx => { store::newsletter(tx, (id, name), cadence.as_str(), &filter, test.app.now()).await })?;
    Ok(id)
}

/// A confirmed subscriber of these newsletters.
pub async fn subscriber(test: &TestApp, address: &str, newsletters: &[Id]) -> Result<Id, Error> {
    let id = test.app.ids.next();
    let hash = subscribers::address_hash(&test.app, address)?;
    let now = test.app.now();
    database::write!(test.app.database, tx => {
        store::subscriber(tx, id, (address, &hash), now).await?;
        for newsletter in newsletters {
            store::subscription(tx, id, *newsletter, now).await?;
        }
        Ok(())
    })?;
    Ok(id)
}

/// So many subscribers of one newsletter: `reader0@example.com`, `reader1@example.com`...
pub async fn subscribers(test: &TestApp, newsletter: Id, count: usize) -> Result<Vec<Id>, Error> {
    let now = test.app.now();
    let mut people = Vec::with_capacity(count);
    for number in 0..count {
        let address = format!("reader{number}@example.com");
        let hash = subscribers::address_hash(&test.app, &address)?;
        people.push((test.app.ids.next(), address, hash));
    }
    database::write!(test.app.database, tx => {
        for (id, address, hash) in &people {
            store::subscriber(tx, *id, (address, hash), now).await?;
            store::subscription(tx, *id, newsletter, now).await?;
        }
        Ok(())
    })?;
    Ok(people.into_iter().map(|(id, ..)| id).collect())
}

/// So many confirmed subscribers of one newsletter in one statement, their suppression hashes made up: for measuring.
pub async fn crowd(test: &TestApp, newsletter: Id, count: i64) -> Result<(), Error> {
    let (first, now) = (test.app.ids.next(), test.app.now());
    database::write!(test.app.database, tx => {
        store::crowd(tx, first, count, now).await?;
        store::crowd_subscriptions(tx, newsletter, now).await
    })
}

/// How far a mailing is: its state, and how many mails the relay took.
pub async fn progress(app: &App, mailing: Id) -> Result<(String, i64), Error> {
    database::read!(app.database, tx => { store::progress(tx, mailing).await })
}

/// What the ledger says of each reader of a mailing: who, and the state of their delivery.
pub async fn ledger(app: &App, mailing: Id) -> Result<Vec<(Id, String)>, Error> {
    database::read!(app.database, tx => { store::ledger(tx, mailing).await })
}

/// What a process does first: it takes over from those who held the same lock before it.
pub async fn take_over(app: &App) -> Result<(), Error> {
    crate::mailings::at_start(app).await
}

/// A subscriber leaves.
pub async fn unsubscribe(test: &TestApp, subscriber: Id) -> Result<(), Error> {
    database::write!(test.app.database, tx => { store::unsubscribe(tx, subscriber).await })
}

/// An address is never to be written to.
pub async fn suppress(test: &TestApp, address: &str) -> Result<(), Error> {
    let hash = subscribers::address_hash(&test.app, address)?;
    database::write!(test.app.database, tx => { store::suppress(tx, &hash, test.app.now()).await })
}

/// Another process on the same database: its own name, its own way for mail. The clock is shared.
pub fn another(test: &TestApp, holder: &str, transport: mail::Transport, relay_limits: RelayLimits) -> Result<App, Error> {
    alike(test, transport, Settings { holder: holder.to_owned(), relay_limits, ..test.app.settings.clone() })
}

/// The same process, where bounces come in another way.
pub fn another_with(test: &TestApp, bounces: crate::bounces::Settings) -> Result<App, Error> {
    let settings = test.app.settings.clone();
    let transport = mail::Transport::outbox(&settings.data.join("outbox"));
    alike(test, transport, Settings { bounces, ..settings })
}

fn alike(test: &TestApp, transport: mail::Transport, settings: Settings) -> Result<App, Error> {
    let app = &test.app;
    Ok(App::new(Parts {
        database: app.database.clone(),
        storage: app.storage.clone(),
        theme: theme::Theme::load(None).map_err(Error::broken)?,
        index: None,
        transport,
        outbound: app.outbound.clone(),
        clock: app.clock.clone(),
        random: app.random.clone(),
        keys: app.keys.clone(),
        settings,
        node: 1,
    }))
}
