//! The working copy for the editor: its autosave, what stands on the server, and who else is there.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::articles::{self, Autosaved, Content, Revise, Saved, WorkingCopy};
use newsroom::{Id, presence};
use serde_json::{Map, Value, json};

use super::edit::{load, who, words};
use super::fields;
use crate::guard::{Desk, Fields, PostedJson};
use crate::{Failure, Web};

/// GET `/desk/articles/{id}/working-copy`: what stands on the server, and the secret of this session (after signing in again).
pub async fn show(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    let (_, copy) = load(&web, id).await?;
    let number = copy.number.to_string();
    Ok(Json(json!({ "number": number, "csrf": desk.csrf, "fields": fields::map(&copy.content) })).into_response())
}

/// PUT `/desk/articles/{id}/working-copy`: the editor's autosave. Someone else's newer text is merged with it where the editor says
/// from which text (`from`) it went on; 409 brings the other text, when both altered the same place or `from` is missing.
pub async fn autosave(
    State(web): State<Web>,
    Path(id): Path<Id>,
    PostedJson { desk, value }: PostedJson<Map<String, Value>>,
) -> Result<Response, Failure> {
    let (_, copy) = load(&web, id).await?;
    let fields = read(&value);
    let base = fields.get("base").parse().unwrap_or(0);
    let content = fields::content(&fields, &copy.content);
    let Some(from) = value.get("from").and_then(Value::as_object) else {
        return match articles::autosave(&web.app, &desk.actor(), id, base, content).await? {
            Autosaved::Kept(number) => kept(&web, &desk, number, None).await,
            Autosaved::Conflict(theirs) => conflict(&web, &desk, &theirs, 0).await,
        };
    };
    let from = fields::content(&read(from), &copy.content);
    match articles::save_from(&web.app, &desk.actor(), id, (base, Some(from)), content, Revise::NowAndThen).await? {
        Saved::Kept(number) => kept(&web, &desk, number, None).await,
        Saved::Merged(number, content) => kept(&web, &desk, number, Some(&content)).await,
        Saved::Conflict(merge, theirs) => conflict(&web, &desk, &theirs, merge.conflicts()).await,
    }
}

async fn kept(web: &Web, desk: &Desk, number: i64, merged: Option<&Content>) -> Result<Response, Failure> {
    let mut answer = json!({ "number": number.to_string(), "saved_at": words(web, desk, web.app.now()).await? });
    if let (Some(content), Some(answer)) = (merged, answer.as_object_mut()) {
        answer.insert("fields".to_owned(), json!(fields::map(content)));
    }
    Ok(Json(answer).into_response())
}

async fn conflict(web: &Web, desk: &Desk, theirs: &WorkingCopy, conflicts: usize) -> Result<Response, Failure> {
    let body = json!({
        "number": theirs.number.to_string(),
        "saved_by": who(web, theirs.saved_by).await?,
        "saved_at": words(web, desk, theirs.saved_at).await?,
        "fields": fields::map(&theirs.content),
        "conflicts": conflicts,
    });
    Ok((StatusCode::CONFLICT, Json(body)).into_response())
}

fn read(values: &Map<String, Value>) -> Fields {
    values.iter().flat_map(|(name, value)| texts(value).into_iter().map(|text| (name.clone(), text))).collect()
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.replace("\r\n", "\n")],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// POST `/desk/articles/{id}/presence`: a window tells that it is here (or has been closed), and learns who else is, and of a newer text.
pub async fn presence(
    State(web): State<Web>,
    Path(id): Path<Id>,
    PostedJson { desk, value }: PostedJson<Map<String, Value>>,
) -> Result<Response, Failure> {
    let (_, copy) = load(&web, id).await?;
    let fields = read(&value);
    let window = fields.get("window");
    if fields.has("left") {
        presence::left(&web.app, &desk.actor(), id, window).await?;
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    presence::here(&web.app, &desk.actor(), id, window, fields.get("place")).await?;
    let mut tx = web.app.read().await?;
    let others = presence::others(&mut tx, id, window, web.app.now()).await?;
    drop(tx);
    let others: Vec<Value> = others
        .iter()
        .map(|one| json!({ "name": one.name, "own": one.account == desk.account.id, "place": one.place, "where": place(&web, &desk, &one.place) }))
        .collect();
    Ok(Json(json!({ "number": copy.number.to_string(), "others": others })).into_response())
}

/// The others who are in the article now: names, and where they are. One's own further windows are not told here.
pub(super) async fn present(web: &Web, desk: &Desk, id: Id) -> Result<Vec<(String, String)>, Failure> {
    let mut tx = web.app.read().await?;
    let others = presence::others(&mut tx, id, "", web.app.now()).await?;
    let mut all = BTreeMap::new();
    for one in others.iter().filter(|one| one.account != desk.account.id) {
        all.insert(one.name.clone(), place(web, desk, &one.place));
    }
    Ok(all.into_iter().collect())
}

/// A place in words: a field's label, or the paragraph of the text; empty for none known.
fn place(web: &Web, desk: &Desk, place: &str) -> String {
    if let Some(paragraph) = place.strip_prefix("body:") {
        return paragraph.parse::<usize>().map_or_else(|_| String::new(), |number| web.count(&desk.language, "together-paragraph", number));
    }
    super::parts::label(web, desk, place)
}
