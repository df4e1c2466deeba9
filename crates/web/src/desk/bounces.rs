//! What comes back: the ways by which bounces come in and how to set them up; what came back of a mailing.

use axum::extract::State;
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::bounces::{self, Returned};
use newsroom::site;
use theme::desk::Here;
use theme::desk::bounces::{BounceWay, BouncesPage, ReturnedMail};

use crate::guard::Desk;
use crate::{Failure, Web};

/// GET `/desk/bounces`
pub async fn page(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let mut tx = web.app.read().await?;
    let settings = site::load(&mut tx).await?;
    let ways = bounces::ways(&web.app, &mut tx).await?;
    drop(tx);
    let words = |at| theme::dates::full_time(at, &settings.identity.zone, &desk.language).map_err(Failure::broken);
    let ways = ways.into_iter().map(|way| {
        Ok(BounceWay {
            last: way.last_at.map(words).transpose()?,
            name: way.name,
            address: way.address,
            is_on: way.is_on,
            events: way.events,
            confirm: way.confirm,
        })
    });
    let rules = &web.app.settings.bounces;
    let context = BouncesPage {
        ways: ways.collect::<Result<_, Failure>>()?,
        frame: desk.frame(&web, Here::Mailings).await?,
        mailbox: settings.mail.bounces,
        soft_count: rules.soft_count.into(),
        soft_days: rules.soft_days.into(),
    };
    web.desk_page("desk/bounces.html", &desk, &context)
}

/// What came back of a mailing, in words.
pub(super) fn returned(all: &[Returned], zone: &str, desk: &Desk) -> Result<Vec<ReturnedMail>, Failure> {
    let one = |one: &Returned| {
        let known = one.subscriber.filter(|_| one.address.is_some());
        Ok(ReturnedMail {
            href: known.map(|id| format!("/desk/subscribers/{id}")).unwrap_or_default(),
            address: one.address.clone().unwrap_or_default(),
            badge: match one.kind.as_str() {
                "hard" | "complaint" => "bad",
                "delayed" => "info",
                _ => "attention",
            }
            .to_owned(),
            kind: one.kind.clone(),
            reason: one.reason.clone(),
            said: one.said.clone(),
            suppressed: one.suppressed,
            at: theme::dates::full_time(one.at, zone, &desk.language).map_err(Failure::broken)?,
        })
    };
    all.iter().map(one).collect()
}
