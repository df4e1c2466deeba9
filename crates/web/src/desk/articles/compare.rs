//! Two revisions beside each other, word by word; a part of the older one can be taken back alone.

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::articles::{self, Article, Autosaved, Content, FIELDS};
use newsroom::{Id, accounts, site};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::articles::RevisionRow;
use theme::desk::compare::{ComparePage, ComparePart, RevisionList};

use super::edit::{load, who, words};
use super::parts::{self, Names, spans};
use crate::guard::{Desk, Posted};
use crate::web::encode_value;
use crate::{Failure, Web, done};

/// Revisions that the list shows: thinning leaves some two hundred in a year of daily work.
const LISTED: i64 = 300;
/// The name of the text being written, among the revisions.
const NOW: &str = "now";

/// GET `/desk/articles/{id}/revisions`
pub async fn list(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    let (_, copy) = load(&web, id).await?;
    let mut rows = Vec::new();
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    for (revision, _, reason, made_by, made_at, count) in articles::revisions(&mut tx, id, LISTED).await? {
        let by = match made_by {
            Some(account) => accounts::by_id(&mut tx, account).await?.map(|account| account.name).unwrap_or_default(),
            None => String::new(),
        };
        rows.push(RevisionRow {
            made: theme::dates::full_time(made_at, &zone, &desk.language).map_err(Failure::broken)?,
            by,
            reason: super::edit::reason(reason),
            words: count,
            href: format!("/desk/articles/{id}/revisions/{revision}"),
            id: revision.to_string(),
        });
    }
    drop(tx);
    let context = RevisionList {
        frame: desk.frame(&web, Here::Articles).await?,
        id: id.to_string(),
        headline: copy.content.headline,
        revisions: rows,
    };
    web.desk_page("desk/articles/revisions.html", &desk, &context)
}

/// Which two.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    from: String,
    to: String,
}

/// One of the two: what it says, and when and by whom it was written.
struct Side {
    content: Content,
    made: String,
    by: String,
}

async fn side(web: &Web, desk: &Desk, article: &Article, which: &str) -> Result<Side, Failure> {
    if which == NOW {
        let (_, copy) = load(web, article.id).await?;
        let made = words(web, desk, copy.saved_at).await?;
        return Ok(Side { content: copy.content, made, by: who(web, copy.saved_by).await? });
    }
    let revision: Id = which.parse().map_err(|_| Failure::NotFound)?;
    let mut tx = web.app.read().await?;
    let found = articles::revision(&mut tx, revision).await?.filter(|found| found.article == article.id).ok_or(Failure::NotFound)?;
    drop(tx);
    Ok(Side { made: words(web, desk, found.made_at).await?, by: who(web, found.made_by).await?, content: found.content })
}

/// GET `/desk/articles/{id}/compare?from=REVISION&to=REVISION`; `now` is the text being written.
pub async fn page(State(web): State<Web>, desk: Desk, Path(id): Path<Id>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let (article, copy) = load(&web, id).await?;
    let to = if asked.to.is_empty() { NOW } else { asked.to.as_str() };
    let (old, new) = (side(&web, &desk, &article, &asked.from).await?, side(&web, &desk, &article, to).await?);
    let mut tx = web.app.read().await?;
    let main = site::main_language(&mut tx).await?;
    let names = Names::read(&mut tx, &[&old.content, &new.content], (desk.language.as_str(), &main)).await?;
    drop(tx);
    let mut all = Vec::new();
    for part in FIELDS.iter().filter(|part| !old.content.same_part(&new.content, part)) {
        let text = |content| names.text(&web, &desk, content, part);
        all.push(ComparePart {
            name: (*part).to_owned(),
            label: parts::label(&web, &desk, part),
            changed: true,
            layout_only: false,
            words: spans(&text(&old.content), &text(&new.content)),
        });
    }
    let (before, after) = (old.content.document()?, new.content.document()?);
    let mut paragraph = 0;
    for (place, pair) in document::compare(&before, &after).iter().enumerate() {
        paragraph += usize::from(pair.new.is_some());
        let text = |block: Option<&document::Block>| {
            block.map(|block| parts::blocks(&web, &desk, std::slice::from_ref(block))).unwrap_or_default()
        };
        let (was, is) = (text(pair.old), text(pair.new));
        all.push(ComparePart {
            name: format!("body.{place}"),
            label: web.count(&desk.language, "together-paragraph", paragraph.max(1)),
            changed: !pair.is_same(),
            layout_only: !pair.is_same() && was == is,
            words: spans(&was, &is),
        });
    }
    let context = ComparePage {
        frame: desk.frame(&web, Here::Articles).await?,
        id: id.to_string(),
        language: article.language,
        number: copy.number.to_string(),
        restorable: to == NOW && asked.from != NOW && article.trashed_at.is_none(),
        turned_href: format!("/desk/articles/{id}/compare?from={}&to={}", encode_value(to), encode_value(&asked.from)),
        from: asked.from,
        older: (old.made, old.by),
        newer: (new.made, new.by),
        same: all.iter().all(|part| !part.changed),
        places: all,
    };
    web.desk_page("desk/articles/compare.html", &desk, &context)
}

/// POST `/desk/articles/{id}/compare`: one part of a revision becomes the text again.
pub async fn restore(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let revision: Id = fields.get("from").parse().map_err(|_| Failure::NotFound)?;
    let number = fields.get("number").parse().unwrap_or(0);
    let page = format!("/desk/articles/{id}/compare?from={revision}&to={NOW}");
    match articles::restore_part(&web.app, &desk.actor(), id, number, revision, fields.get("part")).await? {
        Autosaved::Kept(_) => Ok(done(&format!("/desk/articles/{id}"), "article-part")),
        Autosaved::Conflict(_) => Ok(Redirect::to(&format!("{page}&said=compare-changed")).into_response()),
    }
}
