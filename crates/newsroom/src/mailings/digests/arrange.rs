//! A digest's articles as they stand now, and what an editor does to them while it is held.

use database::{Id, Timestamp, Tx};

use super::order::{Act, Item, Order};
use super::store;
use crate::articles::Card;
use crate::mailings::{State, store as mailings_store};
use crate::newsletters::{self, Newsletter};
use crate::{Actor, App, Error, articles, audit, sections};

/// The most articles that one digest names.
const MOST: usize = 60;

/// A digest's articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arranged {
    /// Where they stand.
    pub order: Order,
    /// What is shown of each, left out or not.
    pub cards: Vec<Card>,
}

impl Arranged {
    /// What is shown of these.
    pub fn cards_of(&self, items: &[Item]) -> Vec<Card> {
        items.iter().filter_map(|item| self.cards.iter().find(|card| card.id == item.article)).cloned().collect()
    }
}

/// The articles of a newsletter published after `since`, until `until`, newest first, and those an editor put in. What an
/// import brought is no news.
pub(super) async fn news(tx: &mut Tx, newsletter: &Newsletter, since: Timestamp, until: Timestamp) -> Result<Vec<Card>, Error> {
    let mut ids = Vec::new();
    for id in store::published(tx, &newsletter.language, since, until).await? {
        let Some(article) = articles::published(tx, id).await? else {
            continue;
        };
        let content = articles::published_content(tx, &article).await?.content;
        if newsletter.takes(&article.language, &content) {
            ids.push(id);
        }
        if ids.len() == MOST {
            break;
        }
    }
    let more: Vec<Id> = store::extras(tx, newsletter.id).await?.into_iter().filter(|id| !ids.contains(id)).collect();
    ids.extend(more);
    articles::cards(tx, &ids).await
}

/// The articles of a digest that is held, as they stand at `now`; after its cut-off those that it names.
pub(in crate::mailings) async fn arranged(
    tx: &mut Tx,
    mailing: &mailings_store::Mailing,
    newsletter: &Newsletter,
    now: Timestamp,
) -> Result<Arranged, Error> {
    let kept = store::kept(tx, mailing.id).await?;
    let cards = if mailing.state()? == State::Held {
        let (_, covered) = store::before(tx, newsletter.id).await?.ok_or_else(|| Error::broken("a digest without an hour"))?;
        news(tx, newsletter, covered, mailing.hold_until.min(now)).await?
    } else {
        let ids: Vec<Id> = kept.iter().map(|(article, _)| *article).collect();
        articles::cards(tx, &ids).await?
    };
    let items: Vec<Item> = cards.iter().map(|card| Item { article: card.id, section: card.section }).collect();
    let sections: Vec<Id> = sections::all(tx).await?.iter().map(|section| section.id).collect();
    Ok(Arranged { order: Order::arranged(&items, &sections, &kept), cards })
}

/// An editor arranges a digest that is held.
pub async fn arrange(app: &App, actor: &Actor, id: Id, act: Act) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let mailing = mailings_store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        let newsletter = mailing.newsletter.ok_or(Error::NotFound)?;
        if mailing.state()? != State::Held {
            return Err(Error::Conflict("problem-mailing-not-held"));
        }
        let newsletter = newsletters::by_id(tx, newsletter).await?.ok_or(Error::NotFound)?;
        let mut order = arranged(tx, &mailing, &newsletter, app.now()).await?.order;
        let before = order.clone();
        order.act(act);
        if order == before {
            return Ok(());
        }
        store::keep(tx, id, &order.kept()).await?;
        audit::record(app, tx, actor, "mailing.arrange", ("mailing", Some(id)), "").await
    })
}
