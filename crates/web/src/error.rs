//! The only place where errors become responses.
//!
//! A handler returns a [`Failure`]; it travels as an extension of a bare response to [`dress`], the outermost layer, which
//! knows the path, and so whether a reader or the newsroom is to be answered, and in which language.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use language::Tag;
use newsroom::accounts::Right;
use newsroom::changes::Key;
use newsroom::{Error, Tx};
use theme::desk::Failed;

use crate::pages::{Ask, Page};
use crate::{Web, guard};

/// Why a request could not be answered as asked.
#[derive(Clone, Debug)]
pub enum Failure {
    /// There is nothing here.
    NotFound,
    /// There was something here; it is deleted.
    Gone,
    /// Not with this role, or not from there.
    Forbidden,
    /// Nobody is signed in: where to go afterwards, and what was typed.
    SignedOut {
        /// The path that was asked for.
        next: String,
        /// What a form carried: names and values.
        typed: Vec<(String, String)>,
    },
    /// Nobody is signed in, and a program asks.
    Unauthorised,
    /// More was sent than is taken.
    TooLarge,
    /// What was sent cannot be read; for the log and for programs.
    BadRequest(String),
    /// Someone else was first: the key of a phrase.
    Conflict(&'static str),
    /// What was given cannot be taken; pages with forms catch this themselves.
    Invalid(Vec<newsroom::Problem>),
    /// Too many attempts, or not now: the key of a phrase.
    Unavailable(&'static str),
    /// Something that should not happen did; for the log only.
    Broken(String),
}

impl Failure {
    /// Wraps an error that no one outside can do anything about.
    pub fn broken(error: impl std::fmt::Display) -> Failure {
        Failure::Broken(error.to_string())
    }

    fn status(&self) -> StatusCode {
        match self {
            Failure::NotFound => StatusCode::NOT_FOUND,
            Failure::Gone => StatusCode::GONE,
            Failure::Forbidden => StatusCode::FORBIDDEN,
            Failure::SignedOut { .. } | Failure::Unauthorised => StatusCode::UNAUTHORIZED,
            Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Failure::BadRequest(_) => StatusCode::BAD_REQUEST,
            Failure::Conflict(_) => StatusCode::CONFLICT,
            Failure::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Failure::Unavailable("problem-too-many-attempts") => StatusCode::TOO_MANY_REQUESTS,
            Failure::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Failure::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The phrases: headline and sentence.
    fn phrases(&self) -> (&'static str, &'static str) {
        match self {
            Failure::NotFound => ("failure-not-found", "failure-not-found-text"),
            Failure::Gone => ("failure-gone", "failure-gone-text"),
            Failure::Forbidden => ("failure-forbidden", "failure-forbidden-text"),
            Failure::SignedOut { .. } | Failure::Unauthorised => ("failure-signed-out", "failure-signed-out-text"),
            Failure::TooLarge => ("failure-too-large", "failure-too-large-text"),
            Failure::BadRequest(_) => ("failure-bad-request", "failure-bad-request-text"),
            Failure::Conflict(key) => ("failure-conflict", key),
            Failure::Invalid(problems) => ("failure-invalid", problems.first().map_or("failure-invalid-text", |problem| problem.key)),
            Failure::Unavailable(key) => ("failure-unavailable", key),
            Failure::Broken(_) => ("failure-broken", "failure-broken-text"),
        }
    }

    fn value(&self) -> &str {
        match self {
            Failure::Invalid(problems) => problems.first().map_or("", |problem| problem.value.as_str()),
            _ => "",
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        match error {
            Error::NotFound => Failure::NotFound,
            Error::Forbidden => Failure::Forbidden,
            Error::Conflict(key) => Failure::Conflict(key),
            Error::Invalid(problems) => Failure::Invalid(problems),
            Error::Unavailable(key) => Failure::Unavailable(key),
            Error::Database(error) => Failure::Broken(error.to_string()),
            Error::Broken(text) => Failure::Broken(text),
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::BadRequest(text) | Failure::Broken(text) => f.write_str(text),
            other => write!(f, "{other:?}"),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The outermost layer: gives bare failures their page.
pub async fn dress(State(web): State<Web>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let get = request.method().is_safe();
    if !matches!(path.as_str(), "/healthz" | "/readyz")
        && let Some(address) = guard::address(request.headers(), request.extensions(), &web)
    {
        web.crowd.saw(address);
    }
    let json =
        request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.starts_with("application/json"))
            || request
                .headers()
                .get(CONTENT_TYPE)
                .and_then(|value| value.to_str().ok())
                .is_some_and(|kind| kind.starts_with("application/json"));
    let account = guard::session_token(request.headers());
    let mut response = next.run(request).await;
    let desk = path == "/desk" || path.starts_with("/desk/");
    if let Some(failure) = response.extensions_mut().remove::<Failure>() {
        if let Failure::Broken(text) = &failure {
            tracing::error!(path, error = text, "a request failed");
        }
        response = if json {
            json_answer(&failure)
        } else if desk {
            desk_answer(&web, &failure, get, account).await
        } else {
            site_answer(&web, &path, &failure).await
        };
    }
    if desk {
        guard::headers::desk(response.headers_mut());
    } else {
        guard::headers::reader(response.headers_mut());
    }
    response
}

fn json_answer(failure: &Failure) -> Response {
    let problems: Vec<serde_json::Value> = match failure {
        Failure::Invalid(problems) => problems
            .iter()
            .map(|problem| serde_json::json!({ "field": problem.field, "key": problem.key, "value": problem.value }))
            .collect(),
        _ => Vec::new(),
    };
    let (title, text) = failure.phrases();
    (failure.status(), axum::Json(serde_json::json!({ "error": title, "reason": text, "problems": problems }))).into_response()
}

async fn desk_answer(web: &Web, failure: &Failure, get: bool, token: Option<String>) -> Response {
    if let (Failure::SignedOut { next, .. }, true) = (failure, get) {
        return Redirect::to(&format!("/desk/sign-in?next={}", crate::web::encode_value(next))).into_response();
    }
    match desk_page(web, failure, token).await {
        Ok(page) => (failure.status(), page).into_response(),
        Err(error) => last_resort(failure, &error),
    }
}

async fn desk_page(web: &Web, failure: &Failure, token: Option<String>) -> Result<Response, Failure> {
    let session = match token {
        Some(token) => newsroom::accounts::find_session(&web.app, &token).await?,
        None => None,
    };
    let mut tx = web.app.read().await?;
    let identity = newsroom::site::identity(&mut tx).await?;
    drop(tx);
    let language = session.as_ref().map_or(identity.main_language(), |session| session.account.language.as_str());
    let language = Tag::parse(language).map_err(Failure::broken)?;
    let frame = theme::desk::Frame {
        language: language.as_str().to_owned(),
        site_name: identity.name,
        outbox: web.app.outbox().is_some(),
        ..theme::desk::Frame::signed_out()
    };
    let frame = match session {
        Some(session) => theme::desk::Frame {
            publishes: session.account.role().may(Right::Publish),
            curates: session.account.role().may(Right::Curate),
            administers: session.account.role().may(Right::Administer),
            account: Some(session.account.name),
            csrf: session.csrf,
            ..frame
        },
        None => frame,
    };
    let (title, text) = failure.phrases();
    if let Failure::SignedOut { next, typed } = failure {
        let context = crate::desk::again::context(web, &language, frame, next, typed, String::new());
        return web.open_page("desk/signed-out.html", &language, &context);
    }
    let failed = Failed { frame, title: web.text(&language, title, ""), text: web.text(&language, text, failure.value()) };
    web.open_page("desk/failed.html", &language, &failed)
}

async fn site_answer(web: &Web, path: &str, failure: &Failure) -> Response {
    match site_page(web, path, failure).await {
        Ok(response) => response,
        Err(error) => last_resort(failure, &error),
    }
}

async fn site_page(web: &Web, path: &str, failure: &Failure) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let ask = crate::pages::ask(crate::site::around::Around::read(&mut tx).await?, path.to_owned(), Vec::new())?;
    let page = page(web, &mut tx, &ask, failure).await?;
    let mut response = Response::new(Body::from(page.body));
    *response.status_mut() = page.status;
    if let Ok(value) = HeaderValue::from_str(&page.content_type) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    Ok(response)
}

/// The reader page of a failure: one that can be kept (404, 410), or the failure itself again.
pub async fn page(web: &Web, tx: &mut Tx, ask: &Ask, failure: &Failure) -> Result<Page, Failure> {
    if let Failure::Broken(text) = failure {
        return Err(Failure::Broken(text.clone()));
    }
    let (title, text) = failure.phrases();
    let title = web.text(&ask.language, title, "");
    let text = web.text(&ask.language, text, failure.value());
    let page = crate::site::failed::page(web, tx, ask, &title, &text).await?;
    Ok(page.with_status(failure.status()).with_keys([Key::Path(ask.path.clone())]))
}

/// When even the page of the failure fails: plain words.
fn last_resort(failure: &Failure, error: &Failure) -> Response {
    tracing::error!(%error, "the page of a failure failed");
    (failure.status(), format!("{}\n", failure.status())).into_response()
}
