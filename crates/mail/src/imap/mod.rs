//! A mailbox read by IMAP (RFC 9051), as little of it as a mailbox for bounces needs: sign in, what is unseen, one mail, seen.
//!
//! Guarantees: encrypted from the first byte, the server's certificate checked; no answer of a server is kept without a limit;
//! a mail is marked as seen only when the caller says so. Must not know: what the mails are about.

mod wire;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use wire::Wire;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// So many unseen mails are named at once.
const MOST: usize = 1_000;

/// Where a mailbox is, and who may read it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// The server's name.
    pub host: String,
    /// Its port, usually 993.
    pub port: u16,
    /// The name to sign in with.
    pub user: String,
    /// The password.
    pub password: String,
    /// The folder, usually `INBOX`.
    pub folder: String,
    /// A file of further certificates (PEM) that are trusted.
    pub roots: Option<PathBuf>,
}

// By hand, because a password must not get into a log.
impl std::fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailbox").field("host", &self.host).field("port", &self.port).field("folder", &self.folder).finish_non_exhaustive()
    }
}

/// Why a mailbox cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The server said no, in its own words.
    #[error("the mailbox's server refused: {0}")]
    Refused(String),
    /// The conversation broke off.
    #[error("the mailbox cannot be read: {0}")]
    Broken(String),
}

impl Error {
    pub(crate) fn broken(error: impl std::fmt::Display) -> Error {
        Error::Broken(error.to_string())
    }
}

/// A mailbox that is open.
#[derive(Debug)]
pub struct Session {
    wire: Wire<TlsStream<TcpStream>>,
}

impl Session {
    /// Signs in and opens the folder.
    pub async fn open(mailbox: &Mailbox) -> Result<Session, Error> {
        let connected = timeout(PATIENCE, TcpStream::connect((mailbox.host.as_str(), mailbox.port))).await;
        let stream = connected.map_err(Error::broken)?.map_err(Error::broken)?;
        let config = crate::smtp::tls::config(mailbox.roots.as_deref()).await.map_err(Error::Broken)?;
        let name = ServerName::try_from(mailbox.host.clone()).map_err(Error::broken)?;
        let encrypted = timeout(PATIENCE, TlsConnector::from(Arc::clone(&config)).connect(name, stream)).await;
        let mut wire = Wire::new(encrypted.map_err(Error::broken)?.map_err(Error::broken)?);
        wire.greeting(PATIENCE).await?;
        let (user, password) = (quoted(&mailbox.user)?, quoted(&mailbox.password)?);
        wire.ask(&format!("LOGIN {user} {password}"), PATIENCE).await?;
        wire.ask(&format!("SELECT {}", quoted(&mailbox.folder)?), PATIENCE).await?;
        Ok(Session { wire })
    }

    /// The numbers (UID) of unseen mails, oldest first.
    pub async fn unseen(&mut self) -> Result<Vec<u32>, Error> {
        let answers = self.wire.ask("UID SEARCH UNSEEN", PATIENCE).await?;
        let mut found: Vec<u32> = Vec::new();
        for answer in answers {
            let text = answer.text.to_ascii_uppercase();
            let numbers = text.strip_prefix("* SEARCH").unwrap_or_default();
            found.extend(numbers.split_whitespace().filter_map(|number| number.parse::<u32>().ok()));
        }
        found.sort_unstable();
        found.dedup();
        found.truncate(MOST);
        Ok(found)
    }

    /// One mail, the first megabyte of it; None when it is gone. It stays unseen.
    pub async fn fetch(&mut self, uid: u32) -> Result<Option<Vec<u8>>, Error> {
        let answers = self.wire.ask(&format!("UID FETCH {uid} BODY.PEEK[]"), PATIENCE).await?;
        Ok(answers.into_iter().find_map(|answer| answer.literal))
    }

    /// Marks a mail as seen.
    pub async fn seen(&mut self, uid: u32) -> Result<(), Error> {
        self.wire.ask(&format!("UID STORE {uid} +FLAGS.SILENT (\\Seen)"), PATIENCE).await.map(|_| ())
    }

    /// Says goodbye. That the server does not answer does no harm.
    pub async fn close(mut self) {
        let _ = self.wire.ask("LOGOUT", Duration::from_secs(5)).await;
    }
}

/// A text between quotation marks.
fn quoted(text: &str) -> Result<String, Error> {
    if !text.chars().all(|sign| sign.is_ascii() && !sign.is_ascii_control()) {
        return Err(Error::Broken("a name, a password or a folder has signs beyond ASCII, which this program cannot send".to_owned()));
    }
    Ok(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_password_cannot_leave_its_quotation_marks() {
        assert_eq!(super::quoted("a\"b\\c d").unwrap(), "\"a\\\"b\\\\c d\"");
        assert!(super::quoted("a\r\nA2 DELETE INBOX").is_err());
    }
}
