//! What the relay bears is not passed, and letters keep their share.

use super::*;

#[tokio::test]
async fn before_it_goes_a_mailing_says_by_when_and_offers_digests_where_it_would_be_late() {
    let limits = RelayLimits { per_day: 10, kept_for_letters: 0, ..one_connection() };
    let scene = scene_with(limits).await;
    mail::subscribers(&scene.test, scene.newsletter, 40).await.unwrap();
    let daily = mail::newsletter(&scene.test, "Matin", Cadence::Daily, &Filter::default()).await.unwrap();
    let id = testing::draft(&scene.test, "Un pont", scene.section, "L'eau.").await.unwrap();
    let outlook = async |app: &App| {
        let mut tx = app.read().await.unwrap();
        let article = articles::article(&mut tx, id).await.unwrap().unwrap();
        let content = articles::working_copy(&mut tx, id).await.unwrap().unwrap().content;
        let offers = crate::mailings::offers(app, &mut tx, &article, &content).await.unwrap().unwrap();
        crate::mailings::outlook(app, &mut tx, &offers, 5).await.unwrap()
    };
    let slow = outlook(&scene.app).await;
    let days = (slow.through_at.unwrap() - scene.app.now()) / (24 * HOUR);
    assert_eq!((slow.readers, slow.per_day, days, slow.is_too_late()), (40, Some(10), 2, true));
    assert_eq!(slow.digests.iter().map(|offer| offer.newsletter.id).collect::<Vec<_>>(), [daily]);
    let fast = outlook(&scene.test.app).await;
    assert!(!fast.is_long() && !fast.is_too_late() && fast.digests.is_empty(), "without a limit");
}

use crate::letters::{Kind, Letter, put};
use crate::mailings::State;

#[tokio::test]
async fn an_hour_and_a_day_bear_what_they_bear_and_letters_keep_their_share() {
    let limits = RelayLimits { per_hour: 10, per_day: 15, kept_for_letters: 20, ..one_connection() };
    let scene = scene_with(limits).await;
    mail::subscribers(&scene.test, scene.newsletter, 20).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    assert_eq!(scene.once_each(), 8, "a fifth of ten is kept");
    let letter = Letter {
        kind: Kind::Confirmation,
        to: "new@example.com",
        language: "fr",
        subject: "Confirmez".to_owned(),
        html: String::new(),
        text: "Confirmez.".to_owned(),
    };
    let mut tx = scene.app.database.begin_write().await.unwrap();
    put(&scene.app, &mut tx, &letter).await.unwrap();
    tx.commit().await.unwrap();
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert!(scene.relay.counts().contains_key("new@example.com"));
    scene.app.clock.advance(HOUR);
    scene.send().await;
    assert_eq!(scene.once_each(), 12, "a fifth of fifteen is kept, one letter went");
    scene.app.clock.advance(24 * HOUR);
    scene.send().await;
    scene.app.clock.advance(HOUR);
    scene.send().await;
    assert_eq!((scene.once_each(), scene.state(mailing).await), (21, State::Finished));
}

#[tokio::test]
async fn what_was_leased_and_not_begun_is_given_back() {
    let limits = RelayLimits { per_hour: 10, kept_for_letters: 0, ..one_connection() };
    let scene = scene_with(limits).await;
    mail::subscribers(&scene.test, scene.newsletter, 10).await.unwrap();
    let fault = ::mail::testing::Fault::reply(::mail::Phase::Greeting, "554 5.3.2 not now");
    scene.relay.fail(::mail::testing::ANYONE, fault);
    scene.publish("Un pont").await;
    scene.send().await;
    scene.relay.heal();
    scene.app.clock.advance(5 * MINUTE);
    scene.send().await;
    assert_eq!(scene.once_each(), 9, "one was tried in vain");
}
