//! Articles by words, as JSON: for the editor's links to the site's own articles.

use axum::Json;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use newsroom::articles::{self, DeskFilter};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::guard::Desk;
use crate::site::frame::language_name;
use crate::{Failure, Web};

/// Articles in an answer.
const ANSWERED: i64 = 20;

/// What is searched for: words, or one article by its number.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    words: String,
    id: Option<newsroom::Id>,
}

/// GET `/desk/articles/find?words=…` or `?id=…`
pub async fn json(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let found = newsroom::indexing::at_desk(&web.app, &asked.words).await?;
    let mut tx = web.app.read().await?;
    let item = |id: newsroom::Id, headline: &str, language: &str, state: &str| {
        let state = web.text(&desk.language, &format!("state-{state}"), "");
        json!({ "id": id.to_string(), "headline": headline, "language": language, "about": format!("{}, {state}", language_name(language)) })
    };
    let items: Vec<Value> = match asked.id {
        Some(id) => {
            let found = articles::article(&mut tx, id).await?;
            let seen = |one: &&articles::Article| one.state() == articles::State::Published || desk.reach(one) > articles::Reach::Nothing;
            found.iter().filter(seen).map(|one| item(one.id, &one.headline, &one.language, one.state().as_str())).collect()
        }
        None => {
            let wanted = language::fold_simple(&asked.words);
            let filter = DeskFilter { words: asked.words, found, of: desk.sees_only(), or_published: true, ..DeskFilter::default() };
            let mut rows = articles::desk_list(&mut tx, &filter, None, ANSWERED).await?;
            // A name is found in every script and in texts that only mention it: what one reads oneself stands first, and headlines.
            rows.sort_by_key(|row| (row.language != desk.language.as_str(), !has(&row.headline, &wanted)));
            rows.iter().map(|row| item(row.id, &row.headline, &row.language, &row.state)).collect()
        }
    };
    Ok(Json(json!({ "items": items })).into_response())
}

/// Whether a headline has all the words, folded.
fn has(headline: &str, words: &str) -> bool {
    let headline = language::fold_simple(headline);
    words.split_whitespace().all(|word| headline.contains(word))
}
