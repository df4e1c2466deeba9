//! What the desk does with newsletters.

use std::collections::BTreeMap;

use database::{Id, Tx};

use super::{Cadence, Filter, Newsletter, archive, by_id, store};
use crate::changes::Key;
use crate::naming::{Name, Names, tidy};
use crate::site::Identity;
use crate::{Actor, App, Error, Problem, audit, changes, contributors, sections, site, topics};

/// What a newsletter is made from.
#[derive(Clone, Debug)]
pub struct Details {
    /// Its names by language; `text` is its description.
    pub names: Names,
    /// When it goes out.
    pub cadence: Cadence,
    /// Which articles are in it.
    pub filter: Filter,
    /// Whether its mails carry whole articles (at once only).
    pub full: bool,
    /// Whether the sign-up form of every page means it; the former one of its language then no longer is.
    pub is_default: bool,
    /// The language of its articles.
    pub language: String,
    /// Daily and weekly: the hour in the site's zone, 0 to 23.
    pub hour: i64,
    /// Weekly: the day, 1 for Monday to 7.
    pub weekday: i64,
    /// Daily and weekly: how many hours before its hour the desk shows it, 0 (not) to 24.
    pub prepared: i64,
    /// Whether nothing goes out for now.
    pub paused: bool,
    /// Whether it is counted how often the links of a mailing are followed; never by whom.
    pub counted: bool,
    /// Whether its past mailings stand on the site for everybody.
    pub archived: bool,
}

impl Details {
    /// A newsletter of all articles of a language, at once.
    pub fn new(language: &str) -> Details {
        Details {
            names: Names::new(),
            cadence: Cadence::AtOnce,
            filter: Filter::default(),
            full: true,
            is_default: false,
            language: language.to_owned(),
            hour: 7,
            weekday: 1,
            prepared: 12,
            paused: false,
            counted: false,
            archived: false,
        }
    }
}

impl From<Newsletter> for Details {
    fn from(of: Newsletter) -> Details {
        Details {
            names: of.names,
            cadence: of.cadence,
            filter: of.filter,
            full: of.full,
            is_default: of.is_default,
            language: of.language,
            hour: of.hour,
            weekday: of.weekday,
            prepared: of.prepared,
            paused: of.paused,
            counted: of.counted,
            archived: of.archived,
        }
    }
}

/// Makes a newsletter, the last in order. Gives its id and the change number.
pub async fn create(app: &App, actor: &Actor, details: Details) -> Result<(Id, i64), Error> {
    let id = app.ids.next();
    let number = database::write!(app.database, tx => {
        let details = checked(tx, details.clone(), id, &Names::new()).await?;
        put(app, tx, actor, id, &details, true).await
    })?;
    app.watch.committed();
    Ok((id, number))
}

/// Alters a newsletter. Gives the change number.
pub async fn update(app: &App, actor: &Actor, id: Id, details: Details) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        let before = by_id(tx, id).await?.ok_or(Error::NotFound)?;
        let details = checked(tx, details.clone(), id, &before.names).await?;
        put(app, tx, actor, id, &details, false).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Sends nothing more of a newsletter for now, or goes on. Its subscribers stay.
pub async fn pause(app: &App, actor: &Actor, id: Id, paused: bool) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        let before = by_id(tx, id).await?.ok_or(Error::NotFound)?;
        let details = Details { paused, ..before.into() };
        put(app, tx, actor, id, &details, false).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Puts the newsletters in this order; those that are not named follow.
pub async fn arrange(app: &App, actor: &Actor, order: &[Id]) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        let all = store::all(tx).await?;
        let rest = all.iter().map(|one| one.id).filter(|id| !order.contains(id));
        for (position, id) in (0_i64..).zip(order.iter().copied().chain(rest)) {
            store::set_position(tx, id, position).await?;
        }
        audit::record(app, tx, actor, "newsletter.arrange", ("newsletter", None), "").await?;
        changes::record(tx, actor.origin, app.now(), &[Key::Newsletters]).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Deletes a newsletter that nobody chose and that was never sent.
pub async fn delete(app: &App, actor: &Actor, id: Id) -> Result<i64, Error> {
    let number = database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        if store::is_used(tx, id).await? {
            return Err(Error::Conflict("problem-newsletter-in-use"));
        }
        store::delete(tx, id).await?;
        audit::record(app, tx, actor, "newsletter.delete", ("newsletter", Some(id)), "").await?;
        changes::record(tx, actor.origin, app.now(), &[Key::Newsletters]).await
    })?;
    app.watch.committed();
    Ok(number)
}

/// Writes the newsletter that a new site begins with: all articles of the main language, at once, named in every language.
pub async fn put_first(app: &App, tx: &mut Tx, actor: &Actor, id: Id, identity: &Identity) -> Result<(), Error> {
    let mut names = BTreeMap::new();
    for language in &identity.languages {
        let tag = language::Tag::parse(language).map_err(|_| Error::invalid("languages", "problem-language-unknown"))?;
        let word = |key: &str| app.theme.text(&tag, key, &[]);
        let name = Name { name: word("site-newsletter-all"), slug: String::new(), text: word("site-newsletter-all-text") };
        names.insert(language.clone(), name);
    }
    let details = Details { names: tidy(names)?, is_default: true, ..Details::new(identity.main_language()) };
    put(app, tx, actor, id, &details, true).await?;
    Ok(())
}

async fn put(app: &App, tx: &mut Tx, actor: &Actor, id: Id, details: &Details, new: bool) -> Result<i64, Error> {
    if details.is_default {
        store::clear_default(tx, &details.language).await?;
    }
    store::upsert(tx, id, details, app.now()).await?;
    store::set_names(tx, id, &details.names).await?;
    let act = if new { "newsletter.create" } else { "newsletter.update" };
    audit::record(app, tx, actor, act, ("newsletter", Some(id)), details.cadence.as_str()).await?;
    changes::record(tx, actor.origin, app.now(), &[Key::Newsletters]).await
}

/// The details as they are kept, or what is wrong with them.
async fn checked(tx: &mut Tx, mut details: Details, id: Id, before: &Names) -> Result<Details, Error> {
    let mut problems = Vec::new();
    for (language, name) in &mut details.names {
        if let Some(former) = before.get(language) {
            name.slug.clone_from(&former.slug);
        }
    }
    match tidy(details.names.clone()) {
        Ok(names) => details.names = names,
        Err(Error::Invalid(found)) => problems.extend(found),
        Err(other) => return Err(other),
    }
    if !site::identity(tx).await?.languages.contains(&details.language) {
        problems.push(Problem::with("language", "problem-newsletter-language", &details.language));
    }
    if details.archived && archive::is_taken(tx, id, &details).await? {
        problems.push(Problem::new("archived", "problem-newsletter-archived"));
    }
    if !(0..24).contains(&details.hour) {
        problems.push(Problem::new("hour", "problem-newsletter-hour"));
    }
    if !(1..=7).contains(&details.weekday) {
        problems.push(Problem::new("weekday", "problem-newsletter-weekday"));
    }
    if !(0..=24).contains(&details.prepared) {
        problems.push(Problem::new("prepared", "problem-newsletter-prepared"));
    }
    let known: Vec<Id> = sections::all(tx).await?.iter().map(|section| section.id).collect();
    details.filter.sections.retain(|id| known.contains(id));
    let known: Vec<Id> = topics::all(tx).await?.iter().map(|topic| topic.id).collect();
    details.filter.topics.retain(|id| known.contains(id));
    let known: Vec<Id> = contributors::by_ids(tx, &details.filter.authors).await?.iter().map(|one| one.id).collect();
    details.filter.authors.retain(|id| known.contains(id));
    details.full &= details.cadence == Cadence::AtOnce;
    if problems.is_empty() { Ok(details) } else { Err(Error::Invalid(problems)) }
}
