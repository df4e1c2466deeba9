//! Saying what a picture shows, and taking a picture away that nothing uses.

use std::collections::BTreeMap;

use database::{Id, Tx};

use super::library::{self, Said};
use super::{library_store, store};
use crate::changes::{self, Key};
use crate::naming::{clean_line, clean_text};
use crate::{Actor, App, Error, audit};

/// What the desk says of a picture.
#[derive(Clone, Debug, Default)]
pub struct Description {
    /// By language; a language that is not named stays as it is.
    pub texts: BTreeMap<String, Said>,
    /// The credit, the same in every language.
    pub credit: String,
    /// Whether it says nothing that words would have to say.
    pub decorative: bool,
}

/// Keeps what is said of a picture. Gives the number of the change: pages that show it are made anew.
pub async fn describe(app: &App, actor: &Actor, id: Id, description: Description) -> Result<i64, Error> {
    let clean = |said: &Said| Said { alt: clean_line(&said.alt), caption: clean_text(&said.caption) };
    let texts: BTreeMap<String, Said> = description.texts.iter().map(|(language, said)| (language.clone(), clean(said))).collect();
    let credit = clean_line(&description.credit);
    let number = database::write!(app.database, tx => {
        let before = library::details(tx, id).await?.ok_or(Error::NotFound)?;
        for (language, said) in &texts {
            if *said == Said::default() {
                library_store::drop_text(tx, id, language).await?;
            } else {
                library_store::put_text(tx, id, language, said).await?;
            }
        }
        let spoken = store::texts(tx, &[id]).await?;
        let spoken = spoken.iter().flat_map(|text| [text.alt.as_str(), text.caption.as_str()]);
        let found: Vec<&str> = [before.name.as_str(), credit.as_str()].into_iter().chain(spoken).collect();
        let found = language::fold_simple(&found.join(" "));
        library_store::describe(tx, id, (&credit, description.decorative), &found, app.now()).await?;
        audit::record(app, tx, actor, "media.describe", ("media", Some(id)), &before.name).await?;
        let changed = keys(tx, id).await?;
        changes::record(tx, actor.origin, app.now(), &changed).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// The picture, and the articles whose pages and cards show it.
async fn keys(tx: &mut Tx, id: Id) -> Result<Vec<Key>, Error> {
    let articles = library_store::public_articles(tx, id).await?;
    Ok([Key::Media(id)].into_iter().chain(articles.into_iter().map(Key::Article)).collect())
}

/// Takes a picture away, with its files. `Error::Conflict` when something uses it. Gives the number of the change.
pub async fn delete(app: &App, actor: &Actor, id: Id) -> Result<i64, Error> {
    let (number, files) = database::write!(app.database, tx => {
        let details = library::details(tx, id).await?.ok_or(Error::NotFound)?;
        if !library::places(tx, id).await?.is_empty() {
            return Err(Error::Conflict("problem-media-in-use"));
        }
        let files: Vec<String> = store::variants(tx, &[id]).await?.into_iter().map(|variant| variant.storage_key).collect();
        let mut changed = vec![Key::Media(id)];
        for file in &files {
            changed.extend(library_store::retire_addresses(tx, &super::public(file)).await?.into_iter().map(Key::Path));
        }
        library_store::delete(tx, id).await?;
        audit::record(app, tx, actor, "media.delete", ("media", Some(id)), &details.name).await?;
        let number = changes::record(tx, actor.origin, app.now(), &changed).await?;
        Ok((number, files))
    })?;
    app.watch.committed();
    for file in files {
        app.storage.delete(&file).await.map_err(Error::broken)?;
    }
    Ok(number)
}
