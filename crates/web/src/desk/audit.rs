//! The audit log: who did what, when, from where. It is shown here and altered nowhere.

use axum::extract::{Query, State};
use axum::response::Response;
use newsroom::accounts::{self, Account, Right};
use newsroom::audit::{self, Entry};
use newsroom::{Id, site};
use serde::Deserialize;
use theme::desk::Here;
use theme::desk::articles::Choice;
use theme::desk::people::{AuditPage, AuditRow};

use crate::guard::Desk;
use crate::{Failure, Web};

/// Entries on a page.
const ON_A_PAGE: usize = 100;

/// What the page is asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    account: String,
    before: Option<Id>,
}

/// Where the thing stands that something was done to, if it has a page.
fn href(entry: &Entry) -> String {
    let folder = match entry.subject_kind.as_str() {
        "article" => "articles",
        "account" => "accounts",
        "mailing" => "mailings",
        "media" => "media",
        "section" => "sections",
        "topic" => "topics",
        "contributor" => "contributors",
        "newsletter" => "newsletters",
        "static_page" => "pages",
        _ => return String::new(),
    };
    entry.subject.map(|id| format!("/desk/{folder}/{id}")).unwrap_or_default()
}

fn row(web: &Web, desk: &Desk, people: &[Account], zone: &str, entry: &Entry) -> Result<AuditRow, Failure> {
    let key = format!("audit-{}", entry.action.replace(['.', '_'], "-"));
    let known = web.app.theme.has(&desk.language, &key);
    let person = people.iter().find(|one| Some(one.id) == entry.account).map(|one| one.name.clone());
    Ok(AuditRow {
        when: theme::dates::short_time(entry.at, zone, &desk.language).map_err(Failure::broken)?,
        exact: theme::dates::iso(entry.at, zone).map_err(Failure::broken)?,
        who: person.unwrap_or_else(|| web.text(&desk.language, "handover-kiosque", "")),
        what: if known { web.text(&desk.language, &key, "") } else { entry.action.clone() },
        href: href(entry),
        detail: entry.detail.clone(),
        ip: entry.ip.clone(),
    })
}

/// GET `/desk/audit`
pub async fn page(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    desk.allow(Right::Audit)?;
    let before = asked.before.unwrap_or(Id::MAX);
    let limit = i64::try_from(ON_A_PAGE).unwrap_or(100) + 1;
    let account = asked.account.parse::<Id>().ok();
    let mut tx = web.app.read().await?;
    let zone = site::identity(&mut tx).await?.zone;
    let people = accounts::all(&mut tx).await?;
    let mut entries = match account {
        Some(account) => audit::latest_of(&mut tx, account, before, limit).await?,
        None => audit::latest(&mut tx, before, limit).await?,
    };
    drop(tx);
    let more = entries.len() > ON_A_PAGE;
    entries.truncate(ON_A_PAGE);
    let of = account.map(|id| format!("account={id}&")).unwrap_or_default();
    let context = AuditPage {
        frame: desk.frame(&web, Here::Audit).await?,
        people: people.iter().map(|one| Choice { chosen: Some(one.id) == account, ..Choice::new(one.id.to_string(), &one.name) }).collect(),
        rows: entries.iter().map(|entry| row(&web, &desk, &people, &zone, entry)).collect::<Result<_, _>>()?,
        older_href: entries.last().filter(|_| more).map(|last| format!("/desk/audit?{of}before={}", last.id)),
        first_href: asked.before.map(|_| format!("/desk/audit?{of}").trim_end_matches(['?', '&']).to_owned()),
    };
    web.desk_page("desk/audit.html", &desk, &context)
}
