//! Confirming a sign-up: opening the link shows what will be confirmed, a POST does it.

use database::{Id, Tx};

use super::consent::{self, Act, Step, confirmed_wording};
use super::links::{CONFIRM_LIFE, read_confirm};
use super::{Subscriber, mails, store};
use crate::newsletters::{self, Newsletter};
use crate::{App, Error, letters, site};

/// What a confirmation link leads to.
#[derive(Debug)]
pub enum Opened {
    /// Someone who may confirm, and the newsletters they asked for.
    Ready(Subscriber, Vec<Id>),
    /// Someone who has confirmed.
    Done(Subscriber),
    /// Too late, or what it was about is over: one may sign up again.
    Expired,
}

/// What confirming gave.
#[derive(Debug)]
pub enum Confirmed {
    /// From now on they get what they chose; also when they had confirmed before.
    Done(Subscriber),
    /// Too late: one may sign up again.
    Expired,
}

async fn look(app: &App, tx: &mut Tx, token: &str) -> Result<Opened, Error> {
    let (id, made_at) = read_confirm(app, token)?;
    let Some(subscriber) = store::by_id(tx, id).await? else {
        return Ok(Opened::Expired);
    };
    if subscriber.is_confirmed() {
        return Ok(Opened::Done(subscriber));
    }
    // Who has unsubscribed since is not brought back by an old mail.
    if made_at + CONFIRM_LIFE < app.now() || store::gave_up_since(tx, id, made_at).await? {
        return Ok(Opened::Expired);
    }
    let mut asked = store::asked_for(tx, id).await?;
    if asked.is_empty() {
        let (all, main) = (newsletters::all(tx).await?, site::main_language(tx).await?);
        asked.extend(newsletters::default_of(&all, &subscriber.language, &main));
    }
    Ok(Opened::Ready(subscriber, asked))
}

/// What a link leads to; changes nothing. `NotFound` when it is not ours.
pub async fn open_confirmation(app: &App, token: &str) -> Result<Opened, Error> {
    database::read!(app.database, tx => { look(app, tx, token).await })
}

/// Subscribes to `chosen`. Doing it twice does it once.
pub async fn confirm(app: &App, token: &str, chosen: &[Id], ip: &str) -> Result<Confirmed, Error> {
    let outcome = database::write!(app.database, tx => {
        let subscriber = match look(app, tx, token).await? {
            Opened::Done(subscriber) => return Ok(Confirmed::Done(subscriber)),
            Opened::Expired => return Ok(Confirmed::Expired),
            Opened::Ready(subscriber, _) => subscriber,
        };
        let site = site::load(tx).await?;
        let chosen = choosable(tx, chosen, &[]).await?;
        if chosen.is_empty() {
            return Err(Error::invalid("newsletter", "site-subscribe-problem-none"));
        }
        let ids: Vec<Id> = chosen.iter().map(|newsletter| newsletter.id).collect();
        // Of two at once, one waits here for the other and then finds it done.
        if !store::set_confirmed(tx, subscriber.id, app.now()).await? {
            return Ok(Confirmed::Done(subscriber));
        }
        store::set_choices(tx, subscriber.id, &ids, app.now()).await?;
        let wording = confirmed_wording(app, &subscriber.tag()?, &site.identity.name);
        let act = Act {
            subscriber: subscriber.id, step: Step::Confirmed, wording: &wording, page: "/subscribe/confirm", ip, newsletters: &ids,
        };
        consent::record(app, tx, &act).await?;
        if !store::is_suppressed_subscriber(tx, subscriber.id).await? {
            let welcome = mails::welcome(app, &site, &subscriber, &chosen.iter().collect::<Vec<_>>())?;
            letters::put(app, tx, &welcome.to(&subscriber.address, mails::LINK, "")).await?;
        }
        Ok(Confirmed::Done(subscriber))
    })?;
    app.mail_waiting.notify_one();
    Ok(outcome)
}

/// Of these, the newsletters that can be chosen: those that go out, and `kept`, which someone has already.
pub(super) async fn choosable(tx: &mut Tx, wanted: &[Id], kept: &[Id]) -> Result<Vec<Newsletter>, Error> {
    let all = newsletters::all(tx).await?;
    Ok(all.into_iter().filter(|one| wanted.contains(&one.id) && (!one.paused || kept.contains(&one.id))).collect())
}
