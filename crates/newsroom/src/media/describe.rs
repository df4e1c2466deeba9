//! Saying what a picture shows, and taking a picture away that nothing uses.

use std::collections::BTreeMap;

use database::{Id, Tx};

use super::library::{self, Said};
use super::licence::Licence;
use super::{delete_files, library_store, reach, store};
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
    /// Under what it may be used; None: as it was.
    pub licence: Option<Licence>,
    /// The point that crops keep, in hundredths from the left and from the top; None: as it was.
    pub focus: Option<(u8, u8)>,
}

/// Keeps what is said of a picture. `Error::Forbidden` where the account's [`super::reach`] ends. Gives the number of the change: pages that show it are made anew.
pub async fn describe(app: &App, actor: &Actor, id: Id, description: Description) -> Result<i64, Error> {
    let credit = clean_line(&description.credit);
    if description.focus.is_some_and(|(x, y)| x > 100 || y > 100) {
        return Err(Error::invalid("focus", "problem-media-focus"));
    }
    let number = database::write!(app.database, tx => {
        let before = library::details(tx, id).await?.ok_or(Error::NotFound)?;
        reach::allow(reach::of(tx, actor, id).await?.describe)?;
        put_texts(tx, id, &description.texts).await?;
        let licence = description.licence.unwrap_or(before.licence);
        let focus = description.focus.unwrap_or(before.focus);
        library_store::describe(tx, id, (&credit, description.decorative), (licence.as_str(), focus), app.now()).await?;
        index(tx, id).await?;
        audit::record(app, tx, actor, "media.describe", ("media", Some(id)), &before.name).await?;
        let changed = keys(tx, id).await?;
        changes::record(tx, actor.origin, app.now(), &changed).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Keeps alternative texts of several pictures in one language, and which of them are decorative; empty ones stay as they
/// were. Gives how many were written, and the number of the change.
pub async fn say_alts(app: &App, actor: &Actor, language: &str, said: &[(Id, String, bool)]) -> Result<(usize, i64), Error> {
    let said: Vec<(Id, String, bool)> = said.iter().map(|(id, alt, decorative)| (*id, clean_line(alt), *decorative)).collect();
    let (written, number) = database::write!(app.database, tx => {
        let mut changed = Vec::new();
        let mut written = 0;
        for (id, alt, decorative) in &said {
            let Some(before) = library::details(tx, *id).await?.filter(|_| *decorative || !alt.is_empty()) else {
                continue;
            };
            reach::allow(reach::of(tx, actor, *id).await?.describe)?;
            if !alt.is_empty() {
                let caption = before.texts.get(language).map(|said| said.caption.clone()).unwrap_or_default();
                library_store::put_text(tx, *id, language, &Said { alt: alt.clone(), caption }).await?;
            }
            if *decorative && !before.decorative {
                library_store::describe(tx, *id, (&before.credit, true), (before.licence.as_str(), before.focus), app.now()).await?;
            }
            index(tx, *id).await?;
            audit::record(app, tx, actor, "media.describe", ("media", Some(*id)), &before.name).await?;
            changed.extend(keys(tx, *id).await?);
            written += 1;
        }
        Ok::<_, Error>((written, changes::record(tx, actor.origin, app.now(), &changed).await?))
    })?;
    app.watch.committed();
    Ok((written, number))
}

async fn put_texts(tx: &mut Tx, id: Id, texts: &BTreeMap<String, Said>) -> Result<(), Error> {
    for (language, said) in texts {
        let said = Said { alt: clean_line(&said.alt), caption: clean_text(&said.caption) };
        if said == Said::default() {
            library_store::drop_text(tx, id, language).await?;
        } else {
            library_store::put_text(tx, id, language, &said).await?;
        }
    }
    Ok(())
}

/// What the library's search reads: the name of the file, all that is said, the credit, the rights.
pub(super) async fn index(tx: &mut Tx, id: Id) -> Result<(), Error> {
    let row = library_store::details(tx, id).await?.ok_or(Error::NotFound)?;
    let spoken = store::texts(tx, &[id]).await?;
    let spoken = spoken.iter().flat_map(|text| [text.alt.as_str(), text.caption.as_str()]);
    let found: Vec<&str> = [row.name.as_str(), row.credit.as_str(), row.rights.as_str()].into_iter().chain(spoken).collect();
    library_store::set_search_text(tx, id, &language::fold_simple(&found.join(" "))).await
}

/// The picture, and the articles whose pages and cards show it.
pub(super) async fn keys(tx: &mut Tx, id: Id) -> Result<Vec<Key>, Error> {
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
        let files = store::files(tx, id).await?;
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
    delete_files(app, &files).await?;
    Ok(number)
}
