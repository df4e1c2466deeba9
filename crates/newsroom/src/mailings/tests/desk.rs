//! What the desk sees and does.

use ::mail::testing::Fault;

use super::*;
use crate::mailings::{State, TroubleView, detail, list, overview, resume, send_test, settle, stop};

#[tokio::test]
async fn what_is_in_doubt_is_settled_by_an_editor_and_never_sent_again() {
    let scene = scene().await;
    let ids = mail::subscribers(&scene.test, scene.newsletter, 2).await.unwrap();
    scene.relay.fail_once(&reader(0), Fault::TakeAndClose);
    scene.relay.fail_once(&reader(1), Fault::Close(::mail::Phase::Dot));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    scene.send().await;
    let mut tx = scene.app.read().await.unwrap();
    let shown = detail(&scene.app, &mut tx, mailing).await.unwrap();
    assert_eq!(shown.doubts.len(), 2);
    assert_eq!(overview(&scene.app, &mut tx).await.unwrap().in_doubt, 2);
    drop(tx);
    let actor = scene.test.actor();
    settle(&scene.app, &actor, mailing, ids[0], true).await.unwrap();
    settle(&scene.app, &actor, mailing, ids[1], false).await.unwrap();
    assert!(settle(&scene.app, &actor, mailing, ids[1], true).await.is_err(), "once");
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.submitted, totals.rejected, totals.in_doubt), (1, 1, 0));
}

#[tokio::test]
async fn the_relays_words_are_grouped_without_addresses() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    for number in 0..2 {
        let words = format!("550 5.1.1 <{}> is unknown here", reader(number));
        scene.relay.fail(&reader(number), Fault::reply(::mail::Phase::Recipient, &words));
    }
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    let mut tx = scene.app.read().await.unwrap();
    let replies = detail(&scene.app, &mut tx, mailing).await.unwrap().replies;
    assert_eq!((replies.len(), replies[0].count, replies[0].state.as_str()), (1, 2, "rejected"));
    assert!(replies[0].words.contains("is unknown here") && !replies[0].words.contains("reader"), "{}", replies[0].words);
}

#[tokio::test]
async fn a_held_mailing_says_for_how_many_it_is_and_when_it_will_be_through() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    let mut tx = scene.app.read().await.unwrap();
    let shown = detail(&scene.app, &mut tx, mailing).await.unwrap();
    assert_eq!((shown.audience, shown.row.title.as_str(), shown.row.state), (3, "Un pont", State::Held));
    assert!(shown.through_at.is_some_and(|at| at >= scene.app.now() + 5 * MINUTE));
    let listed = list(&mut tx, None, 10).await.unwrap();
    assert_eq!((listed.len(), listed[0].id), (1, mailing));
    assert!(list(&mut tx, Some(mailing), 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn those_put_off_or_refused_are_named_with_the_relays_words() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    scene.relay.fail(&reader(0), Fault::reply(::mail::Phase::Recipient, "550 5.1.1 nobody"));
    scene.relay.fail(&reader(1), Fault::reply(::mail::Phase::Recipient, "452 4.2.2 full"));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    let mut tx = scene.app.read().await.unwrap();
    let failed = detail(&scene.app, &mut tx, mailing).await.unwrap().failed;
    let mut shown: Vec<(String, &str, bool)> = failed
        .iter()
        .map(|one| (one.address.clone().unwrap(), one.state.as_str(), one.words.contains("5.1.1") || one.words.contains("4.2.2")))
        .collect();
    shown.sort();
    assert_eq!(shown, [(reader(0), "rejected", true), (reader(1), "deferred", true)]);
}

#[tokio::test]
async fn a_mailing_is_stopped_and_goes_on_without_anyone_lost_or_twice() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    let actor = scene.test.actor();
    assert!(stop(&scene.app, &actor, mailing).await.is_err(), "it is held, not under way");
    scene.relay.fail(&reader(1), Fault::reply(::mail::Phase::Recipient, "452 4.2.2 full"));
    scene.send().await;
    stop(&scene.app, &actor, mailing).await.unwrap();
    scene.relay.heal();
    scene.app.clock.advance(2 * HOUR);
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!(scene.once_each(), 2, "nothing goes while it is stopped");
    let mut tx = scene.app.read().await.unwrap();
    let shown = detail(&scene.app, &mut tx, mailing).await.unwrap();
    assert_eq!((shown.trouble, shown.through_at), (Some(TroubleView::Stopped), None));
    drop(tx);
    resume(&scene.app, &actor, mailing).await.unwrap();
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!((scene.once_each(), scene.state(mailing).await), (3, State::Finished));
}

#[tokio::test]
async fn a_test_goes_to_the_one_who_asks_and_changes_nothing() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 1).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    send_test(&scene.app, &scene.test.actor(), mailing, scene.newsletter).await.unwrap();
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!(scene.relay.counts().keys().collect::<Vec<_>>(), ["ana@example.org"]);
    assert_eq!((scene.state(mailing).await, scene.totals(mailing).await), (State::Held, Totals::default()));
}

#[tokio::test]
async fn who_was_sent_a_mailing_is_forgotten_after_ninety_days_and_the_counts_stay() {
    const DAY: i64 = 24 * HOUR;
    let scene = scene().await;
    let ids = mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    scene.relay.fail(&reader(1), Fault::reply(::mail::Phase::Recipient, "550 5.1.1 unknown here"));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    let kept = async || {
        let mut tx = scene.app.read().await.unwrap();
        super::super::deliveries_store::count(&mut tx, mailing, (0, ids[2])).await.unwrap()
    };
    let before = scene.totals(mailing).await;
    scene.app.clock.advance(89 * DAY);
    crate::jobs::tidy_up(&scene.app).await.unwrap();
    assert_eq!(kept().await, 3);
    scene.app.clock.advance(2 * DAY);
    crate::jobs::tidy_up(&scene.app).await.unwrap();
    assert_eq!(kept().await, 0);
    assert_eq!(scene.totals(mailing).await, before);
    assert_eq!((before.submitted, before.rejected), (2, 1));
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!(kept().await, 0, "and nobody is mailed again");
}
