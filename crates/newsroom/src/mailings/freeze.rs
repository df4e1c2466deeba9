//! Freezing the audience: who gets a mailing is written down, chunk by chunk, before anyone can change it.

use database::Id;

use super::{Totals, deliveries_store as deliveries, store, totals_store};
use crate::failpoints::{self, Step};
use crate::{App, Error};

/// How many subscribers are looked at in one transaction.
const CHUNK: i64 = 5_000;

/// Freezes one chunk of a mailing. False: its audience is whole, or it was stopped.
pub(super) async fn chunk(app: &App, mailing: Id) -> Result<bool, Error> {
    let now = app.now();
    let more = database::write!(app.database, tx => {
        let Some(row) = store::by_id(tx, mailing).await?.filter(|row| row.state().is_ok_and(|state| state == super::State::Freezing)) else {
            return Ok(false);
        };
        let cut_off = row.cut_off.ok_or_else(|| Error::broken("a mailing is frozen without a cut-off"))?;
        let Some(last) = deliveries::chunk_end(tx, row.frozen_to, failpoints::at_most(CHUNK)).await? else {
            deliveries::set_frozen(tx, mailing).await?;
            totals_store::finish(tx, mailing, now).await?;
            return Ok(false);
        };
        let range = (row.frozen_to, last);
        let before = deliveries::count(tx, mailing, range).await?;
        let mut candidates = 0;
        for newsletter in deliveries::closed_newsletters(tx, mailing).await? {
            candidates += number(deliveries::freeze(tx, (mailing, newsletter), range, cut_off).await?)?;
        }
        let excluded = number(deliveries::drop_excluded(tx, mailing, range).await?)?;
        let frozen = deliveries::count(tx, mailing, range).await? - before;
        if candidates != frozen + excluded {
            return Err(Error::broken(format!("mailing {mailing}: {candidates} candidates, {frozen} frozen, {excluded} excluded")));
        }
        if !deliveries::set_frozen_to(tx, mailing, row.frozen_to, last).await? {
            // Another process was faster: its chunk stands, this one is undone.
            return Err(Error::Unavailable("problem-mailing-frozen-elsewhere"));
        }
        totals_store::add(tx, mailing, &Totals { candidates, frozen, excluded, pending: frozen, ..Totals::default() }, now).await?;
        failpoints::inside(tx, Step::FreezeBefore).await?;
        Ok(true)
    })?;
    failpoints::pass(Step::FreezeAfter);
    failpoints::committed()?;
    Ok(more)
}

fn number(rows: u64) -> Result<i64, Error> {
    i64::try_from(rows).map_err(Error::broken)
}
