//! The mailbox by IMAP: what is unseen is taken in and marked as seen, one by one.
//!
//! A mail is marked after what it says is durable: a conversation that breaks off between the two brings it again, and it
//! counts once.

use mail::imap::Session;

use super::take::{Source, take_mail};
use crate::{App, Error};

/// Takes in what is unseen.
pub(super) async fn step(app: &App) -> Result<(), Error> {
    let Some(mailbox) = &app.settings.bounces.imap else {
        return Ok(());
    };
    let mut session = Session::open(mailbox).await.map_err(Error::broken)?;
    for uid in session.unseen().await.map_err(Error::broken)? {
        if app.is_stopping() {
            break;
        }
        if let Some(bytes) = session.fetch(uid).await.map_err(Error::broken)? {
            take_mail(app, Source::Imap, &bytes).await?;
            session.seen(uid).await.map_err(Error::broken)?;
        }
    }
    session.close().await;
    Ok(())
}
