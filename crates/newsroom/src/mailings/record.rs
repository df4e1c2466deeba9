//! One commit between two dots: the outcome of the mail before, the intent of the mail that follows.

use database::{Id, Timestamp, Tx};

use super::deliveries_store::{self as deliveries, Written};
use super::outcome::{Again, Outcome, next_at};
use super::{Totals, totals_store};
use crate::{App, Error, letters};

/// The right to send one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ticket {
    /// A delivery that is leased.
    Delivery { mailing: Id, subscriber: Id, newsletter: Id, epoch: i64, attempts: i64 },
    /// A letter that is leased; each lease counts as an attempt.
    Letter { id: Id, attempts: i64, doubts: i64, again: Again },
}

/// Writes the outcome of one mail and the intent of another in one commit. True: the intent is durable, the dot may be written.
pub(crate) async fn record(app: &App, done: Option<&(Ticket, Outcome)>, next: Option<&Ticket>) -> Result<bool, Error> {
    let now = app.now();
    database::write!(app.database, tx => {
        let mut totals = Vec::new();
        if let Some((ticket, outcome)) = done {
            totals.extend(put_outcome(app, tx, ticket, outcome, now).await?);
        }
        let granted = match next {
            Some(ticket) => put_intent(app, tx, ticket, now).await?,
            None => false,
        };
        // Touched last: every process that sends this mailing touches them.
        for (mailing, by) in totals {
            totals_store::add(tx, mailing, &by, now).await?;
        }
        Ok(granted)
    })
}

async fn put_intent(app: &App, tx: &mut Tx, ticket: &Ticket, now: Timestamp) -> Result<bool, Error> {
    match ticket {
        Ticket::Delivery { mailing, subscriber, newsletter, epoch, .. } => {
            deliveries::intend(tx, (*mailing, *subscriber), *newsletter, (&app.mail_sender, *epoch), now).await
        }
        Ticket::Letter { id, attempts, .. } => letters::intend(tx, *id, (&app.mail_sender, *attempts), now).await,
    }
}

async fn put_outcome(app: &App, tx: &mut Tx, ticket: &Ticket, outcome: &Outcome, now: Timestamp) -> Result<Option<(Id, Totals)>, Error> {
    match ticket {
        Ticket::Delivery { mailing, subscriber, epoch, attempts, .. } => {
            let key = (*mailing, *subscriber);
            delivery(tx, key, (&app.mail_sender, *epoch), (outcome, *attempts), now).await
        }
        Ticket::Letter { id, attempts, doubts, again } => {
            letters::put_outcome(tx, *id, (&app.mail_sender, *attempts), (outcome, *doubts, *again), now).await?;
            Ok(None)
        }
    }
}

/// A delivery's outcome. What goes back to be sent goes back to a mailing that goes on: else it shares that one's end.
async fn delivery(
    tx: &mut Tx,
    key: (Id, Id),
    lease: (&str, i64),
    (outcome, attempts): (&Outcome, i64),
    now: Timestamp,
) -> Result<Option<(Id, Totals)>, Error> {
    let (mut state, reply) = match outcome {
        Outcome::Submitted(reply) => ("submitted", reply.as_str()),
        Outcome::Deferred(reply) => ("deferred", reply.as_str()),
        Outcome::Rejected(reply) => ("rejected", reply.as_str()),
        Outcome::InDoubt(reply) => ("in_doubt", reply.as_str()),
        Outcome::Released => ("pending", ""),
    };
    if matches!(outcome, Outcome::Deferred(_) | Outcome::Released) {
        match deliveries::mailing_state(tx, key.0).await?.as_deref() {
            Some("cancelled") => state = "cancelled",
            Some("expired") => state = "expired",
            _ => {}
        }
    }
    let written = Written {
        state,
        next_at: if state == "deferred" { next_at(attempts + 1, now) } else { 0 },
        reply,
        attempt: !matches!(outcome, Outcome::Released),
    };
    if deliveries::write(tx, key, lease, &written, now).await? {
        let by = if state == "pending" { Totals::default() } else { plus(state, Totals { pending: -1, ..Totals::default() }) };
        return Ok(Some((key.0, by)));
    }
    let late = matches!(outcome, Outcome::Submitted(_) | Outcome::Rejected(_));
    if late && deliveries::write_over_doubt(tx, key, lease, (state, reply), now).await? {
        return Ok(Some((key.0, plus(state, Totals { in_doubt: -1, ..Totals::default() }))));
    }
    Ok(None)
}

/// One more in a state.
pub(super) fn plus(state: &str, totals: Totals) -> Totals {
    many(state, 1, totals)
}

/// So many more in a state.
pub(super) fn many(state: &str, count: i64, mut totals: Totals) -> Totals {
    match state {
        "submitted" => totals.submitted += count,
        "deferred" => totals.deferred += count,
        "rejected" => totals.rejected += count,
        "in_doubt" => totals.in_doubt += count,
        "suppressed" => totals.suppressed += count,
        "cancelled" => totals.cancelled += count,
        "expired" => totals.expired += count,
        _ => totals.pending += count,
    }
    totals
}

/// Those of a lease that are not to be written to, or whose intent was refused: why, written down. Gives the totals.
pub(super) async fn put_aside(tx: &mut Tx, ticket: &Ticket, holder: &str, now: Timestamp) -> Result<Option<(Id, Totals)>, Error> {
    let Ticket::Delivery { mailing, subscriber, epoch, .. } = ticket else {
        return Ok(None);
    };
    let (state, reply) = match deliveries::mailing_state(tx, *mailing).await?.as_deref() {
        Some("cancelled") => ("cancelled", ""),
        Some("expired") => ("expired", ""),
        _ => match deliveries::people(tx, *mailing, &[*subscriber]).await?.first() {
            Some(person) if person.suppressed => ("suppressed", ""),
            Some(person) if person.newsletter.is_some() => ("pending", ""),
            _ => ("cancelled", UNSUBSCRIBED),
        },
    };
    let written = Written { state, next_at: 0, reply, attempt: false };
    let done = deliveries::write(tx, (*mailing, *subscriber), (holder, *epoch), &written, now).await?;
    let by = if state == "pending" { Totals::default() } else { plus(state, Totals { pending: -1, ..Totals::default() }) };
    Ok(done.then_some((*mailing, by)))
}

/// The reply of a delivery whose reader unsubscribed before it was sent.
pub(super) const UNSUBSCRIBED: &str = "unsubscribed";
