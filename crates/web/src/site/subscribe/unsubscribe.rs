//! Unsubscribing: a page with a button, and the one-click POST that mailbox providers send (RFC 8058).
//!
//! Guarantees: the signed link alone decides, so a POST is taken from anywhere, with any body, without a session; done twice,
//! or for someone who is no longer known, it is answered like the first time.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use newsroom::subscribers::{self, Left, Unsubscribe};
use newsroom::{Actor, Id, Origin, newsletters};
use theme::site::UnsubscribePage;

use super::{answer, around, head, name_of, open, phrase};
use crate::guard::{Client, Fields};
use crate::{Failure, Web};

/// What there is to say.
enum Said {
    Question,
    Done(Left, Id),
    TakenBack,
}

/// GET `/subscribe/unsubscribe/{token}`
pub async fn page(State(web): State<Web>, Path(token): Path<String>) -> Result<Response, Failure> {
    let link = subscribers::read_unsubscribe(&web.app, &token)?;
    show(&web, &token, link, Said::Question).await
}

/// POST `/subscribe/unsubscribe/{token}`
pub async fn leave(State(web): State<Web>, Path(token): Path<String>, client: Client, body: Bytes) -> Result<Response, Failure> {
    let link = subscribers::read_unsubscribe(&web.app, &token)?;
    let text = String::from_utf8_lossy(&body);
    let fields = Fields::parse(&text);
    if fields.has("take-back") {
        subscribers::take_back(&web.app, fields.get("take-back"), &client.ip).await?;
        return show(&web, &token, link, Said::TakenBack).await;
    }
    let newsletter = if fields.get("act") == "all" { 0 } else { link.newsletter };
    let reader = Actor { account: None, origin: Origin::Reader, ip: client.ip };
    // As a form or as multipart: RFC 8058 allows both.
    let page = if text.contains("List-Unsubscribe") && text.contains("One-Click") { "one-click" } else { "/subscribe/unsubscribe" };
    let left = subscribers::leave(&web.app, &reader, link.subscriber, newsletter, page).await?;
    show(&web, &token, link, Said::Done(left, newsletter)).await
}

async fn show(web: &Web, token: &str, link: Unsubscribe, said: Said) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let known = subscribers::by_id(&mut tx, link.subscriber).await?;
    drop(tx);
    let language = known.as_ref().map_or("", |subscriber| subscriber.language.as_str());
    let (mut tx, ask) = open(web, "/subscribe/unsubscribe", language).await?;
    let all = newsletters::all(&mut tx).await?;
    let chosen = subscribers::choices_of(&mut tx, link.subscriber).await?;
    let name = |id: Id| all.iter().find(|one| one.id == id).map(|one| name_of(one, &ask));
    let text = |key: &str| web.text(&ask.language, key, "");
    let of = |one: &str, every: &str, id: Id| match name(id) {
        Some(name) => phrase(web, &ask, one, "newsletter", &name),
        None if id != 0 => text("site-unsubscribe-already"),
        None => text(every),
    };
    let has = if link.newsletter == 0 { !chosen.is_empty() } else { chosen.contains(&link.newsletter) };
    let (title, sentence, asks) = match &said {
        Said::Question if has => ("site-unsubscribe-title", of("site-unsubscribe-one", "site-unsubscribe-all", link.newsletter), true),
        Said::Question => ("site-unsubscribe-done-title", text("site-unsubscribe-already"), false),
        Said::Done(_, id) => ("site-unsubscribe-done-title", of("site-unsubscribe-done-one", "site-unsubscribe-done-all", *id), false),
        Said::TakenBack => ("site-unsubscribe-undone-title", text("site-unsubscribe-undone"), false),
    };
    let (take_back, rest) = match &said {
        Said::Done(left, _) if !left.gone.is_empty() => {
            let token = subscribers::take_back_token(&web.app, link.subscriber, &left.gone)?;
            (token, left.rest.iter().filter_map(|id| name(*id)).collect())
        }
        _ => (String::new(), Vec::new()),
    };
    let title = text(title);
    let context = UnsubscribePage {
        head: head(&title),
        title,
        text: sentence,
        action: format!("/subscribe/unsubscribe/{token}"),
        asks,
        take_back,
        rest,
        preferences_href: match known {
            Some(subscriber) => subscribers::preferences_link(&web.app, subscriber.id)?,
            None => String::new(),
        },
        site: around(web, &mut tx, &ask).await?,
    };
    answer(web, &ask, StatusCode::OK, "site/subscribe/unsubscribe.html", &context)
}
