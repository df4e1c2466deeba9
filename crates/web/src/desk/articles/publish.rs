//! Publishing and taking back: each act asks once on a page of its own.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::accounts::Right;
use newsroom::articles::{self, Article, Content, Publish, State as Of, Told};
use newsroom::{Id, addresses, mailings, media, naming, sections, site};
use theme::desk::Here;
use theme::desk::articles::{ConfirmArticle, Finding, PublishArticle};

use super::newsletters::{self, Mailing};

use super::sentences;
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

/// How many pictures nobody has said what they show: the featured one, and those of the text.
async fn silent_pictures(web: &Web, content: &Content, language: &str) -> Result<(bool, usize), Failure> {
    let document = content.document()?;
    let of_text: Vec<Id> = document::pictures(&document)
        .iter()
        .filter(|picture| picture.alt.is_none())
        .filter_map(|picture| document::media_of(&picture.src))
        .collect();
    let featured = content.image.filter(|_| content.image_alt.is_empty());
    let ids: Vec<Id> = of_text.iter().copied().chain(featured).collect();
    let mut tx = web.app.read().await?;
    let main = site::main_language(&mut tx).await?;
    let silent: Vec<Id> =
        media::these(&mut tx, &ids, (language, &main)).await?.iter().filter(|one| one.is_missing_alt()).map(|one| one.id).collect();
    let in_text = of_text.iter().filter(|id| silent.contains(id)).count();
    Ok((featured.is_some_and(|id| silent.contains(&id)), in_text))
}

/// What stops a publication, then what is only advised.
async fn findings(web: &Web, desk: &Desk, article: &Article, content: &Content) -> Result<Vec<Finding>, Failure> {
    let id = article.id;
    let (silent_image, silent_in_text) = silent_pictures(web, content, &article.language).await?;
    let text = |key: &str| web.text(&desk.language, key, "");
    let href = |field: &str| format!("/desk/articles/{id}#{field}");
    let stops = articles::stops(content)?;
    let mut all: Vec<Finding> = stops
        .iter()
        .map(|problem| Finding { text: web.text(&desk.language, problem.key, &problem.value), stops: true, href: href(problem.field) })
        .collect();
    let advice = [
        (content.standfirst.is_empty(), "advice-standfirst", "standfirst"),
        (silent_image, "advice-image-alt", "image_alt"),
        (silent_in_text > 0, "advice-pictures-alt", "body-field"),
        (content.bylines.is_empty(), "advice-byline", "byline-heading"),
    ];
    let wanted = advice.iter().filter(|(missing, ..)| *missing);
    all.extend(wanted.map(|(_, key, field)| Finding { text: text(key), stops: false, href: href(field) }));
    Ok(all)
}

async fn page(web: &Web, desk: &Desk, id: Id, fields: &Fields, errors: BTreeMap<String, String>) -> Result<Response, Failure> {
    let (article, content, number) = load(web, id).await?;
    let Mailing { newsletters, no_mailing, hold, forecast } = newsletters::offered(web, desk, (&article, &content), fields).await?;
    let found = findings(web, desk, &article, &content).await?;
    let failed = !errors.is_empty();
    let context = PublishArticle {
        frame: desk.frame(web, Here::Articles).await?,
        id: id.to_string(),
        number: number.to_string(),
        headline: content.headline.clone(),
        update: article.state() == Of::Published,
        was_public: article.first_published_at.is_some(),
        address: address(web, &article, &content).await?,
        stopped: found.iter().any(|finding| finding.stops),
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
    page(&web, &desk, id, &Fields::default(), BTreeMap::new()).await
}

/// POST `/desk/articles/{id}/publish`
pub async fn publish(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Publish)?;
    let (article, _, number) = load(&web, id).await?;
    if fields.get("number").parse::<i64>().is_ok_and(|seen| seen != number) {
        let text = web.text(&desk.language, "publish-changed", "");
        return page(&web, &desk, id, &fields, BTreeMap::from([("form".to_owned(), text)])).await;
    }
    let mailing = match newsletters::chosen(&fields) {
        Ok(mailing) => mailing,
        Err(problem) => return page(&web, &desk, id, &fields, sentences(&web, &desk, &[problem])).await,
    };
    let told = if fields.has("tell_readers") { Told::Yes } else { Told::No };
    let how = Publish { mailing, told, lead: fields.has("lead"), ..Publish::default() };
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
        Err(problems) => page(&web, &desk, id, &fields, sentences(&web, &desk, &problems)).await,
    }
}

/// The acts that ask first.
const ACTS: [&str; 3] = ["unpublish", "retract", "trash"];

async fn confirm_page(
    web: &Web,
    desk: &Desk,
    id: Id,
    act: &str,
    notice: &str,
    errors: BTreeMap<String, String>,
) -> Result<Response, Failure> {
    let (_, content, _) = load(web, id).await?;
    let failed = !errors.is_empty();
    let mut tx = web.app.read().await?;
    let mailing = mailings::standing(&mut tx, id).await?.filter(|_| act != "trash");
    drop(tx);
    let context = ConfirmArticle {
        frame: desk.frame(web, Here::Articles).await?,
        id: id.to_string(),
        headline: content.headline,
        act: act.to_owned(),
        notice: notice.to_owned(),
        pending: mailing.map(|mailing| mailing.waiting),
        gone: mailing.map_or(0, |mailing| mailing.gone),
        errors,
    };
    let page = web.desk_page("desk/articles/confirm.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// GET `/desk/articles/{id}/{act}`: unpublish, retract, trash.
pub async fn confirm(State(web): State<Web>, desk: Desk, Path((id, act)): Path<(Id, String)>) -> Result<Response, Failure> {
    if !ACTS.contains(&act.as_str()) {
        return Err(Failure::NotFound);
    }
    confirm_page(&web, &desk, id, &act, "", BTreeMap::new()).await
}

/// POST `/desk/articles/{id}/{act}`: the same, and those that ask nothing: restore, review, draft.
pub async fn act(
    State(web): State<Web>,
    Path((id, act)): Path<(Id, String)>,
    Posted { desk, fields }: Posted,
) -> Result<Response, Failure> {
    let actor = desk.actor();
    let notice = fields.get("notice");
    let outcome = match act.as_str() {
        "review" | "draft" => articles::hand_in(&web.app, &actor, id, act == "review").await.map(|()| None),
        "restore" => articles::restore(&web.app, &actor, id).await.map(|()| None),
        "trash" => articles::trash(&web.app, &actor, id).await.map(|()| None),
        "unpublish" => {
            desk.allow(Right::Publish)?;
            articles::unpublish(&web.app, &actor, id).await.map(Some)
        }
        "retract" => {
            desk.allow(Right::Publish)?;
            articles::retract(&web.app, &actor, id, notice).await.map(Some)
        }
        _ => return Err(Failure::NotFound),
    };
    match or_problems(outcome)? {
        Ok(change) => {
            if let Some(number) = change {
                web.published(number).await;
            }
            if act == "trash" {
                return Ok(done("/desk/articles", "article-trashed"));
            }
            Ok(done(&format!("/desk/articles/{id}"), &format!("article-{act}")))
        }
        Err(problems) if ACTS.contains(&act.as_str()) => {
            confirm_page(&web, &desk, id, &act, notice, sentences(&web, &desk, &problems)).await
        }
        Err(_) => Ok(Redirect::to(&format!("/desk/articles/{id}")).into_response()),
    }
}
