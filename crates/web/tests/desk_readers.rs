//! Newsletters and subscribers at the desk.

mod support;

use axum::http::{StatusCode, header};
use newsroom::newsletters::{self, Cadence};
use newsroom::{Id, subscribers, testing};
use support::{Site, link_in, site};

async fn all(site: &Site) -> Vec<newsletters::Newsletter> {
    let mut tx = site.test.app.read().await.unwrap();
    newsletters::all(&mut tx).await.unwrap()
}

const WEEK: [(&str, &str); 7] = [
    ("name.fr", "La semaine"),
    ("name.en", "The week"),
    ("cadence", "weekly"),
    ("hour", "7"),
    ("weekday", "1"),
    ("prepared", "12"),
    ("language", "fr"),
];

/// Someone who confirmed.
async fn subscribed(site: &Site, address: &str) -> Id {
    site.post("/desk/subscribers", &[("email", address), ("language", "fr"), ("note", "Bulletin signé à Varenne")]).await;
    let (_, to, message) = site.letters().await.pop().unwrap();
    assert_eq!(to, address);
    let link = link_in(&message, "https://example.org/subscribe/confirm/");
    let newsletter = all(site).await[0].id.to_string();
    site.form(link.strip_prefix("https://example.org").unwrap(), &[("newsletter", &newsletter)], "").await;
    let mut tx = site.test.app.read().await.unwrap();
    subscribers::by_normalised(&mut tx, &address.to_lowercase()).await.unwrap().unwrap().id
}

#[tokio::test]
async fn a_newsletter_is_made_altered_moved_paused_and_deleted() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    assert!(site.desk("/desk/newsletters/new").await.body.contains("Hebdomadaire"));
    let made = site.post("/desk/newsletters", &[&WEEK[..], &[(&format!("section.{section}"), "1")]].concat()).await;
    assert_eq!(made.location(), "/desk/newsletters?said=saved", "{}", made.body);
    let list = site.desk("/desk/newsletters").await.body;
    assert!(list.contains("La semaine") && list.contains("chaque lundi") && list.contains("Politique"), "{list}");
    let week = all(&site).await.pop().unwrap();
    assert_eq!((week.cadence, week.full, week.filter.sections.as_slice()), (Cadence::Weekly, false, &[section][..]));
    assert!(site.desk(&format!("/desk/newsletters/{}", week.id)).await.body.contains("The week"));
    let changed = [&WEEK[..], &[("name.fr", "Sept jours")]].concat();
    let changed: Vec<(&str, &str)> = changed.into_iter().filter(|field| *field != WEEK[0]).collect();
    site.post(&format!("/desk/newsletters/{}", week.id), &changed).await;
    let week = all(&site).await.pop().unwrap();
    assert_eq!((week.names["fr"].name.as_str(), week.names["fr"].slug.as_str()), ("Sept jours", "la-semaine"), "its List-Id stays");
    site.post("/desk/newsletters/order", &[("id", &week.id.to_string()), ("move", "up")]).await;
    assert_eq!(all(&site).await[0].id, week.id);
    site.post(&format!("/desk/newsletters/{}/pause", week.id), &[("paused", "1")]).await;
    site.settle().await;
    assert!(all(&site).await[0].paused && !site.get("/lettre").await.body.contains("Sept jours"));
    site.post(&format!("/desk/newsletters/{}/delete", week.id), &[]).await;
    assert_eq!(all(&site).await.len(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_a_newsletter_is_said_and_what_was_typed_is_kept() {
    let site = site().await;
    let wrong = [("name.fr", ""), ("cadence", "daily"), ("hour", "99"), ("weekday", "1"), ("language", "de"), ("text.fr", "Le matin")];
    let back = site.post("/desk/newsletters", &wrong).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("Le matin") && back.body.contains("Choisissez une heure"), "{}", back.body);
    let back = site.post("/desk/newsletters", &[&WEEK[..], &[("topics", "Lac inconnu")]].concat()).await;
    assert!(back.body.contains("Aucun thème ne s’appelle «\u{202f}Lac inconnu\u{202f}»"), "{}", back.body);
}

#[tokio::test]
async fn a_language_has_one_default_and_pages_offer_sign_up_while_there_is_one() {
    let site = site().await;
    let first = all(&site).await[0].id;
    site.post("/desk/newsletters", &[&WEEK[..], &[("default", "1")]].concat()).await;
    let defaults: Vec<bool> = all(&site).await.iter().map(|one| one.is_default).collect();
    assert_eq!(defaults, [false, true]);
    site.settle().await;
    assert!(site.get("/archives").await.body.contains("action=\"/subscribe\""));
    let week = all(&site).await[1].id;
    site.post(&format!("/desk/newsletters/{week}/pause"), &[("paused", "1")]).await;
    web::pages::step(&site.web, None).await.unwrap();
    site.settle().await;
    assert!(!site.get("/archives").await.body.contains("action=\"/subscribe\""));
    assert!(site.desk("/desk/newsletters").await.body.contains("n’offrent pas d’inscription"));
    assert_eq!(all(&site).await[0].id, first);
}

#[tokio::test]
async fn a_newsletter_that_readers_chose_can_only_be_paused() {
    let site = site().await;
    subscribed(&site, "ana@example.org").await;
    let refused = site.post(&format!("/desk/newsletters/{}/delete", all(&site).await[0].id), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Mettez-la en pause"), "{}", refused.body);
    assert!(site.desk("/desk/newsletters").await.body.contains(">1</a>"));
}

#[tokio::test]
async fn adding_an_address_subscribes_nobody_and_keeps_the_note() {
    let site = site().await;
    assert!(site.desk("/desk/subscribers/new").await.body.contains("name=\"note\""));
    let back = site.post("/desk/subscribers", &[("email", "ana@example"), ("language", "fr"), ("note", "")]).await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains("value=\"ana@example\"") && back.body.contains("Dites d’où vient"), "{}", back.body);
    let note = ("note", "Bulletin signé à Varenne");
    let asked = site.post("/desk/subscribers", &[("email", "ana@example.org"), ("language", "fr"), note]).await;
    assert_eq!(asked.location(), "/desk/subscribers?said=subscriber-asked");
    let list = site.desk("/desk/subscribers?state=pending").await.body;
    assert!(list.contains("ana@example.org"), "{list}");
    let mut tx = site.test.app.read().await.unwrap();
    let id = subscribers::by_normalised(&mut tx, "ana@example.org").await.unwrap().unwrap().id;
    drop(tx);
    assert!(site.desk(&format!("/desk/subscribers/{id}")).await.body.contains("Bulletin signé à Varenne"));
}

#[tokio::test]
async fn subscribers_are_found_paged_and_counted() {
    let site = site().await;
    let id = subscribed(&site, "Ana.Verel@example.org").await;
    for number in 0..52 {
        let address = format!("reader{number:02}@lac.example");
        site.post("/desk/subscribers", &[("email", &address), ("language", "en"), ("note", "Salon")]).await;
    }
    let first = site.desk("/desk/subscribers").await.body;
    assert!(first.contains("reader51@") && !first.contains("reader01@") && first.contains(">53</span>"), "{first}");
    let older = first.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let second = site.desk(&older).await.body;
    assert!(second.contains("reader01@") && second.contains("Ana.Verel@") && !second.contains("reader51@"));
    let found = site.desk("/desk/subscribers?words=VEREL").await.body;
    assert!(found.contains("Ana.Verel@example.org") && !found.contains("reader"), "{found}");
    let newsletter = all(&site).await[0].id;
    let of = site.desk(&format!("/desk/subscribers?newsletter={newsletter}")).await.body;
    assert!(of.contains(&format!("/desk/subscribers/{id}")) && !of.contains("reader51@"));
    assert!(site.desk("/desk/subscribers?words=nobody").await.body.contains("Aucune adresse trouvée"));
}

#[tokio::test]
async fn a_subscriber_is_shown_exported_unsubscribed_and_erased() {
    let site = site().await;
    let id = subscribed(&site, "ana@example.org").await;
    let path = format!("/desk/subscribers/{id}");
    let page = site.desk(&path).await.body;
    assert!(page.contains("Inscription confirmée") && page.contains("Tous les articles"), "{page}");
    let data = site.desk(&format!("/desk/subscribers/{id}/data")).await;
    let read: serde_json::Value = serde_json::from_str(&data.body).unwrap();
    assert_eq!((read["address"].as_str(), read["consent"].as_array().map(Vec::len)), (Some("ana@example.org"), Some(2)));
    let csv = site.post("/desk/subscribers/export", &[]).await;
    assert!(csv.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/csv"));
    assert!(csv.body.contains("\"ana@example.org\",\"fr\",\"Tous les articles\",\"2026-09-20T"), "{}", csv.body);
    site.post(&format!("/desk/subscribers/{id}/unsubscribe"), &[]).await;
    assert!(site.desk(&path).await.body.contains("désinscrit"));
    assert_eq!(site.post("/desk/subscribers/export", &[]).await.body.lines().count(), 1);
    site.post(&format!("/desk/subscribers/{id}/erase"), &[]).await;
    assert_eq!(site.desk(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn journalists_see_no_addresses() {
    let site = site().await;
    let account = newsroom::accounts::NewAccount {
        name: "Luan".to_owned(),
        email: "luan@example.org".to_owned(),
        password: "correct horse battery".to_owned(),
        language: "fr".to_owned(),
    };
    let journalist = newsroom::accounts::Role::Journalist;
    let id = newsroom::accounts::create(&site.test.app, &site.test.actor(), &account, journalist).await.unwrap();
    let session = newsroom::accounts::start_session(&site.test.app, id, "192.0.2.1", "test").await.unwrap();
    let site = Site { cookie: format!("kiosque_session={}", session.token), ..site };
    for path in ["/desk/subscribers", "/desk/newsletters", "/desk/subscribers/1/data"] {
        assert_eq!(site.desk(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}
