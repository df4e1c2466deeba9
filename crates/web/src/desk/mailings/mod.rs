//! Mailings at the desk: the list, one of them, what an editor may do to it.

pub mod alerts;
mod arrange;
pub mod preview;
pub mod show;

use axum::extract::{Query, State};
use axum::response::Response;
use language::Tag;
use newsroom::accounts::Right;
use newsroom::{Id, Timestamp, mailings, site};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::mailings::{MailingList, MailingRow};

use crate::guard::Desk;
use crate::{Failure, Web};

/// Mailings on a page of the list.
const ON_A_PAGE: usize = 30;

/// Where a page of the list begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    before: Option<Id>,
}

/// A moment in words.
fn words(at: Timestamp, zone: &str, language: &Tag) -> Result<String, Failure> {
    theme::dates::full_time(at, zone, language).map_err(Failure::broken)
}

/// GET `/desk/mailings`
pub async fn list(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    let limit = i64::try_from(ON_A_PAGE + 1).map_err(Failure::broken)?;
    let mut rows = mailings::list(&mut tx, asked.before, limit).await?;
    drop(tx);
    let more = rows.len() > ON_A_PAGE;
    rows.truncate(ON_A_PAGE);
    let older_href = rows.last().filter(|_| more).map(|row| format!("/desk/mailings?before={}", row.id));
    let shown = rows.iter().map(|row| {
        Ok(MailingRow {
            href: format!("/desk/mailings/{}", row.id),
            title: row.title.clone(),
            state: row.state.as_str().to_owned(),
            made: theme::dates::short_time(row.created_at, &zone, &desk.language).map_err(Failure::broken)?,
            readers: row.cut_off.map(|_| row.totals.frozen),
            submitted: row.totals.submitted,
            to_send: row.totals.to_send(),
            failed: row.totals.rejected + row.totals.in_doubt,
        })
    });
    let context = MailingList {
        alerts: alerts::shown(&web, &desk).await?,
        mailings: shown.collect::<Result<_, Failure>>()?,
        frame: desk.frame(&web, Here::Mailings).await?,
        older_href,
        first_href: asked.before.map(|_| "/desk/mailings".to_owned()),
    };
    web.desk_page("desk/mailings/list.html", &desk, &context)
}
