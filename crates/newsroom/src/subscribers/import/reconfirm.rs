//! Asking those whom an import brought without proof to confirm: by a person's explicit word, once ever, at the relay's pace.
//!
//! Who does not confirm within thirty days gets no more mail; the ledger keeps everything.

use std::collections::BTreeMap;

use database::{Id, MICROS_PER_SECOND, Tx};

use super::{reconfirm_store as store, store as imports};
use crate::subscribers::consent::{self, Act, Step, confirmed_wording};
use crate::subscribers::links::{read_stay, stay_link};
use crate::subscribers::mails::{self, LINK, UNSUBSCRIBE};
use crate::subscribers::store as subscribers;
use crate::subscribers::{Subscriber, Unsubscribe, unsubscribe_link};
use crate::{Actor, App, Error, audit, letters, site};

/// How long someone has to confirm.
const PATIENCE: i64 = 30 * 24 * 3600 * MICROS_PER_SECOND;
/// Questions that wait to be sent at one time: a new reader's confirmation never stands behind more.
const WAITING: i64 = 50;
/// How many give up mails in one transaction.
const AT_ONCE: i64 = 200;

/// How far asking is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Those who can still be asked.
    pub left: i64,
    /// Those who were, by what came of it: waiting, sent, failed, confirmed, lapsed.
    pub states: BTreeMap<String, i64>,
}

/// How far asking the people of an import is.
pub async fn asked_of(tx: &mut Tx, import: Id) -> Result<Asked, Error> {
    Ok(Asked { left: store::count_candidates(tx, import).await?, states: store::states(tx, import).await?.into_iter().collect() })
}

/// Asks everybody whom an import brought without proof. The mails leave little by little.
pub async fn ask_again(app: &App, actor: &Actor, import: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let of = imports::by_id(tx, import).await?.ok_or(Error::NotFound)?;
        if of.state != "done" {
            return Err(Error::Conflict("problem-import-not-done"));
        }
        let count = store::count_candidates(tx, import).await?;
        if count == 0 || of.asking {
            return Ok(());
        }
        store::set_asking(tx, import, true).await?;
        audit::record(app, tx, actor, "subscriber.reconfirm", ("subscriber_import", Some(import)), &count.to_string()).await
    })?;
    app.mail_waiting.notify_one();
    Ok(())
}

/// Puts the next questions among the letters, as far as there is room. True: some were put.
pub(crate) async fn step(app: &App) -> Result<bool, Error> {
    let asking = database::read!(app.database, tx => { Ok((store::asking(tx).await?, store::waiting(tx).await?)) })?;
    if asking.1 > 0 {
        database::write!(app.database, tx => { store::settle(tx, app.now()).await })?;
    }
    let mut some = false;
    for import in asking.0 {
        some |= ask(app, import).await?;
    }
    Ok(some)
}

async fn ask(app: &App, import: Id) -> Result<bool, Error> {
    let (site, room) = database::read!(app.database, tx => { Ok((site::load(tx).await?, WAITING - store::waiting(tx).await?)) })?;
    if room <= 0 {
        return Ok(false);
    }
    let people = database::read!(app.database, tx => { store::candidates(tx, import, room).await })?;
    if people.is_empty() {
        database::write!(app.database, tx => {
            // One that waits may still turn out as never sent.
            if store::waiting(tx).await? == 0 {
                store::set_asking(tx, import, false).await?;
            }
            Ok(())
        })?;
        return Ok(false);
    }
    for one in &people {
        let language = language::Tag::parse(&one.language).map_err(Error::broken)?;
        let question = mails::reconfirmation(app, &site, &language)?;
        let link = stay_link(app, one.id)?;
        let leave = unsubscribe_link(app, Unsubscribe { subscriber: one.id, newsletter: 0, mailing: 0 })?;
        database::write!(app.database, tx => {
            let letter = question.to(&one.address, LINK, &link).with(UNSUBSCRIBE, &leave);
            let letter = letters::put(app, tx, &letter).await?;
            if !store::insert(tx, one, (import, letter), app.now()).await? {
                return Err(Error::Conflict("problem-import-asked"));
            }
            Ok(())
        })
        .or_else(|error| if matches!(error, Error::Conflict(_)) { Ok(()) } else { Err(error) })?;
    }
    Ok(true)
}

/// Those who were asked and did not confirm in time get no more mail.
pub(in crate::subscribers) async fn lapse(app: &App) -> Result<(), Error> {
    loop {
        let gone = database::write!(app.database, tx => {
            let silent = store::silent(tx, app.now() - PATIENCE, AT_ONCE).await?;
            for (id, hash) in &silent {
                subscribers::set_choices(tx, *id, &[], app.now()).await?;
                subscribers::set_unsubscribed(tx, *id, app.now()).await?;
                store::set_state(tx, hash, "lapsed", app.now()).await?;
                let act = Act { subscriber: *id, step: Step::Lapsed, wording: "", page: "", ip: "", newsletters: &[] };
                consent::record(app, tx, &act).await?;
            }
            Ok(silent.len())
        })?;
        if gone == 0 {
            return Ok(());
        }
    }
}

/// What the link of the question leads to.
#[derive(Debug)]
pub enum Answer {
    /// Someone who may confirm.
    Ready(Subscriber),
    /// Someone who has.
    Done(Subscriber),
    /// They get nothing any more: they may sign up again.
    Gone,
}

async fn look(app: &App, tx: &mut Tx, token: &str) -> Result<(Answer, String), Error> {
    let id = read_stay(app, token)?;
    let (Some(subscriber), Some((hash, state))) = (subscribers::by_id(tx, id).await?, store::state_of(tx, id).await?) else {
        return Ok((Answer::Gone, String::new()));
    };
    Ok(match state.as_str() {
        _ if !subscriber.is_confirmed() => (Answer::Gone, hash),
        "confirmed" => (Answer::Done(subscriber), hash),
        _ => (Answer::Ready(subscriber), hash),
    })
}

/// What a link leads to; changes nothing. `NotFound` when it is not ours.
pub async fn open_question(app: &App, token: &str) -> Result<Answer, Error> {
    database::read!(app.database, tx => { Ok(look(app, tx, token).await?.0) })
}

/// Confirms. Twice is once.
pub async fn answer(app: &App, token: &str, ip: &str) -> Result<Answer, Error> {
    database::write!(app.database, tx => {
        let (subscriber, hash) = match look(app, tx, token).await? {
            (Answer::Ready(subscriber), hash) => (subscriber, hash),
            (other, _) => return Ok(other),
        };
        let name = site::identity(tx).await?.name;
        let wording = confirmed_wording(app, &subscriber.tag()?, &name);
        let newsletters = subscribers::choices_of(tx, subscriber.id).await?;
        let act =
            Act { subscriber: subscriber.id, step: Step::Confirmed, wording: &wording, page: "/subscribe/stay", ip, newsletters: &newsletters };
        consent::record(app, tx, &act).await?;
        store::set_state(tx, &hash, "confirmed", app.now()).await?;
        Ok(Answer::Done(subscriber))
    })
}
