//! Pictures as the editor reads them.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::media::{self, Listed, Taken};
use newsroom::site;
use serde_json::{Value, json};
use theme::desk::media::Refused;

use crate::guard::Desk;
use crate::{Failure, Web};

/// One picture. Its number is a text: it may be larger than a JavaScript number holds.
pub fn picture(picture: &Listed) -> Value {
    json!({
        "id": picture.id.to_string(),
        "src": picture.src,
        "thumbnail": picture.thumbnail,
        "width": picture.width,
        "height": picture.height,
        "alt": picture.alt,
        "caption": picture.caption,
        "credit": picture.credit,
        "name": picture.name,
        "decorative": picture.decorative,
    })
}

/// The answer to an upload: the picture that was taken, else 422 with the reason in the desk's language.
pub async fn uploaded(web: &Web, desk: &Desk, taken: &[Taken], refused: &[Refused]) -> Result<Response, Failure> {
    if let Some(one) = taken.first() {
        let mut tx = web.app.read().await?;
        let main = site::main_language(&mut tx).await?;
        let found = media::one(&mut tx, one.id, (desk.language.as_str(), &main)).await?.ok_or(Failure::NotFound)?;
        return Ok(Json(picture(&found)).into_response());
    }
    let reasons: Vec<&str> = refused.iter().map(|refused| refused.reason.as_str()).collect();
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(json!({ "message": reasons.join(" ") }))).into_response())
}
