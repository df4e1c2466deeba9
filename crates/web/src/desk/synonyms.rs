//! The names that are written in several ways, as one text of one group a line.

use axum::extract::State;
use axum::response::Response;
use newsroom::Problem;
use newsroom::accounts::Right;
use newsroom::synonyms;
use theme::desk::Here;

use super::forms::{Form, or_problems};
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/synonyms";

async fn page(web: &Web, desk: &Desk, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let frame = desk.frame(web, Here::Synonyms).await?;
    let mut tx = web.app.read().await?;
    let text = synonyms::text(&web.app, &mut tx).await?;
    drop(tx);
    Form::new(web, &desk.language, frame, ("desk-synonyms", HOME), typed, problems)
        .help("synonyms-help")
        .field("lines", "synonyms", "field-synonyms", &text)
        .answer()
}

/// GET `/desk/synonyms`
pub async fn show(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    page(&web, &desk, &Fields::default(), &[]).await
}

/// POST `/desk/synonyms`
pub async fn save(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    match or_problems(synonyms::save(&web.app, &desk.actor(), fields.get("synonyms")).await)? {
        Ok(()) => Ok(done(HOME, "saved")),
        Err(problems) => page(&web, &desk, &fields, &problems).await,
    }
}
