//! One document or sound: what it is called, in each language; where it is used; another file in its place; taking it away.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::accounts::Right;
use newsroom::media::{self, Description, FileKind, Licence, Said};
use newsroom::{Id, site};
use theme::desk::Here;
use theme::desk::files::{FilePage, FileText};

use super::{HOME, bare, facts, for_editor, refusal};
use crate::desk::forms::or_problems;
use crate::desk::media::one::{by_field, licences, place, seen};
use crate::guard::{Desk, Posted, PostedFiles};
use crate::site::frame::language_name;
use crate::{Failure, Web, done};

/// GET `/desk/files/{id}`, and for the editor `/desk/files/{id}.json`
pub async fn show(State(web): State<Web>, desk: Desk, Path(name): Path<String>) -> Result<Response, Failure> {
    if let Some(id) = name.strip_suffix(".json") {
        let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
        let mut tx = web.app.read().await?;
        let main = site::main_language(&mut tx).await?;
        let found = media::one(&mut tx, id, (desk.language.as_str(), &main)).await?;
        let found = found.filter(|one| one.file.is_some()).ok_or(Failure::NotFound)?;
        return Ok(Json(for_editor(&web, &desk, &found)).into_response());
    }
    page(&web, &desk, name.parse().map_err(|_| Failure::NotFound)?, None, BTreeMap::new()).await
}

async fn page(web: &Web, desk: &Desk, id: Id, typed: Option<Description>, errors: BTreeMap<String, String>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let main = identity.main_language().to_owned();
    let kind = media::file_kind(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let details = media::details(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let places = media::places(&mut tx, id).await?;
    let reach = media::reach(&mut tx, (desk.role, desk.account.id), id, &places).await?;
    let (places, hidden) = seen(&mut tx, desk, places).await?;
    let shown = media::one(&mut tx, id, (desk.language.as_str(), &main)).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    let failed = !errors.is_empty();
    let licence = typed.as_ref().and_then(|typed| typed.licence).unwrap_or(details.licence);
    let (texts, credit) = typed.map_or((details.texts, details.credit), |typed| (typed.texts, typed.credit));
    let text = |language: &String| FileText {
        language: language.clone(),
        label: if identity.languages.len() > 1 { language_name(language) } else { String::new() },
        title: texts.get(language).map(|said| said.caption.clone()).unwrap_or_default(),
    };
    let created = theme::dates::full_time(details.created_at, &identity.zone, &desk.language).map_err(Failure::broken)?;
    let context = FilePage {
        frame: desk.frame(web, Here::Media).await?,
        id: id.to_string(),
        title: if shown.caption.is_empty() { details.name.clone() } else { shown.caption },
        name: details.name,
        src: shown.src,
        sound: kind == FileKind::Mp3,
        accept: kind.media_type().to_owned(),
        facts: facts(web, desk, kind, shown.bytes),
        created,
        texts: identity.languages.iter().map(text).collect(),
        credit,
        licences: licences(web, desk, licence),
        places: places.into_iter().map(place).collect(),
        hidden_places: hidden,
        may_describe: reach.describe,
        may_replace: reach.replace,
        may_delete: desk.role.may(Right::Curate),
        errors,
    };
    let page = web.desk_page("desk/files/one.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// POST `/desk/files/{id}`
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let languages = site::identity(&mut tx).await?.languages;
    media::file_kind(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    drop(tx);
    let said = |language: &String| Said { alt: String::new(), caption: fields.get(&format!("title.{language}")).to_owned() };
    let given = languages.iter().filter(|language| fields.has(&format!("title.{language}")));
    let description = Description {
        texts: given.map(|language| (language.clone(), said(language))).collect(),
        credit: fields.get("credit").to_owned(),
        licence: fields.has("licence").then(|| Licence::parse(fields.get("licence"))),
        ..Description::default()
    };
    match or_problems(media::describe(&web.app, &desk.actor(), id, description.clone()).await)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(&format!("{HOME}/{id}"), "media-saved"))
        }
        Err(problems) => page(&web, &desk, id, Some(description), by_field(&web, &desk, &problems)).await,
    }
}

/// POST `/desk/files/{id}/replace`: another file in its place.
pub async fn replace(State(web): State<Web>, Path(id): Path<Id>, mut form: PostedFiles) -> Result<Response, Failure> {
    let sent = form.next().await?;
    while form.next().await?.is_some() {}
    let desk = form.desk.clone();
    let replaced = match sent {
        None => Err(newsroom::Error::invalid("file", "problem-file-missing")),
        Some(mut sent) => match sent.arriving.take() {
            Some(arriving) => media::replace_file(&web.app, &desk.actor(), id, &bare(&sent.name), arriving).await,
            None => {
                media::may_replace(&web.app, &desk.actor(), id).await?;
                Err(newsroom::Error::invalid("file", refusal(&sent)))
            }
        },
    };
    match or_problems(replaced)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(&format!("{HOME}/{id}"), "media-replaced"))
        }
        Err(problems) => page(&web, &desk, id, None, by_field(&web, &desk, &problems)).await,
    }
}

/// POST `/desk/files/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    match or_problems(media::delete(&web.app, &desk.actor(), id).await)? {
        Ok(number) => {
            web.published(number).await;
            Ok(done(HOME, "deleted"))
        }
        Err(problems) => {
            let sentence = problems.first().map(|problem| web.text(&desk.language, problem.key, &problem.value)).unwrap_or_default();
            page(&web, &desk, id, None, BTreeMap::from([("form".to_owned(), sentence)])).await
        }
    }
}
