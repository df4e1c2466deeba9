//! Digests: at their hour, across the changes of the clock, with what is new.

use super::*;
use crate::mailings::digests::slots;
use crate::mailings::{Act, State, arrange, cancel, detail, list, send_now, set_note};
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
    daily.prepared = 0;
    let at = |daily: &newsletters::Newsletter, now: &str| slots::near(daily, "Europe/Paris", micros(now)).unwrap().first().copied();
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

/// The headlines in the order in which a mail has them.
fn order(text: &str, headlines: &[&str]) -> String {
    let mut found: Vec<(usize, &str)> = headlines.iter().filter_map(|one| Some((text.find(one)?, *one))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, one)| one).collect::<Vec<_>>().join(", ")
}

/// A daily digest of Monday that is prepared on Sunday evening, with three articles.
async fn prepared() -> (Scene, Id, Vec<Id>) {
    let scene = scene().await;
    let daily = digest(&scene, Cadence::Daily).await;
    mail::subscriber(&scene.test, "a@example.com", &[daily]).await.unwrap();
    let mut articles = Vec::new();
    for headline in ["Un pont", "Un moulin", "Une crue"] {
        articles.push(testing::published(&scene.test, headline, scene.section, "L'eau.").await.unwrap());
        scene.app.clock.advance(MINUTE);
    }
    go_to(&scene, "2026-09-20T17:00:00Z").await;
    let mut tx = scene.app.read().await.unwrap();
    let mailing = list(&mut tx, None, 1).await.unwrap().pop().unwrap().id;
    drop(tx);
    (scene, mailing, articles)
}

const HEADLINES: [&str; 4] = ["Un pont", "Un moulin", "Une crue", "Un barrage"];

#[tokio::test]
async fn a_digest_is_held_to_be_arranged_and_goes_as_it_was_arranged() {
    let (scene, mailing, articles) = prepared().await;
    let actor = scene.test.actor();
    arrange(&scene.app, &actor, mailing, Act::Lead(articles[0])).await.unwrap();
    arrange(&scene.app, &actor, mailing, Act::LeaveOut(articles[1])).await.unwrap();
    set_note(&scene.app, &actor, mailing, "L'eau monte.\r\n\r\nLisez-nous.\n").await.unwrap();
    // What comes meanwhile joins it, in the last place.
    published(&scene, "Un barrage").await;
    let mut tx = scene.app.read().await.unwrap();
    let shown = detail(&scene.app, &mut tx, mailing).await.unwrap();
    drop(tx);
    assert_eq!((shown.audience, shown.row.state, shown.note.as_str()), (1, State::Held, "L'eau monte.\n\nLisez-nous."));
    assert_eq!(shown.digest.unwrap().order.left_out.len(), 1);
    go_to(&scene, "2026-09-21T05:00:00Z").await;
    let mails = scene.relay.taken();
    assert_eq!(mails.len(), 1);
    let mail = ::mail::read_mail(&mails[0].message);
    assert_eq!(order(&mail.text, &HEADLINES), "Un pont, Une crue, Un barrage");
    assert_eq!(order(&mail.html, &HEADLINES), "Un pont, Une crue, Un barrage");
    assert!(mail.html.contains("L’eau monte.</p>") && mail.text.contains("L’eau monte.\n\nLisez-nous."), "{}", mail.text);
    assert!(arrange(&scene.app, &actor, mailing, Act::Lead(articles[2])).await.is_err(), "it has gone");
    assert!(set_note(&scene.app, &actor, mailing, "Trop tard").await.is_err());
}

#[tokio::test]
async fn what_was_left_out_is_not_in_the_next_and_what_a_cancelled_one_had_is() {
    let (scene, mailing, articles) = prepared().await;
    let actor = scene.test.actor();
    arrange(&scene.app, &actor, mailing, Act::LeaveOut(articles[1])).await.unwrap();
    go_to(&scene, "2026-09-21T05:00:00Z").await;
    go_to(&scene, "2026-09-21T06:00:00Z").await;
    published(&scene, "Un barrage").await;
    go_to(&scene, "2026-09-21T20:00:00Z").await;
    let second = scene.held().await;
    cancel(&scene.app, &actor, second).await.unwrap();
    go_to(&scene, "2026-09-22T06:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 1, "the second was cancelled");
    go_to(&scene, "2026-09-23T05:00:00Z").await;
    let mails = scene.relay.taken();
    assert_eq!(order(&::mail::read_mail(&mails[1].message).text, &HEADLINES), "Un barrage");
}

#[tokio::test]
async fn a_digest_sent_early_covers_only_what_was_there() {
    let (scene, mailing, _) = prepared().await;
    send_now(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    go_to(&scene, "2026-09-20T18:00:00Z").await;
    assert_eq!(scene.relay.taken().len(), 1);
    published(&scene, "Un barrage").await;
    go_to(&scene, "2026-09-22T05:00:00Z").await;
    let mails = scene.relay.taken();
    assert_eq!((mails.len(), order(&::mail::read_mail(&mails[1].message).text, &HEADLINES)), (2, "Un barrage".to_owned()));
}

#[tokio::test]
async fn with_everything_left_out_or_taken_back_nothing_goes() {
    let (scene, mailing, ids) = prepared().await;
    let actor = scene.test.actor();
    for id in &ids[..2] {
        arrange(&scene.app, &actor, mailing, Act::LeaveOut(*id)).await.unwrap();
    }
    articles::unpublish(&scene.app, &actor, ids[2]).await.unwrap();
    go_to(&scene, "2026-09-21T05:00:00Z").await;
    assert_eq!((scene.relay.taken().len(), scene.state(mailing).await), (0, State::Cancelled));
}

#[tokio::test]
async fn an_article_put_into_a_digest_by_hand_is_in_it_whatever_the_filter() {
    let scene = scene().await;
    let elsewhere = testing::section(&scene.test, "Culture").await.unwrap();
    let filter = Filter { sections: vec![elsewhere], ..Filter::default() };
    let daily = mail::newsletter(&scene.test, "Culture", Cadence::Daily, &filter).await.unwrap();
    mail::subscriber(&scene.test, "a@example.com", &[daily]).await.unwrap();
    let id = testing::draft(&scene.test, "Un pont", scene.section, "L'eau.").await.unwrap();
    let how = Publish { mailing: Choice::Digests(vec![daily]), ..Publish::default() };
    assert_eq!(articles::publish(&scene.app, &scene.test.actor(), id, &how).await.unwrap().mailing, None);
    go_to(&scene, "2026-09-21T05:00:00Z").await;
    go_to(&scene, "2026-09-22T05:00:00Z").await;
    assert_eq!(scene.relay.counts().into_iter().collect::<Vec<_>>(), [("a@example.com".to_owned(), 1)]);
}

#[tokio::test]
async fn a_paused_newsletter_sends_no_digest_that_was_prepared() {
    let (scene, mailing, _) = prepared().await;
    let newsletter = scene.mailing(mailing).await.newsletter.unwrap();
    newsletters::pause(&scene.app, &scene.test.actor(), newsletter, true).await.unwrap();
    go_to(&scene, "2026-09-21T05:00:00Z").await;
    assert_eq!((scene.relay.taken().len(), scene.state(mailing).await), (0, State::Cancelled));
}
