//! Forgetting: at someone's own wish, and when a sign-up or an unsubscribed address has grown old. And telling what is kept.

use database::{Id, MICROS_PER_SECOND, Timestamp, Tx};
use serde_json::{Value, json};

use super::consent::{self, Act, Step};
use super::{import, store};
use crate::{Actor, App, Error, audit, newsletters};

const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;
/// A sign-up that was never confirmed is forgotten after this time.
const PENDING_LIFE: i64 = 30 * DAY;
/// The address of someone who has unsubscribed is forgotten after this time.
const UNSUBSCRIBED_LIFE: i64 = 90 * DAY;
/// How many are forgotten in one transaction.
const AT_ONCE: i64 = 500;

/// Erases a subscriber: address, choices, mails to them. The proof of consent stays, without network addresses.
/// A suppressed address stays suppressed: its hash names nobody.
pub async fn erase(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    database::write!(app.database, tx => {
        store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        forget(app, tx, id).await?;
        audit::record(app, tx, actor, "subscriber.erase", ("subscriber", Some(id)), "").await
    })
}

async fn forget(app: &App, tx: &mut Tx, id: Id) -> Result<(), Error> {
    store::drop_letters(tx, id).await?;
    store::note_departed(tx, id, app.now()).await?;
    import::forget_address(tx, id).await?;
    store::delete(tx, id).await?;
    store::blank_consents(tx, id).await?;
    let act = Act { subscriber: id, step: Step::Erased, wording: "", page: "", ip: "", newsletters: &[] };
    consent::record(app, tx, &act).await
}

/// Forgets what has grown old: sign-ups never confirmed (with all that was noted of them), addresses long unsubscribed, what
/// imports left behind. Who was asked after an import to confirm, and did not, gets no more mail.
pub async fn purge(app: &App) -> Result<(), Error> {
    loop {
        let before = app.now() - PENDING_LIFE;
        let dropped = database::write!(app.database, tx => { store::drop_pending(tx, before, AT_ONCE).await })?;
        if dropped < AT_ONCE.unsigned_abs() {
            break;
        }
    }
    loop {
        let before = app.now() - UNSUBSCRIBED_LIFE;
        let old = database::write!(app.database, tx => {
            let old = store::unsubscribed_before(tx, before, AT_ONCE).await?;
            for id in &old {
                forget(app, tx, *id).await?;
            }
            Ok(old.len())
        })?;
        if old == 0 {
            break;
        }
    }
    import::lapse(app).await?;
    import::tidy_up(app).await
}

/// Writes no more to an address, whoever's it is. Its hash stays when everything else is erased.
pub async fn suppress(app: &App, normalised: &str, reason: &str) -> Result<(), Error> {
    let hash = super::address_hash(app, normalised)?;
    database::write!(app.database, tx => { store::suppress(tx, &hash, reason, app.now()).await.map(|_| ()) })
}

/// The same within a transaction, by the hash. False when it was suppressed already: the first reason stays.
pub(crate) async fn suppress_hash(tx: &mut Tx, hash: &str, reason: &str, now: Timestamp) -> Result<bool, Error> {
    store::suppress(tx, hash, reason, now).await
}

/// Everything that is kept about a subscriber, for themselves to read. Times are in UTC.
pub async fn export(tx: &mut Tx, id: Id) -> Result<Value, Error> {
    let subscriber = store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
    let names = newsletters::all(tx).await?;
    let name = |id: Id| {
        let of = names.iter().find(|one| one.id == id)?;
        crate::naming::best(&of.names, &subscriber.language, &of.language).map(|name| name.name.clone())
    };
    let chosen = store::choices_of(tx, id).await?;
    let consents = store::consents_of(tx, id).await?;
    let time = |micros: i64| jiff::Timestamp::from_microsecond(micros).map(|at| at.to_string()).map_err(Error::broken);
    let steps = consents.iter().map(|one| {
        let newsletters: Vec<Id> = serde_json::from_str(&one.newsletters)?;
        Ok(json!({
            "step": one.step, "at": time(one.at)?, "words": one.wording, "words_sha256": one.text_hash, "page": one.page,
            "network_address": one.ip, "newsletters": newsletters.into_iter().filter_map(name).collect::<Vec<_>>(),
        }))
    });
    Ok(json!({
        "address": subscriber.address, "language": subscriber.language, "state": subscriber.state,
        "since": time(subscriber.created_at)?, "confirmed": subscriber.confirmed_at.map(time).transpose()?,
        "newsletters": chosen.into_iter().filter_map(name).collect::<Vec<_>>(),
        "consent": steps.collect::<Result<Vec<_>, Error>>()?,
    }))
}
