//! The local outbox: what was kept on this machine instead of being sent.

use crate::{App, Error};

pub use mail::ReadMail;

/// A page of the outbox, newest first.
#[derive(Clone, Debug)]
pub struct Outbox {
    /// Names and mails.
    pub mails: Vec<(String, ReadMail)>,
    /// Whether there are older ones.
    pub more: bool,
}

/// The mails kept on this machine, newest first, after the name `after` (empty: from the newest). `NotFound` where a relay
/// takes them.
pub async fn outbox(app: &App, after: &str, limit: usize) -> Result<Outbox, Error> {
    let folder = app.outbox().ok_or(Error::NotFound)?;
    let names = mail::outbox_list(folder).await.map_err(Error::broken)?;
    let mut older = names.into_iter().filter(|name| after.is_empty() || name.as_str() < after);
    let mut mails = Vec::new();
    for name in older.by_ref().take(limit) {
        if let Some(mail) = kept(app, &name).await? {
            mails.push((name, mail));
        }
    }
    Ok(Outbox { mails, more: older.next().is_some() })
}

/// One mail kept on this machine. A name cannot lead out of the folder.
pub async fn kept(app: &App, name: &str) -> Result<Option<ReadMail>, Error> {
    let folder = app.outbox().ok_or(Error::NotFound)?;
    let bytes = mail::outbox_mail(folder, name).await.map_err(Error::broken)?;
    Ok(bytes.map(|bytes| mail::read_mail(&bytes)))
}
