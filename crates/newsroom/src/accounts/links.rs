//! Links that work once: set-up, sign-in, password. The database keeps a hash; opening one changes nothing, a POST uses it.

use database::{Id, MICROS_PER_SECOND};

use super::store;
use crate::keys::{fresh_secret, sha256};
use crate::{App, Error};

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Setting the site up.
    SetUp,
    /// Signing in without a password.
    SignIn,
    /// Choosing a new password.
    Password,
    /// Choosing the first one.
    Invitation,
}

impl Purpose {
    fn as_str(self) -> &'static str {
        match self {
            Purpose::SetUp => "setup",
            Purpose::SignIn => "sign_in",
            // Both open the page of the password; an invitation has longer to be found.
            Purpose::Password | Purpose::Invitation => "password",
        }
    }

    fn life_seconds(self) -> i64 {
        match self {
            Purpose::SetUp | Purpose::SignIn => 24 * 3600,
            Purpose::Password => 3600,
            Purpose::Invitation => 7 * 24 * 3600,
        }
    }
}

/// Makes a link's token; a set-up token makes the former ones useless.
pub async fn make_link(app: &App, purpose: Purpose, account: Option<Id>) -> Result<String, Error> {
    let token = fresh_secret(&app.random)?;
    let expires = app.now() + purpose.life_seconds() * MICROS_PER_SECOND;
    database::write!(app.database, tx => {
        if purpose == Purpose::SetUp {
            store::drop_links(tx, purpose.as_str()).await?;
        }
        store::insert_link(tx, &sha256(&token), purpose.as_str(), account, app.now(), expires).await
    })?;
    Ok(token)
}

/// Whether the token would work now, and for which account. Uses nothing up.
pub async fn peek_link(app: &App, purpose: Purpose, token: &str) -> Result<Option<Id>, Error> {
    let hash = sha256(token);
    database::read!(app.database, tx => {
        let found = store::find_link(tx, &hash, purpose.as_str(), app.now()).await?;
        found.map(|(account,)| account).ok_or(Error::NotFound)
    })
}

/// Uses the token up; `NotFound` when it is unknown, used or too old.
pub async fn use_link(app: &App, purpose: Purpose, token: &str) -> Result<Option<Id>, Error> {
    let hash = sha256(token);
    database::write!(app.database, tx => {
        let found = store::use_link(tx, &hash, purpose.as_str(), app.now()).await?;
        found.map(|(account,)| account).ok_or(Error::NotFound)
    })
}
