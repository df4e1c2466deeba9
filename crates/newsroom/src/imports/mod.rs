//! Imports: what came from another site, under which key, and what the newsroom should look at.
//!
//! Invariants: a key (site, kind, number there) leads to one subject for ever, deleted or not, so that a second run finds
//! what the first one wrote; an id is reserved under its key before anything refers to it, and an empty hash says that
//! nothing was written yet; what was altered at the desk since is the desk's.

mod store;

use database::{Id, Tx};

use crate::{App, Error, addresses, articles, site};

pub use store::{
    Finding, Standing, add_finding, article_standing, findings, forget_findings, media_without_alt, old_addresses, page_updated_at, put,
    reserve, sources,
};

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

/// Makes an imported article say and be nothing else than what the import brings: clears the mark of the desk's edits
/// (`--overwrite`), takes it out of the trash.
pub async fn give_back(tx: &mut Tx, article: Id) -> Result<(), Error> {
    store::clear_edited(tx, article).await
}

/// Takes an imported article away from readers: the old site has unpublished it.
pub async fn hide(tx: &mut Tx, article: Id, now: database::Timestamp) -> Result<Vec<crate::changes::Key>, Error> {
    let Some(standing) = articles::article(tx, article).await? else {
        return Ok(Vec::new());
    };
    if standing.state() != articles::State::Published {
        return Ok(Vec::new());
    }
    let mut keys = articles::keys_of(tx, &standing).await?;
    keys.extend(
        addresses::current(tx, addresses::Kind::Article, article, &standing.language).await?.map(crate::changes::Key::Path),
    );
    store::unpublish(tx, article, now).await?;
    Ok(keys)
}

/// A site that was not set up yet gets a name and language from its export, so that what is imported can be read; set-up
/// asks for them again. True when it was done.
pub async fn name_site(app: &App, tx: &mut Tx, name: &str, language: &str) -> Result<bool, Error> {
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
