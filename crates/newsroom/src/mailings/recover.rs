//! After a process has died: what it had leased is pending again; what it had an intent for is in doubt.

use database::Engine;

use super::{Totals, deliveries_store as deliveries, limits, store, totals_store};
use crate::failpoints::{self, Step};
use crate::{App, Error, MICROS_PER_SECOND, letters};

/// How long after its holder's last sign of life an intent is given up: an answer to the final dot may take ten minutes
/// (RFC 5321, 4.5.3.2.6).
pub(super) const ANSWER: i64 = 10 * 60 * MICROS_PER_SECOND;

/// What stands as the reply of a mail in doubt whose process died.
const DIED: &str = "the process ended before the answer";

/// At the start: those who held the same lock before are dead. On SQLite that is everyone else, for one process works on a
/// file; on PostgreSQL those of the same name (`Settings.holder`).
pub(crate) async fn at_start(app: &App) -> Result<(), Error> {
    let prefix = match app.database.engine() {
        Engine::Sqlite => String::new(),
        Engine::Postgres => format!("{}#", app.settings.holder),
    };
    database::write!(app.database, tx => { deliveries::bury(tx, &prefix, &app.mail_sender).await })?;
    step(app).await
}

/// Takes over from the dead.
pub(super) async fn step(app: &App) -> Result<(), Error> {
    let now = app.now();
    let unsettled = database::read!(app.database, tx => { store::unsettled(tx).await })?;
    for mailing in unsettled {
        database::write!(app.database, tx => {
            deliveries::return_leases(tx, mailing, now).await?;
            let doubted = deliveries::doubt_intents(tx, mailing, now, now - ANSWER, DIED).await?;
            let doubted = i64::try_from(doubted).map_err(Error::broken)?;
            let by = Totals { pending: -doubted, in_doubt: doubted, ..Totals::default() };
            totals_store::add(tx, mailing, &by, now).await?;
            failpoints::inside(tx, Step::RecoverBefore).await
        })?;
        failpoints::pass(Step::RecoverAfter);
    }
    database::write!(app.database, tx => {
        letters::recover(tx, (now, now - ANSWER), DIED).await?;
        deliveries::forget_holders(tx, now - limits::DAY).await
    })
}
