//! One's own account: name, language of the desk, password.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use newsroom::Problem;
use newsroom::accounts;
use newsroom::handover::{self, When};
use theme::desk::Here;

use super::accounts::languages;
use super::forms::{Form, or_problems};
use crate::guard::{Client, Desk, Fields, Posted, session_cookie};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/account";

async fn page(web: &Web, desk: &Desk, typed: &Fields, problems: &[Problem]) -> Result<Response, Failure> {
    let frame = desk.frame(web, Here::Own).await?;
    Form::new(web, &desk.language, frame, ("own-title", HOME), typed, problems)
        .help("own-help")
        .field("text", "account_name", "field-account-name", &desk.account.name)
        .complete("name")
        .select("language", "field-language", desk.account.language.as_str(), languages())
        .select("handover", "field-handover", desk.account.handover().as_str(), handovers(web, desk))
        .part("own-password")
        .field("password", "password", "field-present-password", "")
        .complete("current-password")
        .field("password", "new_password", "field-new-password", "")
        .complete("new-password")
        .link("/desk/account/factor", "factor-title")
        .link("/desk/account/sessions", "sessions-title")
        .answer()
}

/// When an account may be mailed, in the desk's words.
fn handovers(web: &Web, desk: &Desk) -> Vec<(String, String)> {
    let words = |when: &When| web.text(&desk.language, &format!("handover-when-{}", when.as_str()), "");
    When::ALL.iter().map(|when| (when.as_str().to_owned(), words(when))).collect()
}

/// GET `/desk/account`
pub async fn show(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    page(&web, &desk, &Fields::default(), &[]).await
}

/// POST `/desk/account`: the password changes only where a new one is typed; it ends every session and begins one here.
pub async fn save(State(web): State<Web>, client: Client, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    let (actor, id) = (desk.actor(), desk.account.id);
    let (name, language) = (fields.get("account_name"), fields.get("language"));
    if let Err(problems) = or_problems(accounts::introduce(&web.app, &actor, id, name, language).await)? {
        return page(&web, &desk, &fields, &problems).await;
    }
    if let Some(when) = When::parse(fields.get("handover")).filter(|when| *when != desk.account.handover()) {
        handover::set_when(&web.app, &actor, id, when).await?;
    }
    let wanted = fields.get("new_password");
    if wanted.is_empty() {
        return Ok(done(HOME, "saved"));
    }
    match or_problems(accounts::change_password(&web.app, &actor, id, fields.get("password"), wanted).await)? {
        Ok(()) => {
            let session = accounts::start_session(&web.app, id, &client.ip, &client.agent).await?;
            Ok(([(SET_COOKIE, session_cookie(&web, &session.token))], done(HOME, "password")).into_response())
        }
        Err(problems) => page(&web, &desk, &fields, &problems).await,
    }
}
