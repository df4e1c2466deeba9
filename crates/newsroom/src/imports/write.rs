//! Writing a batch of items: one transaction, nobody mailed, the desk's work untouched.

use database::{Id, Tx};

use super::{Finding, Source, Standing, hide, store};
use crate::addresses::{self, Kind};
use crate::articles::{self, ImportArticle, State};
use crate::changes::{self, Key};
use crate::pages::{self, Texts};
use crate::{Actor, App, Error};

/// One item on its way in.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// Its number at the old site.
    pub key: String,
    /// The id kept for it.
    pub id: Id,
    /// What it says, as a hash: the same again is not written.
    pub hash: String,
    /// The hash written last; empty: nothing yet.
    pub former: String,
    /// When the import altered its subject last (static pages).
    pub former_at: database::Timestamp,
    /// Write it although the desk has altered or deleted it.
    pub overwrite: bool,
    /// What it is.
    pub body: Body,
    /// Its language.
    pub language: String,
    /// Where it stood: these lead on to where it stands now.
    pub addresses: Vec<String>,
    /// What the newsroom should look at.
    pub findings: Vec<Finding>,
}

/// What an item becomes.
#[derive(Clone, Debug)]
pub enum Body {
    /// An article.
    Article(Box<ImportArticle>),
    /// A static page.
    Page(Texts),
}

/// What was done with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is new here.
    Imported,
    /// It says something else than before.
    Updated,
    /// It says the same.
    Unchanged,
    /// The desk has altered or deleted it: left alone.
    Kept,
}

/// Writes a batch in one transaction. Gives the outcome of each item, in order.
pub async fn write(app: &App, actor: &Actor, site: &str, items: &[Incoming]) -> Result<Vec<Outcome>, Error> {
    let outcomes = database::write!(app.database, tx => {
        let mut outcomes = Vec::with_capacity(items.len());
        let mut keys = Vec::new();
        for item in items {
            outcomes.push(one(app, tx, actor, site, item, &mut keys).await?);
        }
        if !keys.is_empty() {
            changes::record(tx, actor.origin, app.now(), &keys).await?;
        }
        Ok(outcomes)
    })?;
    app.watch.committed();
    Ok(outcomes)
}

async fn one(app: &App, tx: &mut Tx, actor: &Actor, site: &str, item: &Incoming, keys: &mut Vec<Key>) -> Result<Outcome, Error> {
    let new = item.former.is_empty();
    if !new && !item.overwrite && is_the_desks(tx, item).await? {
        return Ok(Outcome::Kept);
    }
    if item.former == item.hash && !item.overwrite {
        return Ok(Outcome::Unchanged);
    }
    let (kind, public) = match &item.body {
        Body::Article(article) => {
            if item.overwrite {
                store::clear_edited(tx, item.id).await?;
            }
            if !new && article.state != State::Published {
                keys.extend(hide(tx, item.id, app.now()).await?);
            }
            let input = ImportArticle { id: Some(item.id), ..(**article).clone() };
            let public = input.state == State::Published;
            let (_, _, touched) = articles::import(app, tx, actor, input).await?;
            keys.extend(touched);
            (Kind::Article, public)
        }
        Body::Page(texts) => {
            keys.extend(pages::put(app, tx, actor, item.id, texts).await?);
            (Kind::StaticPage, texts.values().any(|text| text.published))
        }
    };
    if public {
        for path in &item.addresses {
            if addresses::redirect(tx, path, (kind, item.id, &item.language), "", actor.origin, app.now()).await? {
                keys.push(Key::Path(path.clone()));
            }
        }
    }
    store::forget_findings(tx, site, &item.key).await?;
    for finding in &item.findings {
        let finding = Finding { subject: Some(item.id), ..finding.clone() };
        store::add_finding(tx, site, app.ids.next(), &finding, app.now()).await?;
    }
    let updated_at = match kind {
        Kind::StaticPage => store::page_updated_at(tx, item.id).await?.unwrap_or(0),
        _ => app.now(),
    };
    let source =
        Source { kind: source_kind(&item.body).to_owned(), key: item.key.clone(), subject: item.id, hash: item.hash.clone(), updated_at };
    store::put(tx, site, &source, app.now()).await?;
    Ok(if new { Outcome::Imported } else { Outcome::Updated })
}

fn source_kind(body: &Body) -> &'static str {
    match body {
        Body::Article(_) => "article",
        Body::Page(_) => "page",
    }
}

/// Whether the desk has altered or deleted what the import wrote.
async fn is_the_desks(tx: &mut Tx, item: &Incoming) -> Result<bool, Error> {
    Ok(match item.body {
        Body::Article(_) => store::article_standing(tx, item.id).await? != Standing::AsImported,
        Body::Page(_) => store::page_updated_at(tx, item.id).await? != Some(item.former_at),
    })
}
