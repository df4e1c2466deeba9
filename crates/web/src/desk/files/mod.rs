//! Documents and sounds of the library (PDF, MP3): the list, brought by a form or by the editor.

pub mod one;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::media::{self, FileKind, Filter, Listed, Taken, Words};
use newsroom::{Id, Problem, Tx, site};
use serde::Deserialize;
use serde_json::{Value, json};
use theme::desk::Here;
use theme::desk::files::{FileItem, FileList};
use theme::desk::media::Refused;

use super::forms::or_problems;
use super::media::{bare, one::size};
use crate::guard::{Desk, PostedFiles, Sent};
use crate::web::encode_value;
use crate::{Failure, Web, done};

const HOME: &str = "/desk/files";
/// Files on a page of the list.
const ON_A_PAGE: usize = 48;

/// What a list asks for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    words: String,
    after: Option<Id>,
}

/// A page of the list, and the number after which the next one begins.
async fn page_of(tx: &mut Tx, desk: &Desk, asked: &Asked) -> Result<(Vec<Listed>, Option<Id>), Failure> {
    let main = site::main_language(tx).await?;
    let filter = Filter { words: asked.words.clone(), without_alt: false, files: true };
    let limit = i64::try_from(ON_A_PAGE + 1).map_err(Failure::broken)?;
    let after = asked.after.map(media::Mark::of_id);
    let mut listed = media::list(tx, &filter, after, limit, (desk.language.as_str(), &main)).await?;
    let more = listed.len() > ON_A_PAGE;
    listed.truncate(ON_A_PAGE);
    let last = listed.last().filter(|_| more).map(|one| one.id);
    Ok((listed, last))
}

/// "PDF, 2,4 Mo"
fn facts(web: &Web, desk: &Desk, kind: FileKind, bytes: u64) -> String {
    format!("{}, {}", kind.extension().to_uppercase(), size(web, desk, bytes))
}

fn item(web: &Web, desk: &Desk, one: Listed) -> FileItem {
    FileItem {
        href: format!("{HOME}/{}", one.id),
        sound: one.file == Some(FileKind::Mp3),
        facts: one.file.map(|kind| facts(web, desk, kind, one.bytes)).unwrap_or_default(),
        title: if one.caption.is_empty() { one.name.clone() } else { one.caption },
        name: one.name,
        credit: one.credit,
        public: one.public,
    }
}

fn query(words: &str, after: Option<Id>) -> String {
    let words = Some(words).filter(|words| !words.is_empty()).map(|words| format!("words={}", encode_value(words)));
    let parts: Vec<String> = words.into_iter().chain(after.map(|id| format!("after={id}"))).collect();
    if parts.is_empty() { HOME.to_owned() } else { format!("{HOME}?{}", parts.join("&")) }
}

async fn page(web: &Web, desk: &Desk, asked: &Asked, refused: Vec<Refused>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let (listed, after) = page_of(&mut tx, desk, asked).await?;
    drop(tx);
    let failed = !refused.is_empty();
    let context = FileList {
        frame: desk.frame(web, Here::Media).await?,
        words: asked.words.clone(),
        items: listed.into_iter().map(|one| item(web, desk, one)).collect(),
        older_href: after.map(|after| query(&asked.words, Some(after))),
        first_href: asked.after.map(|_| query(&asked.words, None)),
        refused,
    };
    let page = web.desk_page("desk/files/list.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// GET `/desk/files`
pub async fn list(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    page(&web, &desk, &asked, Vec::new()).await
}

/// One file as the editor reads it. Its number is a text: it may be larger than a JavaScript number holds.
fn for_editor(web: &Web, desk: &Desk, one: &Listed) -> Value {
    json!({
        "id": one.id.to_string(),
        "src": one.src,
        "name": one.name,
        "caption": one.caption,
        "credit": one.credit,
        "sound": one.file == Some(FileKind::Mp3),
        "facts": one.file.map(|kind| facts(web, desk, kind, one.bytes)).unwrap_or_default(),
    })
}

/// GET `/desk/files.json`: the same for the editor's dialog.
pub async fn list_json(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let (listed, after) = page_of(&mut tx, &desk, &asked).await?;
    let items: Vec<_> = listed.iter().map(|one| for_editor(&web, &desk, one)).collect();
    Ok(Json(json!({ "items": items, "after": after.map(|id| id.to_string()) })).into_response())
}

/// Takes one file; the inner error says why it is refused.
async fn take(web: &Web, desk: &Desk, sent: Sent) -> Result<Result<Taken, Problem>, Failure> {
    let Some(arriving) = sent.arriving else {
        return Ok(Err(Problem::new("file", refusal(&sent))));
    };
    let mut tx = web.app.read().await?;
    let words = Words { language: site::main_language(&mut tx).await?, ..Words::default() };
    drop(tx);
    let taken = media::take_file(&web.app, &desk.actor(), &bare(&sent.name), arriving, &words).await;
    Ok(or_problems(taken)?.map_err(|problems| problems.into_iter().next().unwrap_or(Problem::new("file", "problem-file-other"))))
}

/// Why what was sent is no document and no sound.
fn refusal(sent: &Sent) -> &'static str {
    match sent {
        Sent { too_long: true, .. } => "problem-file-larger",
        Sent { bytes, .. } if bytes.is_empty() => "problem-file-empty",
        _ => "problem-file-other",
    }
}

/// POST `/desk/files`: one or several files. The editor sends one and gets JSON.
pub async fn upload(State(web): State<Web>, mut form: PostedFiles) -> Result<Response, Failure> {
    let (mut taken, mut refused): (Vec<Taken>, Vec<Refused>) = (Vec::new(), Vec::new());
    let reason = |form: &PostedFiles, key: &str| web.text(&form.desk.language, key, "");
    loop {
        let sent = match form.next().await {
            Ok(Some(sent)) => sent,
            Ok(None) => break,
            Err(Failure::TooLarge) if !form.json => {
                refused.push(Refused { name: String::new(), reason: reason(&form, "problem-upload-large") });
                break;
            }
            Err(failure) => return Err(failure),
        };
        let name = bare(&sent.name);
        match take(&web, &form.desk, sent).await? {
            Ok(one) => taken.push(one),
            Err(problem) => refused.push(Refused { name, reason: reason(&form, problem.key) }),
        }
    }
    if taken.is_empty() && refused.is_empty() {
        refused.push(Refused { name: String::new(), reason: reason(&form, "problem-file-missing") });
    }
    if form.json {
        return answer(&web, &form.desk, &taken, &refused).await;
    }
    match (taken.as_slice(), refused.is_empty()) {
        (_, false) => page(&web, &form.desk, &Asked::default(), refused).await,
        ([one], true) => Ok(done(&format!("{HOME}/{}", one.id), if one.new { "file-taken" } else { "file-known" })),
        _ => Ok(Redirect::to(&format!("{HOME}?said=files-taken")).into_response()),
    }
}

/// The answer to an upload by a script: the file that was taken, else 422 with the reason in the desk's language.
async fn answer(web: &Web, desk: &Desk, taken: &[Taken], refused: &[Refused]) -> Result<Response, Failure> {
    let Some(one) = taken.first() else {
        let reasons: Vec<&str> = refused.iter().map(|refused| refused.reason.as_str()).collect();
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "message": reasons.join(" ") }))).into_response());
    };
    let mut tx = web.app.read().await?;
    let main = site::main_language(&mut tx).await?;
    let found = media::one(&mut tx, one.id, (desk.language.as_str(), &main)).await?.ok_or(Failure::NotFound)?;
    Ok(Json(for_editor(web, desk, &found)).into_response())
}
