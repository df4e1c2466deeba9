//! Two people altered the same places: both texts beside each other, a choice for each place. Works without JavaScript.
//!
//! Guarantee: the page carries all three texts, so that nothing depends on what happens meanwhile; a third text leads to the page again.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use document::{Choice, Outcome};
use newsroom::articles::{self, Choices, Merge, Revise, Saved, WorkingCopy};
use newsroom::{Id, site};
use theme::desk::Here;
use theme::desk::compare::{MergePage, MergePart};

use super::edit::{load, who, words};
use super::parts::{self, Names, spans};
use super::{fields, sentences};
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Posted};
use crate::{Failure, Web};

/// GET `/desk/articles/{id}/merge`: the page is only the answer to a form; who reloads it is led to the article.
pub async fn back(_: Desk, Path(id): Path<Id>) -> Redirect {
    Redirect::to(&format!("/desk/articles/{id}"))
}

/// POST `/desk/articles/{id}/merge`: what was chosen becomes the text.
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let (_, copy) = load(&web, id).await?;
    let side = |name: &str| {
        let read = fields::from_json(fields.get(name), &copy.content);
        read.ok_or_else(|| Failure::BadRequest(format!("the text {name:?} cannot be read")))
    };
    let (from, theirs, mine) = (side("from")?, side("theirs")?, side("mine")?);
    let merge = articles::merge(from, theirs.clone(), mine)?;
    let mut choices = Choices::new();
    for (name, value) in fields.iter() {
        let Some(name) = name.strip_prefix("choice.") else { continue };
        let choice = match value {
            "theirs" => Choice::Theirs,
            "both" => Choice::Both,
            _ => Choice::Mine,
        };
        choices.insert(name.to_owned(), choice);
    }
    let number = fields.get("number").parse().unwrap_or(0);
    let resolved = merge.resolve(&choices);
    let saved = articles::save_from(&web.app, &desk.actor(), id, (number, Some(theirs)), resolved, Revise::Always).await;
    match or_problems(saved)? {
        Ok(Saved::Conflict(merge, theirs)) => page(&web, &desk, id, &merge, &theirs, fields.get("handed"), BTreeMap::new()).await,
        Ok(_) => Ok(Redirect::to(&kept_address(id, "article-merged", fields.get("handed"))).into_response()),
        Err(problems) => {
            let errors = sentences(&web, &desk, &problems);
            let theirs = WorkingCopy { number, content: merge.sides().1.clone(), ..copy };
            page(&web, &desk, id, &merge, &theirs, fields.get("handed"), errors).await
        }
    }
}

/// The article's page after a save. The editor's own mark comes back with it: then its copy in the browser may go.
pub(super) fn kept_address(id: Id, said: &str, handed: &str) -> String {
    let mark = (8..=40).contains(&handed.len()) && handed.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if mark { format!("/desk/articles/{id}?said={said}&kept={handed}") } else { format!("/desk/articles/{id}?said={said}") }
}

/// The page of both texts.
pub(super) async fn page(
    web: &Web,
    desk: &Desk,
    id: Id,
    merge: &Merge,
    standing: &WorkingCopy,
    handed: &str,
    errors: BTreeMap<String, String>,
) -> Result<Response, Failure> {
    let (article, _) = load(web, id).await?;
    let (base, theirs, mine) = merge.sides();
    let mut tx = web.app.read().await?;
    let main = site::main_language(&mut tx).await?;
    let names = Names::read(&mut tx, &[base, theirs, mine], (desk.language.as_str(), &main)).await?;
    drop(tx);
    let mut all = Vec::new();
    for (name, outcome) in &merge.fields {
        let text = |content| names.text(web, desk, content, name);
        let label = parts::label(web, desk, name);
        all.extend(part((*name).to_owned(), label, *outcome, false, &text(base), &text(theirs), &text(mine)));
    }
    let mut paragraph = 0;
    for (place, piece) in merge.body.iter().enumerate() {
        paragraph += piece.mine.len().max(piece.theirs.len());
        let text = |blocks| parts::blocks(web, desk, blocks);
        let label = web.count(&desk.language, "together-paragraph", paragraph);
        let (base, theirs, mine) = (text(&piece.base), text(&piece.theirs), text(&piece.mine));
        all.extend(part(format!("body.{place}"), label, piece.outcome, true, &base, &theirs, &mine));
    }
    let (conflicts, taken) = all.into_iter().partition(|part: &MergePart| part.conflict);
    let context = MergePage {
        frame: desk.frame(web, Here::Articles).await?,
        id: id.to_string(),
        number: standing.number.to_string(),
        language: article.language,
        who: who(web, standing.saved_by).await?,
        when: words(web, desk, standing.saved_at).await?,
        from: fields::json(base),
        theirs: fields::json(theirs),
        mine: fields::json(mine),
        handed: handed.to_owned(),
        conflicts,
        taken,
        errors,
    };
    Ok((StatusCode::CONFLICT, web.desk_page("desk/articles/merge.html", desk, &context)?).into_response())
}

/// A place as the page shows it; nothing where the other side altered nothing.
fn part(name: String, label: String, outcome: Outcome, both: bool, base: &str, theirs: &str, mine: &str) -> Option<MergePart> {
    let conflict = outcome == Outcome::Conflict;
    (conflict || outcome == Outcome::Theirs).then(|| MergePart {
        name,
        label,
        conflict,
        both: both && !theirs.is_empty() && !mine.is_empty(),
        layout_only: theirs == mine || (!conflict && theirs == base),
        theirs: spans(base, theirs),
        mine: spans(base, mine),
    })
}
