//! What a subscriber chooses later: other newsletters, another language, none at all, and back.

use database::{Id, Tx};

use super::confirm::choosable;
use super::consent::{self, Act, Step, confirmed_wording};
use super::links::read_take_back;
use super::{State, Subscriber, store};
use crate::{Actor, App, Error, audit, site};

/// What giving up gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// What was given up now.
    pub gone: Vec<Id>,
    /// What they still get.
    pub rest: Vec<Id>,
}

/// Saves what is ticked on the preferences page. Nothing ticked: they get nothing any more.
pub async fn save_choices(app: &App, id: Id, language: &str, wanted: &[Id], ip: &str) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let subscriber = store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        let identity = site::identity(tx).await?;
        if !identity.languages.iter().any(|one| one == language) {
            return Err(Error::invalid("language", "site-subscribe-problem-language"));
        }
        store::set_language(tx, id, language, app.now()).await?;
        choose(app, tx, &subscriber, wanted, ("/subscribe/preferences", ip)).await
    })
}

/// Makes `wanted` what someone gets, with its proof. The address was confirmed, or the signed link that brought them here was.
async fn choose(app: &App, tx: &mut Tx, of: &Subscriber, wanted: &[Id], (page, ip): (&str, &str)) -> Result<(), Error> {
    let before = store::choices_of(tx, of.id).await?;
    let chosen: Vec<Id> = choosable(tx, wanted, &before).await?.iter().map(|one| one.id).collect();
    let state = if chosen.is_empty() { State::Unsubscribed } else { State::Confirmed };
    if chosen == before && of.state == state.as_str() {
        return Ok(());
    }
    let step = match (of.is_confirmed(), state) {
        (_, State::Unsubscribed) => Step::Unsubscribed,
        (true, _) => Step::Changed,
        (false, _) => Step::Confirmed,
    };
    let wording = match step {
        Step::Unsubscribed => String::new(),
        _ => confirmed_wording(app, &of.tag()?, &site::identity(tx).await?.name),
    };
    if state == State::Confirmed {
        store::set_confirmed(tx, of.id, app.now()).await?;
    } else {
        store::set_unsubscribed(tx, of.id, app.now()).await?;
    }
    store::set_choices(tx, of.id, &chosen, app.now()).await?;
    consent::record(app, tx, &Act { subscriber: of.id, step, wording: &wording, page, ip, newsletters: &chosen }).await
}

/// Gives up one newsletter, or all (0). Again, or of someone who is no longer known: nothing to give up, and no error.
pub async fn leave(app: &App, actor: &Actor, id: Id, newsletter: Id, page: &str) -> Result<Left, Error> {
    database::write!(app.database, tx => {
        let before = store::choices_of(tx, id).await?;
        let (gone, rest): (Vec<Id>, Vec<Id>) = before.into_iter().partition(|one| newsletter == 0 || *one == newsletter);
        let Some(subscriber) = store::by_id(tx, id).await? else {
            return Ok(Left::default());
        };
        let already = subscriber.state == State::Unsubscribed.as_str();
        if (gone.is_empty() && newsletter != 0) || (gone.is_empty() && already) {
            return Ok(Left { gone, rest });
        }
        store::set_choices(tx, id, &rest, app.now()).await?;
        if rest.is_empty() {
            store::set_unsubscribed(tx, id, app.now()).await?;
        }
        let act = Act { subscriber: id, step: Step::Unsubscribed, wording: "", page, ip: &actor.ip, newsletters: &rest };
        consent::record(app, tx, &act).await?;
        if actor.account.is_some() {
            audit::record(app, tx, actor, "subscriber.unsubscribe", ("subscriber", Some(id)), "").await?;
        }
        Ok(Left { gone, rest })
    })
}

/// Takes back that newsletters were given up a moment ago. Gives who did.
pub async fn take_back(app: &App, token: &str, ip: &str) -> Result<Subscriber, Error> {
    let (id, given_up) = read_take_back(app, token)?;
    database::write!(app.database, tx => {
        let subscriber = store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        let mut wanted = store::choices_of(tx, id).await?;
        wanted.extend(&given_up);
        choose(app, tx, &subscriber, &wanted, ("/subscribe/unsubscribe", ip)).await?;
        Ok(subscriber)
    })
}
