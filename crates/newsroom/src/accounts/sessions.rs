//! Sessions: a random token in a cookie, its hash in the database.

use database::{Id, MICROS_PER_SECOND, Timestamp, Tx};

use super::{Account, factor, normalise_email, password, store};
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

/// What a right password opens.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// The desk.
    Done(SignedIn),
    /// The page that asks for the second factor: what its form carries.
    Code(String),
}

/// What the tickets between the two steps of signing in are for, and how long they work.
const TICKET: &str = "second-factor-sign-in";
const TICKET_LIFE: i64 = 600 * MICROS_PER_SECOND;

/// Attempts by one network address, and for one account, in a quarter of an hour.
const BY_IP: Limit = Limit { count: 30, micros: 900 * MICROS_PER_SECOND };
const BY_ACCOUNT: Limit = Limit { count: 10, micros: 900 * MICROS_PER_SECOND };

/// Signs in with address and password. The answer does not tell an unknown address from a wrong password.
pub async fn sign_in(app: &App, email: &str, password: &str, ip: &str, agent: &str) -> Result<SignIn, Error> {
    let email = normalise_email(email);
    let by_ip = limits::allow(app, &format!("sign_in:ip:{ip}"), BY_IP).await?;
    let by_account = limits::allow(app, &format!("sign_in:account:{}", sha256(&email)), BY_ACCOUNT).await?;
    if !by_ip || !by_account {
        return Err(Error::Unavailable("problem-too-many-attempts"));
    }
    let found = database::read!(app.database, tx => { store::password_of(tx, &email).await })?;
    let (id, hash) = found.map_or((None, None), |(id, hash)| (Some(id), hash));
    let good = password::verify(password.to_owned(), hash).await?;
    let Some(id) = id.filter(|_| good) else {
        return Err(Error::invalid("password", "problem-sign-in"));
    };
    let factor = database::read!(app.database, tx => { factor::factor_since(tx, id).await })?;
    if factor.is_some() {
        return Ok(SignIn::Code(app.keys.sign(TICKET, &format!("{id}:{}", app.now()))?));
    }
    Ok(SignIn::Done(start_session(app, id, ip, agent).await?))
}

/// The second step: the ticket of the first, and a code from the app or a recovery code.
pub async fn sign_in_code(app: &App, ticket: &str, typed: &str, ip: &str, agent: &str) -> Result<SignIn, Error> {
    let late = || Error::invalid("code", "problem-code-late");
    let payload = app.keys.verify(TICKET, ticket).map_err(|_| late())?.payload;
    let (id, at) = payload.split_once(':').ok_or_else(late)?;
    let (id, at): (Id, Timestamp) = (id.parse().map_err(|_| late())?, at.parse().map_err(|_| late())?);
    if app.now() - at > TICKET_LIFE {
        return Err(late());
    }
    let account = database::read!(app.database, tx => { store::by_id(tx, id).await })?;
    if account.is_none_or(|account| account.disabled) {
        return Err(late());
    }
    factor::check(app, id, typed).await?;
    Ok(SignIn::Done(start_session(app, id, ip, agent).await?))
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

/// A session of an account that still lives.
#[derive(Clone, Debug)]
pub struct Open {
    /// Its name in addresses and forms: says nothing of its token.
    pub name: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was seen last, to the hour.
    pub seen_at: Timestamp,
    /// From which network address it began.
    pub ip: String,
    /// With which program.
    pub agent: String,
}

/// The name of a session with this token's hash.
fn name_of(hash: &str) -> String {
    sha256(hash).chars().take(20).collect()
}

/// The living sessions of an account, the one seen last first; and the name of the one with this token.
pub async fn open_sessions(app: &App, account: Id, token: &str) -> Result<(Vec<Open>, String), Error> {
    let rows = database::read!(app.database, tx => { store::sessions_of(tx, account, app.now()).await })?;
    let open = |(hash, created_at, seen_at, ip, agent): (String, Timestamp, Timestamp, String, String)| Open {
        name: name_of(&hash),
        created_at,
        seen_at,
        ip,
        agent,
    };
    Ok((rows.into_iter().map(open).collect(), name_of(&sha256(token))))
}

/// Ends one session of an account, by its name.
pub async fn end_one(app: &App, actor: &Actor, account: Id, name: &str) -> Result<(), Error> {
    database::write!(app.database, tx => {
        let rows = store::sessions_of(tx, account, app.now()).await?;
        let hash = rows.into_iter().map(|row| row.0).find(|hash| name_of(hash) == name).ok_or(Error::NotFound)?;
        store::end_session(tx, &hash).await?;
        audit::record(app, tx, actor, "account.end_session", ("account", Some(account)), "").await
    })
}

/// Ends every session of an account but the one with this token.
pub async fn end_others(app: &App, actor: &Actor, account: Id, token: &str) -> Result<(), Error> {
    let own = sha256(token);
    database::write!(app.database, tx => {
        for row in store::sessions_of(tx, account, app.now()).await? {
            if row.0 != own {
                store::end_session(tx, &row.0).await?;
            }
        }
        audit::record(app, tx, actor, "account.end_sessions", ("account", Some(account)), "").await
    })
}

/// Ends all sessions of an account.
pub(super) async fn end_all(tx: &mut Tx, account: Id) -> Result<(), Error> {
    store::end_sessions(tx, account).await
}
