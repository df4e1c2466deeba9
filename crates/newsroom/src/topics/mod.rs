//! Topics: places, persons, organisations and themes that articles are about. Names per language, a page with feeds.
//!
//! Invariants: a deleted topic leaves its articles, its addresses answer 410; a merged one is the other from then on, and its
//! addresses lead there.

mod merge;
mod merge_store;
mod store;
mod suggest;

use database::Id;

use crate::addresses::{self, Kind, prefix};
use crate::naming::{Names, tidy};
use crate::{Actor, App, Error, audit, changes, site};

pub use merge::{merge, standing, uses};
pub use store::{Topic, TopicKind, all, by_id, by_ids};
pub use suggest::{Suggestion, Why, suggest};

/// Makes a topic. Gives its id.
pub async fn create(app: &App, actor: &Actor, kind: TopicKind, names: Names) -> Result<Id, Error> {
    let names = tidy(names)?;
    let id = app.ids.next();
    database::write!(app.database, tx => { put(app, tx, actor, (id, kind), &names, true).await })?;
    app.watch.committed();
    Ok(id)
}

/// Alters a topic; its former addresses lead on.
pub async fn update(app: &App, actor: &Actor, id: Id, kind: TopicKind, names: Names) -> Result<i64, Error> {
    let names = tidy(names)?;
    let number = database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        put(app, tx, actor, (id, kind), &names, false).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Deletes a topic; articles no longer carry it.
pub async fn delete(app: &App, actor: &Actor, id: Id) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        let mut keys = vec![changes::Key::Navigation];
        keys.extend(store::articles_of(tx, id).await?.into_iter().map(changes::Key::Article));
        keys.extend(addresses::retire(tx, Kind::Topic, id).await?.into_iter().map(changes::Key::Path));
        store::delete(tx, id).await?;
        audit::record(app, tx, actor, "topic.delete", ("topic", Some(id)), "").await?;
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Writes a topic and its addresses inside a transaction (for the use-cases above, and for imports).
pub async fn put(
    app: &App,
    tx: &mut database::Tx,
    actor: &Actor,
    (id, kind): (Id, TopicKind),
    names: &Names,
    new: bool,
) -> Result<i64, Error> {
    let main = site::main_language(tx).await?;
    store::upsert(tx, id, kind, app.now()).await?;
    let mut keys = vec![changes::Key::Navigation];
    let mut names = names.clone();
    for (language, name) in &mut names {
        let wanted = format!("{}/{}/{}", prefix(language, &main), site::word(language, site::Word::Topic), name.slug);
        let (path, former) = addresses::claim(tx, (Kind::Topic, id, language), &wanted, actor.origin, app.now()).await?;
        path.rsplit('/').next().unwrap_or_default().clone_into(&mut name.slug);
        keys.push(changes::Key::Topic(id, language.clone()));
        keys.push(changes::Key::Path(path));
        keys.extend(former.map(changes::Key::Path));
    }
    store::set_names(tx, id, &names).await?;
    audit::record(app, tx, actor, if new { "topic.create" } else { "topic.update" }, ("topic", Some(id)), "").await?;
    changes::record(tx, actor.origin, app.now(), &keys).await
}
