//! A letter's way through the ledger: the same as a delivery's, but one in doubt is sent once more where someone waits for it.

use database::{Id, Timestamp, Tx};

use super::{Kind, store};
use crate::mailings::{Again, Outcome};
use crate::{Error, MICROS_PER_SECOND};

/// How long a letter is worth sending.
const LIFE: i64 = 24 * 3600 * MICROS_PER_SECOND;
/// How long a settled letter is kept: its message may carry a secret.
const KEPT: i64 = 7 * LIFE;
/// When a letter is tried again, by the attempts so far: sooner than a delivery, someone may be waiting.
const PATIENCE: [i64; 5] = [60, 300, 900, 1_800, 3_600];

/// Those of which one more may be sent when one is in doubt.
const ONCE: (&str, &str) = (Kind::Confirmation.as_str(), Kind::Link.as_str());

/// Whether a letter of this kind in doubt is sent again.
pub(crate) fn again(kind: &str) -> Again {
    if kind == ONCE.0 || kind == ONCE.1 { Again::Once } else { Again::Never }
}

fn next_at(attempts: i64, now: Timestamp) -> Timestamp {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(PATIENCE.len() - 1);
    now + PATIENCE.get(index).copied().unwrap_or(3_600) * MICROS_PER_SECOND
}

/// Writes down what became of a letter.
pub(crate) async fn put_outcome(
    tx: &mut Tx,
    id: Id,
    lease: (&str, i64),
    (outcome, doubts, again): (&Outcome, i64, Again),
    now: Timestamp,
) -> Result<(), Error> {
    let written = match outcome {
        Outcome::Submitted(reply) => ("submitted", 0, doubts, reply.as_str()),
        Outcome::Deferred(reply) => ("deferred", next_at(lease.1, now), doubts, reply.as_str()),
        Outcome::Rejected(reply) => ("rejected", 0, doubts, reply.as_str()),
        Outcome::InDoubt(reply) if again == Again::Once && doubts == 0 => ("deferred", next_at(lease.1, now), 1, reply.as_str()),
        Outcome::InDoubt(reply) => ("in_doubt", 0, doubts + 1, reply.as_str()),
        Outcome::Released => ("pending", now, doubts, ""),
    };
    store::write(tx, id, lease, written, now).await
}

/// Takes letters over from the dead.
pub(crate) async fn recover(tx: &mut Tx, (now, dead_since): (Timestamp, Timestamp), words: &str) -> Result<(), Error> {
    store::return_leases(tx, now).await?;
    store::doubt_intents(tx, (now, dead_since), words, ONCE).await
}

/// Letters that nobody waits for any more.
pub(crate) async fn expire(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    store::expire(tx, now - LIFE, now).await
}

/// Forgets what was settled long ago.
pub(crate) async fn forget(tx: &mut Tx, now: Timestamp) -> Result<(), Error> {
    store::forget(tx, now - KEPT).await
}
