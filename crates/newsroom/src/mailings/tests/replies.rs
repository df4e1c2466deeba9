//! What becomes of a delivery by what the relay answers.

use ::mail::Phase;
use ::mail::testing::{ANYONE, Fault};

use super::*;
use crate::mailings::State;

#[tokio::test]
async fn a_deferred_mail_is_tried_again_later_with_the_same_identity() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 2).await.unwrap();
    scene.relay.fail_once(&reader(0), Fault::reply(Phase::Dot, "451 4.3.0 later"));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.submitted, totals.deferred, scene.state(mailing).await), (1, 1, State::Sending));
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!(scene.relay.taken().len(), 1, "not before its time");
    scene.send().await;
    assert_eq!((scene.once_each(), scene.state(mailing).await), (2, State::Finished));
}

#[tokio::test]
async fn a_refusal_about_the_recipient_is_for_good() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    scene.relay.fail(&reader(0), Fault::reply(Phase::Recipient, "550 5.1.1 nobody here"));
    scene.relay.fail(&reader(1), Fault::reply(Phase::Dot, "550 5.2.2 mailbox full"));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    scene.relay.heal();
    scene.app.clock.advance(HOUR);
    scene.send().await;
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.submitted, totals.rejected, scene.state(mailing).await), (1, 2, State::Finished));
}

#[tokio::test]
async fn a_refusal_about_us_condemns_nobody_and_stops_the_sending_for_a_while() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    scene.relay.fail(ANYONE, Fault::reply(Phase::Recipient, "554 5.7.1 relay access denied"));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.deferred, totals.pending, totals.rejected), (1, 2, 0));
    assert!(scene.app.relay.trouble().unwrap().words.contains("relay access denied"));
    scene.relay.heal();
    scene.send().await;
    assert_eq!((scene.once_each(), scene.app.relay.trouble()), (3, None));
}

#[tokio::test]
async fn a_refused_message_alerts_the_desk_and_a_relay_that_refuses_us_does_not() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 5).await.unwrap();
    let alerts = async || {
        let mut tx = scene.app.read().await.unwrap();
        crate::mailings::alerts(&mut tx).await.unwrap().into_iter().map(|one| (one.kind, one.mailing)).collect::<Vec<_>>()
    };
    scene.relay.fail(ANYONE, Fault::reply(Phase::Recipient, "554 5.7.1 relay access denied"));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    assert_eq!(alerts().await, []);
    scene.relay.heal();
    scene.relay.fail(ANYONE, Fault::reply(Phase::Dot, "554 5.6.0 bad content"));
    for _ in 0..3 {
        scene.app.clock.advance(HOUR);
        crate::mailings::work_until_idle(&scene.app).await.unwrap();
    }
    assert_eq!(alerts().await, [("refused".to_owned(), mailing)], "once, however often it is tried");
}

#[tokio::test]
async fn a_message_that_the_relay_refuses_stops_its_mailing_only() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 5).await.unwrap();
    scene.relay.fail(ANYONE, Fault::reply(Phase::Dot, "554 5.6.0 bad content"));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    let standing = scene.mailing(mailing).await;
    assert_eq!((standing.totals.deferred, standing.totals.pending, standing.totals.rejected), (3, 2, 0));
    assert!(standing.trouble.contains("bad content") && scene.app.relay.trouble().is_none());
    scene.relay.heal();
    scene.app.clock.advance(15 * MINUTE);
    scene.send().await;
    assert_eq!(scene.once_each(), 6, "and the letter that tells the administration");
}

#[tokio::test]
async fn a_dot_without_an_answer_is_in_doubt_and_never_sent_again() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    scene.relay.fail_once(&reader(0), Fault::TakeAndClose);
    scene.relay.fail_once(&reader(1), Fault::Close(Phase::Dot));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    scene.app.clock.advance(24 * HOUR);
    scene.send().await;
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.submitted, totals.in_doubt, scene.state(mailing).await), (1, 2, State::Finished));
    let counts = scene.relay.counts();
    assert_eq!((counts.get(&reader(0)), counts.get(&reader(1)), counts.get(&reader(2))), (Some(&1), None, Some(&1)));
}

#[tokio::test]
async fn a_connection_that_ends_before_the_dot_loses_nobody() {
    for phase in [Phase::Greeting, Phase::Sender, Phase::Recipient, Phase::Data] {
        let scene = scene().await;
        mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
        scene.relay.fail_once(ANYONE, Fault::Close(phase));
        let (_, mailing) = scene.publish("Un pont").await;
        scene.send().await;
        assert_eq!(scene.totals(mailing).await.in_doubt, 0, "{phase:?}");
        scene.app.clock.advance(10 * MINUTE);
        scene.send().await;
        assert_eq!((scene.once_each(), scene.state(mailing).await), (3, State::Finished), "{phase:?}");
    }
}

#[tokio::test]
async fn a_mailing_that_takes_too_long_expires() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 2).await.unwrap();
    scene.relay.fail(&reader(0), Fault::reply(Phase::Recipient, "450 4.2.0 later"));
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    scene.app.clock.advance(49 * HOUR);
    scene.relay.heal();
    scene.send().await;
    let totals = scene.totals(mailing).await;
    assert_eq!((totals.submitted, totals.expired, scene.state(mailing).await), (1, 1, State::Expired));
}

#[tokio::test]
async fn a_relay_that_closes_after_some_mails_gets_the_rest_over_another_connection() {
    let test = testing::set_up().await.unwrap();
    let options = ::mail::testing::Options { per_connection: 2, ..::mail::testing::Options::default() };
    let relay = TestRelay::start_with(options).await.unwrap();
    let app = mail::another(&test, "one", relay.transport(), one_connection()).unwrap();
    let section = testing::section(&test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&test, "Tout", Cadence::AtOnce, &Filter::default()).await.unwrap();
    let scene = Scene { test, relay, app, section, newsletter };
    mail::subscribers(&scene.test, scene.newsletter, 5).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    for _ in 0..4 {
        scene.send().await;
    }
    assert_eq!((scene.once_each(), scene.state(mailing).await), (5, State::Finished));
}

#[tokio::test]
async fn our_own_limit_of_a_connection_is_kept() {
    let scene = scene_with(RelayLimits { per_connection: 2, ..one_connection() }).await;
    mail::subscribers(&scene.test, scene.newsletter, 5).await.unwrap();
    scene.publish("Un pont").await;
    scene.send().await;
    assert_eq!((scene.once_each(), scene.relay.connections()), (5, 3));
}

#[tokio::test]
async fn several_connections_write_to_everyone_once() {
    let scene = scene_with(RelayLimits { connections: 4, ..RelayLimits::default() }).await;
    mail::subscribers(&scene.test, scene.newsletter, 230).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    assert_eq!((scene.once_each(), scene.totals(mailing).await.submitted), (230, 230));
    assert!(scene.relay.connections() <= 4 && scene.state(mailing).await == State::Finished);
}

#[tokio::test]
async fn a_domain_that_bears_one_mail_at_once_gets_them_all_the_same() {
    let scene = scene_with(RelayLimits { connections: 4, per_destination: 1, ..RelayLimits::default() }).await;
    mail::subscribers(&scene.test, scene.newsletter, 30).await.unwrap();
    mail::subscriber(&scene.test, "other@example.net", &[scene.newsletter]).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    assert_eq!((scene.once_each(), scene.state(mailing).await), (31, State::Finished));
}

#[tokio::test]
async fn a_relay_that_says_it_is_too_much_is_left_alone_and_then_gets_half_the_connections() {
    let scene = scene_with(RelayLimits { connections: 8, ..RelayLimits::default() }).await;
    mail::subscribers(&scene.test, scene.newsletter, 40).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.relay.fail_once(&reader(30), Fault::reply(Phase::Recipient, "421 4.7.28 unusual rate"));
    scene.send().await;
    assert!(scene.app.relay.trouble().unwrap().words.contains("unusual rate"));
    assert_eq!(scene.app.relay.pace.allowed(8), 4);
    scene.send().await;
    scene.send().await;
    assert_eq!((scene.once_each(), scene.state(mailing).await, scene.totals(mailing).await.in_doubt), (40, State::Finished, 0));
}
