//! Past mailings as everybody may read them: what they carried, never to whom they went.
//!
//! Made of articles as they stand now, not of the messages: what was unpublished since is in no archive, a correction is in it.
//! Must not know: subscribers, deliveries.

use database::{Id, Timestamp, Tx};

use super::{archive_store as store, digests};
use crate::articles::{self, Card};
use crate::changes::{self, Key};
use crate::newsletters::{self, Newsletter};
use crate::{App, Error, Origin};

/// A past mailing of a newsletter.
#[derive(Clone, Debug)]
pub struct Past {
    /// The mailing.
    pub id: Id,
    /// The article it carried; None for a digest.
    pub article: Option<Id>,
    /// When its messages were made.
    pub at: Timestamp,
    /// The subject of its mails.
    pub subject: String,
    /// The newsroom's own words above the articles.
    pub note: String,
}

/// A past mailing with what can be read of it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The mailing.
    pub past: Past,
    /// Its articles that readers can see, in its order.
    pub cards: Vec<Card>,
}

/// The past mailings of a newsletter before `before` (an id), newest first.
pub async fn past(tx: &mut Tx, newsletter: Id, before: Option<Id>, limit: i64) -> Result<Vec<Shown>, Error> {
    let mut all = Vec::new();
    for row in store::past(tx, newsletter, before.unwrap_or(i64::MAX), limit).await? {
        all.push(with_cards(tx, row).await?);
    }
    Ok(all)
}

/// One past mailing of a newsletter.
pub async fn shown(tx: &mut Tx, newsletter: Id, id: Id) -> Result<Option<Shown>, Error> {
    match store::past(tx, newsletter, id.saturating_add(1), 1).await?.pop().filter(|row| row.0 == id) {
        Some(row) => Ok(Some(with_cards(tx, row).await?)),
        None => Ok(None),
    }
}

async fn with_cards(tx: &mut Tx, (id, article, at, subject, note): store::Row) -> Result<Shown, Error> {
    let ids = match article {
        Some(article) => vec![article],
        None => digests::named(tx, id).await?,
    };
    let cards = if ids.is_empty() { Vec::new() } else { articles::cards(tx, &ids).await? };
    Ok(Shown { past: Past { id, article, at, subject, note }, cards })
}

/// The messages of a mailing were made: the archives of its newsletters have one more.
pub(super) async fn made(app: &App, tx: &mut Tx, of: impl IntoIterator<Item = Id>) -> Result<(), Error> {
    let of: Vec<Id> = of.into_iter().collect();
    let archived = |one: &&Newsletter| one.archived && of.contains(&one.id);
    let keys: Vec<Key> = newsletters::all(tx).await?.iter().filter(archived).map(|one| Key::Mailings(one.id)).collect();
    if !keys.is_empty() {
        changes::record(tx, Origin::System, app.now(), &keys).await?;
    }
    Ok(())
}
