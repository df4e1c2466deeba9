//! Sections: merged into one another.

use newsroom::articles::{self, Content, Publish};
use newsroom::naming::{Name, Names};
use newsroom::newsletters::{self, Cadence, Details, Filter};
use newsroom::{Error, Id, addresses, sections, testing};

async fn section(test: &testing::TestApp, languages: &[(&str, &str)]) -> Id {
    let named = |name: &str| Name { name: name.to_owned(), ..Name::default() };
    let names: Names = languages.iter().map(|(language, name)| ((*language).to_owned(), named(name))).collect();
    sections::create(&test.app, &test.actor(), names).await.unwrap()
}

async fn content(test: &testing::TestApp, id: Id) -> (i64, Content) {
    let mut tx = test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    (copy.number, copy.content)
}

#[tokio::test]
async fn a_merged_section_is_the_other_everywhere() {
    let test = testing::set_up().await.unwrap();
    let going = section(&test, &[("fr", "Serbie"), ("en", "Serbia")]).await;
    let staying = section(&test, &[("fr", "Balkans")]).await;
    let filter = Filter { sections: vec![going], ..Filter::default() };
    let named = Name { name: "La Serbie".to_owned(), ..Name::default() };
    let details = Details {
        cadence: Cadence::Daily,
        filter,
        names: Names::from([("fr".to_owned(), named)]),
        language: "fr".to_owned(),
        ..Details::new("fr")
    };
    let (newsletter, _) = newsletters::create(&test.app, &test.actor(), details).await.unwrap();
    let only = testing::published(&test, "Le pont", going, "Texte").await.unwrap();
    let both = testing::draft(&test, "Le lac", staying, "Texte").await.unwrap();
    let (number, text) = content(&test, both).await;
    articles::save(&test.app, &test.actor(), both, number, Content { sections: vec![going], ..text }).await.unwrap();
    articles::publish(&test.app, &test.actor(), both, &Publish::default()).await.unwrap();
    let draft = testing::draft(&test, "Une idée", going, "Texte").await.unwrap();

    sections::merge(&test.app, &test.actor(), going, staying).await.unwrap();

    let mut tx = test.app.read().await.unwrap();
    let listed: Vec<Id> = articles::by_section(&mut tx, staying, "fr", None, 10).await.unwrap().iter().map(|card| card.id).collect();
    assert!(listed.len() == 2 && listed.contains(&only) && listed.contains(&both), "{listed:?}");
    let old = addresses::lookup(&mut tx, "/serbie").await.unwrap().unwrap();
    assert_eq!((old.subject, old.state.as_str()), (staying, "moved"));
    let english = addresses::current(&mut tx, addresses::Kind::Section, staying, "en").await.unwrap();
    assert_eq!(english.as_deref(), Some("/en/serbia"), "a language that the other lacked goes over");
    let article = addresses::current(&mut tx, addresses::Kind::Article, only, "fr").await.unwrap();
    assert_eq!(article.as_deref(), Some("/serbie/le-pont"), "an address once given stays");
    assert!(sections::by_id(&mut tx, going).await.unwrap().is_none());
    assert_eq!(sections::used_by(&mut tx, staying).await.unwrap(), 5);
    assert_eq!(newsletters::by_id(&mut tx, newsletter).await.unwrap().unwrap().filter.sections, [staying]);
    drop(tx);
    assert_eq!(content(&test, draft).await.1.section, Some(staying));
    let (_, text) = content(&test, both).await;
    assert_eq!((text.section, text.sections), (Some(staying), vec![]));
    articles::publish(&test.app, &test.actor(), draft, &Publish::default()).await.unwrap();
}

#[tokio::test]
async fn sections_merged_one_after_the_other_lead_to_the_last() {
    let test = testing::set_up().await.unwrap();
    let (first, second, third) =
        (section(&test, &[("fr", "A")]).await, section(&test, &[("fr", "B")]).await, section(&test, &[("fr", "C")]).await);
    sections::merge(&test.app, &test.actor(), first, second).await.unwrap();
    sections::merge(&test.app, &test.actor(), second, third).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    assert_eq!(sections::standing(&mut tx, Some(first), &[second, third]).await.unwrap(), (Some(third), vec![]));
    drop(tx);
    assert!(matches!(sections::merge(&test.app, &test.actor(), third, third).await, Err(Error::Invalid(_))));
    assert!(matches!(sections::merge(&test.app, &test.actor(), third, first).await, Err(Error::Invalid(_))), "into one that is gone");
}
