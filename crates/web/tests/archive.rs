//! Past mailings on the site: of newsletters that show them, without any person.

mod support;

use axum::http::StatusCode;
use newsroom::mailings;
use newsroom::newsletters::{self, Cadence, Details, Filter};
use newsroom::testing::{self, mail};
use newsroom::{Id, articles};
use support::{Site, site};

const DAY: i64 = 24 * 3_600 * newsroom::MICROS_PER_SECOND;

/// A newsletter that is archived, or not, has sent what was published. Gives it and its mailing.
async fn sent(site: &Site, cadence: Cadence, archived: bool) -> (Id, Id) {
    let app = &site.test.app;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&site.test, "Lacs", cadence, &Filter::default()).await.unwrap();
    let before: Details = newsletters::by_id(&mut app.read().await.unwrap(), newsletter).await.unwrap().unwrap().into();
    newsletters::update(app, &site.test.actor(), newsletter, Details { archived, ..before }).await.unwrap();
    mail::subscribers(&site.test, newsletter, 2).await.unwrap();
    for headline in ["Un pont", "Un moulin"] {
        if cadence == Cadence::AtOnce {
            let id = testing::draft(&site.test, headline, section, "L'eau est revenue.").await.unwrap();
            let how = articles::Publish { mailing: mailings::Choice::Send, ..articles::Publish::default() };
            articles::publish(app, &site.test.actor(), id, &how).await.unwrap();
        } else {
            testing::published(&site.test, headline, section, "L'eau est revenue.").await.unwrap();
        }
    }
    for _ in 0..3 {
        site.settle().await;
        app.clock.advance(DAY / 2);
    }
    site.settle().await;
    let all = mailings::list(&mut app.read().await.unwrap(), None, 10).await.unwrap();
    (newsletter, all.first().expect("a mailing").id)
}

#[tokio::test]
async fn a_digest_has_a_page_of_its_articles_and_stands_in_the_list() {
    let site = site().await;
    let (_, mailing) = sent(&site, Cadence::Daily, true).await;
    let list = site.get("/lettre/lacs").await;
    assert_eq!(list.status, StatusCode::OK);
    let own = format!("/lettre/lacs/{mailing:x}");
    assert!(list.body.contains(&format!("href=\"{own}\"")) && list.body.contains("Un moulin · Un pont"), "{}", list.body);
    let page = site.get(&own).await.body;
    assert!(page.contains("href=\"/politique/un-pont\"") && page.contains("href=\"/politique/un-moulin\""), "{page}");
    assert!(!page.contains("reader0") && !page.contains("/subscribe/preferences/"), "no person: {page}");
}

#[tokio::test]
async fn a_mailing_of_an_article_is_the_article() {
    let site = site().await;
    let (_, mailing) = sent(&site, Cadence::AtOnce, true).await;
    let list = site.get("/lettre/lacs").await.body;
    assert!(list.contains("href=\"/politique/un-pont\"") && list.contains("href=\"/politique/un-moulin\""), "{list}");
    let view = site.get(&format!("/lettre/lacs/{mailing:x}")).await;
    assert_eq!((view.status, view.location()), (StatusCode::MOVED_PERMANENTLY, "/politique/un-moulin"));
}

#[tokio::test]
async fn a_newsletter_that_does_not_show_them_has_no_archive() {
    let site = site().await;
    let (_, mailing) = sent(&site, Cadence::Daily, false).await;
    for path in ["/lettre/lacs".to_owned(), format!("/lettre/lacs/{mailing:x}"), "/lettre/lacs/feed.xml".to_owned()] {
        assert_eq!(site.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn another_newsletter_s_mailing_is_not_shown() {
    let site = site().await;
    let (_, mailing) = sent(&site, Cadence::Daily, true).await;
    assert_eq!(site.get(&format!("/lettre/lacs/{:x}", mailing + 1)).await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/lettre/lacs/zz").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_feeds_of_a_newsletter_have_its_mailings() {
    let site = site().await;
    let (_, mailing) = sent(&site, Cadence::Daily, true).await;
    for file in ["feed.xml", "feed.atom", "feed.json"] {
        let feed = site.get(&format!("/lettre/lacs/{file}")).await;
        assert_eq!(feed.status, StatusCode::OK, "{file}");
        assert!(feed.body.contains(&format!("https://example.org/lettre/lacs/{mailing:x}")), "{file}: {}", feed.body);
        assert!(feed.body.contains("https://example.org/politique/un-pont"), "{file}: {}", feed.body);
    }
}

#[tokio::test]
async fn the_mail_of_a_digest_links_to_its_page() {
    let site = site().await;
    let (_, mailing) = sent(&site, Cadence::Daily, true).await;
    let outbox = site.desk("/desk/outbox").await.body;
    let name = outbox.split("/desk/outbox/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let page = site.desk(&format!("/desk/outbox/{name}/page")).await.body;
    assert!(
        page.contains(&format!("https://example.org/lettre/lacs/{mailing:x}")) && page.contains("Lire cet envoi sur le site"),
        "{page}"
    );
}

#[tokio::test]
async fn the_page_of_newsletters_links_to_past_mailings() {
    let site = site().await;
    sent(&site, Cadence::Daily, true).await;
    let page = site.get("/lettre").await.body;
    assert!(page.contains("href=\"/lettre/lacs\"") && page.contains("Envois précédents"), "{page}");
}

#[tokio::test]
async fn two_shown_newsletters_cannot_have_one_address() {
    let site = site().await;
    let (newsletter, _) = sent(&site, Cadence::Daily, true).await;
    let app = &site.test.app;
    let before = newsletters::by_id(&mut app.read().await.unwrap(), newsletter).await.unwrap().unwrap();
    let other = Details { is_default: false, ..before.into() };
    let refused = newsletters::create(app, &site.test.actor(), other).await.unwrap_err();
    assert!(matches!(refused, newsroom::Error::Invalid(problems) if problems.iter().any(|one| one.key == "problem-newsletter-archived")));
}
