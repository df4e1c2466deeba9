//! One connection to the relay: a mail after the other, each with its intent made durable before its dot.
//!
//! At most one intent is outstanding: the outcome of a mail is written in the commit that makes the next one's intent.

use std::sync::Arc;
use std::time::Duration;

use super::outcome::{Outcome, Verdict, judge};
use super::record::{Ticket, put_aside, record};
use super::totals_store;
use crate::{App, Error};

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

impl Outgoing {
    fn bytes(&self) -> Vec<u8> {
        self.message.personal(&mail::Person {
            to: &self.to,
            message_id: &self.message_id,
            preferences: &self.preferences,
            unsubscribe: &self.unsubscribe,
        })
    }
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
    session: Option<mail::Session>,
    carried: u32,
    /// The outcome not yet written down.
    last: Option<(Ticket, Outcome)>,
}

impl<'a> Connection<'a> {
    pub(super) fn new(app: &'a App) -> Connection<'a> {
        Connection { app, session: None, carried: 0, last: None }
    }

    /// Sends one mail.
    pub(super) async fn send(&mut self, one: &Outgoing) -> Result<Sent, Error> {
        let reused = self.carried > 0;
        if let Err(error) = self.begin(one).await {
            let verdict = judge(&error, reused && self.carried > 0);
            return self.failed(&one.ticket, verdict).await;
        }
        if !self.intend(&one.ticket).await? {
            // The relay has the message but for its dot: without it, it takes nothing.
            self.session = None;
            self.put_aside(&one.ticket).await?;
            return Ok(Sent::Failed);
        }
        let outcome = self.finish().await;
        self.carried += 1;
        match outcome {
            Ok(reply) => {
                self.app.relay.works();
                self.last = Some((one.ticket.clone(), Outcome::Submitted(reply.to_string())));
                Ok(Sent::Taken)
            }
            Err(error) => self.failed(&one.ticket, judge(&error, reused)).await,
        }
    }

    /// Everything but the dot.
    async fn begin(&mut self, one: &Outgoing) -> Result<(), mail::Error> {
        let worn = self.app.settings.relay_limits.per_connection;
        let mut usable = self.session.as_ref().is_some_and(mail::Session::is_open) && (worn == 0 || self.carried < worn);
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
        let bytes = one.bytes();
        match self.session.as_mut() {
            Some(session) => session.begin(&mail::Envelope { from: &one.from, to: &one.to }, &bytes).await,
            None => Err(mail::Error::Broken { phase: mail::Phase::Connect, detail: "no connection".to_owned() }),
        }
    }

    /// The commit before the dot.
    async fn intend(&mut self, ticket: &Ticket) -> Result<bool, Error> {
        let granted = record(self.app, self.last.as_ref(), Some(ticket)).await;
        if granted.is_err() {
            self.session = None;
        } else {
            self.last = None;
        }
        granted
    }

    /// The dot and its answer.
    async fn finish(&mut self) -> Result<mail::Reply, mail::Error> {
        match self.session.as_mut() {
            Some(session) => session.finish().await,
            None => Err(mail::Error::Broken { phase: mail::Phase::Body, detail: "no connection".to_owned() }),
        }
    }

    async fn failed(&mut self, ticket: &Ticket, verdict: Verdict) -> Result<Sent, Error> {
        if !self.session.as_ref().is_some_and(mail::Session::is_open) {
            self.session = None;
        }
        if let Some(words) = &verdict.relay {
            self.app.relay.failed(words, self.app.now());
        }
        self.flush().await?;
        self.last = Some((ticket.clone(), verdict.outcome));
        self.flush().await?;
        Ok(verdict.message.map_or(Sent::Failed, Sent::MessageRefused))
    }

    /// Gives a mail back that was leased and not attempted.
    pub(super) async fn release(&mut self, ticket: &Ticket) -> Result<(), Error> {
        self.flush().await?;
        self.last = Some((ticket.clone(), Outcome::Released));
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
    async fn flush(&mut self) -> Result<(), Error> {
        while let Some(last) = &self.last {
            match record(self.app, Some(last), None).await {
                Ok(_) => self.last = None,
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
