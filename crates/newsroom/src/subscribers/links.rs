//! The links of one subscriber: signed, so that they work without signing in and for as long as the site lives.

use database::Id;

use crate::{App, Error};

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
    let numbers: Vec<Id> = payload.split(':').map(|part| part.parse().map_err(|_| Error::NotFound)).collect::<Result<_, _>>()?;
    let [subscriber, newsletter, mailing] = numbers.try_into().map_err(|_| Error::NotFound)?;
    Ok(Unsubscribe { subscriber, newsletter, mailing })
}
