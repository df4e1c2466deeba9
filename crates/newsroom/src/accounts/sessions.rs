//! Sessions: a random token in a cookie, its hash in the database.

use database::{Id, MICROS_PER_SECOND, Timestamp, Tx};

use super::{Account, normalise_email, password, store};
use crate::keys::{fresh_secret, sha256};
use crate::limits::{self, Limit};
use crate::{Actor, App, Error, audit};

/// How long a session lives after it was last used: 30 days, in microseconds.
pub const SESSION_LIFE: i64 = 30 * 24 * 3600 * MICROS_PER_SECOND;

/// A session that was found.
#[derive(Clone, Debug)]
pub struct Session {
    /// Whose it is.
    pub account: Account,
    /// The secret that forms of this session carry.
    pub csrf: String,
    /// When it began.
    pub created_at: Timestamp,
}

/// A session that was just begun.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The token for the cookie.
    pub token: String,
    /// Whose it is.
    pub account: Id,
}

/// Attempts by one network address, and for one account, in a quarter of an hour.
const BY_IP: Limit = Limit { count: 30, micros: 900 * MICROS_PER_SECOND };
const BY_ACCOUNT: Limit = Limit { count: 10, micros: 900 * MICROS_PER_SECOND };

/// Signs in with address and password. The answer does not tell an unknown address from a wrong password.
pub async fn sign_in(app: &App, email: &str, password: &str, ip: &str, agent: &str) -> Result<SignedIn, Error> {
    let email = normalise_email(email);
    let by_ip = limits::allow(app, &format!("sign_in:ip:{ip}"), BY_IP).await?;
    let by_account = limits::allow(app, &format!("sign_in:account:{}", sha256(&email)), BY_ACCOUNT).await?;
    if !by_ip || !by_account {
        return Err(Error::Unavailable("problem-too-many-attempts"));
    }
    let found = database::read!(app.database, tx => { store::password_of(tx, &email).await })?;
    let (id, hash) = found.map_or((None, None), |(id, hash)| (Some(id), hash));
    let good = password::verify(password.to_owned(), hash).await?;
    match id.filter(|_| good) {
        Some(id) => start_session(app, id, ip, agent).await,
        None => Err(Error::invalid("password", "problem-sign-in")),
    }
}

/// Whether this is an account's password; counted like signing in.
pub(super) async fn knows_password(app: &App, id: Id, password: &str) -> Result<bool, Error> {
    let found = database::read!(app.database, tx => {
        let account = store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        Ok((store::password_of(tx, &account.email).await?, account.email))
    })?;
    if !limits::allow(app, &format!("sign_in:account:{}", sha256(&found.1)), BY_ACCOUNT).await? {
        return Err(Error::Unavailable("problem-too-many-attempts"));
    }
    password::verify(password.to_owned(), found.0.and_then(|(_, hash)| hash)).await
}

/// Begins a session for an account.
pub async fn start_session(app: &App, account: Id, ip: &str, agent: &str) -> Result<SignedIn, Error> {
    let (token, csrf) = (fresh_secret(&app.random)?, fresh_secret(&app.random)?);
    let agent: String = agent.chars().take(200).collect();
    database::write!(app.database, tx => {
        store::forget_sessions(tx, app.now()).await?;
        store::insert_session(tx, (&sha256(&token), account, &csrf), (app.now(), app.now() + SESSION_LIFE), (ip, &agent)).await?;
        audit::record(app, tx, &Actor::desk(account, ip), "account.sign_in", ("account", Some(account)), "").await
    })?;
    Ok(SignedIn { token, account })
}

/// The living session of a token. Its life is renewed at most once an hour, so that reading the desk seldom writes.
pub async fn find_session(app: &App, token: &str) -> Result<Option<Session>, Error> {
    let hash = sha256(token);
    let now = app.now();
    let found = database::read!(app.database, tx => { store::find_session(tx, &hash, now).await })?;
    let Some((account, csrf, created_at, seen_at)) = found else {
        return Ok(None);
    };
    if now - seen_at > 3600 * MICROS_PER_SECOND {
        database::write!(app.database, tx => { store::renew_session(tx, &hash, now, now + SESSION_LIFE).await })?;
    }
    Ok(Some(Session { account, csrf, created_at }))
}

/// Ends the session of a token.
pub async fn end_session(app: &App, token: &str) -> Result<(), Error> {
    let hash = sha256(token);
    database::write!(app.database, tx => { store::end_session(tx, &hash).await })
}

/// Ends all sessions of an account.
pub(super) async fn end_all(tx: &mut Tx, account: Id) -> Result<(), Error> {
    store::end_sessions(tx, account).await
}
