//! How many mails to one domain are on their way at once: a mailbox provider that sees a burst from one newsroom slows it down.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The counts by domain.
#[derive(Clone, Debug, Default)]
pub(super) struct Destinations(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// 0: no limit.
    limit: u32,
    under_way: Mutex<HashMap<String, u32>>,
    freed: Notify,
}

/// A mail's place among those to its domain, free again when it is dropped.
#[derive(Debug)]
pub(super) struct Place {
    counts: Option<(Arc<Counts>, String)>,
}

impl Destinations {
    pub(super) fn new(limit: u32) -> Destinations {
        Destinations(Arc::new(Counts { limit, ..Counts::default() }))
    }

    /// A place for a mail to this address, if there is one.
    pub(super) fn place(&self, address: &str) -> Option<Place> {
        if self.0.limit == 0 {
            return Some(Place { counts: None });
        }
        let domain = address.rsplit_once('@').map_or(address, |(_, domain)| domain).to_ascii_lowercase();
        let mut under_way = self.0.under_way();
        let count = under_way.entry(domain.clone()).or_default();
        if *count >= self.0.limit {
            return None;
        }
        *count += 1;
        Some(Place { counts: Some((Arc::clone(&self.0), domain)) })
    }

    /// Ends when a place has become free.
    pub(super) async fn freed(&self) {
        self.0.freed.notified().await;
    }
}

impl Counts {
    fn under_way(&self) -> MutexGuard<'_, HashMap<String, u32>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((counts, domain)) = self.counts.take() else {
            return;
        };
        let mut under_way = counts.under_way();
        if let Some(count) = under_way.get_mut(&domain) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                under_way.remove(&domain);
            }
        }
        drop(under_way);
        counts.freed.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_has_so_many_places_and_others_their_own() {
        let destinations = Destinations::new(2);
        let first = destinations.place("a@example.org").unwrap();
        let _second = destinations.place("b@EXAMPLE.org").unwrap();
        assert!(destinations.place("c@example.org").is_none());
        assert!(destinations.place("c@example.com").is_some());
        drop(first);
        assert!(destinations.place("c@example.org").is_some());
        assert!(Destinations::new(0).place("a@example.org").is_some());
    }
}
