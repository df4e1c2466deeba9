//! Accounts: who logs in to the desk, their sessions, and the links that work once.
//!
//! Guarantees: passwords are kept as argon2id only; tokens of sessions and links are kept as hashes only; signing in is
//! limited by network address and by account; which role may do what is said in one place ([`Role::may`]).

mod factor;
mod factor_store;
mod links;
mod mails;
mod password;
mod roles;
mod sessions;
mod store;

use database::{Id, Timestamp, Tx};

use crate::{Actor, App, Error, Problem, audit};

pub use factor::{Offer, code_now, factor_since, offer, offered, renew_codes, turn_off, turn_off_for, turn_on};
pub use links::{Purpose, make_link, peek_link, use_link};
pub use mails::{forgotten, invite};
pub use roles::{Right, Role};
pub use sessions::{
    Open, SESSION_LIFE, Session, SignIn, SignedIn, end_one, end_others, end_session, find_session, open_sessions, sign_in, sign_in_code,
    start_session,
};
pub use store::{Account, all, by_email, by_id};

/// What a new account is made from.
#[derive(Clone, Debug, Default)]
pub struct NewAccount {
    /// The person's name, for the desk.
    pub name: String,
    /// The address they sign in with.
    pub email: String,
    /// The password; at least ten characters.
    pub password: String,
    /// The desk's language for them.
    pub language: String,
}

/// An account ready to be written: its password is hashed.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Its id.
    pub id: Id,
    pub(crate) email: String,
    pub(crate) name: String,
    pub(crate) role: Role,
    pub(crate) language: String,
    pub(crate) password_hash: String,
    pub(crate) at: Timestamp,
}

/// Goes on only if the account that acts has the right, as its role is now. The program itself, imports and readers are no account.
pub async fn allow(tx: &mut Tx, actor: &Actor, right: Right) -> Result<(), Error> {
    match role_of(tx, actor).await? {
        Some(role) if !role.may(right) => Err(Error::Forbidden),
        _ => Ok(()),
    }
}

/// The role of the account that acts; None for the program itself.
pub async fn role_of(tx: &mut Tx, actor: &Actor) -> Result<Option<Role>, Error> {
    let Some(id) = actor.account else {
        return Ok(None);
    };
    let account = by_id(tx, id).await?.filter(|account| !account.disabled).ok_or(Error::Forbidden)?;
    Ok(Some(account.role()))
}

/// The form of an address under which an account is unique.
pub fn normalise_email(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Whether a text has the form of an e-mail address that others can write to.
pub fn is_email(text: &str) -> bool {
    let formed = |(local, domain): (&str, &str)| {
        !local.is_empty() && domain.contains('.') && !domain.starts_with('.') && !domain.ends_with('.') && !domain.contains('@')
    };
    text.split_once('@').is_some_and(formed) && !text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ',' | ';'))
}

/// What is wrong with a new account.
pub fn problems(account: &NewAccount) -> Vec<Problem> {
    let mut problems = Vec::new();
    if account.name.trim().is_empty() {
        problems.push(Problem::new("account_name", "problem-account-name-missing"));
    }
    if !is_email(&normalise_email(&account.email)) {
        problems.push(Problem::with("email", "problem-email-form", &account.email));
    }
    if account.password.chars().count() < password::MINIMUM {
        problems.push(Problem::with("password", "problem-password-short", password::MINIMUM));
    }
    problems
}

/// Checks and hashes (about 50 ms of one core, off the async threads).
pub async fn prepare(app: &App, account: &NewAccount, role: Role) -> Result<Prepared, Error> {
    let problems = problems(account);
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    Ok(Prepared {
        id: app.ids.next(),
        email: normalise_email(&account.email),
        name: crate::naming::clean_line(&account.name),
        role,
        language: if account.language.is_empty() { "fr".to_owned() } else { account.language.clone() },
        password_hash: password::hash(account.password.clone()).await?,
        at: app.now(),
    })
}

/// Writes a prepared account.
pub async fn insert(app: &App, tx: &mut Tx, account: &Prepared) -> Result<(), Error> {
    if by_email(tx, &account.email).await?.is_some() {
        return Err(Error::invalid("email", "problem-email-taken"));
    }
    store::insert(tx, account).await?;
    audit::record(app, tx, &Actor::system(), "account.create", ("account", Some(account.id)), account.role.as_str()).await
}

/// A password that nobody knows: for accounts whose owner chooses one by a link.
pub fn unguessable(app: &App) -> Result<String, Error> {
    crate::keys::fresh_secret(&app.random)
}

/// Makes an account.
pub async fn create(app: &App, actor: &Actor, account: &NewAccount, role: Role) -> Result<Id, Error> {
    let prepared = prepare(app, account, role).await?;
    database::write!(app.database, tx => {
        allow(tx, actor, Right::Administer).await?;
        insert(app, tx, &prepared).await?;
        audit::record(app, tx, actor, "account.invite", ("account", Some(prepared.id)), "").await
    })?;
    Ok(prepared.id)
}

/// Gives an account its role, its language, and whether it may sign in. The last one of the administration stays.
pub async fn set_standing(app: &App, actor: &Actor, id: Id, role: Role, language: &str, disabled: bool) -> Result<(), Error> {
    language::Tag::parse(language).map_err(|_| Error::invalid("language", "problem-language-unknown"))?;
    database::write!(app.database, tx => {
        allow(tx, actor, Right::Administer).await?;
        let all = all(tx).await?;
        let account = all.iter().find(|one| one.id == id).ok_or(Error::NotFound)?;
        let administers = |one: &Account| one.role() == Role::Administration && !one.disabled;
        let others = all.iter().filter(|one| one.id != id && administers(one)).count();
        if administers(account) && others == 0 && (role != Role::Administration || disabled) {
            return Err(Error::invalid("role", "problem-last-administration"));
        }
        store::set_standing(tx, id, role.as_str(), language, disabled, app.now()).await?;
        if disabled {
            sessions::end_all(tx, id).await?;
        }
        audit::record(app, tx, actor, "account.standing", ("account", Some(id)), role.as_str()).await
    })
}

/// Gives an account the name and the language that its owner wants.
pub async fn introduce(app: &App, actor: &Actor, id: Id, name: &str, language: &str) -> Result<(), Error> {
    let name = crate::naming::clean_line(name);
    if name.is_empty() {
        return Err(Error::invalid("account_name", "problem-account-name-missing"));
    }
    if !theme::COMPLETE.contains(&language) {
        return Err(Error::invalid("language", "problem-language-unknown"));
    }
    database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        store::introduce(tx, id, &name, language, app.now()).await?;
        audit::record(app, tx, actor, "account.introduce", ("account", Some(id)), "").await
    })
}

/// Gives an account another password, if its owner knows the present one. Attempts are counted.
pub async fn change_password(app: &App, actor: &Actor, id: Id, present: &str, wanted: &str) -> Result<(), Error> {
    if !sessions::knows_password(app, id, present).await? {
        return Err(Error::invalid("password", "problem-password-present"));
    }
    match set_password(app, actor, id, wanted).await {
        Err(Error::Invalid(problems)) => {
            Err(Error::Invalid(problems.into_iter().map(|problem| Problem { field: "new_password", ..problem }).collect()))
        }
        other => other,
    }
}

/// Gives an account a new password and ends its sessions.
pub async fn set_password(app: &App, actor: &Actor, id: Id, password: &str) -> Result<(), Error> {
    if password.chars().count() < password::MINIMUM {
        return Err(Error::Invalid(vec![Problem::with("password", "problem-password-short", password::MINIMUM)]));
    }
    let hash = password::hash(password.to_owned()).await?;
    database::write!(app.database, tx => {
        by_id(tx, id).await?.ok_or(Error::NotFound)?;
        store::set_password(tx, id, &hash, app.now()).await?;
        sessions::end_all(tx, id).await?;
        audit::record(app, tx, actor, "account.password", ("account", Some(id)), "").await
    })
}
