//! Which addresses may be asked: of the web, on its own ports, without a name and password, and of public networks.
//!
//! Guarantee: [`allow`] is asked again at every redirection. What a name leads to is checked where it is looked up
//! ([`crate::network`]), so that a name cannot answer otherwise the second time. Must not know: what is asked for.

use url::{Host, Url};

use crate::{Error, is_public};

/// Names that stand for this machine or its own network (RFC 6761, RFC 6762, RFC 8375, and what cloud machines call their neighbour).
const OWN: [&str; 6] = ["localhost", "local", "internal", "home.arpa", "localdomain", "onion"];

/// Reads an address of the web.
pub fn parse(text: &str) -> Result<Url, Error> {
    let address = Url::parse(text.trim()).map_err(|_| Error::Address)?;
    if !matches!(address.scheme(), "http" | "https") || address.host().is_none() {
        return Err(Error::Address);
    }
    Ok(address)
}

/// An address as a page at `base` writes it. None for one that is not of the web.
pub fn joined(base: &Url, written: &str) -> Option<Url> {
    parse(base.join(written.trim()).ok()?.as_str()).ok()
}

/// Goes on only if this address may be asked.
pub(crate) fn allow(address: &Url) -> Result<(), Error> {
    if !matches!(address.scheme(), "http" | "https") || !address.username().is_empty() || address.password().is_some() {
        return Err(Error::Address);
    }
    // Other ports are other services: a question in HTTP can be a command to some of them.
    if !matches!(address.port(), None | Some(80 | 443)) {
        return Err(Error::Private);
    }
    match address.host().ok_or(Error::Address)? {
        Host::Ipv4(number) if !is_public(number.into()) => Err(Error::Private),
        Host::Ipv6(number) if !is_public(number.into()) => Err(Error::Private),
        Host::Domain(name) if is_own(name) => Err(Error::Private),
        _ => Ok(()),
    }
}

fn is_own(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    !name.contains('.') || OWN.iter().any(|own| name.strip_suffix(own).is_some_and(|lead| lead.is_empty() || lead.ends_with('.')))
}
