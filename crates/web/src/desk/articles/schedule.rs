//! Setting the moment of publication: the publishing page with a date, and what summer time has to say about it.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::articles::{self, Which};
use newsroom::{Id, Timestamp, site};

use super::publish::{How, how, page};
use super::sentences;
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

/// A moment of publication in words; its second where it is not a whole minute.
pub fn moment_words(at: Timestamp, zone: &str, language: &language::Tag) -> Result<String, Failure> {
    let words = theme::dates::full_time(at, zone, language).map_err(Failure::broken)?;
    let exact = articles::moment_text(at, zone)?;
    let time = exact.split_once('T').map_or("", |(_, time)| time);
    Ok(if time.ends_with(":00") { words } else { format!("{words} ({time})") })
}

/// GET `/desk/articles/{id}/schedule`
pub async fn ask(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    page(&web, &desk, id, &Fields::default(), BTreeMap::new(), true).await
}

/// POST `/desk/articles/{id}/schedule`
pub async fn set(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let how = match how(&web, &desk, id, &fields).await? {
        How::As(how) => how,
        How::Wrong(errors) => return page(&web, &desk, id, &fields, errors, true).await,
    };
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    drop(tx);
    let which = match fields.get("which") {
        "first" => Which::First,
        "second" => Which::Second,
        _ => Which::Unsaid,
    };
    let outcome = match articles::moment(fields.get("moment"), &zone, which) {
        Ok(at) => articles::schedule(&web.app, &desk.actor(), id, at, &how).await,
        Err(problem) => Err(problem),
    };
    match or_problems(outcome)? {
        Ok(()) => Ok(done(&format!("/desk/articles/{id}"), "article-scheduled")),
        Err(problems) => page(&web, &desk, id, &fields, sentences(&web, &desk, &problems), true).await,
    }
}
