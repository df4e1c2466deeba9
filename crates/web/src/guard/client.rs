//! From which network address a request comes.
//!
//! Guarantee: what a proxy says (`X-Forwarded-For`) is believed only of proxies the operator trusts, from the right: the
//! first address that is not a trusted proxy is the reader's.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap};

use crate::Web;

/// Who asks, by network address.
#[derive(Clone, Debug)]
pub struct Client {
    /// The address, as text; empty when it is not known (no connection, as in tests).
    pub ip: String,
    /// The browser's own description.
    pub agent: String,
    /// The languages it asks for (`Accept-Language`).
    pub languages: String,
}

impl FromRequestParts<Web> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Client, Infallible> {
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (agent, languages) = (header("user-agent"), header("accept-language"));
        let ip = address(&parts.headers, &parts.extensions, web).map(|ip| ip.to_string()).unwrap_or_default();
        Ok(Client { ip, agent, languages })
    }
}

impl Client {
    /// The first of its languages that the desk speaks.
    pub fn desk_language(&self) -> Option<&'static str> {
        let asked = self.languages.split(',').filter_map(|part| part.split([';', '-']).next());
        asked.map(str::trim).find_map(|wanted| theme::COMPLETE.iter().copied().find(|known| known.eq_ignore_ascii_case(wanted)))
    }
}

/// The reader's address; None without a connection.
pub fn address(headers: &HeaderMap, extensions: &Extensions, web: &Web) -> Option<IpAddr> {
    let trusted = |ip: IpAddr| web.options.trusted.iter().any(|network| network.contains(ip));
    let peer = extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    if !trusted(peer) {
        return Some(peer);
    }
    let said: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    let list: Vec<&str> = said.iter().flat_map(|list| list.split(',')).collect();
    from_the_right(&list, trusted).or(Some(peer))
}

/// The reader's address in a list that proxies made: what stands left of something that is no address was made up.
fn from_the_right(said: &[&str], trusted: impl Fn(IpAddr) -> bool) -> Option<IpAddr> {
    let mut last = None;
    for one in said.iter().rev() {
        let Ok(ip) = one.trim().parse::<IpAddr>().map(|ip| ip.to_canonical()) else {
            break;
        };
        last = Some(ip);
        if !trusted(ip) {
            break;
        }
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_address_from_the_right_that_is_no_trusted_proxy_is_the_readers() {
        let own = |ip: IpAddr| ip.is_loopback() || ip.to_string().starts_with("10.");
        let cases: [(&[&str], Option<&str>); 6] = [
            (&["203.0.113.7"], Some("203.0.113.7")),
            (&["198.51.100.1", " 203.0.113.7", "10.0.0.2"], Some("203.0.113.7")),
            (&["nonsense", "203.0.113.7"], Some("203.0.113.7")),
            (&["203.0.113.7", "nonsense"], None),
            (&["10.0.0.3", "10.0.0.2"], Some("10.0.0.3")),
            (&[], None),
        ];
        for (said, wanted) in cases {
            assert_eq!(from_the_right(said, own).map(|ip| ip.to_string()).as_deref(), wanted, "{said:?}");
        }
    }
}
