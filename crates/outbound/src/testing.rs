//! A network for tests: addresses, and what they answer. What is not named answers nothing.
//!
//! Guarantee: the same guard, limits and redirections as over the real network, for they stand before it.

use std::collections::HashMap;
use std::sync::Mutex;

use url::Url;

use crate::{Error, Get, Reply};

/// Addresses and what they answer.
#[derive(Debug, Default)]
pub struct Fake {
    replies: Mutex<HashMap<String, Result<Reply, Error>>>,
    asked: Mutex<Vec<String>>,
}

impl Fake {
    /// An address that answers with bytes.
    #[must_use]
    pub fn with(self, address: &str, content_type: &str, bytes: impl Into<Vec<u8>>) -> Fake {
        self.say(address, Ok(Reply::Here { content_type: content_type.to_owned(), bytes: bytes.into() }))
    }

    /// An address that leads to another.
    #[must_use]
    pub fn leading(self, address: &str, to: &str) -> Fake {
        self.say(address, Ok(Reply::Elsewhere(to.to_owned())))
    }

    /// An address that fails.
    #[must_use]
    pub fn failing(self, address: &str, error: Error) -> Fake {
        self.say(address, Err(error))
    }

    /// What was asked for, in order.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().map(|asked| asked.clone()).unwrap_or_default()
    }

    fn say(self, address: &str, reply: Result<Reply, Error>) -> Fake {
        if let Ok(mut replies) = self.replies.lock() {
            replies.insert(address.to_owned(), reply);
        }
        self
    }

    pub(crate) fn ask(&self, address: &Url, get: &Get) -> Result<Reply, Error> {
        if let Ok(mut asked) = self.asked.lock() {
            asked.push(address.to_string());
        }
        let found = self.replies.lock().ok().and_then(|replies| replies.get(address.as_str()).cloned());
        match found.unwrap_or(Err(Error::Unanswered("nothing is there".to_owned())))? {
            Reply::Here { content_type, mut bytes } if bytes.len() > get.most && get.beginning => {
                bytes.truncate(get.most);
                Ok(Reply::Here { content_type, bytes })
            }
            Reply::Here { bytes, .. } if bytes.len() > get.most => Err(Error::Large(get.most)),
            reply => Ok(reply),
        }
    }
}
