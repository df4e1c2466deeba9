//! Contributors: who signs. A person, a collective (the newsroom), a pseudonym or an agency; none needs an account, and an
//! account may sign as several.
//!
//! Invariants: the real name behind a pseudonym is given by [`private_name`] only and is part of no public shape;
//! a contributor who has signed cannot be deleted.

mod store;

use database::Id;

use crate::addresses::{self, Kind, prefix};
use crate::naming::{Names, tidy};
use crate::{Actor, App, Error, audit, changes, site};

pub use store::{Contributor, ContributorKind, accounts_of, all, by_id, by_ids, of_account, private_name};

/// What is known of a contributor, as the desk gives it.
#[derive(Clone, Debug)]
pub struct Details {
    /// What they are.
    pub kind: ContributorKind,
    /// Names by language; the text is the biography.
    pub names: Names,
    /// The portrait, a picture of the media library.
    pub portrait: Option<Id>,
    /// The real name behind a pseudonym: never published.
    pub private_name: String,
    /// An address for the newsroom: never published.
    pub email: String,
}

/// Makes a contributor. Gives the id.
pub async fn create(app: &App, actor: &Actor, details: Details) -> Result<Id, Error> {
    let details = Details { names: tidy(details.names)?, ..details };
    let id = app.ids.next();
    database::write!(app.database, tx => { put(app, tx, actor, id, &details, true).await })?;
    app.watch.committed();
    Ok(id)
}

/// Alters a contributor; former addresses lead on.
pub async fn update(app: &App, actor: &Actor, id: Id, details: Details) -> Result<i64, Error> {
    let details = Details { names: tidy(details.names)?, ..details };
    let number = database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        put(app, tx, actor, id, &details, false).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Says which accounts sign as a contributor. What readers see does not change.
pub async fn set_accounts(app: &App, actor: &Actor, id: Id, accounts: &[Id]) -> Result<(), Error> {
    database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        if accounts_of(tx, id).await? == accounts {
            return Ok(());
        }
        store::set_accounts(tx, id, accounts).await?;
        audit::record(app, tx, actor, "contributor.accounts", ("contributor", Some(id)), "").await
    })
}

/// Deletes a contributor who has signed nothing.
pub async fn delete(app: &App, actor: &Actor, id: Id) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        if !store::articles_of(tx, id).await?.is_empty() {
            return Err(Error::Conflict("problem-contributor-in-use"));
        }
        let keys: Vec<_> = addresses::retire(tx, Kind::Contributor, id).await?.into_iter().map(changes::Key::Path).collect();
        store::delete(tx, id).await?;
        audit::record(app, tx, actor, "contributor.delete", ("contributor", Some(id)), "").await?;
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Writes a contributor and their addresses inside a transaction (for the use-cases above, and for imports).
pub async fn put(app: &App, tx: &mut database::Tx, actor: &Actor, id: Id, details: &Details, new: bool) -> Result<i64, Error> {
    let main = site::main_language(tx).await?;
    store::upsert(tx, id, details, app.now()).await?;
    let mut keys = vec![changes::Key::Navigation];
    if !new {
        keys.extend(store::articles_of(tx, id).await?.into_iter().map(changes::Key::Article));
    }
    let mut names = details.names.clone();
    for (language, name) in &mut names {
        let wanted = format!("{}/{}/{}", prefix(language, &main), site::word(language, site::Word::Author), name.slug);
        let (path, former) = addresses::claim(tx, (Kind::Contributor, id, language), &wanted, actor.origin, app.now()).await?;
        path.rsplit('/').next().unwrap_or_default().clone_into(&mut name.slug);
        keys.push(changes::Key::Contributor(id, language.clone()));
        keys.push(changes::Key::Path(path));
        keys.extend(former.map(changes::Key::Path));
    }
    store::set_names(tx, id, &names).await?;
    let action = if new { "contributor.create" } else { "contributor.update" };
    audit::record(app, tx, actor, action, ("contributor", Some(id)), "").await?;
    changes::record(tx, actor.origin, app.now(), &keys).await
}
