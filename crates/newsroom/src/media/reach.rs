//! Who may alter a picture: what is said of it, and its file. Both stand on public pages at once, without anyone publishing.
//!
//! Freelances alter what they have brought, until readers see it. Journalists describe every picture; a file that readers
//! see is replaced by those who keep the library.

use database::{Id, Tx};

use super::library::{self, Place};
use super::store;
use crate::accounts::{self, Right, Role};
use crate::{Actor, Error};

/// How much of a picture an account may alter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// What is said of it.
    pub describe: bool,
    /// Its file.
    pub replace: bool,
}

/// What an account of this role may alter of a picture that is used in `places`.
pub async fn reach(tx: &mut Tx, (role, account): (Role, Id), id: Id, places: &[Place]) -> Result<Reach, Error> {
    let seen = places.iter().any(|place| !matches!(place, Place::Article { public: false, .. }));
    let own = !seen && store::brought_by(tx, id).await? == Some(account);
    Ok(Reach { describe: own || role.may(Right::WriteAll), replace: own || role.may(Right::Curate) })
}

/// The reach of whoever acts; the program itself may all.
pub(super) async fn of(tx: &mut Tx, actor: &Actor, id: Id) -> Result<Reach, Error> {
    let (Some(role), Some(account)) = (accounts::role_of(tx, actor).await?, actor.account) else {
        return Ok(Reach { describe: true, replace: true });
    };
    let places = library::places(tx, id).await?;
    reach(tx, (role, account), id, &places).await
}

/// Goes on only if this is allowed.
pub(super) fn allow(allowed: bool) -> Result<(), Error> {
    if allowed { Ok(()) } else { Err(Error::Forbidden) }
}
