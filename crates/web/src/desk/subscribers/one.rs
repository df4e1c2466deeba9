//! One subscriber: what they chose, the proof of their consent, and the ends of it.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use newsroom::accounts::Right;
use newsroom::{Id, newsletters, site, subscribers};
use theme::desk::Here;
use theme::desk::subscribers::{ConsentRow, SubscriberPage};

use super::{HOME, named};
use crate::guard::{Desk, Posted};
use crate::site::frame::language_name;
use crate::{Failure, Web, done};

/// GET `/desk/subscribers/{id}`
pub async fn page(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mut tx = web.app.read().await?;
    let of = subscribers::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    let identity = site::identity(&mut tx).await?;
    let main = identity.main_language();
    let all = newsletters::all(&mut tx).await?;
    let chosen = subscribers::choices_of(&mut tx, id).await?;
    let consents = subscribers::consents_of(&mut tx, id).await?;
    drop(tx);
    let time = |at: i64| theme::dates::full_time(at, &identity.zone, &desk.language).map_err(Failure::broken);
    let row = |one: subscribers::Consent| {
        let ids: Vec<Id> = serde_json::from_str(&one.newsletters).map_err(Failure::broken)?;
        Ok::<_, Failure>(ConsentRow {
            when: time(one.at)?,
            newsletters: named(&all, &ids, main),
            step: one.step,
            wording: one.wording,
            page: one.page,
            ip: one.ip,
        })
    };
    let context = SubscriberPage {
        frame: desk.frame(&web, Here::Subscribers).await?,
        href: format!("{HOME}/{id}"),
        since: time(of.created_at)?,
        confirmed: of.confirmed_at.map(time).transpose()?.unwrap_or_default(),
        language: language_name(&of.language),
        newsletters: named(&all, &chosen, main),
        consents: consents.into_iter().map(row).collect::<Result<_, _>>()?,
        address: of.address,
        state: of.state,
    };
    web.desk_page("desk/subscribers/one.html", &desk, &context)
}

/// GET `/desk/subscribers/{id}/data`: everything that is kept about them, as JSON.
pub async fn data(State(web): State<Web>, desk: Desk, Path(id): Path<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mut tx = web.app.read().await?;
    let text = serde_json::to_string_pretty(&subscribers::export(&mut tx, id).await?).map_err(Failure::broken)?;
    let mut response = text.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"subscriber.json\""));
    Ok(response)
}

/// POST `/desk/subscribers/{id}/unsubscribe`
pub async fn unsubscribe(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    subscribers::leave(&web.app, &desk.actor(), id, 0, HOME).await?;
    Ok(done(&format!("{HOME}/{id}"), "subscriber-unsubscribed"))
}

/// POST `/desk/subscribers/{id}/erase`
pub async fn erase(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    subscribers::erase(&web.app, &desk.actor(), id).await?;
    Ok(done(HOME, "subscriber-erased"))
}
