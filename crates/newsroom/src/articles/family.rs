//! Translation families: the articles that are one another's translations, at most one for each language.
//!
//! Invariants: an article is in exactly one family, alone in it or not; a language once seen by readers stays, because the
//! address depends on it; families that change are told to the pages that list translations.

use database::{Id, Tx};
use language::Tag;

use super::{Article, Autosaved, Content, edit, family_store, placing_store, store};
use crate::{Actor, App, Error, audit, changes, site};

pub use family_store::{Relative, relatives};

/// Says that an article is a translation of another one. Gives the number of the change.
pub async fn join_family(app: &App, actor: &Actor, id: Id, other: Id) -> Result<i64, Error> {
    if id == other {
        return Err(Error::invalid("other", "problem-family-itself"));
    }
    let number = database::write!(app.database, tx => {
        let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
        let wanted = store::article(tx, other).await?.ok_or(Error::NotFound)?;
        free_in(tx, &article, wanted.family, &article.language).await?;
        move_to(app, tx, actor, &article, wanted.family).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Says that an article is a translation of none. Gives the number of the change.
pub async fn leave_family(app: &App, actor: &Actor, id: Id) -> Result<i64, Error> {
    let alone = app.ids.next();
    let number = database::write!(app.database, tx => {
        let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
        move_to(app, tx, actor, &article, alone).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Gives an article that readers have never seen another language.
pub async fn set_language(app: &App, actor: &Actor, id: Id, language: &str) -> Result<(), Error> {
    Tag::parse(language).map_err(|_| Error::invalid("language", "problem-language-unknown"))?;
    database::write!(app.database, tx => {
        let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
        if article.language == language {
            return Ok(());
        }
        if article.first_published_at.is_some() {
            return Err(Error::invalid("language", "problem-language-published"));
        }
        if !site::identity(tx).await?.languages.iter().any(|known| known == language) {
            return Err(Error::invalid("language", "problem-language-not-of-site"));
        }
        free_in(tx, &article, article.family, language).await?;
        family_store::set_language(tx, id, language, app.now()).await?;
        audit::record(app, tx, actor, "article.language", ("article", Some(id)), language).await
    })
}

/// Begins a translation: a draft of the same family in another language that holds the text to be translated.
pub async fn translate(app: &App, actor: &Actor, id: Id, language: &str) -> Result<Id, Error> {
    let (article, content) = database::read!(app.database, tx => {
        let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
        let copy = store::working_copy(tx, id).await?.ok_or(Error::NotFound)?;
        free_in(tx, &article, article.family, language).await?;
        Ok((article, copy.content))
    })?;
    let made = edit::create(app, actor, language, &content.headline, Some(article.id)).await?;
    let content = Content { slug: String::new(), ..content };
    match edit::save(app, actor, made, 1, content).await? {
        Autosaved::Kept(_) => Ok(made),
        Autosaved::Conflict(_) => Err(Error::Conflict("article-conflict")),
    }
}

/// A family has one article for a language.
async fn free_in(tx: &mut Tx, article: &Article, family: Id, language: &str) -> Result<(), Error> {
    let taken = relatives(tx, family).await?.into_iter().any(|one| one.id != article.id && one.language == language);
    if taken { Err(Error::invalid("language", "problem-family-language")) } else { Ok(()) }
}

async fn move_to(app: &App, tx: &mut Tx, actor: &Actor, article: &Article, family: Id) -> Result<i64, Error> {
    let mut keys = placing_store::keys_of(tx, article).await?;
    family_store::set_family(tx, article.id, family, app.now()).await?;
    let moved = store::article(tx, article.id).await?.ok_or(Error::NotFound)?;
    keys.extend(placing_store::keys_of(tx, &moved).await?);
    audit::record(app, tx, actor, "article.family", ("article", Some(article.id)), &family.to_string()).await?;
    changes::record(tx, actor.origin, app.now(), &keys).await
}
