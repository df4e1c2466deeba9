//! The translations of an article: seen, begun, joined, left; and its own language while readers have not seen it.

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::articles::{self, DeskFilter};
use newsroom::{Id, site};
use serde::Deserialize;
use theme::desk::{Candidate, Here, Relative, Translations};

use super::languages;
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Posted};
use crate::site::frame::language_name;
use crate::{Failure, Web, done};

/// Articles offered at once.
const OFFERED: usize = 20;

/// What is searched for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    words: String,
}

fn relative(id: Id, headline: String, language: String, state: String) -> Relative {
    Relative { href: format!("/desk/articles/{id}"), language_name: language_name(&language), headline, language, state }
}

async fn show(web: &Web, desk: &Desk, id: Id, words: &str, error: String) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let article = articles::article(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let of_site = site::identity(&mut tx).await?.languages;
    let family = articles::relatives(&mut tx, article.family).await?;
    let filter = DeskFilter { words: words.to_owned(), of: desk.sees_only(), ..DeskFilter::default() };
    let found = articles::desk_list(&mut tx, &filter, None, 200).await?;
    drop(tx);
    let others = family.iter().filter(|one| one.id != id);
    let is_new = |row: &articles::DeskRow| row.language != article.language && !family.iter().any(|one| one.id == row.id);
    let missing: Vec<String> = of_site.iter().filter(|tag| !family.iter().any(|one| one.language == **tag)).cloned().collect();
    let choices = if article.first_published_at.is_none() { of_site } else { vec![article.language.clone()] };
    let context = Translations {
        frame: desk.frame(web, Here::Articles).await?,
        id: id.to_string(),
        headline: copy.content.headline,
        relatives: others.map(|one| relative(one.id, one.headline.clone(), one.language.clone(), one.state.clone())).collect(),
        missing: languages(&missing, ""),
        languages: languages(&choices, &article.language),
        words: words.to_owned(),
        candidates: found
            .into_iter()
            .filter(is_new)
            .take(OFFERED)
            .map(|row| Candidate { id: row.id.to_string(), article: relative(row.id, row.headline, row.language, row.state) })
            .collect(),
        language: article.language,
        error,
    };
    let failed = !context.error.is_empty();
    let page = web.desk_page("desk/articles/translations.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// GET `/desk/articles/{id}/translations`
pub async fn page(State(web): State<Web>, desk: Desk, Path(id): Path<Id>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    show(&web, &desk, id, &asked.words, String::new()).await
}

/// POST `/desk/articles/{id}/translations`: the pressed button says which act.
pub async fn act(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let actor = desk.actor();
    let here = format!("/desk/articles/{id}/translations");
    let outcome = match fields.get("action") {
        "begin" => articles::translate(&web.app, &actor, id, fields.get("language"))
            .await
            .map(|made| (format!("/desk/articles/{made}"), "translation-begun")),
        "join" => {
            let other = fields.get("other").parse().map_err(|_| Failure::NotFound)?;
            articles::join_family(&web.app, &actor, id, other).await.map(|_| (here, "translation-joined"))
        }
        "leave" => articles::leave_family(&web.app, &actor, id).await.map(|_| (here, "translation-left")),
        "language" => articles::set_language(&web.app, &actor, id, fields.get("language")).await.map(|()| (here, "article-language")),
        _ => return Err(Failure::NotFound),
    };
    match or_problems(outcome)? {
        Ok((to, said)) => Ok(done(&to, said)),
        Err(problems) => {
            let sentences: Vec<String> = problems.iter().map(|one| web.text(&desk.language, one.key, &one.value)).collect();
            show(&web, &desk, id, "", sentences.join(" ")).await
        }
    }
}
