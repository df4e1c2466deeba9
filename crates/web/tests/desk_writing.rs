//! Around an article: translations, language, topics made while writing, review, the desk's search, one's own account.

mod support;

use axum::http::{StatusCode, header};
use newsroom::accounts::{self, NewAccount, Role};
use newsroom::{articles, testing, topics};
use support::{Site, site};
use web::pages::step;

async fn draft(site: &Site, headline: &str) -> i64 {
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::draft(&site.test, headline, section, "L'eau est revenue.").await.unwrap()
}

async fn content(site: &Site, id: i64) -> (i64, articles::Content) {
    let mut tx = site.test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    (copy.number, copy.content)
}

/// The same site as someone who writes and does not publish sees it.
async fn as_journalist(site: Site) -> Site {
    let account = NewAccount {
        name: "Nada".to_owned(),
        email: "nada@example.org".to_owned(),
        password: "correct horse battery".to_owned(),
        language: "en".to_owned(),
    };
    let id = accounts::create(&site.test.app, &site.test.actor(), &account, Role::Journalist).await.unwrap();
    let session = accounts::start_session(&site.test.app, id, "192.0.2.2", "test").await.unwrap();
    let csrf = accounts::find_session(&site.test.app, &session.token).await.unwrap().unwrap().csrf;
    Site { cookie: format!("kiosque_session={}", session.token), csrf, ..site }
}

#[tokio::test]
async fn a_translation_is_begun_with_the_text_and_readers_are_led_to_it() {
    let site = site().await;
    let id = draft(&site, "Un pont").await;
    let page = format!("/desk/articles/{id}/translations");
    assert!(site.desk(&page).await.body.contains("value=\"en\""));
    let begun = site.post(&page, &[("action", "begin"), ("language", "en")]).await;
    let other: i64 = begun.location().split(['/', '?']).nth(3).unwrap().parse().unwrap();
    let (number, copied) = content(&site, other).await;
    assert!(copied.body.contains("revenue") && copied.section.is_some());
    site.post(&format!("/desk/articles/{other}"), &[("headline", "A bridge"), ("number", &number.to_string())]).await;
    for one in [id, other] {
        articles::publish(&site.test.app, &site.test.actor(), one, &articles::Publish::default()).await.unwrap();
    }
    site.settle().await;
    let read = site.get("/politique/un-pont").await.body.replace("&#x2f;", "/");
    assert!(read.contains("href=\"/en/politique/a-bridge\""), "{read}");
    let again = site.post(&page, &[("action", "begin"), ("language", "en")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.post(&page, &[("action", "leave")]).await.location(), format!("{page}?said=translation-left"));
    site.settle().await;
    assert!(!site.get("/politique/un-pont").await.body.contains("a-bridge"));
}

#[tokio::test]
async fn without_the_editor_the_body_is_html_and_a_broken_one_is_given_back() {
    let site = site().await;
    let id = draft(&site, "Un pont").await;
    let page = format!("/desk/articles/{id}");
    let (number, _) = content(&site, id).await;
    let broken = site.post(&page, &[("headline", "Un pont"), ("number", &number.to_string()), ("body", "{\"type\": une arche")]).await;
    assert_eq!(broken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(broken.body.contains("une arche") && broken.body.contains("class=\"error\""), "{}", broken.body);
    site.post(&page, &[("headline", "Un pont"), ("number", &number.to_string()), ("body", "<p>Deux arches.</p>")]).await;
    assert_eq!(document::plain_text(&content(&site, id).await.1.document().unwrap()).trim(), "Deux arches.");
}

#[tokio::test]
async fn an_article_is_tied_to_the_one_it_translates() {
    let site = site().await;
    let (french, app) = (draft(&site, "Un pont").await, &site.test.app);
    let english = articles::create(app, &site.test.actor(), "en", "A bridge", None).await.unwrap();
    let page = format!("/desk/articles/{english}/translations");
    assert!(site.desk(&format!("{page}?words=pont")).await.body.contains("Un pont"));
    assert!(!site.desk(&format!("{page}?words=lac")).await.body.contains("Un pont"));
    let joined = site.post(&page, &[("action", "join"), ("other", &french.to_string())]).await;
    assert_eq!(joined.location(), format!("{page}?said=translation-joined"));
    assert!(
        site.desk(&format!("/desk/articles/{english}")).await.body.replace("&#x2f;", "/").contains(&format!("/desk/articles/{french}\""))
    );
    let second = articles::create(app, &site.test.actor(), "en", "Another", None).await.unwrap();
    let refused = site.post(&format!("/desk/articles/{second}/translations"), &[("action", "join"), ("other", &french.to_string())]).await;
    assert!(refused.body.contains("déjà un article dans cette langue"), "{}", refused.body);
}

#[tokio::test]
async fn the_language_changes_until_readers_have_seen_the_article() {
    let site = site().await;
    let id = draft(&site, "A bridge").await;
    let page = format!("/desk/articles/{id}/translations");
    assert_eq!(site.post(&page, &[("action", "language"), ("language", "de")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.post(&page, &[("action", "language"), ("language", "en")]).await.location(), format!("{page}?said=article-language"));
    articles::publish(&site.test.app, &site.test.actor(), id, &articles::Publish::default()).await.unwrap();
    let late = site.post(&page, &[("action", "language"), ("language", "fr")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn topics_are_made_while_writing_and_known_ones_are_found_again() {
    let site = site().await;
    let id = draft(&site, "Un pont").await;
    site.post("/desk/topics", &[("name.fr", "Đorđe Lisak"), ("kind", "person")]).await;
    let (number, _) = content(&site, id).await;
    let fields = [("headline", "Un pont"), ("number", &number.to_string()), ("new_topics", "djordje lisak, Barrage ,")];
    site.post(&format!("/desk/articles/{id}"), &fields).await;
    let mut tx = site.test.app.read().await.unwrap();
    let all = topics::all(&mut tx).await.unwrap();
    drop(tx);
    assert_eq!(all.len(), 2, "{all:?}");
    assert_eq!(content(&site, id).await.1.topics, all.iter().map(|topic| topic.id).collect::<Vec<_>>());
    let (number, _) = content(&site, id).await;
    let fields = [("headline", "Deux ponts"), ("number", &number.to_string()), ("new_topics", "!!!")];
    let refused = site.post(&format!("/desk/articles/{id}"), &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("Deux ponts") && refused.body.contains("new_topics-error"), "{}", refused.body);
}

#[tokio::test]
async fn the_list_finds_each_spelling_in_headlines_standfirsts_and_signatures() {
    let site = site().await;
    let id = draft(&site, "Un pont à Dobrava").await;
    site.post("/desk/contributors", &[("name.fr", "Đorđe Lisak"), ("kind", "person")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    let signer = newsroom::contributors::all(&mut tx).await.unwrap().last().unwrap().id.to_string();
    drop(tx);
    let (number, _) = content(&site, id).await;
    let number = number.to_string();
    let fields = [
        ("headline", "Un pont à Dobrava"),
        ("standfirst", "Vučić coupe le ruban"),
        ("number", number.as_str()),
        ("byline_contributor", signer.as_str()),
        ("byline_role", "text"),
    ];
    site.post(&format!("/desk/articles/{id}"), &fields).await;
    articles::publish(&site.test.app, &site.test.actor(), id, &articles::Publish::default()).await.unwrap();
    for words in ["dobrava", "vucic", "djordje", "lisak dobrava", "Đorđe"] {
        let found = site.desk(&format!("/desk/articles?words={}", web::web::encode_value(words))).await.body;
        assert!(found.contains("Un pont à Dobrava"), "{words}");
    }
    assert!(!site.desk("/desk/articles?words=milosevic").await.body.contains("Un pont à Dobrava"));
}

#[tokio::test]
async fn the_editor_finds_articles_to_link_to() {
    let site = site().await;
    let id = draft(&site, "Un pont à Dobrava").await;
    let found = site.desk("/desk/articles/find?words=dobrava").await.body;
    assert!(found.contains(&format!("\"id\":\"{id}\"")) && found.contains("Un pont à Dobrava"), "{found}");
    assert_eq!(site.desk("/desk/articles/find?words=nothing").await.body, "{\"items\":[]}");
    assert!(site.desk(&format!("/desk/articles/find?id={id}")).await.body.contains("Un pont"));
}

#[tokio::test]
async fn a_journalist_hands_a_text_in_and_is_shown_what_a_journalist_may_do() {
    let site = as_journalist(site().await).await;
    let id = draft(&site, "Un pont").await;
    let page = site.desk(&format!("/desk/articles/{id}")).await.body;
    assert!(!page.contains("value=\"publish\"") && !page.contains("/desk/settings") && !page.contains("/desk/contributors\""));
    assert_eq!(site.desk(&format!("/desk/articles/{id}/publish")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.post(&format!("/desk/articles/{id}/review"), &[]).await.location(), format!("/desk/articles/{id}?said=article-review"));
    assert!(site.desk("/desk/articles?state=in_review").await.body.contains("Un pont"));
    assert_eq!(site.post(&format!("/desk/articles/{id}/draft"), &[]).await.status, StatusCode::FORBIDDEN, "it is another's text");
}

#[tokio::test]
async fn the_real_name_behind_a_pseudonym_is_not_for_journalists() {
    let site = site().await;
    site.post("/desk/contributors", &[("name.fr", "La Vigie"), ("kind", "pseudonym"), ("private_name", "Nada Secret")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    let id = newsroom::contributors::all(&mut tx).await.unwrap().last().unwrap().id;
    drop(tx);
    let site = as_journalist(site).await;
    let seen = site.desk(&format!("/desk/contributors/{id}")).await;
    assert_eq!(seen.status, StatusCode::FORBIDDEN);
    assert!(!seen.body.contains("Nada Secret") && !site.desk("/desk/contributors").await.body.contains("Nada Secret"));
}

#[tokio::test]
async fn the_lead_is_chosen_when_publishing() {
    let site = site().await;
    let (first, id) = (draft(&site, "Un pont").await, draft(&site, "Un lac").await);
    for one in [first, id] {
        let lead = if one == first { vec![("lead", "1")] } else { Vec::new() };
        site.post(&format!("/desk/articles/{one}/publish"), &lead).await;
        site.test.app.clock.advance(60_000_000);
    }
    let mut tx = site.test.app.read().await.unwrap();
    assert_eq!(articles::lead(&mut tx, "fr").await.unwrap().unwrap().id, first);
    drop(tx);
    // A form that does not show the box (here an older page) leaves the lead as it is.
    let (number, _) = content(&site, first).await;
    site.post(&format!("/desk/articles/{first}"), &[("headline", "Un grand pont"), ("number", &number.to_string())]).await;
    let mut tx = site.test.app.read().await.unwrap();
    assert_eq!(articles::lead(&mut tx, "fr").await.unwrap().unwrap().id, first);
}

#[tokio::test]
async fn ones_own_name_language_and_password_are_ones_own_to_change() {
    let site = site().await;
    assert!(site.desk("/desk/account").await.body.contains("value=\"Ana Verel\""));
    let wrong = [("account_name", "Ana V."), ("language", "en"), ("password", "not this one"), ("new_password", "another good one")];
    let refused = site.post("/desk/account", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("id=\"password-error\""), "{}", refused.body);
    let right =
        [("account_name", "Ana V."), ("language", "en"), ("password", "correct horse battery"), ("new_password", "another good one")];
    let changed = site.post("/desk/account", &right).await;
    assert_eq!(changed.location(), "/desk/account?said=password", "{}", changed.body);
    let cookie = changed.headers[header::SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert_eq!(site.desk("/desk/articles").await.status, StatusCode::SEE_OTHER, "the former session has ended");
    let site = Site { cookie, ..site };
    assert!(site.desk("/desk/articles").await.body.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn a_notice_goes_with_the_article_into_the_trash_and_comes_back() {
    let site = site().await;
    let id = draft(&site, "Un pont").await;
    articles::publish(&site.test.app, &site.test.actor(), id, &articles::Publish::default()).await.unwrap();
    site.post(&format!("/desk/articles/{id}/retract"), &[("notice", "C’était faux.")]).await;
    let at = step(&site.web, None).await.unwrap();
    assert!(site.get("/politique/un-pont").await.body.contains("C’était faux."));
    site.post(&format!("/desk/articles/{id}/trash"), &[]).await;
    let at = step(&site.web, Some(&at)).await.unwrap();
    assert_eq!(site.get("/politique/un-pont").await.status, StatusCode::NOT_FOUND);
    site.post(&format!("/desk/articles/{id}/restore"), &[]).await;
    step(&site.web, Some(&at)).await.unwrap();
    assert!(site.get("/politique/un-pont").await.body.contains("C’était faux."));
}
