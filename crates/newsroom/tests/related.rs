//! Related articles, as the follower keeps them and pages read them.

use newsroom::related::{self, Follower};
use newsroom::testing::{self, TestApp};
use newsroom::{Error, Id, articles, changes, jobs};

const DIALOGUE: &str =
    "Besnik Bislimi et Petar Petković se sont quittés sans accord à Bruxelles après le dialogue entre la Serbie et le Kosovo.";
const MEDIATOR: &str =
    "Le médiateur Lajčák a reçu Besnik Bislimi et Petar Petković à Bruxelles pour le dialogue entre la Serbie et le Kosovo.";
const TART: &str = "Préparez la pâte la veille, dénoyautez les prunes, sucrez, puis enfournez pendant quarante minutes.";

async fn of(test: &TestApp, id: Id) -> Result<Vec<Id>, Error> {
    let mut tx = test.app.read().await?;
    Ok(related::of(&mut tx, id, 6).await?.into_iter().map(|card| card.id).collect())
}

async fn three(test: &TestApp) -> Result<[Id; 3], Error> {
    let section = testing::section(test, "Monde").await?;
    Ok([
        testing::published(test, "Pas d’accord à Bruxelles", section, DIALOGUE).await?,
        testing::published(test, "Le médiateur à Bruxelles", section, MEDIATOR).await?,
        testing::published(test, "La tarte aux prunes", section, TART).await?,
    ])
}

#[tokio::test]
async fn the_same_subject_is_related_both_ways_and_nothing_is_padded() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, tart] = three(&test).await?;
    jobs::work_until_idle(&test.app).await?;
    assert_eq!(of(&test, one).await?, [two]);
    assert_eq!(of(&test, two).await?, [one]);
    assert_eq!(of(&test, tart).await?, [0; 0]);
    Ok(())
}

#[tokio::test]
async fn the_follower_notes_whose_lists_it_altered_and_then_rests() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, tart] = three(&test).await?;
    let mut follower = Follower::default();
    related::step(&test.app, &mut follower).await?;
    let noted = || async {
        let mut tx = test.app.read().await?;
        let all = changes::since(&mut tx, 0, 1_000).await?;
        let mut ids: Vec<String> = all.into_iter().filter(|change| change.kind == "related").map(|change| change.subject).collect();
        ids.sort();
        Ok::<_, Error>(ids)
    };
    let mut expected = vec![one.to_string(), two.to_string()];
    expected.sort();
    assert_eq!(noted().await?, expected, "not {tart}");
    related::step(&test.app, &mut follower).await?;
    related::step(&test.app, &mut follower).await?;
    assert_eq!(noted().await?, expected);
    Ok(())
}

#[tokio::test]
async fn an_unpublished_article_leaves_every_list() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, _] = three(&test).await?;
    let mut follower = Follower::default();
    related::step(&test.app, &mut follower).await?;
    articles::unpublish(&test.app, &test.actor(), two).await?;
    assert_eq!(of(&test, one).await?, [0; 0], "even before the follower comes by");
    related::step(&test.app, &mut follower).await?;
    articles::publish(&test.app, &test.actor(), two, &articles::Publish::default()).await?;
    related::step(&test.app, &mut follower).await?;
    assert_eq!(of(&test, one).await?, [two]);
    Ok(())
}

#[tokio::test]
async fn articles_that_repeat_each_other_are_not_shown_together() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let [one, two, _] = three(&test).await?;
    let section = testing::section(&test, "Reprises").await?;
    let again = testing::published(&test, "Le médiateur à Bruxelles", section, MEDIATOR).await?;
    jobs::work_until_idle(&test.app).await?;
    let shown = of(&test, one).await?;
    assert_eq!(shown.len(), 1);
    assert!(shown == [two] || shown == [again]);
    assert_eq!(of(&test, two).await?, [one]);
    Ok(())
}

#[tokio::test]
async fn many_and_few_give_the_same_lists() -> Result<(), Error> {
    let test = testing::set_up().await?;
    let section = testing::section(&test, "Monde").await?;
    let mut follower = Follower::default();
    let texts = [DIALOGUE, MEDIATOR, TART];
    let mut ids = Vec::new();
    for at in 0..9 {
        let text = format!("{} {}", texts[at % 3], texts[(at / 3) % 3]);
        ids.push(testing::published(&test, &format!("Numéro {at}"), section, &text).await?);
        related::step(&test.app, &mut follower).await?;
    }
    let mut one_by_one = Vec::new();
    for id in &ids {
        one_by_one.push(of(&test, *id).await?);
    }
    database::write!(test.app.database, tx => { changes::renew_epoch(tx, "second").await })?;
    related::step(&test.app, &mut Follower::default()).await?;
    for (id, list) in ids.iter().zip(one_by_one) {
        assert_eq!(of(&test, *id).await?, list);
    }
    Ok(())
}

#[tokio::test]
async fn only_the_holder_of_the_lease_writes() -> Result<(), Error> {
    let test = testing::set_up().await?;
    if test.app.database.engine() == database::Engine::Sqlite {
        println!("skipped: one process writes a SQLite file, there is no lease to take");
        return Ok(());
    }
    let [one, two, _] = three(&test).await?;
    let now = test.app.now();
    let taken = database::write!(test.app.database, tx => {
        database::take_lease(tx, related::NAME, "another", now, now + 1_000_000).await.map_err(Error::from)
    })?;
    assert!(taken.is_some());
    let mut follower = Follower::default();
    related::step(&test.app, &mut follower).await?;
    assert_eq!(of(&test, one).await?, [0; 0]);
    test.app.clock.advance(2_000_000);
    related::step(&test.app, &mut follower).await?;
    assert_eq!(of(&test, one).await?, [two]);
    Ok(())
}
