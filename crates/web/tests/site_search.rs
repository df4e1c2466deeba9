//! The search page and the page of all related articles, as readers meet them.

mod support;

use newsroom::articles::{self, Content, Publish};
use newsroom::{Id, testing};
use support::Site;
use web::web::encode_value;

async fn section(site: &Site, name: &str) -> Id {
    testing::section(&site.test, name).await.unwrap()
}

async fn published(site: &Site, headline: &str, section: Id, text: &str) -> Id {
    testing::published(&site.test, headline, section, text).await.unwrap()
}

/// The headlines that a query of the French search page finds, in order.
async fn find(site: &Site, query: &str) -> Vec<String> {
    let answer = site.get(&format!("/recherche?{query}")).await;
    assert_eq!(answer.status, 200);
    let headlines = answer.body.split("<h3>").skip(1).map(|part| part.split("</h3>").next().unwrap());
    headlines.map(without_tags).collect()
}

fn without_tags(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

async fn find_words(site: &Site, words: &str) -> Vec<String> {
    let mut found = find(site, &format!("q={}", encode_value(words))).await;
    found.sort();
    found
}

#[tokio::test]
async fn each_spelling_of_a_name_finds_the_others() {
    let site = support::site().await;
    let home = section(&site, "Monde").await;
    let groups: [&[&str]; 4] = [
        &["Đoković", "Djoković", "Djokovic", "Ђоковић"],
        &["Lajçak", "Lajčák", "Lajcak"],
        &["Vučić", "Vucic", "Вучић"],
        &["œuvre", "oeuvre"],
    ];
    for group in groups {
        for name in group {
            published(&site, &format!("Titre {name}"), home, "Un texte.").await;
        }
    }
    site.settle().await;
    for group in groups {
        let mut all: Vec<String> = group.iter().map(|name| format!("Titre {name}")).collect();
        all.sort();
        for name in group {
            assert_eq!(find_words(&site, name).await, all, "{name}");
        }
    }
}

#[tokio::test]
async fn headline_standfirst_body_and_bylines_are_searched_and_words_are_marked() {
    let site = support::site().await;
    let home = section(&site, "Monde").await;
    published(&site, "Une barque", home, "Sur le lac, Vučić <b>rame</b> & chante.").await;
    let id = testing::draft(&site.test, "Autre chose", home, "Un texte.").await.unwrap();
    let mut tx = site.test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let content = Content { standfirst: "Le chapeau en parle".to_owned(), ..copy.content };
    let actor = site.test.actor();
    articles::save(&site.test.app, &actor, id, copy.number, content).await.unwrap();
    articles::publish(&site.test.app, &actor, id, &Publish::default()).await.unwrap();
    site.settle().await;
    assert_eq!(find_words(&site, "barque").await, ["Une barque"]);
    assert_eq!(find_words(&site, "chapeau").await, ["Autre chose"]);
    assert_eq!(find_words(&site, "rédaction courrier").await, ["Autre chose", "Une barque"]);
    let answer = site.get("/recherche?q=Vucic+barque").await;
    assert!(answer.body.contains("Une <mark>barque</mark></a>"), "{}", answer.body);
    assert!(answer.body.contains("<mark>Vučić</mark> rame &amp; chante."), "{}", answer.body);
}

#[tokio::test]
async fn what_is_unpublished_disappears_even_before_the_index_knows() {
    let site = support::site().await;
    let home = section(&site, "Monde").await;
    let id = published(&site, "Une barque", home, "Un texte.").await;
    site.settle().await;
    assert_eq!(find_words(&site, "barque").await, ["Une barque"]);
    articles::unpublish(&site.test.app, &site.test.actor(), id).await.unwrap();
    assert_eq!(find_words(&site, "barque").await, [""; 0]);
    site.settle().await;
    assert_eq!(find_words(&site, "barque").await, [""; 0]);
}

#[tokio::test]
async fn filters_are_fields_of_the_form() {
    let site = support::site().await;
    let (lakes, roads) = (section(&site, "Lacs").await, section(&site, "Routes").await);
    let day = 24 * 3_600_000_000;
    for (headline, section, days) in [("Premier", lakes, 9), ("Deuxième", roads, 6), ("Troisième", lakes, 3)] {
        let id = testing::draft(&site.test, headline, section, "Les nouvelles du pays.").await.unwrap();
        let how = Publish { published_at: Some(testing::START - days * day), ..Publish::default() };
        articles::publish(&site.test.app, &site.test.actor(), id, &how).await.unwrap();
    }
    site.settle().await;
    assert_eq!(find(&site, &format!("q=nouvelles&section={lakes}")).await, ["Troisième", "Premier"]);
    assert_eq!(find(&site, "q=nouvelles&from=2026-09-14").await, ["Troisième", "Deuxième"], "that day too");
    assert_eq!(find(&site, "q=nouvelles&to=2026-09-14").await, ["Deuxième", "Premier"], "that day too");
    assert_eq!(find(&site, &format!("section={roads}&from=2026-09-01&to=2026-09-30")).await, ["Deuxième"], "without words");
    assert_eq!(find(&site, "q=nouvelles&language=en").await, [""; 0]);
    let mut tx = site.test.app.read().await.unwrap();
    let authors = newsroom::contributors::all(&mut tx).await.unwrap();
    drop(tx);
    assert_eq!(find(&site, &format!("author={}", authors[0].id)).await.len(), 3);
    assert_eq!(find(&site, "author=1").await, [""; 0]);
    let form = site.get(&format!("/recherche?q=nouvelles&section={lakes}&from=2026-09-01")).await.body;
    assert!(form.contains(&format!("<option value=\"{lakes}\" selected>Lacs</option>")));
    assert!(form.contains("value=\"2026-09-01\"") && form.contains("<details open>"));
}

#[tokio::test]
async fn nothing_found_helps_and_a_wrong_date_is_said() {
    let site = support::site().await;
    let home = section(&site, "Monde").await;
    published(&site, "Une barque", home, "Un texte.").await;
    site.settle().await;
    let nothing = site.get("/recherche?q=avion&from=2026-01-01").await.body;
    assert!(nothing.contains("Aucun article trouvé"));
    assert!(nothing.contains("href=\"/recherche?q=avion\""), "the same words without filters");
    let wrong = site.get("/recherche?q=barque&from=hier").await.body;
    assert!(wrong.contains("La date «\u{a0}hier\u{a0}» n’a pas été comprise") && wrong.contains("<mark>barque</mark>"));
    assert!(
        wrong.contains("type=\"text\" value=\"hier\"") && wrong.contains("type=\"date\" value=\"\""),
        "a date field takes no other text"
    );
    let empty = site.get("/recherche").await.body;
    assert!(!empty.contains("<h3>") && !empty.contains("Aucun article"));
}

#[tokio::test]
async fn results_go_on_over_pages() {
    let site = support::site().await;
    let home = section(&site, "Monde").await;
    for number in 0..23 {
        published(&site, &format!("Numéro {number}"), home, "Les nouvelles du pays.").await;
    }
    site.settle().await;
    let first = site.get("/recherche?q=nouvelles").await.body;
    assert!(first.contains("23 articles trouvés"));
    let next = first.split("<a href=\"/recherche?q=nouvelles&amp;page=").nth(1).unwrap().split('"').next().unwrap();
    let mut all = find(&site, "q=nouvelles").await;
    assert_eq!(all.len(), 20);
    let rest = find(&site, &format!("q=nouvelles&page={next}")).await;
    assert_eq!(rest.len(), 3);
    all.extend(rest);
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 23);
}

#[tokio::test]
async fn every_language_has_its_address_and_the_others_lead_there() {
    let site = support::site().await;
    assert_eq!(site.get("/recherche").await.status, 200);
    for (path, own) in [
        ("/search?q=a", "/recherche?q=a"),
        ("/pretraga", "/recherche"),
        ("/kerko", "/recherche"),
        ("/en/recherche?q=%C5%93", "/en/search?q=%C5%93"),
        ("/en/pretraga", "/en/search"),
        ("/en/kerko", "/en/search"),
    ] {
        let answer = site.get(path).await;
        assert_eq!((answer.status.as_u16(), answer.location()), (301, own), "{path}");
    }
    let english = site.get("/en/search?q=x").await;
    assert!(english.body.contains("No article found") && english.body.contains("name=\"robots\" content=\"noindex\""));
    assert_eq!(site.get("/nulle-part/search").await.status, 404);
}

#[tokio::test]
async fn an_article_called_search_keeps_its_page() {
    let site = support::site().await;
    let home = section(&site, "Monde").await;
    published(&site, "Search", home, "Un texte.").await;
    site.settle().await;
    let answer = site.get("/monde/search").await;
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("Un texte."));
}

#[tokio::test]
async fn all_related_articles_have_a_page() {
    let site = support::site().await;
    let home = section(&site, "Monde").await;
    let text = "Besnik Bislimi et Petar Petković se sont quittés sans accord à Bruxelles après le dialogue.";
    let other = "Le médiateur a reçu Besnik Bislimi et Petar Petković à Bruxelles pour le dialogue.";
    let id = published(&site, "Pas d’accord", home, text).await;
    published(&site, "Le médiateur", home, other).await;
    site.settle().await;
    let page = site.get(&format!("/related/{id}")).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("Le médiateur") && page.body.contains("Pas d’accord"));
    assert_eq!(site.get("/related/1").await.status, 404);
    assert_eq!(site.get("/related/x").await.status, 404);
}
