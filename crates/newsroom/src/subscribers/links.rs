//! The links of one subscriber: signed, so that they work without signing in and for as long as the site lives.

use database::{Id, MICROS_PER_SECOND, Timestamp};

use crate::{App, Error};

/// How long the link of a confirmation mail works: seven days.
pub(super) const CONFIRM_LIFE: i64 = 7 * 24 * 3600 * MICROS_PER_SECOND;
/// How long giving up a newsletter can be taken back: a day.
const TAKE_BACK_LIFE: i64 = 24 * 3600 * MICROS_PER_SECOND;

/// What an unsubscribe link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsubscribe {
    /// Who.
    pub subscriber: Id,
    /// From which newsletter; 0: from all.
    pub newsletter: Id,
    /// The mailing that carried the link; 0: none.
    pub mailing: Id,
}

/// The full address of a subscriber's preferences page.
pub fn preferences_link(app: &App, subscriber: Id) -> Result<String, Error> {
    let token = app.keys.sign("preferences", &subscriber.to_string())?;
    Ok(app.link(&format!("/subscribe/preferences/{token}")))
}

/// Whose preferences a token opens.
pub fn read_preferences(app: &App, token: &str) -> Result<Id, Error> {
    app.keys.verify("preferences", token)?.payload.parse().map_err(|_| Error::NotFound)
}

/// The full address of the page to unsubscribe; a POST to it is one-click (RFC 8058).
pub fn unsubscribe_link(app: &App, of: Unsubscribe) -> Result<String, Error> {
    let token = app.keys.sign("unsubscribe", &format!("{}:{}:{}", of.subscriber, of.newsletter, of.mailing))?;
    Ok(app.link(&format!("/subscribe/unsubscribe/{token}")))
}

/// What a token of [`unsubscribe_link`] says.
pub fn read_unsubscribe(app: &App, token: &str) -> Result<Unsubscribe, Error> {
    let payload = app.keys.verify("unsubscribe", token)?.payload;
    let numbers = numbers(&payload)?;
    let [subscriber, newsletter, mailing] = numbers.try_into().map_err(|_| Error::NotFound)?;
    Ok(Unsubscribe { subscriber, newsletter, mailing })
}

/// The full address of the page that confirms a sign-up.
pub(super) fn confirm_link(app: &App, subscriber: Id) -> Result<String, Error> {
    let token = app.keys.sign("confirm", &format!("{subscriber}:{}", app.now()))?;
    Ok(app.link(&format!("/subscribe/confirm/{token}")))
}

/// Who confirms by a token of [`confirm_link`], and when it was made.
pub(super) fn read_confirm(app: &App, token: &str) -> Result<(Id, Timestamp), Error> {
    let payload = app.keys.verify("confirm", token)?.payload;
    let [subscriber, made_at] = numbers(&payload)?.try_into().map_err(|_| Error::NotFound)?;
    Ok((subscriber, made_at))
}

/// The full address of the page by which someone who came by an import confirms. Works for as long as they are subscribed.
pub(super) fn stay_link(app: &App, subscriber: Id) -> Result<String, Error> {
    let token = app.keys.sign("stay", &subscriber.to_string())?;
    Ok(app.link(&format!("/subscribe/stay/{token}")))
}

/// Who confirms by a token of [`stay_link`].
pub(super) fn read_stay(app: &App, token: &str) -> Result<Id, Error> {
    app.keys.verify("stay", token)?.payload.parse().map_err(|_| Error::NotFound)
}

/// Lets the person on the page take back that they gave up these newsletters.
pub fn take_back_token(app: &App, subscriber: Id, newsletters: &[Id]) -> Result<String, Error> {
    let given_up: String = newsletters.iter().map(|id| format!(":{id}")).collect();
    app.keys.sign("take-back", &format!("{subscriber}:{}{given_up}", app.now()))
}

/// Who takes back what; `NotFound` after a day.
pub(super) fn read_take_back(app: &App, token: &str) -> Result<(Id, Vec<Id>), Error> {
    let payload = app.keys.verify("take-back", token)?.payload;
    let mut numbers = numbers(&payload)?.into_iter();
    let (Some(subscriber), Some(made_at)) = (numbers.next(), numbers.next()) else {
        return Err(Error::NotFound);
    };
    if made_at + TAKE_BACK_LIFE < app.now() {
        return Err(Error::NotFound);
    }
    Ok((subscriber, numbers.collect()))
}

fn numbers(payload: &str) -> Result<Vec<i64>, Error> {
    payload.split(':').map(|part| part.parse().map_err(|_| Error::NotFound)).collect()
}
