//! What an attempt came to, and what it says of the relay.
//!
//! A refusal about the recipient concerns that delivery alone; one about us, or about the message, must not condemn
//! addresses: it stops the sending for a while instead.

use database::Timestamp;
use mail::{Class, Phase, Reply};

use crate::MICROS_PER_SECOND;

const MINUTE: i64 = 60 * MICROS_PER_SECOND;
/// When a deferred mail is tried again, by the attempts so far; the last one repeats until the mail is too old.
const PATIENCE: [i64; 6] = [5 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE, 240 * MINUTE];

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The relay took it, in these words.
    Submitted(String),
    /// To be tried again later.
    Deferred(String),
    /// Refused for good.
    Rejected(String),
    /// The dot was begun and no answer came.
    InDoubt(String),
    /// Not attempted, or cut short before anything could have been taken: pending again.
    Released,
}

/// Whether a mail in doubt is sent once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Again {
    /// Better missed than twice.
    Never,
    /// Better twice than missed: someone waits for it.
    Once,
}

/// An outcome and what it says beyond this mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    pub outcome: Outcome,
    /// The relay will take nothing from us for now, in its words.
    pub relay: Option<String>,
    /// The relay refuses this message, whoever gets it, in its words.
    pub message: Option<String>,
}

impl Verdict {
    fn of(outcome: Outcome) -> Verdict {
        Verdict { outcome, relay: None, message: None }
    }

    fn relay(outcome: Outcome, words: String) -> Verdict {
        Verdict { outcome, relay: Some(words), message: None }
    }
}

/// When a mail deferred after so many attempts is due.
pub(super) fn next_at(attempts: i64, now: Timestamp) -> Timestamp {
    let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(PATIENCE.len() - 1);
    now + PATIENCE.get(index).copied().unwrap_or(240 * MINUTE)
}

/// Judges what a failed attempt means. `reused`: the conversation had already carried a mail.
pub(super) fn judge(error: &mail::Error, reused: bool) -> Verdict {
    let words = error.to_string();
    match error {
        mail::Error::Message(_) => Verdict::of(Outcome::Rejected(words)),
        mail::Error::Broken { phase: Phase::Dot, .. } => Verdict::of(Outcome::InDoubt(words)),
        // Relays close a conversation after so many mails or so much time: the next one begins another.
        mail::Error::Broken { phase: Phase::Sender, .. } if reused => Verdict::of(Outcome::Released),
        mail::Error::Broken { phase, .. } if *phase < Phase::Sender => Verdict::relay(Outcome::Released, words),
        mail::Error::Broken { .. } if reused => Verdict::of(Outcome::Deferred(words)),
        mail::Error::Broken { .. } => Verdict::relay(Outcome::Deferred(words.clone()), words),
        // The same, in words. One that says so at the first mail of a conversation, or speaks of a rate, means us.
        mail::Error::Refused { phase: Phase::Sender, reply } if reused && reply.code == 421 && !is_rate(reply) => {
            Verdict::of(Outcome::Released)
        }
        mail::Error::Refused { phase, reply } => refused(*phase, reply, words),
    }
}

/// Whether it says that we send too much: 4.7.28 and its kin. (4.7.0 says little: some say so when a conversation has been long.)
fn is_rate(reply: &Reply) -> bool {
    matches!(reply.status, Some([4, 7, detail]) if detail > 0)
        || reply.text.split_whitespace().any(|word| word.eq_ignore_ascii_case("rate"))
}

fn refused(phase: Phase, reply: &Reply, words: String) -> Verdict {
    if phase <= Phase::Sender {
        return Verdict::relay(Outcome::Released, words);
    }
    if reply.code == 421 {
        return Verdict::relay(Outcome::Deferred(words.clone()), words);
    }
    let about_policy = matches!(reply.status, Some([_, 7, _]));
    if reply.class() == Class::Temporary {
        let outcome = Outcome::Deferred(words.clone());
        return if about_policy { Verdict::relay(outcome, words) } else { Verdict::of(outcome) };
    }
    if reply.is_about_recipient(phase) {
        return Verdict::of(Outcome::Rejected(words));
    }
    let outcome = Outcome::Deferred(words.clone());
    if phase == Phase::Recipient { Verdict::relay(outcome, words) } else { Verdict { outcome, relay: None, message: Some(words) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(phase: Phase, code: u16, status: Option<[u8; 3]>) -> Verdict {
        judge(&mail::Error::Refused { phase, reply: Reply { code, status, text: "no".to_owned() } }, true)
    }

    fn kind(verdict: &Verdict) -> (&'static str, bool, bool) {
        let outcome = match verdict.outcome {
            Outcome::Submitted(_) => "submitted",
            Outcome::Deferred(_) => "deferred",
            Outcome::Rejected(_) => "rejected",
            Outcome::InDoubt(_) => "in doubt",
            Outcome::Released => "released",
        };
        (outcome, verdict.relay.is_some(), verdict.message.is_some())
    }

    #[test]
    fn each_reply_means_what_it_says_about() {
        let cases = [
            (Phase::Greeting, 554, None, ("released", true, false)),
            (Phase::Login, 535, Some([5, 7, 8]), ("released", true, false)),
            (Phase::Sender, 550, None, ("released", true, false)),
            (Phase::Sender, 421, None, ("released", false, false)),
            (Phase::Sender, 421, Some([4, 7, 0]), ("released", false, false)),
            (Phase::Sender, 421, Some([4, 7, 28]), ("released", true, false)),
            (Phase::Recipient, 450, Some([4, 2, 1]), ("deferred", false, false)),
            (Phase::Recipient, 450, Some([4, 7, 28]), ("deferred", true, false)),
            (Phase::Recipient, 421, None, ("deferred", true, false)),
            (Phase::Recipient, 550, Some([5, 1, 1]), ("rejected", false, false)),
            (Phase::Recipient, 550, None, ("rejected", false, false)),
            (Phase::Recipient, 554, Some([5, 7, 1]), ("deferred", true, false)),
            (Phase::Dot, 452, None, ("deferred", false, false)),
            (Phase::Dot, 550, Some([5, 2, 2]), ("rejected", false, false)),
            (Phase::Dot, 552, Some([5, 3, 4]), ("deferred", false, true)),
            (Phase::Dot, 554, Some([5, 7, 1]), ("deferred", false, true)),
            (Phase::Data, 554, None, ("deferred", false, true)),
        ];
        for (phase, code, status, wanted) in cases {
            assert_eq!(kind(&refusal(phase, code, status)), wanted, "{phase:?} {code} {status:?}");
        }
    }

    #[test]
    fn only_an_unanswered_dot_is_in_doubt() {
        let broken = |phase, reused| kind(&judge(&mail::Error::Broken { phase, detail: String::new() }, reused));
        assert_eq!(broken(Phase::Dot, false), ("in doubt", false, false));
        assert_eq!(broken(Phase::Body, false), ("deferred", true, false));
        assert_eq!(broken(Phase::Body, true), ("deferred", false, false));
        assert_eq!(broken(Phase::Sender, true), ("released", false, false));
        assert_eq!(broken(Phase::Connect, false), ("released", true, false));
    }

    #[test]
    fn patience_grows() {
        assert_eq!([1, 2, 6, 60].map(|attempts| next_at(attempts, 0) / MINUTE), [5, 15, 240, 240]);
    }
}
