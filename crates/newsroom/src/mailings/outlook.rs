//! The honest forecast before an article goes: to how many, by when, and which digests would have it instead.

use database::{Id, Timestamp, Tx};

use super::forecast::{Pace, through_at};
use super::limits::{self, For, HOUR};
use super::state::LIFE;
use super::{Offer, desk_store};
use crate::newsletters::{self, Cadence};
use crate::{App, Error};

/// A mailing that takes longer than this is no longer "at once".
const LONG: i64 = 6 * HOUR;

/// What to expect of a mailing at once.
#[derive(Clone, Debug)]
pub struct Outlook {
    /// Readers of its newsletters, each counted once.
    pub readers: i64,
    /// Mails of mailings that the relay bears in a day; None: it has no limit of a day.
    pub per_day: Option<i64>,
    /// The same of an hour.
    pub per_hour: Option<i64>,
    /// When it would be through; None: not in sight.
    pub through_at: Option<Timestamp>,
    /// When it would be given up.
    pub expires_at: Timestamp,
    /// The daily and weekly newsletters of its language, to put it into instead; empty when it goes in good time.
    pub digests: Vec<Offer>,
}

impl Outlook {
    /// Whether some readers would never get it.
    pub fn is_too_late(&self) -> bool {
        self.through_at.is_none_or(|at| at > self.expires_at)
    }

    /// Whether it takes so long that a digest is worth offering.
    pub fn is_long(&self) -> bool {
        self.through_at.is_none_or(|at| at - (self.expires_at - LIFE) > LONG)
    }
}

/// What to expect of a mailing to these newsletters, begun after a hold of so many minutes.
pub async fn outlook(app: &App, tx: &mut Tx, offers: &[Offer], hold_minutes: i64) -> Result<Outlook, Error> {
    let limits = &app.settings.relay_limits;
    let ids: Vec<Id> = offers.iter().map(|offer| offer.newsletter.id).collect();
    let readers = desk_store::readers_of(tx, &ids).await?;
    let begun = app.now() + hold_minutes * 60 * crate::MICROS_PER_SECOND;
    let waiting = desk_store::waiting(tx).await?;
    let used = limits::used(tx, app.now()).await?;
    // What is under way goes first.
    let through_at = through_at(begun, waiting + readers, Pace::default(), limits, used);
    let share = |kind: &str| {
        let found = limits::windows(limits).find(|(name, ..)| *name == kind);
        found.map(|(_, _, limit)| limits::share(limits, limit, For::Mailings))
    };
    let mut outlook =
        Outlook { readers, per_day: share("day"), per_hour: share("hour"), through_at, expires_at: begun + LIFE, digests: Vec::new() };
    if let Some(first) = offers.first().filter(|_| outlook.is_long()) {
        let language = &first.newsletter.language;
        for newsletter in newsletters::all(tx).await? {
            if newsletter.cadence != Cadence::AtOnce && !newsletter.paused && newsletter.language == *language {
                let readers = desk_store::readers(tx, newsletter.id).await?;
                outlook.digests.push(Offer { newsletter, readers });
            }
        }
    }
    Ok(outlook)
}
