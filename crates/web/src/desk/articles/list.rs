//! The desk's list of articles: by state, section, who made them, flag, language, date and words, in keyset pages.
//!
//! Guarantees: nothing is counted; what a page shows beside its rows is read once for all of them.

use std::collections::HashMap;

use axum::extract::{Query, State};
use axum::response::Response;
use jiff::tz::TimeZone;
use newsroom::articles::{self, DeskFilter, DeskRow, Flag, Keyset, State as Of};
use newsroom::site::Identity;
use newsroom::{Id, Timestamp, Tx, accounts, addresses, naming, sections, site};
use serde::Deserialize;
use theme::desk::articles::{ArticleList, ArticleRow, Choice, Tab};
use theme::desk::{Here, Notice, NoticeKind};

use super::{languages, section_choices};
use crate::guard::Desk;
use crate::site::search::midnight;
use crate::web::encode_value;
use crate::{Failure, Web};

/// Articles on a page of the list.
const ON_A_PAGE: usize = 50;
/// The tabs, by the phrases they have.
const TABS: [&str; 10] = ["all", "idea", "draft", "in_review", "ready", "scheduled", "published", "unpublished", "retracted", "trash"];

/// What the list asks for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    state: String,
    words: String,
    language: String,
    section: String,
    owner: String,
    flag: String,
    from: String,
    to: String,
    after: String,
}

impl Asked {
    /// The address of the list with another state, or beginning elsewhere.
    fn address(&self, state: &str, after: &str) -> String {
        let parts = [
            ("state", state),
            ("words", &self.words),
            ("language", &self.language),
            ("section", &self.section),
            ("owner", &self.owner),
            ("flag", &self.flag),
            ("from", &self.from),
            ("to", &self.to),
            ("after", after),
        ];
        let given = parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name}={}", encode_value(value)));
        let given = given.collect::<Vec<_>>().join("&");
        if given.is_empty() { "/desk/articles".to_owned() } else { format!("/desk/articles?{given}") }
    }

    fn is_narrowed(&self) -> bool {
        [&self.section, &self.owner, &self.flag, &self.language, &self.from, &self.to].iter().any(|value| !value.is_empty())
    }
}

fn after(text: &str) -> Keyset {
    let (at, id) = text.split_once('-')?;
    Some((at.parse().ok()?, id.parse().ok()?))
}

/// The days of the form as moments of the site's zone ("until" a day means: that day too), and whether one is none.
fn days(asked: &Asked, identity: &Identity) -> Result<(Option<Timestamp>, Option<Timestamp>, bool), Failure> {
    let zone = TimeZone::get(&identity.zone).map_err(Failure::broken)?;
    let (from, wrong_from) = midnight(&asked.from, &zone, 0);
    let (to, wrong_to) = midnight(&asked.to, &zone, 1);
    Ok((from, to, wrong_from || wrong_to))
}

/// GET `/desk/articles`
pub async fn list(State(web): State<Web>, desk: Desk, Query(asked): Query<Asked>) -> Result<Response, Failure> {
    let state = if TABS.contains(&asked.state.as_str()) { asked.state.as_str() } else { "all" };
    let found = newsroom::indexing::at_desk(&web.app, &asked.words).await?;
    let mut tx = web.app.read().await?;
    let identity = site::identity(&mut tx).await?;
    let (from, to, wrong_date) = days(&asked, &identity)?;
    let filter = DeskFilter {
        state: Of::parse(state),
        section: asked.section.parse().ok(),
        language: Some(asked.language.clone()).filter(|language| !language.is_empty()),
        owner: asked.owner.parse().ok(),
        flag: Flag::parse(&asked.flag),
        from,
        to,
        words: asked.words.clone(),
        found,
        trashed: state == "trash",
        of: desk.sees_only(),
        or_published: false,
    };
    let limit = i64::try_from(ON_A_PAGE + 1).map_err(Failure::broken)?;
    let mut rows = articles::desk_list(&mut tx, &filter, after(&asked.after), limit).await?;
    let more = rows.len() > ON_A_PAGE;
    rows.truncate(ON_A_PAGE);
    let older = rows.last().filter(|_| more).map(|row| row.mark(&filter));
    let accounts = accounts::all(&mut tx).await?;
    let owners: HashMap<Id, &str> = accounts.iter().map(|account| (account.id, account.name.as_str())).collect();
    let articles = shown(&mut tx, &desk, &identity, rows, &owners).await?;
    let chosen: Vec<Id> = filter.section.into_iter().collect();
    let sections = section_choices(&mut tx, desk.language.as_str(), identity.main_language(), &chosen).await?;
    drop(tx);
    let owner = |account: &accounts::Account| Choice {
        chosen: Some(account.id) == filter.owner,
        ..Choice::new(account.id.to_string(), &account.name)
    };
    let flag = |flag: Flag| Choice {
        chosen: Some(flag) == filter.flag,
        ..Choice::new(flag.as_str(), web.text(&desk.language, &format!("flag-{}", flag.as_str()), ""))
    };
    let mut frame = desk.frame(&web, Here::Articles).await?;
    let alerts = crate::desk::mailings::alerts::shown(&web, &desk).await?;
    frame.notices.extend(alerts.into_iter().map(|alert| Notice {
        kind: NoticeKind::Bad,
        text: alert.text,
        href: "/desk/mailings".to_owned(),
    }));
    let context = ArticleList {
        frame,
        tabs: TABS
            .map(|name| Tab {
                name: name.to_owned(),
                href: asked.address(if name == "all" { "" } else { name }, ""),
                current: name == state,
            })
            .into(),
        state: state.to_owned(),
        words: asked.words.clone(),
        languages: if identity.languages.len() > 1 { languages(&identity.languages, &asked.language) } else { Vec::new() },
        sections,
        owners: if accounts.len() > 1 { accounts.iter().map(owner).collect() } else { Vec::new() },
        flags: Flag::ALL.map(flag).into(),
        from: asked.from.clone(),
        to: asked.to.clone(),
        wrong_date,
        narrowed: asked.is_narrowed(),
        articles,
        older_href: older.map(|(at, id)| asked.address(&asked.state, &format!("{at}-{id}"))),
        first_href: (!asked.after.is_empty()).then(|| asked.address(&asked.state, "")),
    };
    web.desk_page("desk/articles/list.html", &desk, &context)
}

async fn shown(
    tx: &mut Tx,
    desk: &Desk,
    identity: &Identity,
    rows: Vec<DeskRow>,
    owners: &HashMap<Id, &str>,
) -> Result<Vec<ArticleRow>, Failure> {
    let names = sections::all(tx).await?;
    let ids: Vec<Id> = rows.iter().map(|row| row.id).collect();
    let addresses = addresses::currents(tx, addresses::Kind::Article, &ids).await?;
    let mut leads: Vec<Id> = Vec::new();
    for language in &identity.languages {
        leads.extend(articles::lead(tx, language).await?.map(|lead| lead.id));
    }
    let row = |row: DeskRow| {
        let of = names.iter().find(|section| Some(section.id) == row.section);
        let public = matches!(row.state.as_str(), "published" | "retracted") && row.trashed_at.is_none();
        let address = addresses.iter().find(|(id, language, _)| *id == row.id && *language == row.language);
        let time = |at| theme::dates::short_time(at, &identity.zone, &desk.language).map_err(Failure::broken);
        Ok(ArticleRow {
            href: format!("/desk/articles/{}", row.id),
            section: of
                .and_then(|section| naming::best(&section.names, &row.language, identity.main_language()))
                .map(|name| name.name.clone()),
            owner: row.owner.and_then(|id| owners.get(&id)).map(|name| (*name).to_owned()).unwrap_or_default(),
            changed: time(row.updated_at)?,
            published: row.published_at.filter(|_| public).map(time).transpose()?,
            public_href: address.filter(|_| public).map(|(.., path)| path.clone()),
            lead: leads.contains(&row.id) && row.state == "published",
            headline: row.headline,
            language: row.language,
            state: row.state,
        })
    };
    rows.into_iter().map(row).collect()
}
