//! Bounces: where they come in, and how many soft ones an address may have.

use std::path::PathBuf;

use newsroom::bounces::Settings;
use serde::Deserialize;

use super::Wrong;

/// The section `[bounces]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bounces {
    /// A Maildir folder that the mailbox for bounces is delivered to; empty for none.
    pub maildir: Option<PathBuf>,
    /// So many soft bounces, with no delivery in between, suppress an address; 0: never.
    pub soft_count: u32,
    /// Within so many days.
    pub soft_days: u32,
}

impl Default for Bounces {
    fn default() -> Bounces {
        let Settings { soft_count, soft_days, .. } = Settings::default();
        Bounces { maildir: None, soft_count, soft_days }
    }
}

impl Bounces {
    /// Finds what cannot work.
    pub(super) fn check(&self) -> Result<(), Wrong> {
        if let Some(folder) = self.maildir.as_ref().filter(|folder| !(folder.join("new").is_dir() && folder.join("cur").is_dir())) {
            return Err(Wrong(format!(
                "bounces.maildir is {}: that is no Maildir folder; it must hold the folders new, cur and tmp",
                folder.display()
            )));
        }
        if self.soft_count > 0 && !(1..=365).contains(&self.soft_days) {
            return Err(Wrong("bounces.soft_days is a number of days from 1 to 365".to_owned()));
        }
        Ok(())
    }

    /// As the newsroom heeds them.
    pub fn settings(&self) -> Settings {
        Settings { maildir: self.maildir.clone(), soft_count: self.soft_count, soft_days: self.soft_days }
    }
}
