//! What becomes of subscribers over time, without pages.

use newsroom::subscribers::{self, Ticket, Unsubscribe};
use newsroom::testing::{self, TestApp};
use newsroom::{App, Id, MICROS_PER_SECOND, Parts, SiteKeys, jobs, letters};

const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;

async fn ask(test: &TestApp, address: &str) -> Id {
    let ticket = Ticket {
        address: address.to_owned(),
        language: "fr".to_owned(),
        newsletters: Vec::new(),
        page: "/".to_owned(),
        at: test.app.now(),
    };
    subscribers::ask(&test.app, &ticket, "192.0.2.1").await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    subscribers::by_normalised(&mut tx, &address.trim().to_lowercase()).await.unwrap().unwrap().id
}

async fn is_there(test: &TestApp, id: Id) -> bool {
    let mut tx = test.app.read().await.unwrap();
    subscribers::by_id(&mut tx, id).await.unwrap().is_some()
}

async fn choices(app: &App) -> Vec<Id> {
    let mut tx = app.read().await.unwrap();
    newsroom::newsletters::all(&mut tx).await.unwrap().iter().map(|one| one.id).collect()
}

#[tokio::test]
async fn a_sign_up_never_confirmed_is_forgotten_after_thirty_days() {
    let test = testing::set_up().await.unwrap();
    let id = ask(&test, "ana@example.org").await;
    test.app.clock.advance(29 * DAY);
    jobs::tidy_up(&test.app).await.unwrap();
    assert!(is_there(&test, id).await);
    test.app.clock.advance(2 * DAY);
    jobs::tidy_up(&test.app).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    assert!(subscribers::by_id(&mut tx, id).await.unwrap().is_none());
    assert!(subscribers::consents_of(&mut tx, id).await.unwrap().is_empty());
    assert!(letters::latest(&mut tx, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_unsubscribed_address_is_forgotten_after_ninety_days_and_its_proof_stays() {
    let test = testing::set_up().await.unwrap();
    let id = ask(&test, "ana@example.org").await;
    let all = choices(&test.app).await;
    subscribers::save_choices(&test.app, id, "fr", &all, "192.0.2.1").await.unwrap();
    subscribers::leave(&test.app, &test.actor(), id, 0, "/").await.unwrap();
    test.app.clock.advance(89 * DAY);
    jobs::tidy_up(&test.app).await.unwrap();
    assert!(is_there(&test, id).await);
    test.app.clock.advance(2 * DAY);
    jobs::tidy_up(&test.app).await.unwrap();
    assert!(!is_there(&test, id).await);
    let mut tx = test.app.read().await.unwrap();
    let steps: Vec<String> = subscribers::consents_of(&mut tx, id).await.unwrap().into_iter().map(|one| one.step).collect();
    assert_eq!(steps, ["asked", "confirmed", "unsubscribed", "erased"]);
}

#[tokio::test]
async fn an_address_is_one_subscriber_however_it_is_written() {
    let test = testing::set_up().await.unwrap();
    let one = ask(&test, "Ana@Example.org").await;
    assert_eq!(one, ask(&test, " ana@example.ORG").await);
}

#[tokio::test]
async fn a_domain_is_not_flooded_from_many_places() {
    let test = testing::set_up().await.unwrap();
    let ask = async |number: usize, domain: &str| {
        let ticket = Ticket {
            address: format!("reader{number}@{domain}"),
            language: "fr".to_owned(),
            newsletters: Vec::new(),
            page: "/".to_owned(),
            at: test.app.now(),
        };
        subscribers::ask(&test.app, &ticket, &format!("198.51.{number}.7")).await
    };
    for number in 0..200 {
        ask(number, "victim.example").await.unwrap();
    }
    assert!(matches!(ask(201, "Victim.example").await, Err(newsroom::Error::Unavailable(_))));
    ask(202, "lac.example").await.unwrap();
}

#[tokio::test]
async fn a_suppressed_address_gets_no_mail_and_only_the_desk_is_told() {
    let test = testing::set_up().await.unwrap();
    subscribers::suppress(&test.app, "ana@example.org", "hard_bounce").await.unwrap();
    ask(&test, "Ana@example.org").await;
    let mut tx = test.app.read().await.unwrap();
    assert!(letters::latest(&mut tx, 9).await.unwrap().is_empty());
    drop(tx);
    let added = subscribers::add_by_hand(&test.app, &test.actor(), "ana@example.org", "fr", "Salon").await;
    assert!(matches!(added, Err(newsroom::Error::Invalid(_))), "the desk is told: {added:?}");
}

#[tokio::test]
async fn an_unsubscribe_link_works_after_the_key_was_renewed() {
    let test = testing::set_up().await.unwrap();
    let id = ask(&test, "ana@example.org").await;
    let all = choices(&test.app).await;
    subscribers::save_choices(&test.app, id, "fr", &all, "192.0.2.1").await.unwrap();
    let link = subscribers::unsubscribe_link(&test.app, Unsubscribe { subscriber: id, newsletter: all[0], mailing: 7 }).unwrap();
    let second = "2:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE\n";
    let renewed = App::new(Parts {
        database: test.app.database.clone(),
        storage: test.app.storage.clone(),
        theme: theme::Theme::load(None).unwrap(),
        index: None,
        transport: test.app.transport.clone(),
        outbound: test.app.outbound.clone(),
        clock: test.app.clock.clone(),
        random: test.app.random.clone(),
        keys: SiteKeys::parse(&(test.app.keys.to_text() + second)).unwrap(),
        settings: test.app.settings.clone(),
        node: 0,
    });
    let read = subscribers::read_unsubscribe(&renewed, link.rsplit('/').next().unwrap()).unwrap();
    assert_eq!((read.subscriber, read.newsletter, read.mailing), (id, all[0], 7));
    let left = subscribers::leave(&renewed, &newsroom::Actor::system(), id, read.newsletter, "/").await.unwrap();
    assert_eq!(left.gone, all);
    let new = subscribers::unsubscribe_link(&renewed, read).unwrap();
    assert!(new.contains("/subscribe/unsubscribe/2."));
}
