//! Signing in and out, one-time links, passwords.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::Problem;
use newsroom::accounts::{self, Purpose, SignIn};
use serde::Deserialize;
use theme::desk::{Notice, NoticeKind};

use super::again;
use super::forms::{Form, open_frame, or_problems};
use crate::guard::{Client, Fields, OpenForm, Posted, session_cookie, session_token};
use crate::{Failure, Web};

/// The token of a link, and where to go on.
#[derive(Debug, Default, Deserialize)]
pub struct Link {
    #[serde(default)]
    token: String,
    #[serde(default)]
    next: String,
    #[serde(default)]
    said: String,
}

/// Only paths of the desk are gone on to.
fn next(wanted: &str) -> &str {
    if wanted == "/desk" || wanted.starts_with("/desk/") { wanted } else { "/desk" }
}

fn enter(web: &Web, token: &str, to: &str) -> Response {
    ([(SET_COOKIE, session_cookie(web, token))], Redirect::to(to)).into_response()
}

async fn sign_in_page(web: &Web, client: &Client, typed: &Fields, to: &str, problems: &[Problem]) -> Result<Response, Failure> {
    sign_in_saying(web, client, typed, to, problems, "").await
}

/// The page to sign in, with what the last act said.
async fn sign_in_saying(
    web: &Web,
    client: &Client,
    typed: &Fields,
    to: &str,
    problems: &[Problem],
    said: &str,
) -> Result<Response, Failure> {
    let (mut frame, language) = open_frame(web, client).await?;
    if matches!(said, "password-asked" | "password") {
        frame.notices.push(Notice { kind: NoticeKind::Info, text: web.text(&language, &format!("said-{said}"), ""), href: String::new() });
    }
    Form::new(web, &language, frame, ("sign-in-title", "/desk/sign-in"), typed, problems)
        .hidden("next", next(to))
        .field("email", "email", "field-email", "")
        .complete("username")
        .field("password", "password", "field-password", "")
        .complete("current-password")
        .button("sign-in-button")
        .link("/desk/forgotten", "forgotten-title")
        .answer()
}

async fn forgotten_page(web: &Web, client: &Client, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let (frame, language) = open_frame(web, client).await?;
    Form::new(web, &language, frame, ("forgotten-title", "/desk/forgotten"), typed, problems)
        .help("forgotten-help")
        .back("/desk/sign-in")
        .field("email", "email", "field-email", "")
        .complete("username")
        .button("forgotten-button")
        .answer()
}

/// GET `/desk/forgotten`
pub async fn forgotten(State(web): State<Web>, client: Client) -> Result<Response, Failure> {
    forgotten_page(&web, &client, &Fields::default(), &[]).await
}

/// POST `/desk/forgotten`: the same answer for every address.
pub async fn ask_password(State(web): State<Web>, form: OpenForm) -> Result<Response, Failure> {
    match or_problems(accounts::forgotten(&web.app, form.fields.get("email"), &form.client.ip).await)? {
        Ok(()) => Ok(crate::done("/desk/sign-in", "password-asked")),
        Err(problems) => forgotten_page(&web, &form.client, &form.fields, &problems).await,
    }
}

/// GET `/desk/sign-in`
pub async fn sign_in(State(web): State<Web>, client: Client, Query(link): Query<Link>) -> Result<Response, Failure> {
    sign_in_saying(&web, &client, &Fields::default(), &link.next, &[], &link.said).await
}

/// POST `/desk/sign-in`
pub async fn signed_in(State(web): State<Web>, headers: HeaderMap, form: OpenForm) -> Result<Response, Failure> {
    let (fields, client) = (&form.fields, &form.client);
    let ticket = fields.get("ticket");
    let outcome = if ticket.is_empty() {
        accounts::sign_in(&web.app, fields.get("email"), fields.get("password"), &client.ip, &client.agent).await
    } else {
        accounts::sign_in_code(&web.app, ticket, fields.get("code"), &client.ip, &client.agent).await
    };
    let outcome = or_problems(outcome)?;
    if headers.get(ACCEPT).is_some_and(|accept| accept == "application/json") {
        return in_place(&web, client, outcome).await;
    }
    match outcome {
        Ok(SignIn::Code(ticket)) if is_again(fields) => again::asks_code(&web, client, fields, &ticket).await,
        Ok(SignIn::Code(ticket)) => code_page(&web, client, &ticket, fields.get("next"), &[]).await,
        Ok(SignIn::Done(session)) if is_again(fields) => {
            let page = again::offered(&web, &session, fields).await?;
            Ok(([(SET_COOKIE, session_cookie(&web, &session.token))], page).into_response())
        }
        Ok(SignIn::Done(session)) => Ok(enter(&web, &session.token, next(fields.get("next")))),
        Err(problems) if is_again(fields) => {
            let (_, language) = open_frame(&web, client).await?;
            let why = problems.first().map(|problem| web.text(&language, problem.key, &problem.value)).unwrap_or_default();
            again::refused(&web, client, fields, why).await
        }
        Err(problems) if problems.iter().any(|problem| problem.key == "problem-code-late") => {
            let problems: Vec<Problem> = problems.into_iter().map(|problem| Problem { field: "", ..problem }).collect();
            sign_in_page(&web, client, &Fields::default(), fields.get("next"), &problems).await
        }
        Err(problems) if !ticket.is_empty() => code_page(&web, client, ticket, fields.get("next"), &problems).await,
        Err(problems) => sign_in_page(&web, client, fields, fields.get("next"), &problems).await,
    }
}

/// The answer to the editor's dialog: signed in (204), a code is needed (its ticket), or why not.
async fn in_place(web: &Web, client: &Client, outcome: Result<SignIn, Vec<Problem>>) -> Result<Response, Failure> {
    Ok(match outcome {
        Ok(SignIn::Done(session)) => ([(SET_COOKIE, session_cookie(web, &session.token))], StatusCode::NO_CONTENT).into_response(),
        Ok(SignIn::Code(ticket)) => Json(serde_json::json!({ "ticket": ticket })).into_response(),
        Err(problems) => {
            let (_, language) = open_frame(web, client).await?;
            let sentences: Vec<String> = problems.iter().map(|problem| web.text(&language, problem.key, &problem.value)).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, Json(serde_json::json!({ "message": sentences.join(" ") }))).into_response()
        }
    })
}

/// The second step of signing in. Nothing but the code is asked for.
async fn code_page(web: &Web, client: &Client, ticket: &str, to: &str, problems: &[Problem]) -> Result<Response, Failure> {
    let (frame, language) = open_frame(web, client).await?;
    let none = Fields::default();
    Form::new(web, &language, frame, ("code-title", "/desk/sign-in"), &none, problems)
        .hidden("ticket", ticket)
        .hidden("next", next(to))
        .field("text", "code", "field-code", "")
        .complete("one-time-code")
        .button("sign-in-button")
        .answer()
}

/// Whether a form was sent without a session, and waits to be sent again.
fn is_again(fields: &Fields) -> bool {
    fields.get("again").starts_with("/desk/")
}

/// POST `/desk/sign-out`
pub async fn sign_out(State(web): State<Web>, headers: HeaderMap, _posted: Posted) -> Result<Response, Failure> {
    if let Some(token) = session_token(&headers) {
        accounts::end_session(&web.app, &token).await?;
    }
    Ok(enter(&web, "", "/desk/sign-in"))
}

/// GET `/desk/link`: the page of one button; a GET uses nothing up.
pub async fn link(State(web): State<Web>, client: Client, Query(link): Query<Link>) -> Result<Response, Failure> {
    accounts::peek_link(&web.app, Purpose::SignIn, &link.token).await?;
    let (frame, language) = open_frame(&web, &client).await?;
    Form::new(&web, &language, frame, ("link-title", "/desk/link"), &Fields::default(), &[])
        .help("link-help")
        .hidden("token", &link.token)
        .button("sign-in-button")
        .answer()
}

/// POST `/desk/link`
pub async fn use_link(State(web): State<Web>, form: OpenForm) -> Result<Response, Failure> {
    let account = accounts::use_link(&web.app, Purpose::SignIn, form.fields.get("token")).await?.ok_or(Failure::NotFound)?;
    begin(&web, account, &form.client).await
}

/// Begins a session and goes to the desk.
pub async fn begin(web: &Web, account: newsroom::Id, client: &Client) -> Result<Response, Failure> {
    let session = accounts::start_session(&web.app, account, &client.ip, &client.agent).await?;
    Ok(enter(web, &session.token, "/desk"))
}

async fn password_page(web: &Web, client: &Client, token: &str, problems: &[Problem]) -> Result<Response, Failure> {
    let (frame, language) = open_frame(web, client).await?;
    Form::new(web, &language, frame, ("password-title", "/desk/password"), &Fields::default(), problems)
        .hidden("token", token)
        .field("password", "new_password", "field-new-password", "")
        .complete("new-password")
        .answer()
}

/// GET `/desk/password`
pub async fn password(State(web): State<Web>, client: Client, Query(link): Query<Link>) -> Result<Response, Failure> {
    accounts::peek_link(&web.app, Purpose::Password, &link.token).await?;
    password_page(&web, &client, &link.token, &[]).await
}

/// POST `/desk/password`
pub async fn set_password(State(web): State<Web>, form: OpenForm) -> Result<Response, Failure> {
    let token = form.fields.get("token");
    let account = accounts::peek_link(&web.app, Purpose::Password, token).await?.ok_or(Failure::NotFound)?;
    let actor = newsroom::Actor::desk(account, &form.client.ip);
    let outcome = accounts::set_password(&web.app, &actor, account, form.fields.get("new_password")).await;
    match or_problems(outcome)? {
        Ok(()) => {
            accounts::use_link(&web.app, Purpose::Password, token).await?;
            let mut tx = web.app.read().await?;
            let factor = accounts::factor_since(&mut tx, account).await?;
            drop(tx);
            // A link in a mailbox is one thing to know; the second factor is asked for all the same.
            if factor.is_some() {
                return Ok(crate::done("/desk/sign-in", "password"));
            }
            begin(&web, account, &form.client).await
        }
        Err(problems) => {
            let problems: Vec<Problem> = problems.into_iter().map(|problem| Problem { field: "new_password", ..problem }).collect();
            password_page(&web, &form.client, token, &problems).await
        }
    }
}
