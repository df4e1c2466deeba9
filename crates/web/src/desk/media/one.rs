//! One picture: what it shows, in each language; where it is used; taking it away.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::accounts::Right;
use newsroom::media::{self, Description, Details, Place, Said};
use newsroom::{Id, site};
use theme::desk::Here;
use theme::desk::media::{MediaPage, MediaPlace, MediaText};

use super::{HOME, json};
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Posted};
use crate::site::frame::language_name;
use crate::site::pictures;
use crate::{Failure, Web, done};

/// GET `/desk/media/{id}`, and for the editor `/desk/media/{id}.json`
pub async fn show(State(web): State<Web>, desk: Desk, Path(name): Path<String>) -> Result<Response, Failure> {
    if let Some(id) = name.strip_suffix(".json") {
        let id: Id = id.parse().map_err(|_| Failure::NotFound)?;
        let mut tx = web.app.read().await?;
        let main = site::main_language(&mut tx).await?;
        let found = media::one(&mut tx, id, (desk.language.as_str(), &main)).await?.ok_or(Failure::NotFound)?;
        return Ok(Json(json::picture(&found)).into_response());
    }
    let id = name.parse().map_err(|_| Failure::NotFound)?;
    page(&web, &desk, id, None, BTreeMap::new()).await
}

/// The size of a file for people: "2,4 Mo".
fn size(web: &Web, desk: &Desk, bytes: i64) -> String {
    let (tenths, key) = if bytes < 1_000_000 { (bytes / 100, "media-kilobytes") } else { (bytes / 100_000, "media-megabytes") };
    let sign = if desk.language.as_str().starts_with("en") { '.' } else { ',' };
    web.text(
        &desk.language,
        key,
        &if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{}{sign}{}", tenths / 10, tenths % 10) },
    )
}

fn kind_of(content_type: &str) -> String {
    match content_type {
        "image/webp" => "WebP".to_owned(),
        other => other.rsplit('/').next().unwrap_or(other).to_uppercase(),
    }
}

fn place(place: Place) -> MediaPlace {
    let shown = |kind: &str, href: String, label: String, lang: String| MediaPlace { kind: kind.to_owned(), href, label, lang };
    match place {
        Place::Article { id, headline, language, public } => {
            shown(if public { "article" } else { "draft" }, format!("/desk/articles/{id}"), headline, language)
        }
        Place::Portrait { id, name } => shown("portrait", format!("/desk/contributors/{id}"), name, String::new()),
        Place::StaticPage { id, title } => shown("page", format!("/desk/pages/{id}"), title, String::new()),
        Place::Logo => shown("logo", "/desk/settings".to_owned(), String::new(), String::new()),
    }
}

async fn page(web: &Web, desk: &Desk, id: Id, typed: Option<Description>, errors: BTreeMap<String, String>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let details = media::details(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let places = media::places(&mut tx, id).await?;
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
    let context = MediaPage {
        frame: desk.frame(web, Here::Media).await?,
        id: id.to_string(),
        src: shown.src,
        webp: shown.webp,
        width: shown.width,
        height: shown.height,
        alt: shown.alt,
        facts: format!("{}, {}, {} × {}", kind_of(&details.content_type), size(web, desk, details.bytes), details.width, details.height),
        created: theme::dates::full_time(details.created_at, &identity.zone, &desk.language).map_err(Failure::broken)?,
        rights: details.rights,
        name: details.name,
        texts: texts.collect(),
        credit: said.credit,
        decorative: said.decorative,
        places: places.into_iter().map(place).collect(),
        may_delete: desk.role.may(Right::Publish),
        errors,
    };
    let page = web.desk_page("desk/media/one.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

fn standing(details: &Details) -> Description {
    Description { texts: details.texts.clone(), credit: details.credit.clone(), decorative: details.decorative }
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
    };
    let number = media::describe(&web.app, &desk.actor(), id, description).await?;
    web.published(number).await;
    Ok(done(&format!("{HOME}/{id}"), "media-saved"))
}

/// POST `/desk/media/{id}/delete`
pub async fn delete(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
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
