//! Articles at the desk: lists, writing, publishing.

pub mod edit;
mod fields;
pub mod find;
mod newsletters;
pub mod publish;
pub mod related;
pub mod revisions;
pub mod translations;

use std::collections::BTreeMap;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::articles::{self, Content, DeskFilter, Keyset, State as Of};
use newsroom::{Id, Tx, addresses, sections, site};
use serde::Deserialize;
use theme::desk::articles::{ArticleList, ArticleRow, Choice, NewArticle, Tab};
use theme::desk::{Here, Notice, NoticeKind};

use super::forms::or_problems;
use crate::guard::{Desk, Fields, Posted};
use crate::site::frame::language_name;
use crate::web::encode_value;
use crate::{Failure, Web};

/// Articles on a page of the list.
const ON_A_PAGE: i64 = 50;
/// The tabs, by the phrases they have.
const TABS: [&str; 7] = ["all", "draft", "in_review", "published", "unpublished", "retracted", "trash"];

/// What the list asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    words: String,
    language: String,
    after: String,
}

fn after(text: &str) -> Keyset {
    let (at, id) = text.split_once('-')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

/// GET `/desk/articles`
pub async fn list(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let state = if TABS.contains(&asked.state.as_str()) { asked.state.as_str() } else { "all" };
    let filter = DeskFilter {
        state: Of::parse(state),
        section: None,
        language: Some(asked.language.clone()).filter(|language| !language.is_empty()),
        words: asked.words.clone(),
        found: newsroom::indexing::at_desk(&web.app, &asked.words).await?,
        trashed: state == "trash",
    };
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let mut rows = articles::desk_list(&mut tx, &filter, after(&asked.after), ON_A_PAGE + 1).await?;
    let more = rows.len() > usize::try_from(ON_A_PAGE).unwrap_or(50);
    rows.truncate(usize::try_from(ON_A_PAGE).unwrap_or(50));
    let query = |after: &str| {
        let parts = [("state", asked.state.as_str()), ("words", &asked.words), ("language", &asked.language), ("after", after)];
        let given = parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", encode_value(value)));
        format!("/desk/articles?{}", given.collect::<Vec<_>>().join("&"))
    };
    let older = rows.last().filter(|_| more).map(|row| query(&format!("{}-{}", row.updated_at, row.id)));
    let names = sections::all(&mut tx).await?;
    let mut shown = Vec::new();
    for row in rows {
        let of = names.iter().find(|section| Some(section.id) == row.section);
        let lead = articles::lead(&mut tx, &row.language).await?.is_some_and(|lead| lead.id == row.id) && row.state == "published";
        let public = matches!(row.state.as_str(), "published" | "retracted") && row.trashed_at.is_none();
        shown.push(ArticleRow {
            href: format!("/desk/articles/{}", row.id),
            section: of
                .and_then(|section| newsroom::naming::best(&section.names, &row.language, identity.main_language()))
                .map(|name| name.name.clone()),
            changed: theme::dates::full_time(row.updated_at, &identity.zone, &desk.language).map_err(Failure::broken)?,
            public_href: if public { addresses::current(&mut tx, addresses::Kind::Article, row.id, &row.language).await? } else { None },
            headline: row.headline,
            language: row.language,
            state: row.state,
            lead,
        });
    }
    drop(tx);
    let mut frame = desk.frame(&web, Here::Articles).await?;
    let alerts = crate::desk::mailings::alerts::shown(&web, &desk).await?;
    frame.notices.extend(alerts.into_iter().map(|alert| Notice {
        kind: NoticeKind::Bad,
        text: alert.text,
        href: "/desk/mailings".to_owned(),
    }));
    let context = ArticleList {
        frame,
        tabs: TABS
            .map(|name| Tab {
                name: name.to_owned(),
                href: if name == "all" { "/desk/articles".to_owned() } else { format!("/desk/articles?state={name}") },
                current: name == state,
            })
            .into(),
        state: state.to_owned(),
        words: asked.words.clone(),
        languages: if identity.languages.len() > 1 { languages(&identity.languages, &asked.language) } else { Vec::new() },
        articles: shown,
        older_href: older,
        first_href: (!asked.after.is_empty()).then(|| query("")),
    };
    web.desk_page("desk/articles/list.html", &desk, &context)
}

fn languages(all: &[String], chosen: &str) -> Vec<Choice> {
    all.iter().map(|tag| Choice { chosen: tag == chosen, ..Choice::new(tag, language_name(tag)) }).collect()
}

/// The sections as choices, in the desk's words.
async fn section_choices(tx: &mut Tx, language: &str, main: &str, chosen: &[Id]) -> Result<Vec<Choice>, Failure> {
    let all = sections::all(tx).await?;
    let choice = |section: &sections::Section| {
        let name = newsroom::naming::best(&section.names, language, main)?;
        Some(Choice { chosen: chosen.contains(&section.id), ..Choice::new(section.id.to_string(), &name.name) })
    };
    Ok(all.iter().filter_map(choice).collect())
}

async fn new_page(web: &Web, desk: &Desk, typed: &Fields, errors: BTreeMap<String, String>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let chosen: Vec<Id> = typed.get("section").parse().into_iter().collect();
    let language = if typed.has("language") { typed.get("language") } else { identity.main_language() };
    let context = NewArticle {
        headline: typed.get("headline").to_owned(),
        languages: languages(&identity.languages, language),
        sections: section_choices(&mut tx, desk.language.as_str(), identity.main_language(), &chosen).await?,
        errors,
        frame: desk.frame(web, Here::Articles).await?,
    };
    let failed = !context.errors.is_empty();
    let page = web.desk_page("desk/articles/new.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// GET `/desk/articles/new`
pub async fn new(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    new_page(&web, &desk, &Fields::default(), BTreeMap::new()).await
}

/// POST `/desk/articles`
pub async fn create(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let actor = desk.actor();
    let made = articles::create(&web.app, &actor, fields.get("language"), fields.get("headline"), None).await;
    let id = match or_problems(made)? {
        Ok(id) => id,
        Err(problems) => return new_page(&web, &desk, &fields, sentences(&web, &desk, &problems)).await,
    };
    if let Ok(section) = fields.get("section").parse::<Id>() {
        let mut tx = web.app.read().await?;
        let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
        drop(tx);
        let content = Content { section: Some(section), ..copy.content };
        articles::autosave(&web.app, &actor, id, copy.number, content).await?;
    }
    Ok(Redirect::to(&format!("/desk/articles/{id}")).into_response())
}

/// Problems as sentences by field; those without a field stand under `form`.
fn sentences(web: &Web, desk: &Desk, problems: &[newsroom::Problem]) -> BTreeMap<String, String> {
    let field = |name: &str| if name.is_empty() { "form".to_owned() } else { name.to_owned() };
    problems.iter().map(|problem| (field(problem.field), web.text(&desk.language, problem.key, &problem.value))).collect()
}
