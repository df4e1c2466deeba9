//! The old site's addresses that rules answer.

mod support;

use axum::http::StatusCode;
use newsroom::imports::{self, Term};
use newsroom::naming::{Name, Names};
use newsroom::{Actor, testing};
use support::Site;

/// A site with one imported section, "Serbie", and one article in it that stood at `/2014/09/30/titre` and `/?p=12`.
async fn site() -> Site {
    let site = support::site().await;
    let names = Names::from([("fr".to_owned(), Name { name: "Serbie".to_owned(), ..Name::default() })]);
    let addresses = ["/category/serbie".to_owned(), "/?cat=3".to_owned()];
    let term = Term { site: "example.org", key: "serbie", id: None, language: "fr", addresses: &addresses };
    let section = imports::put_section(&site.test.app, &Actor::import(), &term, names).await.unwrap();
    let id = testing::published(&site.test, "Le titre", section, "Un texte.").await.unwrap();
    let rows = ["/2014/09/30/titre", "/?p=12"].map(|path| (path.to_owned(), "/serbie/le-titre".to_owned()));
    imports::add_addresses(&site.test.app, &Actor::import(), &rows).await.unwrap();
    let rows = [("/wp-content/uploads/2014/09/a.jpg".to_owned(), "/media/abc.jpg".to_owned())];
    imports::add_addresses(&site.test.app, &Actor::import(), &rows).await.unwrap();
    assert!(id > 0);
    site.settle().await;
    site
}

async fn leads(site: &Site, path: &str, to: &str) {
    let answer = site.get(path).await;
    assert_eq!((answer.status, answer.location()), (StatusCode::MOVED_PERMANENTLY, to), "{path}");
}

#[tokio::test]
async fn numbered_addresses_lead_to_the_article() {
    let site = site().await;
    for path in ["/?p=12", "/?page_id=12", "/?attachment_id=12", "/2014/09/30/titre", "/2014/09/30/titre/2", "/2014/09/30/titre/amp"] {
        leads(&site, path, "/serbie/le-titre").await;
    }
    assert_eq!(site.get("/?p=99").await.status, StatusCode::OK, "an unknown number is the home page");
}

#[tokio::test]
async fn lists_and_their_pages_lead_to_the_section() {
    let site = site().await;
    for path in ["/category/serbie", "/?cat=3", "/category/serbie/page/4"] {
        leads(&site, path, "/serbie").await;
    }
    leads(&site, "/page/2", "/").await;
    leads(&site, "/index.php/category/serbie", "/serbie").await;
}

#[tokio::test]
async fn feeds_lead_to_feeds() {
    let site = site().await;
    leads(&site, "/feed", "/feed.xml").await;
    leads(&site, "/feed/rss2", "/feed.xml").await;
    leads(&site, "/feed/atom", "/feed.atom").await;
    leads(&site, "/?feed=rss2", "/feed.xml").await;
    leads(&site, "/category/serbie/feed", "/serbie/feed.xml").await;
    leads(&site, "/?cat=3&feed=rss2", "/serbie/feed.xml").await;
    leads(&site, "/2014/09/30/titre/feed", "/serbie/le-titre").await;
    for path in ["/feed.xml", "/feed.atom", "/serbie/feed.xml"] {
        assert_eq!(site.get(path).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn archives_uploads_and_sitemaps_are_found_again() {
    let site = site().await;
    leads(&site, "/2014/09", "/archives/2014/09").await;
    leads(&site, "/2014/09/30", "/archives/2014/09").await;
    leads(&site, "/2014", "/archives").await;
    leads(&site, "/?m=201409", "/archives/2014/09").await;
    leads(&site, "/wp-content/uploads/2014/09/a-300x200.jpg", "/media/abc.jpg").await;
    leads(&site, "/wp-sitemap.xml", "/sitemap.xml").await;
    leads(&site, "/post-sitemap.xml", "/sitemap.xml").await;
}

#[tokio::test]
async fn the_machinery_is_gone_and_the_unknown_is_not_found() {
    let site = site().await;
    for path in ["/xmlrpc.php", "/wp-json/wp/v2/posts", "/wp-login.php", "/comments/feed"] {
        assert_eq!(site.get(path).await.status, StatusCode::GONE, "{path}");
    }
    for path in ["/category/inconnue", "/category/inconnue/feed", "/wp-content/uploads/b-300x200.jpg", "/2014/13/99/x"] {
        assert_eq!(site.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
