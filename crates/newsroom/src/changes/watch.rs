//! How far the log and its followers are, inside this process.
//!
//! One pump reads the head of the log for all followers, woken by a commit of this process and once a second by the clock
//! (for commits of other processes). A follower waits for the head to move, reads what is new, and says how far it is.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, watch};

use super::{Head, head};
use crate::{App, Error};

/// The positions of this process.
#[derive(Debug)]
pub struct Watch {
    committed: Notify,
    head: watch::Sender<Head>,
    followers: Mutex<HashMap<&'static str, watch::Sender<i64>>>,
}

impl Default for Watch {
    fn default() -> Watch {
        Watch { committed: Notify::new(), head: watch::Sender::new(Head::default()), followers: Mutex::default() }
    }
}

impl Watch {
    /// Says that a transaction with changes was committed here.
    pub fn committed(&self) {
        self.committed.notify_one();
    }

    /// The head as the pump last saw it; waits for its changes with `changed()`.
    pub fn head(&self) -> watch::Receiver<Head> {
        self.head.subscribe()
    }

    fn follower(&self, name: &'static str) -> watch::Sender<i64> {
        let mut followers = self.followers.lock().unwrap_or_else(PoisonError::into_inner);
        followers.entry(name).or_insert_with(|| watch::Sender::new(-1)).clone()
    }

    /// A follower says that it has dealt with everything up to `number`.
    pub fn reached_by(&self, name: &'static str, number: i64) {
        self.follower(name).send_replace(number);
    }

    /// How far a follower is; -1 when it has not begun.
    pub fn position(&self, name: &'static str) -> i64 {
        *self.follower(name).borrow()
    }

    /// Waits, at most `patience`, until the follower has dealt with `number`. False: it has not yet.
    pub async fn reached(&self, name: &'static str, number: i64, patience: Duration) -> bool {
        let mut position = self.follower(name).subscribe();
        tokio::time::timeout(patience, position.wait_for(|at| *at >= number)).await.is_ok_and(|outcome| outcome.is_ok())
    }
}

/// Reads the head once and tells the followers of this process.
pub async fn pump_once(app: &App) -> Result<Head, Error> {
    let now = database::read!(app.database, tx => { head(tx).await })?;
    app.watch.head.send_if_modified(|seen| {
        let moved = *seen != now;
        seen.clone_from(&now);
        moved
    });
    Ok(now)
}

/// Pumps for as long as the process lives.
pub async fn pump(app: App) {
    loop {
        if let Err(error) = pump_once(&app).await {
            tracing::error!(%error, "the change log cannot be read");
        }
        let fallback = tokio::time::sleep(Duration::from_secs(1));
        tokio::select! {
            () = app.watch.committed.notified() => {}
            () = fallback => {}
        }
    }
}
