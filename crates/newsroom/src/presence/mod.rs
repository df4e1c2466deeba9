//! Who has an article open at the desk, and where in it.
//!
//! A window tells it every few seconds; one that has not for [`GONE_AFTER`] is gone. Nothing here decides anything: two may
//! always write at once. It must not know what stands in the article.

mod store;

use database::{Id, MICROS_PER_SECOND, Timestamp, Tx};

use crate::{Actor, App, Error};

/// After so long without a word, a window is gone: 35 seconds.
pub const GONE_AFTER: i64 = 35 * MICROS_PER_SECOND;

/// The longest name of a window or a place that is kept.
const LONGEST: usize = 40;

/// Someone else's open window.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Present {
    /// Whose it is.
    pub account: Id,
    /// The account's name.
    pub name: String,
    /// Where the cursor is: a field's name, `body:3` for the third paragraph, or empty.
    pub place: String,
}

/// Notes that a window of the account shows the article, with the cursor at `place`.
pub async fn here(app: &App, actor: &Actor, article: Id, window: &str, place: &str) -> Result<(), Error> {
    let account = actor.account.ok_or(Error::Forbidden)?;
    if !is_window(window) {
        return Err(Error::invalid("window", "failure-bad-request-text"));
    }
    let place: String = place.chars().take(LONGEST).collect();
    database::write!(app.database, tx => { store::put(tx, article, window, (account, &place), app.now()).await })
}

/// A window was closed.
pub async fn left(app: &App, actor: &Actor, article: Id, window: &str) -> Result<(), Error> {
    let account = actor.account.ok_or(Error::Forbidden)?;
    database::write!(app.database, tx => { store::remove(tx, article, window, account).await })
}

/// The other windows on an article: those of the same account too, so that one sees one's own second window.
pub async fn others(tx: &mut Tx, article: Id, window: &str, now: Timestamp) -> Result<Vec<Present>, Error> {
    store::others(tx, article, window, now - GONE_AFTER).await
}

/// Forgets windows that are long gone.
pub async fn forget(app: &App) -> Result<(), Error> {
    database::write!(app.database, tx => { store::forget(tx, app.now() - GONE_AFTER).await })
}

fn is_window(window: &str) -> bool {
    (8..=LONGEST).contains(&window.len()) && window.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
