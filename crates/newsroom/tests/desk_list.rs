//! The desk's list of articles, by everything that it can be asked for.

use newsroom::articles::{self, DeskFilter, Flag, Publish};
use newsroom::{Id, testing};

async fn listed(test: &testing::TestApp, filter: &DeskFilter, after: articles::Keyset, limit: i64) -> Vec<articles::DeskRow> {
    let mut tx = test.app.read().await.unwrap();
    articles::desk_list(&mut tx, filter, after, limit).await.unwrap()
}

fn ids(rows: &[articles::DeskRow]) -> Vec<Id> {
    rows.iter().map(|row| row.id).collect()
}

/// Publishes with a date that readers see.
async fn dated(test: &testing::TestApp, headline: &str, section: Id, at: i64) -> Id {
    let id = testing::draft(test, headline, section, "Texte").await.unwrap();
    articles::publish(&test.app, &test.actor(), id, &Publish { published_at: Some(at), ..Publish::default() }).await.unwrap();
    id
}

#[tokio::test]
async fn articles_are_found_by_who_made_them_and_where_they_stand() {
    let test = testing::set_up().await.unwrap();
    let (lakes, rivers) = (testing::section(&test, "Lacs").await.unwrap(), testing::section(&test, "Rivières").await.unwrap());
    let first = testing::draft(&test, "Le lac", lakes, "Texte").await.unwrap();
    let second = testing::draft(&test, "Le pont", rivers, "Texte").await.unwrap();
    let of = |owner: Id, section: Option<Id>| DeskFilter { owner: Some(owner), section, ..DeskFilter::default() };
    let both = ids(&listed(&test, &of(test.account, None), None, 10).await);
    assert!(both.len() == 2 && both.contains(&first) && both.contains(&second), "{both:?}");
    assert_eq!(ids(&listed(&test, &of(test.account, Some(lakes)), None, 10).await), [first]);
    assert!(listed(&test, &of(test.account + 1, None), None, 10).await.is_empty());
}

#[tokio::test]
async fn articles_are_found_by_their_flag() {
    let test = testing::set_up().await.unwrap();
    let section = testing::section(&test, "Lacs").await.unwrap();
    let flagged = testing::draft(&test, "Le lac", section, "Texte").await.unwrap();
    testing::draft(&test, "Le pont", section, "Texte").await.unwrap();
    articles::set_flags(&test.app, &test.actor(), flagged, &[Flag::Legal], "").await.unwrap();
    let with = |flag| DeskFilter { flag: Some(flag), ..DeskFilter::default() };
    assert_eq!(ids(&listed(&test, &with(Flag::Legal), None, 10).await), [flagged]);
    assert!(listed(&test, &with(Flag::Picture), None, 10).await.is_empty());
    assert!(listed(&test, &with(Flag::Translation), None, 10).await.is_empty());
}

#[tokio::test]
async fn between_days_the_list_goes_by_date_page_after_page() {
    let test = testing::set_up().await.unwrap();
    let section = testing::section(&test, "Lacs").await.unwrap();
    let day = 86_400_000_000;
    let newest = dated(&test, "Trois", section, testing::START - day).await;
    let oldest = dated(&test, "Un", section, testing::START - 3 * day).await;
    let middle = dated(&test, "Deux", section, testing::START - 2 * day).await;
    let filter = DeskFilter { from: Some(testing::START - 3 * day), to: Some(testing::START), ..DeskFilter::default() };
    let page = listed(&test, &filter, None, 2).await;
    assert_eq!(ids(&page), [newest, middle]);
    assert_eq!(ids(&listed(&test, &filter, Some(page[1].mark(&filter)), 2).await), [oldest]);
    let until = DeskFilter { from: None, to: Some(testing::START - day), ..DeskFilter::default() };
    assert_eq!(ids(&listed(&test, &until, None, 10).await), [middle, oldest]);
}

#[tokio::test]
async fn parts_of_words_and_what_the_index_found_are_one_list() {
    let test = testing::set_up().await.unwrap();
    let section = testing::section(&test, "Lacs").await.unwrap();
    let bridge = testing::draft(&test, "Le pont de Dobrava", section, "Texte").await.unwrap();
    let lake = testing::draft(&test, "Le lac", section, "Sous le pont").await.unwrap();
    let with = |words: &str, found: &[Id]| DeskFilter { words: words.to_owned(), found: found.to_vec(), ..DeskFilter::default() };
    assert_eq!(ids(&listed(&test, &with("obrav", &[]), None, 10).await), [bridge]);
    assert_eq!(ids(&listed(&test, &with("absent", &[lake]), None, 10).await), [lake]);
    assert_eq!(ids(&listed(&test, &with("pont", &[bridge, lake]), None, 10).await), [lake, bridge]);
    assert!(listed(&test, &with("absent", &[]), None, 10).await.is_empty());
}
