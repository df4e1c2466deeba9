//! What the editor asks the desk to bring from other sites: a picture of a pasted text, title and picture of an embed.
//!
//! Guarantee: the reasons of what did not come are in the desk's language. Must not know: how other sites are asked.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use newsroom::media::{self, Taken};
use newsroom::{elsewhere, site};
use serde_json::json;
use theme::desk::media::Refused;

use super::json as pictures;
use crate::desk::forms::or_problems;
use crate::guard::Posted;
use crate::{Failure, Web};

/// POST `/desk/media/fetch`: brings the picture at `address`; `page` is where it stood, if that is known. Answers like an upload.
pub async fn fetch(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let brought = elsewhere::bring(&web.app, &desk.actor(), fields.get("address"), fields.get("page")).await;
    let (taken, refused): (Vec<Taken>, Vec<Refused>) = match or_problems(brought)? {
        Ok(taken) => (vec![taken], Vec::new()),
        Err(problems) => {
            let reason = |key: &str, value: &str| web.text(&desk.language, key, value);
            let refused = problems.iter().map(|problem| Refused { name: String::new(), reason: reason(problem.key, &problem.value) });
            (Vec::new(), refused.collect())
        }
    };
    pictures::uploaded(&web, &desk, &taken, &refused).await
}

/// POST `/desk/media/card`: what stands at `address`: its title, the picture that stands for it, and what could not be had.
pub async fn card(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let seen = match or_problems(elsewhere::look(&web.app, &desk.actor(), fields.get("address")).await)? {
        Ok(seen) => seen,
        Err(problems) => elsewhere::Seen { missing: problems.first().map(|problem| problem.key), ..elsewhere::Seen::default() },
    };
    let mut picture = None;
    if let Some(id) = seen.picture {
        let mut tx = web.app.read().await?;
        let main = site::main_language(&mut tx).await?;
        picture = media::one(&mut tx, id, (desk.language.as_str(), &main)).await?.as_ref().map(pictures::picture);
    }
    let message = seen.missing.map(|key| web.text(&desk.language, key, ""));
    Ok(Json(json!({ "title": seen.title, "picture": picture, "message": message })).into_response())
}
