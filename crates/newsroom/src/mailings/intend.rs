//! The intent of an article's mailing, written in the transaction that publishes it.
//!
//! Once: a second publication, an import or a restore, an article older than the news mails nobody.

use std::collections::BTreeMap;

use database::{Id, Timestamp, Tx};

use super::state::{FOREVER, NEWS, State};
use super::{desk_store, digests, store};
use crate::articles::{self, Article};
use crate::newsletters::{self, Cadence, Newsletter};
use crate::{Actor, App, Error, MICROS_PER_SECOND, Origin, audit, site};

/// What becomes of one newsletter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// It goes out when the hold ends.
    Send,
    /// It waits until an editor lets it go.
    Later,
    /// It does not go out.
    Not,
}

/// What becomes of the at-once newsletters when an article is published.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Nothing is mailed.
    #[default]
    Not,
    /// The matching at-once newsletters go out when the site's hold ends.
    Send,
    /// The mailing is made but held until an editor lets it go.
    Later,
    /// Each newsletter as chosen (those not named: not), after a hold of so many minutes.
    Each {
        /// By newsletter.
        newsletters: BTreeMap<Id, When>,
        /// Minutes between publishing and sending.
        hold_minutes: i64,
        /// The newsroom's own words above the article; may be empty.
        note: String,
    },
    /// Nothing goes at once; the article is in the next digest of these newsletters, whatever their filters.
    Digests(Vec<Id>),
}

impl Choice {
    fn of(&self, newsletter: Id) -> When {
        match self {
            Choice::Not | Choice::Digests(_) => When::Not,
            Choice::Send => When::Send,
            Choice::Later => When::Later,
            Choice::Each { newsletters, .. } => newsletters.get(&newsletter).copied().unwrap_or(When::Not),
        }
    }
}

/// Why an article's first publication mails nobody, whatever is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// Its date is more than two days ago.
    Old,
    /// It was published before.
    Before,
}

/// An at-once newsletter that an article would go to.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Which.
    pub newsletter: Newsletter,
    /// How many readers it has now.
    pub readers: i64,
}

/// How much of a mailing was stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stopped {
    /// Deliveries that will not go.
    pub cancelled: i64,
    /// Deliveries that have gone, or may have.
    pub gone: i64,
}

/// The at-once newsletters that an article of this language, with this content, is for.
async fn matching(tx: &mut Tx, language: &str, content: &articles::Content) -> Result<Vec<Newsletter>, Error> {
    let all = newsletters::all(tx).await?;
    let wanted = |one: &Newsletter| one.cadence == Cadence::AtOnce && !one.paused && one.takes(language, content);
    Ok(all.into_iter().filter(wanted).collect())
}

/// What publishing an article would mail: the newsletters on offer, or why there is none to choose.
pub async fn offers(app: &App, tx: &mut Tx, article: &Article, content: &articles::Content) -> Result<Result<Vec<Offer>, WhyNot>, Error> {
    if article.first_published_at.is_some() {
        return Ok(Err(WhyNot::Before));
    }
    if is_old(article.published_at, app.now()) {
        return Ok(Err(WhyNot::Old));
    }
    let mut offers = Vec::new();
    for newsletter in matching(tx, &article.language, content).await? {
        let readers = desk_store::readers(tx, newsletter.id).await?;
        offers.push(Offer { newsletter, readers });
    }
    Ok(Ok(offers))
}

fn is_old(published_at: Option<Timestamp>, now: Timestamp) -> bool {
    published_at.is_some_and(|at| now - at > NEWS)
}

/// Writes a mailing's intent inside the publishing transaction. None when nothing is to be mailed.
pub async fn intend(app: &App, tx: &mut Tx, actor: &Actor, article: &Article, choice: &Choice) -> Result<Option<Id>, Error> {
    let quiet = matches!(actor.origin, Origin::Import | Origin::Restore);
    if quiet || *choice == Choice::Not || is_old(article.published_at, app.now()) || store::of_article(tx, article.id).await?.is_some() {
        return Ok(None);
    }
    if let Choice::Digests(newsletters) = choice {
        put_into_digests(app, tx, actor, article, newsletters).await?;
        return Ok(None);
    }
    let content = articles::published_content(tx, article).await?.content;
    let all = matching(tx, &article.language, &content).await?;
    let chosen = |wanted: When| all.iter().filter(move |one| choice.of(one.id) == wanted).map(|one| one.id).collect::<Vec<_>>();
    let (mut now, mut later) = (chosen(When::Send), chosen(When::Later));
    if now.is_empty() && later.is_empty() {
        return Ok(None);
    }
    let minutes = match choice {
        Choice::Each { hold_minutes, .. } => *hold_minutes,
        _ => site::load(tx).await?.mail.hold_minutes,
    };
    let mut hold_until = app.now() + minutes.max(0) * 60 * MICROS_PER_SECOND;
    if now.is_empty() {
        std::mem::swap(&mut now, &mut later);
        hold_until = FOREVER;
    }
    let id = app.ids.next();
    let new = store::New {
        id,
        kind: "article",
        article: Some(article.id),
        newsletter: None,
        hold_until,
        created_by: actor.account,
        now: app.now(),
    };
    store::insert(tx, &new).await?;
    if let Choice::Each { note, .. } = choice
        && !note.is_empty()
    {
        store::set_note(tx, id, &super::hold::note(note)?, app.now()).await?;
    }
    for (list, state) in [(now, "waiting"), (later, "later")] {
        for newsletter in list {
            store::put_newsletter(tx, id, newsletter, state).await?;
        }
    }
    audit::record(app, tx, actor, "mailing.intend", ("mailing", Some(id)), "").await?;
    Ok(Some(id))
}

/// An article goes into the next digest of daily and weekly newsletters of its language.
async fn put_into_digests(app: &App, tx: &mut Tx, actor: &Actor, article: &Article, wanted: &[Id]) -> Result<(), Error> {
    for newsletter in newsletters::all(tx).await? {
        if wanted.contains(&newsletter.id) && newsletter.cadence != Cadence::AtOnce && newsletter.language == article.language {
            digests::put_extra(tx, newsletter.id, article.id).await?;
            audit::record(app, tx, actor, "mailing.into_digest", ("newsletter", Some(newsletter.id)), &article.id.to_string()).await?;
        }
    }
    Ok(())
}

/// Stops what an article's mailing has no intent for yet, in the transaction that takes the article away.
pub async fn cancel_of_article(app: &App, tx: &mut Tx, actor: &Actor, article: Id) -> Result<Stopped, Error> {
    let Some(mailing) = store::of_article(tx, article).await? else {
        return Ok(Stopped::default());
    };
    super::hold::cancel_in(app, tx, actor, &mailing).await
}

/// How the mailing of an article stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The mailing.
    pub mailing: Id,
    /// Where it is.
    pub state: State,
    /// Mails that wait and would be cancelled; while it is held, the readers it would go to.
    pub waiting: i64,
    /// Mails that have gone, or may have.
    pub gone: i64,
}

/// How an article's mailing stands. None: it has none.
pub async fn standing(tx: &mut Tx, article: Id) -> Result<Option<Standing>, Error> {
    let Some(mailing) = store::of_article(tx, article).await? else {
        return Ok(None);
    };
    let state = mailing.state()?;
    let waiting = match state {
        State::Held => desk_store::audience(tx, mailing.id).await?,
        State::Freezing | State::Sending => mailing.totals.to_send(),
        State::Asking => mailing.totals.to_send().max(desk_store::audience(tx, mailing.id).await?),
        _ => 0,
    };
    Ok(Some(Standing { mailing: mailing.id, state, waiting, gone: mailing.totals.gone() }))
}
