//! Letters go the same way, before mailings.

use ::mail::Phase;
use ::mail::testing::{ANYONE, Fault};

use super::*;
use crate::letters::{Kind, Letter, put};
use crate::mailings::{recover, send};

async fn letter(scene: &Scene, kind: Kind, to: &str) {
    let letter = Letter {
        kind,
        to,
        language: "fr",
        subject: "Confirmez votre inscription".to_owned(),
        html: "<p>Confirmez.</p>".to_owned(),
        text: "Confirmez.".to_owned(),
    };
    let app = &scene.app;
    let put: Result<Id, crate::Error> = async {
        let mut tx = app.database.begin_write().await?;
        let id = put(app, &mut tx, &letter).await?;
        tx.commit().await?;
        Ok(id)
    }
    .await;
    put.unwrap();
}

async fn states(scene: &Scene) -> Vec<(String, i64)> {
    let mut tx = scene.app.read().await.unwrap();
    crate::letters::counts(&mut tx).await.unwrap()
}

#[tokio::test]
async fn letters_leave_before_mailings() {
    let scene = scene().await;
    mail::subscribers(&scene.test, scene.newsletter, 2).await.unwrap();
    scene.publish("Un pont").await;
    scene.app.clock.advance(5 * MINUTE);
    letter(&scene, Kind::Confirmation, "new@example.com").await;
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    let taken = scene.relay.taken();
    assert_eq!((taken.len(), taken[0].to.as_str()), (3, "new@example.com"));
    assert!(::mail::read_mail(&taken[0].message).header("List-Id").is_none());
}

#[tokio::test]
async fn a_confirmation_in_doubt_is_sent_once_more_and_a_welcome_is_not() {
    for (kind, mails) in [(Kind::Confirmation, 2), (Kind::Welcome, 1)] {
        let scene = scene().await;
        letter(&scene, kind, "new@example.com").await;
        scene.relay.fail(ANYONE, Fault::TakeAndClose);
        for _ in 0..4 {
            scene.app.clock.advance(HOUR);
            crate::mailings::work_until_idle(&scene.app).await.unwrap();
        }
        assert_eq!((scene.relay.taken().len(), states(&scene).await), (mails, vec![("in_doubt".to_owned(), 1)]), "{kind:?}");
    }
}

#[tokio::test]
async fn a_letter_is_deferred_rejected_or_too_late() {
    let scene = scene().await;
    letter(&scene, Kind::Confirmation, "full@example.com").await;
    letter(&scene, Kind::Confirmation, "nobody@example.com").await;
    scene.relay.fail("full@example.com", Fault::reply(Phase::Recipient, "452 4.2.2 full"));
    scene.relay.fail("nobody@example.com", Fault::reply(Phase::Recipient, "550 5.1.1 nobody"));
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!(states(&scene).await, [("deferred".to_owned(), 1), ("rejected".to_owned(), 1)]);
    scene.app.clock.advance(25 * HOUR);
    scene.relay.heal();
    crate::mailings::work_until_idle(&scene.app).await.unwrap();
    assert_eq!(states(&scene).await, [("expired".to_owned(), 1), ("rejected".to_owned(), 1)]);
    assert_eq!(scene.relay.taken().len(), 0);
}

#[tokio::test]
async fn a_letter_that_a_dead_process_had_leased_is_sent() {
    let scene = scene().await;
    letter(&scene, Kind::Welcome, "new@example.com").await;
    assert_eq!(send::lease_letters(&scene.app).await.unwrap().len(), 1);
    let other = mail::another(&scene.test, "two", scene.relay.transport(), one_connection()).unwrap();
    scene.app.clock.advance(send::PULSE + 1);
    recover::step(&other).await.unwrap();
    crate::mailings::work_until_idle(&other).await.unwrap();
    assert_eq!(scene.once_each(), 1);
}
