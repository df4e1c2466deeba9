//! From which network address a request comes.
//!
//! Guarantee: what a proxy says (`X-Forwarded-For`) is believed only of proxies the operator trusts, from the right: the
//! first address that is not a trusted proxy is the reader's.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;

use crate::Web;

/// Who asks, by network address.
#[derive(Clone, Debug)]
pub struct Client {
    /// The address, as text; empty when it is not known (no connection, as in tests).
    pub ip: String,
    /// The browser's own description.
    pub agent: String,
}

impl FromRequestParts<Web> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Client, Infallible> {
        let agent = parts.headers.get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let ip = address(parts, web).map(|ip| ip.to_string()).unwrap_or_default();
        Ok(Client { ip, agent })
    }
}

fn address(parts: &Parts, web: &Web) -> Option<IpAddr> {
    let trusted = |ip: IpAddr| web.options.trusted.iter().any(|network| network.contains(ip));
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>()?.0.ip().to_canonical();
    if !trusted(peer) {
        return Some(peer);
    }
    let said: Vec<&str> = parts.headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    let said: Vec<IpAddr> =
        said.iter().flat_map(|list| list.split(',')).map_while(|one| one.trim().parse().ok()).map(|ip: IpAddr| ip.to_canonical()).collect();
    Some(said.iter().rev().copied().find(|ip| !trusted(*ip)).or(said.first().copied()).unwrap_or(peer))
}
