//! Giving an address. The form stands on every page and carries no token; its answer is a page of one button with a token
//! of a day; that button sends the mail that asks to confirm.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use newsroom::subscribers::{self, Ticket};
use newsroom::{Error, newsletters};
use theme::site::{SendButton, SignUpForm, SubscribeStep};

use super::{answer, choices, open, phrase, step, ticked};
use crate::guard::OpenForm;
use crate::{Failure, Web};

const TEMPLATE: &str = "site/subscribe/step.html";
/// Longer paths and addresses are no page's and nobody's.
const LONGEST: usize = 300;

/// GET `/subscribe` and `/subscribe/send`, for who comes back or reloads: the page of the newsletters.
pub async fn page(State(web): State<Web>) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    Ok(Redirect::to(&super::path(&main, &main)).into_response())
}

/// POST `/subscribe`
pub async fn ask(State(web): State<Web>, OpenForm { fields, .. }: OpenForm) -> Result<Response, Failure> {
    let typed = fields.get("email").chars().take(LONGEST).collect::<String>();
    let ticket = Ticket {
        address: typed.trim().to_owned(),
        language: fields.get("language").to_owned(),
        newsletters: ticked(&fields),
        page: own_path(fields.get("page")),
        at: web.app.now(),
    };
    if subscribers::normalise_address(&ticket.address).is_none() {
        let problem = if ticket.address.is_empty() { "site-subscribe-problem-empty" } else { "site-subscribe-problem-address" };
        return again(&web, &ticket, "site-subscribe-problem-title", problem).await;
    }
    // A program fills every field in. A person whose browser did presses once more.
    if !fields.get("website").is_empty() {
        return again(&web, &ticket, "site-subscribe-problem-title", "site-subscribe-problem-again").await;
    }
    let (mut tx, ask) = open(&web, "/subscribe", &ticket.language).await?;
    let token = match subscribers::ticket(&web.app, &Ticket { language: ask.language.as_str().to_owned(), ..ticket.clone() }) {
        Err(Error::Invalid(problems)) => {
            drop(tx);
            let problem = problems.first().map_or("site-subscribe-problem-address", |problem| problem.key);
            return again(&web, &ticket, "site-subscribe-problem-title", problem).await;
        }
        signed => signed?,
    };
    let page = step(&web, &mut tx, &ask, "site-subscribe-title", Vec::new()).await?;
    let consent = subscribers::asked_wording(&web.app, &ask.language, &page.site.name);
    let context = SubscribeStep {
        texts: vec![phrase(&web, &ask, "site-subscribe-ask", "address", &ticket.address)],
        button: Some(SendButton { action: "/subscribe/send".to_owned(), token, label: web.text(&ask.language, "site-subscribe-send", "") }),
        consent: consent.clone(),
        before_form: web.text(&ask.language, "site-subscribe-other", ""),
        form: Some(SignUpForm { address: ticket.address, page: ticket.page, consent, ..SignUpForm::default() }),
        links: Vec::new(),
        ..page
    };
    answer(&web, &ask, StatusCode::OK, TEMPLATE, &context)
}

/// POST `/subscribe/send`
pub async fn send(State(web): State<Web>, OpenForm { client, fields }: OpenForm) -> Result<Response, Failure> {
    let (ticket, good) = subscribers::read_ticket(&web.app, fields.get("token"))?;
    if !good {
        return again(&web, &ticket, "site-subscribe-problem-title", "site-subscribe-problem-late").await;
    }
    let outcome = subscribers::ask(&web.app, &ticket, &client.ip).await;
    let (mut tx, ask) = open(&web, "/subscribe/send", &ticket.language).await?;
    let (status, title, texts) = match outcome {
        Ok(()) => {
            let sent = phrase(&web, &ask, "site-subscribe-sent", "address", &ticket.address);
            (StatusCode::OK, "site-subscribe-sent-title", vec![sent, web.text(&ask.language, "site-subscribe-sent-help", "")])
        }
        Err(Error::Unavailable(key)) => {
            (StatusCode::TOO_MANY_REQUESTS, "site-subscribe-too-many-title", vec![web.text(&ask.language, key, "")])
        }
        Err(other) => return Err(other.into()),
    };
    let context = step(&web, &mut tx, &ask, title, texts).await?;
    answer(&web, &ask, status, TEMPLATE, &context)
}

/// The form once more, with what was typed and what to do.
pub(super) async fn again(web: &Web, ticket: &Ticket, title: &str, problem: &str) -> Result<Response, Failure> {
    let (mut tx, ask) = open(web, "/subscribe", &ticket.language).await?;
    let page = step(web, &mut tx, &ask, title, Vec::new()).await?;
    let all = if ticket.newsletters.is_empty() { Vec::new() } else { newsletters::all(&mut tx).await? };
    let context = SubscribeStep {
        form: Some(SignUpForm {
            address: ticket.address.clone(),
            problem: web.text(&ask.language, problem, ""),
            page: ticket.page.clone(),
            newsletters: choices(web, &ask, &all, &ticket.newsletters),
            consent: subscribers::asked_wording(&web.app, &ask.language, &page.site.name),
        }),
        links: Vec::new(),
        ..page
    };
    answer(web, &ask, StatusCode::UNPROCESSABLE_ENTITY, TEMPLATE, &context)
}

/// The path of one of the site's own pages, or nothing.
fn own_path(typed: &str) -> String {
    let good = typed.starts_with('/') && !typed.starts_with("//") && !typed.chars().any(char::is_control) && typed.len() <= LONGEST;
    if good { typed.to_owned() } else { String::new() }
}
