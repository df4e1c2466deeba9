//! Topics: suggested, and merged.

use newsroom::articles::{self, Content, Publish};
use newsroom::naming::{Name, Names};
use newsroom::topics::{self, TopicKind, Why};
use newsroom::{Error, Id, addresses, testing};

async fn topic(test: &testing::TestApp, languages: &[(&str, &str)]) -> Id {
    let named = |name: &str| Name { name: name.to_owned(), ..Name::default() };
    let names: Names = languages.iter().map(|(language, name)| ((*language).to_owned(), named(name))).collect();
    topics::create(&test.app, &test.actor(), TopicKind::Place, names).await.unwrap()
}

async fn about(test: &testing::TestApp, section: Id, headline: &str, of: &[Id]) -> Id {
    let id = testing::draft(test, headline, section, "Texte").await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let copy = articles::working_copy(&mut tx, id).await.unwrap().unwrap();
    drop(tx);
    let content = Content { topics: of.to_vec(), ..copy.content };
    articles::save(&test.app, &test.actor(), id, copy.number, content).await.unwrap();
    articles::publish(&test.app, &test.actor(), id, &Publish::default()).await.unwrap();
    id
}

#[tokio::test]
async fn a_merged_topic_is_the_other_everywhere() {
    let test = testing::set_up().await.unwrap();
    let section = testing::section(&test, "Lacs").await.unwrap();
    let going = topic(&test, &[("fr", "Kossovo"), ("en", "Kosovo, in English")]).await;
    let staying = topic(&test, &[("fr", "Kosovo")]).await;
    let only = about(&test, section, "Le pont", &[going]).await;
    let both = about(&test, section, "Le lac", &[staying, going]).await;
    topics::merge(&test.app, &test.actor(), going, staying).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let listed: Vec<Id> = articles::by_topic(&mut tx, staying, "fr", None, 10).await.unwrap().iter().map(|card| card.id).collect();
    assert!(listed.len() == 2 && listed.contains(&only) && listed.contains(&both), "{listed:?}");
    assert_eq!(articles::working_copy(&mut tx, both).await.unwrap().unwrap().content.topics, [staying]);
    let old = addresses::lookup(&mut tx, "/theme/kossovo").await.unwrap().unwrap();
    assert_eq!((old.subject, old.state.as_str()), (staying, "moved"));
    let english = addresses::current(&mut tx, addresses::Kind::Topic, staying, "en").await.unwrap();
    assert_eq!(english.as_deref(), Some("/en/topic/kosovo-in-english"), "a language that the other lacked goes over");
    assert!(topics::by_id(&mut tx, going).await.unwrap().is_none());
}

#[tokio::test]
async fn topics_merged_one_after_the_other_lead_to_the_last() {
    let test = testing::set_up().await.unwrap();
    let (first, second, third) =
        (topic(&test, &[("fr", "A")]).await, topic(&test, &[("fr", "B")]).await, topic(&test, &[("fr", "C")]).await);
    topics::merge(&test.app, &test.actor(), first, second).await.unwrap();
    topics::merge(&test.app, &test.actor(), second, third).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    assert_eq!(topics::standing(&mut tx, &[first, second, third]).await.unwrap(), [third]);
    drop(tx);
    assert!(matches!(topics::merge(&test.app, &test.actor(), third, third).await, Err(Error::Invalid(_))));
}

#[tokio::test]
async fn a_text_whose_topic_was_deleted_is_published_without_it() {
    let test = testing::set_up().await.unwrap();
    let section = testing::section(&test, "Lacs").await.unwrap();
    let gone = topic(&test, &[("fr", "Dobrava")]).await;
    let article = about(&test, section, "Le pont", &[gone]).await;
    topics::delete(&test.app, &test.actor(), gone).await.unwrap();
    articles::publish(&test.app, &test.actor(), article, &Publish::default()).await.unwrap();
}

#[tokio::test]
async fn topics_are_suggested_with_the_reason() {
    let test = testing::set_up().await.unwrap();
    let section = testing::section(&test, "Lacs").await.unwrap();
    let (named, other) = (topic(&test, &[("fr", "Dobrava")]).await, topic(&test, &[("fr", "Lisna")]).await);
    let text = "Hier, la maire Zora Lenc a ouvert le pont. À Dobrava, Zora Lenc a parlé.";
    let id = testing::draft(&test, "Un pont à Dobrava", section, text).await.unwrap();
    let mut tx = test.app.read().await.unwrap();
    let content = articles::working_copy(&mut tx, id).await.unwrap().unwrap().content;
    drop(tx);
    let found = topics::suggest(&test.app, id, "fr", &content).await.unwrap();
    let found: Vec<(Option<Id>, &str, Why)> = found.iter().map(|one| (one.topic, one.name.as_str(), one.why)).collect();
    assert_eq!(found, [(Some(named), "Dobrava", Why::Named(2, true)), (None, "Zora Lenc", Why::Repeated(2))]);
    for headline in ["Un pont sur la Lisna", "Le pont de la Lisna"] {
        about(&test, section, headline, &[other]).await;
    }
    newsroom::jobs::work_until_idle(&test.app).await.unwrap();
    let content = Content { headline: "Pont".to_owned(), topics: vec![named], ..content };
    let found = topics::suggest(&test.app, id, "fr", &content).await.unwrap();
    assert_eq!(found[0].why, Why::Near(2), "{found:?}");
}
