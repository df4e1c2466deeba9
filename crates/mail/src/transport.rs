//! How mail leaves: through a relay, or into a folder of this machine.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::{Envelope, Error, Prepared, Session, Signer};

/// How the conversation is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tls {
    /// It begins plain and must go on encrypted (STARTTLS, usually port 587).
    #[default]
    StartTls,
    /// Encrypted from the first byte (usually port 465).
    Implicit,
    /// Never: for a relay on this machine or a private network. A password is then sent to this machine only.
    Never,
}

/// The relay: the SMTP server that takes our mail.
#[derive(Clone)]
pub struct Relay {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the conversation is encrypted.
    pub tls: Tls,
    /// Name and password; None: without.
    pub login: Option<(String, String)>,
    /// How we call ourselves in EHLO.
    pub hello: String,
    /// How long a connection may take, and after it each step of its encryption.
    pub connect_timeout: Duration,
    /// How long an answer may take, but for the one to the final dot.
    pub reply_timeout: Duration,
    /// How long the answer to the final dot may take (RFC 5321, 4.5.3.2.6: 10 minutes).
    pub dot_timeout: Duration,
    /// A file of further certificates (PEM) whose signature on the relay's is trusted, besides the system's own.
    pub roots: Option<PathBuf>,
    /// What signs every mail (DKIM), if something does.
    pub signer: Option<Arc<Signer>>,
    /// Whether commands are written together where it takes them so; false: each waits for its answer.
    pub pipelining: bool,
}

impl Relay {
    /// A relay with the usual settings: STARTTLS, no login, time-outs as RFC 5321 asks for them.
    pub fn new(host: &str, port: u16) -> Relay {
        Relay {
            host: host.to_owned(),
            port,
            tls: Tls::StartTls,
            login: None,
            hello: "localhost".to_owned(),
            connect_timeout: Duration::from_secs(30),
            reply_timeout: Duration::from_secs(5 * 60),
            dot_timeout: Duration::from_secs(10 * 60),
            roots: None,
            signer: None,
            pipelining: true,
        }
    }
}

// By hand, because a password must not get into a log.
impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Relay").field("host", &self.host).field("port", &self.port).field("tls", &self.tls).finish_non_exhaustive()
    }
}

/// As many signatures are made at once as there are cores.
fn signing() -> &'static Semaphore {
    static TURNS: OnceLock<Semaphore> = OnceLock::new();
    TURNS.get_or_init(|| Semaphore::new(std::thread::available_parallelism().map_or(1, std::num::NonZero::get)))
}

/// How mail leaves. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Transport {
    /// Into a folder, one file a mail, for the desk to show.
    Outbox(PathBuf),
    /// Through a relay.
    Relay(Arc<Relay>),
}

impl Transport {
    /// Mail is kept in this folder.
    pub fn outbox(folder: &Path) -> Transport {
        Transport::Outbox(folder.to_owned())
    }

    /// Mail goes through this relay.
    pub fn relay(relay: Relay) -> Transport {
        Transport::Relay(Arc::new(relay))
    }

    /// The folder where mail is kept, if it is.
    pub fn outbox_folder(&self) -> Option<&Path> {
        match self {
            Transport::Outbox(folder) => Some(folder),
            Transport::Relay(_) => None,
        }
    }

    /// Makes a mail ready, signed where mails are signed. `at`: seconds since 1970. A signature takes about a millisecond of a
    /// core, so it is made beside the threads that answer readers, and not by all cores at once.
    pub async fn prepare(&self, envelope: &Envelope<'_>, mut message: Vec<u8>, at: i64) -> Result<Prepared, Error> {
        if let Transport::Relay(relay) = self
            && let Some(signer) = relay.signer.clone()
        {
            let broken = |detail: String| Error::message(format!("the message cannot be signed: {detail}"));
            let _turn = signing().acquire().await.map_err(|error| broken(error.to_string()))?;
            let signed = tokio::task::spawn_blocking(move || {
                let header = signer.header(&message, at)?;
                message.splice(0..0, header.into_bytes());
                Ok::<_, Error>(message)
            });
            message = signed.await.map_err(|error| broken(error.to_string()))??;
        }
        Prepared::new(envelope, message)
    }

    /// Begins a conversation: as far as a mail can be begun.
    pub async fn connect(&self) -> Result<Session, Error> {
        match self {
            Transport::Outbox(folder) => Ok(Session::outbox(folder.clone())),
            Transport::Relay(relay) => Session::relay(Arc::clone(relay)).await,
        }
    }
}
