//! What an editor may do to a mailing: stop it, send it now, let what was left for later go, settle what is in doubt.

use database::{Id, Timestamp, Tx};

use super::deliveries_store as deliveries;
use super::intend::Stopped;
use super::record::plus;
use super::state::{FOREVER, State, Totals};
use super::{store, totals_store};
use crate::{Actor, App, Error, Problem, audit};

async fn mailing(tx: &mut Tx, id: Id) -> Result<store::Mailing, Error> {
    store::by_id(tx, id).await?.ok_or(Error::NotFound)
}

/// Stops a mailing: what has no intent yet will never have one. Its deliveries are told so in chunks (`keep`).
pub(super) async fn cancel_in(app: &App, tx: &mut Tx, actor: &Actor, mailing: &store::Mailing) -> Result<Stopped, Error> {
    let now = app.now();
    store::move_newsletters(tx, mailing.id, "later", "closed").await?;
    let stopped = store::cancel(tx, mailing.id, now).await?;
    let totals = mailing.totals;
    if !stopped {
        return Ok(Stopped { cancelled: 0, gone: totals.gone() });
    }
    let what = Stopped { cancelled: totals.to_send(), gone: totals.gone() };
    let detail = format!("{} not sent, {} gone", what.cancelled, what.gone);
    audit::record(app, tx, actor, "mailing.cancel", ("mailing", Some(mailing.id)), &detail).await?;
    Ok(what)
}

/// Stops a mailing.
pub async fn cancel(app: &App, actor: &Actor, id: Id) -> Result<Stopped, Error> {
    let stopped = database::write!(app.database, tx => {
        let mailing = mailing(tx, id).await?;
        if matches!(mailing.state()?, State::Finished | State::Cancelled | State::Expired) {
            return Err(Error::Conflict("problem-mailing-over"));
        }
        cancel_in(app, tx, actor, &mailing).await
    })?;
    app.mail_waiting.notify_one();
    Ok(stopped)
}

/// Ends a hold now.
pub async fn send_now(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        mailing(tx, id).await?;
        if !store::hold_until(tx, id, app.now(), app.now()).await? {
            return Err(Error::Conflict("problem-mailing-not-held"));
        }
        audit::record(app, tx, actor, "mailing.send_now", ("mailing", Some(id)), "").await
    })?;
    app.mail_waiting.notify_one();
    Ok(())
}

/// Lets the newsletters go that were left for later, to those who have not had the mail already.
pub async fn let_later_go(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let mailing = mailing(tx, id).await?;
        if store::move_newsletters(tx, id, "later", "waiting").await? == 0 {
            return Err(Error::Conflict("problem-mailing-nothing-later"));
        }
        let joined = match mailing.state()? {
            State::Held => true,
            State::Finished => store::hold_again(tx, id, app.now(), app.now()).await?,
            _ => false,
        };
        if !joined {
            return Err(Error::Conflict("problem-mailing-under-way"));
        }
        audit::record(app, tx, actor, "mailing.let_later_go", ("mailing", Some(id)), "").await
    })?;
    app.mail_waiting.notify_one();
    Ok(())
}

/// Stops the sending of a mailing for a while: what has no intent yet waits.
pub async fn stop(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    set_resume(app, actor, id, (FOREVER, "mailing.stop")).await
}

/// Lets a mailing go on that was stopped, or whose message the relay had refused.
pub async fn resume(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    set_resume(app, actor, id, (0, "mailing.resume")).await
}

async fn set_resume(app: &App, actor: &Actor, id: Id, (until, action): (Timestamp, &str)) -> Result<(), Error> {
    database::write!(app.database, tx => {
        mailing(tx, id).await?;
        if !store::set_resume(tx, id, until, app.now()).await? {
            return Err(Error::Conflict("problem-mailing-not-sending"));
        }
        audit::record(app, tx, actor, action, ("mailing", Some(id)), "").await
    })?;
    app.mail_waiting.notify_one();
    Ok(())
}

/// The longest note, in characters.
const NOTE: usize = 3_000;

/// A note as it is kept, or what is wrong with it: lines end alike, nothing is around it.
pub(super) fn note(text: &str) -> Result<String, Error> {
    let text = text.replace("\r\n", "\n").replace('\0', "").trim().to_owned();
    if text.chars().count() > NOTE {
        return Err(Error::Invalid(vec![Problem::with("note", "problem-note-long", NOTE)]));
    }
    Ok(text)
}

/// Writes the newsroom's own words above the articles of a mailing that is held.
pub async fn set_note(app: &App, actor: &Actor, id: Id, text: &str) -> Result<(), Error> {
    let text = note(text)?;
    database::write!(app.database, tx => {
        mailing(tx, id).await?;
        if !store::set_note(tx, id, &text, app.now()).await? {
            return Err(Error::Conflict("problem-mailing-not-held"));
        }
        audit::record(app, tx, actor, "mailing.note", ("mailing", Some(id)), "").await
    })
}

/// Someone has found out what became of a delivery in doubt: it arrived, or it did not. It is never sent again.
pub async fn settle(app: &App, actor: &Actor, id: Id, subscriber: Id, arrived: bool) -> Result<(), Error> {
    let (state, action) = if arrived { ("submitted", "mailing.arrived") } else { ("rejected", "mailing.not_arrived") };
    database::write!(app.database, tx => {
        if !deliveries::settle(tx, (id, subscriber), state, app.now()).await? {
            return Err(Error::Conflict("problem-mailing-not-in-doubt"));
        }
        audit::record(app, tx, actor, action, ("mailing", Some(id)), &subscriber.to_string()).await?;
        totals_store::add(tx, id, &plus(state, Totals { in_doubt: -1, ..Totals::default() }), app.now()).await
    })
}
