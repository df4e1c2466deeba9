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
    /// The languages it asks for (`Accept-Language`).
    pub languages: String,
}

impl FromRequestParts<Web> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Client, Infallible> {
        let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
        let (agent, languages) = (header("user-agent"), header("accept-language"));
        let ip = address(parts, web).map(|ip| ip.to_string()).unwrap_or_default();
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
