//! Sending what is due over as many connections as the relay bears.

use std::sync::Arc;

use tokio::task::JoinSet;

use super::connection::{Connection, Ready, Sent};
use super::destinations::Place;
use super::feed::{Feed, Taken};
use super::ledger::Ledger;
use super::record::Ticket;
use super::send::{count, give_back, may_send, refuse};
use crate::{App, Error};

/// What all connections of a drain share.
#[derive(Debug)]
struct Shared {
    feed: Feed,
    ledger: Ledger,
    most: u32,
}

/// Sends what is due, until nothing is or the relay will not have it. Gives how many chunks were sent.
pub(super) async fn drain(app: &App) -> Result<u64, Error> {
    let most = if app.outbox().is_some() { 1 } else { app.settings.relay_limits.connections.max(1) };
    let _sending = app.relay.begin();
    let shared = Arc::new(Shared { feed: Feed::new(app), ledger: Ledger::open(app), most });
    let mut feeding = JoinSet::new();
    feeding.spawn({
        let (app, shared) = (app.clone(), Arc::clone(&shared));
        async move { shared.feed.fill(&app).await }
    });
    let sent = connections(app, &shared).await;
    let left = shared.feed.close();
    let mut chunks = Ok(0);
    while let Some(ended) = feeding.join_next().await {
        chunks = ended.map_err(Error::broken).flatten();
    }
    // A lease that was under way when the feed was closed.
    let left: Vec<Ticket> = left.into_iter().chain(shared.feed.close()).map(|one| one.ticket).collect();
    let returned = returned(app, &shared, left).await;
    sent?;
    returned?;
    chunks
}

/// Keeps as many connections at work as may be, until no mail is left.
async fn connections(app: &App, shared: &Arc<Shared>) -> Result<(), Error> {
    let mut workers = JoinSet::new();
    let mut failed = None;
    loop {
        let allowed = usize::try_from(app.relay.pace.allowed(shared.most)).unwrap_or(1);
        while failed.is_none() && workers.len() < allowed && may_send(app) && !shared.feed.is_over() {
            let (app, shared) = (app.clone(), Arc::clone(shared));
            workers.spawn(async move { worker(&app, &shared).await });
        }
        tokio::select! {
            ended = workers.join_next() => match ended {
                None => break,
                Some(ended) => {
                    if let Err(error) = ended.map_err(Error::broken).flatten() {
                        failed = Some(error);
                    }
                }
            },
            () = app.relay.pace.grown() => {}
        }
    }
    failed.map_or(Ok(()), Err)
}

async fn returned(app: &App, shared: &Shared, left: Vec<Ticket>) -> Result<(), Error> {
    let unused = count(left.len())?;
    let mut none = Connection::new(app, shared.ledger.clone());
    none.release(left.into_iter()).await?;
    give_back(app, unused).await
}

/// One connection's work.
async fn worker(app: &App, shared: &Shared) -> Result<(), Error> {
    let begun = app.relay.pace.begin();
    let mut connection = Connection::new(app, shared.ledger.clone());
    let outcome = work(app, shared, &mut connection).await;
    drop(begun);
    let closed = connection.close().await;
    outcome.and(closed)
}

async fn work(app: &App, shared: &Shared, connection: &mut Connection<'_>) -> Result<(), Error> {
    let mut following = None;
    loop {
        let (ready, _place) = match following.take() {
            Some(ready) => ready,
            None => {
                // What is known is not to wait for a mail that may not come soon.
                let taken = match shared.feed.at_hand() {
                    Some(taken) => Some(taken),
                    None => {
                        connection.flush().await?;
                        shared.feed.next().await
                    }
                };
                let Some(taken) = taken else {
                    return Ok(());
                };
                prepared(connection, taken).await
            }
        };
        if !may_send(app) || !shared.feed.is_wanted(&ready.one.ticket) {
            connection.release(std::iter::once(ready.one.ticket)).await?;
            give_back(app, 1).await?;
            if may_send(app) {
                continue;
            }
            return Ok(());
        }
        let stays = !app.relay.pace.is_too_many(shared.most);
        if stays && let Some(taken) = shared.feed.at_hand() {
            following = Some(prepared(connection, taken).await);
        }
        let next = following.as_ref().map(|(next, _)| next).filter(|next| shared.feed.is_wanted(&next.one.ticket));
        let sent = match connection.send(&ready, next).await {
            Ok(sent) => sent,
            Err(error) => {
                // Nothing was begun for the one that follows: it is pending again at once.
                shared.feed.put_first(following.into_iter().map(|(next, _)| next.one).collect());
                return Err(error);
            }
        };
        if let Ticket::Delivery { mailing, .. } = &ready.one.ticket {
            match sent {
                Sent::Taken => shared.feed.takes(*mailing),
                Sent::MessageRefused(words) if shared.feed.refuses(*mailing) => refuse(app, *mailing, &words).await?,
                Sent::MessageRefused(_) | Sent::Failed => {}
            }
        }
        connection.take_room(ready);
        if !stays {
            return Ok(());
        }
    }
}

async fn prepared(connection: &mut Connection<'_>, Taken { one, place }: Taken) -> (Ready, Place) {
    (connection.prepare(one).await, place)
}
