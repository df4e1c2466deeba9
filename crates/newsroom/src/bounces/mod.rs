//! Bounces: what comes back of our mails, and what is made of it.
//!
//! Invariants: the same mail or event counts once; a hard bounce or a complaint suppresses the address at once, soft ones by
//! rule (`rules`); a mail that anybody can send is believed only of a mail that we sent (VERP or Message-ID), a service that
//! knows our secret also by the address. Addresses are kept only as the keyed hash of suppression, and never logged.
//!
//! Must not know: HTTP, the forms of mails and bodies (`mail::bounce` reads them).

mod desk;
mod hooks;
mod imap;
mod maildir;
mod rules;
mod sns;
mod store;
mod take;
mod whose;

#[cfg(test)]
mod tests;

use std::path::PathBuf;
use std::time::Duration;

use crate::{App, Error, MICROS_PER_SECOND};

pub use desk::{Returned, Way, of_mailing, ways};
pub use hooks::{Service, hook_address, receive};
pub use sns::Certificates;
pub use take::{Source, Taken, take_mail};

/// What the operator decides of bounces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// A Maildir folder that bounces are delivered to.
    pub maildir: Option<PathBuf>,
    /// A mailbox that is read by IMAP.
    pub imap: Option<mail::imap::Mailbox>,
    /// So many soft bounces, with no delivery in between, suppress an address; 0: never.
    pub soft_count: u32,
    /// Within so many days.
    pub soft_days: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { maildir: None, imap: None, soft_count: 3, soft_days: 30 }
    }
}

const DAY: i64 = 24 * 3600 * MICROS_PER_SECOND;

/// How often the folder and the mailbox are looked into.
const LOOK: Duration = Duration::from_secs(60);

/// Takes in what waits in the folder and the mailbox, once.
pub async fn step(app: &App) -> Result<(), Error> {
    let (folder, mailbox) = (maildir::step(app).await, imap::step(app).await);
    folder.and(mailbox)
}

/// Looks from time to time, for as long as the process lives. One way that fails does not keep the other.
pub async fn run(app: App) {
    if app.settings.bounces.maildir.is_none() && app.settings.bounces.imap.is_none() {
        return;
    }
    while !app.is_stopping() {
        if let Err(error) = step(&app).await {
            tracing::error!(%error, "what came back cannot be read");
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            () = app.stopped() => {}
        }
    }
}

/// Forgets what came back long ago, but for what the rule for soft ones still needs. A suppression stays.
pub async fn tidy_up(app: &App) -> Result<(), Error> {
    let life = i64::from(app.settings.keep_days.max(app.settings.bounces.soft_days)) * DAY;
    let before = app.now() - life;
    database::write!(app.database, tx => { store::forget(tx, before).await })
}
