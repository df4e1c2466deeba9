//! What is sent to the program: forms and JSON, checked to come from the site's own pages.
//!
//! Guarantees: a desk form carries its session's secret; a request that a browser marks as coming from another site
//! (`Sec-Fetch-Site`, else `Origin`) is refused; what was typed before a session ended comes back to the person.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use newsroom::Error;
use serde::de::DeserializeOwned;

use super::{Client, Desk, Fields};
use crate::{Failure, Web};

/// A desk form of someone signed in.
#[derive(Debug)]
pub struct Posted {
    /// Who sent it.
    pub desk: Desk,
    /// What was typed.
    pub fields: Fields,
}

/// JSON sent by the editor of someone signed in.
#[derive(Debug)]
pub struct PostedJson<T> {
    /// Who sent it.
    pub desk: Desk,
    /// What was sent.
    pub value: T,
}

/// A form that needs no session: sign-in, set-up, sign-up of readers.
#[derive(Debug)]
pub struct OpenForm {
    /// Who sent it.
    pub client: Client,
    /// What was typed.
    pub fields: Fields,
}

pub(super) fn from_elsewhere(headers: &HeaderMap, web: &Web) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => !origin.eq_ignore_ascii_case(&web.app.settings.address),
        (None, None) => false,
    }
}

pub(super) fn is_same(sent: &str, secret: &str) -> bool {
    let digest = |text: &str| ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    !secret.is_empty() && digest(sent).as_ref() == digest(secret).as_ref()
}

async fn body(request: Request, web: &Web) -> Result<Bytes, Failure> {
    Bytes::from_request(request, web).await.map_err(|_| Failure::TooLarge)
}

impl FromRequest<Web> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Posted, Failure> {
        let (mut parts, rest) = request.into_parts();
        let foreign = from_elsewhere(&parts.headers, web);
        let desk = Desk::from_request_parts(&mut parts, web).await;
        let body = body(Request::from_parts(parts, rest), web).await?;
        let fields = Fields::parse(&String::from_utf8_lossy(&body));
        match desk {
            Err(Failure::SignedOut { next, .. }) => {
                let typed = fields.iter().filter(|(name, _)| *name != "csrf").map(|(name, value)| (name.to_owned(), value.to_owned()));
                Err(Failure::SignedOut { next, typed: typed.collect() })
            }
            Err(other) => Err(other),
            Ok(desk) if foreign || !is_same(fields.get("csrf"), &desk.csrf) => {
                tracing::warn!(account = desk.account.id, "a form without its session's secret");
                Err(Failure::from(Error::Forbidden))
            }
            Ok(desk) => Ok(Posted { desk, fields }),
        }
    }
}

impl<T: DeserializeOwned> FromRequest<Web> for PostedJson<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<PostedJson<T>, Failure> {
        let (mut parts, rest) = request.into_parts();
        let secret = parts.headers.get("x-csrf-token").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let foreign = from_elsewhere(&parts.headers, web);
        let desk = match Desk::from_request_parts(&mut parts, web).await {
            Err(Failure::SignedOut { .. }) => return Err(Failure::Unauthorised),
            other => other?,
        };
        if foreign || !is_same(&secret, &desk.csrf) {
            return Err(Failure::from(Error::Forbidden));
        }
        let body = body(Request::from_parts(parts, rest), web).await?;
        let value = serde_json::from_slice(&body).map_err(|error| Failure::BadRequest(error.to_string()))?;
        Ok(PostedJson { desk, value })
    }
}

impl FromRequest<Web> for OpenForm {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<OpenForm, Failure> {
        let (mut parts, rest) = request.into_parts();
        if from_elsewhere(&parts.headers, web) {
            return Err(Failure::from(Error::Forbidden));
        }
        let Ok(client) = Client::from_request_parts(&mut parts, web).await;
        let body = body(Request::from_parts(parts, rest), web).await?;
        Ok(OpenForm { client, fields: Fields::parse(&String::from_utf8_lossy(&body)) })
    }
}
