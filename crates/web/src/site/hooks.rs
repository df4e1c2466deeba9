//! What services tell of bounces and complaints: a POST to an address that carries a secret of this site.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use newsroom::bounces;

use crate::{Failure, Web};

/// POST `/hooks/{service}/{secret}`. An answer without success makes the service tell again: only what can never be read is
/// refused for good.
pub async fn receive(State(web): State<Web>, Path((service, secret)): Path<(String, String)>, body: Bytes) -> Result<StatusCode, Failure> {
    match bounces::receive(&web.app, &service, &secret, &body).await? {
        Some(_) => Ok(StatusCode::NO_CONTENT),
        None => Err(Failure::BadRequest(format!("a body that is none of {service}'s"))),
    }
}
