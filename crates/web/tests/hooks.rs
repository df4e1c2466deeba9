//! What services tell, and what the desk shows of what came back.

mod support;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use newsroom::bounces::{Service, Source, hook_address, take_mail};
use newsroom::newsletters::{Cadence, Filter};
use newsroom::testing::{self, Fake, mail, sns};
use newsroom::{articles, mailings};
use support::{Site, open, site};

/// The path at which a service tells.
fn path(site: &Site, service: Service) -> String {
    hook_address(&site.test.app, service).unwrap().strip_prefix("https://example.org").unwrap().to_owned()
}

async fn tell(site: &Site, path: &str, body: impl Into<Body>) -> StatusCode {
    let request = Request::post(path).header("content-type", "application/json").body(body.into()).unwrap();
    site.send(request).await.status
}

const SPAM: &str = r#"{"event":"spam","email":"reader0@example.com","reason":""}"#;

#[tokio::test]
async fn a_service_tells_with_the_secret_and_with_nothing_else() {
    let site = site().await;
    let brevo = path(&site, Service::Brevo);
    assert_eq!(tell(&site, &brevo, SPAM).await, StatusCode::NO_CONTENT);
    assert_eq!(tell(&site, "/hooks/brevo/1.YnJldm8.YQ", SPAM).await, StatusCode::NOT_FOUND);
    assert_eq!(tell(&site, &brevo.replace("brevo", "mailjet"), SPAM).await, StatusCode::NOT_FOUND);
    assert_eq!(tell(&site, &brevo, "hello").await, StatusCode::BAD_REQUEST);
    assert_eq!(tell(&site, &brevo, vec![b' '; (1 << 20) + 1]).await, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(site.get(&brevo).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn the_desk_shows_the_addresses_to_paste_and_what_came_last() {
    let fake = Fake::default().with(sns::CERTIFICATE_ADDRESS, "text/plain", sns::CERTIFICATE);
    let site = open(testing::set_up_beside(Arc::new(fake)).await.unwrap()).await;
    let page = site.desk("/desk/bounces").await.body;
    for service in Service::ALL {
        assert!(page.contains(&path(&site, service)), "{page}");
    }
    assert!(!page.contains("un en tout"));
    tell(&site, &path(&site, Service::Mailjet), r#"[{"event":"unsub","email":"reader0@example.com"}]"#).await;
    let mut hello = sns::subscription("https://sns.eu-west-1.amazonaws.com/?Token=1");
    assert_eq!(tell(&site, &path(&site, Service::Ses), hello.to_string()).await, StatusCode::NO_CONTENT);
    hello["Token"] = "2".into();
    assert_eq!(tell(&site, &path(&site, Service::Ses), hello.to_string()).await, StatusCode::FORBIDDEN);
    let page = site.desk("/desk/bounces").await.body;
    assert!(page.contains("un en tout") && page.contains("href=\"https://sns.eu-west-1.amazonaws.com/?Token=1\""), "{page}");
    assert_eq!(site.get("/desk/bounces").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_came_back_stands_among_the_people_of_the_mailing() {
    let site = site().await;
    let app = &site.test.app;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&site.test, "Tout", Cadence::AtOnce, &Filter::default()).await.unwrap();
    let reader = mail::subscribers(&site.test, newsletter, 1).await.unwrap()[0];
    let id = testing::draft(&site.test, "Un pont", section, "L'eau est revenue.").await.unwrap();
    let how = articles::Publish { mailing: mailings::Choice::Send, ..articles::Publish::default() };
    let mailing = articles::publish(app, &site.test.actor(), id, &how).await.unwrap().mailing.unwrap();
    app.clock.advance(3600 * newsroom::MICROS_PER_SECOND);
    mailings::work_until_idle(app).await.unwrap();
    let bounce = format!(
        "From: MAILER-DAEMON@mx.example.net\nSubject: failure notice\n\nHi. This is the qmail-send program.\n\n<reader0@example.com>:\n\
         192.0.2.7 does not like recipient.\nRemote host said: 550 no such user <here>\n\n--- Below this line is a copy of the message.\n\n\
         Message-ID: <{mailing:x}.{reader:x}@example.org>\n\nNews\n"
    );
    take_mail(app, Source::Maildir, bounce.as_bytes()).await.unwrap();
    let page = site.desk(&format!("/desk/mailings/{mailing}")).await.body;
    assert!(page.contains("reader0@example.com") && page.contains("définitif") && page.contains("adresse écartée"), "{page}");
    assert!(page.contains("cette boîte n’existe pas") && page.contains("no such user &lt;here&gt;"), "{page}");
}
