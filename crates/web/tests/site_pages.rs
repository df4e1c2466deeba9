//! Reader pages over a real newsroom.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::{articles, testing};
use support::{lines, site};

const HEADLINE: &str = "À Dobrava, la rivière retrouve son lit après trente ans de béton et de promesses";
const TEXT: &str =
    "Vendredi 20 septembre, l'eau est revenue sous le pont de Dobrava.\nLes habitants attendaient ce moment depuis trente ans.";

#[tokio::test]
async fn the_article_page_has_its_elements_in_reading_order() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::published(&site.test, HEADLINE, section, TEXT).await.unwrap();
    site.settle().await;
    let page = site.get("/politique/a-dobrava-la-riviere-retrouve-son-lit-apres-trente-ans-de-beton-et-de-promesses").await;
    assert_eq!(page.status, StatusCode::OK);
    let all = lines(&page.body);
    let wanted = [
        "Aller au texte",
        "Politique",
        "À Dobrava, la rivière retrouve son lit après trente ans de béton et de promesses",
        "La rédaction du Courrier",
        "20 septembre 2026",
        "Partagez sur :",
        "Facebook",
        "Vendredi 20 septembre, l’eau est revenue sous le pont de Dobrava.",
        "Les habitants attendaient ce moment depuis trente ans.",
        "La rédaction du Courrier",
    ];
    let mut rest = all.iter();
    for line in wanted {
        assert!(rest.any(|found| found == line), "{line} is missing or out of order in {all:#?}");
    }
}

#[tokio::test]
async fn reader_pages_hold_nothing_inline_and_nothing_from_elsewhere() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::published(&site.test, "Un pont", section, TEXT).await.unwrap();
    site.settle().await;
    for path in
        ["/", "/politique/un-pont", "/politique", "/archives", "/mentions-legales", "/confidentialite", "/nowhere", "/recherche?q=pont"]
    {
        let page = site.get(path).await;
        assert!(!page.body.contains("<style") && !page.body.contains(" style="), "{path}");
        assert!(
            !page.body.contains("onclick")
                && !page.body.replace("<script src=\"/assets/", "").replace("<script type=\"application/ld+json\"", "").contains("<script"),
            "{path}"
        );
        assert!(!page.body.contains("src=\"http"), "{path}");
        assert!(page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"), "{path}");
        assert!(!page.headers.contains_key(header::SET_COOKIE), "{path}");
    }
}

#[tokio::test]
async fn a_changed_slug_leads_on_for_ever() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    let id = testing::published(&site.test, "Un pont", section, TEXT).await.unwrap();
    let mut tx = site.test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let content = articles::Content { slug: "deux-ponts".to_owned(), ..copy.content };
    articles::save(&site.test.app, &site.test.actor(), id, copy.number, content).await.unwrap();
    articles::publish(&site.test.app, &site.test.actor(), id, &articles::Publish::default()).await.unwrap();
    site.settle().await;
    let old = site.get("/politique/un-pont").await;
    assert_eq!((old.status, old.location()), (StatusCode::MOVED_PERMANENTLY, "/politique/deux-ponts"));
    assert_eq!(site.get("/politique/deux-ponts").await.status, StatusCode::OK);
}

#[tokio::test]
async fn unpublished_is_not_found_and_retracted_shows_its_notice() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    let (app, actor) = (&site.test.app, site.test.actor());
    let one = testing::published(&site.test, "Un pont", section, TEXT).await.unwrap();
    let two = testing::published(&site.test, "Deux ponts", section, TEXT).await.unwrap();
    articles::unpublish(app, &actor, one).await.unwrap();
    articles::retract(app, &actor, two, "Cet article reposait sur un faux.").await.unwrap();
    site.settle().await;
    assert_eq!(site.get("/politique/un-pont").await.status, StatusCode::NOT_FOUND);
    let retracted = site.get("/politique/deux-ponts").await;
    assert_eq!(retracted.status, StatusCode::OK);
    assert!(retracted.body.contains("Cet article reposait sur un faux."));
    assert!(!retracted.body.contains("eau est revenue"));
}

#[tokio::test]
async fn feeds_and_sitemaps_follow_a_publication() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::published(&site.test, "Un pont & deux", section, TEXT).await.unwrap();
    site.settle().await;
    for (path, kind) in [
        ("/feed.xml", "application/rss+xml"),
        ("/feed.atom", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/politique/feed.xml", "application/rss+xml"),
        ("/sitemap.xml", "application/xml"),
        ("/sitemaps/news.xml", "application/xml"),
        ("/sitemaps/fr-2026-09.xml", "application/xml"),
    ] {
        let feed = site.get(path).await;
        assert_eq!(feed.status, StatusCode::OK, "{path}");
        assert!(feed.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with(kind), "{path}");
        if path.contains("feed") {
            assert!(feed.body.contains("revenue sous le pont"), "{path} carries the full text");
        }
        if path.ends_with("news.xml") || path.ends_with("09.xml") {
            assert!(feed.body.contains("https://example.org/politique/un-pont-deux"), "{path}: {}", feed.body);
        }
    }
    assert!(site.get("/robots.txt").await.body.contains("https://example.org/sitemap.xml"));
    assert_eq!(site.get("/favicon.ico").await.status, StatusCode::FOUND);
}

#[tokio::test]
async fn lists_are_paged_by_stable_addresses() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    for number in 1..=23 {
        testing::published(&site.test, &format!("Article {number:02}"), section, TEXT).await.unwrap();
        site.test.app.clock.advance(60 * 1_000_000);
    }
    site.settle().await;
    let first = site.get("/politique").await;
    assert!(first.body.contains("Article 23") && first.body.contains("Article 04") && !first.body.contains("Article 03"));
    let next = first.body.split("rel=\"next\" href=\"https://example.org").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let second = site.get(&next).await;
    assert!(second.body.contains("Article 03") && second.body.contains("Article 01") && !second.body.contains("Article 04"));
}

#[tokio::test]
async fn a_path_with_a_slash_at_its_end_leads_to_the_one_without() {
    let site = site().await;
    let answer = site.get("/archives/?x=1").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::MOVED_PERMANENTLY, "/archives?x=1"));
}

#[tokio::test]
async fn another_host_leads_to_the_sites_own() {
    let site = site().await;
    let request = Request::get("/archives").header(header::HOST, "www.example.org").body(Body::empty()).unwrap();
    let answer = site.send(request).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::PERMANENT_REDIRECT, "https://example.org/archives"));
    let request = Request::get("/healthz").header(header::HOST, "10.0.0.1").body(Body::empty()).unwrap();
    assert_eq!(site.send(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_is_the_same_until_something_changes_and_then_at_once_another() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::published(&site.test, "Un pont", section, TEXT).await.unwrap();
    site.settle().await;
    let first = site.get("/").await;
    let etag = first.headers[header::ETAG].to_str().unwrap().to_owned();
    let request = Request::get("/").header(header::IF_NONE_MATCH, &etag).body(Body::empty()).unwrap();
    assert_eq!(site.send(request).await.status, StatusCode::NOT_MODIFIED);
    let at = web::pages::step(&site.web, None).await.unwrap();
    testing::published(&site.test, "Deux ponts", section, TEXT).await.unwrap();
    web::pages::step(&site.web, Some(&at)).await.unwrap();
    let request = Request::get("/").header(header::IF_NONE_MATCH, &etag).body(Body::empty()).unwrap();
    let second = site.send(request).await;
    assert_eq!(second.status, StatusCode::OK);
    assert!(second.body.contains("Deux ponts"));
}

#[tokio::test]
async fn what_stands_around_a_page_follows_the_newsroom() {
    let site = site().await;
    assert!(!site.get("/").await.body.contains("Le Phare"));
    let mut tx = site.test.app.read().await.unwrap();
    let mut settings = newsroom::site::load(&mut tx).await.unwrap();
    drop(tx);
    settings.identity.name = "Le Phare".to_owned();
    newsroom::site::save(&site.test.app, &site.test.actor(), &settings).await.unwrap();
    site.settle().await;
    assert!(site.get("/").await.body.contains("Le Phare"));
}
