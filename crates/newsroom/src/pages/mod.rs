//! Static pages: about, contact... A title, slug and body per language; legal notice and privacy are made from settings instead.

mod store;

use std::collections::BTreeMap;

use database::{Id, Tx};

use crate::addresses::{self, Kind, prefix};
use crate::naming::clean_line;
use crate::{Actor, App, Error, Problem, audit, changes, site};

pub use store::{StaticPage, all, by_id};

/// A static page in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageText {
    /// The title.
    pub title: String,
    /// The last part of its address; made from the title when empty.
    pub slug: String,
    /// The document, as JSON.
    pub body: String,
    /// Whether readers see it.
    pub published: bool,
}

/// Texts by language.
pub type Texts = BTreeMap<String, PageText>;

/// Makes a static page (id None) or alters one. Gives its id and the change number.
pub async fn save(app: &App, actor: &Actor, id: Option<Id>, texts: Texts) -> Result<(Id, i64), Error> {
    let new = id.is_none();
    let id = id.unwrap_or_else(|| app.ids.next());
    let number = database::write!(app.database, tx => {
        if !new {
            by_id(tx, id).await?.ok_or(Error::NotFound)?;
        }
        let keys = put(app, tx, actor, id, &texts).await?;
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok((id, number))
}

/// Writes a static page inside a transaction; gives the keys to record.
pub async fn put(app: &App, tx: &mut Tx, actor: &Actor, id: Id, texts: &Texts) -> Result<Vec<changes::Key>, Error> {
    let main = site::main_language(tx).await?;
    let mut keys = vec![changes::Key::StaticPage(id), changes::Key::Navigation];
    let mut tidy = Texts::new();
    for (language, text) in texts {
        let title = clean_line(&text.title);
        if title.is_empty() {
            // A text without a title would be lost without a word.
            if !document::plain_text(&read(&text.body)?).trim().is_empty() {
                return Err(Error::Invalid(vec![Problem::new("title", "problem-title-of-text").in_language(language)]));
            }
            continue;
        }
        let tag = language::Tag::parse(language).map_err(|_| Error::invalid("language", "problem-language-unknown"))?;
        read(&text.body)?;
        let mut slug = language::slug(if text.slug.is_empty() { &title } else { &text.slug }, &tag);
        if slug.is_empty() {
            slug = id.to_string();
        }
        if text.published {
            let wanted = format!("{}/{slug}", prefix(language, &main));
            let (path, former) = addresses::claim(tx, (Kind::StaticPage, id, language), &wanted, actor.origin, app.now()).await?;
            path.rsplit('/').next().unwrap_or_default().clone_into(&mut slug);
            keys.push(changes::Key::Path(path));
            keys.extend(former.map(changes::Key::Path));
        } else if let Some(path) = addresses::current(tx, Kind::StaticPage, id, language).await? {
            keys.push(changes::Key::Path(path));
        }
        tidy.insert(language.clone(), PageText { title, slug, body: text.body.clone(), published: text.published });
    }
    if tidy.is_empty() {
        return Err(Error::invalid("title", "problem-title-missing"));
    }
    store::put(tx, id, &tidy, app.now()).await?;
    audit::record(app, tx, actor, "static_page.save", ("static_page", Some(id)), "").await?;
    Ok(keys)
}

fn read(body: &str) -> Result<document::Document, Error> {
    if body.is_empty() {
        return Ok(document::Document::default());
    }
    document::from_json(body).map_err(|_| Error::invalid("body", "problem-body-broken"))
}

/// Deletes a static page; its addresses answer 410.
pub async fn delete(app: &App, actor: &Actor, id: Id) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        let mut keys = vec![changes::Key::StaticPage(id), changes::Key::Navigation];
        keys.extend(addresses::retire(tx, Kind::StaticPage, id).await?.into_iter().map(changes::Key::Path));
        store::delete(tx, id).await?;
        audit::record(app, tx, actor, "static_page.delete", ("static_page", Some(id)), "").await?;
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok(number)
}
