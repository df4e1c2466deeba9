//! Writing: creating, autosave, saving, preview links.

use database::{Id, MICROS_PER_SECOND};

use super::events_store::{self, New};
use super::reach::{may_write, may_write_raw};
use super::{Byline, BylineRole, Content, Revision, State, WorkingCopy, previews_store, revisions_store, stages_store, store};
use crate::accounts::{self, Right};
use crate::keys::{fresh_secret, sha256};
use crate::{Actor, App, Error, audit, contributors, handover, site};

/// The answer to an autosave.
#[derive(Clone, Debug)]
pub enum Autosaved {
    /// It is kept, as this number.
    Kept(i64),
    /// Someone saved another text meanwhile: theirs, and nothing was written.
    Conflict(Box<WorkingCopy>),
}

/// After so long without a revision, typing makes one.
const REVISION_EVERY: i64 = 300 * MICROS_PER_SECOND;
/// How long a preview link works: seven days.
const PREVIEW_LIFE: i64 = 7 * 24 * 3600 * MICROS_PER_SECOND;

/// Makes a draft in `language`, a translation of `translation_of` if given. Its byline is the first contributor as whom the
/// account signs, else the site's default one.
pub async fn create(app: &App, actor: &Actor, language: &str, headline: &str, translation_of: Option<Id>) -> Result<Id, Error> {
    begin(app, actor, language, headline, translation_of, None).await
}

/// What is known of an article before any text, beside its headline.
#[derive(Clone, Debug, Default)]
pub struct Idea {
    /// Where it will stand, if that is known.
    pub section: Option<Id>,
    /// What it will be about.
    pub note: String,
    /// Whose it is; None: of whoever notes it.
    pub owner: Option<Id>,
}

/// Notes an idea, before any text.
pub async fn create_idea(app: &App, actor: &Actor, language: &str, headline: &str, idea: &Idea) -> Result<Id, Error> {
    if crate::naming::clean_line(headline).is_empty() {
        return Err(Error::invalid("headline", "problem-headline-missing"));
    }
    let id = begin(app, actor, language, headline, None, Some(idea)).await?;
    app.desk_clock.notify_one();
    Ok(id)
}

async fn begin(
    app: &App,
    actor: &Actor,
    language: &str,
    headline: &str,
    translation_of: Option<Id>,
    idea: Option<&Idea>,
) -> Result<Id, Error> {
    language::Tag::parse(language).map_err(|_| Error::invalid("language", "problem-language-unknown"))?;
    let id = app.ids.next();
    let headline = crate::naming::clean_line(headline);
    let note = idea.map(|idea| crate::naming::clean_text(&idea.note)).unwrap_or_default();
    database::write!(app.database, tx => {
        accounts::allow(tx, actor, Right::Write).await?;
        let given = match idea.and_then(|idea| idea.owner).filter(|person| Some(*person) != actor.account) {
            Some(person) => {
                accounts::allow(tx, actor, Right::WriteAll).await?;
                accounts::by_id(tx, person).await?.filter(|account| !account.disabled).ok_or_else(|| Error::invalid("assignee", "problem-assignee-unknown"))?;
                Some(person)
            }
            None => None,
        };
        let family = match translation_of {
            Some(other) => store::article(tx, other).await?.ok_or(Error::NotFound)?.family,
            None => id,
        };
        let site = site::load(tx).await?;
        let own = match given.or(actor.account) {
            Some(account) => contributors::of_account(tx, account).await?.first().copied(),
            None => None,
        };
        let bylines = own.or(site.identity.default_contributor).map(|contributor| Byline { contributor, role: BylineRole::Text });
        let section = idea.and_then(|idea| idea.section);
        let content = Content { headline: headline.clone(), section, bylines: bylines.into_iter().collect(), ..Content::default() };
        store::insert(tx, &store::NewRow {
            id, family, language, state: if idea.is_some() { State::Idea } else { State::Draft }, headline: &headline, search_text: &language::fold_simple(&headline), slug: "",
            guid: "", origin: actor.origin.as_str(), note: &note, owner: given.or(actor.account), created_at: app.now(), updated_at: app.now(), sticky: false,
        }).await?;
        store::put_working_copy(tx, &WorkingCopy {
            article: id, base: None, number: 1, content, saved_by: actor.account, saved_at: app.now(),
        }).await?;
        audit::record(app, tx, actor, "article.create", ("article", Some(id)), "").await?;
        if let Some(person) = given {
            stages_store::set_assignee(tx, id, Some(person)).await?;
            let new = New { article: id, kind: "assign", from: None, to: Some(State::Idea), what: "", assignee: Some(person), note: &note };
            let event = events_store::add(app, tx, actor, &new).await?;
            handover::tell_these(tx, actor, event, &[Some(person)]).await?;
        }
        Ok(id)
    })
}

/// Keeps what is being written. `number` is the one the writer's text began from.
pub async fn autosave(app: &App, actor: &Actor, id: Id, number: i64, content: Content) -> Result<Autosaved, Error> {
    let content = content.tidy()?;
    database::write!(app.database, tx => {
        let (copy, saved) = keep(app, tx, actor, id, number, &content).await?;
        if let Some(conflict) = saved {
            return Ok(Autosaved::Conflict(conflict));
        }
        revise(app, tx, actor, id, &content, Revise::NowAndThen).await?;
        Ok(Autosaved::Kept(copy))
    })
}

/// Keeps what was written and makes a revision of it.
pub async fn save(app: &App, actor: &Actor, id: Id, number: i64, content: Content) -> Result<Autosaved, Error> {
    let content = content.tidy()?;
    database::write!(app.database, tx => {
        let (copy, saved) = keep(app, tx, actor, id, number, &content).await?;
        if let Some(conflict) = saved {
            return Ok(Autosaved::Conflict(conflict));
        }
        revise(app, tx, actor, id, &content, Revise::Always).await?;
        Ok(Autosaved::Kept(copy))
    })
}

/// Whether what is kept becomes a revision too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revise {
    /// Someone pressed the button.
    Always,
    /// While typing: when none was made for five minutes.
    NowAndThen,
}

pub(super) async fn revise(app: &App, tx: &mut database::Tx, actor: &Actor, id: Id, content: &Content, how: Revise) -> Result<(), Error> {
    let reason = match how {
        Revise::Always => "save",
        Revise::NowAndThen if app.now() - revisions_store::newest_revision_at(tx, id).await?.unwrap_or(0) >= REVISION_EVERY => "auto",
        Revise::NowAndThen => return Ok(()),
    };
    make_revision(app, tx, actor, id, content, (reason, None)).await.map(|_| ())
}

pub(super) async fn keep(
    app: &App,
    tx: &mut database::Tx,
    actor: &Actor,
    id: Id,
    number: i64,
    content: &Content,
) -> Result<(i64, Option<Box<WorkingCopy>>), Error> {
    let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
    if article.trashed_at.is_some() {
        return Err(Error::Conflict("problem-article-in-trash"));
    }
    may_write(tx, actor, &article).await?;
    let standing = store::working_copy(tx, id).await?.ok_or(Error::NotFound)?;
    if standing.content == *content {
        return Ok((standing.number, None));
    }
    if standing.number != number {
        return Ok((standing.number, Some(Box::new(standing))));
    }
    may_write_raw(tx, actor, &standing.content, content).await?;
    let copy = WorkingCopy { number: number + 1, content: content.clone(), saved_by: actor.account, saved_at: app.now(), ..standing };
    store::put_working_copy(tx, &copy).await?;
    let folded = content.desk_words();
    store::set_draft_view(tx, id, content, &folded, (app.now(), Some(app.now()))).await?;
    // An idea that is being written is one no longer.
    if article.state() == State::Idea && !document::plain_text(&content.document()?).trim().is_empty() {
        store::set_state(tx, id, State::Draft, &article.notice, app.now()).await?;
    }
    Ok((copy.number, None))
}

/// Makes a revision of `content`; its number for readers if it is being published.
pub(super) async fn make_revision(
    app: &App,
    tx: &mut database::Tx,
    actor: &Actor,
    id: Id,
    content: &Content,
    (reason, number): (&str, Option<i64>),
) -> Result<Revision, Error> {
    let text = document::plain_text(&content.document()?);
    let revision = Revision {
        id: app.ids.next(),
        article: id,
        number,
        reason: reason.to_owned(),
        content: content.clone(),
        words: i64::try_from(language::words(&text).count()).map_err(Error::broken)?,
        made_by: actor.account,
        made_at: app.now(),
    };
    revisions_store::insert(tx, &revision).await?;
    Ok(revision)
}

/// Makes a secret address under which the working copy can be seen for seven days. Gives the secret part.
pub async fn preview_link(app: &App, actor: &Actor, id: Id) -> Result<String, Error> {
    let token = fresh_secret(&app.random)?;
    database::write!(app.database, tx => {
        store::article(tx, id).await?.ok_or(Error::NotFound)?;
        let span = (app.now(), app.now() + PREVIEW_LIFE);
        previews_store::insert(tx, (&sha256(&token), &token), id, actor.account, span).await?;
        audit::record(app, tx, actor, "article.preview_link", ("article", Some(id)), "").await
    })?;
    Ok(token)
}

/// Ends all preview links of an article.
pub async fn revoke_previews(app: &App, actor: &Actor, id: Id) -> Result<u64, Error> {
    database::write!(app.database, tx => {
        let ended = previews_store::revoke(tx, id, app.now()).await?;
        audit::record(app, tx, actor, "article.revoke_previews", ("article", Some(id)), "").await?;
        Ok(ended)
    })
}

/// The article a preview token shows, if it still works.
pub async fn use_preview(app: &App, token: &str) -> Result<Id, Error> {
    let hash = sha256(token);
    database::read!(app.database, tx => { previews_store::article_of(tx, &hash, app.now()).await?.ok_or(Error::NotFound) })
}
