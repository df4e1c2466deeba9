//! From the form of a page to the mailbox and back: sign-up, confirmation, preferences, unsubscribing.

mod support;

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use newsroom::subscribers::{self, Unsubscribe};
use newsroom::{Id, MICROS_PER_SECOND, newsletters};
use support::{Answer, Site, link_in, site, value_of};

const ADDRESS: &str = "Ana.Verel@example.org";
const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;

fn path_of(link: &str) -> String {
    link.strip_prefix("https://example.org").unwrap_or(link).to_owned()
}

/// The form of a page, then the button of its answer.
async fn sign_up(site: &Site, address: &str) -> Answer {
    let asked = site.form("/subscribe", &[("email", address), ("page", "/archives"), ("language", "fr"), ("website", "")], "").await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.body);
    site.form("/subscribe/send", &[("token", &value_of(&asked.body, "token"))], "").await
}

async fn confirm_path(site: &Site) -> String {
    let (kind, _, message) = site.letters().await.pop().unwrap();
    assert_eq!(kind, "confirmation");
    path_of(&link_in(&message, "https://example.org/subscribe/confirm/"))
}

async fn default_newsletter(site: &Site) -> Id {
    let mut tx = site.test.app.read().await.unwrap();
    newsletters::all(&mut tx).await.unwrap()[0].id
}

async fn subscriber(site: &Site, address: &str) -> Option<subscribers::Subscriber> {
    let mut tx = site.test.app.read().await.unwrap();
    subscribers::by_normalised(&mut tx, &address.to_lowercase()).await.unwrap()
}

async fn subscribed(site: &Site) -> subscribers::Subscriber {
    sign_up(site, ADDRESS).await;
    let path = confirm_path(site).await;
    let newsletter = default_newsletter(site).await.to_string();
    assert_eq!(site.form(&path, &[("newsletter", &newsletter)], "").await.status, StatusCode::OK);
    subscriber(site, ADDRESS).await.unwrap()
}

async fn steps(site: &Site, id: Id) -> Vec<subscribers::Consent> {
    let mut tx = site.test.app.read().await.unwrap();
    subscribers::consents_of(&mut tx, id).await.unwrap()
}

async fn choices(site: &Site, id: Id) -> Vec<Id> {
    let mut tx = site.test.app.read().await.unwrap();
    subscribers::choices_of(&mut tx, id).await.unwrap()
}

fn unsubscribe_path(site: &Site, subscriber: Id, newsletter: Id) -> String {
    path_of(&subscribers::unsubscribe_link(&site.test.app, Unsubscribe { subscriber, newsletter, mailing: 0 }).unwrap())
}

#[tokio::test]
async fn a_reader_signs_up_confirms_and_is_welcome() {
    let site = site().await;
    let home = site.get("/").await.body;
    assert!(home.contains("action=\"/subscribe\"") && home.contains("autocomplete=\"email\""), "a new site offers sign-up at once");
    let sent = sign_up(&site, ADDRESS).await;
    assert_eq!(sent.status, StatusCode::OK);
    assert!(sent.body.contains("Regardez dans votre boîte"), "{}", sent.body);
    assert_eq!(sent.headers[header::CACHE_CONTROL], "no-store");
    assert!(!sent.headers.contains_key(header::SET_COOKIE));
    let path = confirm_path(&site).await;
    assert_eq!(site.letters().await[0].1, ADDRESS);
    let question = site.get(&path).await;
    assert!(question.body.contains("Tous les articles") && question.body.contains(" checked"), "{}", question.body);
    assert_eq!(subscriber(&site, ADDRESS).await.unwrap().state, "pending", "opening the link changes nothing");
    let newsletter = default_newsletter(&site).await;
    let done = site.form(&path, &[("newsletter", &newsletter.to_string())], "").await;
    assert!(done.body.contains("Votre inscription est confirmée"), "{}", done.body);
    let subscriber = subscriber(&site, ADDRESS).await.unwrap();
    assert_eq!((subscriber.state.as_str(), choices(&site, subscriber.id).await), ("confirmed", vec![newsletter]));
    let (kind, _, message) = site.letters().await.pop().unwrap();
    assert_eq!(kind, "welcome");
    let preferences = path_of(&link_in(&message, "https://example.org/subscribe/preferences/"));
    assert!(site.get(&preferences).await.body.contains(ADDRESS));
}

#[tokio::test]
async fn both_steps_of_consent_are_kept_with_their_words() {
    let site = site().await;
    let subscriber = subscribed(&site).await;
    let kept = steps(&site, subscriber.id).await;
    let seen: Vec<(&str, &str)> = kept.iter().map(|one| (one.step.as_str(), one.page.as_str())).collect();
    assert_eq!(seen, [("asked", "/archives"), ("confirmed", "/subscribe/confirm")]);
    assert!(kept[0].wording.starts_with("Le Courrier du Val vous écrira") && kept[0].text_hash.len() == 64, "{kept:?}");
    assert!(kept[1].wording.starts_with("Le Courrier du Val vous enverra ces lettres"), "{kept:?}");
    assert_eq!(kept[1].newsletters, format!("[{}]", default_newsletter(&site).await));
    assert!(site.get("/").await.body.contains(&kept[0].wording), "the words are those of the page");
}

#[tokio::test]
async fn what_is_typed_reaches_no_mail_and_comes_back_when_it_is_no_address() {
    let site = site().await;
    for wrong in ["ana@example", "", "ana verel@example.org"] {
        let back = site.form("/subscribe", &[("email", wrong), ("language", "en")], "").await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.body.contains("aria-invalid=\"true\"") && back.body.contains(&format!("value=\"{wrong}\"")), "{}", back.body);
        assert!(back.body.contains("lang=\"en\""));
    }
    let fields = [("email", ADDRESS), ("page", "/<b>pirate</b>"), ("language", "xx")];
    let asked = site.form("/subscribe", &fields, "").await;
    assert!(!asked.body.contains("<b>pirate"));
    site.form("/subscribe/send", &[("token", &value_of(&asked.body, "token"))], "").await;
    let (_, _, message) = site.letters().await.pop().unwrap();
    assert!(!message.contains("pirate") && !message.contains("Ana.Verel"), "{message}");
}

#[tokio::test]
async fn an_address_that_lasts_for_minutes_is_not_taken_where_the_operator_lists_its_domain() {
    let site = site().await;
    for address in ["ana@throwaway.example", "ana@mx.Throwaway.example"] {
        let back = site.form("/subscribe", &[("email", address), ("page", "/archives"), ("language", "fr"), ("website", "")], "").await;
        assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(back.body.contains("quelques minutes") && back.body.contains(address), "{}", back.body);
    }
    assert!(site.letters().await.is_empty());
}

#[tokio::test]
async fn nobody_learns_whether_an_address_is_known() {
    let site = site().await;
    let subscriber = subscribed(&site).await;
    let before = site.letters().await.len();
    let known = sign_up(&site, "ANA.VEREL@example.org").await;
    let unknown = sign_up(&site, "luan.krasi@example.org").await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.body.replace("ANA.VEREL", "x"), unknown.body.replace("luan.krasi", "x"));
    let kinds: Vec<String> = site.letters().await.split_off(before).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["known", "confirmation"]);
    sign_up(&site, ADDRESS).await;
    assert_eq!(site.letters().await.len(), before + 2, "a known address is told once a day");
    assert_eq!(choices(&site, subscriber.id).await.len(), 1);
    site.test.app.clock.advance(DAY + 1);
    sign_up(&site, ADDRESS).await;
    assert_eq!(site.letters().await.pop().unwrap().0, "known");
}

#[tokio::test]
async fn a_filled_trap_asks_once_more_and_mails_nobody() {
    let site = site().await;
    let back = site.form("/subscribe", &[("email", ADDRESS), ("language", "fr"), ("website", "https://spam.example")], "").await;
    assert_eq!(back.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(back.body.contains(ADDRESS) && !back.body.contains("name=\"token\""), "{}", back.body);
    assert!(site.letters().await.is_empty());
}

#[tokio::test]
async fn tickets_and_links_grow_old_and_cannot_be_altered() {
    let site = site().await;
    let asked = site.form("/subscribe", &[("email", ADDRESS), ("language", "fr")], "").await;
    let ticket = value_of(&asked.body, "token");
    let mut forged = ticket.clone();
    forged.replace_range(5..6, if &ticket[5..6] == "A" { "B" } else { "A" });
    assert_eq!(site.form("/subscribe/send", &[("token", &forged)], "").await.status, StatusCode::NOT_FOUND);
    site.test.app.clock.advance(DAY + 1);
    let late = site.form("/subscribe/send", &[("token", &ticket)], "").await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.body.contains(ADDRESS), "the address need not be typed again");
    assert!(site.letters().await.is_empty());
    sign_up(&site, ADDRESS).await;
    let path = confirm_path(&site).await;
    assert_eq!(site.get(&path.replace("/subscribe/confirm/1", "/subscribe/confirm/2")).await.status, StatusCode::NOT_FOUND);
    site.test.app.clock.advance(7 * DAY + 1);
    let newsletter = default_newsletter(&site).await.to_string();
    let old = site.form(&path, &[("newsletter", &newsletter)], "").await;
    assert_eq!(old.status, StatusCode::GONE);
    assert!(old.body.contains("action=\"/subscribe\"") && site.get(&path).await.status == StatusCode::GONE);
    assert_eq!(subscriber(&site, ADDRESS).await.unwrap().state, "pending");
}

#[tokio::test]
async fn confirming_twice_does_it_once_and_nothing_chosen_is_said() {
    let site = site().await;
    sign_up(&site, ADDRESS).await;
    let path = confirm_path(&site).await;
    let none = site.form(&path, &[], "").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.body.contains("Choisissez au moins une lettre"), "{}", none.body);
    let newsletter = default_newsletter(&site).await.to_string();
    site.form(&path, &[("newsletter", &newsletter)], "").await;
    let again = site.form(&path, &[("newsletter", &newsletter)], "").await;
    assert!(again.status == StatusCode::OK && again.body.contains("confirmée"));
    let subscriber = subscriber(&site, ADDRESS).await.unwrap();
    assert_eq!(steps(&site, subscriber.id).await.len(), 2);
    assert_eq!(site.letters().await.iter().filter(|(kind, ..)| kind == "welcome").count(), 1);
}

#[tokio::test]
async fn one_click_works_from_anywhere_and_twice() {
    let site = site().await;
    let subscriber = subscribed(&site).await;
    let path = unsubscribe_path(&site, subscriber.id, default_newsletter(&site).await);
    for (kind, body, origin) in [
        ("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click", None),
        (
            "multipart/form-data; boundary=x",
            "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n",
            Some("https://mail.example"),
        ),
        ("text/plain", "", Some("null")),
    ] {
        let mut request = Request::post(&path).header(header::CONTENT_TYPE, kind);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin).header("sec-fetch-site", "cross-site");
        }
        let answer = site.send(request.body(Body::from(body)).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{kind}");
        assert!(answer.body.contains("Tous les articles"), "it names the newsletter: {}", answer.body);
    }
    assert!(choices(&site, subscriber.id).await.is_empty());
    let kept = steps(&site, subscriber.id).await;
    assert_eq!(kept.iter().filter(|one| one.step == "unsubscribed").map(|one| one.page.as_str()).collect::<Vec<_>>(), ["one-click"]);
}

#[tokio::test]
async fn unsubscribing_asks_first_and_can_be_taken_back() {
    let site = site().await;
    let of = subscribed(&site).await;
    let path = unsubscribe_path(&site, of.id, default_newsletter(&site).await);
    let question = site.get(&path).await;
    assert!(question.body.contains("Ne plus recevoir") && question.body.contains("<button"), "{}", question.body);
    assert_eq!(choices(&site, of.id).await.len(), 1, "opening the page changes nothing");
    let done = site.form(&path, &[], "").await;
    assert_eq!(subscriber(&site, ADDRESS).await.unwrap().state, "unsubscribed");
    let back = site.form(&path, &[("take-back", &value_of(&done.body, "take-back"))], "").await;
    assert!(back.body.contains("Inscription reprise"), "{}", back.body);
    assert_eq!((subscriber(&site, ADDRESS).await.unwrap().state.as_str(), choices(&site, of.id).await.len()), ("confirmed", 1));
}

#[tokio::test]
async fn who_unsubscribed_comes_back_by_a_new_mail_but_not_by_the_old_one() {
    let site = site().await;
    sign_up(&site, ADDRESS).await;
    let old = confirm_path(&site).await;
    let newsletter = default_newsletter(&site).await;
    site.form(&old, &[("newsletter", &newsletter.to_string())], "").await;
    let of = subscriber(&site, ADDRESS).await.unwrap();
    site.test.app.clock.advance(1);
    site.form(&unsubscribe_path(&site, of.id, 0), &[], "").await;
    assert_eq!(site.form(&old, &[("newsletter", &newsletter.to_string())], "").await.status, StatusCode::GONE);
    site.test.app.clock.advance(1);
    sign_up(&site, ADDRESS).await;
    assert_eq!(subscriber(&site, ADDRESS).await.unwrap().state, "unsubscribed", "asking alone brings nobody back");
    let new = confirm_path(&site).await;
    site.form(&new, &[("newsletter", &newsletter.to_string())], "").await;
    let back = subscriber(&site, ADDRESS).await.unwrap();
    assert_eq!((back.id, back.state.as_str()), (of.id, "confirmed"));
}

#[tokio::test]
async fn preferences_change_language_and_choices_and_end_all() {
    let site = site().await;
    let of = subscribed(&site).await;
    let path = path_of(&subscribers::preferences_link(&site.test.app, of.id).unwrap());
    let page = site.get(&path).await;
    assert!(page.body.contains("Adresse donnée") && page.body.contains("noindex"), "{}", page.body);
    let newsletter = default_newsletter(&site).await.to_string();
    let saved = site.form(&path, &[("act", "save"), ("newsletter", &newsletter), ("language", "en")], "").await;
    assert!(saved.body.contains("Your choices are saved"), "{}", saved.body);
    let left = site.form(&path, &[("act", "unsubscribe")], "").await;
    assert!(left.body.contains("You no longer receive anything"), "{}", left.body);
    assert_eq!(subscriber(&site, ADDRESS).await.unwrap().state, "unsubscribed");
    let token = path.rsplit('/').next().unwrap();
    let data = site.get(&format!("/subscribe/preferences/{token}/data")).await;
    assert!(data.body.contains(ADDRESS) && data.body.contains("\"unsubscribed\""), "{}", data.body);
    assert_eq!(site.get("/subscribe/preferences/1.NDI.AAAA").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_reader_erases_their_data_after_being_asked() {
    let site = site().await;
    let of = subscribed(&site).await;
    let path = path_of(&subscribers::preferences_link(&site.test.app, of.id).unwrap());
    let sure = site.form(&path, &[("act", "erase")], "").await;
    assert!(sure.body.contains("Effacer pour toujours") && subscriber(&site, ADDRESS).await.is_some());
    let gone = site.form(&path, &[("act", "erase-now")], "").await;
    assert!(gone.body.contains("Vos données sont effacées"), "{}", gone.body);
    assert!(subscriber(&site, ADDRESS).await.is_none() && site.letters().await.is_empty());
    let kept = steps(&site, of.id).await;
    assert!(kept.len() == 3 && kept.iter().all(|one| one.ip.is_empty()), "{kept:?}");
    assert_eq!(site.get(&path).await.status, StatusCode::OK);
    assert_eq!(site.form(&unsubscribe_path(&site, of.id, 0), &[], "").await.status, StatusCode::OK);
}

#[tokio::test]
async fn too_much_from_one_network_or_for_one_address_is_stopped() {
    let site = site().await;
    let send = async |address: &str, ip: &str| {
        let asked = site.form("/subscribe", &[("email", address), ("language", "fr")], "").await;
        let body = format!("token={}", web::web::encode_value(&value_of(&asked.body, "token")));
        let mut request = Request::post("/subscribe/send").body(Body::from(body)).unwrap();
        request.extensions_mut().insert(ConnectInfo::<SocketAddr>(format!("{ip}:9").parse().unwrap()));
        site.send(request).await.status
    };
    for number in 0..10 {
        assert_eq!(send(&format!("reader{number}@example.org"), "192.0.2.1").await, StatusCode::OK);
    }
    assert_eq!(send("reader10@example.org", "192.0.2.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(send("reader11@example.org", "192.0.2.2").await, StatusCode::OK);
    let before = site.letters().await.len();
    for _ in 0..5 {
        assert_eq!(send(ADDRESS, "198.51.100.7").await, StatusCode::OK, "the page stays the same");
    }
    assert_eq!(site.letters().await.len(), before + 3);
}

#[tokio::test]
async fn the_newsletters_have_a_page_in_each_language_and_bare_addresses_lead_to_it() {
    let site = site().await;
    let page = site.get("/lettre").await;
    assert!(page.status == StatusCode::OK && page.body.contains("dès leur parution") && page.body.contains("hreflang=\"en\""));
    assert!(site.get("/en/newsletter").await.body.contains("All articles"));
    assert!(site.get("/").await.body.contains("href=\"/lettre\""));
    assert_eq!(site.get("/subscribe").await.location(), "/lettre");
    assert_eq!(site.get("/subscribe/send").await.location(), "/lettre");
    assert_eq!(site.get("/subscribe/confirm/nothing").await.status, StatusCode::NOT_FOUND);
    assert_eq!(site.get("/subscribe/unsubscribe/nothing").await.status, StatusCode::NOT_FOUND);
    let foreign = Request::post("/subscribe").header(header::ORIGIN, "https://elsewhere.example").body(Body::empty()).unwrap();
    assert_eq!(site.send(foreign).await.status, StatusCode::FORBIDDEN);
}
