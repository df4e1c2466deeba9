//! One picture: what it shows, in each language; where it is used; taking it away.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::accounts::Right;
use newsroom::media::{self, Description, Details, Licence, Place, Said};
use newsroom::{Id, Problem, Tx, articles, site};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::articles::Choice;
use theme::desk::media::{MediaPage, MediaPlace, MediaText};

use super::{HOME, json};
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Fields, Posted, PostedFiles};
use crate::site::frame::language_name;
use crate::site::pictures;
use crate::{Failure, Web, done};

/// GET `/desk/media/{id}`, and for the editor `/desk/media/{id}.json`
pub async fn show(State(web): State<Web>, desk: Desk, Path(name): Path<String>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    if let Some(id) = name.strip_suffix(".json") {
        let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
        let mut tx = web.app.read().await?;
        let main = site::main_language(&mut tx).await?;
        let found = media::one(&mut tx, id, (desk.language.as_str(), &main)).await?.ok_or(Failure::NotFound)?;
        return Ok(Json(json::picture(&found)).into_response());
    }
    let id = name.parse().map_err(|_| Failure::NotFound)?;
    page(&web, &desk, id, None, (!asked.old.is_empty(), BTreeMap::new())).await
}

/// What the page of a picture is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Whether older revisions are searched too.
    old: String,
}

/// The size of a file for people: "2,4 Mo".
pub fn size(web: &Web, desk: &Desk, bytes: u64) -> String {
    let (number, mega) = language::size(bytes, &desk.language);
    web.text(&desk.language, if mega { "site-megabytes" } else { "site-kilobytes" }, &number)
}

fn kind_of(content_type: &str) -> String {
    match content_type {
        "image/webp" => "WebP".to_owned(),
        document::DRAWING => "SVG".to_owned(),
        other => other.rsplit('/').next().unwrap_or(other).to_uppercase(),
    }
}

/// A place as the pages of a medium show it.
pub fn place(place: Place) -> MediaPlace {
    let shown = |kind: &str, href: String, label: String, lang: String| MediaPlace { kind: kind.to_owned(), href, label, lang };
    match place {
        Place::Article { id, headline, language, public } => {
            shown(if public { "article" } else { "draft" }, format!("/desk/articles/{id}"), headline, language)
        }
        Place::Portrait { id, name } => shown("portrait", format!("/desk/contributors/{id}"), name, String::new()),
        Place::StaticPage { id, title } => shown("page", format!("/desk/pages/{id}"), title, String::new()),
        Place::Logo => shown("logo", "/desk/settings".to_owned(), String::new(), String::new()),
        Place::Revision { article, revision, headline, language } => {
            shown("revision", format!("/desk/articles/{article}/revisions/{revision}"), headline, language)
        }
    }
}

/// The places that this account may know of, and how many others there are: who sees only their own articles learns no
/// headline of others' drafts.
pub async fn seen(tx: &mut Tx, desk: &Desk, places: Vec<Place>) -> Result<(Vec<Place>, usize), Failure> {
    let Some(account) = desk.sees_only() else {
        return Ok((places, 0));
    };
    let all = places.len();
    let mut seen = Vec::new();
    for place in places {
        let article = match &place {
            Place::Article { id, public: false, .. } => Some(*id),
            Place::Revision { article, .. } => Some(*article),
            _ => None,
        };
        let own = match article {
            Some(id) => {
                articles::article(tx, id).await?.is_some_and(|article| article.owner == Some(account) || article.assignee == Some(account))
            }
            None => true,
        };
        if own {
            seen.push(place);
        }
    }
    let hidden = all - seen.len();
    Ok((seen, hidden))
}

async fn page(
    web: &Web,
    desk: &Desk,
    id: Id,
    typed: Option<Description>,
    (old, errors): (bool, BTreeMap<String, String>),
) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let details = media::details(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    if media::file_kind(&mut tx, id).await?.is_some() {
        return Ok(Redirect::to(&format!("/desk/files/{id}")).into_response());
    }
    let places = media::places(&mut tx, id).await?;
    let reach = media::reach(&mut tx, (desk.role, desk.account.id), id, &places).await?;
    let (places, hidden) = seen(&mut tx, desk, places).await?;
    let mut old_places = None;
    if old {
        let all = media::old_places(&mut tx, id).await?;
        old_places = Some(seen(&mut tx, desk, all).await?.0);
    }
    let known = media::refs(&mut tx, &[id], desk.language.as_str(), identity.main_language()).await?;
    drop(tx);
    let shown = known.get(&id).map(pictures::featured).unwrap_or_default();
    let said = typed.unwrap_or_else(|| standing(&details));
    let several = identity.languages.len() > 1;
    let texts = identity.languages.iter().map(|language| {
        let text = said.texts.get(language).cloned().unwrap_or_default();
        let label = if several { language_name(language) } else { String::new() };
        MediaText { language: language.clone(), label, alt: text.alt, caption: text.caption }
    });
    let failed = !errors.is_empty();
    let licence = said.licence.unwrap_or(details.licence);
    let focus = said.focus.unwrap_or(details.focus);
    let context = MediaPage {
        frame: desk.frame(web, Here::Media).await?,
        id: id.to_string(),
        src: shown.src,
        webp: shown.webp,
        width: shown.width,
        height: shown.height,
        alt: shown.alt,
        facts: format!(
            "{}, {}, {} × {}",
            kind_of(&details.content_type),
            size(web, desk, u64::try_from(details.bytes).map_err(Failure::broken)?),
            details.width,
            details.height
        ),
        created: theme::dates::full_time(details.created_at, &identity.zone, &desk.language).map_err(Failure::broken)?,
        rights: details.rights,
        source: details.source,
        name: details.name,
        texts: texts.collect(),
        credit: said.credit,
        decorative: said.decorative,
        licences: licences(web, desk, licence),
        focus,
        old_places: old_places.map(|all| all.into_iter().map(place).collect()),
        crop: shown.focus,
        places: places.into_iter().map(place).collect(),
        hidden_places: hidden,
        may_describe: reach.describe,
        may_replace: reach.replace,
        may_delete: desk.role.may(Right::Curate),
        errors,
    };
    let page = web.desk_page("desk/media/one.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// The licence kinds to choose from.
pub fn licences(web: &Web, desk: &Desk, chosen: Licence) -> Vec<Choice> {
    let word = |licence: Licence| if licence == Licence::Unknown { "unknown" } else { licence.as_str() };
    let choice = |one: &Licence| Choice {
        chosen: *one == chosen,
        ..Choice::new(one.as_str(), web.text(&desk.language, &format!("licence-{}", word(*one).replace('_', "-")), ""))
    };
    Licence::ALL.iter().map(choice).collect()
}

fn standing(details: &Details) -> Description {
    Description { texts: details.texts.clone(), credit: details.credit.clone(), decorative: details.decorative, licence: None, focus: None }
}

/// POST `/desk/media/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let languages = site::identity(&mut tx).await?.languages;
    drop(tx);
    let said = |language: &String| Said {
        alt: fields.get(&format!("alt.{language}")).to_owned(),
        caption: fields.get(&format!("caption.{language}")).to_owned(),
    };
    let given = languages.iter().filter(|language| fields.has(&format!("alt.{language}")));
    let description = Description {
        texts: given.map(|language| (language.clone(), said(language))).collect(),
        credit: fields.get("credit").to_owned(),
        decorative: fields.has("decorative"),
        licence: fields.has("licence").then(|| Licence::parse(fields.get("licence"))),
        focus: if fields.has("focus_x") { Some(focus(&fields)) } else { None },
    };
    match or_problems(media::describe(&web.app, &desk.actor(), id, description.clone()).await)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(&format!("{HOME}/{id}"), "media-saved"))
        }
        Err(problems) => page(&web, &desk, id, Some(description), (false, by_field(&web, &desk, &problems))).await,
    }
}

/// The two numbers of the crop's point; what is none is refused with the rest of what is out of bounds.
fn focus(fields: &Fields) -> (u8, u8) {
    let part = |name: &str| fields.get(name).trim().parse().unwrap_or(u8::MAX);
    (part("focus_x"), part("focus_y"))
}

/// Problems by field; those of none stand under `form`.
pub fn by_field(web: &Web, desk: &Desk, problems: &[Problem]) -> BTreeMap<String, String> {
    let field = |problem: &Problem| if problem.field.is_empty() { "form".to_owned() } else { problem.field.to_owned() };
    problems.iter().map(|problem| (field(problem), web.text(&desk.language, problem.key, &problem.value))).collect()
}

/// POST `/desk/media/{id}/replace`: another file in its place.
pub async fn replace(State(web): State<Web>, Path(id): Path<Id>, mut form: PostedFiles) -> Result<Response, Failure> {
    let sent = form.next().await?;
    while form.next().await?.is_some() {}
    let desk = form.desk.clone();
    let replaced = match sent {
        None => Err(newsroom::Error::invalid("file", "problem-file-missing")),
        Some(sent) if sent.arriving.is_some() => Err(newsroom::Error::invalid("file", "problem-file-no-picture")),
        Some(sent) if sent.too_long => Err(newsroom::Error::invalid("file", "problem-file-large")),
        Some(sent) => media::replace(&web.app, &desk.actor(), id, &super::bare(&sent.name), sent.bytes).await,
    };
    match or_problems(replaced)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(&format!("{HOME}/{id}"), "media-replaced"))
        }
        Err(problems) => page(&web, &desk, id, None, (false, by_field(&web, &desk, &problems))).await,
    }
}

/// POST `/desk/media/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    match or_problems(media::delete(&web.app, &desk.actor(), id).await)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(HOME, "deleted"))
        }
        Err(problems) => {
            let sentence = problems.first().map(|problem| web.text(&desk.language, problem.key, &problem.value)).unwrap_or_default();
            page(&web, &desk, id, None, (false, BTreeMap::from([("form".to_owned(), sentence)]))).await
        }
    }
}
