//! Digests: once a day or a week, at the newsletter's hour in the site's zone, the articles published since the last one.
//!
//! Some hours before, a digest is a mailing that is held: its articles stand at the desk, where an editor may arrange them and
//! write a note; what is published meanwhile joins them. At its hour it is rendered as it stands (`cut_off`). An hour that was
//! missed is caught up within its day. Nothing goes out when there is nothing new; what a cancelled digest had is in the next.

pub(super) mod arrange;
pub(super) mod cut_off;
pub(super) mod order;
mod render;
pub(super) mod slots;
mod store;

use database::{Id, Timestamp, Tx};

use super::store as mailings_store;
use crate::newsletters::{self, Cadence, Newsletter};
use crate::{App, Error, MICROS_PER_SECOND, site};

pub(super) use render::variant;
pub(super) use store::put_extra;

/// How long after its hour a digest may still be made, in microseconds: it belongs to its day.
const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;

/// The articles that a digest names, in its order, once its messages are made.
pub(super) async fn named(tx: &mut Tx, mailing: Id) -> Result<Vec<Id>, Error> {
    let kept = store::kept(tx, mailing).await?;
    Ok(kept.into_iter().filter(|(_, left_out)| !left_out).map(|(article, _)| article).collect())
}

/// Prepares the digests whose hour is near.
pub(super) async fn step(app: &App) -> Result<(), Error> {
    let now = app.now();
    let (zone, all) = database::read!(app.database, tx => { Ok((site::identity(tx).await?.zone, newsletters::all(tx).await?)) })?;
    for newsletter in all.iter().filter(|one| one.cadence != Cadence::AtOnce && !one.paused) {
        for slot in slots::near(newsletter, &zone, now)? {
            if let Err(error) = prepare(app, newsletter, slot).await {
                tracing::error!(%error, newsletter = newsletter.id, "a digest could not be made");
            }
        }
    }
    Ok(())
}

/// What there is to do for an hour.
enum Found {
    /// It was dealt with, or another digest of this newsletter is still held, or nothing is new so far.
    Nothing,
    /// It has come, and nothing is new.
    Empty,
    /// There is news since then.
    News(Timestamp),
}

/// Makes one newsletter's digest for an hour, once.
async fn prepare(app: &App, newsletter: &Newsletter, slot: Timestamp) -> Result<(), Error> {
    let now = app.now();
    let found = database::read!(app.database, tx => {
        let before = store::before(tx, newsletter.id).await?;
        if before.is_some_and(|(done, _)| done >= slot) || store::is_held(tx, newsletter.id).await? {
            return Ok(Found::Nothing);
        }
        let span = if newsletter.cadence == Cadence::Weekly { 7 * DAY } else { DAY };
        let since = before.map_or(slot - span, |(_, covered)| covered);
        if !arrange::news(tx, newsletter, since, slot.min(now)).await?.is_empty() {
            return Ok(Found::News(since));
        }
        Ok(if slot <= now { Found::Empty } else { Found::Nothing })
    })?;
    let covered = match found {
        Found::Nothing => return Ok(()),
        Found::Empty => slot,
        Found::News(since) => since,
    };
    let id: Id = app.ids.next();
    database::write!(app.database, tx => {
        if !store::take_slot(tx, newsletter.id, (slot, covered)).await? || matches!(found, Found::Empty) {
            return Ok(());
        }
        let new = mailings_store::New { id, kind: "digest", article: None, newsletter: Some(newsletter.id), hold_until: slot, created_by: None, now };
        mailings_store::insert(tx, &new).await?;
        mailings_store::put_newsletter(tx, id, newsletter.id, "waiting").await
    })
}
