//! A form that was sent after its session had ended: the person signs in on the spot, and sends it again with one button.
//!
//! Guarantee: nothing that was typed is lost, and nothing is sent again without a press of the button.

use axum::response::{IntoResponse, Response};
use language::Tag;
use newsroom::accounts::{self, SignedIn};
use theme::desk::{Frame, SignedOut, Typed};

use super::forms::{Form, open_frame};
use crate::guard::{Client, Fields};
use crate::{Failure, Web};

/// Before the names of what was typed, in the sign-in form.
const TYPED: &str = "typed.";

/// What the page of a lost session shows; `error` says why signing in failed.
pub fn context(web: &Web, language: &Tag, frame: Frame, next: &str, typed: &[(String, String)], error: String) -> SignedOut {
    let shown = typed.iter().filter(|(_, value)| !value.trim().is_empty());
    let typed = shown.map(|(name, value)| Typed {
        label: label(web, language, name),
        name: format!("{TYPED}{name}"),
        text: if name == "body" { plain(value) } else { String::new() },
        value: value.clone(),
    });
    SignedOut { frame, next: next.to_owned(), typed: typed.collect(), error, ticket: String::new() }
}

/// The words of a field, where a form of the desk has some; those it sends unseen have none.
fn label(web: &Web, language: &Tag, name: &str) -> String {
    let base = name.split('.').next().unwrap_or(name);
    let keys = [format!("article-{base}"), format!("field-{base}"), format!("field-site-{base}")];
    keys.iter().find(|key| web.app.theme.has(language, key)).map(|key| web.text(language, key, "")).unwrap_or_default()
}

/// A document's words; what is no document, as it is.
fn plain(value: &str) -> String {
    document::from_json(value).map_or_else(|_| value.to_owned(), |body| document::plain_text(&body))
}

/// What a sign-in form carries along: the names and values typed before.
fn carried(fields: &Fields) -> Vec<(String, String)> {
    fields.iter().filter_map(|(name, value)| Some((name.strip_prefix(TYPED)?.to_owned(), value.to_owned()))).collect()
}

/// Signing in failed: the same page once more, with the reason.
pub async fn refused(web: &Web, client: &Client, fields: &Fields, error: String) -> Result<Response, Failure> {
    let (frame, language) = open_frame(web, client).await?;
    let mut context = context(web, &language, frame, fields.get("again"), &carried(fields), error);
    fields.get("ticket").clone_into(&mut context.ticket);
    let page = web.open_page("desk/signed-out.html", &language, &context)?;
    Ok((axum::http::StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

/// The password was right: the same page asks for the second factor, and carries what was typed.
pub async fn asks_code(web: &Web, client: &Client, fields: &Fields, ticket: &str) -> Result<Response, Failure> {
    let (frame, language) = open_frame(web, client).await?;
    let mut context = context(web, &language, frame, fields.get("again"), &carried(fields), String::new());
    ticket.clone_into(&mut context.ticket);
    web.open_page("desk/signed-out.html", &language, &context)
}

/// Signed in: the page of one button that sends the form again, with the new session's secret.
pub async fn offered(web: &Web, session: &SignedIn, fields: &Fields) -> Result<Response, Failure> {
    let found = accounts::find_session(&web.app, &session.token).await?.ok_or(Failure::NotFound)?;
    let language = Tag::parse(&found.account.language).map_err(Failure::broken)?;
    let mut tx = web.app.read().await?;
    let site_name = newsroom::site::identity(&mut tx).await?.name;
    drop(tx);
    let frame = Frame { site_name, language: language.as_str().to_owned(), csrf: found.csrf, ..Frame::signed_out() };
    let none = Fields::default();
    let mut form =
        Form::new(web, &language, frame, ("again-title", fields.get("again")), &none, &[]).help("again-help").button("again-button");
    for (name, value) in carried(fields) {
        form = form.hidden(&name, &value);
    }
    form.answer()
}
