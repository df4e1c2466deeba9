//! How near an account may come to one article: by its role, the article's owner and its state.

use database::{Id, Tx};

use super::{Article, Content, State};
use crate::accounts::{self, Right, Role};
use crate::{Actor, Error};

/// What an account may do with one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// It is none of its business.
    Nothing,
    /// See it at the desk.
    Read,
    /// Write in it.
    Write,
}

/// How near an account of this role may come to an article.
pub fn reach(role: Role, account: Id, article: &Article) -> Reach {
    let own = article.owner == Some(account) || article.assignee == Some(account);
    if !own && !role.may(Right::WriteAll) {
        return Reach::Nothing;
    }
    let needed = match article.state() {
        State::Idea | State::Draft => Right::Write,
        State::InReview | State::Published | State::Unpublished => Right::WriteAll,
        // Someone has read it and said that it is good: what is altered now is altered by those who may say so.
        State::Ready => Right::Review,
        // What stands there when its moment comes is published.
        State::Scheduled | State::Retracted => Right::Publish,
    };
    if role.may(needed) { Reach::Write } else { Reach::Read }
}

/// Goes on only if the account that acts may write in this article.
pub(super) async fn may_write(tx: &mut Tx, actor: &Actor, article: &Article) -> Result<(), Error> {
    match (accounts::role_of(tx, actor).await?, actor.account) {
        (Some(role), Some(account)) if reach(role, account, article) < Reach::Write => Err(Error::Forbidden),
        _ => Ok(()),
    }
}

/// Goes on only if the account that acts may see this article.
pub(super) async fn may_see(tx: &mut Tx, actor: &Actor, article: &Article) -> Result<(), Error> {
    match (accounts::role_of(tx, actor).await?, actor.account) {
        (Some(role), Some(account)) if reach(role, account, article) < Reach::Read => Err(Error::Forbidden),
        _ => Ok(()),
    }
}

/// Goes on only if `after` has no raw HTML that was not in `before`, or the account may write some.
pub(super) async fn may_write_raw(tx: &mut Tx, actor: &Actor, before: &Content, after: &Content) -> Result<(), Error> {
    if accounts::role_of(tx, actor).await?.is_none_or(|role| role.may(Right::RawHtml)) {
        return Ok(());
    }
    let standing = document::references(&before.document()?).raw;
    let written = document::references(&after.document()?).raw;
    if written.iter().all(|html| standing.contains(html)) { Ok(()) } else { Err(Error::invalid("body", "problem-raw-html")) }
}
