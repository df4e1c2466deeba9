//! The edit page: what is typed is kept on every save, and never overwritten by another's.

use std::collections::BTreeMap;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::articles::{self, Article, BylineRole, Content, Revise, Saved, State as Of, WorkingCopy};
use newsroom::{Id, accounts, addresses, contributors, naming, site, topics};
use theme::desk::Here;
use theme::desk::articles::{BylineRow, Choice, EditArticle, Featured, PreviewLink, RevisionRow};

use super::{fields, languages, merge, section_choices, sentences, stages, suggested, working};
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Posted};
use crate::site::frame::language_name;
use crate::{Failure, Web};

/// Revisions listed below the text.
const REVISIONS: i64 = 30;
/// Empty lines of the byline, to be filled.
const SPARE: usize = 2;

pub(super) async fn load(web: &Web, id: Id) -> Result<(Article, WorkingCopy), Failure> {
    let mut tx = web.app.read().await?;
    let article = articles::article(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let copy = articles::working_copy(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    Ok((article, copy))
}

/// GET `/desk/articles/{id}`
pub async fn page(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    let (article, copy) = load(&web, id).await?;
    show(&web, &desk, &article, (copy.number, None), copy.content, "", BTreeMap::new()).await
}

/// POST `/desk/articles/{id}`: save, and go on to where the pressed button leads.
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let (article, copy) = load(&web, id).await?;
    let number = fields.get("number").parse().unwrap_or(copy.number);
    let mut content = fields::content(&fields, &copy.content);
    let new_topics = fields.get("new_topics");
    match or_problems(named_topics(&web, &desk, &article.language, &suggested::named(&fields)).await)? {
        Ok(topics) => content.topics.extend(topics),
        Err(problems) => {
            let errors = sentences(&web, &desk, &problems);
            let from = fields::from_json(fields.get("from"), &copy.content);
            let page = show(&web, &desk, &article, (number, from), content, new_topics, errors).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    }
    let from = fields::from_json(fields.get("from"), &copy.content);
    let outcome = articles::save_from(&web.app, &desk.actor(), id, (number, from.clone()), content.clone(), Revise::Always).await;
    if let Err(newsroom::Error::Database(error)) = &outcome {
        // A full disk, a database that is away: what was typed stays on the page.
        tracing::error!(%error, article = id, "a text could not be saved");
        let errors = BTreeMap::from([("form".to_owned(), web.text(&desk.language, "article-not-saved", ""))]);
        let page = show(&web, &desk, &article, (number, from), content, "", errors).await?;
        return Ok((StatusCode::SERVICE_UNAVAILABLE, page).into_response());
    }
    let handed = fields.get("handed");
    let errors = match or_problems(outcome)? {
        Ok(Saved::Conflict(merge, theirs)) => return merge::page(&web, &desk, id, &merge, &theirs, handed, BTreeMap::new()).await,
        Ok(kept) => {
            if fields.has("lead_asked") {
                set_lead(&web, &desk, &article, fields.has("lead")).await?;
            }
            let said = if matches!(kept, Saved::Merged(..)) { "article-merged" } else { "article-saved" };
            let to = match fields.get("action") {
                action @ ("publish" | "preview" | "image") => format!("/desk/articles/{id}/{action}"),
                _ => merge::kept_address(id, said, handed),
            };
            return Ok(Redirect::to(&to).into_response());
        }
        Err(problems) => sentences(&web, &desk, &problems),
    };
    let page = show(&web, &desk, &article, (number, from), content, "", errors).await?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The topics of these names, separated by commas; those that do not exist yet are made, as themes.
async fn named_topics(web: &Web, desk: &Desk, language: &str, names: &str) -> Result<Vec<Id>, newsroom::Error> {
    let mut tx = web.app.read().await?;
    let known = topics::all(&mut tx).await?;
    drop(tx);
    let mut found = Vec::new();
    for name in names.split([',', ';', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
        let folded = language::fold_simple(name);
        let of_name = |topic: &&topics::Topic| topic.names.values().any(|known| language::fold_simple(&known.name) == folded);
        if let Some(topic) = known.iter().find(of_name) {
            found.push(topic.id);
            continue;
        }
        let names = naming::Names::from([(language.to_owned(), naming::Name { name: name.to_owned(), ..naming::Name::default() })]);
        let made = topics::create(&web.app, &desk.actor(), topics::TopicKind::Theme, names).await;
        let field = |problem: newsroom::Problem| newsroom::Problem { field: "new_topics", ..problem };
        found.push(made.map_err(|error| match error {
            newsroom::Error::Invalid(problems) => newsroom::Error::Invalid(problems.into_iter().map(field).collect()),
            other => other,
        })?);
    }
    Ok(found)
}

async fn set_lead(web: &Web, desk: &Desk, article: &Article, lead: bool) -> Result<(), Failure> {
    if article.state() != Of::Published || article.lead_since.is_some() == lead || !desk.role.may(accounts::Right::Publish) {
        return Ok(());
    }
    let number = articles::set_lead(&web.app, &desk.actor(), article.id, lead).await?;
    web.published(number).await;
    Ok(())
}

/// A moment in the desk's words.
pub(super) async fn words(web: &Web, desk: &Desk, at: newsroom::Timestamp) -> Result<String, Failure> {
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    theme::dates::full_time(at, &zone, &desk.language).map_err(Failure::broken)
}

/// An account's name.
pub(super) async fn who(web: &Web, account: Option<Id>) -> Result<String, Failure> {
    let Some(id) = account else {
        return Ok(String::new());
    };
    let mut tx = web.app.read().await?;
    Ok(accounts::by_id(&mut tx, id).await?.map(|account| account.name).unwrap_or_default())
}

/// Why a revision was made, as the phrases are named.
pub(super) fn reason(reason: String) -> String {
    if reason == "auto" { "typing".to_owned() } else { reason }
}

async fn show(
    web: &Web,
    desk: &Desk,
    article: &Article,
    (number, from): (i64, Option<Content>),
    content: Content,
    new_topics: &str,
    errors: BTreeMap<String, String>,
) -> Result<Response, Failure> {
    let offered = suggested::offered(web, desk, article.id, &article.language, &content).await?;
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let (language, main) = (article.language.as_str(), identity.main_language());
    let tag = language::Tag::parse(language).map_err(Failure::broken)?;
    let time = |at| theme::dates::full_time(at, &identity.zone, &desk.language).map_err(Failure::broken);
    let mut all = contributors::all(&mut tx).await?;
    let own = contributors::of_account(&mut tx, desk.account.id).await?;
    all.sort_by_key(|one| !own.contains(&one.id));
    let mut of_topics = Vec::new();
    for topic in topics::all(&mut tx).await? {
        if let Some(name) = naming::best(&topic.names, language, main) {
            of_topics.push(Choice { chosen: content.topics.contains(&topic.id), ..Choice::new(topic.id.to_string(), &name.name) });
        }
    }
    of_topics.sort_by_cached_key(|choice| language::fold_simple(&choice.label));
    let byline = |contributor: Option<Id>, role: BylineRole| BylineRow {
        contributors: all
            .iter()
            .filter_map(|one| Some((one, naming::best(&one.names, language, main)?)))
            .map(|(one, name)| Choice { chosen: Some(one.id) == contributor, ..Choice::new(one.id.to_string(), &name.name) })
            .collect(),
        roles: BylineRole::ALL
            .iter()
            .map(|one| Choice {
                chosen: *one == role,
                ..Choice::new(one.as_str(), web.text(&desk.language, &format!("role-{}", one.as_str()), ""))
            })
            .collect(),
    };
    let mut bylines: Vec<BylineRow> = content.bylines.iter().map(|one| byline(Some(one.contributor), one.role)).collect();
    bylines.extend((0..SPARE).map(|_| byline(None, BylineRole::Text)));
    let mut revisions = Vec::new();
    for (revision, _, reason, made_by, made_at, count) in articles::revisions(&mut tx, article.id, REVISIONS).await? {
        let by = match made_by {
            Some(account) => accounts::by_id(&mut tx, account).await?.map(|account| account.name).unwrap_or_default(),
            None => String::new(),
        };
        revisions.push(RevisionRow {
            made: time(made_at)?,
            by,
            reason: self::reason(reason),
            words: count,
            href: format!("/desk/articles/{}/revisions/{revision}", article.id),
            id: revision.to_string(),
        });
    }
    let public = matches!(article.state(), Of::Published | Of::Retracted);
    let published = match article.published_revision {
        Some(revision) => articles::revision(&mut tx, revision).await?.map(|revision| revision.content),
        None => None,
    };
    let links = articles::previews_of(&mut tx, article.id, web.app.now()).await?;
    let mut of_links = Vec::new();
    for link in links {
        of_links.push(PreviewLink {
            href: web.app.link(&format!("/preview/{}", link.token)),
            expires: time(link.expires_at)?,
            revoke_href: format!("/desk/articles/{}/preview-links/revoke", article.id),
        });
    }
    let ask = crate::pages::Ask {
        path: String::new(),
        inner: String::new(),
        query: Vec::new(),
        language: tag.clone(),
        main: language::Tag::parse(main).map_err(Failure::broken)?,
        around: crate::site::around::Around::read(&mut tx).await?,
    };
    let family: Vec<articles::Relative> =
        articles::relatives(&mut tx, article.family).await?.into_iter().filter(|one| one.id != article.id).collect();
    let saved = articles::working_copy(&mut tx, article.id).await?.map(|copy| time(copy.saved_at)).transpose()?;
    let images: Vec<Id> = content.image.into_iter().collect();
    let known = crate::site::pictures::load(&mut tx, &images, &ask).await?;
    let context = EditArticle {
        id: article.id.to_string(),
        number: number.to_string(),
        from: fields::json(from.as_ref().unwrap_or(&content)),
        present: working::present(web, desk, article.id).await?,
        state: article.state().as_str().to_owned(),
        automatic_excerpt: if errors.contains_key("body") {
            String::new()
        } else {
            articles::automatic_excerpt(&Content { excerpt: String::new(), ..content.clone() }, language)?
        },
        automatic_slug: language::slug(&content.headline, &tag),
        language: language.to_owned(),
        languages: languages(std::slice::from_ref(&article.language), language),
        sections: section_choices(&mut tx, language, main, &content.section.into_iter().collect::<Vec<_>>()).await?,
        further_sections: section_choices(&mut tx, language, main, &content.sections).await?,
        topics: of_topics,
        suggested: offered,
        bylines,
        image: content.image.and_then(|id| {
            known.get(&id).map(|media| Featured {
                id: id.to_string(),
                src: media.src.clone(),
                alt: media.alt.clone(),
                caption: media.caption.clone(),
                credit: media.credit.clone(),
            })
        }),
        lead: article.lead_since.is_some(),
        family: family.into_iter().map(|one| (language_name(&one.language), format!("/desk/articles/{}", one.id))).collect(),
        new_topics: new_topics.to_owned(),
        public_href: if public { addresses::current(&mut tx, addresses::Kind::Article, article.id, language).await? } else { None },
        published: article.published_at.filter(|_| public).map(time).transpose()?,
        changed_since: public && published.as_ref() != Some(&content),
        saved: saved.unwrap_or_default(),
        trashed: article.trashed_at.is_some(),
        revisions,
        links: of_links,
        stages: stages::panel(web, desk, &mut tx, article).await?,
        errors,
        editor_js: crate::site::assets::editor("editor.js"),
        editor_css: crate::site::assets::editor("editor.css"),
        headline: content.headline,
        kicker: content.kicker,
        standfirst: content.standfirst,
        excerpt: content.excerpt,
        slug: content.slug,
        body: content.body,
        image_alt: content.image_alt,
        image_caption: content.image_caption,
        image_credit: content.image_credit,
        frame: desk.frame(web, Here::Articles).await?,
    };
    web.desk_page("desk/articles/edit.html", desk, &context)
}
