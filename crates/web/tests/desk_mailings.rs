//! Mailings and the outbox at the desk.

mod support;

use axum::http::StatusCode;
use newsroom::mailings::{self, State};
use newsroom::newsletters::{Cadence, Filter};
use newsroom::testing::{self, mail};
use newsroom::{App, articles};
use support::{Site, site};

const MINUTE: i64 = 60 * newsroom::MICROS_PER_SECOND;

/// A site with a newsletter of two readers, and a draft.
async fn prepared() -> (Site, i64, i64) {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&site.test, "Tout", Cadence::AtOnce, &Filter::default()).await.unwrap();
    mail::subscribers(&site.test, newsletter, 2).await.unwrap();
    let id = testing::draft(&site.test, "Un pont", section, "L'eau est revenue.").await.unwrap();
    (site, newsletter, id)
}

async fn number(site: &Site, id: i64) -> String {
    let mut tx = site.test.app.read().await.unwrap();
    articles::working_copy(&mut tx, id).await.unwrap().unwrap().number.to_string()
}

/// Publishes with a choice for the newsletter. Gives the answer's address.
async fn publish(site: &Site, id: i64, newsletter: i64, choice: &str) -> String {
    let (at, field) = (number(site, id).await, format!("newsletter_{newsletter}"));
    let fields = [("number", at.as_str()), (field.as_str(), choice), ("hold", "5")];
    site.post(&format!("/desk/articles/{id}/publish"), &fields).await.location().to_owned()
}

async fn only_mailing(app: &App) -> i64 {
    let mut tx = app.read().await.unwrap();
    let all = mailings::list(&mut tx, None, 10).await.unwrap();
    assert_eq!(all.len(), 1);
    all[0].id
}

async fn state(app: &App, mailing: i64) -> State {
    let mut tx = app.read().await.unwrap();
    mailings::detail(app, &mut tx, mailing).await.unwrap().row.state
}

#[tokio::test]
async fn publishing_names_each_newsletter_and_what_is_chosen_is_kept_on_a_mistake() {
    let (site, newsletter, id) = prepared().await;
    let path = format!("/desk/articles/{id}/publish");
    let page = site.desk(&path).await.body;
    assert!(page.contains("Tout") && page.contains("2 lecteurs") && page.contains("value=\"send\" checked"), "{page}");
    let (at, field) = (number(&site, id).await, format!("newsletter_{newsletter}"));
    let wrong = site.post(&path, &[("number", at.as_str()), (field.as_str(), "later"), ("hold", "soon")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("value=\"later\" checked") && wrong.body.contains("value=\"soon\""), "{}", wrong.body);
}

#[tokio::test]
async fn a_published_article_is_held_sent_and_seen_in_the_outbox() {
    let (site, newsletter, id) = prepared().await;
    assert!(publish(&site, id, newsletter, "send").await.ends_with("said=article-published-mail"));
    let mailing = only_mailing(&site.test.app).await;
    let page = site.desk(&format!("/desk/mailings/{mailing}")).await.body;
    assert!(page.contains("en attente") && page.contains("2 lecteurs") && page.contains("Envoyer maintenant"), "{page}");
    assert!(site.desk("/desk/mailings").await.body.contains("Un pont"));
    let sent = site.post(&format!("/desk/mailings/{mailing}/send-now"), &[]).await;
    assert_eq!(sent.location(), format!("/desk/mailings/{mailing}?said=mailing-send-now"));
    site.settle().await;
    let page = site.desk(&format!("/desk/mailings/{mailing}")).await.body;
    assert!(page.contains("terminé") && page.contains("2 abonnés concernés."), "{page}");
    let again = site.post(&format!("/desk/mailings/{mailing}/send-now"), &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);

    let outbox = site.desk("/desk/outbox").await.body;
    assert!(outbox.contains("reader0@example.com") && outbox.contains("Un pont"), "{outbox}");
    let name = outbox.split("/desk/outbox/").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let mail = site.desk(&format!("/desk/outbox/{name}")).await.body;
    assert!(mail.contains("List-Unsubscribe") && mail.contains("href=\"https://example.org/subscribe/unsubscribe/"), "{mail}");
    assert!(mail.contains("sandbox=\"allow-popups allow-popups-to-escape-sandbox\""));
    let page = site.desk(&format!("/desk/outbox/{name}/page")).await;
    let policy = page.headers.get("content-security-policy").unwrap().to_str().unwrap();
    assert!(policy.contains("sandbox") && !policy.contains("script-src") && policy.contains("default-src 'none'"), "{policy}");
    assert!(page.body.contains("<base target=\"_blank\">") && page.body.contains("L’eau est revenue."));
    assert_eq!(site.desk("/desk/outbox/..%2Fsite.key").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_mailing_is_cancelled_within_its_hold() {
    let (site, newsletter, id) = prepared().await;
    publish(&site, id, newsletter, "send").await;
    let mailing = only_mailing(&site.test.app).await;
    site.post(&format!("/desk/mailings/{mailing}/cancel"), &[]).await;
    site.test.app.clock.advance(5 * MINUTE);
    site.settle().await;
    assert_eq!(state(&site.test.app, mailing).await, State::Cancelled);
    assert!(site.desk("/desk/outbox").await.body.contains("La boîte est vide"));
}

#[tokio::test]
async fn unpublishing_says_how_many_mails_wait_and_how_many_have_gone() {
    let (site, newsletter, id) = prepared().await;
    publish(&site, id, newsletter, "send").await;
    let page = site.desk(&format!("/desk/articles/{id}/unpublish")).await.body;
    assert!(page.contains("2 courriers attendent"), "{page}");
    site.test.app.clock.advance(5 * MINUTE);
    site.settle().await;
    let page = site.desk(&format!("/desk/articles/{id}/retract")).await.body;
    assert!(page.contains("2 sont déjà partis"), "{page}");
}

#[tokio::test]
async fn a_test_goes_to_the_accounts_own_address() {
    let (site, newsletter, id) = prepared().await;
    publish(&site, id, newsletter, "later").await;
    let mailing = only_mailing(&site.test.app).await;
    let newsletter = newsletter.to_string();
    site.post(&format!("/desk/mailings/{mailing}/test"), &[("newsletter", &newsletter)]).await;
    site.settle().await;
    let outbox = site.desk("/desk/outbox").await.body;
    assert!(outbox.contains("ana@example.org") && !outbox.contains("reader0"), "{outbox}");
    let nothing = site.post(&format!("/desk/mailings/{mailing}/let-go"), &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_mail_that_is_not_in_doubt_is_not_settled() {
    let (site, newsletter, id) = prepared().await;
    publish(&site, id, newsletter, "send").await;
    let mailing = only_mailing(&site.test.app).await;
    let answer = site.post(&format!("/desk/mailings/{mailing}/doubts/1"), &[("arrived", "yes")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let strange = site.post(&format!("/desk/mailings/{mailing}/doubts/1"), &[("arrived", "perhaps")]).await;
    assert_eq!(strange.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_state_of_the_site_names_the_last_mailing() {
    let (site, newsletter, id) = prepared().await;
    assert!(site.desk("/desk/state").await.body.contains("Aucun envoi pour l’instant"));
    publish(&site, id, newsletter, "send").await;
    assert!(site.desk("/desk/state").await.body.contains("Un pont (en attente,"));
}

#[tokio::test]
async fn a_mailing_of_a_restored_backup_asks_and_goes_when_it_is_told() {
    let (site, newsletter, id) = prepared().await;
    publish(&site, id, newsletter, "send").await;
    let (app, mailing) = (&site.test.app, only_mailing(&site.test.app).await);
    mailings::ask_after_restore(app).await.unwrap();
    app.clock.advance(10 * MINUTE);
    mailings::work_until_idle(app).await.unwrap();
    let path = format!("/desk/mailings/{mailing}");
    let page = site.desk(&path).await.body;
    assert!(page.contains("Faut-il envoyer ?") && page.contains("attend votre réponse") && page.contains("2 lecteurs"), "{page}");
    assert!(site.desk("/desk/state").await.body.contains("attendent votre réponse"));
    let told = site.post(&format!("{path}/send-the-rest"), &[]).await;
    assert!(told.location().starts_with(&path));
    mailings::work_until_idle(app).await.unwrap();
    assert_eq!(state(app, mailing).await, State::Finished);
    let again = site.post(&format!("{path}/send-the-rest"), &[]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.body.contains("n’attend plus de réponse"), "{}", again.body);
}

/// A site with a daily newsletter whose digest of two articles is held; its mailing and the articles.
async fn with_digest() -> (Site, i64, Vec<i64>) {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    let newsletter = mail::newsletter(&site.test, "Matin", Cadence::Daily, &Filter::default()).await.unwrap();
    mail::subscribers(&site.test, newsletter, 2).await.unwrap();
    let mut ids = Vec::new();
    for headline in ["Un pont", "Un moulin"] {
        ids.push(testing::published(&site.test, headline, section, "L'eau est revenue.").await.unwrap());
        site.test.app.clock.advance(MINUTE);
    }
    // From Sunday noon to the evening, twelve hours before seven.
    site.test.app.clock.advance(8 * 60 * MINUTE);
    site.settle().await;
    let mailing = only_mailing(&site.test.app).await;
    (site, mailing, ids)
}

#[tokio::test]
async fn a_digest_is_arranged_by_buttons_and_has_a_note() {
    let (site, mailing, ids) = with_digest().await;
    let path = format!("/desk/mailings/{mailing}");
    let page = site.desk(&path).await.body;
    assert!(page.contains(&format!("value=\"lead:{}\"", ids[0])) && page.contains("Laisser de côté"), "{page}");
    let lead = format!("lead:{}", ids[0]);
    assert!(site.post(&format!("{path}/arrange"), &[("do", &lead)]).await.location().ends_with("said=mailing-arrange"));
    let out = format!("out:{}", ids[1]);
    site.post(&format!("{path}/arrange"), &[("do", &out)]).await;
    assert!(site.desk(&path).await.body.contains(&format!("value=\"in:{}\"", ids[1])));
    assert_eq!(site.post(&format!("{path}/arrange"), &[("do", "sideways:1")]).await.status, StatusCode::NOT_FOUND);
    site.post(&format!("{path}/note"), &[("note", "Bonne lecture.")]).await;
    let preview = site.desk(&format!("{path}/preview?newsletter={}", only_newsletter(&site, mailing).await)).await.body;
    assert!(preview.contains("Bonne lecture.") && preview.contains("Un pont") && !preview.contains("Un moulin"), "{preview}");
    let long = "a".repeat(3_001);
    let refused = site.post(&format!("{path}/note"), &[("note", &long)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains(&long), "nothing that was typed is lost");
}

async fn only_newsletter(site: &Site, mailing: i64) -> i64 {
    let mut tx = site.test.app.read().await.unwrap();
    mailings::detail(&site.test.app, &mut tx, mailing).await.unwrap().newsletters[0].0.id
}

#[tokio::test]
async fn a_preview_shows_the_mail_on_light_and_on_dark_and_can_do_nothing() {
    let (site, mailing, _) = with_digest().await;
    let newsletter = only_newsletter(&site, mailing).await;
    let path = |view: &str| format!("/desk/mailings/{mailing}/preview/page?newsletter={newsletter}&view={view}");
    let (light, dark) = (site.desk(&path("phone")).await, site.desk(&path("wide-dark")).await);
    assert!(light.body.contains("@media not all") && !light.body.contains("prefers-color-scheme"), "{}", light.body);
    assert!(dark.body.contains("@media all") && dark.body.contains("color-scheme: dark"), "{}", dark.body);
    let policy = dark.headers.get("content-security-policy").unwrap().to_str().unwrap();
    assert!(policy.contains("sandbox") && policy.contains("default-src 'none'"), "{policy}");
    let nothing = site.desk(&format!("/desk/mailings/{mailing}/preview?newsletter=7")).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn publishing_says_by_when_and_takes_a_note() {
    let (site, newsletter, id) = prepared().await;
    let path = format!("/desk/articles/{id}/publish");
    let page = site.desk(&path).await.body;
    assert!(page.contains("2 abonnés\u{202f}: terminé vers le") || page.contains("2 abonnés : terminé vers le"), "{page}");
    assert!(!page.contains("name=\"digest_"), "it goes in good time");
    let (at, field) = (number(&site, id).await, format!("newsletter_{newsletter}"));
    let fields = [("number", at.as_str()), (field.as_str(), "send"), ("hold", "5"), ("note", "Trois mois d'enquête.")];
    site.post(&path, &fields).await;
    let mailing = only_mailing(&site.test.app).await;
    let page = site.desk(&format!("/desk/mailings/{mailing}/preview?newsletter={newsletter}")).await.body;
    assert!(page.contains("Trois mois d’enquête."), "{page}");
}

#[tokio::test]
async fn a_digest_instead_of_a_mailing_at_once() {
    let (site, newsletter, id) = prepared().await;
    let daily = mail::newsletter(&site.test, "Matin", Cadence::Daily, &Filter::default()).await.unwrap();
    let (at, field, digest) = (number(&site, id).await, format!("newsletter_{newsletter}"), format!("digest_{daily}"));
    let fields = [("number", at.as_str()), (field.as_str(), "send"), (digest.as_str(), "1"), ("hold", "5")];
    let answer = site.post(&format!("/desk/articles/{id}/publish"), &fields).await;
    assert!(answer.location().ends_with("said=article-published"), "nothing goes at once");
    site.test.app.clock.advance(8 * 60 * MINUTE);
    site.settle().await;
    let mailing = only_mailing(&site.test.app).await;
    assert!(site.desk(&format!("/desk/mailings/{mailing}")).await.body.contains("Un pont"));
}

#[tokio::test]
async fn a_daily_newsletter_begins_like_one_at_once() {
    let site = site().await;
    let section = testing::section(&site.test, "Politique").await.unwrap();
    let filter = Filter { sections: vec![section], ..Filter::default() };
    let like = mail::newsletter(&site.test, "Tout", Cadence::AtOnce, &filter).await.unwrap();
    let page = site.desk(&format!("/desk/newsletters/new?like={like}")).await.body;
    assert!(page.contains("value=\"daily\" selected"), "{page}");
    let unknown = site
        .post(
            "/desk/newsletters",
            &[
                ("name.fr", "Mira"),
                ("cadence", "daily"),
                ("language", "fr"),
                ("hour", "7"),
                ("weekday", "1"),
                ("prepared", "12"),
                ("authors", "Personne"),
            ],
        )
        .await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        unknown.body.contains("Aucun signataire ne s’appelle « Personne »") || unknown.body.contains("Personne\u{a0}"),
        "{}",
        unknown.body
    );
}

#[tokio::test]
async fn an_alert_stands_on_the_first_page_and_under_mailings_until_it_is_seen() {
    let (site, newsletter, id) = prepared().await;
    let app = &site.test.app;
    let mut settings = newsroom::site::load(&mut app.read().await.unwrap()).await.unwrap();
    settings.mail.bounces = "bounces@example.org".to_owned();
    newsroom::site::save(app, &site.test.actor(), &settings).await.unwrap();
    publish(&site, id, newsletter, "send").await;
    let mailing = only_mailing(app).await;
    app.clock.advance(5 * MINUTE);
    site.settle().await;
    assert!(!site.desk("/desk/articles").await.body.contains("notice bad"));
    for number in 0..2 {
        let mut tx = app.read().await.unwrap();
        let normalised = format!("reader{number}@example.com");
        let reader = newsroom::subscribers::by_normalised(&mut tx, &normalised).await.unwrap().unwrap().id;
        drop(tx);
        let report = format!(
            "From: fbl@mx.example.net\r\nTo: bounces+{mailing:x}-{reader:x}@example.org\r\n\
             Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\n\r\nAbuse.\r\n--b\r\n\
             Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nVersion: 1\r\n\r\n--b--\r\n"
        );
        newsroom::bounces::take_mail(app, newsroom::bounces::Source::Maildir, report.as_bytes()).await.unwrap();
    }
    assert!(site.desk("/desk/articles").await.body.contains("(plaintes sur courriers remis)"));
    let page = site.desk("/desk/mailings").await.body;
    let away = page.split("action=\"").find_map(|part| part.strip_prefix("/desk/mailings/alerts/")).unwrap().split('"').next().unwrap();
    let path = format!("/desk/mailings/alerts/{away}");
    assert_eq!(site.post(&path, &[]).await.location(), "/desk/mailings?said=mail-alert-away");
    assert!(!site.desk("/desk/mailings").await.body.contains("plaintes sur courriers remis"));
}
