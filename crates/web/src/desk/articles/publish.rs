//! Publishing and taking back: each act asks once on a page of its own.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::accounts::Right;
use newsroom::articles::{self, Article, Content, Publish, State as Of, Told, Weight};
use newsroom::{Id, addresses, mailings, naming, sections, site};
use theme::desk::Here;
use theme::desk::articles::{ConfirmArticle, Finding, PublishArticle};

use super::newsletters::{self, Mailing};
use super::{sentences, stages};
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

async fn load(web: &Web, id: Id) -> Result<(Article, Content, i64), Failure> {
    let mut tx = web.app.read().await?;
    let article = articles::article(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    Ok((article, copy.content, copy.number))
}

/// The address the article has, or would get.
async fn address(web: &Web, article: &Article, content: &Content) -> Result<String, Failure> {
    let mut tx = web.app.read().await?;
    if let Some(path) = addresses::current(&mut tx, addresses::Kind::Article, article.id, &article.language).await? {
        return Ok(web.app.link(&path));
    }
    let main = site::main_language(&mut tx).await?;
    let section = match content.section {
        Some(id) => sections::by_id(&mut tx, id).await?,
        None => None,
    };
    let name = section.as_ref().and_then(|section| naming::best(&section.names, &article.language, &main));
    let tag = language::Tag::parse(&article.language).map_err(Failure::broken)?;
    let slug = language::slug(if content.slug.is_empty() { &content.headline } else { &content.slug }, &tag);
    let section = name.map_or("…", |name| name.slug.as_str());
    Ok(web.app.link(&format!("{}/{section}/{slug}", addresses::prefix(&article.language, &main))))
}

/// What stops a publication, then what is only advised.
async fn findings(web: &Web, desk: &Desk, article: &Article, content: &Content) -> Result<(Vec<Finding>, bool), Failure> {
    let mut tx = web.app.read().await?;
    let found = articles::checks(&web.app, &mut tx, article, content).await?;
    drop(tx);
    let needed = found.iter().any(|one| one.weight == Weight::Needed);
    let shown = found.iter().map(|one| Finding {
        text: web.text(&desk.language, one.problem.key, &one.problem.value),
        stops: one.weight != Weight::Advice,
        href: format!("/desk/articles/{}#{}", article.id, one.problem.field),
    });
    Ok((shown.collect(), needed))
}

/// How a form wants an article published.
pub(super) enum How {
    /// So.
    As(Publish),
    /// What is wrong with the form, by field.
    Wrong(BTreeMap<String, String>),
}

/// Reads the publishing form. A text that was altered since the page was shown is not published unread.
pub(super) async fn how(web: &Web, desk: &Desk, id: Id, fields: &Fields) -> Result<How, Failure> {
    let (_, _, number) = load(web, id).await?;
    if fields.get("number").parse::<i64>().is_ok_and(|seen| seen != number) {
        return Ok(How::Wrong(BTreeMap::from([("form".to_owned(), web.text(&desk.language, "publish-changed", ""))])));
    }
    let mailing = match newsletters::chosen(fields) {
        Ok(mailing) => mailing,
        Err(problem) => return Ok(How::Wrong(sentences(web, desk, &[problem]))),
    };
    let told = if fields.has("tell_readers") { Told::Yes } else { Told::No };
    let overrule = if fields.has("overrule") { fields.get("reason").trim() } else { "" };
    if fields.has("overrule") && overrule.is_empty() {
        return Ok(How::Wrong(BTreeMap::from([("reason".to_owned(), web.text(&desk.language, "problem-overrule-reason", ""))])));
    }
    Ok(How::As(Publish { mailing, told, lead: fields.has("lead"), overrule: overrule.to_owned(), ..Publish::default() }))
}

/// The publishing page, with or without a moment.
pub(super) async fn page(
    web: &Web,
    desk: &Desk,
    id: Id,
    fields: &Fields,
    errors: BTreeMap<String, String>,
    scheduling: bool,
) -> Result<Response, Failure> {
    let (article, content, number) = load(web, id).await?;
    let Mailing { newsletters, no_mailing, hold, forecast } = newsletters::offered(web, desk, (&article, &content), fields).await?;
    let (found, needed) = findings(web, desk, &article, &content).await?;
    let failed = !errors.is_empty();
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    let open = articles::stepping(&mut tx, &desk.actor(), &article).await?.from(article.state());
    drop(tx);
    let moment = match article.scheduled_at {
        _ if fields.has("moment") => fields.get("moment").to_owned(),
        Some(at) => articles::moment_text(at, &zone)?,
        None => String::new(),
    };
    let stopped = found.iter().any(|finding| finding.stops);
    let context = PublishArticle {
        frame: desk.frame(web, Here::Articles).await?,
        id: id.to_string(),
        number: number.to_string(),
        headline: content.headline.clone(),
        update: article.state() == Of::Published,
        was_public: article.first_published_at.is_some(),
        address: address(web, &article, &content).await?,
        stopped,
        may_overrule: stopped && !needed && desk.role.may(Right::Overrule),
        overrule: fields.has("overrule"),
        reason: fields.get("reason").to_owned(),
        may_schedule: open.iter().any(|one| one.to == Of::Scheduled),
        scheduling,
        twice: errors
            .get("moment")
            .is_some_and(|text| *text == web.text(&desk.language, "problem-moment-twice", &moment.replace('T', " "))),
        moment,
        zone,
        findings: found,
        lead: fields.has("lead"),
        tell_readers: fields.has("tell_readers"),
        newsletters,
        forecast,
        note: fields.get("note").to_owned(),
        no_mailing,
        hold,
        errors,
    };
    let page = web.desk_page("desk/articles/publish.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// GET `/desk/articles/{id}/publish`
pub async fn ask(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    page(&web, &desk, id, &Fields::default(), BTreeMap::new(), false).await
}

/// POST `/desk/articles/{id}/publish`
pub async fn publish(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let (article, ..) = load(&web, id).await?;
    let how = match how(&web, &desk, id, &fields).await? {
        How::As(how) => how,
        How::Wrong(errors) => return page(&web, &desk, id, &fields, errors, false).await,
    };
    match or_problems(articles::publish(&web.app, &desk.actor(), id, &how).await)? {
        Ok(published) => {
            web.published(published.change).await;
            let said = match published.mailing {
                Some(_) => "article-published-mail",
                None if article.state() == Of::Published => "article-updated",
                None => "article-published",
            };
            Ok(done(&format!("/desk/articles/{id}"), said))
        }
        Err(problems) => page(&web, &desk, id, &fields, sentences(&web, &desk, &problems), false).await,
    }
}

/// The acts that ask first.
const ACTS: [&str; 6] = ["unpublish", "retract", "trash", "review", "ready", "draft"];

async fn confirm_page(
    web: &Web,
    desk: &Desk,
    id: Id,
    act: &str,
    typed: &Fields,
    errors: BTreeMap<String, String>,
) -> Result<Response, Failure> {
    let (_, content, _) = load(web, id).await?;
    let failed = !errors.is_empty();
    let mut tx = web.app.read().await?;
    let mailing = mailings::standing(&mut tx, id).await?.filter(|_| matches!(act, "unpublish" | "retract"));
    let handed = stages::state_of(act).is_some();
    let people = if handed { stages::people(&mut tx, desk, typed.get("assignee").parse().ok()).await? } else { Vec::new() };
    drop(tx);
    let context = ConfirmArticle {
        frame: desk.frame(web, Here::Articles).await?,
        id: id.to_string(),
        headline: content.headline,
        act: act.to_owned(),
        notice: typed.get("notice").to_owned(),
        note: typed.get("note").to_owned(),
        people,
        pending: mailing.map(|mailing| mailing.waiting),
        gone: mailing.map_or(0, |mailing| mailing.gone),
        errors,
    };
    let page = web.desk_page("desk/articles/confirm.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// The right that an act takes, whatever the article; the rest is the table of transitions' to say.
fn right_of(act: &str) -> Right {
    match act {
        "unpublish" | "retract" => Right::Withdraw,
        "ready" => Right::Review,
        _ => Right::Write,
    }
}

/// GET `/desk/articles/{id}/{act}`: unpublish, retract, trash, review, ready, draft.
pub async fn confirm(State(web): State<Web>, desk: Desk, Path((id, act)): Path<(Id, String)>) -> Result<Response, Failure> {
    if !ACTS.contains(&act.as_str()) {
        return Err(Failure::NotFound);
    }
    desk.allow(right_of(&act))?;
    confirm_page(&web, &desk, id, &act, &Fields::default(), BTreeMap::new()).await
}

/// POST `/desk/articles/{id}/{act}`: the same, and restore, which asks nothing.
pub async fn act(
    State(web): State<Web>,
    Path((id, act)): Path<(Id, String)>,
    Posted { desk, fields }: Posted,
) -> Result<Response, Failure> {
    desk.allow(right_of(&act))?;
    let actor = desk.actor();
    let outcome = match (act.as_str(), stages::state_of(&act)) {
        (_, Some(to)) => articles::step(&web.app, &actor, id, to, &stages::hand(&fields)).await.map(|()| None),
        ("restore", _) => articles::restore(&web.app, &actor, id).await.map(|()| None),
        ("trash", _) => articles::trash(&web.app, &actor, id).await.map(|()| None),
        ("unpublish", _) => articles::unpublish_because(&web.app, &actor, id, fields.get("note")).await.map(Some),
        ("retract", _) => articles::retract(&web.app, &actor, id, fields.get("notice")).await.map(Some),
        _ => return Err(Failure::NotFound),
    };
    match or_problems(outcome)? {
        Ok(change) => {
            if let Some(number) = change {
                web.published(number).await;
            }
            let path = if act == "trash" { "/desk/articles".to_owned() } else { format!("/desk/articles/{id}") };
            let said = if act == "trash" { "article-trashed".to_owned() } else { format!("article-{act}") };
            Ok(done(&path, &said))
        }
        Err(problems) if ACTS.contains(&act.as_str()) => {
            confirm_page(&web, &desk, id, &act, &fields, sentences(&web, &desk, &problems)).await
        }
        Err(_) => Ok(Redirect::to(&format!("/desk/articles/{id}")).into_response()),
    }
}
