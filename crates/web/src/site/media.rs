//! Files of pictures: named by their content, kept for ever.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::Response;
use newsroom::media;

use super::assets::FOR_EVER;
use crate::{Failure, Web};

/// GET `/media/{hash}/{file}`
pub async fn file(State(web): State<Web>, Path((hash, name)): Path<(String, String)>) -> Result<Response, Failure> {
    let (media_type, bytes) = media::file(&web.app, &hash, &name).await?.ok_or(Failure::NotFound)?;
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    Ok(response)
}
