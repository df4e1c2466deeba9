//! Mailings: one sending of a newsletter to a frozen audience.

use database::{Id, Tx};

use crate::articles::Article;
use crate::{Actor, App, Error};

/// What becomes of the at-once newsletters when an article is published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nothing is mailed.
    #[default]
    Not,
    /// The matching at-once newsletters go out when the hold ends.
    Send,
    /// The mailing is made but held until an editor lets it go.
    Later,
}

/// Writes a mailing's intent inside the publishing transaction. None when nothing is to be mailed.
pub async fn intend(_app: &App, _tx: &mut Tx, _actor: &Actor, _article: &Article, _choice: &Choice) -> Result<Option<Id>, Error> {
    Ok(None)
}

/// Cancels what an article's mailing has not yet begun. Gives how many deliveries were cancelled.
pub async fn cancel_of_article(_app: &App, _tx: &mut Tx, _actor: &Actor, _article: Id) -> Result<u64, Error> {
    Ok(0)
}
