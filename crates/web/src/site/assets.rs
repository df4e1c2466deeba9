//! Styles, scripts and signs: named by their content, kept for ever.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::{Failure, Web};

const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// `/assets/site.1f2e.css`, and `/assets/accent-8a2432.css`, the newsroom's own colour.
pub async fn asset(State(web): State<Web>, Path(name): Path<String>) -> Result<Response, Failure> {
    if let Some(digits) = name.strip_prefix("accent-").and_then(|rest| rest.strip_suffix(".css")) {
        let colour = theme::colour::parse(&format!("#{digits}")).ok_or(Failure::NotFound)?;
        return Ok(kept("text/css; charset=utf-8", theme::colour::style(colour).into_bytes()));
    }
    let asset = web.app.theme.asset(&name).ok_or(Failure::NotFound)?;
    Ok(kept(asset.media_type, asset.bytes.clone()))
}

/// `/favicon.ico`, which browsers ask for on their own.
pub async fn favicon(State(web): State<Web>) -> Result<Response, Failure> {
    let path = web.app.theme.asset_path("icon.svg").ok_or(Failure::NotFound)?;
    Ok((StatusCode::FOUND, [("location", path), ("cache-control", "public, max-age=86400".to_owned())]).into_response())
}

fn kept(media_type: &'static str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    response
}
