//! Digests: at their hour, across the changes of the clock, with what is new.

use super::*;
use crate::mailings::digests::slot;
use crate::newsletters;

fn micros(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_microsecond()
}

async fn digest(scene: &Scene, cadence: Cadence) -> Id {
    mail::newsletter(&scene.test, "Quotidienne", cadence, &Filter::default()).await.unwrap()
}

async fn published(scene: &Scene, headline: &str) {
    testing::published(&scene.test, headline, scene.section, "L'eau.").await.unwrap();
}

/// Goes on to a moment, and does what is due.
async fn go_to(scene: &Scene, moment: &str) {
    scene.app.clock.advance(micros(moment) - scene.app.now());
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
}

#[tokio::test]
async fn a_daily_digest_goes_once_at_its_hour_with_what_is_new() {
    let scene = scene().await;
    let daily = digest(&scene, Cadence::Daily).await;
    mail::subscriber(&scene.test, "a@example.com", &[daily]).await.unwrap();
    published(&scene, "Un pont").await;
    published(&scene, "Un moulin").await;
    go_to(&scene, "2026-09-21T04:59:00Z").await;
    assert_eq!(scene.relay.taken().len(), 0, "06:59 in Paris");
    go_to(&scene, "2026-09-21T05:00:00Z").await;
    go_to(&scene, "2026-09-21T15:00:00Z").await;
    let taken = scene.relay.taken();
    assert_eq!(taken.len(), 1);
    let mail = ::mail::read_mail(&taken[0].message);
    assert!(
        mail.text.contains("Un pont") && mail.text.contains("Un moulin") && mail.subject.contains("21 septembre 2026"),
        "{}",
        mail.subject
    );
}

#[tokio::test]
async fn nothing_new_sends_nothing_and_each_article_is_in_one_digest() {
    let scene = scene().await;
    let daily = digest(&scene, Cadence::Daily).await;
    mail::subscriber(&scene.test, "a@example.com", &[daily]).await.unwrap();
    published(&scene, "Un pont").await;
    go_to(&scene, "2026-09-21T05:00:00Z").await;
    go_to(&scene, "2026-09-22T05:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 1, "the second day has nothing new");
    go_to(&scene, "2026-09-22T08:00:00Z").await;
    published(&scene, "Un moulin").await;
    go_to(&scene, "2026-09-22T09:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 1, "what comes after the hour waits for the next");
    go_to(&scene, "2026-09-23T05:00:00Z").await;
    let text = ::mail::read_mail(&scene.relay.taken()[1].message).text;
    assert!(text.contains("Un moulin") && !text.contains("Un pont"), "{text}");
}

#[tokio::test]
async fn a_missed_hour_is_caught_up_within_its_day_only() {
    let scene = scene().await;
    let daily = digest(&scene, Cadence::Daily).await;
    mail::subscriber(&scene.test, "a@example.com", &[daily]).await.unwrap();
    published(&scene, "Un pont").await;
    go_to(&scene, "2026-09-21T20:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 1, "22:00 in Paris");
    published(&scene, "Un moulin").await;
    scene.app.clock.advance(micros("2026-09-23T01:00:00Z") - scene.app.now());
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!(scene.relay.taken().len(), 1, "the hour of the 22nd has passed with its day");
    go_to(&scene, "2026-09-23T05:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 2, "nothing is lost: the next one has it");
}

#[tokio::test]
async fn a_weekly_digest_goes_on_its_day() {
    let scene = scene().await;
    let weekly = digest(&scene, Cadence::Weekly).await;
    mail::subscriber(&scene.test, "a@example.com", &[weekly]).await.unwrap();
    published(&scene, "Un pont").await;
    go_to(&scene, "2026-09-21T05:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 1, "a Monday");
    scene.app.clock.advance(HOUR);
    published(&scene, "Un moulin").await;
    go_to(&scene, "2026-09-27T20:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 1);
    go_to(&scene, "2026-09-28T05:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 2);
}

#[tokio::test]
async fn the_hour_is_the_sites_across_the_changes_of_the_clock() {
    let scene = scene().await;
    let id = digest(&scene, Cadence::Daily).await;
    let mut tx = scene.app.read().await.unwrap();
    let mut daily = newsletters::by_id(&mut tx, id).await.unwrap().unwrap();
    let at = |daily: &newsletters::Newsletter, now: &str| slot(daily, "Europe/Paris", micros(now)).unwrap();
    let cases = [
        (7, "2026-10-24T20:00:00Z", Some("2026-10-24T05:00:00Z")),
        (7, "2026-10-25T20:00:00Z", Some("2026-10-25T06:00:00Z")),
        (7, "2027-03-27T20:00:00Z", Some("2027-03-27T06:00:00Z")),
        (7, "2027-03-28T20:00:00Z", Some("2027-03-28T05:00:00Z")),
        (2, "2026-10-25T20:00:00Z", Some("2026-10-25T00:00:00Z")),
        (2, "2027-03-28T20:00:00Z", Some("2027-03-28T01:00:00Z")),
        (7, "2026-10-25T05:30:00Z", None),
    ];
    for (hour, now, wanted) in cases {
        daily.hour = hour;
        assert_eq!(at(&daily, now), wanted.map(micros), "{hour} h at {now}");
    }
}
