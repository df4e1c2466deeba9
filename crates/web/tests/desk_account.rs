//! Signing in, setting up, and what a lost session leaves.

mod support;

use axum::http::{StatusCode, header};
use newsroom::accounts::{self, Purpose};
use support::{open, site};

#[tokio::test]
async fn set_up_asks_once_and_ends_at_the_desk() {
    let site = open(newsroom::testing::empty().await.unwrap()).await;
    let token = accounts::make_link(&site.test.app, Purpose::SetUp, None).await.unwrap();
    let page = site.get(&format!("/desk/setup?token={token}")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(site.get("/desk/setup?token=wrong").await.status, StatusCode::NOT_FOUND);
    let mut fields = vec![
        ("token", token.as_str()),
        ("name", "Le Courrier du Val"),
        ("language", "fr"),
        ("languages", "en"),
        ("zone", "Europe/Paris"),
        ("collective", "La rédaction"),
        ("account_name", "Ana Verel"),
        ("email", "ana@example.org"),
        ("password", "short"),
        ("contact", "contact@example.org"),
        ("from", "lettre@example.org"),
        ("reply_to", "redaction@example.org"),
    ];
    let refused = site.form("/desk/setup", &fields, "").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("value=\"Le Courrier du Val\""), "what was typed stays");
    assert!(refused.body.contains("aria-invalid"));
    fields[8].1 = "correct horse battery";
    let answer = site.form("/desk/setup", &fields, "").await;
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/desk/articles"), "{}", answer.body);
    let cookie = answer.headers[header::SET_COOKIE].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Secure") && cookie.starts_with("__Host-"), "{cookie}");
    assert_eq!(site.get(&format!("/desk/setup?token={token}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn signing_in_leads_to_where_one_wanted_to_go() {
    let site = site().await;
    let asked = site.get("/desk/articles?state=draft").await;
    assert_eq!(asked.location(), "/desk/sign-in?next=%2Fdesk%2Farticles%3Fstate%3Ddraft");
    assert!(site.get("/desk/sign-in").await.body.contains("name=\"password\""));
    let fields = [("email", "ana@example.org"), ("password", "wrong wrong wrong"), ("next", "/desk/settings")];
    let wrong = site.form("/desk/sign-in", &fields, "").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.body.contains("wrong wrong wrong"));
    let fields = [("email", "Ana@Example.org "), ("password", "correct horse battery"), ("next", "https://elsewhere.example/")];
    let right = site.form("/desk/sign-in", &fields, "").await;
    assert_eq!((right.status, right.location()), (StatusCode::SEE_OTHER, "/desk/articles"));
    let out = site.post("/desk/sign-out", &[]).await;
    assert_eq!(out.location(), "/desk/sign-in");
    assert_eq!(site.desk("/desk/articles").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_sign_in_link_works_once_and_only_by_a_post() {
    let site = site().await;
    let token = accounts::make_link(&site.test.app, Purpose::SignIn, Some(site.test.account)).await.unwrap();
    let page = format!("/desk/link?token={token}");
    assert_eq!(site.get(&page).await.status, StatusCode::OK);
    assert_eq!(site.get(&page).await.status, StatusCode::OK);
    assert_eq!(site.form("/desk/link", &[("token", &token)], "").await.location(), "/desk/articles");
    assert_eq!(site.form("/desk/link", &[("token", &token)], "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_new_password_is_chosen_by_a_link() {
    let site = site().await;
    let token = accounts::make_link(&site.test.app, Purpose::Password, Some(site.test.account)).await.unwrap();
    assert_eq!(site.get(&format!("/desk/password?token={token}")).await.status, StatusCode::OK);
    let short = site.form("/desk/password", &[("token", &token), ("new_password", "short")], "").await;
    assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY);
    let good = site.form("/desk/password", &[("token", &token), ("new_password", "another good one")], "").await;
    assert_eq!(good.location(), "/desk/articles");
    let fields = [("email", "ana@example.org"), ("password", "another good one")];
    assert_eq!(site.form("/desk/sign-in", &fields, "").await.location(), "/desk/articles");
}

#[tokio::test]
async fn what_was_typed_survives_a_lost_session() {
    let site = site().await;
    let answer = site.form("/desk/articles", &[("headline", "Un titre long à retaper"), ("csrf", "x")], "").await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.body.contains("Un titre long à retaper"));
}

#[tokio::test]
async fn a_form_without_its_secret_is_refused() {
    let site = site().await;
    let answer = site.form("/desk/articles", &[("headline", "x"), ("csrf", "guess")], &site.cookie).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(site.desk("/desk").await.location(), "/desk/articles");
}
