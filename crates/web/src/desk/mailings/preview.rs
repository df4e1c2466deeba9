//! A mailing's message before it goes: as a phone and a wide window show it, light and dark, and as plain text.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::{Id, mailings, naming, newsletters, site};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::mailings::MailingPreview;

use crate::desk::outbox::mail_page;
use crate::guard::Desk;
use crate::{Failure, Web};

/// The ways to look at it: their name, the width in pixels, whether the ground is dark.
const VIEWS: [(&str, u32, bool); 4] = [("phone", 360, false), ("phone-dark", 360, true), ("wide", 640, false), ("wide-dark", 640, true)];

/// What is looked at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    newsletter: Id,
    view: String,
}

impl Asked {
    fn view(&self) -> (&'static str, u32, bool) {
        VIEWS.into_iter().find(|(name, ..)| *name == self.view).unwrap_or(("phone", 360, false))
    }
}

async fn load(web: &Web, desk: &Desk, id: Id, newsletter: Id) -> Result<mailings::Preview, Failure> {
    let mut tx = web.app.read().await?;
    Ok(mailings::preview(&web.app, &mut tx, id, newsletter, &desk.account.email).await?)
}

/// GET `/desk/mailings/{id}/preview`
pub async fn frame(State(web): State<Web>, desk: Desk, Path(id): Path<Id>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let preview = load(&web, &desk, id, asked.newsletter).await?;
    let mut tx = web.app.read().await?;
    let newsletter = newsletters::by_id(&mut tx, asked.newsletter).await?.ok_or(Failure::NotFound)?;
    let main = site::main_language(&mut tx).await?;
    drop(tx);
    let (here, width, _) = asked.view();
    let query = |view: &str| format!("newsletter={}&view={view}", asked.newsletter);
    let context = MailingPreview {
        frame: desk.frame(&web, Here::Mailings).await?,
        id: id.to_string(),
        newsletter: naming::best(&newsletter.names, desk.language.as_str(), &main).map(|name| name.name.clone()).unwrap_or_default(),
        views: VIEWS.map(|(name, ..)| (name.to_owned(), format!("/desk/mailings/{id}/preview?{}", query(name)), name == here)).into(),
        width,
        page_href: format!("/desk/mailings/{id}/preview/page?{}", query(here)),
        kilobytes: preview.html.len().div_ceil(1_000),
        heavy: preview.is_heavy(),
        subject: preview.subject,
        text: preview.text,
    };
    web.desk_page("desk/mailings/preview.html", &desk, &context)
}

/// GET `/desk/mailings/{id}/preview/page`: the HTML part by itself, on the ground that was asked for whatever the browser prefers.
pub async fn page(State(web): State<Web>, desk: Desk, Path(id): Path<Id>, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    desk.allow(Right::Mail)?;
    let preview = load(&web, &desk, id, asked.newsletter).await?;
    let (.., dark) = asked.view();
    let (when, scheme) = if dark { ("all", "dark") } else { ("not all", "light") };
    let html =
        preview.html.replace("(prefers-color-scheme: dark)", when).replace("color-scheme: light dark", &format!("color-scheme: {scheme}"));
    Ok(mail_page(&html))
}
