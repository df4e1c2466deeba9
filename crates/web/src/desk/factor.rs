//! One's own second factor: turning it on with an app, recovery codes, turning it off.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use newsroom::accounts::{self, Offer};
use newsroom::{Problem, site};
use qrcode::QrCode;
use qrcode::render::svg;
use theme::desk::Here;
use theme::desk::people::FactorPage;

use super::forms::or_problems;
use crate::guard::{Desk, Fields, Posted};
use crate::{Failure, Web, done};

const HOME: &str = "/desk/account/factor";

/// The address as a picture that stands in the page: no request, and no service, learns of the secret.
fn picture(uri: &str) -> Result<String, Failure> {
    let code = QrCode::new(uri).map_err(Failure::broken)?;
    let drawn = code.render::<svg::Color>().min_dimensions(220, 220).build();
    // The declaration of XML has no place inside HTML.
    Ok(drawn.find("<svg").and_then(|at| drawn.get(at..)).unwrap_or(&drawn).to_owned())
}

async fn page(web: &Web, desk: &Desk, offer: Option<Offer>, codes: Vec<String>, problems: &[Problem]) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let since = accounts::factor_since(&mut tx, desk.account.id).await?;
    let identity = site::identity(&mut tx).await?;
    drop(tx);
    let offer = match (since, offer) {
        (Some(_), _) => None,
        (None, Some(offer)) => Some(offer),
        (None, None) => Some(accounts::offer(&web.app, &desk.account, &identity.name)?),
    };
    let when = since.map(|(at, _)| theme::dates::full(at, &identity.zone, &desk.language)).transpose().map_err(Failure::broken)?;
    let error = problems.first().map(|problem| web.text(&desk.language, problem.key, &problem.value));
    let context = FactorPage {
        frame: desk.frame(web, Here::Own).await?,
        since: when,
        left: since.map_or(0, |(_, left)| left),
        qr: offer.as_ref().map(|offer| picture(&offer.uri)).transpose()?.unwrap_or_default(),
        secret: offer.as_ref().map(|offer| offer.secret.clone()).unwrap_or_default(),
        ticket: offer.map(|offer| offer.ticket).unwrap_or_default(),
        codes,
        error: error.unwrap_or_default(),
    };
    let failed = !context.error.is_empty();
    let page = web.desk_page("desk/factor.html", desk, &context)?;
    Ok(if failed { (StatusCode::UNPROCESSABLE_ENTITY, page).into_response() } else { page })
}

/// GET `/desk/account/factor`: a fresh secret each time; it is kept only once a code proves that an app has it.
pub async fn show(State(web): State<Web>, desk: Desk) -> Result<Response, Failure> {
    page(&web, &desk, None, Vec::new(), &[]).await
}

/// POST `/desk/account/factor`: `on`, `codes`, `off`.
pub async fn act(State(web): State<Web>, Posted { desk, fields }: Posted) -> Result<Response, Failure> {
    match fields.get("action") {
        "on" => turn_on(&web, &desk, &fields).await,
        "codes" => match or_problems(accounts::renew_codes(&web.app, &desk.actor(), desk.account.id, fields.get("code")).await)? {
            Ok(codes) => page(&web, &desk, None, codes, &[]).await,
            Err(problems) => page(&web, &desk, None, Vec::new(), &problems).await,
        },
        "off" => match or_problems(accounts::turn_off(&web.app, &desk.actor(), desk.account.id, fields.get("code")).await)? {
            Ok(()) => Ok(done(HOME, "factor-off")),
            Err(problems) => page(&web, &desk, None, Vec::new(), &problems).await,
        },
        _ => Err(Failure::NotFound),
    }
}

async fn turn_on(web: &Web, desk: &Desk, fields: &Fields) -> Result<Response, Failure> {
    let mut tx = web.app.read().await?;
    let name = site::identity(&mut tx).await?.name;
    drop(tx);
    let offer = accounts::offered(&web.app, &desk.account, &name, fields.get("ticket"))?;
    match or_problems(accounts::turn_on(&web.app, &desk.actor(), desk.account.id, &offer, fields.get("code")).await)? {
        Ok(codes) => page(web, desk, None, codes, &[]).await,
        Err(problems) => page(web, desk, Some(offer), Vec::new(), &problems).await,
    }
}
