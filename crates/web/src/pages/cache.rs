//! The page cache: rendered pages by canonical path and allow-listed query, bounded by bytes.
//!
//! Guarantees: concurrent misses render once; a page that saw change number `n` is kept only if none of its keys was dropped
//! at a number later than `n`; a page whose `fresh_until` has passed is rendered again.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use newsroom::Timestamp;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use super::stored::Stored;

/// How many drops are remembered; a rendering that began before the oldest of them is not kept.
const MEMORY: usize = 16_384;

/// Dropped by everything that changes every page.
const EVERYTHING: &str = "*";

#[derive(Clone, Debug)]
struct ByBytes;

impl Weighter<String, Arc<Stored>> for ByBytes {
    fn weight(&self, key: &String, page: &Arc<Stored>) -> u64 {
        (key.len() + page.weight()) as u64
    }
}

/// The cache.
#[derive(Debug)]
pub struct Pages {
    cache: Cache<String, Arc<Stored>, ByBytes>,
    drops: Mutex<Drops>,
}

#[derive(Debug, Default)]
struct Drops {
    /// Which pages depend on a key.
    dependents: HashMap<String, HashSet<String>>,
    /// The latest drops, oldest first.
    recent: VecDeque<(i64, String)>,
    /// Drops at or before this number are no longer remembered.
    forgotten: i64,
}

impl Drops {
    fn later_than(&self, number: i64, keys: &[String]) -> bool {
        number < self.forgotten
            || self.recent.iter().rev().take_while(|(at, _)| *at > number).any(|(_, key)| key == EVERYTHING || keys.contains(key))
    }

    fn remember(&mut self, number: i64, key: &str) {
        if self.recent.len() >= MEMORY
            && let Some((at, _)) = self.recent.pop_front()
        {
            self.forgotten = self.forgotten.max(at);
        }
        self.recent.push_back((number, key.to_owned()));
    }
}

/// What looking for a page gives.
pub enum Found<'a> {
    /// It is there.
    Page(Arc<Stored>),
    /// It must be rendered, by the one who got this place; others wait meanwhile.
    Place(Place<'a>),
}

/// The right to fill one entry. Dropped unfilled, the next one who waits gets it.
pub struct Place<'a> {
    guard: quick_cache::sync::PlaceholderGuard<
        'a,
        String,
        Arc<Stored>,
        ByBytes,
        quick_cache::DefaultHashBuilder,
        quick_cache::sync::DefaultLifecycle<String, Arc<Stored>>,
    >,
    pages: &'a Pages,
    key: String,
}

impl Pages {
    /// A cache of so many bytes.
    pub fn new(bytes: u64) -> Pages {
        let items = usize::try_from(bytes / 16_384).unwrap_or(usize::MAX).max(64);
        Pages { cache: Cache::with_weighter(items, bytes, ByBytes), drops: Mutex::default() }
    }

    /// The page, or the place to put it.
    pub async fn find(&self, key: &str, now: Timestamp) -> Found<'_> {
        loop {
            match self.cache.get_value_or_guard_async(key).await {
                Ok(page) if page.fresh_until.is_none_or(|until| now < until) => return Found::Page(page),
                Ok(stale) => {
                    self.cache.remove_if(key, |page| Arc::ptr_eq(page, &stale));
                }
                Err(guard) => return Found::Place(Place { guard, pages: self, key: key.to_owned() }),
            }
        }
    }

    /// The page if it is there and fresh; never waits.
    pub fn peek(&self, key: &str, now: Timestamp) -> Option<Arc<Stored>> {
        self.cache.get(key).filter(|page| page.fresh_until.is_none_or(|until| now < until))
    }

    /// Drops the pages that depend on these keys, changed at these numbers.
    pub fn drop_keys<'a>(&self, changes: impl IntoIterator<Item = (i64, &'a str)>) {
        let mut drops = self.drops.lock().unwrap_or_else(PoisonError::into_inner);
        for (number, key) in changes {
            drops.remember(number, key);
            for page in drops.dependents.remove(key).unwrap_or_default() {
                self.cache.remove(&page);
            }
        }
    }

    /// Drops every page: the log begins anew, or everything looks different.
    pub fn drop_all(&self, number: i64) {
        let mut drops = self.drops.lock().unwrap_or_else(PoisonError::into_inner);
        drops.remember(number, EVERYTHING);
        drops.dependents.clear();
        self.cache.clear();
    }
}

impl Place<'_> {
    /// Keeps a page that was rendered from the state at change `number`, unless one of its keys was dropped since.
    pub fn keep(self, page: Arc<Stored>, number: i64) {
        let mut drops = self.pages.drops.lock().unwrap_or_else(PoisonError::into_inner);
        if drops.later_than(number, &page.keys) {
            return;
        }
        for key in &page.keys {
            drops.dependents.entry(key.clone()).or_default().insert(self.key.clone());
        }
        // Under the lock, so that no drop can come between the check and the insertion.
        let _full = self.guard.insert(page);
        drop(drops);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::Page;

    fn page(keys: &[&str], text: &str) -> Arc<Stored> {
        let mut page = Page::new("text/plain", text.as_bytes().to_vec());
        page.raw_keys = keys.iter().map(|key| (*key).to_owned()).collect();
        Arc::new(Stored::new(page))
    }

    async fn place<'a>(pages: &'a Pages, key: &str) -> Place<'a> {
        match pages.find(key, 0).await {
            Found::Place(place) => place,
            Found::Page(_) => panic!("{key} is there already"),
        }
    }

    #[tokio::test]
    async fn a_page_is_kept_until_one_of_its_keys_is_dropped() {
        let pages = Pages::new(1 << 20);
        place(&pages, "/a").await.keep(page(&["article:1", "theme"], "a"), 5);
        assert!(pages.peek("/a", 0).is_some());
        pages.drop_keys([(6, "article:2")]);
        assert!(pages.peek("/a", 0).is_some());
        pages.drop_keys([(7, "article:1")]);
        assert!(pages.peek("/a", 0).is_none());
    }

    #[tokio::test]
    async fn a_page_rendered_before_a_drop_of_its_keys_is_not_kept() {
        let pages = Pages::new(1 << 20);
        let rendering = place(&pages, "/a").await;
        pages.drop_keys([(6, "article:1")]);
        rendering.keep(page(&["article:1"], "old"), 5);
        assert!(pages.peek("/a", 0).is_none());
        place(&pages, "/a").await.keep(page(&["article:1"], "new"), 6);
        assert!(pages.peek("/a", 0).is_some());
    }

    #[tokio::test]
    async fn a_page_rendered_before_everything_was_dropped_is_not_kept() {
        let pages = Pages::new(1 << 20);
        let rendering = place(&pages, "/a").await;
        pages.drop_all(6);
        rendering.keep(page(&["article:1"], "old"), 5);
        assert!(pages.peek("/a", 0).is_none());
    }

    #[tokio::test]
    async fn a_page_is_stale_after_its_time() {
        let pages = Pages::new(1 << 20);
        let mut timed = Page::new("text/plain", b"a".to_vec());
        timed.fresh_until = Some(100);
        place(&pages, "/a").await.keep(Arc::new(Stored::new(timed)), 1);
        assert!(pages.peek("/a", 99).is_some());
        assert!(matches!(pages.find("/a", 100).await, Found::Place(_)));
    }
}
