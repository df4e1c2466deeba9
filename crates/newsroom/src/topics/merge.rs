//! Merging two topics: one goes, and everything that named it names the other.
//!
//! Guarantees: the addresses of the one that goes lead to the other; no revision is altered, since a text that names a
//! former topic means what it is now ([`standing`]); newsletters about the one are about the other.

use database::{Id, Tx};

use super::merge_store as rows;
use super::store;
use crate::addresses::{self, Kind};
use crate::changes::{self, Key};
use crate::{Actor, App, Error, audit, newsletters};

pub use super::merge_store::standing;

/// Merges `from` into `into`. Names that only `from` has, in languages of its own, go over. Gives the number of the change.
pub async fn merge(app: &App, actor: &Actor, from: Id, into: Id) -> Result<i64, Error> {
    if from == into {
        return Err(Error::invalid("into", "problem-topic-itself"));
    }
    let number = database::write!(app.database, tx => {
        let going = store::by_id(tx, from).await?.ok_or(Error::NotFound)?;
        let staying = store::by_id(tx, into).await?.ok_or_else(|| Error::invalid("into", "problem-topic-missing"))?;
        let mut keys = vec![Key::Navigation];
        for topic in [&going, &staying] {
            keys.extend(topic.names.keys().map(|language| Key::Topic(topic.id, language.clone())));
        }
        keys.extend(store::articles_of(tx, from).await?.into_iter().map(Key::Article));
        rows::move_articles(tx, from, into).await?;
        rows::remember(tx, from, into).await?;
        newsletters::replace_topic(tx, from, into).await?;
        keys.extend(rows::move_addresses(tx, from, into).await?.into_iter().map(Key::Path));
        store::delete(tx, from).await?;
        let mut names = staying.names.clone();
        for (language, name) in &going.names {
            names.entry(language.clone()).or_insert_with(|| name.clone());
        }
        super::put(app, tx, actor, (into, staying.kind), &names, false).await?;
        for language in names.keys() {
            keys.extend(addresses::current(tx, Kind::Topic, into, language).await?.map(Key::Path));
        }
        let detail = going.names.values().next().map(|name| name.name.clone()).unwrap_or_default();
        audit::record(app, tx, actor, "topic.merge", ("topic", Some(into)), &detail).await?;
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// How many articles readers find under each topic, for the desk.
pub async fn uses(tx: &mut Tx) -> Result<std::collections::HashMap<Id, i64>, Error> {
    Ok(rows::uses(tx).await?.into_iter().collect())
}
