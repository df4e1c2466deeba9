//! Several people on one article: merged texts, who is there, revisions compared and taken back in part.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::{articles, testing};
use serde_json::{Value, json};
use support::{Site, site};

async fn draft(site: &Site) -> i64 {
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::draft(&site.test, "Un pont", section, "L'eau monte.\nLe val dort.").await.unwrap()
}

async fn standing(site: &Site, id: i64) -> articles::WorkingCopy {
    let mut tx = site.test.app.read().await.unwrap();
    articles::working_copy(&mut tx, id).await.unwrap().unwrap()
}

async fn text(site: &Site, id: i64) -> String {
    document::plain_text(&standing(site, id).await.content.document().unwrap())
}

/// The value of a hidden field, as a browser would send it back.
fn hidden(html: &str, name: &str) -> String {
    let value = support::value_of(html, name);
    [("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2f;", "/"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(value, |text, (from, to)| text.replace(from, to))
}

async fn put(site: &Site, id: i64, body: &Value) -> support::Answer {
    let request = Request::put(format!("/desk/articles/{id}/working-copy"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-csrf-token", &site.csrf)
        .header(header::COOKIE, &site.cookie)
        .body(Body::from(body.to_string()))
        .unwrap();
    site.send(request).await
}

#[tokio::test]
async fn two_forms_that_altered_different_things_are_merged_without_asking() {
    let site = site().await;
    let id = draft(&site).await;
    let page = format!("/desk/articles/{id}");
    let opened = site.desk(&page).await.body;
    let (number, from) = (hidden(&opened, "number"), hidden(&opened, "from"));
    let old = testing::body("L'eau monte.\nLe val dort.");
    let theirs = testing::body("L'eau monte encore.\nLe val dort.");
    site.post(&page, &[("headline", "Un pont"), ("body", &theirs), ("number", &number), ("from", &from)]).await;
    let fields = [("headline", "Deux ponts"), ("body", old.as_str()), ("number", number.as_str()), ("from", from.as_str())];
    let second = site.post(&page, &fields).await;
    assert_eq!(second.location(), format!("{page}?said=article-merged"));
    assert_eq!(standing(&site, id).await.content.headline, "Deux ponts");
    assert_eq!(text(&site, id).await, "L'eau monte encore.\nLe val dort.");
}

#[tokio::test]
async fn a_conflict_shows_both_texts_and_saves_what_is_chosen_without_javascript() {
    let site = site().await;
    let id = draft(&site).await;
    let page = format!("/desk/articles/{id}");
    let opened = site.desk(&page).await.body;
    let (number, from) = (hidden(&opened, "number"), hidden(&opened, "from"));
    let (theirs, mine) = (testing::body("L'eau descend.\nLe val dort."), testing::body("L'eau déborde.\nLe val dort."));
    site.post(&page, &[("headline", "Le premier"), ("body", &theirs), ("number", &number), ("from", &from)]).await;
    let fields = [
        ("headline", "Le second"),
        ("body", mine.as_str()),
        ("number", number.as_str()),
        ("from", from.as_str()),
        ("handed", "abcdef12-1"),
    ];
    let asked = site.post(&page, &fields).await;
    assert_eq!(asked.status, StatusCode::CONFLICT);
    for words in ["premier", "second", "descend", "déborde", "choice.headline", "choice.body.0", "Ana Verel"] {
        assert!(asked.body.contains(words), "{words} is missing: {}", asked.body);
    }
    assert_eq!(standing(&site, id).await.content.headline, "Le premier", "nothing is written over");
    let carried: Vec<(&str, String)> =
        ["number", "from", "theirs", "mine", "handed"].iter().map(|name| (*name, hidden(&asked.body, name))).collect();
    let mut chosen: Vec<(&str, &str)> = carried.iter().map(|(name, value)| (*name, value.as_str())).collect();
    chosen.extend([("choice.headline", "theirs"), ("choice.body.0", "both")]);
    let saved = site.post(&format!("/desk/articles/{id}/merge"), &chosen).await;
    assert_eq!(saved.location(), format!("{page}?said=article-merged&kept=abcdef12-1"), "{}", saved.body);
    assert_eq!(standing(&site, id).await.content.headline, "Le premier");
    assert_eq!(text(&site, id).await, "L'eau descend.\nL'eau déborde.\nLe val dort.");
    let again = site.post(&format!("/desk/articles/{id}/merge"), &chosen).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "pressed twice, it is the same");
    let broken = site.post(&format!("/desk/articles/{id}/merge"), &[("number", "1"), ("from", "{")]).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert_eq!(site.desk(&format!("/desk/articles/{id}/merge")).await.location(), page);
}

#[tokio::test]
async fn the_editor_is_given_the_merged_text_and_told_of_a_conflict() {
    let site = site().await;
    let id = draft(&site).await;
    let copy = standing(&site, id).await;
    let (base, from) = (
        copy.number.to_string(),
        json!({ "headline": "Un pont", "body": copy.content.body, "section": copy.content.section.unwrap().to_string() }),
    );
    let theirs = testing::body("L'eau descend.\nLe val dort.");
    put(&site, id, &json!({ "base": base, "headline": "Un pont", "body": theirs })).await;
    let mine = testing::body("L'eau monte.\nLe val dort enfin.");
    let merged = put(&site, id, &json!({ "base": base, "from": from, "headline": "Un pont", "body": mine })).await;
    assert_eq!(merged.status, StatusCode::OK, "{}", merged.body);
    let answer: Value = serde_json::from_str(&merged.body).unwrap();
    assert!(answer["fields"]["body"][0].as_str().unwrap().contains("descend"), "{answer}");
    assert_eq!(text(&site, id).await, "L'eau descend.\nLe val dort enfin.");
    let late = testing::body("L'eau déborde.\nLe val dort.");
    let refused = put(&site, id, &json!({ "base": base, "from": from, "headline": "Un pont", "body": late })).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let answer: Value = serde_json::from_str(&refused.body).unwrap();
    assert_eq!(answer["conflicts"], 1, "{answer}");
}

#[tokio::test]
async fn who_else_is_there_is_told_and_forgotten_when_they_leave() {
    let site = site().await;
    let id = draft(&site).await;
    let here = format!("/desk/articles/{id}/presence");
    site.json(&here, r#"{"window":"window-one","place":"body:2"}"#).await;
    let seen = site.json(&here, r#"{"window":"window-two","place":"headline"}"#).await;
    let answer: Value = serde_json::from_str(&seen.body).unwrap();
    assert_eq!(answer["others"].as_array().unwrap().len(), 1, "{answer}");
    assert_eq!(answer["others"][0]["where"], "Texte, paragraphe 2");
    assert_eq!(answer["others"][0]["own"], true);
    assert_eq!(site.json(&here, r#"{"window":"window-one","left":"1"}"#).await.status, StatusCode::NO_CONTENT);
    let alone: Value = serde_json::from_str(&site.json(&here, r#"{"window":"window-two"}"#).await.body).unwrap();
    assert_eq!(alone["others"], json!([]));
    site.json(&here, r#"{"window":"window-one"}"#).await;
    site.test.app.clock.advance(newsroom::presence::GONE_AFTER + 1);
    let later: Value = serde_json::from_str(&site.json(&here, r#"{"window":"window-two"}"#).await.body).unwrap();
    assert_eq!(later["others"], json!([]), "a window that says nothing any more is gone");
    assert_eq!(site.json(&here, r#"{"window":"<>"}"#).await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_page_says_who_else_has_it_open() {
    let site = site().await;
    let id = draft(&site).await;
    let account = newsroom::accounts::NewAccount {
        name: "Nada Brun".to_owned(),
        email: "nada@example.org".to_owned(),
        password: "correct horse battery".to_owned(),
        language: "en".to_owned(),
    };
    let app = &site.test.app;
    let nada = newsroom::accounts::create(app, &site.test.actor(), &account, newsroom::accounts::Role::Journalist).await.unwrap();
    newsroom::presence::here(app, &newsroom::Actor::desk(nada, "192.0.2.2"), id, "window-nada", "standfirst").await.unwrap();
    let page = site.desk(&format!("/desk/articles/{id}")).await.body;
    assert!(page.contains("Nada Brun (Chapô)"), "{page}");
}

#[tokio::test]
async fn two_revisions_are_compared_word_by_word_and_a_passage_comes_back() {
    let site = site().await;
    let id = draft(&site).await;
    let page = format!("/desk/articles/{id}");
    let mut tx = site.test.app.read().await.unwrap();
    let first = articles::revisions(&mut tx, id, 10).await.unwrap().first().unwrap().0;
    drop(tx);
    let copy = standing(&site, id).await;
    let content =
        articles::Content { headline: "Deux ponts".to_owned(), body: testing::body("L'eau descend.\nLe val dort."), ..copy.content };
    articles::save(&site.test.app, &site.test.actor(), id, copy.number, content).await.unwrap();
    let list = site.desk(&format!("/desk/articles/{id}/revisions")).await.body;
    assert!(list.contains(&format!("value=\"{first}\"")), "{list}");
    let compared = site.desk(&format!("/desk/articles/{id}/compare?from={first}&to=now")).await.body;
    for words in ["[supprimé] </span>monte", "[ajouté] </span>descend", "<del>", "Le val dort.", "value=\"body.0\""] {
        assert!(compared.contains(words), "{words} is missing: {compared}");
    }
    let number = standing(&site, id).await.number.to_string();
    let part = [("from", first.to_string()), ("number", number), ("part", "body.0".to_owned())];
    let part: Vec<(&str, &str)> = part.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(site.post(&format!("/desk/articles/{id}/compare"), &part).await.location(), format!("{page}?said=article-part"));
    assert_eq!(text(&site, id).await, "L'eau monte.\nLe val dort.");
    assert_eq!(standing(&site, id).await.content.headline, "Deux ponts", "the rest stays");
    let late = site.post(&format!("/desk/articles/{id}/compare"), &part).await;
    assert_eq!(late.location(), format!("/desk/articles/{id}/compare?from={first}&to=now&said=compare-changed"));
    let backwards = site.desk(&format!("/desk/articles/{id}/compare?from=now&to={first}")).await.body;
    assert!(!backwards.contains("value=\"body.0\""), "only an older text can be taken back");
    assert_eq!(site.desk(&format!("/desk/articles/{id}/compare?from=nothing")).await.status, StatusCode::NOT_FOUND);
}
