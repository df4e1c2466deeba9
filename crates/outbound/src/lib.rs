//! The only way out by HTTP: what the program asks of other sites because somebody at the desk asked for it.
//!
//! Guarantees: no address of a private network is ever connected to, by name, by number or by redirection; an answer is read up to
//! a number of bytes and within a time, both said by whoever asks; nothing of the answer is believed. Must not know: what is
//! asked for, or by whom.
#![cfg_attr(not(test), deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice))]

mod address;
mod network;
mod public;
pub mod testing;

use std::sync::Arc;
use std::time::Duration;

pub use url::Url;

pub use address::{joined, parse};
pub use public::is_public;

/// Redirections that are followed: the Fetch standard's 20 is for people who wait; sites need two or three.
const REDIRECTIONS: usize = 5;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The address is not one of the web.
    #[error("no address of the web")]
    Address,
    /// It is an address of a private network, or leads to one.
    #[error("an address that is not public")]
    Private,
    /// Nothing answered there, or not in this protocol.
    #[error("no answer: {0}")]
    Unanswered(String),
    /// It took too long.
    #[error("no answer in time")]
    Slow,
    /// It answered that there is nothing for us.
    #[error("answered {0}")]
    Status(u16),
    /// It answered with more than was asked for.
    #[error("answered with more than {0} bytes")]
    Large(usize),
    /// It led on and on.
    #[error("too many redirections")]
    Redirections,
}

impl Error {
    /// Whether another try may end otherwise.
    pub fn is_temporary(&self) -> bool {
        match self {
            Error::Unanswered(_) | Error::Slow => true,
            Error::Status(status) => *status == 429 || *status >= 500,
            Error::Address | Error::Private | Error::Large(_) | Error::Redirections => false,
        }
    }
}

/// A question.
#[derive(Clone, Debug)]
pub struct Get {
    /// Of what.
    pub address: Url,
    /// The media types that would help.
    pub accept: &'static str,
    /// The most bytes that are read.
    pub most: usize,
    /// Whether the beginning of a longer answer is enough; else nothing of it is kept.
    pub beginning: bool,
    /// The longest it may take, redirections included.
    pub within: Duration,
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Where it came from in the end.
    pub address: Url,
    /// What it says it is, in lower case, without parameters; may be empty.
    pub media_type: String,
    /// The encoding of a text, as it says; may be empty.
    pub charset: String,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What one address answered.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    Here { content_type: String, bytes: Vec<u8> },
    Elsewhere(String),
}

/// The way out. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Outbound(Way);

#[derive(Clone, Debug)]
enum Way {
    Network(network::Network),
    Fake(Arc<testing::Fake>),
    Closed,
}

impl Outbound {
    /// Over the network; `agent` says to the sites who asks.
    pub fn network(agent: &str) -> Result<Outbound, Error> {
        Ok(Outbound(Way::Network(network::Network::new(agent)?)))
    }

    /// No way out: every question ends unanswered.
    pub fn closed() -> Outbound {
        Outbound(Way::Closed)
    }

    /// A network of a test.
    pub fn fake(fake: Arc<testing::Fake>) -> Outbound {
        Outbound(Way::Fake(fake))
    }

    /// Asks, and follows where it is led.
    pub async fn get(&self, get: &Get) -> Result<Answer, Error> {
        tokio::time::timeout(get.within, self.follow(get)).await.unwrap_or(Err(Error::Slow))
    }

    async fn follow(&self, get: &Get) -> Result<Answer, Error> {
        let mut address = get.address.clone();
        for _ in 0..=REDIRECTIONS {
            address::allow(&address)?;
            let reply = match &self.0 {
                Way::Network(network) => network.ask(&address, get).await?,
                Way::Fake(fake) => fake.ask(&address, get)?,
                Way::Closed => return Err(Error::Unanswered("this program asks nothing of other sites".to_owned())),
            };
            match reply {
                Reply::Here { content_type, bytes } => {
                    let (media_type, charset) = described(&content_type);
                    return Ok(Answer { address, media_type, charset, bytes });
                }
                Reply::Elsewhere(next) => address = address.join(&next).map_err(|_| Error::Address)?,
            }
        }
        Err(Error::Redirections)
    }
}

/// A content type (RFC 9110, 8.3): the media type, and the encoding it names.
fn described(written: &str) -> (String, String) {
    let written = written.to_ascii_lowercase();
    let mut parts = written.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_owned();
    let charset = parts.find_map(|part| part.strip_prefix("charset=")).unwrap_or_default();
    (media_type, charset.trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests;
