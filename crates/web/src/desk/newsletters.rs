//! Newsletters: what readers can choose, their order, and whether they go out.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::naming::Names;
use newsroom::newsletters::{self, Cadence, Details, Filter, Newsletter};
use newsroom::{Id, Problem, Tx, contributors, sections, site, topics};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::newsletters::{NewsletterList, NewsletterRow};

use super::forms::{Form, or_problems};
use super::names;
use crate::guard::{Desk, Fields, Posted};
use crate::site::frame::language_name;
use crate::{Failure, Web, done};

const HOME: &str = "/desk/newsletters";
/// How many hours before its hour a digest can be shown, beside not at all.
const PREPARED: [i64; 6] = [1, 2, 4, 8, 12, 24];

/// GET `/desk/newsletters`
pub async fn list(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let main = identity.main_language().to_owned();
    let all = newsletters::all(&mut tx).await?;
    let readers = newsletters::readers(&mut tx).await?;
    let mut rows = Vec::new();
    for one in &all {
        rows.push(NewsletterRow {
            id: one.id.to_string(),
            href: format!("{HOME}/{}", one.id),
            name: names::shown(&one.names, &main),
            when: newsletters::when(&web.app, &desk.language, one),
            what: contents(&web, &mut tx, &desk, one, &main).await?,
            language: language_name(&one.language),
            readers: readers.get(&one.id).copied().unwrap_or(0),
            readers_href: format!("/desk/subscribers?state=confirmed&newsletter={}", one.id),
            is_default: one.is_default,
            paused: one.paused,
        });
    }
    drop(tx);
    let without = identity.languages.iter().filter(|tag| newsletters::default_of(&all, tag, &main).is_none());
    let context = NewsletterList {
        frame: desk.frame(&web, Here::Newsletters).await?,
        without: without.map(|tag| language_name(tag)).collect(),
        public_href: if rows.iter().any(|row| !row.paused) { crate::site::subscribe::path(&main, &main) } else { String::new() },
        newsletters: rows,
    };
    web.desk_page("desk/newsletters/list.html", &desk, &context)
}

/// What is in a newsletter, in words.
async fn contents(web: &Web, tx: &mut Tx, desk: &Desk, one: &Newsletter, main: &str) -> Result<String, Failure> {
    let mut words = Vec::new();
    for section in sections::all(tx).await?.iter().filter(|section| one.filter.sections.contains(&section.id)) {
        words.push(names::shown(&section.names, main));
    }
    for topic in topics::by_ids(tx, &one.filter.topics).await? {
        words.push(names::shown(&topic.names, main));
    }
    for author in contributors::by_ids(tx, &one.filter.authors).await? {
        words.push(names::shown(&author.names, main));
    }
    Ok(if words.is_empty() { web.text(&desk.language, "newsletters-all", "") } else { words.join(", ") })
}

fn options(web: &Web, desk: &Desk, key: &str, values: impl Iterator<Item = String>) -> Vec<(String, String)> {
    values.map(|value| (value.clone(), web.text(&desk.language, &format!("{key}-{value}"), ""))).collect()
}

async fn page(
    web: &Web,
    desk: &Desk,
    id: Option<Id>,
    details: &Details,
    typed: &Fields,
    problems: &[Problem],
) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    let main = site::main_language(&mut tx).await?;
    let all_sections = sections::all(&mut tx).await?;
    let chosen: Vec<String> =
        topics::by_ids(&mut tx, &details.filter.topics).await?.iter().map(|topic| names::shown(&topic.names, &main)).collect();
    let authors: Vec<String> =
        contributors::by_ids(&mut tx, &details.filter.authors).await?.iter().map(|author| names::shown(&author.names, &main)).collect();
    drop(tx);
    let tick = |is: bool| if is { "1" } else { "" };
    let (title, action) = match id {
        None => ("newsletters-new", HOME.to_owned()),
        Some(id) => ("newsletters-edit", format!("{HOME}/{id}")),
    };
    let frame = desk.frame(web, Here::Newsletters).await?;
    let mut form = Form::new(web, &desk.language, frame, (title, &action), typed, problems).back(HOME).part("newsletters-part-words");
    for language in &languages {
        let shown = if languages.len() > 1 { language.as_str() } else { "" };
        let name = details.names.get(language).cloned().unwrap_or_default();
        form = form.lang_field("text", &format!("name.{language}"), "field-name", &name.name, shown).lang_field(
            "textarea",
            &format!("text.{language}"),
            "field-description",
            &name.text,
            shown,
        );
    }
    let cadences = options(web, desk, "cadence", Cadence::ALL.iter().map(|one| one.as_str().to_owned()));
    let hours = (0..24).map(|hour| (hour.to_string(), format!("{hour}:00"))).collect();
    let days = options(web, desk, "weekday", (1..=7).map(|day: i64| day.to_string()));
    let prepared =
        PREPARED.iter().map(|hours| (hours.to_string(), web.text(&desk.language, "newsletters-hours-before", &hours.to_string())));
    let prepared = std::iter::once(("0".to_owned(), web.text(&desk.language, "newsletters-not-before", ""))).chain(prepared).collect();
    form = form
        .part("newsletters-when")
        .select("cadence", "field-cadence", details.cadence.as_str(), cadences)
        .select("hour", "field-hour", &details.hour.to_string(), hours)
        .select("weekday", "field-weekday", &details.weekday.to_string(), days)
        .select("prepared", "field-newsletter-prepared", &details.prepared.to_string(), prepared)
        .part("newsletters-what")
        .select(
            "language",
            "field-newsletter-language",
            &details.language,
            languages.iter().map(|tag| (tag.clone(), language_name(tag))).collect(),
        );
    for section in &all_sections {
        let label = names::shown(&section.names, &main);
        form = form.field("check", &format!("section.{}", section.id), &label, tick(details.filter.sections.contains(&section.id)));
    }
    form = form
        .field("textarea", "topics", "field-newsletter-topics", &chosen.join("\n"))
        .field("textarea", "authors", "field-newsletter-authors", &authors.join("\n"))
        .part("newsletters-part-how")
        .field("check", "full", "field-newsletter-full", tick(details.full))
        .field("check", "default", "field-newsletter-default", tick(details.is_default))
        .field("check", "archived", "field-newsletter-archived", tick(details.archived))
        .field("check", "counted", "field-newsletter-counted", tick(details.counted))
        .field("check", "paused", "field-newsletter-paused", tick(details.paused));
    match id {
        Some(id) => form.act(format!("{HOME}/{id}/delete"), "form-delete", true).answer(),
        None => form.answer(),
    }
}

/// What was typed in a field of one name a line.
fn lines<'a>(fields: &'a Fields, name: &str) -> impl Iterator<Item = &'a str> {
    fields.get(name).lines().map(str::trim).filter(|line| !line.is_empty())
}

/// Whether something has this name in one of its languages, accents and case apart.
fn is_called(names: &Names, wanted: &str) -> bool {
    let wanted = language::fold_simple(wanted);
    names.values().any(|name| language::fold_simple(&name.name) == wanted)
}

/// What a form says, and the lines that name no topic or contributor.
async fn read(web: &Web, fields: &Fields) -> Result<(Details, Vec<Problem>), Failure> {
    let mut tx = web.app.read().await?;
    let languages = names::languages(&mut tx).await?;
    let known = topics::all(&mut tx).await?;
    let authors = contributors::all(&mut tx).await?;
    drop(tx);
    let mut problems = Vec::new();
    let mut filter = Filter {
        sections: fields.iter().filter_map(|(name, _)| name.strip_prefix("section.")?.parse().ok()).collect(),
        ..Filter::default()
    };
    for line in lines(fields, "topics") {
        match known.iter().find(|topic| is_called(&topic.names, line)) {
            Some(topic) => filter.topics.push(topic.id),
            None => problems.push(Problem::with("topics", "problem-newsletter-topic", line)),
        }
    }
    for line in lines(fields, "authors") {
        match authors.iter().find(|author| is_called(&author.names, line)) {
            Some(author) => filter.authors.push(author.id),
            None => problems.push(Problem::with("authors", "problem-newsletter-author", line)),
        }
    }
    let details = Details {
        names: names::read(fields, &languages),
        cadence: Cadence::parse(fields.get("cadence")).unwrap_or(Cadence::AtOnce),
        filter,
        full: fields.has("full"),
        is_default: fields.has("default"),
        language: fields.get("language").to_owned(),
        hour: fields.get("hour").parse().unwrap_or(-1),
        weekday: fields.get("weekday").parse().unwrap_or(0),
        prepared: fields.get("prepared").parse().unwrap_or(-1),
        paused: fields.has("paused"),
        counted: fields.has("counted"),
        archived: fields.has("archived"),
    };
    Ok((details, problems))
}

/// What a new newsletter begins as.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// A daily one of the same articles as this.
    like: Option<Id>,
}

/// GET `/desk/newsletters/new`
pub async fn new(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mut tx = web.app.read().await?;
    let like = match asked.like {
        Some(id) => newsletters::by_id(&mut tx, id).await?,
        None => None,
    };
    let details = match like {
        Some(like) => Details { cadence: Cadence::Daily, filter: like.filter, ..Details::new(&like.language) },
        None => Details::new(&site::main_language(&mut tx).await?),
    };
    drop(tx);
    page(&web, &desk, None, &details, &Fields::default(), &[]).await
}

/// POST `/desk/newsletters`
pub async fn create(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let (details, problems) = read(&web, &fields).await?;
    if !problems.is_empty() {
        return page(&web, &desk, None, &details, &fields, &problems).await;
    }
    match or_problems(newsletters::create(&web.app, &desk.actor(), details.clone()).await)? {
        Ok((_, number)) => {
            web.published(number).await;
            Ok(done(HOME, "saved"))
        }
        Err(problems) => page(&web, &desk, None, &details, &fields, &problems).await,
    }
}

async fn load(web: &Web, id: Id) -> Result<Details, Failure> {
    let mut tx = web.app.read().await?;
    Ok(newsletters::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?.into())
}

/// GET `/desk/newsletters/{id}`
pub async fn edit(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    page(&web, &desk, Some(id), &load(&web, id).await?, &Fields::default(), &[]).await
}

/// POST `/desk/newsletters/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let (details, problems) = read(&web, &fields).await?;
    if !problems.is_empty() {
        return page(&web, &desk, Some(id), &details, &fields, &problems).await;
    }
    match or_problems(newsletters::update(&web.app, &desk.actor(), id, details.clone()).await)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(HOME, "saved"))
        }
        Err(problems) => page(&web, &desk, Some(id), &details, &fields, &problems).await,
    }
}

/// POST `/desk/newsletters/{id}/pause`
pub async fn pause(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let paused = fields.get("paused") == "1";
    let number = newsletters::pause(&web.app, &desk.actor(), id, paused).await?;
    web.published(number).await;
    Ok(done(HOME, if paused { "newsletter-paused" } else { "newsletter-resumed" }))
}

/// POST `/desk/newsletters/order`: one newsletter changes places with its neighbour.
pub async fn order(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let id: Id = fields.get("id").parse().map_err(|_| Failure::NotFound)?;
    let mut tx = web.app.read().await?;
    let mut order: Vec<Id> = newsletters::all(&mut tx).await?.iter().map(|one| one.id).collect();
    drop(tx);
    let at = order.iter().position(|one| *one == id).ok_or(Failure::NotFound)?;
    let to = if fields.get("move") == "up" { at.checked_sub(1) } else { Some(at + 1) };
    if let Some(to) = to.filter(|to| *to < order.len()) {
        order.swap(at, to);
        let number = newsletters::arrange(&web.app, &desk.actor(), &order).await?;
        web.published(number).await;
    }
    Ok(done(HOME, "saved"))
}

/// POST `/desk/newsletters/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    match or_problems(newsletters::delete(&web.app, &desk.actor(), id).await)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(HOME, "deleted"))
        }
        Err(problems) => page(&web, &desk, Some(id), &load(&web, id).await?, &Fields::default(), &problems).await,
    }
}
