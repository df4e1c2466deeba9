//! Sections, topics and contributors of an import, and the addresses they had.

use database::Id;

use super::{Source, store};
use crate::addresses::{self, Kind};
use crate::changes::{self, Key};
use crate::contributors::{self, Details};
use crate::naming::{Names, tidy};
use crate::topics::{self, TopicKind};
use crate::{Actor, App, Error, sections};

/// A section, topic or contributor on its way in.
#[derive(Clone, Debug)]
pub struct Term<'a> {
    /// The old site.
    pub site: &'a str,
    /// Its word there.
    pub key: &'a str,
    /// What it became in an earlier run, or one that stands here already under the same name.
    pub id: Option<Id>,
    /// Its language.
    pub language: &'a str,
    /// Where it stood.
    pub addresses: &'a [String],
}

/// Makes a section, unless it has become one already, and leads its old addresses to it. Gives its id.
pub async fn put_section(app: &App, actor: &Actor, term: &Term<'_>, names: Names) -> Result<Id, Error> {
    let names = tidy(names)?;
    let new = app.ids.next();
    let id = database::write!(app.database, tx => {
        // What it became in an earlier run may have been merged into another since.
        let id = match term.id {
            Some(id) => sections::standing(tx, Some(id), &[]).await?.0.unwrap_or(id),
            None => new,
        };
        if term.id.is_none() {
            sections::put(app, tx, actor, id, &names, true).await?;
        }
        finish(app, tx, actor, term, ("section", Kind::Section), id).await?;
        Ok::<_, Error>(id)
    })?;
    app.watch.committed();
    Ok(id)
}

/// Makes a topic, unless it has become one already, and leads its old addresses to it. Gives its id.
pub async fn put_topic(app: &App, actor: &Actor, term: &Term<'_>, names: Names) -> Result<Id, Error> {
    let names = tidy(names)?;
    let new = app.ids.next();
    let id = database::write!(app.database, tx => {
        let id = match term.id {
            Some(id) => topics::standing(tx, &[id]).await?.first().copied().unwrap_or(id),
            None => new,
        };
        if term.id.is_none() {
            topics::put(app, tx, actor, (id, TopicKind::Theme), &names, true).await?;
        }
        finish(app, tx, actor, term, ("topic", Kind::Topic), id).await?;
        Ok::<_, Error>(id)
    })?;
    app.watch.committed();
    Ok(id)
}

/// Makes a contributor, unless it has become one already, and leads the old addresses to it. Gives the id.
pub async fn put_contributor(app: &App, actor: &Actor, term: &Term<'_>, details: Details) -> Result<Id, Error> {
    let details = Details { names: tidy(details.names)?, ..details };
    let id = term.id.unwrap_or_else(|| app.ids.next());
    database::write!(app.database, tx => {
        if term.id.is_none() {
            contributors::put(app, tx, actor, id, &details, true).await?;
        }
        finish(app, tx, actor, term, ("contributor", Kind::Contributor), id).await
    })?;
    app.watch.committed();
    Ok(id)
}

async fn finish(app: &App, tx: &mut database::Tx, actor: &Actor, term: &Term<'_>, (name, kind): (&str, Kind), id: Id) -> Result<(), Error> {
    let mut keys = Vec::new();
    for path in term.addresses {
        if addresses::redirect(tx, path, (kind, id, term.language), "", actor.origin, app.now()).await? {
            keys.push(Key::Path(path.clone()));
        }
    }
    let source = Source { kind: name.to_owned(), key: term.key.to_owned(), subject: id, hash: "-".to_owned(), updated_at: app.now() };
    store::put(tx, term.site, &source, app.now()).await?;
    if !keys.is_empty() {
        changes::record(tx, actor.origin, app.now(), &keys).await?;
    }
    Ok(())
}

/// Leads old addresses on to others: `(path, target)`. Those that something stands at already are left.
pub async fn add_addresses(app: &App, actor: &Actor, rows: &[(String, String)]) -> Result<(), Error> {
    for chunk in rows.chunks(500) {
        database::write!(app.database, tx => {
            let mut keys = Vec::new();
            for (path, target) in chunk {
                if addresses::redirect(tx, path, (Kind::Redirect, 0, ""), target, actor.origin, app.now()).await? {
                    keys.push(Key::Path(path.clone()));
                }
            }
            if !keys.is_empty() {
                changes::record(tx, actor.origin, app.now(), &keys).await?;
            }
            Ok(())
        })?;
    }
    app.watch.committed();
    Ok(())
}
