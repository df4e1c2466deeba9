//! Subscribers at the desk: who gets what, and since when; adding someone who asked in another way.
//!
//! The desk subscribes nobody by a form: whoever it adds gets the mail that asks to confirm. `import` brings over who subscribed elsewhere.

pub mod csv;
pub mod import;
pub mod ledger;
pub mod one;

use axum::extract::{Query, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::newsletters::{self, Newsletter};
use newsroom::subscribers::{self, Filter, State as Of};
use newsroom::{Id, Problem, site};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::articles::{Choice, Tab};
use theme::desk::subscribers::{SubscriberList, SubscriberRow};

use super::forms::{Form, or_problems};
use super::names;
use crate::guard::{Desk, Fields, Posted};
use crate::site::frame::language_name;
use crate::web::encode_value;
use crate::{Failure, Web, done};

const HOME: &str = "/desk/subscribers";
/// Subscribers on a page of the list.
const ON_A_PAGE: usize = 50;

/// What the list asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    words: String,
    newsletter: String,
    before: String,
}

impl Asked {
    fn query(&self, before: &str) -> String {
        let parts = [("state", self.state.as_str()), ("words", &self.words), ("newsletter", &self.newsletter), ("before", before)];
        let given = parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", encode_value(value)));
        format!("{HOME}?{}", given.collect::<Vec<_>>().join("&"))
    }
}

/// The names of some newsletters.
fn named(all: &[Newsletter], ids: &[Id], main: &str) -> Vec<String> {
    all.iter().filter(|one| ids.contains(&one.id)).map(|one| names::shown(&one.names, main)).collect()
}

/// GET `/desk/subscribers`
pub async fn list(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let state = Of::parse(&asked.state);
    let filter = Filter { state, words: asked.words.clone(), newsletter: asked.newsletter.parse().ok() };
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let main = identity.main_language();
    let all = newsletters::all(&mut tx).await?;
    let limit = i64::try_from(ON_A_PAGE + 1).unwrap_or(i64::MAX);
    let mut rows = subscribers::list(&mut tx, &filter, asked.before.parse().ok(), limit).await?;
    let counts = subscribers::states(&mut tx).await?;
    drop(tx);
    let more = rows.len() > ON_A_PAGE;
    rows.truncate(ON_A_PAGE);
    let older = rows.last().filter(|_| more).map(|row| asked.query(&row.id.to_string()));
    let mut shown = Vec::new();
    for row in rows {
        shown.push(SubscriberRow {
            href: format!("{HOME}/{}", row.id),
            newsletters: named(&all, &row.newsletters, main),
            since: theme::dates::full(row.created_at, &identity.zone, &desk.language).map_err(Failure::broken)?,
            language: language_name(&row.language),
            address: row.address,
            state: row.state,
        });
    }
    let tab = |name: &str, current: bool| {
        let href = if name == "all" { HOME.to_owned() } else { format!("{HOME}?state={name}") };
        let count = if name == "all" { counts.values().sum() } else { counts.get(name).copied().unwrap_or(0) };
        (Tab { name: name.to_owned(), href, current }, count)
    };
    let mut tabs = vec![tab("all", state.is_none())];
    tabs.extend(Of::ALL.iter().map(|one| tab(one.as_str(), state == Some(*one))));
    let choice = |one: &Newsletter| {
        let id = one.id.to_string();
        Choice { chosen: id == asked.newsletter, ..Choice::new(id, names::shown(&one.names, main)) }
    };
    let context = SubscriberList {
        frame: desk.frame(&web, Here::Subscribers).await?,
        tabs,
        state: state.map_or("all", Of::as_str).to_owned(),
        words: asked.words.clone(),
        newsletters: all.iter().map(choice).collect(),
        subscribers: shown,
        older_href: older,
        first_href: (!asked.before.is_empty()).then(|| asked.query("")),
    };
    web.desk_page("desk/subscribers/list.html", &desk, &context)
}

async fn form(web: &Web, desk: &Desk, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    drop(tx);
    let frame = desk.frame(web, Here::Subscribers).await?;
    let main = languages.first().cloned().unwrap_or_default();
    Form::new(web, &desk.language, frame, ("subscribers-new", HOME), typed, problems)
        .back(HOME)
        .help("subscribers-new-help")
        .field("text", "email", "subscribers-address", "")
        .select("language", "subscribers-language", &main, languages.iter().map(|tag| (tag.clone(), language_name(tag))).collect())
        .field("textarea", "note", "field-subscriber-note", "")
        .button("subscribers-ask")
        .answer()
}

/// GET `/desk/subscribers/new`
pub async fn new(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    form(&web, &desk, &Fields::default(), &[]).await
}

/// POST `/desk/subscribers`: the person gets the mail that asks to confirm.
pub async fn create(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let (address, language, note) = (fields.get("email"), fields.get("language"), fields.get("note"));
    match or_problems(subscribers::add_by_hand(&web.app, &desk.actor(), address, language, note).await)? {
        Ok(_) => Ok(done(HOME, "subscriber-asked")),
        Err(problems) => form(&web, &desk, &fields, &problems).await,
    }
}
