//! The mark of a mailing in an address: the same kept page for everybody, counted without anyone.

mod support;

use newsroom::mailings;
use newsroom::newsletters::{self, Cadence, Details, Filter};
use newsroom::testing::{self, mail};
use newsroom::{Id, articles};
use support::{Site, site};

const PATH: &str = "/politique/un-pont";

/// A mailing of an article, by a newsletter that counts.
async fn sent(site: &Site) -> Id {
    let app = &site.test.app;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&site.test, "Tout", Cadence::AtOnce, &Filter::default()).await.unwrap();
    let before: Details = newsletters::by_id(&mut app.read().await.unwrap(), newsletter).await.unwrap().unwrap().into();
    newsletters::update(app, &site.test.actor(), newsletter, Details { counted: true, ..before }).await.unwrap();
    mail::subscribers(&site.test, newsletter, 2).await.unwrap();
    let id = testing::draft(&site.test, "Un pont", section, "L'eau est revenue.").await.unwrap();
    let how = articles::Publish { mailing: mailings::Choice::Send, ..articles::Publish::default() };
    let mailing = articles::publish(app, &site.test.actor(), id, &how).await.unwrap().mailing.unwrap();
    app.clock.advance(3_600 * newsroom::MICROS_PER_SECOND);
    site.settle().await;
    mailing
}

async fn followed(site: &Site, mailing: Id) -> i64 {
    site.settle().await;
    let mut tx = site.test.app.read().await.unwrap();
    let all = mailings::followed(&mut tx, mailing).await.unwrap();
    all.into_iter().find(|(path, _)| path == PATH).map(|(_, count)| count).unwrap()
}

#[tokio::test]
async fn a_link_of_a_mailing_gives_the_page_that_everybody_gets_and_is_counted() {
    let site = site().await;
    let mailing = sent(&site).await;
    let plain = site.get(PATH).await;
    let marked = site.get(&format!("{PATH}?mailing={mailing:x}")).await;
    assert_eq!(marked.headers.get("etag"), plain.headers.get("etag"));
    assert_eq!(marked.body, plain.body);
    assert!(!marked.body.contains("?mailing"), "the canonical address has no mark");
    assert_eq!(followed(&site, mailing).await, 1, "what was asked for without a mark is not counted");
}

#[tokio::test]
async fn what_a_browser_fetches_beforehand_is_not_counted() {
    let site = site().await;
    let mailing = sent(&site).await;
    let request = axum::http::Request::get(format!("{PATH}?mailing={mailing:x}")).header("sec-purpose", "prefetch");
    site.send(request.body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(followed(&site, mailing).await, 0);
}

#[tokio::test]
async fn the_desk_shows_how_often_each_link_was_followed() {
    let site = site().await;
    let mailing = sent(&site).await;
    site.get(&format!("{PATH}?mailing={mailing:x}")).await;
    site.settle().await;
    let page = site.desk(&format!("/desk/mailings/{mailing}")).await.body;
    assert!(page.contains("Liens suivis") && page.contains(&format!("<a href=\"{PATH}\">{PATH}</a>")), "{page}");
}
