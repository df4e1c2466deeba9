//! The search page and what people really type: typos, beginnings, operators, other languages, nonsense.

mod support;

use newsroom::articles::{self, Content, Publish};
use newsroom::{Id, testing};
use support::Site;
use web::web::encode_value;

async fn site_with(headlines: &[(&str, &str)]) -> (Site, Id) {
    let site = support::site().await;
    let section = testing::section(&site.test, "Serbie").await.unwrap();
    for (headline, text) in headlines {
        testing::published(&site.test, headline, section, text).await.unwrap();
    }
    site.settle().await;
    (site, section)
}

async fn ask(site: &Site, words: &str) -> String {
    let answer = site.get(&format!("/recherche?q={}", encode_value(words))).await;
    assert_eq!(answer.status, 200, "{words}");
    answer.body
}

fn without_tags(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text)).collect()
}

fn headlines(page: &str) -> Vec<String> {
    page.split("<h3>").skip(1).map(|part| without_tags(part.split("</h3>").next().unwrap())).collect()
}

#[tokio::test]
async fn a_typo_finds_the_word_and_the_exact_form_is_one_click_away() {
    let (site, _) = site_with(&[("Vučić à Bruxelles", "Un texte."), ("Autre chose", "Un texte.")]).await;
    let page = ask(&site, "vucoc").await;
    assert_eq!(headlines(&page), ["Vučić à Bruxelles"]);
    assert!(
        page.contains("<h1>Résultats pour «\u{a0}Vučić\u{a0}»</h1>") && page.contains("<title>Résultats pour «\u{a0}Vučić\u{a0}»"),
        "{page}"
    );
    assert!(page.contains("value=\"vucoc\"") && page.contains("href=\"/recherche?q=vucoc&amp;exact=1\""), "{page}");
    let exact = site.get("/recherche?q=vucoc&exact=1").await.body;
    assert!(exact.contains("Aucun article trouvé") && exact.contains("<h1>Résultats pour «\u{a0}vucoc\u{a0}»</h1>"));
}

#[tokio::test]
async fn operators_fill_the_form_and_mistakes_are_explained() {
    let (site, section) = site_with(&[("Vučić parle", "Un texte.")]).await;
    let page = ask(&site, "vucic rubrique:serbie après:2020").await;
    assert_eq!(headlines(&page), ["Vučić parle"]);
    assert!(page.contains(&format!("<option value=\"{section}\" selected>Serbie</option>")), "{page}");
    assert!(page.contains("value=\"2021-01-01\"") && page.contains("name=\"q\" type=\"search\" value=\"vucic\""));
    assert_eq!(headlines(&ask(&site, "vucic avant:2020").await).len(), 0);
    let wrong = ask(&site, "vucic rubrique:lune").await;
    assert!(wrong.contains("Aucune rubrique ne s’appelle «\u{a0}lune\u{a0}»") && wrong.contains("value=\"vucic rubrique:lune\""));
    assert_eq!(headlines(&wrong), ["Vučić parle"], "the word is left out");
    assert!(ask(&site, "avant:2020 après:2024").await.contains("Ces deux dates se croisent"));
}

#[tokio::test]
async fn nonsense_is_answered() {
    let (site, _) = site_with(&[("Vučić parle", "Un texte.")]).await;
    let long = "a".repeat(5_000);
    for words in
        ["\"", "-", "- -", "\"\"", "AND OR NOT", "*:*", "a:b:c:", "((((", "~^\\", "rubrique:", "\u{202e}\u{0}\u{feff}", "''''", "%", &long]
    {
        ask(&site, words).await;
    }
    for query in ["q=x&page=zzz", "q=x&section=-1&author=abc", "sort=x", "exact=1", "q=%FF%FE", "q=a&q=b"] {
        assert_eq!(site.get(&format!("/recherche?{query}")).await.status, 200, "{query}");
    }
}

#[tokio::test]
async fn other_languages_stand_under_their_own_heading() {
    let (site, section) = site_with(&[("Vučić parle", "Un texte.")]).await;
    let actor = site.test.actor();
    let id = articles::create(&site.test.app, &actor, "en", "Vučić speaks", None).await.unwrap();
    let mut tx = site.test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let content = Content { section: Some(section), body: testing::body("A text."), ..copy.content };
    articles::save(&site.test.app, &actor, id, copy.number, content).await.unwrap();
    articles::publish(&site.test.app, &actor, id, &Publish::default()).await.unwrap();
    site.settle().await;
    let page = ask(&site, "vucic").await;
    assert_eq!(headlines(&page), ["Vučić parle", "Vučić speaks"]);
    let (own, other) = page.split_once("id=\"results-en\"").unwrap();
    assert!(own.contains("1 article trouvé") && other.contains("<span lang=\"en\">English</span>"), "{page}");
    let english = site.get("/en/search?q=vucic").await.body;
    assert_eq!(headlines(&english), ["Vučić speaks", "Vučić parle"]);
}

#[tokio::test]
async fn the_newest_come_first_where_that_is_chosen() {
    let site = support::site().await;
    let section = testing::section(&site.test, "Serbie").await.unwrap();
    for (headline, text, days) in
        [("Vučić, Vučić", "Vučić.", 9), ("Un autre jour", "Il y avait aussi Vučić, dit-on, parmi beaucoup d’autres.", 1)]
    {
        let id = testing::draft(&site.test, headline, section, text).await.unwrap();
        let how = Publish { published_at: Some(testing::START - days * 86_400_000_000), ..Publish::default() };
        articles::publish(&site.test.app, &site.test.actor(), id, &how).await.unwrap();
    }
    site.settle().await;
    assert_eq!(headlines(&ask(&site, "vucic").await)[0], "Vučić, Vučić");
    let newest = site.get("/recherche?q=vucic&sort=date").await.body;
    assert_eq!(headlines(&newest)[0], "Un autre jour");
    assert!(newest.contains("<option value=\"date\" selected>"));
}

#[tokio::test]
async fn the_list_ends_honestly_and_an_empty_one_helps() {
    let (site, _) = site_with(&[("Vučić parle", "Un texte.")]).await;
    assert!(ask(&site, "vucic").await.contains("Aucun autre article trouvé."));
    let nothing = ask(&site, "zzzzqqq").await;
    assert!(nothing.contains("Parcourir les rubriques") && nothing.contains("href=\"/serbie\""), "{nothing}");
    assert!(nothing.contains("Dernières nouvelles") && nothing.contains("href=\"/serbie/vucic-parle\""));
    let some = ask(&site, "vucic zzzzqqq").await;
    assert!(some.contains("Aucun article n’a tous ces mots") && headlines(&some) == ["Vučić parle"]);
}
