//! The site: its name, languages, look, words and legal notice, as the newsroom edits them.
//!
//! Invariants: there is always a main language; the pattern of addresses is fixed at set-up.

mod setup;
mod shapes;
mod store;
mod words;

use database::Tx;

use crate::{Actor, App, Error, Problem, audit, changes};

pub use setup::{SetUp, is_set_up, set_up};
pub use shapes::{DEFAULT_SHARE, Identity, Legal, Link, Look, MailIdentity, SHARE_TARGETS, Site, Workflow};
pub use words::{ALL_WORDS, Word, word};

/// The site as it is now.
pub async fn load(tx: &mut Tx) -> Result<Site, Error> {
    let rows = store::all(tx).await?;
    Ok(Site {
        identity: of(&rows, "identity")?,
        look: of(&rows, "look")?,
        share: match rows.iter().find(|(name, _)| name == "share") {
            Some((_, text)) => serde_json::from_str(text)?,
            None => DEFAULT_SHARE.iter().map(|name| (*name).to_owned()).collect(),
        },
        phrases: of(&rows, "phrases")?,
        legal: of(&rows, "legal")?,
        mail: of(&rows, "mail")?,
        workflow: of(&rows, "workflow")?,
    })
}

/// A group among all that are kept; its default where there is none yet.
fn of<T: serde::de::DeserializeOwned + Default>(rows: &[(String, String)], name: &str) -> Result<T, Error> {
    match rows.iter().find(|(key, _)| key == name) {
        Some((_, text)) => Ok(serde_json::from_str(text)?),
        None => Ok(T::default()),
    }
}

async fn group<T: serde::de::DeserializeOwned + Default>(tx: &mut Tx, name: &str) -> Result<T, Error> {
    match store::get(tx, name).await? {
        Some(text) => Ok(serde_json::from_str(&text)?),
        None => Ok(T::default()),
    }
}

/// Name, languages, zone.
pub async fn identity(tx: &mut Tx) -> Result<Identity, Error> {
    group(tx, "identity").await
}

/// How an article goes from draft to publication here.
pub async fn workflow(tx: &mut Tx) -> Result<Workflow, Error> {
    group(tx, "workflow").await
}

/// Whether the site has a name already.
pub(crate) async fn has_identity(tx: &mut Tx) -> Result<bool, Error> {
    Ok(store::get(tx, "identity").await?.is_some())
}

/// The main language's tag.
pub async fn main_language(tx: &mut Tx) -> Result<String, Error> {
    let identity: Identity = group(tx, "identity").await?;
    Ok(identity.main_language().to_owned())
}

/// Saves the whole site. Languages that articles use are the desk's to keep.
pub async fn save(app: &App, actor: &Actor, site: &Site) -> Result<i64, Error> {
    check(site)?;
    let number = database::write!(app.database, tx => {
        put(app, tx, site).await?;
        audit::record(app, tx, actor, "site.save", ("site", None), "").await?;
        changes::record(tx, actor.origin, app.now(), &[changes::Key::Theme, changes::Key::Navigation]).await
    })?;
    app.watch.committed();
    Ok(number)
}

pub(crate) async fn put(app: &App, tx: &mut Tx, site: &Site) -> Result<(), Error> {
    let now = app.now();
    for (name, value) in [
        ("identity", serde_json::to_string(&site.identity)?),
        ("look", serde_json::to_string(&site.look)?),
        ("share", serde_json::to_string(&site.share)?),
        ("phrases", serde_json::to_string(&site.phrases)?),
        ("legal", serde_json::to_string(&site.legal)?),
        ("mail", serde_json::to_string(&site.mail)?),
        ("workflow", serde_json::to_string(&site.workflow)?),
    ] {
        store::set(tx, name, &value, now).await?;
    }
    Ok(())
}

/// Finds what cannot be saved.
pub(crate) fn check(site: &Site) -> Result<(), Error> {
    let mut problems = Vec::new();
    if site.identity.name.trim().is_empty() {
        problems.push(Problem::new("name", "problem-site-name-missing"));
    }
    if site.identity.languages.is_empty() {
        problems.push(Problem::new("languages", "problem-language-missing"));
    }
    for language in &site.identity.languages {
        if language::Tag::parse(language).is_err() {
            problems.push(Problem::with("languages", "problem-language-unknown", language));
        }
    }
    if jiff::tz::TimeZone::get(&site.identity.zone).is_err() {
        problems.push(Problem::with("zone", "problem-zone-unknown", &site.identity.zone));
    }
    let addresses = [("contact", &site.legal.contact), ("from", &site.mail.from), ("reply_to", &site.mail.reply_to)];
    for (field, address) in addresses {
        if !address.trim().is_empty() && !crate::accounts::is_email(address.trim()) {
            problems.push(Problem::with(field, "problem-email-form", address));
        }
    }
    for name in &site.share {
        if !SHARE_TARGETS.contains(&name.as_str()) {
            problems.push(Problem::with("share", "problem-share-unknown", name));
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(Error::Invalid(problems)) }
}
