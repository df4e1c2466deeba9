//! What comes back, from the mail to the address, on a real database.

use std::sync::Arc;

use database::Id;

use super::*;
use crate::articles::{self, Publish};
use crate::mailings::{self, Choice};
use crate::newsletters::{Cadence, Filter};
use crate::testing::{self, Fake, TestApp, mail, sns};
use crate::{audit, site, subscribers};

struct Scene {
    test: TestApp,
    section: Id,
    newsletter: Id,
    reader: Id,
}

const ADDRESS: &str = "reader0@example.com";

/// A newsroom with a mailbox for bounces and one reader.
async fn scene() -> Scene {
    scene_on(testing::set_up().await.unwrap()).await
}

async fn scene_on(test: TestApp) -> Scene {
    let mut settings = database::read!(test.app.database, tx => { site::load(tx).await }).unwrap();
    settings.mail.bounces = "bounces@example.org".to_owned();
    site::save(&test.app, &test.actor(), &settings).await.unwrap();
    let section = testing::section(&test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&test, "Tout", Cadence::AtOnce, &Filter::default()).await.unwrap();
    let reader = mail::subscribers(&test, newsletter, 1).await.unwrap()[0];
    Scene { test, section, newsletter, reader }
}

impl Scene {
    /// An article goes to the reader. Gives the mailing.
    async fn send(&self, headline: &str) -> Id {
        let app = &self.test.app;
        app.clock.advance(DAY);
        let id = testing::draft(&self.test, headline, self.section, "L'eau est revenue.").await.unwrap();
        let how = Publish { mailing: Choice::Send, ..Publish::default() };
        let mailing = articles::publish(app, &self.test.actor(), id, &how).await.unwrap().mailing.unwrap();
        app.clock.advance(3600 * MICROS_PER_SECOND);
        mailings::work_until_idle(app).await.unwrap();
        mailing
    }

    fn verp(&self, mailing: Id) -> String {
        format!("bounces+{mailing:x}-{:x}@example.org", self.reader)
    }

    async fn come_back(&self, to: &str, said: &str, action: &str) -> Taken {
        take_mail(&self.test.app, Source::Maildir, dsn(to, ADDRESS, said, action).as_bytes()).await.unwrap()
    }

    /// Why the reader's address is suppressed.
    async fn suppressed(&self) -> Option<String> {
        let hash = subscribers::address_hash(&self.test.app, ADDRESS).unwrap();
        let mut tx = self.test.app.read().await.unwrap();
        let row: Option<(String,)> =
            database::fetch_optional!(&mut tx, (String,), "SELECT reason FROM suppression WHERE address_hash = $1", hash.as_str()).unwrap();
        row.map(|(reason,)| reason)
    }
}

fn dsn(to: &str, recipient: &str, said: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@mx.example.net\r\nTo: {to}\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
         Final-Recipient: rfc822; {recipient}\r\nAction: {action}\r\nDiagnostic-Code: smtp; {said}\r\n\r\n--b--\r\n"
    )
}

const UNKNOWN: &str = "550 5.1.1 <reader0@example.com>: no such user";
const FULL: &str = "552 5.2.2 mailbox full";

#[tokio::test]
async fn a_hard_bounce_suppresses_at_once_and_marks_the_delivery() {
    let scene = scene().await;
    let mailing = scene.send("Un pont").await;
    assert_eq!(scene.come_back(&scene.verp(mailing), UNKNOWN, "failed").await, Taken { new: 1, suppressed: 1 });
    assert_eq!(scene.suppressed().await.as_deref(), Some("hard"));
    let mut tx = scene.test.app.read().await.unwrap();
    let shown = of_mailing(&mut tx, mailing, 10).await.unwrap();
    let shown: Vec<_> = shown.iter().map(|one| (one.address.as_deref(), one.kind.as_str(), one.suppressed, one.said.as_str())).collect();
    assert_eq!(shown, [(Some(ADDRESS), "hard", true, "550 5.1.1 … no such user")]);
    let log = audit::latest(&mut tx, i64::MAX, 1).await.unwrap();
    assert_eq!(
        (log[0].action.as_str(), log[0].subject, log[0].detail.as_str()),
        ("subscriber.suppress", Some(scene.reader), "hard: userunknown")
    );
    drop(tx);
    let next = scene.send("Un autre pont").await;
    let mut tx = scene.test.app.read().await.unwrap();
    assert_eq!(mailings::detail(&scene.test.app, &mut tx, next).await.unwrap().row.totals.excluded, 1);
}

#[tokio::test]
async fn the_same_mail_twice_is_one() {
    let scene = scene().await;
    let mailing = scene.send("Un pont").await;
    scene.come_back(&scene.verp(mailing), FULL, "failed").await;
    assert_eq!(scene.come_back(&scene.verp(mailing), FULL, "failed").await, Taken::default());
    let mut tx = scene.test.app.read().await.unwrap();
    assert_eq!(of_mailing(&mut tx, mailing, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn three_soft_bounces_suppress_and_a_delivery_in_between_begins_anew() {
    let scene = scene().await;
    for (number, bounces, expected) in
        [(1, true, None), (2, true, None), (3, false, None), (4, true, None), (5, true, None), (6, true, Some("soft"))]
    {
        let mailing = scene.send(&format!("Article {number}")).await;
        if bounces {
            scene.come_back(&scene.verp(mailing), FULL, "failed").await;
        }
        assert_eq!(scene.suppressed().await.as_deref(), expected, "after {number}");
    }
}

#[tokio::test]
async fn soft_bounces_outside_the_window_and_two_of_one_mail_do_not_add_up() {
    let scene = scene().await;
    for number in 1..=4 {
        let mailing = scene.send(&format!("Article {number}")).await;
        for word in ["one", "two"] {
            scene.come_back(&scene.verp(mailing), &format!("{FULL} {word}"), "failed").await;
        }
        assert_eq!(scene.suppressed().await, None);
        scene.test.app.clock.advance(14 * DAY);
    }
}

#[tokio::test]
async fn a_mail_that_is_late_suppresses_nobody() {
    let scene = scene().await;
    let mailing = scene.send("Un pont").await;
    scene.come_back(&scene.verp(mailing), UNKNOWN, "delayed").await;
    assert_eq!(scene.suppressed().await, None);
    let mut tx = scene.test.app.read().await.unwrap();
    assert_eq!(of_mailing(&mut tx, mailing, 10).await.unwrap()[0].kind, "delayed");
}

#[tokio::test]
async fn a_mail_of_anybody_is_not_believed_of_an_address() {
    let scene = scene().await;
    let mailing = scene.send("Un pont").await;
    let strangers =
        ["bounces@example.org".to_owned(), format!("bounces+{mailing:x}-ff@example.org"), "bounces+ff-10@example.org".to_owned()];
    for to in strangers {
        scene.come_back(&to, UNKNOWN, "failed").await;
        assert_eq!(scene.suppressed().await, None, "{to}");
    }
}

#[tokio::test]
async fn the_message_id_of_the_mail_that_came_back_names_the_reader_too() {
    let scene = scene().await;
    let mailing = scene.send("Un pont").await;
    let original =
        format!("--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{mailing:x}.{:x}@example.org>\r\n\r\nNews\r\n--b--", scene.reader);
    let mail = dsn("lettre@example.org", ADDRESS, UNKNOWN, "failed").replace("--b--", &original);
    take_mail(&scene.test.app, Source::Maildir, mail.as_bytes()).await.unwrap();
    assert_eq!(scene.suppressed().await.as_deref(), Some("hard"));
}

#[tokio::test]
async fn a_suppression_survives_erasure() {
    let scene = scene().await;
    let mailing = scene.send("Un pont").await;
    scene.come_back(&scene.verp(mailing), UNKNOWN, "failed").await;
    subscribers::erase(&scene.test.app, &scene.test.actor(), scene.reader).await.unwrap();
    assert_eq!(scene.suppressed().await.as_deref(), Some("hard"));
}

#[tokio::test]
async fn a_folder_of_mails_is_taken_in_and_each_is_moved() {
    let mut scene = scene().await;
    let mailing = scene.send("Un pont").await;
    let folder = scene.test.database.folder.join("mail");
    for name in ["new", "cur", "tmp"] {
        std::fs::create_dir_all(folder.join(name)).unwrap();
    }
    std::fs::write(folder.join("new/1.a.host"), dsn(&scene.verp(mailing), ADDRESS, UNKNOWN, "failed")).unwrap();
    std::fs::write(folder.join("new/2.b.host"), "From: Ana <ana@example.org>\n\nHello\n").unwrap();
    scene.test.app = mail::another_with(&scene.test, Settings { maildir: Some(folder.clone()), ..Settings::default() }).unwrap();
    step(&scene.test.app).await.unwrap();
    assert_eq!(scene.suppressed().await.as_deref(), Some("hard"));
    let mut moved: Vec<_> =
        std::fs::read_dir(folder.join("cur")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    moved.sort();
    assert_eq!(moved, ["1.a.host:2,S", "2.b.host:2,S"]);
    assert_eq!(std::fs::read_dir(folder.join("new")).unwrap().count(), 0);
}

/// What a service sends to its address.
async fn tell(scene: &Scene, service: Service, body: &str) -> Option<Taken> {
    let address = hook_address(&scene.test.app, service).unwrap();
    let secret = address.rsplit('/').next().unwrap().to_owned();
    receive(&scene.test.app, service.as_str(), &secret, body.as_bytes()).await.unwrap()
}

#[tokio::test]
async fn a_service_that_knows_the_secret_is_believed_of_an_address() {
    let scene = scene().await;
    let body = r#"{"event":"hard_bounce","email":"Reader0@Example.com","reason":"550 no such user"}"#;
    assert_eq!(tell(&scene, Service::Brevo, body).await.unwrap(), Taken { new: 1, suppressed: 1 });
    assert_eq!(tell(&scene, Service::Brevo, body).await.unwrap(), Taken::default());
    assert_eq!(scene.suppressed().await.as_deref(), Some("hard"));
    let mut tx = scene.test.app.read().await.unwrap();
    let brevo = ways(&scene.test.app, &mut tx).await.unwrap().into_iter().find(|way| way.name == "brevo").unwrap();
    assert_eq!((brevo.last_at, brevo.events), (Some(scene.test.app.now()), 2));
}

#[tokio::test]
async fn a_wrong_secret_or_form_is_refused() {
    let scene = scene().await;
    let secret = hook_address(&scene.test.app, Service::Brevo).unwrap().rsplit('/').next().unwrap().to_owned();
    let body = br#"{"event":"spam","email":"reader0@example.com"}"#;
    for (service, secret) in [("mailjet", secret.as_str()), ("brevo", "1.YQ.YQ"), ("other", secret.as_str())] {
        assert!(matches!(receive(&scene.test.app, service, secret, body).await, Err(Error::NotFound)), "{service}");
    }
    assert_eq!(tell(&scene, Service::Brevo, "hello").await, None);
    assert_eq!(scene.suppressed().await, None);
}

/// The site beside Amazon SNS: its certificate, and the address that confirms.
fn amazon() -> Arc<Fake> {
    let fake = Fake::default().with(sns::CERTIFICATE_ADDRESS, "application/octet-stream", sns::CERTIFICATE);
    Arc::new(fake.with(CONFIRM, "text/xml", "<ConfirmSubscriptionResponse/>"))
}

const CONFIRM: &str = "https://sns.eu-west-3.amazonaws.com/?Action=ConfirmSubscription&Token=1";

async fn to_confirm(scene: &Scene) -> String {
    let mut tx = scene.test.app.read().await.unwrap();
    ways(&scene.test.app, &mut tx).await.unwrap().into_iter().find(|way| way.name == "ses").unwrap().confirm
}

#[tokio::test]
async fn what_amazon_signed_is_believed_and_its_certificate_is_asked_for_once() {
    let fake = amazon();
    let scene = scene_on(testing::set_up_beside(Arc::clone(&fake)).await.unwrap()).await;
    tell(&scene, Service::Ses, &sns::subscription(CONFIRM).to_string()).await.unwrap();
    assert_eq!(to_confirm(&scene).await, "", "confirmed by itself");
    let complaint =
        r#"{"notificationType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"reader0@example.com"}]},"mail":{}}"#;
    assert_eq!(tell(&scene, Service::Ses, complaint).await, None, "without an envelope there is no signature");
    assert_eq!(scene.suppressed().await, None);
    assert_eq!(tell(&scene, Service::Ses, &sns::notification(complaint).to_string()).await.unwrap().suppressed, 1);
    assert_eq!(scene.suppressed().await.as_deref(), Some("complaint"));
    assert_eq!(fake.asked(), [sns::CERTIFICATE_ADDRESS, CONFIRM]);
}

#[tokio::test]
async fn what_amazon_did_not_sign_is_refused() {
    let scene = scene_on(testing::set_up_beside(amazon()).await.unwrap()).await;
    let mut body = sns::notification(r#"{"notificationType":"Delivery","mail":{"destination":[]}}"#);
    body["Message"] =
        r#"{"notificationType":"Complaint","complaint":{"complainedRecipients":[{"emailAddress":"reader0@example.com"}]},"mail":{}}"#
            .into();
    let secret = hook_address(&scene.test.app, Service::Ses).unwrap().rsplit('/').next().unwrap().to_owned();
    assert!(matches!(receive(&scene.test.app, "ses", &secret, body.to_string().as_bytes()).await, Err(Error::Forbidden)));
    assert_eq!(scene.suppressed().await, None);
}

#[tokio::test]
async fn without_amazon_s_certificate_it_is_told_again_later_and_what_was_not_confirmed_waits_at_the_desk() {
    let scene = scene().await;
    let body = sns::subscription(CONFIRM).to_string();
    let secret = hook_address(&scene.test.app, Service::Ses).unwrap().rsplit('/').next().unwrap().to_owned();
    assert!(matches!(receive(&scene.test.app, "ses", &secret, body.as_bytes()).await, Err(Error::Unavailable(_))));
    let silent = Fake::default().with(sns::CERTIFICATE_ADDRESS, "text/plain", sns::CERTIFICATE);
    let scene = scene_on(testing::set_up_beside(Arc::new(silent)).await.unwrap()).await;
    tell(&scene, Service::Ses, &body).await.unwrap();
    assert_eq!(to_confirm(&scene).await, CONFIRM);
}

#[tokio::test]
async fn what_came_back_long_ago_is_forgotten() {
    let scene = scene().await;
    let mailing = scene.send("Un pont").await;
    scene.come_back(&scene.verp(mailing), FULL, "failed").await;
    scene.test.app.clock.advance(91 * DAY);
    tidy_up(&scene.test.app).await.unwrap();
    let mut tx = scene.test.app.read().await.unwrap();
    assert_eq!(of_mailing(&mut tx, mailing, 10).await.unwrap(), []);
}

/// A reader complains, as mailbox providers tell it (RFC 5965).
fn complaint(mailing: Id, reader: Id) -> String {
    format!(
        "From: fbl@mx.example.net\r\nTo: bounces+{mailing:x}-{reader:x}@example.org\r\n\
         Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\n\r\nAbuse.\r\n--b\r\n\
         Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: Test/1.0\r\nVersion: 1\r\n\r\n--b--\r\n"
    )
}

#[tokio::test]
async fn the_second_complaint_of_a_mailing_alerts_the_desk_and_the_administration_once() {
    let scene = scene().await;
    let app = &scene.test.app;
    let mut readers = vec![scene.reader];
    for name in ["b@example.com", "c@example.com"] {
        readers.push(mail::subscriber(&scene.test, name, &[scene.newsletter]).await.unwrap());
    }
    let mailing = scene.send("Un pont").await;
    let mut counts = Vec::new();
    for reader in readers {
        assert_eq!(take_mail(app, Source::Maildir, complaint(mailing, reader).as_bytes()).await.unwrap().new, 1);
        let mut tx = app.read().await.unwrap();
        counts.push(mailings::alerts(&mut tx).await.unwrap().len());
    }
    assert_eq!(counts, [0, 1, 1]);
    let mut tx = app.read().await.unwrap();
    let alert = mailings::alerts(&mut tx).await.unwrap().remove(0);
    assert_eq!((alert.kind.as_str(), alert.title.as_str(), alert.detail.as_str()), ("complaints", "Un pont", "2/3"));
    drop(tx);
    mailings::work_until_idle(app).await.unwrap();
    let kept = crate::letters::outbox(app, "", 20).await.unwrap().mails;
    let told: Vec<_> = kept.iter().filter(|(_, mail)| mail.to.contains("ana@example.org")).map(|(_, mail)| mail.subject.as_str()).collect();
    assert_eq!(told, ["Le Courrier du Val\u{202f}: Des lecteurs se plaignent d’un envoi"]);
    mailings::put_alert_away(app, &scene.test.actor(), alert.id).await.unwrap();
    let mut tx = app.read().await.unwrap();
    assert!(mailings::alerts(&mut tx).await.unwrap().is_empty());
}
