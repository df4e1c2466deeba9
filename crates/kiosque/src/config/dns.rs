//! Who is asked about the DNS.

use std::net::SocketAddr;

use serde::Deserialize;

use super::Wrong;
use crate::dns::Resolver;

/// Where a machine says which resolvers it uses.
const MACHINE: &str = "/etc/resolv.conf";

/// The section `[dns]`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dns {
    /// Resolvers that `doctor` asks (`192.0.2.1`, `[2001:db8::1]:5353`); empty for those of this machine.
    pub servers: Vec<String>,
}

impl Dns {
    /// Finds what cannot work.
    pub(super) fn check(&self) -> Result<(), Wrong> {
        self.named().map(|_| ())
    }

    fn named(&self) -> Result<Vec<SocketAddr>, Wrong> {
        let read = |text: &String| {
            Resolver::parse(text)
                .ok_or_else(|| Wrong(format!("dns.servers: \"{text}\" is no address: write it like \"192.0.2.1\" or \"192.0.2.1:53\"")))
        };
        self.servers.iter().map(read).collect()
    }

    /// Who is asked.
    pub fn resolver(&self) -> Result<Resolver, Wrong> {
        let named = self.named()?;
        Ok(if named.is_empty() { Resolver::of_machine(&std::fs::read_to_string(MACHINE).unwrap_or_default()) } else { Resolver::of(named) })
    }
}
