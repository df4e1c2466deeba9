//! Corners of the reader pages: odd addresses, empty months, what machines and slow lines are given.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::testing;
use support::{Site, site};

const TEXT: &str = "Vendredi 20 septembre, l'eau est revenue sous le pont de Dobrava.";
const DAY: i64 = 24 * 3600 * 1_000_000;

#[tokio::test]
async fn no_address_leads_to_another_site() {
    let site = site().await;
    for path in ["//elsewhere.example/", "///elsewhere.example/", "//elsewhere.example//"] {
        let answer = site.get(path).await;
        assert_eq!((answer.status, answer.location()), (StatusCode::NOT_FOUND, ""), "{path}");
    }
}

/// An article, another one 100 days later: the months between are empty.
async fn with_a_gap() -> Site {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::published(&site.test, "Un pont", section, TEXT).await.unwrap();
    site.test.app.clock.advance(100 * DAY);
    testing::published(&site.test, "Deux ponts", section, TEXT).await.unwrap();
    site.settle().await;
    site
}

#[tokio::test]
async fn the_archive_offers_the_months_that_have_articles_and_each_answers() {
    let site = with_a_gap().await;
    let archive = site.get("/archives").await.body;
    let months: Vec<&str> = archive.split("href=\"/archives/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(months, ["2026/12", "2026/09"]);
    for month in months {
        assert_eq!(site.get(&format!("/archives/{month}")).await.status, StatusCode::OK, "{month}");
    }
    let sitemaps = site.get("/sitemap.xml").await.body;
    assert!(sitemaps.contains("fr-2026-12.xml") && sitemaps.contains("fr-2026-09.xml") && !sitemaps.contains("fr-2026-10.xml"));
}

#[tokio::test]
async fn assets_are_sent_compressed_and_kept_for_ever() {
    let site = site().await;
    let home = site.get("/").await.body;
    let style = home.split("rel=\"stylesheet\" href=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let plain = site.get(style).await;
    let request = Request::get(style).header(header::ACCEPT_ENCODING, "gzip, br").body(Body::empty()).unwrap();
    let small = site.send(request).await;
    assert_eq!(small.headers[header::CONTENT_ENCODING], "br");
    assert!(small.body.len() * 2 < plain.body.len(), "{} of {}", small.body.len(), plain.body.len());
    assert!(small.headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
    assert_eq!(site.get("/assets/site.0000.css").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_section_names_itself_in_each_language_it_has() {
    let site = site().await;
    let names = [("fr", "Politique"), ("en", "Politics")]
        .map(|(tag, name)| (tag.to_owned(), newsroom::naming::Name { name: name.to_owned(), ..newsroom::naming::Name::default() }));
    newsroom::sections::create(&site.test.app, &site.test.actor(), names.into()).await.unwrap();
    site.settle().await;
    for path in ["/politique", "/en/politics"] {
        let page = site.get(path).await.body;
        assert!(page.contains("hreflang=\"fr\" href=\"https://example.org/politique\""), "{path}");
        assert!(page.contains("hreflang=\"en\" href=\"https://example.org/en/politics\""), "{path}");
    }
}

#[tokio::test]
async fn machines_are_told_nothing_that_is_not_there() {
    let site = with_a_gap().await;
    let article = site.get("/politique/un-pont").await.body;
    let json = article.split("application/ld+json\">").nth(1).and_then(|rest| rest.split("</script>").next()).unwrap();
    let said: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(said["@type"], "NewsArticle");
    assert!(!json.contains("null") && said.get("image").is_none(), "{json}");
    let feed: serde_json::Value = serde_json::from_str(&site.get("/feed.json").await.body).unwrap();
    assert_eq!(feed["items"][0]["tags"], serde_json::json!(["Politique"]));
    assert!(feed["items"][0].get("image").is_none());
}

#[tokio::test]
async fn further_pages_of_a_list_lead_to_the_first_by_its_name() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    for number in 1..=21 {
        testing::published(&site.test, &format!("Article {number:02}"), section, TEXT).await.unwrap();
        site.test.app.clock.advance(60 * 1_000_000);
    }
    site.settle().await;
    let first = site.get("/politique").await.body;
    let next = first.split("rel=\"next\" href=\"https://example.org").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let second = site.get(next).await.body;
    assert!(second.contains("<a href=\"/politique\">← Les plus récents</a>") && !second.contains("rel=\"prev\""), "{second}");
}
