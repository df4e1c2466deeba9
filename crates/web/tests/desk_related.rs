//! Related articles at the desk and what readers, feeds and the fallback show of them.

mod support;

use axum::http::StatusCode;
use newsroom::{Id, accounts, related, testing};
use support::{Site, lines, site};

const TEXTS: [&str; 3] = [
    "Besnik Bislimi et Petar Petković se sont quittés sans accord à Bruxelles après le dialogue entre la Serbie et le Kosovo.",
    "Le médiateur Lajčák a reçu Besnik Bislimi et Petar Petković à Bruxelles pour le dialogue entre la Serbie et le Kosovo.",
    "Préparez la pâte la veille, dénoyautez les prunes, sucrez, puis enfournez pendant quarante minutes.",
];

async fn three(site: &Site) -> [Id; 3] {
    let section = testing::section(&site.test, "Monde").await.unwrap();
    let mut ids = [0; 3];
    for ((id, text), headline) in ids.iter_mut().zip(TEXTS).zip(["Pas d’accord", "Le médiateur reçoit", "La tarte aux prunes"]) {
        *id = testing::published(&site.test, headline, section, text).await.unwrap();
    }
    site.settle().await;
    ids
}

async fn act(site: &Site, article: Id, other: Id, act: &str) -> support::Answer {
    let answer = site.post(&format!("/desk/articles/{article}/related"), &[("other", &other.to_string()), ("act", act)]).await;
    site.settle().await;
    answer
}

async fn shown(site: &Site, article: Id) -> Vec<Id> {
    let mut tx = site.test.app.read().await.unwrap();
    related::of(&mut tx, article, 6).await.unwrap().into_iter().map(|card| card.id).collect()
}

#[tokio::test]
async fn the_panel_shows_neighbours_with_their_reasons() {
    let site = site().await;
    let [one, ..] = three(&site).await;
    assert!(site.desk(&format!("/desk/articles/{one}")).await.body.contains(&format!("/desk/articles/{one}/related")));
    let page = site.desk(&format!("/desk/articles/{one}/related")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Le médiateur reçoit") && page.body.contains("<meter"));
    assert!(lines(&page.body).iter().any(|line| line.starts_with("Mots communs\u{202f}: ")), "{:?}", lines(&page.body));
    assert!(!page.body.contains("style="));
    assert_eq!(site.desk("/desk/articles/1/related").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_article_is_looked_for_pinned_moved_and_let_go() {
    let site = site().await;
    let [one, two, tart] = three(&site).await;
    let found = site.desk(&format!("/desk/articles/{one}/related?words=prunes")).await;
    assert!(found.body.contains("La tarte aux prunes"));
    let nothing = site.desk(&format!("/desk/articles/{one}/related?words=absent")).await;
    assert!(nothing.body.contains("Aucun article publié n’a"));
    let answer = act(&site, one, tart, "pin").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(site.desk(answer.location()).await.body.contains("Les articles liés sont enregistrés."));
    assert_eq!(shown(&site, one).await, [tart, two]);
    act(&site, one, two, "pin").await;
    act(&site, one, two, "up").await;
    assert_eq!(shown(&site, one).await, [two, tart]);
    act(&site, one, two, "down").await;
    assert_eq!(shown(&site, one).await, [tart, two]);
    act(&site, one, tart, "undo").await;
    assert_eq!(shown(&site, one).await, [two]);
}

#[tokio::test]
async fn what_is_excluded_leaves_the_page_and_can_come_back() {
    let site = site().await;
    let [one, two, _] = three(&site).await;
    let path = "/monde/pas-d-accord";
    let related = |page: &str| lines(page).iter().any(|line| line == "Sur le même sujet");
    assert!(related(&site.get(path).await.body));
    act(&site, one, two, "exclude").await;
    assert!(!related(&site.get(path).await.body));
    assert!(site.desk(&format!("/desk/articles/{one}/related")).await.body.contains("Ne plus écarter"));
    act(&site, one, two, "undo").await;
    assert!(related(&site.get(path).await.body));
}

#[tokio::test]
async fn the_box_takes_an_article_out_of_all_lists() {
    let site = site().await;
    let [one, two, _] = three(&site).await;
    let path = format!("/desk/articles/{two}/related");
    site.post(&path, &[("act", "never"), ("never", "1")]).await;
    assert_eq!(shown(&site, one).await, [0; 0]);
    assert!(site.desk(&path).await.body.contains("value=\"1\" checked") || site.desk(&path).await.body.contains(" checked"));
    site.post(&path, &[("act", "never")]).await;
    assert_eq!(shown(&site, one).await, [two]);
}

#[tokio::test]
async fn what_cannot_be_is_said_in_words() {
    let site = site().await;
    let [one, ..] = three(&site).await;
    let answer = act(&site, one, one, "pin").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("à côté de lui-même"));
    assert_eq!(act(&site, one, 1, "pin").await.status, StatusCode::NOT_FOUND);
    assert_eq!(act(&site, one, one, "dance").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_journalist_looks_and_does_not_arrange() {
    let site = site().await;
    let [one, two, _] = three(&site).await;
    let new = accounts::NewAccount {
        name: "Nada".to_owned(),
        email: "nada@example.org".to_owned(),
        password: "correct horse battery".to_owned(),
        language: "fr".to_owned(),
    };
    let id = accounts::create(&site.test.app, &site.test.actor(), &new, accounts::Role::Journalist).await.unwrap();
    let session = accounts::start_session(&site.test.app, id, "192.0.2.1", "test").await.unwrap();
    let csrf = accounts::find_session(&site.test.app, &session.token).await.unwrap().unwrap().csrf;
    let journalist = Site { cookie: format!("kiosque_session={}", session.token), csrf, ..site };
    let page = journalist.desk(&format!("/desk/articles/{one}/related")).await;
    assert!(page.body.contains("Le médiateur reçoit") && !page.body.contains("value=\"exclude\""));
    assert_eq!(act(&journalist, one, two, "exclude").await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn too_few_are_followed_by_the_latest_of_the_section_under_their_own_heading() {
    let site = site().await;
    let [one, _, tart] = three(&site).await;
    let page = lines(&site.get("/monde/pas-d-accord").await.body);
    let at = |wanted: &str| page.iter().position(|line| line.starts_with(wanted));
    let (related, latest) = (at("Sur le même sujet"), page.iter().rposition(|line| line == "La tarte aux prunes"));
    assert!(related.is_some() && latest > related, "{page:?}");
    assert_eq!(page.iter().filter(|line| *line == "Le médiateur reçoit").count(), 1, "not twice");
    related::set_never(&site.test.app, &site.test.actor(), tart, true).await.unwrap();
    site.settle().await;
    assert!(!lines(&site.get("/monde/pas-d-accord").await.body).iter().any(|line| line == "La tarte aux prunes"));
    assert!(one > 0);
}

#[tokio::test]
async fn feeds_end_with_links_to_what_is_related() {
    let site = site().await;
    let [one, two, _] = three(&site).await;
    for file in ["/feed.xml", "/feed.atom", "/feed.json"] {
        let feed = site.get(file).await.body;
        assert!(feed.contains("Sur le même sujet"), "{file}");
        assert!(feed.contains("https://example.org/monde/le-mediateur-recoit"), "{file}");
    }
    act(&site, one, two, "exclude").await;
    act(&site, two, one, "exclude").await;
    assert!(!site.get("/feed.xml").await.body.contains("Sur le même sujet"), "the feed is told");
}
