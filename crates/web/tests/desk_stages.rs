//! Between several people at the desk: handing on, checks, the schedule; who works here.

mod support;

use axum::http::StatusCode;
use newsroom::accounts::{self, Role};
use newsroom::{articles, testing};
use support::{Site, link_in, site, value_of};

async fn draft(site: &Site) -> i64 {
    let section = testing::section(&site.test, "Politique").await.unwrap();
    testing::draft(&site.test, "Un pont", section, "L'eau est revenue.").await.unwrap()
}

/// The same site as someone of another role sees it.
async fn joined(site: Site, name: &str, role: Role) -> (Site, i64) {
    let id = testing::account(&site.test, name, role).await.unwrap();
    let session = accounts::start_session(&site.test.app, id, "192.0.2.2", "test").await.unwrap();
    let csrf = accounts::find_session(&site.test.app, &session.token).await.unwrap().unwrap().csrf;
    (Site { cookie: format!("kiosque_session={}", session.token), csrf, ..site }, id)
}

async fn state(site: &Site, id: i64) -> articles::State {
    let mut tx = site.test.app.read().await.unwrap();
    articles::article(&mut tx, id).await.unwrap().unwrap().state()
}

#[tokio::test]
async fn the_desk_opens_on_what_there_is_to_do() {
    let site = site().await;
    assert!(site.desk("/desk").await.body.contains("Rien ne vous attend"));
    let id = draft(&site).await;
    site.post(&format!("/desk/articles/{id}/review"), &[("note", "Vérifie les dates.")]).await;
    let page = site.desk("/desk").await.body;
    assert!(page.contains("id=\"todo-review\"") && page.contains("Un pont") && page.contains("Vérifie les dates."), "{page}");
}

#[tokio::test]
async fn an_idea_is_noted_for_someone_and_found_by_them() {
    let site = site().await;
    let who = testing::account(&site.test, "Nada", Role::Journalist).await.unwrap().to_string();
    let fields = [("headline", "Un pont"), ("language", "fr"), ("as", "idea"), ("note", "Appeler la mairie."), ("assignee", who.as_str())];
    assert_eq!(site.post("/desk/articles", &fields).await.location(), "/desk?said=idea-noted");
    let empty = site.post("/desk/articles", &[("headline", ""), ("language", "fr"), ("as", "idea"), ("note", "Une note à garder")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.body.contains("Une note à garder"), "what was typed stays");
    assert!(site.desk("/desk/articles?state=idea").await.body.contains("Un pont"));
}

#[tokio::test]
async fn sending_back_asks_for_the_reason_and_keeps_what_was_chosen() {
    let site = site().await;
    let id = draft(&site).await;
    site.post(&format!("/desk/articles/{id}/review"), &[]).await;
    let (luka, _) = joined(site, "Luka", Role::CopyEditor).await;
    let page = format!("/desk/articles/{id}/draft");
    assert!(luka.desk(&page).await.body.contains("name=\"note\""));
    let silent = luka.post(&page, &[("note", ""), ("assignee", &luka.test.account.to_string())]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("id=\"note-error\"") && silent.body.contains("selected"), "{}", silent.body);
    assert_eq!(luka.post(&page, &[("note", "Et le maire ?")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(state(&luka, id).await, articles::State::Draft);
    assert!(luka.desk(&format!("/desk/articles/{id}")).await.body.contains("Et le maire ?"), "it stands among what happened");
}

#[tokio::test]
async fn an_illegal_step_is_refused_with_its_reason_by_address_too() {
    let site = site().await;
    let id = draft(&site).await;
    let refused = site.post(&format!("/desk/articles/{id}/unpublish"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    articles::publish(&site.test.app, &site.test.actor(), id, &articles::Publish::default()).await.unwrap();
    let refused = site.post(&format!("/desk/articles/{id}/ready"), &[]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("dépublié ou retiré"), "{}", refused.body);
}

#[tokio::test]
async fn an_article_is_given_to_someone_and_flagged() {
    let site = site().await;
    let id = draft(&site).await;
    let who = testing::account(&site.test, "Nada", Role::Journalist).await.unwrap().to_string();
    let given = site.post(&format!("/desk/articles/{id}/assign"), &[("assignee", &who), ("note", "Pour lundi.")]).await;
    assert_eq!(given.location(), format!("/desk/articles/{id}?said=article-assigned"));
    let nobody = site.post(&format!("/desk/articles/{id}/assign"), &[("assignee", "12345")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.post(&format!("/desk/articles/{id}/flags"), &[("flag", "legal")]).await;
    let page = site.desk(&format!("/desk/articles/{id}")).await.body;
    assert!(page.contains("Nada") && page.contains("Pour lundi.") && page.contains("avis juridique"), "{page}");
    site.settle().await;
    let told: Vec<String> = site.letters().await.into_iter().filter(|one| one.0 == "handover").map(|one| one.1).collect();
    assert_eq!(told, ["nada@example.org", "nada@example.org"], "given and flagged");
}

#[tokio::test]
async fn who_may_not_write_reads_and_is_refused() {
    let site = site().await;
    let id = draft(&site).await;
    articles::step(&site.test.app, &site.test.actor(), id, articles::State::Ready, &articles::Hand::default()).await.unwrap();
    let (nada, _) = joined(site, "Nada", Role::Journalist).await;
    let page = nada.desk(&format!("/desk/articles/{id}")).await.body;
    assert!(page.contains("may not write in it") && !page.contains("<kiosque-editor"), "{page}");
    let refused = nada.post(&format!("/desk/articles/{id}"), &[("headline", "x"), ("number", "2")]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_small_newsroom_does_without_review() {
    let site = site().await;
    let mut tx = site.test.app.read().await.unwrap();
    let mut all = newsroom::site::load(&mut tx).await.unwrap();
    drop(tx);
    all.workflow = newsroom::site::Workflow { review: false, ready: false };
    newsroom::site::save(&site.test.app, &site.test.actor(), &all).await.unwrap();
    let id = draft(&site).await;
    let page = site.desk(&format!("/desk/articles/{id}")).await.body;
    assert!(!page.contains("/review\"") && !page.contains("/ready\"") && page.contains("value=\"publish\""));
    let refused = site.post(&format!("/desk/articles/{id}/review"), &[]).await;
    assert!(refused.body.contains("n’emploie pas cet état"), "{}", refused.body);
    assert!(site.desk("/desk/settings").await.body.contains("name=\"workflow_review\""));
}

#[tokio::test]
async fn a_publication_is_scheduled_across_the_change_of_time() {
    let site = site().await;
    let id = draft(&site).await;
    let page = format!("/desk/articles/{id}/schedule");
    assert!(site.desk(&page).await.body.contains("type=\"datetime-local\""));
    let twice = site.post(&page, &[("moment", "2026-10-25T02:30"), ("lead", "1")]).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("value=\"second\"") && twice.body.contains("2026-10-25T02:30"), "{}", twice.body);
    let skipped = site.post(&page, &[("moment", "2027-03-28T02:30")]).await;
    assert!(skipped.body.contains("existe pas"), "{}", skipped.body);
    let past = site.post(&page, &[("moment", "2020-01-01T10:00")]).await;
    assert!(past.body.contains("passé"));
    let set = site.post(&page, &[("moment", "2026-10-25T02:30"), ("which", "second")]).await;
    assert_eq!(set.location(), format!("/desk/articles/{id}?said=article-scheduled"), "{}", set.body);
    assert!(site.desk("/desk").await.body.contains("id=\"todo-scheduled\""));
    site.test.app.clock.advance(60 * 24 * 3600 * newsroom::MICROS_PER_SECOND);
    site.settle().await;
    assert_eq!(site.get("/politique/un-pont").await.status, StatusCode::OK);
    // The session has ended meanwhile.
    let session = accounts::start_session(&site.test.app, site.test.account, "", "").await.unwrap();
    let site = Site { cookie: format!("kiosque_session={}", session.token), ..site };
    assert!(site.desk("/desk").await.body.contains("Publié en retard"), "weeks late is said");
}

#[tokio::test]
async fn a_stop_is_linked_to_its_place_and_overruled_with_a_reason() {
    let site = site().await;
    let id = draft(&site).await;
    let page = format!("/desk/articles/{id}/publish");
    let html = "<figure><img src=\"https://example.org/a.jpg\"></figure><p>L’eau.</p>";
    let mut tx = site.test.app.read().await.unwrap();
    let number = articles::working_copy(&mut tx, id).await.unwrap().unwrap().number.to_string();
    drop(tx);
    site.post(&format!("/desk/articles/{id}"), &[("headline", "Un pont"), ("number", &number), ("body", html)]).await;
    let section = testing::section(&site.test, "Culture").await.unwrap().to_string();
    let number = (number.parse::<i64>().unwrap() + 1).to_string();
    site.post(&format!("/desk/articles/{id}"), &[("headline", "Un pont"), ("number", &number), ("section", &section)]).await;
    let asked = site.desk(&page).await.body;
    assert!(asked.contains(&format!("/desk/articles/{id}#body-field")) && asked.contains("name=\"overrule\""), "{asked}");
    let silent = site.post(&page, &[("overrule", "1"), ("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.body.contains("id=\"reason-error\""));
    let done = site.post(&page, &[("overrule", "1"), ("reason", "L’agence confirme.")]).await;
    assert_eq!(done.location(), format!("/desk/articles/{id}?said=article-published"), "{}", done.body);
    let log = site.desk("/desk/audit").await.body;
    assert!(log.contains("L’agence confirme.") && log.contains("Ana Verel"), "{log}");
    assert!(site.desk(&format!("/desk/audit?account={}", site.test.account)).await.body.contains("L’agence confirme."));
}

#[tokio::test]
async fn a_forgotten_password_says_the_same_to_everyone() {
    let site = site().await;
    assert!(site.get("/desk/forgotten").await.body.contains("name=\"email\""));
    let known = site.form("/desk/forgotten", &[("email", "ana@example.org")], "").await;
    let unknown = site.form("/desk/forgotten", &[("email", "nobody@example.org")], "").await;
    assert_eq!((known.status, known.location()), (unknown.status, unknown.location()));
    assert!(site.get(known.location()).await.body.contains("Si un compte porte cette adresse"));
    let letters = site.letters().await;
    assert_eq!(letters.len(), 1);
    let link = link_in(&letters[0].2, "https://example.org/desk/password?token=");
    let page = site.get(link.strip_prefix("https://example.org").unwrap()).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(site.form("/desk/forgotten", &[("email", "ana")], "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn an_invitation_goes_by_mail() {
    let site = site().await;
    let fields = [("account_name", "Nada"), ("email", "nada@example.org"), ("role", "copy_editor"), ("language", "en")];
    site.post("/desk/accounts", &fields).await;
    let letters = site.letters().await;
    assert_eq!(letters[0].1, "nada@example.org");
    let link = link_in(&letters[0].2, "https://example.org/desk/password?token=");
    let token = link.split("token=").nth(1).unwrap();
    let chosen = site.form("/desk/password", &[("token", token), ("new_password", "another horse battery")], "").await;
    assert_eq!(chosen.location(), "/desk");
}

#[tokio::test]
async fn sessions_are_listed_and_ended() {
    let site = site().await;
    let other = accounts::start_session(&site.test.app, site.test.account, "198.51.100.7", "Firefox at home").await.unwrap();
    let page = site.desk("/desk/account/sessions").await.body;
    assert!(page.contains("Firefox at home") && page.contains("198.51.100.7"));
    let name = value_of(&page, "session");
    site.post("/desk/account/sessions", &[("session", &name)]).await;
    assert!(accounts::find_session(&site.test.app, &other.token).await.unwrap().is_none());
    let third = accounts::start_session(&site.test.app, site.test.account, "", "").await.unwrap();
    site.post("/desk/account/sessions", &[]).await;
    assert!(accounts::find_session(&site.test.app, &third.token).await.unwrap().is_none());
    assert_eq!(site.desk("/desk/account/sessions").await.status, StatusCode::OK, "this one lives on");
    assert_eq!(site.post("/desk/account/sessions", &[("session", "nothing")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_second_factor_is_set_up_asked_for_and_used_once() {
    let site = site().await;
    let page = site.desk("/desk/account/factor").await.body;
    assert!(page.contains("<svg"));
    let ticket = value_of(&page, "ticket");
    let secret = page.split("<code class=\"typed\">").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let wrong = site.post("/desk/account/factor", &[("action", "on"), ("ticket", &ticket), ("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains(&secret), "the same secret stays");
    let code = accounts::code_now(&site.test.app, &secret).unwrap();
    let on = site.post("/desk/account/factor", &[("action", "on"), ("ticket", &ticket), ("code", &code)]).await;
    let recovery = on.body.split("<li><code>").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let password = [("email", "ana@example.org"), ("password", "correct horse battery")];
    let asked = site.form("/desk/sign-in", &password, "").await;
    assert!(asked.body.contains("name=\"code\"") && !asked.headers.contains_key("set-cookie"), "{}", asked.body);
    let ticket = value_of(&asked.body, "ticket");
    let again = site.form("/desk/sign-in", &[("ticket", &ticket), ("code", &code)], "").await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "a code works once");
    let by_recovery = site.form("/desk/sign-in", &[("ticket", &ticket), ("code", &recovery)], "").await;
    assert_eq!(by_recovery.location(), "/desk", "{}", by_recovery.body);
    let twice = site.form("/desk/sign-in", &[("ticket", &ticket), ("code", &recovery)], "").await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.test.app.clock.advance(61 * newsroom::MICROS_PER_SECOND);
    let code = accounts::code_now(&site.test.app, &secret).unwrap();
    assert_eq!(site.form("/desk/sign-in", &[("ticket", &ticket), ("code", &code)], "").await.location(), "/desk");
    let off = site.post(&format!("/desk/accounts/{}/factor", site.test.account), &[]).await;
    assert_eq!(off.location(), "/desk/accounts?said=factor-off");
    assert_eq!(site.form("/desk/sign-in", &password, "").await.location(), "/desk");
}
