//! Sections, topics, contributors, settings, state.

mod support;

use axum::http::StatusCode;
use newsroom::{contributors, sections, topics};
use support::site;

#[tokio::test]
async fn a_section_is_made_renamed_and_leads_on() {
    let site = site().await;
    assert!(site.desk("/desk/sections/new").await.body.contains("name=\"name.fr\""));
    let empty = site.post("/desk/sections", &[("name.fr", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    site.post("/desk/sections", &[("name.fr", "Politique"), ("name.en", "Politics")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    let id = sections::all(&mut tx).await.unwrap()[0].id;
    drop(tx);
    assert!(site.desk("/desk/sections").await.body.contains("Politique"));
    assert!(site.desk(&format!("/desk/sections/{id}")).await.body.contains("Politics"));
    site.post(&format!("/desk/sections/{id}"), &[("name.fr", "Vie publique"), ("name.en", "Politics")]).await;
    site.settle().await;
    assert_eq!(site.get("/politique").await.location(), "/vie-publique");
    site.post(&format!("/desk/sections/{id}/delete"), &[]).await;
    site.settle().await;
    assert_eq!(site.get("/vie-publique").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn a_topic_is_made_changed_and_deleted() {
    let site = site().await;
    assert_eq!(site.desk("/desk/topics/new").await.status, StatusCode::OK);
    site.post("/desk/topics", &[("name.fr", "Lisna"), ("kind", "place")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    let id = topics::all(&mut tx).await.unwrap()[0].id;
    drop(tx);
    assert!(site.desk("/desk/topics").await.body.contains("Lieu"));
    assert!(site.desk(&format!("/desk/topics/{id}")).await.body.contains("Lisna"));
    site.post(&format!("/desk/topics/{id}"), &[("name.fr", "La Lisna"), ("kind", "place")]).await;
    assert!(site.desk("/desk/topics").await.body.contains("La Lisna"));
    site.post(&format!("/desk/topics/{id}/delete"), &[]).await;
    assert!(!site.desk("/desk/topics").await.body.contains("La Lisna"));
}

#[tokio::test]
async fn the_real_name_behind_a_pseudonym_stays_at_the_desk() {
    let site = site().await;
    assert_eq!(site.desk("/desk/contributors/new").await.status, StatusCode::OK);
    site.post("/desk/contributors", &[("name.fr", "La Vigie"), ("kind", "pseudonym"), ("private_name", "Nada Secret")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    let all = contributors::all(&mut tx).await.unwrap();
    drop(tx);
    let id = all.iter().find(|one| one.names.values().any(|name| name.name == "La Vigie")).unwrap().id;
    assert!(site.desk(&format!("/desk/contributors/{id}")).await.body.contains("Nada Secret"));
    assert!(!site.desk("/desk/contributors").await.body.contains("Nada Secret"));
    site.settle().await;
    assert!(!site.get("/auteur/la-vigie").await.body.contains("Nada Secret"));
    site.post(&format!("/desk/contributors/{id}"), &[("name.fr", "La Vigie du lac"), ("kind", "pseudonym")]).await;
    assert!(site.desk("/desk/contributors").await.body.contains("La Vigie du lac"));
    site.post(&format!("/desk/contributors/{id}/delete"), &[]).await;
    assert!(!site.desk("/desk/contributors").await.body.contains("La Vigie du lac"));
}

#[tokio::test]
async fn settings_are_checked_and_seen_by_readers() {
    let site = site().await;
    let page = site.desk("/desk/settings").await;
    assert!(page.body.contains("Le Courrier du Val"));
    let mut fields = vec![
        ("name", "Le Val"),
        ("languages", "fr, en"),
        ("zone", "Europe/Paris"),
        ("accent", "#ffff00"),
        ("share.0", "copy"),
        ("share.3", "email"),
        ("description.en", "News of the Val"),
        ("contact", "contact@example.org"),
        ("from", "lettre@example.org"),
        ("reply_to", "redaction@example.org"),
        ("word.fr.site-latest", "Du neuf"),
    ];
    let pale = site.post("/desk/settings", &fields).await;
    assert_eq!(pale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(pale.body.contains("#ffff00"));
    fields[3].1 = "#005a9c";
    let saved = site.post("/desk/settings", &fields).await;
    assert_eq!(saved.location(), "/desk/settings?said=saved", "{}", saved.body);
    site.settle().await;
    let home = site.get("/").await.body;
    assert!(home.contains("Le Val") && home.contains("Le Val"), "{home}");
    let style = home.split("/assets/accent-").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert!(site.get(&format!("/assets/accent-{style}")).await.body.contains("--accent"));
}

#[tokio::test]
async fn the_state_of_the_site_is_said_in_words() {
    let site = site().await;
    assert!(site.desk("/desk/state").await.body.contains("Base de données"));
}

#[tokio::test]
async fn health_is_told_without_a_session() {
    let site = site().await;
    assert_eq!(site.get("/healthz").await.status, StatusCode::OK);
    assert_eq!(site.get("/readyz").await.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_section_moves_to_its_place_in_the_menu() {
    let site = site().await;
    for name in ["Politique", "Culture", "Rivières"] {
        site.post("/desk/sections", &[("name.fr", name)]).await;
    }
    let names = || async {
        let mut tx = site.test.app.read().await.unwrap();
        let all = sections::all(&mut tx).await.unwrap();
        (all[2].id, all.iter().map(|section| section.names["fr"].name.clone()).collect::<Vec<_>>())
    };
    let (last, _) = names().await;
    site.post(&format!("/desk/sections/{last}"), &[("name.fr", "Rivières"), ("place", "1")]).await;
    assert_eq!(names().await.1, ["Rivières", "Politique", "Culture"]);
}

#[tokio::test]
async fn a_topic_is_merged_and_its_address_leads_on() {
    let site = site().await;
    for name in ["Kossovo", "Kosovo"] {
        site.post("/desk/topics", &[("name.fr", name), ("kind", "place")]).await;
    }
    let mut tx = site.test.app.read().await.unwrap();
    let all = topics::all(&mut tx).await.unwrap();
    drop(tx);
    let (going, staying) = (all[0].id, all[1].id.to_string());
    let path = format!("/desk/topics/{going}/merge");
    assert!(site.post(&path, &[]).await.body.contains("« Kossovo » disparaît"));
    let none = site.post(&path, &[("into", "")]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(site.post(&path, &[("into", &staying)]).await.location(), "/desk/topics?said=topics-merged");
    site.settle().await;
    let moved = site.get("/theme/kossovo").await;
    assert_eq!((moved.status, moved.location()), (StatusCode::MOVED_PERMANENTLY, "/theme/kosovo"));
}

#[tokio::test]
async fn an_account_signs_as_those_ticked_and_begins_so() {
    let site = site().await;
    let ticked = format!("account.{}", site.test.account);
    site.post("/desk/contributors", &[("name.fr", "La Vigie"), ("kind", "pseudonym"), (&ticked, "1")]).await;
    let made = site.post("/desk/articles", &[("headline", "Le lac"), ("language", "fr")]).await;
    let id: i64 = made.location().rsplit('/').next().unwrap().parse().unwrap();
    let mut tx = site.test.app.read().await.unwrap();
    let copy = newsroom::articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    let all = contributors::all(&mut tx).await.unwrap();
    drop(tx);
    let vigie = all.iter().find(|one| one.names.values().any(|name| name.name == "La Vigie")).unwrap().id;
    assert_eq!(copy.content.bylines[0].contributor, vigie);
    site.post(&format!("/desk/contributors/{vigie}"), &[("name.fr", "La Vigie"), ("kind", "pseudonym")]).await;
    let mut tx = site.test.app.read().await.unwrap();
    assert!(contributors::accounts_of(&mut tx, vigie).await.unwrap().is_empty());
}
