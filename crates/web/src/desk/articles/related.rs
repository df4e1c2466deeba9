//! An article's related articles at the desk: why each is there, pins, exclusions, "never recommend this".

use std::collections::BTreeMap;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::accounts::Right;
use newsroom::articles::{self, Card, DeskFilter, State as Of};
use newsroom::related::{self, Choice, Standing};
use newsroom::{Id, naming, sections, site};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::related::{RelatedPage, RelatedRow};

use super::sentences;
use crate::desk::forms::or_problems;
use crate::guard::{Desk, Posted};
use crate::{Failure, Web, done};

/// Articles found to be pinned.
const FOUND: i64 = 20;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    words: String,
}

/// GET `/desk/articles/{id}/related`
pub async fn page(State(web): State<Web>, desk: Desk, Path(id): Path<Id>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    show(&web, &desk, id, &asked.words, BTreeMap::new()).await
}

/// POST `/desk/articles/{id}/related`: one act on one other article, or the box.
pub async fn save(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Curate)?;
    let actor = desk.actor();
    let act = fields.get("act");
    let other = || fields.get("other").parse::<Id>().map_err(|_| Failure::NotFound);
    let outcome = match (act, Choice::parse(act)) {
        (_, Some(choice)) => related::choose(&web.app, &actor, id, other()?, choice).await,
        ("up" | "down", None) => related::move_pin(&web.app, &actor, id, other()?, act == "up").await,
        ("never", None) => related::set_never(&web.app, &actor, id, fields.has("never")).await,
        _ => return Err(Failure::NotFound),
    };
    match or_problems(outcome)? {
        Ok(change) => {
            web.published(change).await;
            Ok(done(&format!("/desk/articles/{id}/related"), "related-saved"))
        }
        Err(problems) => {
            let page = show(&web, &desk, id, "", sentences(&web, &desk, &problems)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// What every row needs of the site.
struct Around {
    zone: String,
    main: String,
    sections: Vec<sections::Section>,
}

impl Around {
    fn row(&self, desk: &Desk, id: Id, headline: String, card: Option<&Card>) -> Result<RelatedRow, Failure> {
        let language = card.map(|card| card.language.clone()).unwrap_or_default();
        let section = card.and_then(|card| self.sections.iter().find(|section| Some(section.id) == card.section));
        let date = card.map(|card| theme::dates::full(card.published_at, &self.zone, &desk.language)).transpose();
        Ok(RelatedRow {
            id: id.to_string(),
            href: format!("/desk/articles/{id}"),
            headline,
            section: section
                .and_then(|section| naming::best(&section.names, &language, &self.main))
                .map(|name| name.name.clone())
                .unwrap_or_default(),
            date: date.map_err(Failure::broken)?.unwrap_or_default(),
            standing: String::new(),
            percent: None,
            reasons: String::new(),
            language,
        })
    }
}

async fn show(web: &Web, desk: &Desk, id: Id, words: &str, errors: BTreeMap<String, String>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let article = articles::article(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let headline = articles::working_copy(&mut tx, id).await?.map_or(article.headline.clone(), |copy| copy.content.headline);
    let identity = site::identity(&mut tx).await?;
    let around = Around { zone: identity.zone.clone(), main: identity.main_language().to_owned(), sections: sections::all(&mut tx).await? };
    let panel = related::panel(&mut tx, id).await?;
    let (mut pins, mut near, mut excluded) = (Vec::new(), Vec::new(), Vec::new());
    let mut pinning = true;
    for row in panel.rows {
        // Pins come first, then what is near, exclusions last: what is hidden stands with its kind.
        pinning &= matches!(row.standing, Standing::Pinned | Standing::Hidden);
        let list = match row.standing {
            Standing::Pinned => &mut pins,
            Standing::Hidden if pinning => &mut pins,
            Standing::Excluded | Standing::Hidden => &mut excluded,
            _ => &mut near,
        };
        list.push(RelatedRow {
            standing: row.standing.as_str().to_owned(),
            percent: row.score.map(percent),
            reasons: row.reasons,
            ..around.row(desk, row.id, row.headline, row.card.as_ref())?
        });
    }
    let found = if words.trim().is_empty() {
        None
    } else {
        let filter = DeskFilter {
            state: Of::parse("published"),
            language: Some(article.language.clone()),
            words: words.to_owned(),
            ..DeskFilter::default()
        };
        let ids: Vec<Id> = articles::desk_list(&mut tx, &filter, None, FOUND).await?.into_iter().map(|row| row.id).collect();
        let taken = |id: Id| pins.iter().any(|pin| pin.id == id.to_string());
        let cards = articles::cards(&mut tx, &ids).await?;
        let cards = cards.iter().filter(|card| card.id != id && !taken(card.id));
        Some(cards.map(|card| around.row(desk, card.id, card.headline.clone(), Some(card))).collect::<Result<Vec<_>, _>>()?)
    };
    drop(tx);
    let context = RelatedPage {
        frame: desk.frame(web, Here::Articles).await?,
        id: id.to_string(),
        headline,
        published: article.state() == Of::Published && article.trashed_at.is_none(),
        may: desk.role.may(Right::Curate),
        pins,
        near,
        excluded,
        never: panel.never,
        words: words.to_owned(),
        found,
        errors,
    };
    web.desk_page("desk/articles/related.html", desk, &context)
}

fn percent(score: f64) -> u32 {
    // Between 0 and 100 by its making.
    (score.clamp(0.0, 1.0) * 100.0).round() as u32
}
