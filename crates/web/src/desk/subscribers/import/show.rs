//! One import: what would happen, what happened, and the acts.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::accounts::{self, Right};
use newsroom::subscribers::import::{self, Asked, Chosen, Counts, Example, Found, Import, NotTaken};
use newsroom::{Id, Problem, newsletters, site};
use theme::desk::Here;
use theme::desk::imports::{ImportAsked, ImportLine, ImportPage};
use theme::desk::mailings::Figure;

use super::{HOME, choices, chosen, errors};
use crate::desk::forms::or_problems;
use crate::desk::names;
use crate::guard::{Desk, Posted};
use crate::site::frame::language_name;
use crate::{Failure, Web, done};

/// A table of so many lines is written while the page is waited for; a longer one by the job.
const AT_ONCE: i64 = 1_000;
/// Lines not taken that the page lists.
const LISTED: i64 = 50;
/// What came of asking, in the order of the page.
const ASKED: [&str; 5] = ["waiting", "sent", "confirmed", "lapsed", "failed"];

fn figures(counts: &Counts) -> Vec<Figure> {
    let all = [
        ("subscribed", counts.subscribed),
        ("unsubscribed", counts.unsubscribed),
        ("bounced", counts.bounced),
        ("complained", counts.complained),
        ("known", counts.known),
        ("pending", counts.pending),
        ("refused", counts.refused),
        ("invalid", counts.invalid),
    ];
    all.map(|(name, count)| Figure { name: name.to_owned(), count }).into()
}

fn example(one: Example) -> ImportLine {
    let from: Vec<String> = [one.ip, one.source].into_iter().filter(|part| !part.is_empty()).collect();
    ImportLine { line: one.line, said: one.address, what: one.what, since: one.since, from: from.join(" · ") }
}

fn line(one: NotTaken) -> ImportLine {
    ImportLine { line: one.line, said: one.said, what: one.why, since: String::new(), from: String::new() }
}

fn asked(of: &Asked, asking: bool) -> ImportAsked {
    let figure = |name: &str| of.states.get(name).map(|count| Figure { name: name.to_owned(), count: *count });
    ImportAsked { left: of.left, asking, states: ASKED.into_iter().filter_map(figure).collect() }
}

async fn answer(web: &Web, desk: &Desk, id: Id, typed: Option<Chosen>, problems: &[Problem]) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let of: Import = import::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let identity = site::identity(&mut tx).await?;
    let looked = of.state == "looked";
    let (columns, address) = of.heads()?;
    let standing = Chosen { newsletter: of.newsletter, language: of.language.clone(), everyone: of.everyone(), column: address };
    let found = if looked { of.found()?.unwrap_or_default() } else { Found::default() };
    let counts = if looked { found.counts.clone() } else { of.counts()? };
    let not_taken = if looked { found.not_taken.clone() } else { import::lines(&mut tx, id, 0, LISTED).await? };
    let asking = if of.state == "done" { Some(asked(&import::asked_of(&mut tx, id).await?, of.asking)) } else { None };
    let by = match of.created_by {
        Some(account) => accounts::by_id(&mut tx, account).await?.map_or_else(|| account.to_string(), |account| account.name),
        None => String::new(),
    };
    let newsletter = newsletters::by_id(&mut tx, of.newsletter).await?;
    let choices = choices(&mut tx, &typed.unwrap_or(standing), &columns).await?;
    drop(tx);
    let time = |at| theme::dates::full_time(at, &identity.zone, &desk.language).map_err(Failure::broken);
    let context = ImportPage {
        frame: desk.frame(web, Here::Subscribers).await?,
        href: format!("{HOME}/{id}"),
        program: of.program().as_str().to_owned(),
        has_addresses: address.is_some(),
        newsletter: newsletter.map(|one| names::shown(&one.names, identity.main_language())).unwrap_or_default(),
        language: language_name(&of.language),
        by,
        when: time(of.created_at)?,
        finished: of.finished_at.map(time).transpose()?.unwrap_or_default(),
        percent: of.percent(),
        choices,
        errors: errors(web, desk, problems),
        lines: counts.lines,
        figures: figures(&counts),
        without_proof: counts.without_proof,
        examples: found.examples.into_iter().map(example).collect(),
        not_taken: not_taken.into_iter().map(line).collect(),
        not_taken_count: counts.not_taken(),
        asked: asking,
        name: of.name,
        state: of.state,
    };
    let page = web.desk_page("desk/subscribers/import/show.html", desk, &context)?;
    Ok(if problems.is_empty() { page } else { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() })
}

/// GET `/desk/subscribers/import/{id}`
pub async fn page(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    answer(&web, &desk, id, None, &[]).await
}

/// Begins the import; a short one is done before this ends. Gives what to say.
async fn begin(web: &Web, desk: &Desk, id: Id) -> Result<&'static str, newsroom::Error> {
    import::start(&web.app, &desk.actor(), id).await?;
    let mut tx = web.app.read().await?;
    let of = import::by_id(&mut tx, id).await?.ok_or(newsroom::Error::NotFound)?;
    drop(tx);
    if of.found()?.is_none_or(|found| found.counts.lines > AT_ONCE) {
        web.app.import_waiting.notify_one();
        return Ok("import-started");
    }
    match import::work(&web.app, id).await {
        Ok(()) => Ok("import-done"),
        // The job has it already, or has done it.
        Err(newsroom::Error::Unavailable(_) | newsroom::Error::Conflict(_)) => Ok("import-started"),
        Err(error) => Err(error),
    }
}

/// POST `/desk/subscribers/import/{id}`: `act` is choose, import, discard or ask.
pub async fn act(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let href = format!("{HOME}/{id}");
    let typed = chosen(&fields);
    let outcome = match fields.get("act") {
        "import" => begin(&web, &desk, id).await.map(|said| (href, said)),
        "discard" => import::discard(&web.app, id).await.map(|()| (HOME.to_owned(), "import-discarded")),
        "ask" => import::ask_again(&web.app, &desk.actor(), id).await.map(|()| (href, "import-asked")),
        "choose" => match or_problems(import::choose(&web.app, id, &typed).await)? {
            Ok(()) => return answer(&web, &desk, id, None, &[]).await,
            Err(problems) => return answer(&web, &desk, id, Some(typed), &problems).await,
        },
        _ => return Err(Failure::NotFound),
    };
    match or_problems(outcome)? {
        Ok((to, said)) => Ok(done(&to, said)),
        Err(problems) => answer(&web, &desk, id, None, &problems).await,
    }
}
