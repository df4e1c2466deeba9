//! Imports: what came from another site, under which key, and what the newsroom should look at.
//!
//! Invariants: a key (site, kind, number there) leads to one subject for ever, deleted or not, so that a second run finds
//! what the first one wrote; an id is reserved under its key before anything refers to it, and an empty hash says that
//! nothing was written yet; what was altered at the desk since is the desk's.

mod store;
mod terms;
mod write;

use database::{Id, Tx};

use crate::{App, Error, addresses, articles, site};

pub use store::{Finding, Standing, findings, media_without_alt};
pub use terms::{Term, add_addresses, put_contributor, put_section, put_topic};
pub use write::{Body, Incoming, Outcome, write};

/// What a source row says of something imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// article, page, section, topic, contributor, media.
    pub kind: String,
    /// Its number or name at the old site.
    pub key: String,
    /// What it became here.
    pub subject: Id,
    /// What was written last, as a hash; empty: only reserved.
    pub hash: String,
    /// When the subject was altered by the import.
    pub updated_at: database::Timestamp,
}

/// Everything that was imported from a site.
pub async fn known(app: &App, site: &str) -> Result<Vec<Source>, Error> {
    database::read!(app.database, tx => { store::sources(tx, site).await })
}

/// Keeps ids for keys of one kind; a key that has one keeps it. One transaction a thousand.
pub async fn reserve(app: &App, site: &str, kind: &str, keys: &[String]) -> Result<(), Error> {
    for chunk in keys.chunks(1000) {
        let ids: Vec<Id> = chunk.iter().map(|_| app.ids.next()).collect();
        database::write!(app.database, tx => {
            for (key, id) in chunk.iter().zip(&ids) {
                store::reserve(tx, site, (kind, key), *id, app.now()).await?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

/// Says what a key became, in a transaction of its own.
pub async fn remember(app: &App, site: &str, source: &Source) -> Result<(), Error> {
    database::write!(app.database, tx => { store::put(tx, site, source, app.now()).await })
}

/// Keeps what the newsroom should look at about one item; what was said of it before is forgotten.
pub async fn note(app: &App, site: &str, source_key: &str, findings: &[Finding]) -> Result<(), Error> {
    let ids: Vec<Id> = findings.iter().map(|_| app.ids.next()).collect();
    database::write!(app.database, tx => {
        store::forget_findings(tx, site, source_key).await?;
        for (finding, id) in findings.iter().zip(&ids) {
            store::add_finding(tx, site, *id, finding, app.now()).await?;
        }
        Ok(())
    })
}

/// The addresses that imports brought, after `path` in their order: what a check replays. `(path, kind, state)`.
pub async fn old_addresses(app: &App, after: &str, limit: i64) -> Result<Vec<(String, String, String)>, Error> {
    database::read!(app.database, tx => { store::old_addresses(tx, after, limit).await })
}

/// Gives a site that was not set up yet a name and a language so that what is imported can be read. True when it was done.
pub async fn prepare_site(app: &App, name: &str, language: &str) -> Result<bool, Error> {
    let named = database::write!(app.database, tx => { name_site(app, tx, name, language).await })?;
    Ok(named)
}

/// The site's settings, for the import's own decisions.
pub async fn site_settings(app: &App) -> Result<site::Site, Error> {
    database::read!(app.database, tx => { site::load(tx).await })
}

/// Takes an imported article away from readers: the old site has unpublished it.
async fn hide(tx: &mut Tx, article: Id, now: database::Timestamp) -> Result<Vec<crate::changes::Key>, Error> {
    let Some(standing) = articles::article(tx, article).await? else {
        return Ok(Vec::new());
    };
    if standing.state() != articles::State::Published {
        return Ok(Vec::new());
    }
    let mut keys = articles::keys_of(tx, &standing).await?;
    keys.extend(addresses::current(tx, addresses::Kind::Article, article, &standing.language).await?.map(crate::changes::Key::Path));
    store::unpublish(tx, article, now).await?;
    Ok(keys)
}

/// A site that was not set up yet gets a name and language from its export, so that what is imported can be read; set-up
/// asks for them again. True when it was done.
async fn name_site(app: &App, tx: &mut Tx, name: &str, language: &str) -> Result<bool, Error> {
    if site::has_identity(tx).await? {
        return Ok(false);
    }
    let mut fresh = site::Site::default();
    fresh.identity.name = crate::naming::clean_line(name);
    if fresh.identity.name.is_empty() {
        fresh.identity.name = "Kiosque".to_owned();
    }
    if language::Tag::parse(language).is_ok() {
        fresh.identity.languages = vec![language.to_owned()];
    }
    fresh.share = site::DEFAULT_SHARE.iter().map(|name| (*name).to_owned()).collect();
    site::put(app, tx, &fresh).await?;
    Ok(true)
}

/// What stands here already: an import takes up what has the same name.
#[derive(Clone, Debug)]
pub struct Existing {
    /// Sections.
    pub sections: Vec<crate::sections::Section>,
    /// Topics.
    pub topics: Vec<crate::topics::Topic>,
    /// Contributors.
    pub contributors: Vec<crate::contributors::Contributor>,
}

/// Everything that an import may find by its name.
pub async fn existing(app: &App) -> Result<Existing, Error> {
    database::read!(app.database, tx => {
        Ok(Existing {
            sections: crate::sections::all(tx).await?,
            topics: crate::topics::all(tx).await?,
            contributors: crate::contributors::all(tx).await?,
        })
    })
}
