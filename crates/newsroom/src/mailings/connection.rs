//! One connection to the relay: a mail after the other, each with its intent made durable before its dot.
//!
//! At most one intent is outstanding: the outcome of a mail is written in the commit that makes the next one's intent.

use std::sync::Arc;
use std::time::Duration;

use super::ledger::{Entry, Ledger};
use super::outcome::{Outcome, Verdict, judge};
use super::record::{Ticket, put_aside};
use super::totals_store;
use crate::failpoints::{self, Step};
use crate::{App, Error, MICROS_PER_SECOND};

/// How long a process that cannot write down an outcome waits before it tries again.
const RETRY: Duration = Duration::from_secs(1);

/// One mail that may be sent.
#[derive(Clone, Debug)]
pub(crate) struct Outgoing {
    /// The right to send it.
    pub ticket: Ticket,
    /// The recipient.
    pub to: String,
    /// The return path.
    pub from: String,
    /// The message, with places for what belongs to the recipient.
    pub message: Arc<mail::Composed>,
    /// Its Message-ID, the same on every attempt.
    pub message_id: String,
    /// The recipient's preferences page.
    pub preferences: String,
    /// The recipient's page to unsubscribe.
    pub unsubscribe: String,
}

/// A mail made its reader's own, or why it cannot be.
#[derive(Debug)]
pub(super) struct Ready {
    pub one: Outgoing,
    mail: Result<mail::Prepared, String>,
}

/// What sending a mail came to, for those that follow it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    /// The relay took it.
    Taken,
    /// It did not, or may not have.
    Failed,
    /// The relay refuses this message, whoever gets it, in these words.
    MessageRefused(String),
}

/// A connection, made when the first mail needs it.
#[derive(Debug)]
pub(super) struct Connection<'a> {
    app: &'a App,
    ledger: Ledger,
    session: Option<mail::Session>,
    carried: u32,
    /// Whose envelope went with the last dot: the session is theirs.
    announced: Option<Ticket>,
    /// The outcome not yet written down.
    last: Vec<(Ticket, Outcome)>,
    /// The room of the last message.
    room: Vec<u8>,
}

impl<'a> Connection<'a> {
    pub(super) fn new(app: &'a App, ledger: Ledger) -> Connection<'a> {
        Connection { app, ledger, session: None, carried: 0, announced: None, last: Vec::new(), room: Vec::new() }
    }

    /// Makes a mail its reader's own.
    pub(super) async fn prepare(&mut self, one: Outgoing) -> Ready {
        let mut bytes = std::mem::take(&mut self.room);
        let person =
            mail::Person { to: &one.to, message_id: &one.message_id, preferences: &one.preferences, unsubscribe: &one.unsubscribe };
        one.message.personal_into(&person, &mut bytes);
        let envelope = mail::Envelope { from: &one.from, to: &one.to };
        let mail = self.app.transport.prepare(&envelope, bytes, self.app.now() / MICROS_PER_SECOND).await.map_err(|error| match error {
            mail::Error::Message(detail) => detail,
            other => other.to_string(),
        });
        Ready { one, mail }
    }

    /// Sends one mail; where it can, it announces the one that follows.
    pub(super) async fn send(&mut self, ready: &Ready, next: Option<&Ready>) -> Result<Sent, Error> {
        let reused = self.carried > 0;
        let ticket = &ready.one.ticket;
        if let Err(error) = self.begin(ready).await {
            let verdict = judge(&error, reused && self.carried > 0);
            return self.failed(ticket, verdict).await;
        }
        failpoints::pass(Step::Begun);
        if !self.intend(ticket).await? {
            // The relay has the message but for its dot: without it, it takes nothing.
            self.session = None;
            self.put_aside(ticket).await?;
            return Ok(Sent::Failed);
        }
        failpoints::pass(Step::DotBefore);
        let outcome = failpoints::waiting(Step::DotAfter, self.finish(next)).await;
        failpoints::pass(Step::ReplyAfter);
        self.carried += 1;
        match outcome {
            Ok(reply) => {
                self.app.relay.works(self.app.settings.relay_limits.connections, self.app.now());
                self.last.push((ticket.clone(), Outcome::Submitted(reply.to_string())));
                Ok(Sent::Taken)
            }
            Err(error) => self.failed(ticket, judge(&error, reused)).await,
        }
    }

    /// Gives back the room of a mail that was sent.
    pub(super) fn take_room(&mut self, ready: Ready) {
        if let Ok(mail) = ready.mail {
            self.room = mail.into_buffer();
        }
    }

    /// Everything but the dot.
    async fn begin(&mut self, ready: &Ready) -> Result<(), mail::Error> {
        let mail = ready.mail.as_ref().map_err(|detail| mail::Error::Message(detail.clone()))?;
        let announced = self.announced.take();
        let mut usable = self.session.as_ref().is_some_and(mail::Session::is_open) && !self.is_worn(0);
        if announced.is_some_and(|ticket| ticket != ready.one.ticket) {
            self.session = None;
            usable = false;
        }
        if usable && let Some(session) = self.session.as_mut() {
            usable = !session.was_left().await;
        }
        if !usable {
            if let Some(old) = self.session.take() {
                old.quit().await;
            }
            self.carried = 0;
            self.session = Some(self.app.transport.connect().await?);
        }
        match self.session.as_mut() {
            Some(session) => session.begin_prepared(mail).await,
            None => Err(mail::Error::Broken { phase: mail::Phase::Connect, detail: "no connection".to_owned() }),
        }
    }

    /// Whether a connection that will have carried so many more carries no other.
    fn is_worn(&self, more: u32) -> bool {
        let most = self.app.settings.relay_limits.per_connection;
        most != 0 && self.carried + more >= most
    }

    /// The commit before the dot.
    async fn intend(&mut self, ticket: &Ticket) -> Result<bool, Error> {
        let done = self.last.clone();
        let granted = self.ledger.write(Entry { done, next: Some(ticket.clone()) }).await;
        if granted.is_err() {
            self.session = None;
            // Durable or not: its dot is not written, so it is pending again as soon as that can be written down. Else it would
            // stay with us, who live, and the mailing would not end.
            self.last.push((ticket.clone(), Outcome::Released));
        } else {
            self.last.clear();
        }
        granted
    }

    /// The dot and its answer; with the dot, the envelope of the next.
    async fn finish(&mut self, next: Option<&Ready>) -> Result<mail::Reply, mail::Error> {
        let next = next.filter(|_| !self.is_worn(1) && !self.app.is_stopping());
        let envelope = next.and_then(|next| next.mail.as_ref().ok());
        self.announced = next.filter(|_| envelope.is_some()).map(|next| next.one.ticket.clone());
        match self.session.as_mut() {
            Some(session) => session.finish_before(envelope).await,
            None => Err(mail::Error::Broken { phase: mail::Phase::Body, detail: "no connection".to_owned() }),
        }
    }

    async fn failed(&mut self, ticket: &Ticket, verdict: Verdict) -> Result<Sent, Error> {
        if !self.session.as_ref().is_some_and(mail::Session::is_open) {
            self.session = None;
        }
        if let Some(words) = &verdict.relay {
            self.app.relay.failed(words, self.app.now(), self.app.settings.relay_limits.connections);
        }
        self.last.push((ticket.clone(), verdict.outcome));
        self.flush().await?;
        Ok(verdict.message.map_or(Sent::Failed, Sent::MessageRefused))
    }

    /// Gives mails back that were leased and not attempted.
    pub(super) async fn release(&mut self, tickets: impl Iterator<Item = Ticket>) -> Result<(), Error> {
        self.last.extend(tickets.map(|ticket| (ticket, Outcome::Released)));
        self.flush().await
    }

    async fn put_aside(&mut self, ticket: &Ticket) -> Result<(), Error> {
        let (app, now) = (self.app, self.app.now());
        if let Ticket::Letter { .. } = ticket {
            return Ok(());
        }
        database::write!(app.database, tx => {
            if let Some((mailing, by)) = put_aside(tx, ticket, &app.mail_sender, now).await? {
                totals_store::add(tx, mailing, &by, now).await?;
            }
            Ok(())
        })
    }

    /// Writes the last outcome down. What the relay has said is not to be lost because the database is away for a moment.
    pub(super) async fn flush(&mut self) -> Result<(), Error> {
        while !self.last.is_empty() {
            match self.ledger.write(Entry { done: self.last.clone(), next: None }).await {
                Ok(_) => self.last.clear(),
                Err(error) if error.is_temporary() && !self.app.is_stopping() => {
                    tracing::error!(%error, "an outcome cannot be written down yet");
                    tokio::time::sleep(RETRY).await;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// Writes the last outcome down and takes leave.
    pub(super) async fn close(mut self) -> Result<(), Error> {
        self.flush().await?;
        if let Some(session) = self.session.take() {
            session.quit().await;
        }
        Ok(())
    }
}
