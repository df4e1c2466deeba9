//! What the relay bears in an hour and a day (of UTC), with a share that mailings leave to letters.
//!
//! Mails are counted when they are leased and given back when they were not begun: the limit is never passed, not even by
//! several processes, and after a crash the count errs on the careful side.

use database::{Timestamp, Tx};

use super::limits_store as store;
use crate::{Error, MICROS_PER_SECOND, RelayLimits};

pub(super) const HOUR: i64 = 3600 * MICROS_PER_SECOND;
pub(super) const DAY: i64 = 24 * HOUR;

/// For whom mails are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// Letters may use all of it.
    Letters,
    /// Mailings leave letters their share.
    Mailings,
}

/// The windows that have a limit: kind, length, mails.
pub(super) fn windows(limits: &RelayLimits) -> impl Iterator<Item = (&'static str, i64, i64)> {
    let all = [("hour", HOUR, limits.per_hour), ("day", DAY, limits.per_day)];
    all.into_iter().filter(|(_, _, limit)| *limit > 0).map(|(kind, length, limit)| (kind, length, i64::from(limit)))
}

/// How many of a limit are for them.
pub(super) fn share(limits: &RelayLimits, limit: i64, whom: For) -> i64 {
    match whom {
        For::Letters => limit,
        For::Mailings => (limit * i64::from(100_u32.saturating_sub(limits.kept_for_letters)) / 100).max(1),
    }
}

/// When a window that `now` is in began.
pub(super) fn start(now: Timestamp, length: i64) -> Timestamp {
    now - now.rem_euclid(length)
}

/// Takes at most `wanted` mails from the limits.
pub(crate) async fn take(tx: &mut Tx, limits: &RelayLimits, whom: For, wanted: i64, now: Timestamp) -> Result<i64, Error> {
    let mut granted = wanted;
    for (kind, length, limit) in windows(limits) {
        let used = store::lock(tx, kind, start(now, length)).await?;
        granted = granted.min(share(limits, limit, whom) - used);
    }
    let granted = granted.max(0);
    for (kind, length, _) in windows(limits) {
        store::add(tx, kind, start(now, length), granted).await?;
    }
    Ok(granted)
}

/// Gives back what was taken and not used.
pub(crate) async fn give_back(tx: &mut Tx, limits: &RelayLimits, unused: i64, now: Timestamp) -> Result<(), Error> {
    if unused > 0 {
        for (kind, length, _) in windows(limits) {
            store::add(tx, kind, start(now, length), -unused).await?;
        }
    }
    Ok(())
}

/// When mails may go again; None when they may now.
pub(crate) async fn opens_at(tx: &mut Tx, limits: &RelayLimits, whom: For, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    let mut opens = None;
    for (kind, length, limit) in windows(limits) {
        let begun = start(now, length);
        if store::used(tx, kind, begun).await? >= share(limits, limit, whom) {
            opens = opens.max(Some(begun + length));
        }
    }
    Ok(opens)
}

/// How many mails have gone in this hour and this day.
pub(crate) async fn used(tx: &mut Tx, now: Timestamp) -> Result<(i64, i64), Error> {
    Ok((store::used(tx, "hour", start(now, HOUR)).await?, store::used(tx, "day", start(now, DAY)).await?))
}

/// Forgets old windows.
pub(crate) async fn forget(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    store::forget(tx, now - 3 * DAY).await
}
