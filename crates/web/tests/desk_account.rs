//! Signing in, setting up, and what a lost session leaves.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
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
    assert_eq!((answer.status, answer.location()), (StatusCode::SEE_OTHER, "/desk"), "{}", answer.body);
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
    assert_eq!((right.status, right.location()), (StatusCode::SEE_OTHER, "/desk"));
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
    assert_eq!(site.form("/desk/link", &[("token", &token)], "").await.location(), "/desk");
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
    assert_eq!(good.location(), "/desk");
    let fields = [("email", "ana@example.org"), ("password", "another good one")];
    assert_eq!(site.form("/desk/sign-in", &fields, "").await.location(), "/desk");
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
    assert!(site.desk("/desk").await.body.contains("À faire"));
}

#[tokio::test]
async fn a_form_of_a_lost_session_goes_again_after_signing_in_on_the_spot() {
    let site = site().await;
    let lost = site.form("/desk/sections", &[("name.fr", "Politique"), ("text.fr", "Le débat"), ("csrf", "x")], "").await;
    assert_eq!(lost.status, StatusCode::UNAUTHORIZED);
    assert!(lost.body.contains("name=\"again\" value=\"/desk/sections\""), "{}", lost.body);
    assert!(lost.body.contains("name=\"typed.name.fr\"") && lost.body.contains("Le débat"));
    let again = [("again", "/desk/sections"), ("typed.name.fr", "Politique"), ("typed.text.fr", "Le débat"), ("email", "ana@example.org")];
    let wrong = site.form("/desk/sign-in", &[&again[..], &[("password", "not the password")]].concat(), "").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Le débat") && wrong.body.contains("role=\"alert\""));
    let right = site.form("/desk/sign-in", &[&again[..], &[("password", "correct horse battery")]].concat(), "").await;
    assert_eq!(right.status, StatusCode::OK);
    let cookie = right.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert!(right.body.contains("action=\"/desk/sections\"") && right.body.contains("value=\"Le débat\""), "{}", right.body);
    let csrf = right.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let sent = site.form("/desk/sections", &[("name.fr", "Politique"), ("text.fr", "Le débat"), ("csrf", csrf)], &cookie).await;
    assert_eq!(sent.location(), "/desk/sections?said=saved");
}

#[tokio::test]
async fn the_open_pages_speak_the_language_of_the_browser() {
    let site = open(newsroom::testing::empty().await.unwrap()).await;
    let token = accounts::make_link(&site.test.app, Purpose::SetUp, None).await.unwrap();
    let ask = |language: &str| {
        let request = Request::get(format!("/desk/setup?token={token}")).header(header::ACCEPT_LANGUAGE, language);
        site.send(request.body(Body::empty()).unwrap())
    };
    assert!(ask("en-GB,en;q=0.9,fr;q=0.5").await.body.contains("<html lang=\"en\">"));
    assert!(ask("de, fr-CH;q=0.8, en;q=0.2").await.body.contains("<html lang=\"fr\">"));
}

#[tokio::test]
async fn set_up_says_beside_each_field_what_is_wrong_with_it() {
    let site = open(newsroom::testing::empty().await.unwrap()).await;
    let token = accounts::make_link(&site.test.app, Purpose::SetUp, None).await.unwrap();
    let wrong = [
        ("token", token.as_str()),
        ("name", ""),
        ("language", "fr"),
        ("languages", "klingon!"),
        ("zone", "Paris"),
        ("collective", ""),
        ("account_name", ""),
        ("email", "ana"),
        ("password", "short"),
        ("contact", "contact"),
        ("from", "lettre@"),
        ("reply_to", "a b@example.org"),
    ];
    let page = site.form("/desk/setup", &wrong, "").await.body;
    for field in ["name", "languages", "zone", "collective", "account_name", "email", "password", "contact", "from", "reply_to"] {
        assert!(page.contains(&format!("id=\"{field}-error\"")), "{field} has no message");
        assert!(page.contains(&format!("<a href=\"#{field}\">")), "{field} is not named at the head");
    }
    assert!(page.contains("value=\"klingon!\"") && page.contains("value=\"lettre@\""));
}

#[tokio::test]
async fn too_many_attempts_are_told_and_what_was_typed_stays() {
    let site = site().await;
    let fields = [("email", "ana@example.org"), ("password", "wrong wrong wrong")];
    let mut last = site.form("/desk/sign-in", &fields, "").await;
    for _ in 0..30 {
        last = site.form("/desk/sign-in", &fields, "").await;
    }
    assert_eq!(last.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(last.body.contains("quart d’heure") && last.body.contains("value=\"ana@example.org\""));
}
