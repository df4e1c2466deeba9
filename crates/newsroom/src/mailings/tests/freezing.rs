//! Who is in the audience.

use super::*;
use crate::mailings::{State, cut_off, freeze, keep};

#[tokio::test]
async fn several_newsletters_of_one_reader_make_one_delivery_of_the_first() {
    let scene = scene().await;
    let second = mail::newsletter(&scene.test, "Politique", Cadence::AtOnce, &Filter::default()).await.unwrap();
    mail::subscriber(&scene.test, "a@example.com", &[second, scene.newsletter]).await.unwrap();
    mail::subscriber(&scene.test, "b@example.com", &[second]).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    assert_eq!((scene.once_each(), scene.totals(mailing).await.candidates), (2, 2));
    let lists: BTreeMap<String, String> = scene
        .relay
        .taken()
        .into_iter()
        .map(|taken| (taken.to, ::mail::read_mail(&taken.message).header("List-Id").unwrap().to_owned()))
        .collect();
    assert!(lists["a@example.com"].contains("<tout.") && lists["b@example.com"].contains("<politique."), "{lists:?}");
}

#[tokio::test]
async fn suppressed_addresses_are_excluded_and_counted() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    mail::suppress(&scene.test, &reader(1)).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.candidates, totals.excluded, totals.frozen, totals.submitted), (3, 1, 2, 2));
    assert!(!scene.relay.counts().contains_key(&reader(1)));
    assert_eq!(scene.deliveries(mailing).await, BTreeMap::from([("submitted".to_owned(), 2)]));
}

#[tokio::test]
async fn who_confirms_after_the_cut_off_is_not_in_it() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 1).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.app.clock.advance(5 * MINUTE);
    cut_off::step(&scene.app, mailing).await.unwrap();
    scene.app.clock.advance(1);
    mail::subscriber(&scene.test, "late@example.com", &[scene.newsletter]).await.unwrap();
    scene.send().await;
    assert_eq!(scene.relay.counts().keys().collect::<Vec<_>>(), [&reader(0)]);
}

#[tokio::test]
async fn who_unsubscribes_or_is_suppressed_between_freezing_and_intent_is_not_mailed() {
    let scene = scene().await;
    let ids = mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.app.clock.advance(5 * MINUTE);
    while keep::step(&scene.app).await.unwrap() {}
    assert_eq!((scene.state(mailing).await, scene.totals(mailing).await.pending), (State::Sending, 3));
    mail::unsubscribe(&scene.test, ids[0]).await.unwrap();
    mail::suppress(&scene.test, &reader(2)).await.unwrap();
    scene.send().await;
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.submitted, totals.cancelled, totals.suppressed), (1, 1, 1));
    assert_eq!(scene.relay.counts().keys().collect::<Vec<_>>(), [&reader(1)]);
}

#[tokio::test]
async fn a_chunk_frozen_twice_is_frozen_once() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.app.clock.advance(5 * MINUTE);
    cut_off::step(&scene.app, mailing).await.unwrap();
    let (one, two) = tokio::join!(freeze::chunk(&scene.app, mailing), freeze::chunk(&scene.test.app, mailing));
    assert!(one.is_ok() || two.is_ok());
    while keep::step(&scene.app).await.unwrap() {}
    assert_eq!((scene.totals(mailing).await.frozen, scene.state(mailing).await), (3, State::Sending));
}

#[tokio::test]
async fn a_mailing_without_readers_is_finished_at_once() {
    let scene = scene().await;
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    assert_eq!(scene.state(mailing).await, State::Finished);
}
