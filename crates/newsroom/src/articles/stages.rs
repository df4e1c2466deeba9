//! An article goes from hand to hand: its states before publication, whom it waits for, its flags.
//!
//! Guarantees: every step is checked against the one table of them, in the transaction that takes it, and leaves an event.

use database::{Id, Tx};

use super::events_store::{self, New};
use super::reach::may_see;
use super::transitions::Stepping;
use super::{Article, State, stages_store, store};
use crate::accounts::{self, Right};
use crate::{Actor, App, Error, audit, handover, site};

/// What goes along with a step: words, and a person.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    /// A note to whoever takes it up; where a step needs a reason, the reason.
    pub note: String,
    /// Whom the article waits for.
    pub assignee: Option<Id>,
}

/// A mark beside the state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flag {
    /// A lawyer has to look at it.
    Legal,
    /// It needs a picture.
    Picture,
    /// It is to be translated.
    Translation,
}

impl Flag {
    /// All flags.
    pub const ALL: [Flag; 3] = [Flag::Legal, Flag::Picture, Flag::Translation];

    /// How it is written in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Flag::Legal => "legal",
            Flag::Picture => "picture",
            Flag::Translation => "translation",
        }
    }

    /// Reads what [`Flag::as_str`] wrote.
    pub fn parse(text: &str) -> Option<Flag> {
        Flag::ALL.into_iter().find(|flag| flag.as_str() == text)
    }

    /// Whether an article has it.
    pub fn of(self, article: &Article) -> bool {
        match self {
            Flag::Legal => article.flag_legal,
            Flag::Picture => article.flag_picture,
            Flag::Translation => article.flag_translation,
        }
    }
}

/// An article that is not in the trash.
pub(super) async fn standing(tx: &mut Tx, id: Id) -> Result<Article, Error> {
    let article = store::article(tx, id).await?.ok_or(Error::NotFound)?;
    if article.trashed_at.is_some() {
        return Err(Error::Conflict("problem-article-in-trash"));
    }
    Ok(article)
}

/// Who acts on an article, under the newsroom's rules.
pub async fn stepping(tx: &mut Tx, actor: &Actor, article: &Article) -> Result<Stepping, Error> {
    Ok(Stepping {
        role: accounts::role_of(tx, actor).await?,
        owner: actor.account.is_some() && article.owner == actor.account,
        workflow: site::workflow(tx).await?,
    })
}

/// Checks a step to `to` in the transaction that takes it.
pub(super) async fn check(tx: &mut Tx, actor: &Actor, article: &Article, to: State, note: &str) -> Result<(), Error> {
    may_see(tx, actor, article).await?;
    stepping(tx, actor, article).await?.check(article.state(), to, note)
}

/// The account that an article is given to: one that may still enter and may see it.
async fn person(tx: &mut Tx, wanted: Option<Id>) -> Result<Option<Id>, Error> {
    let Some(id) = wanted else {
        return Ok(None);
    };
    let known = accounts::by_id(tx, id).await?.filter(|account| !account.disabled);
    known.map(|account| Some(account.id)).ok_or_else(|| Error::invalid("assignee", "problem-assignee-unknown"))
}

/// Takes an article to a state before publication: draft, in review, ready. A second time it does nothing.
pub async fn step(app: &App, actor: &Actor, id: Id, to: State, hand: &Hand) -> Result<(), Error> {
    let note = crate::naming::clean_text(&hand.note);
    database::write!(app.database, tx => {
        let article = standing(tx, id).await?;
        let from = article.state();
        if from == to {
            return Ok(());
        }
        if !matches!(to, State::Draft | State::InReview | State::Ready) {
            return Err(Error::Conflict("problem-step-other-way"));
        }
        check(tx, actor, &article, to, &note).await?;
        let back = to == State::Draft && from != State::Idea && article.owner != actor.account;
        let assignee = match person(tx, hand.assignee).await? {
            None if back => article.owner,
            chosen => chosen,
        };
        store::set_state(tx, id, to, &article.notice, app.now()).await?;
        stages_store::set_schedule(tx, id, None, "").await?;
        stages_store::set_assignee(tx, id, assignee).await?;
        audit::record(app, tx, actor, "article.step", ("article", Some(id)), to.as_str()).await?;
        let event = events_store::add(app, tx, actor, &New { article: id, kind: "state", from: Some(from), to: Some(to), what: "", assignee, note: &note }).await?;
        handover::tell(tx, actor, &article, event, to, assignee).await
    })?;
    app.desk_clock.notify_one();
    Ok(())
}

/// Gives an article to a person, or (None) to nobody in particular; its state stays.
pub async fn assign(app: &App, actor: &Actor, id: Id, hand: &Hand) -> Result<(), Error> {
    let note = crate::naming::clean_text(&hand.note);
    database::write!(app.database, tx => {
        accounts::allow(tx, actor, Right::WriteAll).await?;
        let article = standing(tx, id).await?;
        let assignee = person(tx, hand.assignee).await?;
        if article.assignee == assignee && note.is_empty() {
            return Ok(());
        }
        stages_store::set_assignee(tx, id, assignee).await?;
        audit::record(app, tx, actor, "article.assign", ("article", Some(id)), "").await?;
        let event = events_store::add(app, tx, actor, &New { article: id, kind: "assign", from: None, to: None, what: "", assignee, note: &note }).await?;
        handover::tell_these(tx, actor, event, &[assignee]).await
    })?;
    app.desk_clock.notify_one();
    Ok(())
}

/// Raises the flags that are named and lowers the others.
pub async fn set_flags(app: &App, actor: &Actor, id: Id, raised: &[Flag], note: &str) -> Result<(), Error> {
    let note = crate::naming::clean_text(note);
    database::write!(app.database, tx => {
        accounts::allow(tx, actor, Right::Flag).await?;
        let article = standing(tx, id).await?;
        for flag in Flag::ALL {
            let wanted = raised.contains(&flag);
            if flag.of(&article) == wanted {
                continue;
            }
            stages_store::set_flag(tx, id, flag, wanted, app.now()).await?;
            let what = if wanted { flag.as_str().to_owned() } else { format!("-{}", flag.as_str()) };
            audit::record(app, tx, actor, "article.flag", ("article", Some(id)), &what).await?;
            let new = New { article: id, kind: "flag", from: None, to: None, what: &what, assignee: None, note: &note };
            let event = events_store::add(app, tx, actor, &new).await?;
            handover::tell_these(tx, actor, event, &[article.owner, article.assignee]).await?;
        }
        Ok(())
    })?;
    app.desk_clock.notify_one();
    Ok(())
}
