//! Readers and their subscriptions: giving an address, confirming, preferences, unsubscribing.
//!
//! Guarantees: opening a page changes nothing, a POST does; no cookie is read or set; the pages are kept nowhere and found by
//! no search engine; none tells whether an address is known.

pub mod confirm;
mod list;
pub mod preferences;
pub mod sign_up;
pub mod stay;
pub mod unsubscribe;

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use language::Tag;
use newsroom::newsletters::{self, Newsletter};
use newsroom::{Id, Tx, naming};
use serde::Serialize;
use theme::Value;
use theme::site::{Head, Link, NewsletterChoice, Site, SubscribeStep};

pub use list::{made, path};

use super::frame;
use crate::pages::{self, Ask};
use crate::{Failure, Web};

/// A page about a subscription, in the language of `wanted` where the site speaks it.
async fn open(web: &Web, path: &str, wanted: &str) -> Result<(Tx, Ask), Failure> {
    let mut tx = web.app.read().await?;
    let mut ask = pages::ask(super::around::Around::read(&mut tx).await?, path.to_owned(), Vec::new())?;
    let spoken = newsroom::site::identity(&mut tx).await?.languages;
    if let Some(language) = spoken.iter().find(|one| one.eq_ignore_ascii_case(wanted)) {
        ask.language = Tag::parse(language).map_err(Failure::broken)?;
    }
    Ok((tx, ask))
}

/// What stands around these pages: everything but the sign-up form.
async fn around(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Site, Failure> {
    Ok(Site { sign_up: false, ..frame::site(web, tx, ask).await? })
}

fn head(title: &str) -> Head {
    Head { title: title.to_owned(), hidden: true, kind: "website".to_owned(), ..Head::default() }
}

/// A page that is kept nowhere. Its address may hold a token: it goes to no other site.
fn answer(web: &Web, ask: &Ask, status: StatusCode, template: &str, context: &impl Serialize) -> Result<Response, Failure> {
    let text = web.app.theme.render(template, &ask.language, context).map_err(Failure::broken)?;
    let mut response = (status, Html(text)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex"));
    Ok(response)
}

/// A phrase that names something.
fn phrase(web: &Web, ask: &Ask, key: &str, name: &str, value: &str) -> String {
    web.app.theme.text(&ask.language, key, &[(name, Value::from(value))])
}

/// A step that is only sentences and a way home.
async fn step(web: &Web, tx: &mut Tx, ask: &Ask, title: &str, texts: Vec<String>) -> Result<SubscribeStep, Failure> {
    let site = around(web, tx, ask).await?;
    let title = web.text(&ask.language, title, "");
    Ok(SubscribeStep {
        links: vec![Link::new(&site.home_href, web.text(&ask.language, "site-subscribe-home", ""))],
        head: head(&title),
        site,
        title,
        texts,
        button: None,
        consent: String::new(),
        before_form: String::new(),
        form: None,
    })
}

/// A newsletter's name in the page's language.
fn name_of(newsletter: &Newsletter, ask: &Ask) -> String {
    let name = naming::best(&newsletter.names, ask.language.as_str(), ask.main.as_str());
    name.map(|name| language::typography(&name.name, &ask.language)).unwrap_or_default()
}

/// What can be chosen: newsletters that go out, and those that someone has already; those of the page's language first.
fn choices(web: &Web, ask: &Ask, all: &[Newsletter], chosen: &[Id]) -> Vec<NewsletterChoice> {
    let own = |one: &Newsletter| one.language == ask.language.as_str();
    let shown = |one: &&Newsletter| !one.paused || chosen.contains(&one.id);
    let (here, elsewhere): (Vec<&Newsletter>, Vec<&Newsletter>) = all.iter().filter(shown).partition(|one| own(one));
    let choice = |one: &Newsletter| {
        let text = naming::best(&one.names, ask.language.as_str(), ask.main.as_str()).map_or("", |name| name.text.as_str());
        NewsletterChoice {
            id: one.id.to_string(),
            name: name_of(one, ask),
            text: language::typography(text, &ask.language),
            when: newsletters::when(&web.app, &ask.language, one),
            language: if own(one) { String::new() } else { frame::language_name(&one.language) },
            lang: if own(one) { String::new() } else { one.language.clone() },
            chosen: chosen.contains(&one.id),
            paused: one.paused,
        }
    };
    here.into_iter().chain(elsewhere).map(choice).collect()
}

/// The newsletters that a form ticked.
fn ticked(fields: &crate::guard::Fields) -> Vec<Id> {
    fields.all("newsletter").iter().filter_map(|id| id.parse().ok()).collect()
}
