//! How often the links of a mailing are followed: counts without any person, for newsletters that ask for them.
//!
//! Guarantees: a request writes nothing, it adds one in memory; the keeper of mailings adds that to the database. Only links that
//! stand in the mailing's messages are counted, so a made-up mark counts nothing. What a process that is killed had not yet
//! added, some seconds of it, is lost. Must not know: who asked, from where, and when.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use database::{Id, Tx};

use super::{followed_store as store, marked};
use crate::{App, Error};

/// The most links of mailings that are counted between two looks of the keeper: marks can be made up without end.
const MOST: usize = 4_096;
/// No path of a page is longer.
const LONGEST: usize = 2_048;

/// What was followed and not yet written.
#[derive(Debug, Default)]
pub struct Followed(Mutex<HashMap<(Id, String), i64>>);

impl Followed {
    /// A page was asked for with the mark of a mailing. `path` is as it stands in the address.
    pub fn note(&self, mark: &str, path: &str) {
        let Some(mailing) = marked::read(mark).filter(|_| path.len() <= LONGEST) else {
            return;
        };
        self.add((mailing, path.to_owned()), 1);
    }

    fn add(&self, link: (Id, String), by: i64) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counts.len() < MOST || counts.contains_key(&link) {
            *counts.entry(link).or_default() += by;
        }
    }

    fn take(&self) -> Vec<((Id, String), i64)> {
        let mut all: Vec<_> = self.0.lock().unwrap_or_else(PoisonError::into_inner).drain().collect();
        // In one order, so that two processes never wait for one another.
        all.sort();
        all
    }
}

/// Adds what was followed to the database.
pub(super) async fn step(app: &App) -> Result<(), Error> {
    let all = app.followed.take();
    if all.is_empty() {
        return Ok(());
    }
    let written = database::write!(app.database, tx => {
        for ((mailing, path), by) in &all {
            store::add(tx, *mailing, path, *by).await?;
        }
        Ok(())
    });
    if written.is_err() {
        all.into_iter().for_each(|(link, by)| app.followed.add(link, by));
    }
    written
}

/// The links of a mailing that are counted, with how often they were followed, the most followed first.
pub async fn followed(tx: &mut Tx, mailing: Id) -> Result<Vec<(String, i64)>, Error> {
    store::of_mailing(tx, mailing).await
}
