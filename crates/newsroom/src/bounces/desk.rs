//! What the desk shows: what came back of a mailing, and the ways by which it comes.

use database::{Id, Timestamp, Tx};

use super::hooks::{Service, hook_address};
use super::store;
use crate::{App, Error};

#[derive(Debug, sqlx::FromRow)]
pub(super) struct Row {
    subscriber: Option<Id>,
    address: Option<String>,
    class: String,
    reason: String,
    said: String,
    delayed: bool,
    effect: String,
    at: Timestamp,
}

/// One that came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// Whose.
    pub subscriber: Option<Id>,
    /// Their address; None when they were erased since.
    pub address: Option<String>,
    /// `hard`, `soft`, `complaint`, or `delayed` where the mail system still tries.
    pub kind: String,
    /// The reason in one word.
    pub reason: String,
    /// What the mail system said.
    pub said: String,
    /// Whether the address was suppressed because of it.
    pub suppressed: bool,
    /// When it came.
    pub at: Timestamp,
}

/// What came back of a mailing, newest first.
pub async fn of_mailing(tx: &mut Tx, mailing: Id, limit: i64) -> Result<Vec<Returned>, Error> {
    let rows = store::of_mailing(tx, mailing, limit).await?;
    Ok(rows
        .into_iter()
        .map(|row| Returned {
            subscriber: row.subscriber,
            address: row.address,
            kind: if row.delayed { "delayed".to_owned() } else { row.class },
            reason: row.reason,
            said: row.said,
            suppressed: row.effect == "suppressed",
            at: row.at,
        })
        .collect())
}

/// A way by which bounces come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// `maildir`, `imap`, `brevo`, `mailjet`, `ses`.
    pub name: String,
    /// The address to paste at the service; empty for a folder or mailbox.
    pub address: String,
    /// Whether it is set up on our side.
    pub is_on: bool,
    /// When it last brought something.
    pub last_at: Option<Timestamp>,
    /// How much it brought.
    pub events: i64,
    /// The address that the service asks to be opened once; empty for none.
    pub confirm: String,
}

/// All ways.
pub async fn ways(app: &App, tx: &mut Tx) -> Result<Vec<Way>, Error> {
    let sources = store::sources(tx).await?;
    let way = |name: &str, address: String, is_on: bool| {
        let found = sources.iter().find(|(source, ..)| source == name);
        Way {
            name: name.to_owned(),
            address,
            is_on,
            last_at: found.map(|(_, at, ..)| *at),
            events: found.map_or(0, |(_, _, events, _)| *events),
            confirm: found.map(|(.., confirm)| confirm.clone()).unwrap_or_default(),
        }
    };
    let settings = &app.settings.bounces;
    let mut all = vec![way("maildir", String::new(), settings.maildir.is_some()), way("imap", String::new(), settings.imap.is_some())];
    for service in Service::ALL {
        all.push(way(service.as_str(), hook_address(app, service)?, true));
    }
    Ok(all)
}
