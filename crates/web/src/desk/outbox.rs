//! The local outbox: mails that are kept on this machine because no relay is set.
//!
//! A mail is shown as it is, in a frame of its own without scripts and forms; its links open beside the desk.

use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY};
use axum::response::{Html, IntoResponse, Response};
use newsroom::accounts::Right;
use newsroom::{letters, site};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::outbox::{OutboxList, OutboxMail, OutboxRow};

use crate::guard::Desk;
use crate::web::encode_value;
use crate::{Failure, Web};

/// Mails on a page of the list.
const ON_A_PAGE: usize = 50;

/// A mail's own styles and the site's pictures; nothing else, and only inside the desk.
const MAIL_POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/// Where a page of the list begins.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    after: String,
}

fn href(name: &str) -> String {
    format!("/desk/outbox/{}", encode_value(name))
}

fn date(seconds: Option<i64>, zone: &str, desk: &Desk) -> Result<String, Failure> {
    let micros = seconds.unwrap_or(0).saturating_mul(newsroom::MICROS_PER_SECOND);
    theme::dates::short_time(micros, zone, &desk.language).map_err(Failure::broken)
}

async fn zone(web: &Web) -> Result<String, Failure> {
    let mut tx = web.app.read().await?;
    Ok(site::identity(&mut tx).await?.zone)
}

/// GET `/desk/outbox`
pub async fn list(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let zone = zone(&web).await?;
    let page = letters::outbox(&web.app, &asked.after, ON_A_PAGE).await?;
    let older = page.mails.last().filter(|_| page.more).map(|(name, _)| format!("/desk/outbox?after={}", encode_value(name)));
    let rows = page.mails.iter().map(|(name, mail)| {
        Ok(OutboxRow { href: href(name), to: mail.to.clone(), subject: mail.subject.clone(), date: date(mail.date, &zone, &desk)? })
    });
    let context = OutboxList {
        mails: rows.collect::<Result<_, Failure>>()?,
        frame: desk.frame(&web, Here::Outbox).await?,
        older_href: older,
        first_href: (!asked.after.is_empty()).then(|| "/desk/outbox".to_owned()),
    };
    web.desk_page("desk/outbox/list.html", &desk, &context)
}

/// A text with its addresses as links.
fn pieces(text: &str) -> Vec<(String, Option<String>)> {
    let mut found: Vec<(String, Option<String>)> = Vec::new();
    for piece in text.split_inclusive([' ', '\n', '<', '>']) {
        let word = piece.trim_end_matches([' ', '\n', '<', '>']);
        let rest = piece.strip_prefix(word).unwrap_or_default();
        let is_link = word.starts_with("https://") || word.starts_with("http://");
        match found.last_mut() {
            Some((before, None)) if !is_link => before.push_str(piece),
            _ if is_link => found.extend([(word.to_owned(), Some(word.to_owned())), (rest.to_owned(), None)]),
            _ => found.push((piece.to_owned(), None)),
        }
    }
    found
}

/// GET `/desk/outbox/{name}`
pub async fn show(State(web): State<Web>, desk: Desk, Path(name): Path<String>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mail = letters::kept(&web.app, &name).await?.ok_or(Failure::NotFound)?;
    let context = OutboxMail {
        frame: desk.frame(&web, Here::Outbox).await?,
        date: date(mail.date, &zone(&web).await?, &desk)?,
        page_href: (!mail.html.is_empty()).then(|| format!("{}/page", href(&name))),
        text: pieces(&mail.text),
        subject: mail.subject,
        from: mail.from,
        to: mail.to,
        headers: mail.headers,
    };
    web.desk_page("desk/outbox/show.html", &desk, &context)
}

/// GET `/desk/outbox/{name}/page`: the HTML part by itself. Its links open in a window of their own.
pub async fn page(State(web): State<Web>, desk: Desk, Path(name): Path<String>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let mail = letters::kept(&web.app, &name).await?.ok_or(Failure::NotFound)?;
    Ok(mail_page(&mail.html))
}

/// A mail's HTML as a page that can do nothing.
pub(super) fn mail_page(html: &str) -> Response {
    let html = match html.split_once("<head>") {
        Some((before, after)) => format!("{before}<head><base target=\"_blank\">{after}"),
        None => format!("<base target=\"_blank\">{html}"),
    };
    let mut response = Html(html).into_response();
    response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(MAIL_POLICY));
    response.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_a_text_are_links_and_nothing_is_lost() {
        let text = "Bonjour,\nici : https://example.org/a\n\nou <https://example.org/b>.\n";
        let found = pieces(text);
        assert_eq!(found.iter().map(|(piece, _)| piece.as_str()).collect::<String>(), text);
        let links: Vec<&str> = found.iter().filter_map(|(_, href)| href.as_deref()).collect();
        assert_eq!(links, ["https://example.org/a", "https://example.org/b"]);
    }
}
