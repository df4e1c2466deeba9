//! Sending: chunks are leased, letters before mailings, and sent over as many connections as the relay bears.

use std::collections::HashMap;
use std::sync::Arc;

use database::{Id, Tx};
use tokio::task::JoinSet;

use super::connection::{Connection, Outgoing, Sent};
use super::ledger::Ledger;
use super::limits::{self, For};
use super::record::{Ticket, UNSUBSCRIBED, many, plus};
use super::{Totals, deliveries_store as deliveries, store, totals_store};
use crate::site::{self, MailIdentity};
use crate::subscribers::{self, Unsubscribe};
use crate::{App, Error, MICROS_PER_SECOND, letters};

/// How many mails are leased at once.
const CHUNK: i64 = 50;
/// How long a lease lasts at most.
pub(super) const LEASE: i64 = 30 * 60 * MICROS_PER_SECOND;
/// How long a process counts as alive after it last said so.
pub(super) const PULSE: i64 = 60 * MICROS_PER_SECOND;
/// So many refusals of its message, one after the other, stop a mailing.
const REFUSALS: u32 = 3;
/// How long a mailing waits when the relay refuses its message.
const MESSAGE_REFUSED: i64 = 15 * 60 * MICROS_PER_SECOND;

/// Sends what is due, until nothing is or the relay will not have it. Gives how many chunks were sent.
pub(super) async fn drain(app: &App) -> Result<u64, Error> {
    let connections = if app.outbox().is_some() { 1 } else { app.settings.relay_limits.connections.max(1) };
    let _sending = app.relay.begin();
    let ledger = Ledger::open(app);
    let mut workers = JoinSet::new();
    for _ in 0..connections {
        let (app, ledger) = (app.clone(), ledger.clone());
        workers.spawn(async move { worker(&app, ledger).await });
    }
    let mut chunks = 0;
    let mut failed = None;
    while let Some(ended) = workers.join_next().await {
        match ended.map_err(Error::broken).and_then(|outcome| outcome) {
            Ok(count) => chunks += count,
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(chunks), Err)
}

/// One connection's work.
async fn worker(app: &App, ledger: Ledger) -> Result<u64, Error> {
    let mut connection = Connection::new(app, ledger);
    let outcome = work(app, &mut connection).await;
    let closed = connection.close().await;
    outcome.and_then(|chunks| closed.map(|()| chunks))
}

async fn work(app: &App, connection: &mut Connection<'_>) -> Result<u64, Error> {
    let mut chunks = 0;
    while may_send(app) {
        let mut chunk = lease_letters(app).await?;
        if chunk.is_empty() {
            match lease_deliveries(app).await? {
                Some(leased) => chunk = leased,
                None => return Ok(chunks),
            }
        }
        chunks += 1;
        send_chunk(app, connection, chunk).await?;
    }
    Ok(chunks)
}

fn may_send(app: &App) -> bool {
    !app.is_stopping() && app.relay.paused(app.now()).is_none()
}

async fn send_chunk(app: &App, connection: &mut Connection<'_>, chunk: Vec<Outgoing>) -> Result<(), Error> {
    let (mut unused, mut refusals) = (0, 0);
    let mut waiting = chunk.into_iter();
    let mut following = waiting.next().map(|one| connection.prepare(one));
    while let Some(ready) = following.take() {
        if !may_send(app) || refusals >= REFUSALS {
            unused = 1 + count(waiting.len())?;
            connection.release(std::iter::once(ready.one.ticket).chain(waiting.map(|one| one.ticket))).await?;
            break;
        }
        following = waiting.next().map(|one| connection.prepare(one));
        match (connection.send(&ready, following.as_ref()).await?, &ready.one.ticket) {
            (Sent::Taken, _) => refusals = 0,
            (Sent::MessageRefused(words), Ticket::Delivery { mailing, .. }) => {
                refusals += 1;
                if refusals >= REFUSALS {
                    refuse(app, *mailing, &words).await?;
                }
            }
            _ => {}
        }
        connection.take_room(ready);
    }
    give_back(app, unused).await
}

/// The relay refuses a mailing's message: it is not tried again for a while.
async fn refuse(app: &App, mailing: Id, words: &str) -> Result<(), Error> {
    tracing::warn!(mailing, words, "the relay refuses a mailing's message");
    let until = app.now() + MESSAGE_REFUSED;
    database::write!(app.database, tx => { store::trouble(tx, mailing, until, words).await })
}

async fn give_back(app: &App, unused: i64) -> Result<(), Error> {
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
pub(super) async fn lease_deliveries(app: &App) -> Result<Option<Vec<Outgoing>>, Error> {
    let now = app.now();
    let mailings = database::read!(app.database, tx => { store::sendable(tx, now).await })?;
    for mailing in mailings {
        let leased = database::write!(app.database, tx => { lease_of(app, tx, mailing).await })?;
        if let Some(leased) = leased {
            return Ok(Some(outgoing(app, mailing, leased)?));
        }
    }
    Ok(None)
}

/// What a lease brought: whom to write to, and with what.
struct Leased {
    people: Vec<(Ticket, deliveries::Person)>,
    variants: HashMap<Id, Arc<mail::Composed>>,
    sender: MailIdentity,
}

async fn lease_of(app: &App, tx: &mut Tx, mailing: Id) -> Result<Option<Leased>, Error> {
    let now = app.now();
    let limits = &app.settings.relay_limits;
    let granted = limits::take(tx, limits, For::Mailings, CHUNK, now).await?;
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
    let variants = store::variants(tx, mailing)
        .await?
        .into_iter()
        .map(|one| (one.newsletter, Arc::new(mail::Composed::parse(&one.message))))
        .collect();
    let sender = site::load(tx).await?.mail;
    totals_store::add(tx, mailing, &totals, now).await?;
    Ok(Some(Leased { people, variants, sender }))
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

fn outgoing(app: &App, mailing: Id, leased: Leased) -> Result<Vec<Outgoing>, Error> {
    let host = host(app);
    let mut all = Vec::with_capacity(leased.people.len());
    for (ticket, person) in leased.people {
        let newsletter = person.newsletter.ok_or(Error::NotFound)?;
        let message =
            leased.variants.get(&newsletter).ok_or_else(|| Error::broken(format!("mailing {mailing} has no variant of {newsletter}")))?;
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
pub(super) fn host(app: &App) -> String {
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
