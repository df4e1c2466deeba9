//! Chance as an input: secrets come from the system, tests may ask for a fixed sequence.

use ring::rand::{SecureRandom, SystemRandom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::Error;

/// Where the program takes its random bytes from.
#[derive(Clone, Debug)]
pub enum Random {
    /// The system's generator.
    System,
    /// A counted sequence, the same in every run: for tests only.
    Counted(Arc<AtomicU64>),
}

impl Random {
    /// The same sequence in every run.
    pub fn counted() -> Random {
        Random::Counted(Arc::new(AtomicU64::new(1)))
    }

    /// `N` random bytes. Fails only when the system has none to give.
    pub fn bytes<const N: usize>(&self) -> Result<[u8; N], Error> {
        let mut bytes = [0_u8; N];
        match self {
            Random::System => SystemRandom::new().fill(&mut bytes).map_err(|_| Error::Random)?,
            Random::Counted(count) => {
                let seed = count.fetch_add(1, Ordering::SeqCst).to_le_bytes();
                let digest = ring::digest::digest(&ring::digest::SHA256, &seed);
                for (to, from) in bytes.iter_mut().zip(digest.as_ref().iter().cycle()) {
                    *to = *from;
                }
            }
        }
        Ok(bytes)
    }
}
