//! Whether readers can be told apart by their network address: behind a proxy that does not say who asks, all of them share one,
//! and every limit by address meets them all at once.

use std::net::IpAddr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// So many requests of one address, and nobody else's, are no coincidence.
const ENOUGH: u64 = 100;

/// What was seen since the process began.
#[derive(Debug, Default)]
pub struct Crowd {
    first: OnceLock<IpAddr>,
    others: AtomicBool,
    count: AtomicU64,
}

impl Crowd {
    /// A request came from there.
    pub fn saw(&self, address: IpAddr) {
        if *self.first.get_or_init(|| address) != address {
            self.others.store(true, Ordering::Relaxed);
        }
        self.count.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether all of many requests came from one address.
    pub fn shares_one_address(&self) -> bool {
        !self.others.load(Ordering::Relaxed) && self.count.load(Ordering::Relaxed) >= ENOUGH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_requests_of_one_address_are_noticed_until_another_comes() {
        let crowd = Crowd::default();
        (1..ENOUGH).for_each(|_| crowd.saw(IpAddr::from([10, 0, 0, 1])));
        assert!(!crowd.shares_one_address());
        crowd.saw(IpAddr::from([10, 0, 0, 1]));
        assert!(crowd.shares_one_address());
        crowd.saw(IpAddr::from([203, 0, 113, 7]));
        assert!(!crowd.shares_one_address());
    }
}
