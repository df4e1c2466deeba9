//! Files of pictures, documents and sounds: named by their content, kept for ever; what was replaced leads to what it is now.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::media;

use super::assets::FOR_EVER;
use super::files;
use crate::{Failure, Web};

/// A drawing that is opened by itself is a document: it runs nothing and loads nothing, whatever it was made to carry.
const DRAWING_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

/// GET `/media/{hash}/{file}`
pub async fn file(State(web): State<Web>, Path((hash, name)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, Failure> {
    if let Some((media_type, opened)) = media::open_file(&web.app, &hash, &name).await? {
        return files::answer(&headers, &hash, media_type, opened);
    }
    let Some((media_type, bytes)) = media::file(&web.app, &hash, &name).await? else {
        let mut tx = web.app.read().await?;
        let now = media::former(&mut tx, &hash).await?.ok_or(Failure::NotFound)?;
        return Ok(Redirect::temporary(&now).into_response());
    };
    let mut response = Response::new(Body::from(bytes));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(FOR_EVER));
    response.headers_mut().insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if media_type == document::DRAWING {
        response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(DRAWING_POLICY));
    }
    Ok(response)
}
