//! One commit between two dots: the outcome of the mail before, the intent of the mail that follows; of many connections at once.

use std::collections::{BTreeMap, BTreeSet};

use database::{Id, Timestamp, Tx};

use super::deliveries_store::{self as deliveries, Submitted, Wanted, Written};
use super::ledger::Entry;
use super::outcome::{Again, Outcome, next_at};
use super::{Totals, totals_store};
use crate::failpoints::{self, Step};
use crate::{App, Error, letters};

/// The right to send one mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ticket {
    /// A delivery that is leased.
    Delivery { mailing: Id, subscriber: Id, newsletter: Id, epoch: i64, attempts: i64 },
    /// A letter that is leased; each lease counts as an attempt.
    Letter { id: Id, attempts: i64, doubts: i64, again: Again },
}

/// Writes outcomes of mails and intents of others in one commit. For each entry: true, its intent is durable, the dot may be written.
pub(super) async fn record_all(app: &App, entries: &[&Entry]) -> Result<Vec<bool>, Error> {
    let now = app.now();
    let outcomes = entries.iter().any(|entry| !entry.done.is_empty());
    let intents = entries.iter().any(|entry| entry.next.is_some());
    let answers = database::write!(app.database, tx => {
        let mut totals: BTreeMap<Id, Totals> = BTreeMap::new();
        let mut add = |(mailing, by): (Id, Totals)| totals.entry(mailing).or_default().add(&by);
        // Nearly all outcomes are of mails that the relay took: those of one mailing are one statement.
        for (mailing, taken) in taken(entries) {
            let written = deliveries::write_submitted(tx, (mailing, &app.mail_sender), &taken, now).await?;
            let count = i64::try_from(written.len()).map_err(Error::broken)?;
            add((mailing, many("submitted", count, Totals { pending: -count, ..Totals::default() })));
            // The rest had been taken from us meanwhile.
            for one in taken.iter().filter(|one| !written.contains(&one.subscriber)) {
                let outcome = Outcome::Submitted(one.reply.to_owned());
                let key = (mailing, one.subscriber);
                delivery(tx, key, (&app.mail_sender, one.epoch), (&outcome, 0), now).await?.into_iter().for_each(&mut add);
            }
        }
        for (ticket, outcome) in entries.iter().flat_map(|entry| &entry.done) {
            if !matches!((ticket, outcome), (Ticket::Delivery { .. }, Outcome::Submitted(_))) {
                put_outcome(app, tx, ticket, outcome, now).await?.into_iter().for_each(&mut add);
            }
        }
        let mut granted = BTreeSet::new();
        for (mailing, wanted) in wanted(entries) {
            let intended = deliveries::intend(tx, (mailing, &app.mail_sender), &wanted, now).await?;
            granted.extend(intended.into_iter().map(|subscriber| (mailing, subscriber)));
        }
        let mut answers = Vec::with_capacity(entries.len());
        for entry in entries {
            answers.push(match &entry.next {
                None => false,
                Some(Ticket::Delivery { mailing, subscriber, .. }) => granted.contains(&(*mailing, *subscriber)),
                Some(Ticket::Letter { id, attempts, .. }) => letters::intend(tx, *id, (&app.mail_sender, *attempts), now).await?,
            });
        }
        // Touched last: every process that sends this mailing touches them.
        for (mailing, by) in totals {
            totals_store::add(tx, mailing, &by, now).await?;
        }
        for step in [outcomes.then_some(Step::OutcomeBefore), intents.then_some(Step::IntentBefore)].into_iter().flatten() {
            failpoints::inside(tx, step).await?;
        }
        Ok(answers)
    })?;
    for step in [outcomes.then_some(Step::OutcomeAfter), intents.then_some(Step::IntentAfter)].into_iter().flatten() {
        failpoints::pass(step);
    }
    failpoints::committed()?;
    Ok(answers)
}

/// The deliveries that the relay took, by mailing.
fn taken<'a>(entries: &[&'a Entry]) -> BTreeMap<Id, Vec<Submitted<'a>>> {
    let mut found: BTreeMap<Id, Vec<Submitted<'a>>> = BTreeMap::new();
    for (ticket, outcome) in entries.iter().flat_map(|entry| &entry.done) {
        if let (Ticket::Delivery { mailing, subscriber, epoch, .. }, Outcome::Submitted(reply)) = (ticket, outcome) {
            found.entry(*mailing).or_default().push(Submitted { subscriber: *subscriber, epoch: *epoch, reply });
        }
    }
    found
}

/// The deliveries that are wanted an intent for, by mailing.
fn wanted(entries: &[&Entry]) -> BTreeMap<Id, Vec<Wanted>> {
    let mut found: BTreeMap<Id, Vec<Wanted>> = BTreeMap::new();
    for ticket in entries.iter().filter_map(|entry| entry.next.as_ref()) {
        if let Ticket::Delivery { mailing, subscriber, newsletter, epoch, .. } = ticket {
            found.entry(*mailing).or_default().push(Wanted { subscriber: *subscriber, newsletter: *newsletter, epoch: *epoch });
        }
    }
    found
}

/// One entry by itself, as tests write it.
#[cfg(test)]
pub(super) async fn record(app: &App, done: Option<&(Ticket, Outcome)>, next: Option<&Ticket>) -> Result<bool, Error> {
    let entry = Entry { done: done.cloned().into_iter().collect(), next: next.cloned() };
    Ok(record_all(app, &[&entry]).await?[0])
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
