//! Which numbers are of the public network.
//!
//! After IANA's special-purpose address registries (RFC 6890 and its updates): what is not "globally reachable" there is not
//! public here. Guarantee: a number that carries another one (mapped, translated, 6to4) is what it carries. Must not know: names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether this is a number of the public network.
pub fn is_public(number: IpAddr) -> bool {
    match number {
        IpAddr::V4(number) => is_public_v4(number),
        IpAddr::V6(number) => is_public_v6(number),
    }
}

fn is_public_v4(number: Ipv4Addr) -> bool {
    let [a, b, c, _] = number.octets();
    !(number.is_private()
        || number.is_loopback()
        || number.is_link_local()
        || number.is_multicast()
        || number.is_broadcast()
        || number.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (18..20).contains(&b)))
}

fn is_public_v6(number: Ipv6Addr) -> bool {
    if let Some(carried) = carried(number) {
        return is_public_v4(carried);
    }
    // Global unicast is 2000::/3 and nothing else (RFC 4291); 2001::/23 is for protocols (Teredo, ORCHID), 2001:db8::/32 and
    // 3fff::/20 for documentation.
    let [first, second, ..] = number.segments();
    (0x2000..0x4000).contains(&first)
        && !(first == 0x2001 && second < 0x0200)
        && !(first == 0x2001 && second == 0x0db8)
        && !(first == 0x3fff && second < 0x1000)
}

/// The number that another one carries: mapped (::ffff:0:0/96), translated (64:ff9b::/96, RFC 6052), 6to4 (2002::/16, RFC 3056).
fn carried(number: Ipv6Addr) -> Option<Ipv4Addr> {
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match number.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}
