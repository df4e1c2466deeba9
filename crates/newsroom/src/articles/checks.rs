//! The checks before publishing: what stops, and what is only advised.
//!
//! Guarantees: for an article that was published or imported before, only what this edit changed can stop it; each finding names
//! its field in the form; who may overrule does so with a reason, which stays in the audit log and among the article's events.

use std::collections::BTreeMap;

use database::{Id, Tx};

use super::events_store::{self, New};
use super::{Article, Content, State, revisions_store, store};
use crate::accounts::{self, Right};
use crate::{Actor, App, Error, Problem, addresses, audit, media, site};

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Nothing is published without it: the address is made of it.
    Needed,
    /// It stops a publication; it can be overruled.
    Stop,
    /// Good to know.
    Advice,
}

/// Something the checks found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What weight it has.
    pub weight: Weight,
    /// The sentence, and its field in the form.
    pub problem: Problem,
}

fn finding(weight: Weight, problem: Problem) -> Finding {
    Finding { weight, problem }
}

/// What lacks in a text, whatever was published before.
async fn lacking(tx: &mut Tx, content: &Content, tags: (&str, &str)) -> Result<Vec<Finding>, Error> {
    let document = content.document()?;
    let mut found = Vec::new();
    if content.headline.is_empty() {
        found.push(finding(Weight::Needed, Problem::new("headline", "problem-headline-missing")));
    }
    if content.section.is_none() {
        found.push(finding(Weight::Needed, Problem::new("section", "problem-section-missing")));
    }
    if document::plain_text(&document).trim().is_empty() && document::references(&document).media.is_empty() {
        found.push(finding(Weight::Stop, Problem::new("body-field", "problem-body-empty")));
    }
    let pictures = document::pictures(&document);
    let ids: Vec<Id> = pictures.iter().filter_map(|one| document::media_of(&one.src)).chain(content.image).collect();
    let known: BTreeMap<Id, media::Listed> = media::these(tx, &ids, tags).await?.into_iter().map(|one| (one.id, one)).collect();
    if let Some(one) = content.image.and_then(|id| known.get(&id)) {
        if content.image_alt.is_empty() && one.is_missing_alt() {
            found.push(finding(Weight::Stop, Problem::with("image_alt", "problem-image-alt", &one.name)));
        }
        if content.image_credit.is_empty() && one.credit.is_empty() {
            found.push(finding(Weight::Stop, Problem::with("image_credit", "problem-image-credit", &one.name)));
        }
    }
    for picture in pictures {
        let one = document::media_of(&picture.src).and_then(|id| known.get(&id));
        let name = one.map_or(picture.src.as_str(), |one| one.name.as_str());
        if picture.alt.is_none() && one.is_none_or(media::Listed::is_missing_alt) {
            found.push(finding(Weight::Stop, Problem::with("body-field", "problem-picture-alt", name)));
        }
        if picture.credit.is_empty() && one.is_none_or(|one| one.credit.is_empty()) {
            found.push(finding(Weight::Stop, Problem::with("body-field", "problem-picture-credit", name)));
        }
    }
    Ok(found)
}

/// Links to this site's own articles and addresses that lead nowhere.
async fn dead_links(app: &App, tx: &mut Tx, content: &Content) -> Result<Vec<Finding>, Error> {
    let advice = |key, value: &str| finding(Weight::Advice, Problem::with("body-field", key, value));
    let references = document::references(&content.document()?);
    let mut found = Vec::new();
    for id in references.articles {
        match store::article(tx, id).await?.filter(|article| article.trashed_at.is_none()) {
            None => found.push(advice("advice-link-gone", &id.to_string())),
            Some(article) if article.state() != State::Published => found.push(advice("advice-link-unpublished", &article.headline)),
            Some(_) => {}
        }
    }
    for address in references.addresses {
        let path = address.strip_prefix(app.settings.address.as_str()).unwrap_or(&address);
        let path = path.split(['?', '#']).next().unwrap_or_default();
        if !path.starts_with('/') || path.starts_with("//") || path == "/" || addresses::is_own(path) {
            continue;
        }
        let leads = match addresses::lookup(tx, path).await? {
            None => false,
            Some(known) if known.state == "gone" => false,
            Some(known) if known.kind == addresses::Kind::Article.as_str() => super::published(tx, known.subject).await?.is_some(),
            Some(_) => true,
        };
        if !leads {
            found.push(advice("advice-link-dead", path));
        }
    }
    Ok(found)
}

/// What the newsroom had before this edit: what readers see, or what an import brought.
async fn before(tx: &mut Tx, article: &Article) -> Result<Option<Content>, Error> {
    if article.published_revision.is_some() {
        return Ok(Some(revisions_store::published_content(tx, article).await?.content));
    }
    if article.origin != crate::Origin::Import.as_str() {
        return Ok(None);
    }
    match revisions_store::imported(tx, article.id).await? {
        Some(id) => Ok(revisions_store::revision(tx, id).await?.map(|revision| revision.content)),
        None => Ok(None),
    }
}

/// Everything that the checks find, what stops first.
pub async fn checks(app: &App, tx: &mut Tx, article: &Article, content: &Content) -> Result<Vec<Finding>, Error> {
    let main = site::main_language(tx).await?;
    let tags = (article.language.as_str(), main.as_str());
    let mut found = lacking(tx, content, tags).await?;
    if let Some(before) = before(tx, article).await? {
        let standing = lacking(tx, &before, tags).await?;
        for one in found.iter_mut().filter(|one| one.weight == Weight::Stop) {
            if standing.iter().any(|known| known.problem == one.problem) {
                one.weight = Weight::Advice;
            }
        }
    }
    let advice = [
        (content.standfirst.is_empty(), "standfirst", "advice-standfirst"),
        (content.excerpt.is_empty(), "excerpt", "advice-excerpt"),
        (content.bylines.is_empty(), "byline-heading", "advice-byline"),
    ];
    let wanted = advice.iter().filter(|(missing, ..)| *missing);
    found.extend(wanted.map(|(_, field, key)| finding(Weight::Advice, Problem::new(field, key))));
    found.extend(dead_links(app, tx, content).await?);
    found.sort_by_key(|one| one.weight == Weight::Advice);
    Ok(found)
}

/// Goes on if nothing stops the working copy, or if `overrule` is a reason and the account may overrule.
pub(super) async fn pass(app: &App, tx: &mut Tx, actor: &Actor, article: &Article, overrule: &str) -> Result<(), Error> {
    let copy = store::working_copy(tx, article.id).await?.ok_or(Error::NotFound)?;
    let stops: Vec<Finding> =
        checks(app, tx, article, &copy.content).await?.into_iter().filter(|one| one.weight != Weight::Advice).collect();
    if stops.is_empty() {
        return Ok(());
    }
    let reason = crate::naming::clean_text(overrule);
    if reason.is_empty() || stops.iter().any(|one| one.weight == Weight::Needed) {
        return Err(Error::Invalid(stops.into_iter().map(|one| one.problem).collect()));
    }
    accounts::allow(tx, actor, Right::Overrule).await?;
    let what: Vec<&str> = stops.iter().map(|one| one.problem.key).collect();
    let what = what.join(" ");
    audit::record(app, tx, actor, "article.overrule", ("article", Some(article.id)), &format!("{what}: {reason}")).await?;
    let new = New { article: article.id, kind: "overrule", from: None, to: None, what: &what, assignee: None, note: &reason };
    events_store::add(app, tx, actor, &new).await.map(|_| ())
}
