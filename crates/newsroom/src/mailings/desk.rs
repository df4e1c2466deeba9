//! What the desk shows of mailings.

use database::{Id, Timestamp, Tx};

use super::digests::arrange::{Arranged, arranged};
use super::forecast::{Pace, through_at};
use super::limits::{self, For};
use super::state::FOREVER;
use super::{State, Totals, Trouble, desk_store, render, store};
use crate::newsletters::{self, Newsletter};
use crate::{App, Error, letters, site};

/// The relay's words that one page shows.
const REPLIES: i64 = 20;
/// The deliveries in doubt that one page shows: there are no more than there were connections.
const DOUBTS: i64 = 200;

/// One mailing in the list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: Id,
    /// The article's headline, or a digest's newsletter.
    pub title: String,
    /// The article it carries; None for a digest.
    pub article: Option<Id>,
    /// Where it is.
    pub state: State,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its hold ends; None: when an editor says so.
    pub hold_until: Option<Timestamp>,
    /// When its audience was decided.
    pub cut_off: Option<Timestamp>,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
    /// How many deliveries are in which state.
    pub totals: Totals,
}

/// What the relay said to some of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyGroup {
    /// What became of them: `deferred`, `rejected`, `cancelled`, `pending`.
    pub state: String,
    /// The words.
    pub words: String,
    /// To how many.
    pub count: i64,
}

/// A delivery in doubt.
#[derive(Clone, Debug)]
pub struct Doubt {
    /// Whose.
    pub subscriber: Id,
    /// Their address; None when they were erased since.
    pub address: Option<String>,
    /// How the conversation broke off.
    pub words: String,
    /// Since when.
    pub since: Timestamp,
}

/// Someone whose mail was put off or refused.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Whose.
    pub subscriber: Id,
    /// Their address; None when they were erased since.
    pub address: Option<String>,
    /// `deferred` or `rejected`.
    pub state: String,
    /// The relay's words.
    pub words: String,
    /// Since when.
    pub since: Timestamp,
}

/// Why nothing is sent for now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TroubleView {
    /// The relay takes nothing from us.
    Relay(Trouble),
    /// The relay refuses this message, in these words; tried again then.
    Message(String, Timestamp),
    /// The relay's limit of this hour or day is reached, until then.
    Limit(Timestamp),
    /// An editor stopped it for a while.
    Stopped,
}

/// One mailing.
#[derive(Clone, Debug)]
pub struct Detail {
    /// As in the list.
    pub row: Row,
    /// Its newsletters, with `waiting`, `later` or `closed`, and how many readers each has now.
    pub newsletters: Vec<(Newsletter, String, i64)>,
    /// Before its cut-off: how many readers would get it now.
    pub audience: i64,
    /// When it will be through, while it is being sent.
    pub through_at: Option<Timestamp>,
    /// When it is no longer worth sending; None before its cut-off.
    pub expires_at: Option<Timestamp>,
    /// Why nothing is sent for now.
    pub trouble: Option<TroubleView>,
    /// What the relay said.
    pub replies: Vec<ReplyGroup>,
    /// The deliveries in doubt, by name.
    pub doubts: Vec<Doubt>,
    /// Those put off or refused, by name: the latest.
    pub failed: Vec<Failed>,
    /// The newsroom's own words above the articles.
    pub note: String,
    /// Of a digest: its articles as they stand, or as they were sent.
    pub digest: Option<Arranged>,
}

fn row(mailing: &store::Mailing, headline: String, all: &[Newsletter], main: &str) -> Result<Row, Error> {
    let newsletter = mailing.newsletter.and_then(|id| all.iter().find(|one| one.id == id));
    Ok(Row {
        id: mailing.id,
        title: newsletter.map_or(headline, |one| render::name(one, &one.language, main)),
        article: mailing.article,
        state: mailing.state()?,
        created_at: mailing.created_at,
        hold_until: Some(mailing.hold_until).filter(|at| *at != FOREVER),
        cut_off: mailing.cut_off,
        finished_at: mailing.finished_at,
        totals: mailing.totals,
    })
}

/// The article's headline, or a digest's newsletter.
pub(super) async fn title(tx: &mut Tx, mailing: Id) -> Result<String, Error> {
    Ok(list(tx, Some(mailing.saturating_add(1)), 1).await?.pop().map(|row| row.title).unwrap_or_default())
}

/// Mailings before `before` (an id), newest first.
pub async fn list(tx: &mut Tx, before: Option<Id>, limit: i64) -> Result<Vec<Row>, Error> {
    let before = before.unwrap_or(i64::MAX);
    let all = newsletters::all(tx).await?;
    let main = site::main_language(tx).await?;
    let mut headlines = desk_store::headlines(tx, before, limit).await?.into_iter();
    let mut rows = Vec::new();
    for mailing in store::page(tx, before, limit).await? {
        let headline = headlines.find(|(id, _)| *id == mailing.id).map(|(_, headline)| headline).unwrap_or_default();
        rows.push(row(&mailing, headline, &all, &main)?);
    }
    Ok(rows)
}

/// One mailing.
pub async fn detail(app: &App, tx: &mut Tx, id: Id) -> Result<Detail, Error> {
    let mailing = store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    let all = newsletters::all(tx).await?;
    let main = site::main_language(tx).await?;
    let headline = desk_store::headlines(tx, id.saturating_add(1), 1).await?.pop().map(|(_, headline)| headline).unwrap_or_default();
    let mut chosen = Vec::new();
    for (newsletter, state) in store::newsletters(tx, id).await? {
        if let Some(one) = all.iter().find(|one| one.id == newsletter) {
            chosen.push((one.clone(), state, desk_store::readers(tx, newsletter).await?));
        }
    }
    chosen.sort_by_key(|(one, ..)| (one.position, one.id));
    let row = row(&mailing, headline, &all, &main)?;
    let audience = if matches!(row.state, State::Held | State::Asking) { desk_store::audience(tx, id).await? } else { 0 };
    let replies = desk_store::replies(tx, id, REPLIES).await?;
    let doubts = desk_store::doubts(tx, id, DOUBTS).await?;
    let failed = desk_store::failed(tx, id, DOUBTS).await?;
    let digest = match mailing.newsletter.and_then(|id| all.iter().find(|one| one.id == id)) {
        Some(newsletter) => Some(arranged(tx, &mailing, newsletter, app.now()).await?),
        None => None,
    };
    Ok(Detail {
        through_at: through(app, tx, (&row, mailing.is_stopped()), audience).await?,
        trouble: trouble(app, tx, &mailing).await?,
        expires_at: Some(mailing.expires_at).filter(|at| *at != FOREVER),
        newsletters: chosen,
        audience,
        replies: replies.into_iter().map(|(state, words, count)| ReplyGroup { state, words, count }).collect(),
        failed: failed
            .into_iter()
            .map(|(subscriber, address, state, words, since)| Failed { subscriber, address, state, words, since })
            .collect(),
        note: mailing.note.clone(),
        digest,
        doubts: doubts.into_iter().map(|(subscriber, address, words, since)| Doubt { subscriber, address, words, since }).collect(),
        row,
    })
}

/// When a mailing will be through; for one that is held, from the end of its hold.
async fn through(app: &App, tx: &mut Tx, (row, stopped): (&Row, bool), audience: i64) -> Result<Option<Timestamp>, Error> {
    let (now, limits) = (app.now(), &app.settings.relay_limits);
    let used = limits::used(tx, now).await?;
    Ok(match row.state {
        State::Held => row.hold_until.and_then(|from| through_at(from.max(now), audience, Pace::default(), limits, used)),
        State::Freezing | State::Sending => {
            if stopped {
                return Ok(None);
            }
            let pace = Pace { submitted: row.totals.submitted, since: row.cut_off.unwrap_or(now) };
            through_at(now, row.totals.to_send(), pace, limits, used)
        }
        _ => None,
    })
}

async fn trouble(app: &App, tx: &mut Tx, mailing: &store::Mailing) -> Result<Option<TroubleView>, Error> {
    let now = app.now();
    if !matches!(mailing.state()?, State::Freezing | State::Sending) {
        return Ok(None);
    }
    if mailing.is_stopped() {
        return Ok(Some(TroubleView::Stopped));
    }
    if let Some(trouble) = app.relay.trouble() {
        return Ok(Some(TroubleView::Relay(trouble)));
    }
    if mailing.resume_at > now {
        return Ok(Some(TroubleView::Message(mailing.trouble.clone(), mailing.resume_at)));
    }
    Ok(limits::opens_at(tx, &app.settings.relay_limits, For::Mailings, now).await?.map(TroubleView::Limit))
}

/// How the sending of mail is, for the state of the site.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What is the matter with the relay.
    pub trouble: Option<Trouble>,
    /// The latest mailing.
    pub last: Option<Row>,
    /// Deliveries in doubt that nobody has settled.
    pub in_doubt: i64,
    /// Mailings of a restored backup that nobody has answered.
    pub asking: i64,
    /// Deliveries to be tried again.
    pub deferred: i64,
    /// Letters still to be sent.
    pub letters_waiting: i64,
    /// Letters that did not arrive, or may not have, in the last days.
    pub letters_failed: i64,
}

/// How the sending of mail is.
pub async fn overview(app: &App, tx: &mut Tx) -> Result<Overview, Error> {
    let (in_doubt, deferred) = desk_store::stuck(tx).await?;
    let counts = letters::counts(tx).await?;
    let sum = |states: &[&str]| counts.iter().filter(|(state, _)| states.contains(&state.as_str())).map(|(_, count)| count).sum();
    Ok(Overview {
        trouble: app.relay.trouble(),
        last: list(tx, None, 1).await?.pop(),
        in_doubt,
        asking: store::asking(tx).await?,
        deferred,
        letters_waiting: sum(&["pending", "leased", "intent", "deferred"]),
        letters_failed: sum(&["rejected", "in_doubt", "expired"]),
    })
}
