//! Merging two sections: one goes, and its articles stand in the other.
//!
//! Guarantees: all in one transaction; the addresses of the one that goes, its feeds too, lead to the other; articles keep theirs,
//! which name the former section until they are published again, as after a new name (an address once given goes on answering);
//! no revision is altered, since a text that names a former section means what it is now ([`standing`]); newsletters about the one
//! are about the other. Must not know: topics, which have their own ([`crate::topics::merge`]).

use database::{Id, Tx};

use super::merge_store as rows;
use super::store;
use crate::addresses::{self, Kind};
use crate::changes::{self, Key};
use crate::{Actor, App, Error, audit, newsletters};

/// Merges `from` into `into`. Names that only `from` has, in languages of its own, go over. Gives the number of the change.
pub async fn merge(app: &App, actor: &Actor, from: Id, into: Id) -> Result<i64, Error> {
    if from == into {
        return Err(Error::invalid("into", "problem-section-itself"));
    }
    let number = database::write!(app.database, tx => {
        let going = store::by_id(tx, from).await?.ok_or(Error::NotFound)?;
        let staying = store::by_id(tx, into).await?.ok_or_else(|| Error::invalid("into", "problem-section-into"))?;
        let mut keys = vec![Key::Navigation];
        for section in [&going, &staying] {
            keys.extend(section.names.keys().map(|language| Key::Section(section.id, language.clone())));
        }
        keys.extend(rows::articles_of(tx, from).await?.into_iter().map(Key::Article));
        rows::move_articles(tx, from, into).await?;
        rows::remember(tx, from, into).await?;
        newsletters::replace_section(tx, from, into).await?;
        keys.extend(rows::move_addresses(tx, from, into).await?.into_iter().map(Key::Path));
        store::delete(tx, from).await?;
        let mut names = staying.names.clone();
        for (language, name) in &going.names {
            names.entry(language.clone()).or_insert_with(|| name.clone());
        }
        super::put(app, tx, actor, into, &names, false).await?;
        for language in names.keys() {
            keys.extend(addresses::current(tx, Kind::Section, into, language).await?.map(Key::Path));
        }
        let detail = going.names.values().next().map(|name| name.name.clone()).unwrap_or_default();
        audit::record(app, tx, actor, "section.merge", ("section", Some(into)), &detail).await?;
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// How many articles (in any state) stand in a section, each counted once.
pub async fn articles_in(tx: &mut Tx, id: Id) -> Result<usize, Error> {
    Ok(rows::articles_of(tx, id).await?.len())
}

/// The sections of a text as they are now: its label, and the further ones, each once. Merged ones are what they were merged into,
/// deleted ones nothing.
pub async fn standing(tx: &mut Tx, label: Option<Id>, further: &[Id]) -> Result<(Option<Id>, Vec<Id>), Error> {
    let named: Vec<Id> = label.into_iter().chain(further.iter().copied()).collect();
    let now = rows::now(tx, &named).await?;
    let label = label.and_then(|id| now.get(&id).copied());
    let mut standing: Vec<Id> = Vec::new();
    for id in further.iter().filter_map(|id| now.get(id)) {
        if Some(*id) != label && !standing.contains(id) {
            standing.push(*id);
        }
    }
    Ok((label, standing))
}
