//! Saved revisions: seen, and taken back as the text being written.

use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::Id;
use newsroom::articles::{self, Autosaved};
use theme::desk::Here;
use theme::desk::articles::ShowRevision;

use super::edit::{who, words};
use crate::guard::{Desk, Posted};
use crate::{Failure, Web, done};

/// GET `/desk/articles/{id}/revisions/{revision}`
pub async fn page(State(web): State<Web>, desk: Desk, Path((id, revision)): Path<(Id, Id)>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let article = articles::article(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let found = articles::revision(&mut tx, revision).await?.filter(|found| found.article == id).ok_or(Failure::NotFound)?;
    drop(tx);
    let context = ShowRevision {
        frame: desk.frame(&web, Here::Articles).await?,
        id: id.to_string(),
        revision: revision.to_string(),
        number: copy.number.to_string(),
        made: words(&web, &desk, found.made_at).await?,
        by: who(&web, found.made_by).await?,
        headline: found.content.headline.clone(),
        standfirst: found.content.standfirst.clone(),
        paragraphs: document::plain_text(&found.content.document()?).lines().map(str::to_owned).collect(),
        language: article.language,
    };
    web.desk_page("desk/articles/revision.html", &desk, &context)
}

/// POST `/desk/articles/{id}/revisions/{revision}/restore`: what stands now becomes a revision first.
pub async fn restore(
    State(web): State<Web>,
    Path((id, revision)): Path<(Id, Id)>,
    Posted { desk, .. }: Posted,
) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let found = articles::revision(&mut tx, revision).await?.filter(|found| found.article == id).ok_or(Failure::NotFound)?;
    drop(tx);
    articles::save(&web.app, &desk.actor(), id, copy.number, copy.content).await?;
    match articles::save(&web.app, &desk.actor(), id, copy.number, found.content).await? {
        Autosaved::Kept(_) => Ok(done(&format!("/desk/articles/{id}"), "article-revision")),
        Autosaved::Conflict(_) => Err(Failure::Conflict("article-conflict")),
    }
}
