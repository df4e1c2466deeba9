//! Hand-overs by mail: an article that was given to someone, sent back or flagged is told as each account wishes.
//!
//! Guarantees: what is to be told is written in the transaction of the act; each hand-over is told an account once, at once or
//! in the one mail of its day; nobody is told of their own acts.

mod mail;
mod store;

use database::{Id, MICROS_PER_SECOND, Timestamp, Tx};

use crate::accounts::{self, Account, Right};
use crate::articles::{Article, State};
use crate::{Actor, App, Error, letters, site};

/// The hour at which the one mail a day goes out, in the site's zone.
const HOUR: i8 = 7;
/// Letters made in one go.
const BATCH: i64 = 50;

/// When an account is mailed about hand-overs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Each one at once.
    AtOnce,
    /// All of a day in one mail, in the morning.
    Daily,
    /// Not at all: the desk shows them.
    Never,
}

impl When {
    /// All of them, in the order the desk offers.
    pub const ALL: [When; 3] = [When::AtOnce, When::Daily, When::Never];

    /// How it is written in the database and in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            When::AtOnce => "at_once",
            When::Daily => "daily",
            When::Never => "never",
        }
    }

    /// Reads what [`When::as_str`] wrote.
    pub fn parse(text: &str) -> Option<When> {
        When::ALL.into_iter().find(|when| when.as_str() == text)
    }
}

/// Notes who is to be told of a step: the person it was given to, the owner of what was sent back, and where nobody was named,
/// those who can take the next step.
pub(crate) async fn tell(tx: &mut Tx, actor: &Actor, article: &Article, event: Id, to: State, assignee: Option<Id>) -> Result<(), Error> {
    let next = match (to, assignee) {
        (_, Some(_)) => None,
        (State::InReview, None) => Some(Right::Review),
        (State::Ready, None) => Some(Right::Publish),
        _ => None,
    };
    let mut people = vec![assignee];
    if to == State::Draft {
        people.push(article.owner);
    }
    if let Some(right) = next {
        let all = accounts::all(tx).await?;
        people.extend(all.iter().filter(|account| !account.disabled && account.role().may(right)).map(|account| Some(account.id)));
    }
    tell_these(tx, actor, event, &people).await
}

/// Notes that these people are to be told, each once, but not the one who acts, nor those who want no mail.
pub(crate) async fn tell_these(tx: &mut Tx, actor: &Actor, event: Id, people: &[Option<Id>]) -> Result<(), Error> {
    for id in people.iter().flatten().filter(|id| Some(**id) != actor.account) {
        let account = accounts::by_id(tx, *id).await?;
        if account.is_some_and(|account| !account.disabled && account.handover() != When::Never) {
            store::wait(tx, *id, event).await?;
        }
    }
    Ok(())
}

/// The moment since which hand-overs of the day wait: this morning's hour, if it has struck, else yesterday's.
fn last_morning(now: Timestamp, zone: &str) -> Result<Timestamp, Error> {
    let local = jiff::Timestamp::from_microsecond(now).and_then(|now| now.in_tz(zone)).map_err(Error::broken)?;
    let of_day = |date: jiff::civil::Date| date.at(HOUR, 0, 0, 0).in_tz(zone).map_err(Error::broken);
    let today = of_day(local.date())?;
    let morning = if today > local { of_day(local.date().yesterday().map_err(Error::broken)?)? } else { today };
    Ok(morning.timestamp().as_microsecond())
}

/// Makes the letters that are due. Safe to run at any time, by any process: each hand-over leaves the list in its letter's transaction.
pub async fn deliver(app: &App) -> Result<usize, Error> {
    let (due, site) = database::read!(app.database, tx => {
        if !store::any(tx).await? {
            return Ok((Vec::new(), None));
        }
        let site = site::load(tx).await?;
        let before = last_morning(app.now(), &site.identity.zone)?;
        Ok((store::due(tx, before, BATCH).await?, Some(site)))
    })?;
    let Some(site) = site else {
        return Ok(0);
    };
    let mut made = 0;
    for id in &due {
        made += usize::from(deliver_to(app, &site, *id).await?);
    }
    if made > 0 {
        app.mail_waiting.notify_one();
    }
    Ok(made)
}

/// What a letter tells, as it was read: an event and the article's headline and language.
pub(crate) struct Told {
    pub event: crate::articles::Event,
    pub headline: String,
    pub by: String,
}

async fn told(tx: &mut Tx, account: &Account) -> Result<Vec<Told>, Error> {
    let mut all = Vec::new();
    for id in store::of_account(tx, account.id).await? {
        let Some(event) = crate::articles::event(tx, id).await? else {
            continue;
        };
        let headline = match crate::articles::working_copy(tx, event.article).await? {
            Some(copy) => copy.content.headline,
            None => String::new(),
        };
        let by = match event.account {
            Some(id) => accounts::by_id(tx, id).await?.map(|one| one.name).unwrap_or_default(),
            None => String::new(),
        };
        all.push(Told { event, headline, by });
    }
    Ok(all)
}

async fn deliver_to(app: &App, site: &site::Site, id: Id) -> Result<bool, Error> {
    database::write!(app.database, tx => {
        let Some(account) = accounts::by_id(tx, id).await?.filter(|account| !account.disabled) else {
            store::forget_account(tx, id).await?;
            return Ok(false);
        };
        let all = told(tx, &account).await?;
        // Another process may have told it meanwhile: who takes the rows away makes the letters.
        let mut taken = Vec::new();
        for told in all {
            if store::take(tx, account.id, told.event.id).await? {
                taken.push(told);
            }
        }
        if taken.is_empty() || account.handover() == When::Never {
            return Ok(false);
        }
        for part in if account.handover() == When::Daily { vec![taken.as_slice()] } else { taken.chunks(1).collect() } {
            letters::put(app, tx, &mail::letter(app, site, &account, part)?).await?;
        }
        Ok(true)
    })
}

/// Keeps an account's wish.
pub async fn set_when(app: &App, actor: &Actor, id: Id, when: When) -> Result<(), Error> {
    database::write!(app.database, tx => {
        accounts::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        store::set_when(tx, id, when.as_str(), app.now()).await?;
        crate::audit::record(app, tx, actor, "account.handover", ("account", Some(id)), when.as_str()).await
    })
}

/// How long the desk goes on showing what the clock did late: a week.
pub const TROUBLE_SHOWN: i64 = 7 * 24 * 3600 * MICROS_PER_SECOND;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_morning_is_the_zones_own() {
        // 2026-09-20 10:00 UTC is noon in Paris: seven o'clock there was five UTC.
        let start = crate::testing::START;
        assert_eq!(start - last_morning(start, "Europe/Paris").unwrap(), 5 * 3600 * MICROS_PER_SECOND);
        assert_eq!(start - last_morning(start, "America/New_York").unwrap(), 23 * 3600 * MICROS_PER_SECOND);
    }
}
