//! A subscriber's preferences: what they get, in which language, what is kept of them, and the end of it.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use newsroom::subscribers::{self, Subscriber};
use newsroom::{Actor, Origin, Tx, newsletters};
use theme::site::{ConsentStep, PreferencesPage};

use super::{answer, around, choices, head, open, step, ticked};
use crate::guard::OpenForm;
use crate::site::frame::language_name;
use crate::{Failure, Web};

/// What of the page is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Plain,
    Saved,
    Erasing,
}

async fn load(web: &Web, token: &str) -> Result<Option<Subscriber>, Failure> {
    let id = subscribers::read_preferences(&web.app, token)?;
    let mut tx = web.app.read().await?;
    Ok(subscribers::by_id(&mut tx, id).await?)
}

/// GET `/subscribe/preferences/{token}`
pub async fn page(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failure> {
    match load(&web, &token).await? {
        Some(subscriber) => show(&web, &token, &subscriber, Shown::Plain).await,
        None => erased(&web, "").await,
    }
}

/// POST `/subscribe/preferences/{token}`
pub async fn save(State(web): State<Web>, Path(token): Path<String>, sent: OpenForm) -> Result<Response, Failure> {
    let Some(subscriber) = load(&web, &token).await? else {
        return erased(&web, "").await;
    };
    let reader = Actor { account: None, origin: Origin::Reader, ip: sent.client.ip.clone() };
    match sent.fields.get("act") {
        "erase" => return show(&web, &token, &subscriber, Shown::Erasing).await,
        "erase-now" => {
            subscribers::erase(&web.app, &reader, subscriber.id).await?;
            return erased(&web, &subscriber.language).await;
        }
        "unsubscribe" => {
            subscribers::leave(&web.app, &reader, subscriber.id, 0, "/subscribe/preferences").await?;
        }
        _ => {
            let language = sent.fields.get("language");
            subscribers::save_choices(&web.app, subscriber.id, language, &ticked(&sent.fields), &reader.ip).await?;
        }
    }
    match load(&web, &token).await? {
        Some(subscriber) => show(&web, &token, &subscriber, Shown::Saved).await,
        None => erased(&web, &subscriber.language).await,
    }
}

/// GET `/subscribe/preferences/{token}/data`: everything that is kept, as JSON.
pub async fn data(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failure> {
    let id = subscribers::read_preferences(&web.app, &token)?;
    let mut tx = web.app.read().await?;
    let text = serde_json::to_string_pretty(&subscribers::export(&mut tx, id).await?).map_err(Failure::broken)?;
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"subscription.json\""));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn show(web: &Web, token: &str, of: &Subscriber, shown: Shown) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe/preferences", &of.language).await?;
    let all = newsletters::all(&mut tx).await?;
    let chosen = subscribers::choices_of(&mut tx, of.id).await?;
    let identity = newsroom::site::identity(&mut tx).await?;
    let key = if shown == Shown::Erasing { "site-preferences-erase-title" } else { "site-preferences" };
    let action = format!("/subscribe/preferences/{token}");
    let context = PreferencesPage {
        head: head(&web.text(&ask.language, key, "")),
        address: of.address.clone(),
        saved: shown == Shown::Saved,
        nothing: !of.is_confirmed(),
        newsletters: choices(web, &ask, &all, &chosen),
        languages: identity.languages.iter().map(|tag| (tag.clone(), language_name(tag), *tag == of.language)).collect(),
        steps: steps(web, &mut tx, &ask, of, &identity.zone).await?,
        export_href: format!("{action}/data"),
        erasing: shown == Shown::Erasing,
        site: around(web, &mut tx, &ask).await?,
        action,
    };
    answer(web, &ask, StatusCode::OK, "site/subscribe/preferences.html", &context)
}

async fn steps(web: &Web, tx: &mut Tx, ask: &crate::pages::Ask, of: &Subscriber, zone: &str) -> Result<Vec<ConsentStep>, Failure> {
    let consents = subscribers::consents_of(tx, of.id).await?;
    let step = |one: subscribers::Consent| {
        Ok(ConsentStep {
            step: web.text(&ask.language, &format!("site-step-{}", one.step), ""),
            when: theme::dates::full_time(one.at, zone, &ask.language).map_err(Failure::broken)?,
            ip: one.ip,
        })
    };
    consents.into_iter().map(step).collect()
}

async fn erased(web: &Web, language: &str) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe/preferences", language).await?;
    let text = web.text(&ask.language, "site-preferences-erased", "");
    let context = step(web, &mut tx, &ask, "site-preferences-erased-title", vec![text]).await?;
    answer(web, &ask, StatusCode::OK, "site/subscribe/step.html", &context)
}
