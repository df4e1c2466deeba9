//! Pictures as readers get them.

mod support;

use axum::http::StatusCode;
use newsroom::articles::{self, Content, Publish};
use newsroom::media::{self, Words};
use newsroom::{Id, testing};
use support::Site;

/// One pixel.
const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B";

async fn picture(site: &Site) -> media::Taken {
    let words = Words {
        language: "fr".to_owned(),
        alt: "Un pont de pierre".to_owned(),
        caption: "Le pont du Val".to_owned(),
        credit: "Ana Verel".to_owned(),
        ..Words::default()
    };
    media::upload(&site.test.app, &site.test.actor(), "pont.gif", PIXEL.to_vec(), &words).await.unwrap()
}

async fn publish_with(site: &Site, image: Id) {
    let section = testing::section(&site.test, "Serbie").await.unwrap();
    let id = testing::draft(&site.test, "Un pont rouvre", section, "Le pont rouvre ce matin.").await.unwrap();
    let mut tx = site.test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let content = Content { image: Some(image), ..copy.content };
    articles::save(&site.test.app, &site.test.actor(), id, copy.number, content).await.unwrap();
    let how = Publish { overrule: "Sans crédit, pour l’essai.".to_owned(), ..Publish::default() };
    articles::publish(&site.test.app, &site.test.actor(), id, &how).await.unwrap();
    site.settle().await;
}

#[tokio::test]
async fn a_file_is_kept_for_ever_and_only_what_was_made_answers() {
    let site = support::site().await;
    let taken = picture(&site).await;
    let answer = site.get(&taken.href).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["content-type"], "image/png");
    assert_eq!(answer.headers["cache-control"], "public, max-age=31536000, immutable");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert_eq!(site.get("/media/abcd/640.png").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/media/..%2f/site.key").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_featured_picture_stands_on_the_page_with_its_words() {
    let site = support::site().await;
    let taken = picture(&site).await;
    publish_with(&site, taken.id).await;
    let page = site.get("/serbie/un-pont-rouvre").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in [taken.href.as_str(), "alt=\"Un pont de pierre\"", "Le pont du Val", "Ana Verel", "og:image", "image/webp"] {
        assert!(page.body.contains(part), "{part} is missing:\n{}", page.body);
    }
}
