//! The link of the mail that asks who came by an import to confirm: one button. Opening it changes nothing.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::subscribers::import::{self, Answer};
use newsroom::subscribers::{self, Subscriber};
use theme::Value;
use theme::site::{Link, SendButton, SignUpForm, SubscribeStep};

use super::{answer, open, phrase, step};
use crate::guard::OpenForm;
use crate::{Failure, Web};

const STEP: &str = "site/subscribe/step.html";

async fn show(web: &Web, token: &str, of: Answer) -> Result<Response, Failure> {
    match of {
        Answer::Ready(subscriber) => question(web, token, &subscriber).await,
        Answer::Done(subscriber) => done(web, &subscriber).await,
        Answer::Gone => gone(web).await,
    }
}

/// GET `/subscribe/stay/{token}`
pub async fn page(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failure> {
    show(&web, &token, import::open_question(&web.app, &token).await?).await
}

/// POST `/subscribe/stay/{token}`
pub async fn stay(State(web): State<Web>, Path(token): Path<String>, sent: OpenForm) -> Result<Response, Failure> {
    show(&web, &token, import::answer(&web.app, &token, &sent.client.ip).await?).await
}

async fn question(web: &Web, token: &str, of: &Subscriber) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe/stay", &of.language).await?;
    let page = step(web, &mut tx, &ask, "site-stay-title", Vec::new()).await?;
    let named = [("site", Value::from(page.site.name.as_str())), ("address", Value::from(of.address.as_str()))];
    let context = SubscribeStep {
        texts: vec![web.app.theme.text(&ask.language, "site-stay-text", &named)],
        button: Some(SendButton {
            action: format!("/subscribe/stay/{token}"),
            token: token.to_owned(),
            label: web.text(&ask.language, "site-stay-button", ""),
        }),
        consent: subscribers::confirmed_wording(&web.app, &ask.language, &page.site.name),
        links: Vec::new(),
        ..page
    };
    answer(web, &ask, StatusCode::OK, STEP, &context)
}

async fn done(web: &Web, of: &Subscriber) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe/stay", &of.language).await?;
    let text = phrase(web, &ask, "site-stay-done", "address", &of.address);
    let mut context = step(web, &mut tx, &ask, "site-stay-done-title", vec![text]).await?;
    let preferences = subscribers::preferences_link(&web.app, of.id)?;
    context.links.push(Link::new(preferences, web.text(&ask.language, "site-preferences", "")));
    answer(web, &ask, StatusCode::OK, STEP, &context)
}

/// They get nothing any more: the form, to begin again.
async fn gone(web: &Web) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe/stay", "").await?;
    let text = web.text(&ask.language, "site-stay-gone", "");
    let page = step(web, &mut tx, &ask, "site-stay-gone-title", vec![text]).await?;
    let context = SubscribeStep {
        form: Some(SignUpForm {
            page: "/subscribe/stay".to_owned(),
            consent: subscribers::asked_wording(&web.app, &ask.language, &page.site.name),
            ..SignUpForm::default()
        }),
        ..page
    };
    answer(web, &ask, StatusCode::GONE, STEP, &context)
}
