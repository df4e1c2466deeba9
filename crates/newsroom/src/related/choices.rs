//! What the newsroom decides itself: pins, exclusions, and articles that are recommended beside no other.
//!
//! Guarantees: a decision stands for one article and one other, survives every computation, and can be undone; it is in
//! the audit log, and the pages it alters are told of it in the same transaction.

use database::{Id, Tx};

use super::{choices_store as store, store::listed_by};
use crate::changes::{self, Key};
use crate::{Actor, App, Error, articles, audit};

/// More pins than this would push out everything else.
pub const MOST_PINS: usize = 12;

/// What is decided of another article beside one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Shown first, after the pins that stand already.
    Pin,
    /// Never shown beside this article.
    Exclude,
    /// As the texts say.
    Automatic,
}

impl Choice {
    /// The name of the act in forms and in the audit log.
    pub fn as_str(self) -> &'static str {
        match self {
            Choice::Pin => "pin",
            Choice::Exclude => "exclude",
            Choice::Automatic => "undo",
        }
    }

    /// Reads what `as_str` wrote.
    pub fn parse(text: &str) -> Option<Choice> {
        [Choice::Pin, Choice::Exclude, Choice::Automatic].into_iter().find(|choice| choice.as_str() == text)
    }
}

/// Decides about `other` beside `article`. Gives the number of the change.
pub async fn choose(app: &App, actor: &Actor, article: Id, other: Id, choice: Choice) -> Result<i64, Error> {
    if article == other {
        return Err(Error::invalid("other", "problem-related-itself"));
    }
    let change = database::write!(app.database, tx => {
        let both = articles::article(tx, article).await?.zip(articles::article(tx, other).await?);
        both.ok_or(Error::NotFound)?;
        let standing = store::choices(tx, article).await?;
        let pins: Vec<i64> = standing.iter().filter(|(id, kind, _)| kind == "pin" && *id != other).map(|(.., at)| *at).collect();
        match choice {
            Choice::Pin if pins.len() >= MOST_PINS => return Err(Error::invalid("other", "problem-related-too-many")),
            Choice::Pin if standing.iter().any(|(id, kind, _)| *id == other && kind == "pin") => {}
            Choice::Pin => {
                let position = pins.iter().max().map_or(0, |last| last + 1);
                store::put(tx, (article, other), ("pin", position), actor.account, app.now()).await?;
            }
            Choice::Exclude => store::put(tx, (article, other), ("exclude", 0), actor.account, app.now()).await?,
            Choice::Automatic => store::forget(tx, article, other).await?,
        }
        let action = format!("related.{}", choice.as_str());
        audit::record(app, tx, actor, &action, ("article", Some(article)), &other.to_string()).await?;
        changes::record(tx, actor.origin, app.now(), &[Key::Related(article)]).await
    })?;
    app.watch.committed();
    Ok(change)
}

/// Moves a pin one place up or down; does nothing at either end. Gives the number of the change.
pub async fn move_pin(app: &App, actor: &Actor, article: Id, other: Id, up: bool) -> Result<i64, Error> {
    let change = database::write!(app.database, tx => {
        let mut pins: Vec<Id> =
            store::choices(tx, article).await?.into_iter().filter(|(_, kind, _)| kind == "pin").map(|(id, ..)| id).collect();
        let at = pins.iter().position(|id| *id == other).ok_or(Error::NotFound)?;
        let to = if up { at.saturating_sub(1) } else { (at + 1).min(pins.len() - 1) };
        pins.swap(at, to);
        for (position, id) in (0_i64..).zip(&pins) {
            store::put(tx, (article, *id), ("pin", position), actor.account, app.now()).await?;
        }
        audit::record(app, tx, actor, "related.move", ("article", Some(article)), &other.to_string()).await?;
        changes::record(tx, actor.origin, app.now(), &[Key::Related(article)]).await
    })?;
    app.watch.committed();
    Ok(change)
}

/// Says that an article is recommended beside no other (a pin is stronger), or (false) that it may be. Gives the change's number.
pub async fn set_never(app: &App, actor: &Actor, article: Id, never: bool) -> Result<i64, Error> {
    let change = database::write!(app.database, tx => {
        let row = articles::article(tx, article).await?.ok_or(Error::NotFound)?;
        store::set_never(tx, article, never, actor.account, app.now()).await?;
        let action = if never { "related.never" } else { "related.again" };
        audit::record(app, tx, actor, action, ("article", Some(article)), "").await?;
        let mut keys: Vec<Key> = listed_by(tx, &[article]).await?.into_iter().map(Key::Related).collect();
        // Where nothing is related, the section's latest stand instead.
        keys.extend(store::sections_of(tx, article).await?.into_iter().map(|section| Key::Section(section, row.language.clone())));
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok(change)
}

/// Whether an article is recommended beside no other.
pub async fn is_never(tx: &mut Tx, article: Id) -> Result<bool, Error> {
    store::is_never(tx, article).await
}

/// Those of these articles that are recommended nowhere.
pub async fn never_among(tx: &mut Tx, ids: &[Id]) -> Result<Vec<Id>, Error> {
    store::never_among(tx, ids).await
}
