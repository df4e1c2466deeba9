//! A database that was restored: nothing goes by itself, an editor answers.

use super::*;
use crate::mailings::{State, ask_after_restore, cancel, keep, send, send_the_rest, work_until_idle};

#[tokio::test]
async fn what_a_backup_calls_unsent_waits_for_an_answer() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    assert_eq!(ask_after_restore(&scene.app).await.unwrap(), 1);
    scene.send().await;
    assert_eq!((scene.relay.taken().len(), scene.state(mailing).await), (0, State::Asking));
    send_the_rest(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    work_until_idle(&scene.app).await.unwrap();
    assert_eq!((scene.once_each(), scene.state(mailing).await), (3, State::Finished));
}

#[tokio::test]
async fn one_that_was_under_way_goes_on_with_the_rest_however_late() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.app.clock.advance(5 * MINUTE);
    while keep::step(&scene.app).await.unwrap() {}
    send::lease_deliveries(&scene.app, &mut send::Variants::default()).await.unwrap().unwrap();
    scene.app.clock.advance(72 * HOUR);
    ask_after_restore(&scene.app).await.unwrap();
    work_until_idle(&scene.app).await.unwrap();
    assert_eq!((scene.relay.taken().len(), scene.state(mailing).await), (0, State::Asking), "nor is it too late by itself");
    send_the_rest(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    work_until_idle(&scene.app).await.unwrap();
    assert_eq!((scene.once_each(), scene.state(mailing).await), (3, State::Finished));
}

#[tokio::test]
async fn the_answer_no_cancels_what_is_left() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.app.clock.advance(5 * MINUTE);
    while keep::step(&scene.app).await.unwrap() {}
    ask_after_restore(&scene.app).await.unwrap();
    cancel(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    work_until_idle(&scene.app).await.unwrap();
    assert_eq!((scene.relay.taken().len(), scene.state(mailing).await, scene.totals(mailing).await.cancelled), (0, State::Cancelled, 3));
    let again = send_the_rest(&scene.app, &scene.test.actor(), mailing).await;
    assert!(matches!(again, Err(crate::Error::Conflict("problem-mailing-not-asking"))), "{again:?}");
}

#[tokio::test]
async fn a_mailing_at_its_end_asks_nothing() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 1).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    assert_eq!((ask_after_restore(&scene.app).await.unwrap(), scene.state(mailing).await), (0, State::Finished));
}

#[tokio::test]
async fn a_digest_whose_hour_came_since_the_backup_asks_too() {
    let scene = scene().await;
    let daily = mail::newsletter(&scene.test, "Quotidienne", Cadence::Daily, &Filter::default()).await.unwrap();
    mail::subscribers(&scene.test, daily, 2).await.unwrap();
    testing::published(&scene.test, "Un pont", scene.section, "L'eau est revenue.").await.unwrap();
    scene.app.clock.advance(24 * HOUR);
    assert_eq!(ask_after_restore(&scene.app).await.unwrap(), 1);
    work_until_idle(&scene.app).await.unwrap();
    assert_eq!(scene.relay.taken().len(), 0);
}
