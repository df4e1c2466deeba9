//! What the newsroom is alerted to about its mail, in words: for the desk's first page and the mailings.

use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::{Id, mailings, site};
use theme::Value;
use theme::desk::mailings::MailAlert;

use super::words;
use crate::guard::{Desk, Posted};
use crate::{Failure, Web, done};

/// The alerts; none for those who have nothing to do with mail.
pub async fn shown(web: &Web, desk: &Desk) -> Result<Vec<MailAlert>, Failure> {
    if desk.allow(Right::Mail).is_err() {
        return Ok(Vec::new());
    }
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    let alerts = mailings::alerts(&mut tx).await?;
    drop(tx);
    let mut shown = Vec::new();
    if let Some(trouble) = web.app.relay.trouble() {
        let when = words(trouble.until, &zone, &desk.language)?;
        let arguments = [("words", Value::from(trouble.words.as_str())), ("when", Value::from(when))];
        shown.push(MailAlert {
            away: String::new(),
            text: web.app.theme.text(&desk.language, "mailing-trouble-relay", &arguments),
            href: String::new(),
            at: words(trouble.since, &zone, &desk.language)?,
        });
    }
    for alert in alerts {
        let arguments = [("title", Value::from(alert.title.as_str())), ("detail", Value::from(alert.detail.as_str()))];
        shown.push(MailAlert {
            away: format!("/desk/mailings/alerts/{}", alert.id),
            text: web.app.theme.text(&desk.language, &format!("mail-alert-text-{}", alert.kind), &arguments),
            href: format!("/desk/mailings/{}", alert.mailing),
            at: words(alert.at, &zone, &desk.language)?,
        });
    }
    Ok(shown)
}

/// POST `/desk/mailings/alerts/{id}`: it was seen.
pub async fn put_away(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    mailings::put_alert_away(&web.app, &desk.actor(), id).await?;
    Ok(done("/desk/mailings", "mail-alert-away"))
}
