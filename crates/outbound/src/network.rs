//! The network itself: one client, whose names are looked up by a resolver that gives public numbers only.
//!
//! Guarantee: the number that was checked is the number that is connected to. Redirections are not followed here, proxies of the
//! environment are not used (they would look names up by themselves), and no cookie or referrer is sent. Must not know: what
//! is asked for.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{ACCEPT, CONTENT_TYPE, LOCATION};
use rustls::{ClientConfig, RootCertStore};
use url::Url;

use crate::{Error, Get, Reply, is_public};

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(5);

#[derive(Clone, Debug)]
pub(crate) struct Network {
    client: reqwest::Client,
}

/// What the resolver says of a name that leads to no public number.
#[derive(Debug, thiserror::Error)]
#[error("this name leads to no public address")]
struct NotPublic;

#[derive(Debug)]
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let name = name.as_str().to_owned();
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let public: Vec<SocketAddr> = found.iter().copied().filter(|found| is_public(found.ip())).collect();
            if public.is_empty() && !found.is_empty() {
                return Err(NotPublic.into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

impl Network {
    pub(crate) fn new(agent: &str) -> Result<Network, Error> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(encryption()?)
            .dns_resolver(Arc::new(PublicOnly))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT)
            .pool_max_idle_per_host(1)
            .user_agent(agent)
            .build()
            .map_err(|error| Error::Unanswered(error.to_string()))?;
        Ok(Network { client })
    }

    /// Asks one address.
    pub(crate) async fn ask(&self, address: &Url, get: &Get) -> Result<Reply, Error> {
        let asked = self.client.get(address.clone()).header(ACCEPT, get.accept).send().await;
        let mut response = asked.map_err(|error| failure(&error))?;
        let status = response.status();
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        if status.is_redirection() && response.headers().contains_key(LOCATION) {
            return Ok(Reply::Elsewhere(header(LOCATION)));
        }
        if !status.is_success() {
            return Err(Error::Status(status.as_u16()));
        }
        let content_type = header(CONTENT_TYPE);
        let announced = response.content_length().and_then(|length| usize::try_from(length).ok());
        if !get.beginning && announced.is_some_and(|length| length > get.most) {
            return Err(Error::Large(get.most));
        }
        let mut bytes = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| failure(&error))? {
            let room = get.most - bytes.len();
            bytes.extend(part.iter().take(room));
            if part.len() > room {
                if get.beginning {
                    break;
                }
                return Err(Error::Large(get.most));
            }
        }
        Ok(Reply::Here { content_type, bytes })
    }
}

fn failure(error: &reqwest::Error) -> Error {
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(one) = cause {
        if one.is::<NotPublic>() {
            return Error::Private;
        }
        cause = one.source();
    }
    // The address stands in the message; whoever asked knows it, and a log need not.
    if error.is_timeout() { Error::Slow } else { Error::Unanswered(deepest(error)) }
}

fn deepest(error: &dyn std::error::Error) -> String {
    let mut last = error;
    while let Some(next) = last.source() {
        last = next;
    }
    last.to_string()
}

/// The system's trusted roots, with ring: the client's own default would bring another library of cryptography.
fn encryption() -> Result<ClientConfig, Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Unanswered(error.to_string()))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}
