//! Subscribers brought over at the desk.

mod support;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use newsroom::accounts::{self, NewAccount, Role};
use newsroom::{Id, audit, newsletters, subscribers};
use support::{Answer, Site, link_in, site};

const HOME: &str = "/desk/subscribers/import";

const TABLE: &str = "\"Email\";\"Name\";\"Status\";\"Date\";\"Token\";\"List 1\";\"Follow up\";\"IP\";\"Referrer\"\n\
    \"ana@lac.example\";\"\";\"C\";\"2019-04-02 10:11:12\";\"x\";\"1\";\"0\";\"192.0.2.7\";\"\"\n\
    \"luan@lac.example\";\"\";\"C\";\"\";\"x\";\"1\";\"0\";\"\";\"\"\n\
    \"milo@lac.example\";\"\";\"U\";\"\";\"x\";\"1\";\"0\";\"\";\"\"\n\
    \"igor@lac.example\";\"\";\"S\";\"\";\"x\";\"1\";\"0\";\"\";\"\"\n\
    \"=no address\";\"\";\"C\";\"\";\"x\";\"1\";\"0\";\"\";\"\"\n";

async fn newsletter(site: &Site) -> Id {
    let mut tx = site.test.app.read().await.unwrap();
    newsletters::all(&mut tx).await.unwrap()[0].id
}

/// Sends a file with what is chosen for it.
async fn send(site: &Site, file: Option<(&str, &[u8])>, fields: &[(&str, &str)]) -> Answer {
    let mut body = Vec::new();
    let mut part = |head: &str, bytes: &[u8]| {
        body.extend_from_slice(format!("--cut\r\nContent-Disposition: form-data; {head}\r\n\r\n").as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    };
    part("name=\"csrf\"", site.csrf.as_bytes());
    if let Some((name, bytes)) = file {
        part(&format!("name=\"file\"; filename=\"{name}\""), bytes);
    }
    for (name, value) in fields {
        part(&format!("name=\"{name}\""), value.as_bytes());
    }
    body.extend_from_slice(b"--cut--\r\n");
    let request = Request::post(HOME)
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
        .header(header::COOKIE, &site.cookie)
        .body(Body::from(body))
        .unwrap();
    site.send(request).await
}

async fn sent(site: &Site, table: &str) -> String {
    let chosen = newsletter(site).await.to_string();
    let fields = [("newsletter", chosen.as_str()), ("language", "fr"), ("everyone", "as_said")];
    let answer = send(site, Some(("newsletter-subscribers.csv", table.as_bytes())), &fields).await;
    assert!(answer.location().starts_with(HOME), "{}", answer.body);
    answer.location().to_owned()
}

async fn is_subscribed(site: &Site, address: &str) -> bool {
    let mut tx = site.test.app.read().await.unwrap();
    subscribers::by_normalised(&mut tx, address).await.unwrap().is_some_and(|one| one.is_confirmed())
}

#[tokio::test]
async fn a_file_is_looked_at_first_and_imported_by_a_second_button() {
    let site = site().await;
    assert!(site.desk("/desk/subscribers/import").await.body.contains("name=\"file\""));
    let page = sent(&site, TABLE).await;
    let look = site.desk(&page).await.body;
    for words in
        ["The Newsletter Plugin", "ana@lac.example", "Rien n’est encore écrit", "ce n’est pas une adresse", "n’a pas de preuve complète"]
    {
        assert!(look.contains(words), "{words}: {look}");
    }
    assert!(!is_subscribed(&site, "ana@lac.example").await);
    let done = site.post(&page, &[("act", "import")]).await;
    assert_eq!(done.location(), format!("{page}?said=import-done"), "{}", done.body);
    assert!(is_subscribed(&site, "ana@lac.example").await && !is_subscribed(&site, "milo@lac.example").await);
    let report = site.desk(&page).await.body;
    assert!(report.contains("Ce qui a été fait") && report.contains("Envoyer la demande à 1 personne"), "{report}");
    assert!(site.letters().await.is_empty());
    assert!(site.desk(HOME).await.body.contains("newsletter-subscribers.csv"));
}

#[tokio::test]
async fn the_lines_not_taken_are_a_table_without_formulas() {
    let site = site().await;
    let page = sent(&site, TABLE).await;
    site.post(&page, &[("act", "import")]).await;
    assert_eq!(page, format!("/desk/subscribers/import/{}", page.rsplit('/').next().unwrap()));
    let id = page.rsplit('/').next().unwrap();
    let lines = site.desk(&format!("/desk/subscribers/import/{id}/lines")).await;
    assert!(lines.headers[header::CONTENT_TYPE].to_str().unwrap().starts_with("text/csv"));
    let rows: Vec<&str> = lines.body.lines().skip(1).collect();
    assert_eq!(rows.len(), 2);
    assert!(rows[0].starts_with("\"5\",") && rows[0].ends_with("\"igor@lac.example\""), "{rows:?}");
    assert!(rows[1].ends_with("\"'=no address\""), "{rows:?}");
}

#[tokio::test]
async fn what_is_wrong_is_said_beside_its_field_and_what_was_chosen_is_kept() {
    let site = site().await;
    let chosen = newsletter(&site).await.to_string();
    let fields = [("newsletter", chosen.as_str()), ("language", "en"), ("everyone", "bounced")];
    let none = send(&site, None, &fields).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Choisissez un fichier.") && none.body.contains("value=\"bounced\" selected"), "{}", none.body);
    assert!(none.body.contains("value=\"en\" selected"), "{}", none.body);
    let empty = send(&site, Some(("a.csv", &b"\n"[..])), &fields).await;
    assert!(empty.body.contains("Ce fichier est vide."), "{}", empty.body);
}

#[tokio::test]
async fn the_column_is_asked_for_where_it_is_not_plain_and_another_choice_is_looked_at_again() {
    let site = site().await;
    let page = sent(&site, "Privée;Bureau\nana@lac.example;a@bureau.example\n").await;
    let asked = site.desk(&page).await.body;
    assert!(asked.contains("indiquez la colonne") && !asked.contains("value=\"import\""), "{asked}");
    let chosen = newsletter(&site).await.to_string();
    let fields = [("act", "choose"), ("newsletter", chosen.as_str()), ("language", "en"), ("everyone", "as_said"), ("column", "1")];
    let again = site.post(&page, &fields).await;
    assert_eq!(again.status, StatusCode::OK);
    assert!(again.body.contains("a@bureau.example") && again.body.contains("value=\"import\""), "{}", again.body);
    site.post(&page, &[("act", "import")]).await;
    assert!(is_subscribed(&site, "a@bureau.example").await);
}

#[tokio::test]
async fn a_file_that_is_thrown_away_subscribes_nobody() {
    let site = site().await;
    let page = sent(&site, TABLE).await;
    assert_eq!(site.post(&page, &[("act", "discard")]).await.location(), format!("{HOME}?said=import-discarded"));
    let late = site.post(&page, &[("act", "import")]).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains("envoyez-le à nouveau") && !is_subscribed(&site, "ana@lac.example").await, "{}", late.body);
}

#[tokio::test]
async fn those_without_proof_are_asked_and_their_link_is_one_button() {
    let site = site().await;
    let page = sent(&site, TABLE).await;
    site.post(&page, &[("act", "import")]).await;
    assert_eq!(site.post(&page, &[("act", "ask")]).await.location(), format!("{page}?said=import-asked"));
    site.settle().await;
    let (kind, to, message) = site.letters().await.pop().unwrap();
    assert_eq!((kind.as_str(), to.as_str()), ("reconfirmation", "luan@lac.example"));
    link_in(&message, "https://example.org/subscribe/unsubscribe/");
    let link = link_in(&message, "https://example.org/subscribe/stay/");
    let token = link.rsplit('/').next().unwrap();
    let question = site.get(&format!("/subscribe/stay/{token}")).await;
    assert!(question.body.contains("luan@lac.example") && question.body.contains("Oui, continuez"), "{}", question.body);
    let stays = site.form(&format!("/subscribe/stay/{token}"), &[], "").await;
    assert!(stays.body.contains("Merci"), "{}", stays.body);
    assert!(site.get(&format!("/subscribe/stay/{token}")).await.body.contains("Merci"));
    assert_eq!(site.get("/subscribe/stay/forged").await.status, StatusCode::NOT_FOUND);
    assert!(site.desk(&page).await.body.contains("Confirmations"));
}

#[tokio::test]
async fn the_ledger_is_handed_to_the_administration_and_that_is_noted() {
    let site = site().await;
    let page = sent(&site, TABLE).await;
    site.post(&page, &[("act", "import")]).await;
    let all = site.post("/desk/subscribers/ledger", &[]).await;
    assert_eq!(all.body.lines().count(), 3, "{}", all.body);
    assert!(all.body.contains("2019-04-02 10:11:12") && all.body.contains("192.0.2.7"), "{}", all.body);
    let mut tx = site.test.app.read().await.unwrap();
    let id = subscribers::by_normalised(&mut tx, "luan@lac.example").await.unwrap().unwrap().id;
    drop(tx);
    let one = site.post(&format!("/desk/subscribers/{id}/ledger"), &[]).await;
    assert!(one.body.lines().count() == 2 && one.body.contains("luan@lac.example"), "{}", one.body);
    let mut tx = site.test.app.read().await.unwrap();
    let noted: Vec<Option<Id>> = audit::latest(&mut tx, Id::MAX, 9)
        .await
        .unwrap()
        .into_iter()
        .filter(|entry| entry.action == "subscriber.ledger")
        .map(|entry| entry.subject)
        .collect();
    assert_eq!(noted, [Some(id), None]);
}

#[tokio::test]
async fn an_editor_imports_and_has_no_ledger_and_a_journalist_has_neither() {
    let mut site = site().await;
    for (role, import, ledger) in
        [(Role::Editor, StatusCode::OK, StatusCode::FORBIDDEN), (Role::Journalist, StatusCode::FORBIDDEN, StatusCode::FORBIDDEN)]
    {
        let account = NewAccount {
            name: "Milo".to_owned(),
            email: format!("{}@example.org", role.as_str()),
            password: "correct horse battery".to_owned(),
            language: "fr".to_owned(),
        };
        let id = accounts::create(&site.test.app, &site.test.actor(), &account, role).await.unwrap();
        let session = accounts::start_session(&site.test.app, id, "192.0.2.1", "test").await.unwrap();
        site.csrf = accounts::find_session(&site.test.app, &session.token).await.unwrap().unwrap().csrf;
        site.cookie = format!("kiosque_session={}", session.token);
        assert_eq!(site.desk("/desk/subscribers/import").await.status, import);
        assert_eq!(site.post("/desk/subscribers/ledger", &[]).await.status, ledger);
    }
}
