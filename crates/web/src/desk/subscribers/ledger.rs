//! The ledger of consent as a table, of everybody or of one person. Administration only; who takes it is noted.

use axum::extract::{Path, State};
use axum::response::Response;
use newsroom::accounts::Right;
use newsroom::newsletters::{self, Newsletter};
use newsroom::subscribers::{self, LedgerRow};
use newsroom::{Id, Tx};

use super::csv::{self, line};
use super::named;
use crate::guard::{Desk, Posted};
use crate::{Failure, Web};

/// Rows read at once.
const AT_ONCE: i64 = 2_000;

/// Where the writing stands.
struct At {
    web: Web,
    desk: Desk,
    all: Vec<Newsletter>,
    main: String,
    of: Option<Id>,
    after: Id,
}

async fn export(web: Web, desk: Desk, of: Option<Id>) -> Result<Response, Failure> {
    desk.allow(Right::Administer)?;
    let mut tx = web.app.read().await?;
    let main = newsroom::site::main_language(&mut tx).await?;
    let all = newsletters::all(&mut tx).await?;
    if let Some(id) = of {
        subscribers::by_id(&mut tx, id).await?.ok_or(Failure::NotFound)?;
    }
    drop(tx);
    subscribers::note_export(&web.app, &desk.actor(), of).await?;
    let heads = [
        "ledger-subscriber",
        "subscribers-address",
        "subscriber-step",
        "subscriber-when",
        "subscriber-wording",
        "ledger-hash",
        "ledger-page",
        "ledger-ip",
        "desk-newsletters",
    ];
    let heads = heads.map(|key| web.text(&desk.language, key, ""));
    Ok(csv::stream("consent.csv", &heads, At { web, desk, all, main, of, after: 0 }, next))
}

/// POST `/desk/subscribers/ledger`
pub async fn everybody(State(web): State<Web>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    export(web, desk, None).await
}

/// POST `/desk/subscribers/{id}/ledger`
pub async fn one(State(web): State<Web>, Path(id): Path<Id>, Posted { desk, .. }: Posted) -> Result<Response, Failure> {
    export(web, desk, Some(id)).await
}

async fn next(mut at: At) -> Result<Option<(String, At)>, Failure> {
    let mut tx: Tx = at.web.app.read().await?;
    let rows = match at.of {
        Some(id) => subscribers::ledger_of(&mut tx, id, at.after, AT_ONCE).await?,
        None => subscribers::ledger(&mut tx, at.after, AT_ONCE).await?,
    };
    drop(tx);
    let Some(last) = rows.last().map(|row| row.id) else {
        return Ok(None);
    };
    let text = rows.into_iter().map(|row| row_text(row, &at)).collect::<Result<String, Failure>>()?;
    at.after = last;
    Ok(Some((text, at)))
}

fn row_text(row: LedgerRow, at: &At) -> Result<String, Failure> {
    let ids: Vec<Id> = serde_json::from_str(&row.newsletters).map_err(Failure::broken)?;
    Ok(line(&[
        row.subscriber.to_string(),
        row.address.unwrap_or_default(),
        at.web.text(&at.desk.language, &format!("site-step-{}", row.step), ""),
        theme::dates::iso(row.at, "UTC").map_err(Failure::broken)?,
        row.wording,
        row.text_hash,
        row.page,
        row.ip,
        named(&at.all, &ids, &at.main).join("; "),
    ]))
}
