//! How many connections the relay bears: it begins with few, grows while mails are taken, and halves when the relay says that it
//! is too much.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use tokio::sync::Notify;

/// With how many connections a process begins.
const BEGIN: u32 = 2;
/// Near what was too much, so many mails a connection are taken before one more is tried.
const CAREFUL: u32 = 20;

/// How many connections may be at work.
#[derive(Debug, Default)]
pub(super) struct Pace {
    now: Mutex<Standing>,
    working: AtomicU32,
    grown: Notify,
}

/// A connection is at work for as long as this lives.
#[derive(Debug)]
pub(super) struct Working<'a>(&'a Pace);

impl Drop for Working<'_> {
    fn drop(&mut self) {
        self.0.working.fetch_sub(1, Ordering::SeqCst);
    }
}

#[derive(Clone, Copy, Debug)]
struct Standing {
    allowed: u32,
    /// From here on it grows carefully: half of what was too much.
    careful_from: u32,
    taken: u32,
}

impl Default for Standing {
    fn default() -> Standing {
        Standing { allowed: BEGIN, careful_from: u32::MAX, taken: 0 }
    }
}

impl Pace {
    /// How many connections may be at work, of `most`.
    pub(super) fn allowed(&self, most: u32) -> u32 {
        self.standing().allowed.min(most.max(1))
    }

    /// Says that a connection begins to work.
    pub(super) fn begin(&self) -> Working<'_> {
        self.working.fetch_add(1, Ordering::SeqCst);
        Working(self)
    }

    /// Whether more connections are at work than may be: one of them ends.
    pub(super) fn is_too_many(&self, most: u32) -> bool {
        self.working.load(Ordering::SeqCst) > self.allowed(most)
    }

    /// The relay took a mail: one connection more, near what was too much only after many.
    pub(super) fn taken(&self, most: u32) {
        let mut now = self.standing();
        if now.allowed >= most {
            return;
        }
        now.taken += 1;
        if now.allowed < now.careful_from || now.taken >= now.allowed.saturating_mul(CAREFUL) {
            now.allowed += 1;
            now.taken = 0;
            self.grown.notify_one();
        }
    }

    /// The relay said that it is too much.
    pub(super) fn too_much(&self, most: u32) {
        let mut now = self.standing();
        let half = (now.allowed.min(most) / 2).max(1);
        *now = Standing { allowed: half, careful_from: half, taken: 0 };
    }

    /// Ends when another connection may begin.
    pub(super) async fn grown(&self) {
        self.grown.notified().await;
    }

    fn standing(&self) -> std::sync::MutexGuard<'_, Standing> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_grows_with_each_mail_to_the_setting() {
        let pace = Pace::default();
        assert_eq!((pace.allowed(50), pace.allowed(1), pace.allowed(0)), (2, 1, 1));
        for _ in 0..100 {
            pace.taken(50);
        }
        assert_eq!(pace.allowed(50), 50);
    }

    #[test]
    fn it_halves_and_then_grows_carefully() {
        let pace = Pace::default();
        for _ in 0..100 {
            pace.taken(16);
        }
        pace.too_much(16);
        assert_eq!(pace.allowed(16), 8);
        for _ in 0..8 * CAREFUL - 1 {
            pace.taken(16);
        }
        assert_eq!(pace.allowed(16), 8);
        pace.taken(16);
        assert_eq!(pace.allowed(16), 9);
        for _ in 0..9 {
            pace.too_much(16);
        }
        assert_eq!(pace.allowed(16), 1, "one goes on trying");
    }
}
