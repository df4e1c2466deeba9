//! Sections: where an article stands. Each is one row with a name, slug and text per language, and a page with its feeds.
//!
//! Invariants: a section that articles use cannot be deleted; a merged one is the other from then on, and its addresses lead there.

mod merge;
mod merge_store;
mod store;

use database::Id;

use crate::addresses::{self, Kind};
use crate::naming::{Names, tidy};
use crate::{Actor, App, Error, audit, changes, site};

pub use merge::{articles_in, merge, standing};
pub use store::{Section, all, by_id, used_by};

/// Makes a section with these names. Gives its id.
pub async fn create(app: &App, actor: &Actor, names: Names) -> Result<Id, Error> {
    let names = tidy(names)?;
    let id = app.ids.next();
    let number = database::write!(app.database, tx => { put(app, tx, actor, id, &names, true).await })?;
    app.watch.committed();
    tracing::debug!(id, number, "section made");
    Ok(id)
}

/// Gives a section other names; its former addresses lead on.
pub async fn rename(app: &App, actor: &Actor, id: Id, names: Names) -> Result<i64, Error> {
    let names = tidy(names)?;
    let number = database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        put(app, tx, actor, id, &names, false).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Puts the sections in this order.
pub async fn arrange(app: &App, actor: &Actor, order: &[Id]) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        for (position, id) in (0_i64..).zip(order) {
            store::set_position(tx, *id, position).await?;
        }
        audit::record(app, tx, actor, "section.arrange", ("section", None), "").await?;
        changes::record(tx, actor.origin, app.now(), &[changes::Key::Navigation]).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Deletes a section that no article uses.
pub async fn delete(app: &App, actor: &Actor, id: Id) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        if used_by(tx, id).await? > 0 {
            return Err(Error::Conflict("problem-section-in-use"));
        }
        let mut keys = vec![changes::Key::Navigation];
        keys.extend(addresses::retire(tx, Kind::Section, id).await?.into_iter().map(changes::Key::Path));
        store::delete(tx, id).await?;
        audit::record(app, tx, actor, "section.delete", ("section", Some(id)), "").await?;
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Writes a section and its addresses inside a transaction (for the use-cases above, and for imports).
pub async fn put(app: &App, tx: &mut database::Tx, actor: &Actor, id: Id, names: &Names, new: bool) -> Result<i64, Error> {
    let main = site::main_language(tx).await?;
    if new {
        store::insert(tx, id, app.now()).await?;
    }
    let mut keys = vec![changes::Key::Navigation];
    let mut names = names.clone();
    for (language, name) in &mut names {
        let wanted = addresses::section_path(language, &main, &name.slug);
        let (path, former) = addresses::claim(tx, (Kind::Section, id, language), &wanted, actor.origin, app.now()).await?;
        path.rsplit('/').next().unwrap_or_default().clone_into(&mut name.slug);
        keys.push(changes::Key::Section(id, language.clone()));
        keys.push(changes::Key::Path(path));
        keys.extend(former.map(changes::Key::Path));
    }
    store::set_names(tx, id, &names, app.now()).await?;
    audit::record(app, tx, actor, if new { "section.create" } else { "section.rename" }, ("section", Some(id)), "").await?;
    changes::record(tx, actor.origin, app.now(), &keys).await
}
