//! Writing and publishing at the desk.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::{articles, testing};
use support::{Site, site};

async fn draft(site: &Site) -> i64 {
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::draft(&site.test, "Un pont", section, "L'eau est revenue.").await.unwrap()
}

async fn number(site: &Site, id: i64) -> String {
    let mut tx = site.test.app.read().await.unwrap();
    articles::working_copy(&mut tx, id).await.unwrap().unwrap().number.to_string()
}

#[tokio::test]
async fn an_article_is_begun_written_published_and_taken_back() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap().to_string();
    assert!(site.desk("/desk/articles/new").await.body.contains("Politique"));
    let made = site.post("/desk/articles", &[("headline", "Un pont"), ("language", "fr"), ("section", &section)]).await;
    let page = made.location().to_owned();
    let id: i64 = page.rsplit('/').next().unwrap().parse().unwrap();
    let edit = site.desk(&page).await;
    assert!(edit.body.contains("Un pont"), "{page}: {} {}", edit.status, edit.body);
    let stopped = site.desk(&format!("/desk/articles/{id}/publish")).await;
    assert!(stopped.body.contains("pas de texte"), "an empty body stops");
    let body = testing::body("Le pont est ouvert.");
    let at = number(&site, id).await;
    let fields = [("headline", "Un pont"), ("number", at.as_str()), ("section", &section), ("body", &body), ("action", "publish")];
    assert_eq!(site.post(&page, &fields).await.location(), format!("/desk/articles/{id}/publish"));
    let at = number(&site, id).await;
    let published = site.post(&format!("/desk/articles/{id}/publish"), &[("number", &at)]).await;
    assert_eq!(published.location(), format!("/desk/articles/{id}?said=article-published"));
    site.settle().await;
    assert!(site.get("/politique/un-pont").await.body.contains("Le pont est ouvert."));
    assert!(site.desk(&format!("/desk/articles/{id}/unpublish")).await.body.contains("Un pont"));
    site.post(&format!("/desk/articles/{id}/unpublish"), &[]).await;
    site.settle().await;
    assert_eq!(site.get("/politique/un-pont").await.status, StatusCode::NOT_FOUND);
    let trashed = site.post(&format!("/desk/articles/{id}/trash"), &[]).await;
    assert_eq!(trashed.location(), "/desk/articles?said=article-trashed");
    assert!(site.desk("/desk/articles?state=trash").await.body.contains("Un pont"));
    site.post(&format!("/desk/articles/{id}/restore"), &[]).await;
    assert!(site.desk("/desk/articles?words=pont").await.body.contains("Un pont"));
}

#[tokio::test]
async fn two_tabs_lose_nothing() {
    let site = site().await;
    let id = draft(&site).await;
    let page = format!("/desk/articles/{id}");
    let at = number(&site, id).await;
    site.post(&page, &[("headline", "Le premier"), ("number", &at)]).await;
    let second = site.post(&page, &[("headline", "Le second"), ("number", &at)]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.body.contains("Le second"), "what was typed stays on the page");
    let mut tx = site.test.app.read().await.unwrap();
    let mut seen = Vec::new();
    for (revision, ..) in articles::revisions(&mut tx, id, 10).await.unwrap() {
        seen.push(articles::revision(&mut tx, revision).await.unwrap().unwrap().content.headline);
    }
    assert!(seen.contains(&"Le premier".to_owned()) && seen.contains(&"Le second".to_owned()), "{seen:?}");
}

async fn put(site: &Site, id: i64, body: &str) -> support::Answer {
    let request = Request::put(format!("/desk/articles/{id}/working-copy"))
        .header(header::CONTENT_TYPE, "application/json")
        .header("x-csrf-token", &site.csrf)
        .header(header::COOKIE, &site.cookie)
        .body(Body::from(body.to_owned()))
        .unwrap();
    site.send(request).await
}

#[tokio::test]
async fn the_editor_keeps_what_is_typed_and_learns_of_another() {
    let site = site().await;
    let id = draft(&site).await;
    let at = number(&site, id).await;
    let kept = put(&site, id, &format!("{{\"base\":\"{at}\",\"headline\":\"Deux ponts\"}}")).await;
    assert_eq!(kept.status, StatusCode::OK, "{}", kept.body);
    let late = put(&site, id, &format!("{{\"base\":\"{at}\",\"headline\":\"Trois ponts\"}}")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Deux ponts"));
    let asked = site.desk(&format!("/desk/articles/{id}/working-copy")).await;
    assert!(asked.body.contains(&site.csrf));
    let out = Request::put(format!("/desk/articles/{id}/working-copy"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .unwrap();
    assert_eq!(site.send(out).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_preview_is_what_readers_will_see() {
    let site = site().await;
    let id = draft(&site).await;
    assert!(site.desk(&format!("/desk/articles/{id}/preview")).await.body.contains("iframe"));
    let page = site.desk(&format!("/desk/articles/{id}/preview/page")).await;
    assert!(page.body.contains("L’eau est revenue.") && page.body.contains("noindex"));
    site.post(&format!("/desk/articles/{id}/preview-links"), &[]).await;
    let edit = site.desk(&format!("/desk/articles/{id}")).await.body;
    let path = edit.split("https://example.org/preview/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(site.get(&format!("/preview/{path}")).await.body.contains("L’eau est revenue."));
    site.post(&format!("/desk/articles/{id}/preview-links/revoke"), &[]).await;
    assert_eq!(site.get(&format!("/preview/{path}")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_old_revision_becomes_the_text_again() {
    let site = site().await;
    let id = draft(&site).await;
    let mut tx = site.test.app.read().await.unwrap();
    let first = articles::revisions(&mut tx, id, 10).await.unwrap().pop().unwrap().0;
    drop(tx);
    let at = number(&site, id).await;
    site.post(&format!("/desk/articles/{id}"), &[("headline", "Autre chose"), ("number", &at)]).await;
    assert!(site.desk(&format!("/desk/articles/{id}/revisions/{first}")).await.body.contains("Un pont"));
    site.post(&format!("/desk/articles/{id}/revisions/{first}/restore"), &[]).await;
    assert!(
        site.desk(&format!("/desk/articles/{id}")).await.body.contains(">Un pont</textarea>")
            || site.desk(&format!("/desk/articles/{id}")).await.body.contains("Un pont")
    );
}

#[tokio::test]
async fn a_retraction_needs_its_reason() {
    let site = site().await;
    let id = draft(&site).await;
    articles::publish(&site.test.app, &site.test.actor(), id, &articles::Publish::default()).await.unwrap();
    let none = site.post(&format!("/desk/articles/{id}/retract"), &[("notice", "")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    let done = site.post(&format!("/desk/articles/{id}/retract"), &[("notice", "Un faux.")]).await;
    assert_eq!(done.location(), format!("/desk/articles/{id}?said=article-retract"));
}

#[tokio::test]
async fn the_list_is_narrowed_and_a_wrong_date_is_said() {
    let site = site().await;
    draft(&site).await;
    let owner = site.test.account;
    assert!(site.desk(&format!("/desk/articles?owner={owner}&from=2026-09-01&to=2026-09-20")).await.body.contains("Un pont"));
    assert!(!site.desk("/desk/articles?to=2026-09-19").await.body.contains("Un pont"));
    let wrong = site.desk("/desk/articles?from=septembre").await.body;
    assert!(wrong.contains("Une des dates n’en est pas une") && wrong.contains("value=\"septembre\""), "{wrong}");
}

#[tokio::test]
async fn a_suggested_topic_is_taken_by_its_box() {
    let site = site().await;
    let section = testing::section(&site.test, "Lacs").await.unwrap();
    let text = "Hier, Zora Lenc a parlé. Puis Zora Lenc est partie.";
    let id = testing::draft(&site.test, "Un pont", section, text).await.unwrap();
    let page = site.desk(&format!("/desk/articles/{id}")).await.body;
    assert!(page.contains("name=\"topic_named\" value=\"Zora Lenc\""), "{page}");
    let at = number(&site, id).await;
    site.post(&format!("/desk/articles/{id}"), &[("headline", "Un pont"), ("number", &at), ("topic_named", "Zora Lenc")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    assert_eq!(articles::working_copy(&mut tx, id).await.unwrap().unwrap().content.topics.len(), 1);
}

#[tokio::test]
async fn a_partner_stands_after_those_who_sign() {
    let site = site().await;
    let id = draft(&site).await;
    site.post("/desk/contributors", &[("name.fr", "Agence du Val"), ("kind", "agency")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    let all = newsroom::contributors::all(&mut tx).await.unwrap();
    drop(tx);
    let of = |name: &str| all.iter().find(|one| one.names.values().any(|own| own.name == name)).unwrap().id.to_string();
    let (agency, newsroom) = (of("Agence du Val"), of("La rédaction du Courrier"));
    let at = number(&site, id).await;
    let fields = [
        ("headline", "Un pont"),
        ("number", at.as_str()),
        ("byline_contributor", &agency),
        ("byline_role", "partner"),
        ("byline_contributor", &newsroom),
        ("byline_role", "text"),
    ];
    site.post(&format!("/desk/articles/{id}"), &fields).await;
    site.post(&format!("/desk/articles/{id}/publish"), &[]).await;
    site.settle().await;
    let lines = support::lines(&site.get("/politique/un-pont").await.body);
    let at = |line: &str| lines.iter().position(|one| one == line).unwrap_or_else(|| panic!("no {line} in {lines:?}"));
    assert!(at("Par") < at("Avec notre partenaire") && at("Avec notre partenaire") < at("Agence du Val"));
}
