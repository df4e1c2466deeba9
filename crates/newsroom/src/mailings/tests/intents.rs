//! What publishing makes of a mailing, and what the hold is for.

use super::*;
use crate::mailings::{State, When, cancel, let_later_go, send_now};
use crate::{Actor, Error};

#[tokio::test]
async fn a_published_article_arrives_after_its_hold() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 3).await.unwrap();
    let (_, mailing) = scene.publish("Un pont neuf").await;
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!((scene.relay.taken().len(), scene.state(mailing).await), (0, State::Held));
    scene.send().await;
    assert_eq!((scene.once_each(), scene.state(mailing).await), (3, State::Finished));
    let taken = scene.relay.taken().remove(0);
    let mail = ::mail::read_mail(&taken.message);
    assert_eq!((taken.from.as_str(), mail.subject.as_str()), ("lettre@example.org", "Un pont neuf"));
    assert!(mail.html.contains("L’eau est revenue") && mail.text.contains("eau est revenue"), "{}", mail.text);
    assert!(mail.html.contains("https://example.org/subscribe/unsubscribe/") && mail.html.contains(&taken.to));
    let header = |name: &str| mail.header(name).unwrap_or_default().to_owned();
    assert!(header("List-Id").contains("<tout.lettre.example.org>"), "{}", header("List-Id"));
    assert!(header("Message-ID").ends_with("@example.org>") && header("List-Unsubscribe").contains("https://example.org/subscribe/"));
    assert!(header("Reply-To").contains("redaction@example.org"));
}

#[tokio::test]
async fn an_article_is_mailed_once_and_never_again() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 2).await.unwrap();
    let (article, _) = scene.publish("Un pont").await;
    scene.send().await;
    let how = Publish { mailing: Choice::Send, ..Publish::default() };
    let actor = scene.test.actor();
    assert_eq!(articles::publish(&scene.app, &actor, article, &how).await.unwrap().mailing, None, "an update");
    articles::unpublish(&scene.app, &actor, article).await.unwrap();
    assert_eq!(articles::publish(&scene.app, &actor, article, &how).await.unwrap().mailing, None, "published a second time");
    scene.send().await;
    assert_eq!(scene.once_each(), 2);
}

#[tokio::test]
async fn a_correction_within_the_hold_is_in_the_mail_and_a_later_one_is_not() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 1).await.unwrap();
    let (article, _) = scene.publish("Un pomt").await;
    let correct = async |headline: &str| {
        let mut tx = scene.app.read().await.unwrap();
        let copy = articles::working_copy(&mut tx, article).await.unwrap().unwrap();
        drop(tx);
        let content = articles::Content { headline: headline.to_owned(), ..copy.content };
        articles::save(&scene.app, &scene.test.actor(), article, copy.number, content).await.unwrap();
        articles::publish(&scene.app, &scene.test.actor(), article, &Publish::default()).await.unwrap();
    };
    correct("Un pont").await;
    scene.send().await;
    correct("Un pont, encore").await;
    scene.send().await;
    assert_eq!(scene.once_each(), 1);
    assert_eq!(::mail::read_mail(&scene.relay.taken()[0].message).subject, "Un pont");
}

#[tokio::test]
async fn a_mailing_cancelled_within_its_hold_goes_to_nobody() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 2).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    cancel(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    scene.send().await;
    assert_eq!((scene.relay.taken().len(), scene.state(mailing).await), (0, State::Cancelled));
    assert!(matches!(cancel(&scene.app, &scene.test.actor(), mailing).await, Err(Error::Conflict(_))));
}

#[tokio::test]
async fn send_now_ends_the_hold() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 2).await.unwrap();
    let (_, mailing) = scene.publish("Un pont").await;
    send_now(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!(scene.once_each(), 2);
}

#[tokio::test]
async fn an_import_an_old_article_and_a_choice_of_nothing_mail_nobody() {
    let scene = scene().await;
    let publish = async |actor: &Actor, how: Publish| {
        let id = testing::draft(&scene.test, "Un pont", scene.section, "L'eau.").await.unwrap();
        articles::publish(&scene.app, actor, id, &how).await.unwrap().mailing
    };
    let send = Publish { mailing: Choice::Send, ..Publish::default() };
    let old = Publish { published_at: Some(scene.app.now() - 49 * HOUR), ..send.clone() };
    assert_eq!(publish(&Actor::import(), send.clone()).await, None);
    assert_eq!(publish(&scene.test.actor(), old).await, None);
    assert_eq!(publish(&scene.test.actor(), Publish::default()).await, None);
    assert!(publish(&scene.test.actor(), send).await.is_some());
}

#[tokio::test]
async fn a_newsletter_left_for_later_goes_when_an_editor_says_so_to_those_without_the_mail() {
    let scene = scene().await;
    let second = mail::newsletter(&scene.test, "Politique", Cadence::AtOnce, &Filter::default()).await.unwrap();
    for (address, newsletters) in
        [("a@example.com", vec![scene.newsletter]), ("b@example.com", vec![second]), ("c@example.com", vec![scene.newsletter, second])]
    {
        mail::subscriber(&scene.test, address, &newsletters).await.unwrap();
    }
    let id = testing::draft(&scene.test, "Un pont", scene.section, "L'eau.").await.unwrap();
    let newsletters = BTreeMap::from([(scene.newsletter, When::Send), (second, When::Later)]);
    let how = Publish { mailing: Choice::Each { newsletters, hold_minutes: 0, note: String::new() }, ..Publish::default() };
    let mailing = articles::publish(&scene.app, &scene.test.actor(), id, &how).await.unwrap().mailing.unwrap();
    scene.send().await;
    assert_eq!(scene.relay.counts().keys().collect::<Vec<_>>(), ["a@example.com", "c@example.com"]);
    let_later_go(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    scene.send().await;
    assert_eq!((scene.once_each(), scene.state(mailing).await), (3, State::Finished));
    assert_eq!(scene.totals(mailing).await.submitted, 3);
}

#[tokio::test]
async fn a_newsletter_chosen_for_later_alone_waits_without_end() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 1).await.unwrap();
    let id = testing::draft(&scene.test, "Un pont", scene.section, "L'eau.").await.unwrap();
    let how = Publish { mailing: Choice::Later, ..Publish::default() };
    let mailing = articles::publish(&scene.app, &scene.test.actor(), id, &how).await.unwrap().mailing.unwrap();
    scene.app.clock.advance(90 * 24 * HOUR);
    scene.send().await;
    assert_eq!(scene.relay.taken().len(), 0);
    send_now(&scene.app, &scene.test.actor(), mailing).await.unwrap();
    scene.send().await;
    assert_eq!(scene.once_each(), 1);
}

#[tokio::test]
async fn only_newsletters_that_take_the_article_are_asked() {
    let scene = scene().await;
    let other = testing::section(&scene.test, "Culture").await.unwrap();
    let filter = |section| Filter { sections: vec![section], ..Filter::default() };
    let right = mail::newsletter(&scene.test, "Politique", Cadence::AtOnce, &filter(scene.section)).await.unwrap();
    let wrong = mail::newsletter(&scene.test, "Culture", Cadence::AtOnce, &filter(other)).await.unwrap();
    let daily = mail::newsletter(&scene.test, "Quotidienne", Cadence::Daily, &Filter::default()).await.unwrap();
    for (address, newsletter) in [("a@example.com", right), ("b@example.com", wrong), ("c@example.com", daily)] {
        mail::subscriber(&scene.test, address, &[newsletter]).await.unwrap();
    }
    let (_, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    assert!(scene.relay.counts().contains_key("a@example.com") && !scene.relay.counts().contains_key("b@example.com"));
    assert_eq!(scene.totals(mailing).await.frozen, 1);
}

#[tokio::test]
async fn unpublishing_stops_what_has_no_intent_and_says_how_many_had_gone() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 4).await.unwrap();
    scene.relay.fail(&reader(1), ::mail::testing::Fault::reply(::mail::Phase::Recipient, "450 4.2.0 later"));
    let (article, mailing) = scene.publish("Un pont").await;
    scene.send().await;
    let mut tx = scene.app.read().await.unwrap();
    let standing = crate::mailings::standing(&mut tx, article).await.unwrap().unwrap();
    drop(tx);
    assert_eq!((standing.waiting, standing.gone), (1, 3));
    articles::unpublish(&scene.app, &scene.test.actor(), article).await.unwrap();
    scene.relay.heal();
    scene.app.clock.advance(HOUR);
    scene.send().await;
    assert_eq!((scene.once_each(), scene.state(mailing).await), (3, State::Cancelled));
    assert_eq!(scene.totals(mailing).await.cancelled, 1);
}
