use std::sync::Arc;

use super::*;
use crate::media;
use crate::testing::{self, Fake, TestApp};

/// One pixel.
const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B";
const VIDEO: &str = "https://www.youtube.com/watch?v=abcdefghijk";
const ASKED: &str = "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk";

async fn beside(fake: Fake) -> (TestApp, Arc<Fake>) {
    let fake = Arc::new(fake);
    (testing::set_up_beside(Arc::clone(&fake)).await.unwrap(), fake)
}

async fn look_at(fake: Fake, address: &str) -> Seen {
    let (test, _) = beside(fake).await;
    look(&test.app, &test.actor(), address).await.unwrap()
}

#[tokio::test]
async fn a_video_gives_its_title_and_its_picture_is_kept() {
    let json = r#"{"title":"La Lim\nen crue","author_name":"TV","thumbnail_url":"https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg","html":"<iframe>"}"#;
    let fake =
        Fake::default().with(ASKED, "application/json", json).with("https://i.ytimg.com/vi/abcdefghijk/hqdefault.jpg", "image/jpeg", PIXEL);
    let (test, fake) = beside(fake).await;
    let seen = look(&test.app, &test.actor(), VIDEO).await.unwrap();
    assert_eq!((seen.title.as_str(), seen.missing), ("La Lim en crue", None));
    let mut tx = test.app.read().await.unwrap();
    let kept = media::details(&mut tx, seen.picture.unwrap()).await.unwrap().unwrap();
    assert_eq!(
        (kept.credit.as_str(), kept.decorative, kept.source.as_str(), kept.name.as_str()),
        ("YouTube", true, VIDEO, "hqdefault.jpg")
    );
    assert_eq!(fake.asked().len(), 2);
}

#[tokio::test]
async fn a_message_is_titled_by_who_says_what() {
    let html = r#"{"author_name":"Vesna Ilić","html":"<blockquote class=\"twitter-tweet\"><p lang=\"sr\">Most je <a href=\"x\">otvoren</a></p>&mdash; Vesna (@v) <a href=\"y\">1 maj</a></blockquote>"}"#;
    let asked = "https://publish.twitter.com/oembed?format=json&url=https%3A%2F%2Fx.com%2Fv%2Fstatus%2F12&omit_script=1&dnt=1";
    let seen = look_at(Fake::default().with(asked, "application/json", html), "https://x.com/v/status/12").await;
    assert_eq!(seen, Seen { title: "Vesna Ilić — Most je otvoren".to_owned(), picture: None, missing: None });
    let page = "<meta property=og:title content=Dobrava><meta property=og:description content='Pont rouvert'><meta property=og:image content='/p.gif'>";
    let fake = Fake::default().with("https://t.me/dobrava/42", "text/html", page).with("https://t.me/p.gif", "image/gif", PIXEL);
    let seen = look_at(fake, "https://t.me/dobrava/42").await;
    assert!(seen.title == "Dobrava — Pont rouvert" && seen.picture.is_some(), "{seen:?}");
}

#[tokio::test]
async fn another_site_is_asked_for_its_page() {
    let page = b"<meta charset=windows-1252><meta property=og:title content='Un \xe9t\xe9'><meta property=og:site_name content='Le Val'><meta property=og:image content='//img.example.com/a.gif'>";
    let fake = Fake::default()
        .leading("https://example.org.uk/court", "https://www.example.com/a")
        .with("https://www.example.com/a", "text/html", *page)
        .with("https://img.example.com/a.gif", "image/gif", PIXEL);
    let (test, _) = beside(fake).await;
    let seen = look(&test.app, &test.actor(), "https://example.org.uk/court").await.unwrap();
    assert_eq!(seen.title, "Un été");
    let mut tx = test.app.read().await.unwrap();
    assert_eq!(media::details(&mut tx, seen.picture.unwrap()).await.unwrap().unwrap().credit, "Le Val");
}

#[tokio::test]
async fn what_cannot_be_had_is_said_and_hinders_nothing() {
    let seen = look_at(Fake::default(), VIDEO).await;
    assert_eq!(seen, Seen { missing: Some("problem-elsewhere-silent"), ..Seen::default() });
    let refused = Fake::default().failing("https://example.com/a", outbound::Error::Status(403));
    assert_eq!(look_at(refused, "https://example.com/a").await.missing, Some("problem-elsewhere-refused"));
    let page = "<title>Un pont</title><meta property=og:image content='https://example.com/page.html'>";
    let broken = Fake::default().with("https://example.com/a", "text/html", page).with("https://example.com/page.html", "text/html", "<p>");
    let seen = look_at(broken, "https://example.com/a").await;
    assert_eq!((seen.title.as_str(), seen.missing), ("Un pont", Some("problem-elsewhere-picture")));
    let inside = "<title>Un pont</title><meta property=og:image content='http://169.254.169.254/latest'>";
    let seen = look_at(Fake::default().with("https://example.com/a", "text/html", inside), "https://example.com/a").await;
    assert_eq!((seen.picture, seen.missing), (None, Some("problem-elsewhere-picture")));
    assert_eq!(look_at(Fake::default(), "http://127.0.0.1/").await.missing, Some("problem-elsewhere-address"));
}

/// A site that shows its contents only to those who sign in leads to a door; the door's title is not the content's.
#[tokio::test]
async fn a_door_is_not_taken_for_what_is_behind_it() {
    let fake = Fake::default().leading("https://www.instagram.com/p/AbC/", "https://www.instagram.com/accounts/login/").with(
        "https://www.instagram.com/accounts/login/",
        "text/html",
        "<title>Instagram</title>",
    );
    let seen = look_at(fake, "https://www.instagram.com/p/AbC/").await;
    assert_eq!(seen, Seen { missing: Some("problem-elsewhere-refused"), ..Seen::default() });
}

#[tokio::test]
async fn a_pasted_picture_is_brought_with_its_source_and_without_credit() {
    let (test, fake) = beside(Fake::default().with("https://example.com/photos/pont.gif?w=9", "image/gif", PIXEL)).await;
    let taken = bring(&test.app, &test.actor(), "https://example.com/photos/pont.gif?w=9", "https://example.com/article").await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let kept = media::details(&mut tx, taken.id).await.unwrap().unwrap();
    assert_eq!((kept.name.as_str(), kept.credit.as_str(), kept.source.as_str()), ("pont.gif", "", "https://example.com/article"));
    assert!(!kept.decorative);
    drop(tx);
    let own = bring(&test.app, &test.actor(), &format!("https://example.org{}", taken.href), "").await.unwrap();
    assert_eq!((own.id, fake.asked().len()), (taken.id, 1), "a picture of this site is the one of the library");
}

#[tokio::test]
async fn a_picture_that_does_not_come_says_why() {
    let fake = Fake::default().with("https://example.com/a.gif", "image/gif", "<html>").with(
        "https://example.com/b.gif",
        "image/gif",
        vec![0; media::MAX_BYTES + 1],
    );
    let (test, _) = beside(fake).await;
    for (address, field, key) in [
        ("https://example.com/a.gif", "file", "problem-file-kind"),
        ("https://example.com/b.gif", "address", "problem-file-large"),
        ("https://example.com/c.gif", "address", "problem-elsewhere-silent"),
        ("http://10.0.0.1/c.gif", "address", "problem-elsewhere-address"),
        ("file:///etc/passwd", "address", "problem-elsewhere-address"),
        ("https://example.org/media/abc/1.gif", "address", "problem-elsewhere-address"),
    ] {
        match bring(&test.app, &test.actor(), address, "").await {
            Err(Error::Invalid(problems)) => assert_eq!((problems[0].field, problems[0].key), (field, key), "{address}"),
            other => panic!("{address}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn nobody_asks_without_end() {
    let (test, fake) = beside(Fake::default()).await;
    for _ in 0..OFTEN.count {
        look(&test.app, &test.actor(), "https://example.com/a").await.unwrap();
    }
    assert!(matches!(look(&test.app, &test.actor(), "https://example.com/a").await, Err(Error::Unavailable(_))));
    assert_eq!(fake.asked().len(), 120);
}
