//! All SQL of accounts, sessions and links that work once.

use database::{Id, Timestamp, Tx};

use super::{Prepared, Role};
use crate::Error;
use crate::handover::When;

/// An account.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    /// Its id.
    pub id: Id,
    /// The address it signs in with.
    pub email: String,
    /// The person's name.
    pub name: String,
    role: String,
    /// The desk's language for them.
    pub language: String,
    /// May no longer sign in.
    pub disabled: bool,
    handover: String,
}

impl Account {
    /// What it is; the least role when the database says something unknown.
    pub fn role(&self) -> Role {
        Role::parse(&self.role).unwrap_or(Role::Freelance)
    }

    /// When it is mailed about hand-overs.
    pub fn handover(&self) -> When {
        When::parse(&self.handover).unwrap_or(When::AtOnce)
    }
}

/// All accounts.
pub async fn all(tx: &mut Tx) -> Result<Vec<Account>, Error> {
    Ok(database::fetch_all!(tx, Account, "SELECT id, email, name, role, language, disabled, handover FROM account ORDER BY id")?)
}

/// One account.
pub async fn by_id(tx: &mut Tx, id: Id) -> Result<Option<Account>, Error> {
    Ok(database::fetch_optional!(tx, Account, "SELECT id, email, name, role, language, disabled, handover FROM account WHERE id = $1", id)?)
}

/// The account of a normalised address.
pub async fn by_email(tx: &mut Tx, email: &str) -> Result<Option<Account>, Error> {
    Ok(database::fetch_optional!(
        tx,
        Account,
        "SELECT id, email, name, role, language, disabled, handover FROM account WHERE email = $1",
        email
    )?)
}

pub(super) async fn insert(tx: &mut Tx, account: &Prepared) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO account (id, email, name, role, language, password_hash, disabled, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, FALSE, $7, $7)",
        account.id,
        account.email.as_str(),
        account.name.as_str(),
        account.role.as_str(),
        account.language.as_str(),
        account.password_hash.as_str(),
        account.at
    )?;
    Ok(())
}

pub(super) async fn set_standing(tx: &mut Tx, id: Id, role: &str, language: &str, disabled: bool, now: Timestamp) -> Result<(), Error> {
    database::execute!(
        tx,
        "UPDATE account SET role = $2, language = $3, disabled = $4, updated_at = $5 WHERE id = $1",
        id,
        role,
        language,
        disabled,
        now
    )?;
    Ok(())
}

pub(super) async fn introduce(tx: &mut Tx, id: Id, name: &str, language: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE account SET name = $2, language = $3, updated_at = $4 WHERE id = $1", id, name, language, now)?;
    Ok(())
}

pub(super) async fn set_password(tx: &mut Tx, id: Id, hash: &str, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE account SET password_hash = $2, updated_at = $3 WHERE id = $1", id, hash, now)?;
    Ok(())
}

pub(super) async fn password_of(tx: &mut Tx, email: &str) -> Result<Option<(Id, Option<String>)>, Error> {
    Ok(database::fetch_optional!(
        tx,
        (Id, Option<String>),
        "SELECT id, password_hash FROM account WHERE email = $1 AND NOT disabled",
        email
    )?)
}

pub(super) async fn insert_session(
    tx: &mut Tx,
    (hash, account, csrf): (&str, Id, &str),
    (now, expires): (Timestamp, Timestamp),
    (ip, agent): (&str, &str),
) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO session (token_hash, account, csrf, created_at, seen_at, expires_at, ip, agent) VALUES ($1, $2, $3, $4, $4, $5, $6, $7)",
        hash,
        account,
        csrf,
        now,
        expires,
        ip,
        agent
    )?;
    Ok(())
}

pub(super) async fn find_session(
    tx: &mut Tx,
    hash: &str,
    now: Timestamp,
) -> Result<Option<(Account, String, Timestamp, Timestamp)>, Error> {
    let row: Option<(Id, String, Timestamp, Timestamp)> = database::fetch_optional!(
        tx,
        (Id, String, Timestamp, Timestamp),
        "SELECT account, csrf, created_at, seen_at FROM session WHERE token_hash = $1 AND expires_at > $2",
        hash,
        now
    )?;
    let Some((account, csrf, created_at, seen_at)) = row else {
        return Ok(None);
    };
    let account = by_id(tx, account).await?.filter(|account| !account.disabled);
    Ok(account.map(|account| (account, csrf, created_at, seen_at)))
}

pub(super) async fn sessions_of(
    tx: &mut Tx,
    account: Id,
    now: Timestamp,
) -> Result<Vec<(String, Timestamp, Timestamp, String, String)>, Error> {
    Ok(database::fetch_all!(
        tx,
        (String, Timestamp, Timestamp, String, String),
        "SELECT token_hash, created_at, seen_at, ip, agent FROM session WHERE account = $1 AND expires_at > $2
         ORDER BY seen_at DESC, created_at DESC",
        account,
        now
    )?)
}

pub(super) async fn renew_session(tx: &mut Tx, hash: &str, now: Timestamp, expires: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1", hash, now, expires)?;
    Ok(())
}

pub(super) async fn end_session(tx: &mut Tx, hash: &str) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM session WHERE token_hash = $1", hash)?;
    Ok(())
}

pub(super) async fn end_sessions(tx: &mut Tx, account: Id) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM session WHERE account = $1", account)?;
    Ok(())
}

pub(super) async fn forget_sessions(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM session WHERE expires_at < $1", now)?;
    Ok(())
}

pub(super) async fn insert_link(
    tx: &mut Tx,
    hash: &str,
    purpose: &str,
    account: Option<Id>,
    now: Timestamp,
    expires: Timestamp,
) -> Result<(), Error> {
    database::execute!(
        tx,
        "INSERT INTO one_time_link (token_hash, purpose, account, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
        hash,
        purpose,
        account,
        now,
        expires
    )?;
    Ok(())
}

pub(super) async fn drop_links(tx: &mut Tx, purpose: &str) -> Result<(), Error> {
    database::execute!(tx, "DELETE FROM one_time_link WHERE purpose = $1", purpose)?;
    Ok(())
}

pub(super) async fn find_link(tx: &mut Tx, hash: &str, purpose: &str, now: Timestamp) -> Result<Option<(Option<Id>,)>, Error> {
    Ok(database::fetch_optional!(
        tx,
        (Option<Id>,),
        "SELECT account FROM one_time_link WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3",
        hash,
        purpose,
        now
    )?)
}

pub(super) async fn use_link(tx: &mut Tx, hash: &str, purpose: &str, now: Timestamp) -> Result<Option<(Option<Id>,)>, Error> {
    Ok(database::fetch_optional!(
        tx,
        (Option<Id>,),
        "UPDATE one_time_link SET used_at = $3 WHERE token_hash = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3
         RETURNING account",
        hash,
        purpose,
        now
    )?)
}
