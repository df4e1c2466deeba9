//! Bounces: where they come in, and how many soft ones an address may have.

use std::path::PathBuf;

use newsroom::bounces::Settings;
use serde::Deserialize;

use super::Wrong;

/// The section `[bounces]`.
#[derive(Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bounces {
    /// A Maildir folder that the mailbox for bounces is delivered to; empty for none.
    pub maildir: Option<PathBuf>,
    /// The IMAP server of the mailbox for bounces; empty for none.
    pub imap_host: String,
    /// Its port, encrypted from the first byte.
    pub imap_port: u16,
    /// The name to sign in with.
    pub imap_user: String,
    /// The password.
    pub imap_password: String,
    /// A file that holds the password, in place of `imap_password`.
    pub imap_password_file: Option<PathBuf>,
    /// The folder that is read.
    pub imap_folder: String,
    /// A file of further certificates (PEM) that are trusted.
    pub imap_roots: Option<PathBuf>,
    /// So many soft bounces, with no delivery in between, suppress an address; 0: never.
    pub soft_count: u32,
    /// Within so many days.
    pub soft_days: u32,
}

impl Default for Bounces {
    fn default() -> Bounces {
        let Settings { soft_count, soft_days, .. } = Settings::default();
        Bounces {
            maildir: None,
            imap_host: String::new(),
            imap_port: 993,
            imap_user: String::new(),
            imap_password: String::new(),
            imap_password_file: None,
            imap_folder: "INBOX".to_owned(),
            imap_roots: None,
            soft_count,
            soft_days,
        }
    }
}

// By hand, because a password must not get into a log.
impl std::fmt::Debug for Bounces {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bounces").field("maildir", &self.maildir).field("imap_host", &self.imap_host).finish_non_exhaustive()
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
        let named = [self.imap_host.is_empty(), self.imap_user.is_empty(), self.imap_password.is_empty()];
        if named.contains(&true) && named.contains(&false) {
            return Err(Wrong(
                "bounces.imap_host, imap_user and imap_password (or imap_password_file) belong together: give all or none".to_owned(),
            ));
        }
        if self.soft_count > 0 && !(1..=365).contains(&self.soft_days) {
            return Err(Wrong("bounces.soft_days is a number of days from 1 to 365".to_owned()));
        }
        Ok(())
    }

    /// As the newsroom heeds them.
    pub fn settings(&self) -> Settings {
        Settings { maildir: self.maildir.clone(), imap: self.mailbox(), soft_count: self.soft_count, soft_days: self.soft_days }
    }

    fn mailbox(&self) -> Option<mail::imap::Mailbox> {
        (!self.imap_host.is_empty()).then(|| mail::imap::Mailbox {
            host: self.imap_host.clone(),
            port: self.imap_port,
            user: self.imap_user.clone(),
            password: self.imap_password.clone(),
            folder: self.imap_folder.clone(),
            roots: self.imap_roots.clone(),
        })
    }
}
