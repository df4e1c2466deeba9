//! Names that are written in several ways, as the desk keeps them.

mod support;

use axum::http::StatusCode;
use newsroom::testing;
use support::site;

#[tokio::test]
async fn a_new_line_counts_from_the_next_search_on() {
    let site = site().await;
    let section = testing::section(&site.test, "Monde").await.unwrap();
    testing::published(&site.test, "La Lisna déborde", section, "Un texte.").await.unwrap();
    site.settle().await;
    let shown = site.desk("/desk/synonyms").await;
    assert!(shown.body.contains("Milochevitch"), "the theme's own list stands there first");
    assert!(site.get("/recherche?q=Grandriviere").await.body.contains("Aucun article trouvé"));
    let saved = site.post("/desk/synonyms", &[("synonyms", "# Rivières\nLisna, Grandrivière")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    assert!(site.get("/recherche?q=Grandriviere").await.body.contains("La <mark>Lisna</mark>"));
    assert!(site.desk("/desk/synonyms").await.body.contains("Lisna, Grandrivière"));
    site.post("/desk/synonyms", &[("synonyms", " ")]).await;
    assert!(site.desk("/desk/synonyms").await.body.contains("Milochevitch"));
}

#[tokio::test]
async fn a_wrong_line_is_explained_and_nothing_typed_is_lost() {
    let site = site().await;
    let wrong = site.post("/desk/synonyms", &[("synonyms", "Kosovo, Kossovo\nseul")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("Ligne 2: seul") && wrong.body.contains("un nom seul"), "{}", wrong.body);
    assert!(wrong.body.contains("Kosovo, Kossovo\nseul"));
}
