//! The link of the confirmation mail: what will come, and one button. Opening it changes nothing.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::subscribers::{self, Confirmed, Opened, Subscriber};
use newsroom::{Error, Id, newsletters};
use theme::site::{ConfirmPage, Link, SignUpForm, SubscribeStep};

use super::{answer, around, choices, head, open, phrase, step, ticked};
use crate::guard::OpenForm;
use crate::{Failure, Web};

const STEP: &str = "site/subscribe/step.html";

/// GET `/subscribe/confirm/{token}`
pub async fn page(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failure> {
    match subscribers::open_confirmation(&web.app, &token).await? {
        Opened::Ready(subscriber, asked) => question(&web, &token, &subscriber, &asked, "").await,
        Opened::Done(subscriber) => done(&web, &subscriber).await,
        Opened::Expired => late(&web).await,
    }
}

/// POST `/subscribe/confirm/{token}`
pub async fn confirm(State(web): State<Web>, Path(token): Path<String>, sent: OpenForm) -> Result<Response, Failure> {
    let chosen = ticked(&sent.fields);
    match subscribers::confirm(&web.app, &token, &chosen, &sent.client.ip).await {
        Ok(Confirmed::Done(subscriber)) => done(&web, &subscriber).await,
        Ok(Confirmed::Expired) => late(&web).await,
        Err(Error::Invalid(problems)) => {
            let Opened::Ready(subscriber, _) = subscribers::open_confirmation(&web.app, &token).await? else {
                return late(&web).await;
            };
            let key = problems.first().map_or("site-subscribe-problem-none", |problem| problem.key);
            question(&web, &token, &subscriber, &chosen, key).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn question(web: &Web, token: &str, of: &Subscriber, chosen: &[Id], problem: &str) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe/confirm", &of.language).await?;
    let all = newsletters::all(&mut tx).await?;
    let site = around(web, &mut tx, &ask).await?;
    let context = ConfirmPage {
        head: head(&web.text(&ask.language, "site-confirm-title", "")),
        action: format!("/subscribe/confirm/{token}"),
        address: of.address.clone(),
        newsletters: choices(web, &ask, &all, chosen),
        problem: if problem.is_empty() { String::new() } else { web.text(&ask.language, problem, "") },
        consent: subscribers::confirmed_wording(&web.app, &ask.language, &site.name),
        site,
    };
    let status = if problem.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    answer(web, &ask, status, "site/subscribe/confirm.html", &context)
}

async fn done(web: &Web, of: &Subscriber) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe/confirm", &of.language).await?;
    let text = phrase(web, &ask, "site-confirm-done", "address", &of.address);
    let mut context = step(web, &mut tx, &ask, "site-confirm-done-title", vec![text]).await?;
    let preferences = subscribers::preferences_link(&web.app, of.id)?;
    context.links.push(Link::new(preferences, web.text(&ask.language, "site-preferences", "")));
    answer(web, &ask, StatusCode::OK, STEP, &context)
}

/// Too late: the form, to begin again.
async fn late(web: &Web) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe/confirm", "").await?;
    let text = web.text(&ask.language, "site-confirm-late", "");
    let page = step(web, &mut tx, &ask, "site-confirm-late-title", vec![text]).await?;
    let context = SubscribeStep {
        form: Some(SignUpForm {
            page: "/subscribe/confirm".to_owned(),
            consent: subscribers::asked_wording(&web.app, &ask.language, &page.site.name),
            ..SignUpForm::default()
        }),
        ..page
    };
    answer(web, &ask, StatusCode::GONE, STEP, &context)
}
