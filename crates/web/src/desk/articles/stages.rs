//! Where an article stands between people: the panel beside the text, and the acts that hand it on.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::accounts::{self, Account, Right};
use newsroom::articles::{self, Article, Event, Flag, Hand, Reach, State as Of};
use newsroom::{Id, Tx, site};
use theme::desk::articles::Choice;
use theme::desk::stages::{EventRow, Stages};

use super::sentences;
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

/// Events shown beside the text.
const EVENTS: i64 = 20;

/// The state that an act of this name leads to.
pub(super) fn state_of(act: &str) -> Option<Of> {
    match act {
        "review" => Some(Of::InReview),
        "ready" => Some(Of::Ready),
        "draft" => Some(Of::Draft),
        _ => None,
    }
}

/// What a form says of handing on.
pub(super) fn hand(fields: &Fields) -> Hand {
    Hand { note: fields.get("note").to_owned(), assignee: fields.get("assignee").parse().ok() }
}

/// The people that an article may be given to. Who sees only their own articles names nobody.
pub(super) async fn people(tx: &mut Tx, desk: &Desk, chosen: Option<Id>) -> Result<Vec<Choice>, Failure> {
    if desk.sees_only().is_some() {
        return Ok(Vec::new());
    }
    let mut all: Vec<Account> = accounts::all(tx).await?.into_iter().filter(|account| !account.disabled).collect();
    all.sort_by_cached_key(|account| language::fold_simple(&account.name));
    Ok(all
        .into_iter()
        .map(|account| Choice { chosen: Some(account.id) == chosen, ..Choice::new(account.id.to_string(), account.name) })
        .collect())
}

/// The flags as choices, those that are raised chosen.
fn flags(web: &Web, desk: &Desk, article: &Article) -> Vec<Choice> {
    let words = |flag: Flag| web.text(&desk.language, &format!("flag-{}", flag.as_str()), "");
    Flag::ALL.iter().map(|flag| Choice { chosen: flag.of(article), ..Choice::new(flag.as_str(), words(*flag)) }).collect()
}

/// The panel.
pub(super) async fn panel(web: &Web, desk: &Desk, tx: &mut Tx, article: &Article) -> Result<Stages, Failure> {
    let stepping = articles::stepping(tx, &desk.actor(), article).await?;
    let from = article.state();
    let open = stepping.from(from);
    let goes = |to: Of| open.iter().any(|one| one.to == to);
    let act = |to: Of| match to {
        Of::InReview => Some("review"),
        Of::Ready => Some("ready"),
        Of::Draft => Some("draft"),
        _ => None,
    };
    let zone = site::identity(tx).await?.zone;
    let names = accounts::all(tx).await?;
    let name = |id: Option<Id>| names.iter().find(|one| Some(one.id) == id).map(|one| one.name.clone()).unwrap_or_default();
    let mut events = Vec::new();
    for event in articles::events(tx, article.id, EVENTS).await? {
        events.push(EventRow {
            when: theme::dates::full_time(event.at, &zone, &desk.language).map_err(Failure::broken)?,
            by: name(event.account),
            text: told(web, desk, &event, &name(event.assignee)),
            note: event.note,
        });
    }
    Ok(Stages {
        steps: open.iter().filter_map(|one| act(one.to)).map(str::to_owned).collect(),
        publish: goes(Of::Published),
        schedule: goes(Of::Scheduled),
        withdraw: goes(Of::Retracted),
        locked: desk.reach(article) < Reach::Write,
        trash: desk.reach(article) == Reach::Write,
        scheduled: match article.scheduled_at {
            Some(at) => Some(crate::desk::articles::schedule::moment_words(at, &zone, &desk.language)?),
            None => None,
        },
        assignee: name(article.assignee),
        owner: name(article.owner),
        idea: article.note.clone(),
        people: people(tx, desk, None).await?,
        may_assign: desk.role.may(Right::WriteAll) && !matches!(from, Of::Published | Of::Retracted),
        flags: flags(web, desk, article),
        may_flag: desk.role.may(Right::Flag),
        events,
    })
}

/// An event as a few words.
fn told(web: &Web, desk: &Desk, event: &Event, assignee: &str) -> String {
    let text = |key: &str, value: &str| web.text(&desk.language, key, value);
    let given = if assignee.is_empty() { String::new() } else { text("event-for", assignee) };
    match event.kind.as_str() {
        "state" => format!("{}{given}", text(&format!("state-{}", event.to_state), "")),
        "assign" if assignee.is_empty() => text("event-unassigned", ""),
        "assign" => text("event-assigned", assignee),
        "flag" => match event.what.strip_prefix('-') {
            Some(flag) => text("event-flag-lowered", &text(&format!("flag-{flag}"), "")),
            None => text("event-flag-raised", &text(&format!("flag-{}", event.what), "")),
        },
        other => text(&format!("event-{other}"), ""),
    }
}

/// What an act came to: back to the article, or the page that asks for what is missing.
async fn answer(web: &Web, desk: &Desk, id: Id, outcome: Result<(), newsroom::Error>, said: &str) -> Result<Response, Failure> {
    match or_problems(outcome)? {
        Ok(()) => {
            // Who has just handed it on may see it no longer.
            let mut tx = web.app.read().await?;
            let article = articles::article(&mut tx, id).await?.ok_or(Failure::NotFound)?;
            let path = if desk.reach(&article) == Reach::Nothing { "/desk".to_owned() } else { format!("/desk/articles/{id}") };
            Ok(done(&path, said))
        }
        Err(problems) => {
            let text = sentences(web, desk, &problems).into_values().next().unwrap_or_default();
            let failed = theme::desk::Failed {
                frame: desk.frame(web, theme::desk::Here::Articles).await?,
                title: web.text(&desk.language, "failure-invalid", ""),
                text,
            };
            let page = web.desk_page("desk/failed.html", desk, &failed)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// POST `/desk/articles/{id}/assign`
pub async fn assign(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::WriteAll)?;
    let outcome = articles::assign(&web.app, &desk.actor(), id, &hand(&fields)).await;
    answer(&web, &desk, id, outcome, "article-assigned").await
}

/// POST `/desk/articles/{id}/flags`
pub async fn set_flags(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Flag)?;
    let named = fields.all("flag");
    let raised: Vec<Flag> = Flag::ALL.into_iter().filter(|flag| named.contains(&flag.as_str())).collect();
    let outcome = articles::set_flags(&web.app, &desk.actor(), id, &raised, fields.get("note")).await;
    answer(&web, &desk, id, outcome, "article-flags").await
}
