//! After a restore: a backup is older than what was done since, and what it calls unsent may have gone long ago. Nothing of it
//! goes by itself: each mailing that was not at its end asks an editor, who sends the rest or cancels it.

use database::Id;

use super::state::{FOREVER, LIFE};
use super::{deliveries_store as deliveries, digests, store};
use crate::{Actor, App, Error, audit};

/// Makes every mailing of a database that was just restored ask before it goes on; digests whose hour has come, too. Gives how
/// many ask.
pub async fn ask_after_restore(app: &App) -> Result<u64, Error> {
    digests::step(app).await?;
    database::write!(app.database, tx => {
        deliveries::bury(tx, "", "").await?;
        store::ask(tx, app.now()).await
    })
}

/// The answer "send": one that was held is sent now, one that was under way goes on with those it had not reached by then.
pub async fn send_the_rest(app: &App, actor: &Actor, id: Id) -> Result<(), Error> {
    let now = app.now();
    database::write!(app.database, tx => {
        store::by_id(tx, id).await?.ok_or(Error::NotFound)?;
        if !store::go_on(tx, id, (now, now + LIFE), FOREVER).await? {
            return Err(Error::Conflict("problem-mailing-not-asking"));
        }
        audit::record(app, tx, actor, "mailing.send_the_rest", ("mailing", Some(id)), "").await
    })?;
    app.mail_waiting.notify_one();
    Ok(())
}
