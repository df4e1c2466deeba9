//! Publishing, updating, unpublishing, retracting; and the way in for imports.

use database::{Id, Timestamp, Tx};

use super::events_store::{self, New};
use super::placing_store::{Placed, keys_of, place, unplace};
use super::{Article, Content, State, WorkingCopy, checks, edit, revisions_store, stages, stages_store, store};
use crate::accounts::{self, Right};
use crate::changes::{self, Key};
use crate::{Actor, App, Error, audit, mailings};

/// How to publish.
#[derive(Clone, Debug, Default)]
pub struct Publish {
    /// What becomes of the at-once newsletters.
    pub mailing: mailings::Choice,
    /// Whether readers see "updated" with today's date (only when it is already published).
    pub told: Told,
    /// Make it the lead of the home page.
    pub lead: bool,
    /// A date to show instead of now (first publication only).
    pub published_at: Option<Timestamp>,
    /// The reason to publish although a check stops it; empty for none.
    pub overrule: String,
}

/// Whether readers are told of an update.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Told {
    /// A small mend: nothing is said.
    #[default]
    No,
    /// The page shows the date of the update.
    Yes,
}

/// What publishing did.
#[derive(Clone, Debug)]
pub struct Published {
    /// The number of its last change: wait for it before showing the page.
    pub change: i64,
    /// The article's path.
    pub path: String,
    /// The mailing it caused, if any.
    pub mailing: Option<Id>,
}

/// Publishes the working copy, or publishes it again (an update).
pub async fn publish(app: &App, actor: &Actor, id: Id, how: &Publish) -> Result<Published, Error> {
    let published = database::write!(app.database, tx => {
        let article = stages::standing(tx, id).await?;
        publish_in(app, tx, actor, &article, how).await
    })?;
    app.watch.committed();
    app.mail_waiting.notify_one();
    Ok(published)
}

/// The same inside a transaction; after its commit the caller wakes the followers and the sender.
pub(super) async fn publish_in(app: &App, tx: &mut Tx, actor: &Actor, article: &Article, how: &Publish) -> Result<Published, Error> {
    let id = article.id;
    stages::check(tx, actor, article, State::Published, "").await?;
    checks::pass(app, tx, actor, article, &how.overrule).await?;
    let copy = store::working_copy(tx, id).await?.ok_or(Error::NotFound)?;
    let now = app.now();
    let first = article.first_published_at.is_none();
    let at = article.published_at.or(how.published_at).unwrap_or(now);
    let number = revisions_store::next_number(tx, id).await?;
    let revision = edit::make_revision(app, tx, actor, id, &copy.content, ("publish", Some(number))).await?;
    store::put_working_copy(tx, &WorkingCopy { base: Some(revision.id), ..copy.clone() }).await?;
    let placed = Placed {
        revision: revision.id,
        state: State::Published,
        content: &copy.content,
        published_at: at,
        first_published_at: now,
        readers_told_at: (!first && how.told == Told::Yes).then_some(now),
        path: None,
        origin: actor.origin,
        edited: true,
    };
    let (path, mut keys) = place(app, tx, article, &placed).await?;
    if how.lead {
        store::set_lead(tx, id, &article.language, Some(now)).await?;
        keys.push(Key::Home(article.language.clone()));
    }
    let fresh = store::article(tx, id).await?.ok_or(Error::NotFound)?;
    let mailing = if first { mailings::intend(app, tx, actor, &fresh, &how.mailing).await? } else { None };
    if article.state() != State::Published {
        stages_store::set_assignee(tx, id, None).await?;
        let (from, to) = (Some(article.state()), Some(State::Published));
        let new = New { article: id, kind: "state", from, to, what: "", assignee: None, note: "" };
        events_store::add(app, tx, actor, &new).await?;
    }
    let action = if first { "article.publish" } else { "article.update" };
    audit::record(app, tx, actor, action, ("article", Some(id)), &path).await?;
    let change = changes::record(tx, actor.origin, now, &keys).await?;
    Ok(Published { change, path, mailing })
}

/// Takes a published article away: its address answers 404; what its mailing has not yet begun is cancelled.
pub async fn unpublish(app: &App, actor: &Actor, id: Id) -> Result<i64, Error> {
    unpublish_because(app, actor, id, "").await
}

/// The same, with the reason, which stays at the desk.
pub async fn unpublish_because(app: &App, actor: &Actor, id: Id, note: &str) -> Result<i64, Error> {
    withdraw(app, actor, id, State::Unpublished, &crate::naming::clean_text(note)).await
}

/// Withdraws an article for good and puts a notice in its place; what its mailing has not yet begun is cancelled.
pub async fn retract(app: &App, actor: &Actor, id: Id, notice: &str) -> Result<i64, Error> {
    let notice = crate::naming::clean_text(notice);
    if notice.is_empty() {
        return Err(Error::invalid("notice", "problem-notice-missing"));
    }
    withdraw(app, actor, id, State::Retracted, &notice).await
}

async fn withdraw(app: &App, actor: &Actor, id: Id, state: State, words: &str) -> Result<i64, Error> {
    let change = database::write!(app.database, tx => {
        let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
        if article.state() != State::Published {
            return Err(Error::Conflict("problem-article-not-published"));
        }
        stages::check(tx, actor, &article, state, words).await?;
        let mut keys = keys_of(tx, &article).await?;
        keys.extend(crate::addresses::current(tx, crate::addresses::Kind::Article, id, &article.language).await?.map(Key::Path));
        unplace(tx, id).await?;
        store::set_state(tx, id, state, if state == State::Retracted { words } else { "" }, app.now()).await?;
        let new = New { article: id, kind: "state", from: Some(State::Published), to: Some(state), what: "", assignee: None, note: words };
        events_store::add(app, tx, actor, &new).await?;
        mailings::cancel_of_article(app, tx, actor, id).await?;
        let action = if state == State::Retracted { "article.retract" } else { "article.unpublish" };
        audit::record(app, tx, actor, action, ("article", Some(id)), words).await?;
        changes::record(tx, actor.origin, app.now(), &keys).await
    })?;
    app.watch.committed();
    Ok(change)
}

/// Makes a published article the lead of its language's home page, or (false) no longer.
pub async fn set_lead(app: &App, actor: &Actor, id: Id, lead: bool) -> Result<i64, Error> {
    let change = database::write!(app.database, tx => {
        accounts::allow(tx, actor, Right::Publish).await?;
        let article = store::published(tx, id).await?.ok_or(Error::NotFound)?;
        store::set_lead(tx, id, &article.language, lead.then(|| app.now())).await?;
        audit::record(app, tx, actor, "article.lead", ("article", Some(id)), "").await?;
        changes::record(tx, actor.origin, app.now(), &[Key::Home(article.language.clone())]).await
    })?;
    app.watch.committed();
    Ok(change)
}

/// An article as an import brings it.
#[derive(Clone, Debug)]
pub struct ImportArticle {
    /// The id it got in an earlier run.
    pub id: Option<Id>,
    /// Its language.
    pub language: String,
    /// The translation family: an article's id; None for a family of its own.
    pub family: Option<Id>,
    /// Published or draft.
    pub state: State,
    /// What it says.
    pub content: Content,
    /// The date readers see.
    pub published_at: Timestamp,
    /// The date of the last alteration, shown as "updated" if given.
    pub readers_told_at: Option<Timestamp>,
    /// Its identity in feeds at the old site.
    pub guid: String,
    /// The address it keeps, if it can; None: made from section and slug.
    pub path: Option<String>,
    /// A note for the desk.
    pub note: String,
    /// Stands first on the old site.
    pub sticky: bool,
}

/// Writes an imported article inside a transaction of the import. Nobody is mailed. Gives its id, its path if it is
/// published, and the keys to record once, last in that transaction.
pub async fn import(app: &App, tx: &mut Tx, actor: &Actor, input: ImportArticle) -> Result<(Id, Option<String>, Vec<Key>), Error> {
    let content = input.content.tidy()?;
    let now = app.now();
    let id = input.id.unwrap_or_else(|| app.ids.next());
    if store::article(tx, id).await?.is_none() {
        let folded = content.desk_words();
        store::insert(
            tx,
            &store::NewRow {
                id,
                family: input.family.unwrap_or(id),
                language: &input.language,
                state: State::Draft,
                headline: &content.headline,
                search_text: &folded,
                slug: &content.slug,
                guid: &input.guid,
                origin: actor.origin.as_str(),
                note: &input.note,
                owner: actor.account,
                created_at: input.published_at.min(now),
                updated_at: now,
                sticky: input.sticky,
            },
        )
        .await?;
    }
    let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
    let number = if input.state == State::Published { Some(revisions_store::next_number(tx, id).await?) } else { None };
    let revision = edit::make_revision(app, tx, actor, id, &content, ("import", number)).await?;
    let standing = store::working_copy(tx, id).await?.map_or(0, |copy| copy.number);
    store::put_working_copy(
        tx,
        &WorkingCopy {
            article: id,
            base: Some(revision.id),
            number: standing + 1,
            content: content.clone(),
            saved_by: actor.account,
            saved_at: now,
        },
    )
    .await?;
    if input.state != State::Published {
        let folded = content.desk_words();
        store::set_draft_view(tx, id, &content, &folded, (now, None)).await?;
        return Ok((id, None, Vec::new()));
    }
    let (path, keys) = place(
        app,
        tx,
        &article,
        &Placed {
            revision: revision.id,
            state: State::Published,
            content: &content,
            published_at: input.published_at,
            first_published_at: input.published_at,
            readers_told_at: input.readers_told_at,
            path: input.path.as_deref(),
            origin: actor.origin,
            edited: false,
        },
    )
    .await?;
    Ok((id, Some(path), keys))
}
