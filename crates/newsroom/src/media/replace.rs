//! Another file in the place of a picture's: everything that names the picture shows it from then on.
//!
//! Guarantees: the picture keeps its number, its texts, its credit and the point of its crops; the addresses of its former
//! files lead to the new ones; the former files are deleted, since one replaces a picture that is wrong.

use database::{Id, Tx};

use super::files::{self, Arriving, FileKind};
use super::prepare::Prepared;
use super::{delete_files, describe, library_store, prepare, public, reach, refs, store};
use crate::changes;
use crate::{Actor, App, Error, audit};

/// Replaces a picture's file. `Error::Invalid` of the field `file` says why one is refused: nothing has changed then.
pub async fn replace(app: &App, actor: &Actor, id: Id, name: &str, bytes: Vec<u8>) -> Result<i64, Error> {
    may(app, actor, id, &prepare::hash(&bytes), None).await?;
    let prepared = prepare(app, name, bytes).await?;
    put(app, actor, id, prepared).await
}

/// The same for a document or a sound, by one of its kind.
pub async fn replace_file(app: &App, actor: &Actor, id: Id, name: &str, arriving: Arriving) -> Result<i64, Error> {
    let (hash, arriving) = files::looked_at(arriving).await?;
    may(app, actor, id, &hash, Some(arriving.kind())).await?;
    let prepared = files::kept(app, name, hash, arriving).await?;
    put(app, actor, id, prepared).await
}

/// Goes on only if this account may put another file in its place.
pub async fn may_replace(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::read!(app.database, tx => { reach::allow(reach::of(tx, actor, id).await?.replace) })
}

/// Goes on only if this account may replace it, by a file of this kind, and the file is new.
async fn may(app: &App, actor: &Actor, id: Id, hash: &str, kind: Option<FileKind>) -> Result<(), Error> {
    let (before, standing) = database::read!(app.database, tx => {
        let before = library_store::details(tx, id).await?.ok_or(Error::NotFound)?;
        reach::allow(reach::of(tx, actor, id).await?.replace)?;
        Ok((before, store::by_hash(tx, hash).await?))
    })?;
    if FileKind::of_media_type(&before.content_type) != kind {
        return Err(Error::invalid("file", "problem-file-other-kind"));
    }
    refuse(id, standing)
}

async fn put(app: &App, actor: &Actor, id: Id, prepared: Prepared) -> Result<i64, Error> {
    let (number, files) = database::write!(app.database, tx => {
        let before = library_store::details(tx, id).await?.ok_or(Error::NotFound)?;
        refuse(id, store::by_hash(tx, &prepared.hash).await?)?;
        let files = store::files(tx, id).await?;
        store::set_file(tx, id, &prepared, app.now()).await?;
        for variant in &prepared.variants {
            store::put_variant(tx, id, variant).await?;
        }
        let known = refs(tx, &[id], "", "").await?;
        let now = known.get(&id).map(|picture| picture.src.clone()).ok_or(Error::NotFound)?;
        let mut changed = describe::keys(tx, id).await?;
        for file in &files {
            changed.extend(library_store::lead_on(tx, &public(file), &now).await?.into_iter().map(changes::Key::Path));
        }
        describe::index(tx, id).await?;
        audit::record(app, tx, actor, "media.replace", ("media", Some(id)), &before.name).await?;
        let number = changes::record(tx, actor.origin, app.now(), &changed).await?;
        Ok((number, files))
    })?;
    app.watch.committed();
    delete_files(app, &files).await?;
    Ok(number)
}

fn refuse(id: Id, standing: Option<Id>) -> Result<(), Error> {
    match standing {
        Some(other) if other == id => Err(Error::invalid("file", "problem-media-same")),
        Some(_) => Err(Error::invalid("file", "problem-media-elsewhere")),
        None => Ok(()),
    }
}

/// Where a file that a picture had before leads: the plain form of what it is now.
pub async fn former(tx: &mut Tx, hash: &str) -> Result<Option<String>, Error> {
    let Some(id) = store::former(tx, hash).await? else {
        return Ok(None);
    };
    Ok(refs(tx, &[id], "", "").await?.remove(&id).map(|picture| picture.src))
}
