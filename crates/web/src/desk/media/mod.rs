//! The media library: pictures in a grid, brought by a form or by the editor.

pub mod choose;
pub mod elsewhere;
mod field;
mod json;
pub mod one;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::accounts::Right;
use newsroom::media::{self, COUNTED, Filter, Listed, Mark, Taken, Words};
use newsroom::{Id, Problem, Tx, site};
use serde::Deserialize;
use serde_json::json;
use theme::desk::Here;
use theme::desk::articles::Choice;
use theme::desk::media::{MediaItem, MediaList, Refused};

use super::forms::or_problems;
use crate::guard::{Desk, Posted, PostedFiles, Sent};
use crate::site::frame::language_name;
use crate::web::encode_value;
use crate::{Failure, Web, done};

pub use field::{name_after, read as read_fields, standing};

const HOME: &str = "/desk/media";
/// Pictures on a page of the grid.
const ON_A_PAGE: usize = 48;

/// What a grid asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    words: String,
    missing: String,
    language: String,
    after: String,
}

fn mark(text: &str) -> Option<Mark> {
    let mut parts = text.split('-');
    let mut number = || parts.next()?.parse::<i64>().ok();
    Some(Mark { rank: number()?, shown_at: number()?, id: number()? })
}

/// A page of the grid, and what `after` asks for the next one.
async fn grid(tx: &mut Tx, desk: &Desk, asked: &Asked) -> Result<(Vec<Listed>, Option<String>), Failure> {
    let main = site::main_language(tx).await?;
    let filter = Filter { words: asked.words.clone(), without_alt: !asked.missing.is_empty(), files: false };
    let limit = i64::try_from(ON_A_PAGE + 1).map_err(Failure::broken)?;
    let mut listed = media::list(tx, &filter, mark(&asked.after), limit, (desk.language.as_str(), &main)).await?;
    let more = listed.len() > ON_A_PAGE;
    listed.truncate(ON_A_PAGE);
    let last = listed.last().filter(|_| more).map(Listed::mark);
    Ok((listed, last.map(|mark| format!("{}-{}-{}", mark.rank, mark.shown_at, mark.id))))
}

fn query(path: &str, asked: &Asked, after: &str) -> String {
    let parts = [("words", asked.words.as_str()), ("missing", &asked.missing), ("language", &asked.language), ("after", after)];
    let given = parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", encode_value(value)));
    let given = given.collect::<Vec<_>>().join("&");
    if given.is_empty() { path.to_owned() } else { format!("{path}?{given}") }
}

/// A picture as a grid shows it.
fn item(picture: Listed) -> MediaItem {
    MediaItem {
        id: picture.id.to_string(),
        href: format!("{HOME}/{}", picture.id),
        size: format!("{} × {}", picture.width, picture.height),
        missing: picture.is_missing_alt(),
        thumbnail: picture.thumbnail,
        name: picture.name,
        alt: picture.alt,
        caption: picture.caption,
        credit: picture.credit,
        public: picture.public,
        home: picture.home,
    }
}

async fn page(web: &Web, desk: &Desk, asked: &Asked, taken: &[Id], refused: Vec<Refused>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let main = identity.main_language().to_owned();
    let (listed, older) = grid(&mut tx, desk, asked).await?;
    let (missing_public, missing) = media::count_missing_alt(&mut tx).await?;
    let alt_language = if identity.languages.contains(&asked.language) { asked.language.clone() } else { main.clone() };
    let choice = |tag: &String| Choice { chosen: *tag == alt_language, ..Choice::new(tag, language_name(tag)) };
    let alt_languages = if identity.languages.len() > 1 { identity.languages.iter().map(choice).collect() } else { Vec::new() };
    let fresh = media::these(&mut tx, taken, (desk.language.as_str(), &main)).await?;
    drop(tx);
    let failed = !refused.is_empty();
    let context = MediaList {
        frame: desk.frame(web, Here::Media).await?,
        words: asked.words.clone(),
        without_alt: !asked.missing.is_empty(),
        missing,
        missing_public,
        missing_more: missing == COUNTED,
        alt_language,
        alt_languages,
        may_say_alts: desk.role.may(Right::WriteAll),
        here: query(HOME, asked, &asked.after),
        items: listed.into_iter().map(item).collect(),
        older_href: older.map(|after| query(HOME, asked, &after)),
        first_href: (!asked.after.is_empty()).then(|| query(HOME, asked, "")),
        taken: fresh.into_iter().map(item).collect(),
        refused,
    };
    let page = web.desk_page("desk/media/list.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// GET `/desk/media`
pub async fn list(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    page(&web, &desk, &asked, &[], Vec::new()).await
}

/// POST `/desk/media/alts`: what the pictures of the list show, all at once.
pub async fn say(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::WriteAll)?;
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    drop(tx);
    let language = Some(fields.get("language")).filter(|tag| identity.languages.iter().any(|one| one == tag));
    let language = language.unwrap_or(identity.main_language());
    let given = fields.all("picture").into_iter().filter_map(|id| id.parse::<Id>().ok());
    let said: Vec<(Id, String, bool)> = given
        .map(|id| (id, fields.get(&format!("alt.{id}")).to_owned(), fields.has(&format!("decorative.{id}"))))
        .filter(|(_, alt, decorative)| *decorative || !alt.trim().is_empty())
        .collect();
    let (written, number) = media::say_alts(&web.app, &desk.actor(), language, &said).await?;
    web.published(number).await;
    // What was done leaves the list; the next ones are at its beginning.
    let asked = Asked {
        words: fields.get("words").to_owned(),
        missing: "1".to_owned(),
        language: fields.get("language").to_owned(),
        ..Asked::default()
    };
    let said = if written == 0 { "media-alts-none" } else { "media-alts-saved" };
    Ok(done(&query(HOME, &asked, ""), said))
}

/// GET `/desk/media.json`: the same for the editor's dialog.
pub async fn list_json(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let (listed, after) = grid(&mut tx, &desk, &asked).await?;
    let items: Vec<_> = listed.iter().map(json::picture).collect();
    Ok(Json(json!({ "items": items, "after": after })).into_response())
}

/// The last part of a file's name: some browsers send its folder too.
pub(super) fn bare(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}

/// Takes one file into the library; the inner error says why it is refused.
pub async fn take(web: &Web, desk: &Desk, sent: Sent, words: &Words) -> Result<Result<Taken, Problem>, Failure> {
    if sent.arriving.is_some() {
        return Ok(Err(Problem::new("file", "problem-file-no-picture")));
    }
    if sent.too_long {
        return Ok(Err(Problem::new("file", "problem-file-large")));
    }
    let taken = media::upload(&web.app, &desk.actor(), &bare(&sent.name), sent.bytes, words).await;
    Ok(or_problems(taken)?.map_err(|problems| problems.into_iter().next().unwrap_or(Problem::new("file", "problem-file-kind"))))
}

async fn nothing_said(web: &Web) -> Result<Words, Failure> {
    let mut tx = web.app.read().await?;
    Ok(Words { language: site::main_language(&mut tx).await?, ..Words::default() })
}

/// POST `/desk/media`: one or several files. The editor sends one and gets JSON.
pub async fn upload(State(web): State<Web>, mut form: PostedFiles) -> Result<Response, Failure> {
    let words = nothing_said(&web).await?;
    let (mut taken, mut refused): (Vec<Taken>, Vec<Refused>) = (Vec::new(), Vec::new());
    loop {
        let sent = match form.next().await {
            Ok(Some(sent)) => sent,
            Ok(None) => break,
            Err(Failure::TooLarge) if !form.json => {
                let reason = web.text(&form.desk.language, "problem-upload-large", "");
                refused.push(Refused { name: String::new(), reason });
                break;
            }
            Err(failure) => return Err(failure),
        };
        let name = bare(&sent.name);
        match take(&web, &form.desk, sent, &words).await? {
            Ok(one) => taken.push(one),
            Err(problem) => refused.push(Refused { name, reason: web.text(&form.desk.language, problem.key, &problem.value) }),
        }
    }
    if taken.is_empty() && refused.is_empty() {
        refused.push(Refused { name: String::new(), reason: web.text(&form.desk.language, "problem-file-missing", "") });
    }
    if form.json {
        return json::uploaded(&web, &form.desk, &taken, &refused).await;
    }
    let ids: Vec<Id> = taken.iter().map(|one| one.id).collect();
    match (taken.as_slice(), refused.is_empty()) {
        (_, false) => page(&web, &form.desk, &Asked::default(), &ids, refused).await,
        ([one], true) if one.new => Ok(done(&format!("{HOME}/{}", one.id), "media-taken")),
        ([one], true) => Ok(done(&format!("{HOME}/{}", one.id), "media-known")),
        _ => Ok(Redirect::to(&format!("{HOME}?said=media-taken-all")).into_response()),
    }
}
