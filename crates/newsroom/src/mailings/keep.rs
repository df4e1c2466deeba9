//! The upkeep of mailings, and the two loops of `serve`: one keeps the ledger, one sends.

use std::time::Duration;

use database::{Id, Timestamp};

use super::record::many;
use super::{State, Totals};
use super::{cut_off, deliveries_store as deliveries, digests, drain, followed, freeze, limits, recover, send, store, totals_store};
use crate::{App, Error, letters, subscribers};

/// How often the ledger is looked at when nothing asks for it; much shorter than [`send::PULSE`].
const LOOK: Duration = Duration::from_secs(15);
/// How long a loop waits after an error.
const AFTER_ERROR: Duration = Duration::from_secs(5);
/// How many chunks are frozen between two looks at everything else.
const FREEZE: usize = 10;
/// How many deliveries of a stopped mailing are told so in one transaction.
const SWEEP: i64 = 5_000;

/// One look at everything that mailings want done but for sending. True: there is more to do at once.
pub(super) async fn step(app: &App) -> Result<bool, Error> {
    let now = app.now();
    if app.relay.is_sending() {
        database::write!(app.database, tx => { deliveries::heartbeat(tx, &app.mail_sender, now + send::PULSE).await })?;
    }
    followed::step(app).await?;
    digests::step(app).await?;
    let mut more = subscribers::import::reconfirm_step(app).await?;
    let ready = database::read!(app.database, tx => { store::ready(tx, now).await })?;
    for (mailing, kind) in ready {
        let made = if kind == "digest" { digests::cut_off::step(app, mailing).await } else { cut_off::step(app, mailing).await };
        if let Err(error) = made {
            tracing::error!(%error, mailing, "a mailing's messages could not be made");
        }
    }
    let freezing = database::read!(app.database, tx => { store::freezing(tx).await })?;
    for mailing in freezing {
        more |= freeze_some(app, mailing).await?;
    }
    database::write!(app.database, tx => {
        letters::expire(tx, now).await?;
        store::expire(tx, now).await.map(|_| ())
    })?;
    more |= sweep(app).await?;
    Ok(more)
}

/// Freezes some chunks of a mailing; sending begins after the first. True: there are more.
async fn freeze_some(app: &App, mailing: Id) -> Result<bool, Error> {
    for _ in 0..FREEZE {
        if app.is_stopping() || !freeze::chunk(app, mailing).await? {
            return Ok(false);
        }
        app.mail_to_send.notify_one();
    }
    Ok(true)
}

/// Tells deliveries that their mailing was stopped or is too late, a chunk at a time.
async fn sweep(app: &App) -> Result<bool, Error> {
    let now = app.now();
    let ended = database::read!(app.database, tx => { store::to_sweep(tx).await })?;
    let mut more = false;
    for (mailing, state) in ended {
        let to = if state == State::Expired.as_str() { "expired" } else { "cancelled" };
        more |= database::write!(app.database, tx => {
            let mut swept = 0;
            for from in ["pending", "leased", "deferred"] {
                let count = i64::try_from(deliveries::sweep(tx, mailing, (from, to), SWEEP, now).await?).map_err(Error::broken)?;
                let by = if from == "deferred" { Totals { deferred: -count, ..Totals::default() } } else { Totals { pending: -count, ..Totals::default() } };
                totals_store::add(tx, mailing, &many(to, count, by), now).await?;
                swept += count;
            }
            Ok(swept > 0)
        })?;
    }
    Ok(more)
}

/// When the next look is due at the latest: the end of a hold, a deferred mail, an opening limit.
async fn next_moment(app: &App) -> Result<Option<Timestamp>, Error> {
    let now = app.now();
    let limits = &app.settings.relay_limits;
    let moments = database::read!(app.database, tx => {
        Ok([
            store::next_moment(tx, now).await?,
            deliveries::next_deferred(tx, now).await?,
            letters::next_at(tx, now).await?,
            limits::opens_at(tx, limits, limits::For::Mailings, now).await?,
        ])
    })?;
    let paused = app.relay.paused(now);
    Ok(moments.into_iter().flatten().chain(paused).filter(|at| *at > now).min())
}

/// Runs everything that is due now to its end: for tests, and for the demo's first minute.
pub async fn work_until_idle(app: &App) -> Result<(), Error> {
    recover::step(app).await?;
    loop {
        let more = step(app).await?;
        let sent = drain::drain(app).await?;
        if !more && sent == 0 {
            return Ok(());
        }
    }
}

/// Housekeeping: letters settled long ago, old windows of the relay's limits, who was sent which mailing long ago. The counts
/// of a mailing stay.
pub async fn tidy_up(app: &App) -> Result<(), Error> {
    let now = app.now();
    let before = now - i64::from(app.settings.keep_days) * 24 * 3600 * crate::MICROS_PER_SECOND;
    while database::write!(app.database, tx => { deliveries::forget(tx, before, SWEEP).await })? > 0 {}
    database::write!(app.database, tx => {
        letters::forget(tx, now).await?;
        limits::forget(tx, now).await
    })
}

/// Keeps the ledger and sends for as long as the process lives; ends soon after [`App::stop`]: no new intent is made, an
/// answer under way is awaited.
pub async fn run(app: App) {
    if let Err(error) = recover::at_start(&app).await {
        tracing::error!(%error, "mails of a process that died could not be taken over yet");
    }
    let keeper = tokio::spawn(keeper(app.clone()));
    sender(&app).await;
    if let Err(error) = keeper.await {
        tracing::error!(%error, "the keeper of mailings ended by itself");
    }
}

async fn keeper(app: App) {
    let mut recovered = app.now();
    while !app.is_stopping() {
        let mut wait = LOOK;
        match look(&app, &mut recovered).await {
            Ok(true) => {
                app.mail_to_send.notify_one();
                tokio::task::yield_now().await;
                continue;
            }
            Ok(false) => match next_moment(&app).await {
                Ok(next) => wait = until(next, app.now()),
                Err(error) => tracing::error!(%error, "mailings cannot be looked at"),
            },
            Err(error) => {
                tracing::error!(%error, "mailings cannot be kept");
                wait = AFTER_ERROR;
            }
        }
        app.mail_to_send.notify_one();
        tokio::select! {
            () = app.mail_waiting.notified() => {}
            () = tokio::time::sleep(wait) => {}
            () = app.stopped() => {}
        }
    }
    if let Err(error) = followed::step(&app).await {
        tracing::warn!(%error, "the last counts of links could not be written");
    }
}

/// A step of the upkeep, with the recovery from time to time.
async fn look(app: &App, recovered: &mut Timestamp) -> Result<bool, Error> {
    if app.now() - *recovered >= send::PULSE {
        recover::step(app).await?;
        *recovered = app.now();
    }
    step(app).await
}

fn until(next: Option<Timestamp>, now: Timestamp) -> Duration {
    let wanted = next.map(|at| u64::try_from((at - now).max(0)).unwrap_or(0)).map(Duration::from_micros);
    wanted.map_or(LOOK, |wanted| wanted.min(LOOK))
}

async fn sender(app: &App) {
    while !app.is_stopping() {
        tokio::select! {
            () = app.mail_to_send.notified() => {}
            () = app.stopped() => return,
        }
        if let Err(error) = drain::drain(app).await {
            tracing::error!(%error, "mails cannot be sent");
            tokio::select! {
                () = tokio::time::sleep(AFTER_ERROR) => {}
                () = app.stopped() => return,
            }
        }
    }
}
