//! Counts of links: of the mailing, never of a person, and only where the newsletter asks for them.

use super::*;
use crate::mailings::followed::{self, followed as counts};
use crate::newsletters::{self, Details};

/// A newsletter that counts, or does not, sends one article to two readers. Gives the mailing.
async fn sent(scene: &Scene, counted: bool) -> Id {
    let mut tx = scene.app.read().await.unwrap();
    let before: Details = newsletters::by_id(&mut tx, scene.newsletter).await.unwrap().unwrap().into();
    drop(tx);
    newsletters::update(&scene.app, &scene.test.actor(), scene.newsletter, Details { counted, ..before }).await.unwrap();
    mail::subscribers(&scene.test, scene.newsletter, 2).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    mailing
}

async fn counted(scene: &Scene, mailing: Id) -> Vec<(String, i64)> {
    followed::step(&scene.app).await.unwrap();
    let mut tx = scene.app.read().await.unwrap();
    counts(&mut tx, mailing).await.unwrap()
}

#[tokio::test]
async fn links_carry_the_same_mark_for_every_reader() {
    let scene = scene().await;
    let mailing = sent(&scene, true).await;
    let mark = format!("https://example.org/politique/un-pont?mailing={mailing:x}");
    let taken = scene.relay.taken();
    assert_eq!(taken.len(), 2);
    for one in taken {
        let mail = ::mail::read_mail(&one.message);
        assert!(mail.text.contains(&mark), "{}", mail.text);
        assert!(mail.html.contains(&format!("href=\"{mark}\"")), "{}", mail.html);
    }
    assert!(counted(&scene, mailing).await.contains(&("/politique/un-pont".to_owned(), 0)));
}

#[tokio::test]
async fn a_newsletter_that_does_not_ask_has_no_mark_and_no_counts() {
    let scene = scene().await;
    let mailing = sent(&scene, false).await;
    for one in scene.relay.taken() {
        let mail = ::mail::read_mail(&one.message);
        assert!(!mail.text.contains("?mailing") && !mail.html.contains("?mailing"), "{}", mail.html);
    }
    scene.app.followed.note(&format!("{mailing:x}"), "/politique/un-pont");
    assert!(counted(&scene, mailing).await.is_empty());
}

#[tokio::test]
async fn what_is_followed_adds_up_and_made_up_links_count_nothing() {
    let scene = scene().await;
    let mailing = sent(&scene, true).await;
    let mark = format!("{mailing:x}");
    scene.app.followed.note(&mark, "/politique/un-pont");
    scene.app.followed.note(&mark, "/politique/un-pont");
    scene.app.followed.note(&mark, "/made/up");
    scene.app.followed.note("7", "/politique/un-pont");
    scene.app.followed.note("not a number", "/politique/un-pont");
    assert_eq!(counted(&scene, mailing).await.first(), Some(&("/politique/un-pont".to_owned(), 2)));
    scene.app.followed.note(&mark, "/politique/un-pont");
    let all = counted(&scene, mailing).await;
    assert_eq!(all.first(), Some(&("/politique/un-pont".to_owned(), 3)));
    assert!(all.iter().all(|(path, _)| path != "/made/up"));
}
