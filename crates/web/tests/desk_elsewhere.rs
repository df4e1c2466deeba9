//! What the desk brings from other sites, and where sections and links lead when they change.

mod support;

use std::sync::Arc;

use axum::http::StatusCode;
use newsroom::articles::{self, Content, Publish};
use newsroom::testing::{self, Fake};
use newsroom::{Id, addresses};
use support::{Site, open, site, value_of};

/// One pixel.
const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x3B";

async fn beside(fake: Fake) -> Site {
    open(testing::set_up_beside(Arc::new(fake)).await.unwrap()).await
}

/// Gives an article this body and publishes it.
async fn publish(site: &Site, id: Id, change: impl FnOnce(Content) -> Content) -> Option<Id> {
    let mut tx = site.test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    articles::save(&site.test.app, &site.test.actor(), id, copy.number, change(copy.content)).await.unwrap();
    let how = Publish { mailing: newsroom::mailings::Choice::Later, ..Publish::default() };
    let published = articles::publish(&site.test.app, &site.test.actor(), id, &how).await.unwrap();
    site.settle().await;
    published.mailing
}

async fn path_of(site: &Site, id: Id) -> String {
    let mut tx = site.test.app.read().await.unwrap();
    addresses::current(&mut tx, addresses::Kind::Article, id, "fr").await.unwrap().unwrap()
}

#[tokio::test]
async fn an_embed_shows_the_picture_that_the_desk_has_brought() {
    let page = "<meta property=og:title content='La Lim en crue'><meta property=og:image content='/p.gif'>";
    let fake =
        Fake::default().with("https://www.example.com/lim", "text/html", page).with("https://www.example.com/p.gif", "image/gif", PIXEL);
    let site = beside(fake).await;
    let answer = site.post("/desk/media/card", &[("address", "https://www.example.com/lim")]).await;
    let card: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((card["title"].as_str(), card["message"].as_str()), (Some("La Lim en crue"), None), "{card}");
    assert_eq!((card["picture"]["credit"].as_str(), card["picture"]["decorative"].as_bool()), (Some("example.com"), Some(true)), "{card}");
    let picture = card["picture"]["id"].as_str().unwrap();
    let library = site.desk(&format!("/desk/media/{picture}")).await.body;
    assert!(
        library.contains("<a href=\"https:&#x2f;&#x2f;www.example.com&#x2f;lim\"")
            || library.contains("<a href=\"https://www.example.com/lim\""),
        "{library}"
    );

    let section = testing::section(&site.test, "Rivières").await.unwrap();
    let id = testing::draft(&site.test, "Le pont", section, "Il rouvre.").await.unwrap();
    let body = format!(
        r#"{{"type":"doc","version":1,"content":[{{"type":"embed","attrs":{{"address":"https://www.example.com/lim","title":"La Lim","picture":"media:{picture}"}}}}]}}"#
    );
    publish(&site, id, |content| Content { body, ..content }).await;
    let read = site.get(&path_of(&site, id).await).await.body;
    let card = read.split("class=\"embed pictured\"").nth(1).unwrap().split("</p>").next().unwrap();
    assert!(card.contains("src=\"/media/") && card.contains("alt=\"\" width=\"1\" height=\"1\" loading=\"lazy\""), "{card}");
    assert!(!read.contains("example.com/p.gif"), "nothing of the other site loads with the page");
}

#[tokio::test]
async fn what_does_not_come_is_said_in_the_language_of_the_desk() {
    let site = beside(Fake::default()).await;
    let answer = site.post("/desk/media/card", &[("address", "https://www.example.com/lim")]).await;
    assert_eq!(
        (answer.status, answer.body.as_str()),
        (StatusCode::OK, r#"{"title":"","picture":null,"message":"Le site n’a pas répondu."}"#)
    );
    let answer = site.post("/desk/media/fetch", &[("address", "http://127.0.0.1/a.gif")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("une adresse publique du web"), "{}", answer.body);
}

#[tokio::test]
async fn a_pasted_picture_comes_to_the_library() {
    let site = beside(Fake::default().with("https://www.example.com/a/pont.gif", "image/gif", PIXEL)).await;
    let answer = site.post("/desk/media/fetch", &[("address", "https://www.example.com/a/pont.gif")]).await;
    let picture: serde_json::Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!((picture["name"].as_str(), picture["credit"].as_str()), (Some("pont.gif"), Some("")), "{picture}");
}

/// A body names an article by number, so a new slug needs no new text: page, feed and mail have the address of the day.
#[tokio::test]
async fn a_link_to_an_own_article_follows_its_new_address() {
    let site = site().await;
    let section = testing::section(&site.test, "Rivières").await.unwrap();
    let linked = testing::published(&site.test, "Le pont", section, "Il rouvre.").await.unwrap();
    let newsletter = newsroom::newsletters::Details { full: true, ..newsroom::newsletters::Details::new("fr") };
    let named = newsroom::naming::Name { name: "La lettre".to_owned(), ..Default::default() };
    let details = newsroom::newsletters::Details { names: [("fr".to_owned(), named)].into(), ..newsletter };
    let (newsletter, _) = newsroom::newsletters::create(&site.test.app, &site.test.actor(), details).await.unwrap();
    let id = testing::draft(&site.test, "La crue", section, "L'eau.").await.unwrap();
    let body = format!(
        r#"{{"type":"doc","version":1,"content":[{{"type":"paragraph","content":[{{"type":"text","text":"Voir","marks":[{{"type":"link","attrs":{{"href":"article:{linked}","title":""}}}}]}}]}}]}}"#
    );
    let mailing = publish(&site, id, |content| Content { body, ..content }).await.unwrap();
    let page = path_of(&site, id).await;
    let old = path_of(&site, linked).await;
    assert!(site.get(&page).await.body.contains(&format!("<a href=\"{old}\">Voir</a>")));

    publish(&site, linked, |content| Content { slug: "le-nouveau-pont".to_owned(), ..content }).await;
    let new = path_of(&site, linked).await;
    assert_eq!(new, "/rivieres/le-nouveau-pont");
    assert_eq!(site.get(&old).await.location(), new);
    assert!(site.get(&page).await.body.contains(&format!("<a href=\"{new}\">Voir</a>")), "the page");
    let feed = site.get("/feed.xml").await.body;
    assert!(feed.contains(&format!("https://example.org{new}")) && !feed.contains(&format!("https://example.org{old}\"")), "{feed}");
    let mut tx = site.test.app.read().await.unwrap();
    let mail = newsroom::mailings::preview(&site.test.app, &mut tx, mailing, newsletter, "lim@example.org").await.unwrap();
    assert!(mail.html.contains(&format!("https://example.org{new}")), "the mail: {}", mail.html);
}

#[tokio::test]
async fn a_section_goes_into_another_after_a_page_that_says_how_many_articles() {
    let site = site().await;
    let going = testing::section(&site.test, "Serbie").await.unwrap();
    let staying = testing::section(&site.test, "Balkans").await.unwrap();
    let id = testing::published(&site.test, "Le pont", going, "Il rouvre.").await.unwrap();
    site.settle().await;
    assert_eq!(site.get("/serbie").await.status, StatusCode::OK);
    let form = format!("/desk/sections/{going}/merge");
    assert!(site.desk(&format!("/desk/sections/{going}")).await.body.contains(&form));
    assert!(site.post(&form, &[]).await.body.contains("Choisir une rubrique"));
    let wrong = site.post(&form, &[("into", &going.to_string())]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let sure = site.post(&form, &[("into", &staying.to_string())]).await.body;
    assert!(sure.contains("Un article change de rubrique") && value_of(&sure, "sure") == "yes", "{sure}");
    let merged = site.post(&form, &[("into", &value_of(&sure, "into")), ("sure", "yes")]).await;
    assert_eq!(merged.location(), "/desk/sections?said=sections-merged");
    site.settle().await;
    assert_eq!(site.get("/serbie").await.location(), "/balkans");
    assert_eq!(site.get("/serbie/feed").await.location(), "/balkans/feed.xml");
    assert!(site.get("/balkans").await.body.contains("Le pont"));
    assert!(site.get("/balkans/feed.xml").await.body.contains("Le pont"));
    let page = site.get(&path_of(&site, id).await).await;
    assert!(page.status == StatusCode::OK && page.body.contains("Balkans"));
    assert!(site.desk("/desk/audit").await.body.contains("rubriques fusionnées"));
}
