//! What the newsroom decides about related articles, and what follows from it.

use newsroom::related::{self, Choice, Follower, Standing};
use newsroom::testing::{self, TestApp};
use newsroom::{Error, Id, articles, changes, jobs};

const TEXTS: [&str; 4] = [
    "Besnik Bislimi et Petar Petković se sont quittés sans accord à Bruxelles après le dialogue entre la Serbie et le Kosovo.",
    "Le médiateur Lajčák a reçu Besnik Bislimi et Petar Petković à Bruxelles pour le dialogue entre la Serbie et le Kosovo.",
    "La banque du Kosovo interdit le dinar ; Petar Petković proteste et la Serbie saisit Bruxelles et le médiateur du dialogue.",
    "Préparez la pâte la veille, dénoyautez les prunes, sucrez, puis enfournez pendant quarante minutes.",
];

async fn four(test: &TestApp) -> Result<[Id; 4], Error> {
    let section = testing::section(test, "Monde").await?;
    let mut ids = [0; 4];
    for (at, (id, text)) in ids.iter_mut().zip(TEXTS).enumerate() {
        *id = testing::published(test, &format!("Numéro {at}"), section, text).await?;
    }
    jobs::work_until_idle(&test.app).await?;
    Ok(ids)
}

async fn of(test: &TestApp, id: Id) -> Result<Vec<Id>, Error> {
    let mut tx = test.app.read().await?;
    Ok(related::of(&mut tx, id, 6).await?.into_iter().map(|card| card.id).collect())
}

async fn choose(test: &TestApp, article: Id, other: Id, choice: Choice) -> Result<i64, Error> {
    related::choose(&test.app, &test.actor(), article, other, choice).await
}

#[tokio::test]
async fn pins_stand_first_in_their_order() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, three, tart] = four(&test).await?;
    let near = of(&test, one).await?;
    assert_eq!(near.len(), 2);
    choose(&test, one, tart, Choice::Pin).await?;
    assert_eq!(of(&test, one).await?[0], tart);
    choose(&test, one, three, Choice::Pin).await?;
    assert_eq!(of(&test, one).await?, [tart, three, two]);
    related::move_pin(&test.app, &test.actor(), one, three, true).await?;
    assert_eq!(of(&test, one).await?, [three, tart, two]);
    related::move_pin(&test.app, &test.actor(), one, three, true).await?;
    assert_eq!(of(&test, one).await?, [three, tart, two], "the first stays the first");
    choose(&test, one, tart, Choice::Automatic).await?;
    assert_eq!(of(&test, one).await?, [three, two]);
    Ok(())
}

#[tokio::test]
async fn the_excluded_stays_away_whatever_is_computed() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, three, _] = four(&test).await?;
    choose(&test, one, two, Choice::Exclude).await?;
    assert_eq!(of(&test, one).await?, [three]);
    assert!(of(&test, two).await?.contains(&one), "only in one direction");
    related::ask(&test.app).await?;
    jobs::work_until_idle(&test.app).await?;
    assert_eq!(of(&test, one).await?, [three]);
    choose(&test, one, two, Choice::Automatic).await?;
    assert_eq!(of(&test, one).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn what_is_never_recommended_is_shown_only_where_it_is_pinned() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, three, _] = four(&test).await?;
    related::set_never(&test.app, &test.actor(), two, true).await?;
    assert_eq!((of(&test, one).await?, of(&test, three).await?), (vec![three], vec![one]));
    assert_eq!(of(&test, two).await?.len(), 2, "it has its own list");
    choose(&test, one, two, Choice::Pin).await?;
    assert_eq!(of(&test, one).await?, [two, three]);
    related::set_never(&test.app, &test.actor(), two, false).await?;
    assert!(of(&test, three).await?.contains(&two));
    Ok(())
}

#[tokio::test]
async fn an_article_cannot_be_pinned_to_itself_nor_too_many() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, ..] = four(&test).await?;
    assert!(matches!(choose(&test, one, one, Choice::Pin).await, Err(Error::Invalid(_))));
    assert!(matches!(choose(&test, one, 1, Choice::Pin).await, Err(Error::NotFound)));
    let section = testing::section(&test, "Archives").await?;
    for at in 0..=related::MOST_PINS {
        let id = testing::published(&test, &format!("Archive {at}"), section, "Une archive.").await?;
        let outcome = choose(&test, one, id, Choice::Pin).await;
        assert_eq!(outcome.is_err(), at == related::MOST_PINS, "{at}");
    }
    Ok(())
}

#[tokio::test]
async fn a_decision_tells_the_page_that_it_alters() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, ..] = four(&test).await?;
    let told = async |from: i64| {
        let mut tx = test.app.read().await?;
        Ok::<_, Error>(changes::since(&mut tx, from, 100).await?.iter().map(changes::Change::key).collect::<Vec<_>>())
    };
    let number = choose(&test, one, two, Choice::Exclude).await?;
    assert_eq!(told(number - 1).await?, [format!("related:{one}")]);
    related::set_never(&test.app, &test.actor(), two, true).await?;
    assert!(told(number).await?.contains(&format!("related:{one}")));
    Ok(())
}

#[tokio::test]
async fn a_pin_that_is_unpublished_is_not_shown_and_its_page_is_told() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, _, _, tart] = four(&test).await?;
    choose(&test, one, tart, Choice::Pin).await?;
    let number = articles::unpublish(&test.app, &test.actor(), tart).await?;
    let mut tx = test.app.read().await?;
    let told = changes::since(&mut tx, 0, 1_000).await?;
    assert!(told.iter().filter(|change| change.number <= number).rev().take(8).any(|change| change.key() == format!("article:{one}")));
    drop(tx);
    assert!(!of(&test, one).await?.contains(&tart));
    let mut tx = test.app.read().await?;
    let panel = related::panel(&mut tx, one).await?;
    assert_eq!(panel.rows.first().map(|row| (row.id, row.standing)), Some((tart, Standing::Hidden)));
    Ok(())
}

#[tokio::test]
async fn the_panel_says_how_each_stands_and_why() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, three, tart] = four(&test).await?;
    let section = testing::section(&test, "Reprises").await?;
    let again = testing::published(&test, "Numéro 0", section, TEXTS[0]).await?;
    jobs::work_until_idle(&test.app).await?;
    choose(&test, one, tart, Choice::Pin).await?;
    choose(&test, one, three, Choice::Exclude).await?;
    let mut tx = test.app.read().await?;
    let panel = related::panel(&mut tx, one).await?;
    let of = |id: Id| panel.rows.iter().find(|row| row.id == id).map(|row| row.standing);
    assert_eq!(of(tart), Some(Standing::Pinned));
    assert_eq!(of(three), Some(Standing::Excluded));
    assert_eq!(of(two), Some(Standing::Shown));
    assert_eq!(of(again), Some(Standing::Repeats));
    let shown = panel.rows.iter().find(|row| row.id == two).unwrap();
    assert!(shown.score.is_some_and(|score| score > 0.1 && score <= 1.0));
    assert_eq!(shown.reasons.split(", ").count(), 3, "{}", shown.reasons);
    Ok(())
}

#[tokio::test]
async fn the_other_script_of_an_article_is_a_translation_and_not_related() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let section = testing::section(&test, "Monde").await?;
    let actor = test.actor();
    let mut ids = Vec::new();
    for (language, headline, text) in [
        ("sr-Latn", "Vučić u Briselu", "Predsednik Vučić razgovarao je u Briselu o dijalogu sa Prištinom i o sporazumu."),
        ("sr-Cyrl", "Вучић у Бриселу", "Председник Вучић разговарао је у Бриселу о дијалогу са Приштином и о споразуму."),
    ] {
        let family = ids.first().copied();
        let id = articles::create(&test.app, &actor, language, headline, family).await?;
        let mut tx = test.app.read().await?;
        let copy = articles::working_copy(&mut tx, id).await?.unwrap();
        drop(tx);
        let content = articles::Content { section: Some(section), body: testing::body(text), ..copy.content };
        articles::save(&test.app, &actor, id, copy.number, content).await?;
        articles::publish(&test.app, &actor, id, &articles::Publish::default()).await?;
        ids.push(id);
    }
    jobs::work_until_idle(&test.app).await?;
    assert_eq!(of(&test, ids[0]).await?, [0; 0]);
    let mut tx = test.app.read().await?;
    let panel = related::panel(&mut tx, ids[0]).await?;
    assert_eq!(panel.rows.iter().map(|row| row.standing).collect::<Vec<_>>(), [Standing::Translation]);
    Ok(())
}

#[tokio::test]
async fn a_start_goes_on_from_the_saved_memory() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, ..] = four(&test).await?;
    assert!(test.app.settings.data.join("related/neighbours").exists());
    let section = testing::section(&test, "Suite").await?;
    let fifth = testing::published(&test, "Bislimi revient", section, &format!("{} Puis Bislimi est revenu.", TEXTS[1])).await?;
    let mut follower = Follower::default();
    related::step(&test.app, &mut follower).await?;
    assert_eq!(follower.len(), 5);
    assert!(of(&test, one).await?.contains(&fifth) || of(&test, one).await?.contains(&two));
    std::fs::write(test.app.settings.data.join("related/neighbours"), "damaged").unwrap();
    let mut follower = Follower::default();
    related::step(&test.app, &mut follower).await?;
    assert_eq!(follower.len(), 5, "read from the texts");
    Ok(())
}

#[tokio::test]
async fn an_edit_of_one_word_leaves_the_rows_alone() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, ..] = four(&test).await?;
    let mut follower = Follower::default();
    related::step(&test.app, &mut follower).await?;
    let edit = async |text: &str| {
        let mut tx = test.app.read().await?;
        let copy = articles::working_copy(&mut tx, one).await?.unwrap();
        drop(tx);
        let content = articles::Content { body: testing::body(text), ..copy.content };
        articles::save(&test.app, &test.actor(), one, copy.number, content).await?;
        articles::publish(&test.app, &test.actor(), one, &articles::Publish::default()).await.map(|published| published.change)
    };
    let number = edit(&TEXTS[0].replace("quittés", "séparés")).await?;
    related::step(&test.app, &mut follower).await?;
    let mut tx = test.app.read().await?;
    assert!(changes::since(&mut tx, number, 100).await?.iter().all(|change| change.kind != "related"));
    drop(tx);
    edit(TEXTS[3]).await?;
    related::step(&test.app, &mut follower).await?;
    assert!(!of(&test, one).await?.contains(&two));
    Ok(())
}

#[tokio::test]
async fn all_lists_can_be_asked_for_and_their_progress_seen() -> Result<(), Error> {
    let test = testing::set_up().await?;
    four(&test).await?;
    assert_eq!(related::progress(&test.app).await?, None);
    related::ask(&test.app).await?;
    assert_eq!(related::progress(&test.app).await?, Some((0, 4)));
    related::step(&test.app, &mut Follower::default()).await?;
    assert_eq!(related::progress(&test.app).await?, None);
    Ok(())
}
