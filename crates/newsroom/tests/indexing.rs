//! Search as readers meet it: it follows publishing, and starts anew where it must.

use newsroom::indexing::{self, Query};
use newsroom::testing::{self, TestApp};
use newsroom::{Error, Id, articles, changes, jobs};

async fn find(test: &TestApp, words: &str) -> Result<Vec<Id>, Error> {
    let query = Query { words: words.to_owned(), limit: 20, ..Query::default() };
    let mut ids: Vec<Id> = indexing::find(&test.app, query).await?.hits.iter().map(|hit| hit.id).collect();
    ids.sort_unstable();
    Ok(ids)
}

#[tokio::test]
async fn what_is_published_is_found_and_what_is_unpublished_is_not() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let section = testing::section(&test, "Lacs").await?;
    let draft = testing::draft(&test, "Une barque", section, "Un texte qui attend.").await?;
    let id = testing::published(&test, "Vučić visite le lac", section, "Une œuvre de patience.").await?;
    jobs::work_until_idle(&test.app).await?;
    assert_eq!(find(&test, "vucic").await?, [id]);
    assert_eq!(find(&test, "Вучић oeuvre").await?, [id]);
    assert_eq!(find(&test, "Rédaction").await?, [id], "who signs is found");
    assert_eq!(find(&test, "barque").await?, [0; 0]);
    articles::publish(&test.app, &test.actor(), draft, &articles::Publish::default()).await?;
    articles::unpublish(&test.app, &test.actor(), id).await?;
    jobs::work_until_idle(&test.app).await?;
    assert_eq!(find(&test, "barque").await?, [draft]);
    assert_eq!(find(&test, "vucic").await?, [0; 0]);
    Ok(())
}

#[tokio::test]
async fn the_follower_says_how_far_it_is() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let section = testing::section(&test, "Lacs").await?;
    let id = testing::draft(&test, "Une barque", section, "Un texte.").await?;
    let done = articles::publish(&test.app, &test.actor(), id, &articles::Publish::default()).await?;
    indexing::step(&test.app).await?;
    assert!(test.app.watch.position(indexing::NAME) >= done.change);
    Ok(())
}

#[tokio::test]
async fn another_epoch_or_a_pruned_tail_makes_the_index_anew() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let section = testing::section(&test, "Lacs").await?;
    let id = testing::published(&test, "Une barque", section, "Un texte.").await?;
    indexing::step(&test.app).await?;
    // What only the index believes is gone once it is made anew.
    let french = language::Tag::parse("fr").unwrap();
    let lie = || {
        let index = test.app.index.clone().unwrap();
        let cursor = index.cursor().unwrap().unwrap();
        let entry = search::Entry {
            id: 1,
            language: &french,
            sections: &[],
            authors: &[],
            date: 0,
            headline: "barque",
            standfirst: "",
            topics: "",
            body: "",
            bylines: "",
        };
        index.add(&entry).unwrap();
        index.commit(&cursor).unwrap();
    };
    lie();
    indexing::step(&test.app).await?;
    assert_eq!(find(&test, "barque").await?, [1, id]);
    database::write!(test.app.database, tx => { changes::renew_epoch(tx, "second").await })?;
    indexing::step(&test.app).await?;
    assert_eq!(find(&test, "barque").await?, [id]);
    lie();
    testing::published(&test, "Autre", section, "Un texte.").await?;
    let now = test.app.now();
    database::write!(test.app.database, tx => { changes::prune(tx, now + 1).await })?;
    indexing::step(&test.app).await?;
    assert_eq!(find(&test, "barque").await?, [id]);
    Ok(())
}

#[tokio::test]
async fn the_desk_finds_what_is_being_written_and_readers_do_not() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let section = testing::section(&test, "Lacs").await?;
    let draft = testing::draft(&test, "Une barque", section, "Vučić attend sur la rive.").await?;
    let public = testing::published(&test, "Un pont", section, "Vučić traverse.").await?;
    jobs::work_until_idle(&test.app).await?;
    let mut both = [draft, public];
    both.sort_unstable();
    assert_eq!(indexing::at_desk(&test.app, "vucoc").await?, both);
    assert_eq!(find(&test, "vucic").await?, [public]);
    assert_eq!(find(&test, "rive").await?, [0; 0]);
    assert_eq!(indexing::at_desk(&test.app, "rive").await?, [draft]);
    // What is written later is found at the next search.
    test.app.clock.advance(1);
    let later = testing::draft(&test, "Une rive", section, "Un texte.").await?;
    let mut both = [draft, later];
    both.sort_unstable();
    assert_eq!(indexing::at_desk(&test.app, "rive").await?, both);
    assert_eq!(indexing::at_desk(&test.app, " ").await?, [0; 0]);
    Ok(())
}

#[tokio::test]
async fn the_theme_s_synonyms_count_and_have_no_wrong_line() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let (_, wrong) = search::Synonyms::read(test.app.theme.synonyms());
    assert_eq!(wrong, []);
    let section = testing::section(&test, "Lacs").await?;
    let id = testing::published(&test, "Le procès de Milochevitch", section, "Un texte.").await?;
    jobs::work_until_idle(&test.app).await?;
    assert_eq!(find(&test, "Милошевић").await?, [id]);
    Ok(())
}
