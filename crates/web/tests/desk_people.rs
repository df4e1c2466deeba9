//! Accounts and static pages at the desk.

mod support;

use axum::http::StatusCode;
use newsroom::{accounts, pages};
use support::site;

#[tokio::test]
async fn someone_is_invited_chooses_a_password_and_is_shut_out() {
    let site = site().await;
    assert!(site.desk("/desk/accounts/new").await.body.contains("name=\"role\""));
    let bad = site.post("/desk/accounts", &[("account_name", "Nada"), ("email", "nada"), ("role", "editor"), ("language", "fr")]).await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bad.body.contains("value=\"Nada\""));
    let fields = [("account_name", "Nada"), ("email", "nada@example.org"), ("role", "editor"), ("language", "en")];
    let made = site.post("/desk/accounts", &fields).await;
    let token = made.body.split("/desk/password?token=").nth(1).unwrap().split(['<', '"']).next().unwrap().to_owned();
    assert_eq!(site.get(&format!("/desk/password?token={token}")).await.status, StatusCode::OK);
    assert!(site.desk("/desk/accounts").await.body.contains("nada@example.org"));
    let mut tx = site.test.app.read().await.unwrap();
    let id = accounts::by_email(&mut tx, "nada@example.org").await.unwrap().unwrap().id;
    drop(tx);
    assert!(site.desk(&format!("/desk/accounts/{id}")).await.body.contains("Nada"));
    assert!(site.post(&format!("/desk/accounts/{id}/password"), &[]).await.body.contains("/desk/password?token="));
    let session = accounts::start_session(&site.test.app, id, "", "").await.unwrap();
    site.post(&format!("/desk/accounts/{id}"), &[("role", "editor"), ("language", "en"), ("disabled", "1")]).await;
    assert!(accounts::find_session(&site.test.app, &session.token).await.unwrap().is_none());
}

#[tokio::test]
async fn the_last_account_of_the_administration_stays() {
    let site = site().await;
    let own = format!("/desk/accounts/{}", site.test.account);
    let refused = site.post(&own, &[("role", "editor"), ("language", "fr")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_static_page_is_written_published_and_deleted() {
    let site = site().await;
    assert!(site.desk("/desk/pages/new").await.body.contains("name=\"title.fr\""));
    let html = "<p>Sept personnes, <a href=\"article:7\">un lac</a>.</p>";
    site.post("/desk/pages", &[("title.fr", "Qui sommes-nous"), ("body.fr", html), ("published.fr", "1")]).await;
    site.settle().await;
    assert!(site.get("/qui-sommes-nous").await.body.contains("Sept personnes"));
    assert!(site.get("/").await.body.contains("Qui sommes-nous"), "it stands in the footer");
    let mut tx = site.test.app.read().await.unwrap();
    let page = pages::all(&mut tx).await.unwrap().pop().unwrap();
    drop(tx);
    let path = format!("/desk/pages/{}", page.id);
    let edit = site.desk(&path).await.body;
    assert!(edit.contains("article:7"), "{edit}");
    site.post(&path, &[("title.fr", "À propos"), ("slug.fr", ""), ("body.fr", html), ("published.fr", "1")]).await;
    site.settle().await;
    assert_eq!(site.get("/qui-sommes-nous").await.location(), "/a-propos");
    assert!(site.desk("/desk/pages").await.body.contains("À propos"));
    site.post(&format!("/desk/pages/{}/delete", page.id), &[]).await;
    site.settle().await;
    assert_eq!(site.get("/a-propos").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_box_that_was_unticked_stays_so_and_a_text_without_a_title_is_not_lost() {
    let site = site().await;
    site.post("/desk/pages", &[("title.fr", "Contact"), ("body.fr", "<p>Rue du Pont.</p>"), ("published.fr", "1")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    let path = format!("/desk/pages/{}", pages::all(&mut tx).await.unwrap().pop().unwrap().id);
    drop(tx);
    assert!(site.desk(&path).await.body.contains("checked"));
    let refused = site.post(&path, &[("title.fr", "Contact"), ("body.fr", "<p>Rue.</p>"), ("body.en", "<p>Bridge street.</p>")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!refused.body.contains("checked"));
    assert!(refused.body.contains("Bridge street.") && refused.body.contains("id=\"title.en-error\""), "{}", refused.body);
    assert!(!refused.body.contains("id=\"title.fr-error\""));
}

#[tokio::test]
async fn a_static_page_is_written_in_the_editor_too() {
    let site = site().await;
    assert!(site.desk("/desk/pages/new").await.body.contains("<kiosque-editor"));
    let body = newsroom::testing::body("Rue du Pont, Dobrava.");
    site.post("/desk/pages", &[("title.fr", "Contact"), ("body.fr", &body), ("published.fr", "1")]).await;
    site.settle().await;
    assert!(site.get("/contact").await.body.contains("<p>Rue du Pont, Dobrava.</p>"));
}
