//! Tests of the ledger, against a real conversation with a relay of this process.

mod crashes;
mod desk;
mod digests;
mod followed;
mod freezing;
mod intents;
mod letters;
mod limits;
mod replies;
mod restored;

use std::collections::BTreeMap;

use ::mail::testing::TestRelay;
use database::Id;

use super::{Choice, Totals, store};
use crate::articles::Publish;
use crate::newsletters::{Cadence, Filter};
use crate::testing::{self, TestApp, mail};
use crate::{App, MICROS_PER_SECOND, RelayLimits, articles};

const MINUTE: i64 = 60 * MICROS_PER_SECOND;
const HOUR: i64 = 60 * MINUTE;

/// A newsroom with a section and a newsletter of all articles, and a relay.
struct Scene {
    test: TestApp,
    relay: TestRelay,
    /// The newsroom whose mail goes through the relay.
    app: App,
    section: Id,
    newsletter: Id,
}

/// One connection, so that what happens is in order.
fn one_connection() -> RelayLimits {
    RelayLimits { connections: 1, ..RelayLimits::default() }
}

async fn scene() -> Scene {
    scene_with(one_connection()).await
}

async fn scene_with(limits: RelayLimits) -> Scene {
    let test = testing::set_up().await.unwrap();
    let relay = TestRelay::start().await.unwrap();
    let app = mail::another(&test, "one", relay.transport(), limits).unwrap();
    let section = testing::section(&test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&test, "Tout", Cadence::AtOnce, &Filter::default()).await.unwrap();
    Scene { test, relay, app, section, newsletter }
}

impl Scene {
    /// Publishes an article with a mailing of every matching newsletter. Gives article and mailing.
    async fn publish(&self, headline: &str) -> (Id, Id) {
        let id = testing::draft(&self.test, headline, self.section, "L'eau est revenue.").await.unwrap();
        let how = Publish { mailing: Choice::Send, ..Publish::default() };
        let published = articles::publish(&self.app, &self.test.actor(), id, &how).await.unwrap();
        (id, published.mailing.unwrap())
    }

    /// The hold ends, and everything due is done.
    async fn send(&self) {
        self.app.clock.advance(5 * MINUTE);
        super::work_until_idle(&self.app).await.unwrap();
    }

    async fn mailing(&self, id: Id) -> store::Mailing {
        let mut tx = self.app.database.begin_read().await.unwrap();
        let mailing = store::by_id(&mut tx, id).await.unwrap().unwrap();
        assert!(mailing.totals.add_up(), "{:?}", mailing.totals);
        mailing
    }

    async fn totals(&self, id: Id) -> Totals {
        self.mailing(id).await.totals
    }

    async fn state(&self, id: Id) -> super::State {
        self.mailing(id).await.state().unwrap()
    }

    /// The mailing that is held.
    async fn held(&self) -> Id {
        let mut tx = self.app.read().await.unwrap();
        let all = super::list(&mut tx, None, 10).await.unwrap();
        all.iter().find(|row| row.state == super::State::Held).unwrap().id
    }

    /// What the deliveries themselves say, by state.
    async fn deliveries(&self, id: Id) -> BTreeMap<String, i64> {
        let mut tx = self.app.database.begin_read().await.unwrap();
        let rows: Vec<(String, i64)> =
            database::fetch_all!(&mut tx, (String, i64), "SELECT state, COUNT(*) FROM delivery WHERE mailing = $1 GROUP BY state", id)
                .unwrap();
        rows.into_iter().collect()
    }

    /// Nobody got more than one mail; gives how many got one.
    fn once_each(&self) -> usize {
        let counts = self.relay.counts();
        assert!(counts.values().all(|count| *count == 1), "{counts:?}");
        counts.len()
    }
}

/// The address of the reader of this number.
fn reader(number: usize) -> String {
    format!("reader{number}@example.com")
}
