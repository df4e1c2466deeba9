//! Articles at the desk: lists, writing, publishing.

pub mod compare;
pub mod edit;
mod fields;
pub mod find;
pub mod list;
pub mod merge;
mod newsletters;
mod parts;
pub mod publish;
pub mod related;
pub mod revisions;
pub mod schedule;
pub mod stages;
mod suggested;
pub mod translations;
pub mod working;

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::articles::{self, Content};
use newsroom::{Id, Tx, sections, site};
use theme::desk::Here;
use theme::desk::articles::{Choice, NewArticle};

use super::forms::or_problems;
use crate::guard::{Desk, Fields, Posted};
use crate::site::frame::language_name;
use crate::{Failure, Web};

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
        note: typed.get("note").to_owned(),
        people: stages::people(&mut tx, desk, typed.get("assignee").parse().ok()).await?,
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
    let (language, headline) = (fields.get("language"), fields.get("headline"));
    let idea = fields.get("as") == "idea";
    let made = if idea {
        let (section, owner) = (fields.get("section").parse().ok(), fields.get("assignee").parse().ok());
        let idea = articles::Idea { section, note: fields.get("note").to_owned(), owner };
        articles::create_idea(&web.app, &actor, language, headline, &idea).await
    } else {
        articles::create(&web.app, &actor, language, headline, None).await
    };
    let id = match or_problems(made)? {
        Ok(id) => id,
        Err(problems) => return new_page(&web, &desk, &fields, sentences(&web, &desk, &problems)).await,
    };
    if idea {
        return Ok(crate::done("/desk", "idea-noted"));
    }
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
