//! One's own sessions: where one is signed in, and ending them.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use newsroom::{accounts, site};
use theme::Value;
use theme::desk::Here;
use theme::desk::people::{SessionRow, SessionsPage};

use super::agents::browser_and_system;
use crate::guard::{Desk, Posted, session_token};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/account/sessions";

/// GET `/desk/account/sessions`
pub async fn page(State(web): State<Web>, desk: Desk, headers: HeaderMap) -> Result<Response, Failure> {
    let token = session_token(&headers).unwrap_or_default();
    let (open, own) = accounts::open_sessions(&web.app, desk.account.id, &token).await?;
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    drop(tx);
    let time = |at| theme::dates::full_time(at, &zone, &desk.language).map_err(Failure::broken);
    let mut rows = Vec::new();
    for session in open {
        rows.push(SessionRow {
            here: session.name == own,
            name: session.name,
            agent: said(&web, &desk, &session.agent),
            ip: session.ip,
            since: time(session.created_at)?,
            seen: time(session.seen_at)?,
        });
    }
    let context = SessionsPage { frame: desk.frame(&web, Here::Own).await?, rows };
    web.desk_page("desk/sessions.html", &desk, &context)
}

/// "Firefox sur Linux"; what is not known is said as the browser said it.
fn said(web: &Web, desk: &Desk, agent: &str) -> String {
    match browser_and_system(agent) {
        (Some(browser), Some(system)) => {
            let words = [("browser", Value::from(browser)), ("system", Value::from(system))];
            web.app.theme.text(&desk.language, "sessions-browser-on", &words)
        }
        _ => agent.to_owned(),
    }
}

/// POST `/desk/account/sessions`: ends the one that is named, or all others.
pub async fn end(State(web): State<Web>, headers: HeaderMap, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let id = desk.account.id;
    match fields.get("session") {
        "" => accounts::end_others(&web.app, &desk.actor(), id, &session_token(&headers).unwrap_or_default()).await?,
        name => accounts::end_one(&web.app, &desk.actor(), id, name).await?,
    }
    Ok(done(HOME, "session-ended"))
}
