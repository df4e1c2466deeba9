//! Leasing: chunks of what is due, letters before mailings, made into mails that may be sent.

use std::collections::HashMap;
use std::sync::Arc;

use database::{Id, Tx};

use super::alerts::{self, AlertKind};
use super::connection::Outgoing;
use super::limits::{self, For};
use super::record::{Ticket, UNSUBSCRIBED, many, plus};
use super::{Totals, deliveries_store as deliveries, store, totals_store};
use crate::failpoints::{self, Step};
use crate::site::{self, MailIdentity};
use crate::subscribers::{self, Unsubscribe};
use crate::{App, Error, MICROS_PER_SECOND, letters};

/// How many mails are leased at once.
const CHUNK: i64 = 100;
/// How long a lease lasts at most.
pub(super) const LEASE: i64 = 30 * 60 * MICROS_PER_SECOND;
/// How long a process counts as alive after it last said so.
pub(super) const PULSE: i64 = 60 * MICROS_PER_SECOND;
/// How long a mailing waits when the relay refuses its message.
const MESSAGE_REFUSED: i64 = 15 * 60 * MICROS_PER_SECOND;

pub(super) fn may_send(app: &App) -> bool {
    !app.is_stopping() && app.relay.paused(app.now()).is_none()
}

/// The relay refuses a mailing's message: it is not tried again for a while.
pub(super) async fn refuse(app: &App, mailing: Id, words: &str) -> Result<(), Error> {
    tracing::warn!(mailing, words, "the relay refuses a mailing's message");
    let until = app.now() + MESSAGE_REFUSED;
    database::write!(app.database, tx => {
        store::trouble(tx, mailing, until, words).await?;
        alerts::raise(app, tx, AlertKind::Refused, mailing, words).await
    })?;
    app.mail_waiting.notify_one();
    Ok(())
}

pub(super) async fn give_back(app: &App, unused: i64) -> Result<(), Error> {
    if unused == 0 {
        return Ok(());
    }
    let now = app.now();
    database::write!(app.database, tx => { limits::give_back(tx, &app.settings.relay_limits, unused, now).await })
}

/// Leases letters that are due.
pub(super) async fn lease_letters(app: &App) -> Result<Vec<Outgoing>, Error> {
    let now = app.now();
    let waiting = database::read!(app.database, tx => { letters::is_due(tx, now).await })?;
    if !waiting {
        return Ok(Vec::new());
    }
    let limits = &app.settings.relay_limits;
    let host = host(app);
    let leased = database::write!(app.database, tx => {
        let granted = limits::take(tx, limits, For::Letters, CHUNK, now).await?;
        deliveries::heartbeat(tx, &app.mail_sender, now + PULSE).await?;
        let leased = letters::lease(tx, &app.mail_sender, (now, now + LEASE), granted).await?;
        limits::give_back(tx, limits, granted - count(leased.len())?, now).await?;
        let from = site::load(tx).await?.mail.from;
        Ok(leased.into_iter().map(|letter| (letter, from.clone())).collect::<Vec<_>>())
    })?;
    let outgoing = leased.into_iter().map(|(letter, from)| Outgoing {
        ticket: Ticket::Letter { id: letter.id, attempts: letter.attempts, doubts: letter.doubts, again: letters::again(&letter.kind) },
        to: letter.recipient,
        from,
        message: Arc::new(mail::Composed::parse(&letter.message)),
        message_id: format!("letter.{:x}@{host}", letter.id),
        // A letter is of no list; only a test has such links, and behind it stands no subscriber.
        preferences: app.link("/"),
        unsubscribe: app.link("/"),
    });
    Ok(outgoing.collect())
}

/// Leases a chunk of the first mailing that has one. None: nothing is due. An empty chunk: look again.
pub(super) async fn lease_deliveries(app: &App, variants: &mut Variants) -> Result<Option<Vec<Outgoing>>, Error> {
    let now = app.now();
    let mailings = database::read!(app.database, tx => { store::sendable(tx, now).await })?;
    for mailing in mailings {
        let leased = database::write!(app.database, tx => { lease_of(app, tx, mailing).await })?;
        if let Some(leased) = leased {
            failpoints::pass(Step::LeaseAfter);
            variants.read(app, mailing, &leased).await?;
            return Ok(Some(outgoing(app, mailing, leased, variants)?));
        }
    }
    Ok(None)
}

/// What a lease brought: whom to write to, and from whom.
struct Leased {
    people: Vec<(Ticket, deliveries::Person)>,
    sender: MailIdentity,
}

/// The messages of mailings, by mailing and newsletter: never altered once stored, so read once.
#[derive(Debug, Default)]
pub(super) struct Variants(HashMap<(Id, Id), Arc<mail::Composed>>);

impl Variants {
    /// Reads the messages of a mailing, unless all that are wanted are there.
    async fn read(&mut self, app: &App, mailing: Id, leased: &Leased) -> Result<(), Error> {
        if leased.people.iter().filter_map(|(_, person)| person.newsletter).all(|newsletter| self.0.contains_key(&(mailing, newsletter))) {
            return Ok(());
        }
        // Those of other mailings are not kept: they may be many, and large.
        self.0.clear();
        let read = database::read!(app.database, tx => { store::variants(tx, mailing).await })?;
        self.0.extend(read.into_iter().map(|one| ((mailing, one.newsletter), Arc::new(mail::Composed::parse(&one.message)))));
        Ok(())
    }
}

async fn lease_of(app: &App, tx: &mut Tx, mailing: Id) -> Result<Option<Leased>, Error> {
    let now = app.now();
    let limits = &app.settings.relay_limits;
    let granted = limits::take(tx, limits, For::Mailings, failpoints::at_most(CHUNK), now).await?;
    if granted == 0 {
        return Ok(None);
    }
    deliveries::heartbeat(tx, &app.mail_sender, now + PULSE).await?;
    let span = (now, now + LEASE);
    let mut rows = deliveries::lease(tx, (mailing, "pending"), &app.mail_sender, span, granted).await?;
    let mut totals = Totals::default();
    if rows.is_empty() {
        rows = deliveries::lease(tx, (mailing, "deferred"), &app.mail_sender, span, granted).await?;
        totals.deferred -= count(rows.len())?;
        totals.pending += count(rows.len())?;
    }
    limits::give_back(tx, limits, granted - count(rows.len())?, now).await?;
    if rows.is_empty() {
        return Ok(None);
    }
    let people = people(app, tx, mailing, &rows, &mut totals).await?;
    let sender = site::load(tx).await?.mail;
    totals_store::add(tx, mailing, &totals, now).await?;
    failpoints::inside(tx, Step::LeaseBefore).await?;
    Ok(Some(Leased { people, sender }))
}

/// Whom of a lease to write to. The others are put aside at once: suppressed, or unsubscribed since.
async fn people(
    app: &App,
    tx: &mut Tx,
    mailing: Id,
    rows: &[(Id, i64, i64)],
    totals: &mut Totals,
) -> Result<Vec<(Ticket, deliveries::Person)>, Error> {
    let ids: Vec<Id> = rows.iter().map(|(subscriber, ..)| *subscriber).collect();
    let mut known: HashMap<Id, deliveries::Person> =
        deliveries::people(tx, mailing, &ids).await?.into_iter().map(|person| (person.subscriber, person)).collect();
    let mut found = Vec::with_capacity(rows.len());
    for (subscriber, epoch, attempts) in rows {
        let person = known.remove(subscriber);
        let (state, reply) = match &person {
            Some(person) if person.suppressed => ("suppressed", ""),
            Some(deliveries::Person { newsletter: Some(_), .. }) => ("leased", ""),
            _ => ("cancelled", UNSUBSCRIBED),
        };
        match person {
            Some(person) if state == "leased" => {
                let newsletter = person.newsletter.ok_or(Error::NotFound)?;
                let ticket = Ticket::Delivery { mailing, subscriber: *subscriber, newsletter, epoch: *epoch, attempts: *attempts };
                found.push((ticket, person));
            }
            _ => {
                let written = deliveries::Written { state, next_at: 0, reply, attempt: false };
                deliveries::write(tx, (mailing, *subscriber), (&app.mail_sender, *epoch), &written, app.now()).await?;
                *totals = plus(state, many("pending", -1, *totals));
            }
        }
    }
    Ok(found)
}

fn outgoing(app: &App, mailing: Id, leased: Leased, variants: &Variants) -> Result<Vec<Outgoing>, Error> {
    let host = host(app);
    let mut all = Vec::with_capacity(leased.people.len());
    for (ticket, person) in leased.people {
        let newsletter = person.newsletter.ok_or(Error::NotFound)?;
        let message = variants
            .0
            .get(&(mailing, newsletter))
            .ok_or_else(|| Error::broken(format!("mailing {mailing} has no variant of {newsletter}")))?;
        all.push(Outgoing {
            ticket,
            to: person.address,
            from: return_path(&leased.sender, mailing, person.subscriber),
            message: Arc::clone(message),
            message_id: format!("{mailing:x}.{:x}@{host}", person.subscriber),
            preferences: subscribers::preferences_link(app, person.subscriber)?,
            unsubscribe: subscribers::unsubscribe_link(app, Unsubscribe { subscriber: person.subscriber, newsletter, mailing })?,
        });
    }
    Ok(all)
}

/// The return path (VERP): a mailbox for bounces is told of whom each is by what follows a plus sign. Without one, bounces go
/// to the sender's own address, which is a real mailbox.
fn return_path(sender: &MailIdentity, mailing: Id, subscriber: Id) -> String {
    match sender.bounces.rsplit_once('@') {
        Some((local, domain)) => format!("{local}+{mailing:x}-{subscriber:x}@{domain}"),
        None => sender.from.clone(),
    }
}

/// The site's host, without a port: the right side of Message-IDs.
pub(crate) fn host(app: &App) -> String {
    let address = app.settings.address.as_str();
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    host.split([':', '/']).next().unwrap_or_default().to_owned()
}

pub(super) fn count(length: usize) -> Result<i64, Error> {
    i64::try_from(length).map_err(Error::broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_for_bounces_is_told_of_whom_they_are() {
        let plain = MailIdentity { from: "lettre@example.org".to_owned(), ..MailIdentity::default() };
        assert_eq!(return_path(&plain, 255, 16), "lettre@example.org");
        let own = MailIdentity { bounces: "bounces@example.org".to_owned(), ..plain };
        assert_eq!(return_path(&own, 255, 16), "bounces+ff-10@example.org");
    }
}
