//! A process killed in the middle of a mailing, again and again: nobody lost outside the in-doubt set, nobody twice.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Child, Command};

use ::mail::testing::TestRelay;
use database::{Clock, Random};
use newsroom::articles::{self, Publish};
use newsroom::mailings::{self, Choice, State};
use newsroom::newsletters::{Cadence, Filter};
use newsroom::testing::{self, TestApp, mail};
use newsroom::{App, Parts, RelayLimits, Settings, SiteKeys};

const READERS: usize = 1_000;
const CONNECTIONS: usize = 4;
/// After how many mails the process is killed.
const DEATHS: [usize; 6] = [1, 60, 240, 410, 650, 930];

fn limits() -> RelayLimits {
    RelayLimits { connections: 4, ..RelayLimits::default() }
}

/// The process that is killed: it sends until it dies. Run as a test by itself it has nothing to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_process_that_sends() {
    let Ok(folder) = std::env::var("KIOSQUE_TEST_KILLED_FOLDER").map(PathBuf::from) else {
        return;
    };
    let variable = |name: &str| std::env::var(name).unwrap();
    let port = variable("KIOSQUE_TEST_KILLED_PORT").parse().unwrap();
    let relay = ::mail::Relay { tls: ::mail::Tls::Never, ..::mail::Relay::new("127.0.0.1", port) };
    let app = App::new(Parts {
        database: database::testing::found(&folder).await.unwrap(),
        storage: storage::Storage::folder(&folder.join("storage")).unwrap(),
        theme: theme::Theme::load(None).unwrap(),
        index: None,
        transport: ::mail::Transport::relay(relay),
        outbound: newsroom::Outbound::closed(),
        clock: Clock::set(variable("KIOSQUE_TEST_KILLED_NOW").parse().unwrap()),
        random: Random::System,
        keys: SiteKeys::parse(&variable("KIOSQUE_TEST_KILLED_KEYS")).unwrap(),
        settings: Settings {
            address: "https://example.org".to_owned(),
            data: folder,
            holder: "killed".to_owned(),
            relay_limits: limits(),
            bounces: newsroom::bounces::Settings::default(),
            keep_days: newsroom::KEEP_DAYS,
            disposable: Default::default(),
        },
        node: 2,
    });
    mailings::run(app).await;
}

fn begin(test: &TestApp, relay: &TestRelay) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "a_process_that_sends", "--nocapture"])
        .env("KIOSQUE_TEST_KILLED_FOLDER", &test.database.folder)
        .env("KIOSQUE_TEST_KILLED_PORT", relay.address().port().to_string())
        .env("KIOSQUE_TEST_KILLED_NOW", test.app.now().to_string())
        .env("KIOSQUE_TEST_KILLED_KEYS", test.app.keys.to_text())
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailing_survives_its_process_being_killed_again_and_again() {
    let test = testing::set_up().await.unwrap();
    let relay = TestRelay::start().await.unwrap();
    let section = testing::section(&test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&test, "Tout", Cadence::AtOnce, &Filter::default()).await.unwrap();
    mail::subscribers(&test, newsletter, READERS).await.unwrap();
    let id = testing::draft(&test, "Un pont", section, "L'eau est revenue.").await.unwrap();
    let how = Publish { mailing: Choice::Send, ..Publish::default() };
    let mailing = articles::publish(&test.app, &test.actor(), id, &how).await.unwrap().mailing.unwrap();
    test.app.clock.advance(5 * 60 * newsroom::MICROS_PER_SECOND);
    for death in DEATHS {
        let mut process = begin(&test, &relay);
        relay.until_taken(death).await;
        process.kill().unwrap();
        process.wait().unwrap();
        test.app.clock.advance(newsroom::MICROS_PER_SECOND);
    }
    // One more process of the same name ends it: it takes over at its start.
    let last = mail::another(&test, "killed", relay.transport(), limits()).unwrap();
    let running = tokio::spawn(mailings::run(last.clone()));
    let detail = loop {
        let mut tx = last.read().await.unwrap();
        let detail = mailings::detail(&last, &mut tx, mailing).await.unwrap();
        if detail.row.state == State::Finished {
            break detail;
        }
        drop(tx);
        tokio::task::yield_now().await;
    };
    last.stop();
    running.await.unwrap();

    let counts = relay.counts();
    let twice: Vec<_> = counts.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    let totals = detail.row.totals;
    let readers = i64::try_from(READERS).unwrap();
    assert!(totals.add_up() && totals.submitted + totals.in_doubt == readers, "{totals:?}");
    let doubted: BTreeSet<String> = detail.doubts.iter().filter_map(|doubt| doubt.address.clone()).collect();
    assert_eq!(doubted.len(), usize::try_from(totals.in_doubt).unwrap(), "the desk shows them by name");
    assert!(doubted.len() <= CONNECTIONS * DEATHS.len(), "{doubted:?}");
    let lost: Vec<String> = (0..READERS)
        .map(|number| format!("reader{number}@example.com"))
        .filter(|address| !counts.contains_key(address) && !doubted.contains(address))
        .collect();
    assert!(lost.is_empty(), "{lost:?}");
    println!("{} taken by the relay, {} in doubt", counts.len(), doubted.len());
}
