//! Death at each step: nobody is lost outside the in-doubt set, nobody gets two.

use ::mail::testing::Fault;
use ::mail::{Phase, Transport};

use super::*;
use crate::mailings::outcome::Outcome;
use crate::mailings::record::record;
use crate::mailings::{State, cut_off, drain, freeze, keep, recover, send};

/// Everything up to the sending.
async fn frozen(scene: &Scene, readers: usize) -> Id {
    mail::subscribers(&scene.test, scene.newsletter, readers).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.app.clock.advance(5 * MINUTE);
    while keep::step(&scene.app).await.unwrap() {}
    mailing
}

/// Another process takes over, once the first one counts as dead.
async fn take_over(scene: &Scene) -> App {
    let other = mail::another(&scene.test, "two", scene.relay.transport(), one_connection()).unwrap();
    scene.app.clock.advance(send::PULSE + recover::ANSWER + 1);
    crate::mailings::work_until_idle(&other).await.unwrap();
    other
}

#[tokio::test]
async fn death_while_freezing_goes_on_where_it_was() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.app.clock.advance(5 * MINUTE);
    cut_off::step(&scene.app, mailing).await.unwrap();
    freeze::chunk(&scene.app, mailing).await.unwrap();
    take_over(&scene).await;
    assert_eq!((scene.once_each(), scene.state(mailing).await), (3, State::Finished));
}

#[tokio::test]
async fn death_with_a_lease_loses_nobody() {
    let scene = scene().await;
    let mailing = frozen(&scene, 3).await;
    assert_eq!(send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap().len(), 3);
    take_over(&scene).await;
    assert_eq!((scene.once_each(), scene.totals(mailing).await.in_doubt), (3, 0));
}

#[tokio::test]
async fn death_with_an_intent_leaves_that_one_in_doubt() {
    let scene = scene().await;
    let mailing = frozen(&scene, 3).await;
    let leased = send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap();
    assert!(record(&scene.app, None, Some(&leased[0].ticket)).await.unwrap());
    take_over(&scene).await;
    let totals = scene.totals(mailing).await;
    assert_eq!((scene.once_each(), totals.submitted, totals.in_doubt), (2, 2, 1));
    assert!(!scene.relay.counts().contains_key(&leased[0].to));
}

#[tokio::test]
async fn death_after_an_outcome_sends_nothing_twice() {
    let scene = scene().await;
    let mailing = frozen(&scene, 3).await;
    let leased = send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap();
    record(&scene.app, None, Some(&leased[0].ticket)).await.unwrap();
    let done = (leased[0].ticket.clone(), Outcome::Submitted("250 ok".to_owned()));
    assert!(record(&scene.app, Some(&done), Some(&leased[1].ticket)).await.unwrap());
    take_over(&scene).await;
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.submitted, totals.in_doubt, scene.once_each()), (2, 1, 1), "one was said to be submitted by hand");
}

#[tokio::test]
async fn a_process_that_dies_waiting_for_the_answer_leaves_one_in_doubt() {
    let scene = scene().await;
    let mailing = frozen(&scene, 5).await;
    scene.relay.fail(&reader(2), Fault::TakeAndSilence);
    let sending = tokio::spawn({
        let app = scene.app.clone();
        async move { drain::drain(&app).await }
    });
    scene.relay.until_taken(3).await;
    sending.abort();
    let _ = sending.await;
    scene.relay.heal();
    take_over(&scene).await;
    let totals = scene.totals(mailing).await;
    assert_eq!((scene.once_each(), totals.submitted, totals.in_doubt), (5, 4, 1));
    let mut tx = scene.app.read().await.unwrap();
    let detail = crate::mailings::detail(&scene.app, &mut tx, mailing).await.unwrap();
    assert_eq!(detail.doubts[0].address.as_deref(), Some(reader(2).as_str()), "the desk shows it by name");
}

#[tokio::test]
async fn a_process_that_lost_its_lease_gets_no_intent() {
    let scene = scene().await;
    let mailing = frozen(&scene, 1).await;
    let leased = send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap();
    let other = mail::another(&scene.test, "two", Transport::outbox(&scene.test.database.folder), one_connection()).unwrap();
    scene.app.clock.advance(send::PULSE + 1);
    recover::step(&other).await.unwrap();
    assert!(!record(&scene.app, None, Some(&leased[0].ticket)).await.unwrap(), "taken from it");
    assert_eq!(send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap().len(), 1);
    assert!(!record(&scene.app, None, Some(&leased[0].ticket)).await.unwrap(), "leased again, by itself: another epoch");
    assert_eq!(scene.totals(mailing).await.pending, 1);
}

#[tokio::test]
async fn an_answer_that_comes_after_all_ends_the_doubt() {
    let scene = scene().await;
    let mailing = frozen(&scene, 1).await;
    let leased = send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap();
    record(&scene.app, None, Some(&leased[0].ticket)).await.unwrap();
    take_over(&scene).await;
    assert_eq!(scene.totals(mailing).await.in_doubt, 1);
    record(&scene.app, Some(&(leased[0].ticket.clone(), Outcome::Submitted("250 ok".to_owned()))), None).await.unwrap();
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.in_doubt, totals.submitted), (0, 1));
}

#[tokio::test]
async fn a_mailing_stopped_under_way_begins_no_further_mail() {
    let scene = scene().await;
    let mailing = frozen(&scene, 3).await;
    let leased = send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap();
    record(&scene.app, None, Some(&leased[0].ticket)).await.unwrap();
    let stopped = crate::mailings::cancel(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    assert_eq!(stopped.cancelled, 3);
    let done = (leased[0].ticket.clone(), Outcome::Submitted("250 ok".to_owned()));
    assert!(!record(&scene.app, Some(&done), Some(&leased[1].ticket)).await.unwrap());
    while keep::step(&scene.app).await.unwrap() {}
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.submitted, totals.cancelled, totals.pending), (1, 2, 0));
}

#[tokio::test]
async fn at_the_start_the_same_process_takes_over_at_once() {
    let scene = scene().await;
    let mailing = frozen(&scene, 3).await;
    let leased = send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap();
    record(&scene.app, None, Some(&leased[0].ticket)).await.unwrap();
    scene.app.clock.advance(1_000_000);
    let again = mail::another(&scene.test, "one", scene.relay.transport(), one_connection()).unwrap();
    recover::at_start(&again).await.unwrap();
    crate::mailings::work_until_idle(&again).await.unwrap();
    let totals = scene.totals(mailing).await;
    assert_eq!((scene.once_each(), totals.submitted, totals.in_doubt), (2, 2, 1));
}

#[tokio::test]
async fn a_process_that_is_asked_to_stop_ends_the_mail_under_way_and_begins_no_other() {
    let scene = scene().await;
    let mailing = frozen(&scene, 4).await;
    scene.relay.fail_once(&reader(1), Fault::reply(Phase::Recipient, "450 4.2.0 later"));
    scene.app.stop();
    crate::mailings::run(scene.app.clone()).await;
    assert_eq!((scene.once_each(), scene.totals(mailing).await.pending), (0, 4));
}
