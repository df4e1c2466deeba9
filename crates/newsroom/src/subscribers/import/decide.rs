//! What becomes of one row, by what is known here. Pure: the look and the run decide alike.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use database::{Id, Timestamp};

use super::row::{Entry, Standing, Wrong};

/// Put aside because they unsubscribed at the other program. The only reason that someone's own confirmation lifts.
pub(in crate::subscribers) const UNSUBSCRIBED: &str = "unsubscribed_elsewhere";

/// What is known here of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Facts {
    /// The subscriber: who, pending/confirmed/unsubscribed, when confirmed.
    pub subscriber: Option<(Id, String, Option<Timestamp>)>,
    /// They confirmed or chose here themselves.
    pub acted: bool,
    /// They have the newsletter.
    pub has: bool,
    /// Which import brought them.
    pub import: Option<Id>,
    /// The address is put aside.
    pub suppressed: bool,
    /// They left, and were forgotten.
    pub departed: bool,
}

/// Why a row is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Empty,
    Address,
    Status,
    Quote,
    Pending,
    LeftList,
    LeftHere,
    SuppressedHere,
    ConfirmedHere,
}

impl Why {
    /// How it is written in the database, and the end of its phrase.
    pub fn as_str(self) -> &'static str {
        match self {
            Why::Empty => "empty",
            Why::Address => "address",
            Why::Status => "status",
            Why::Quote => "quote",
            Why::Pending => "pending",
            Why::LeftList => "left-list",
            Why::LeftHere => "left-here",
            Why::SuppressedHere => "suppressed-here",
            Why::ConfirmedHere => "confirmed-here",
        }
    }

    /// Whether the list of lines not taken may say what stands there. Who does not want to be known here is not named.
    pub fn may_be_said(self) -> bool {
        matches!(self, Why::Empty | Why::Address | Why::Status | Why::Pending)
    }
}

impl From<Wrong> for Why {
    fn from(wrong: Wrong) -> Why {
        match wrong {
            Wrong::Empty => Why::Empty,
            Wrong::Address => Why::Address,
            Wrong::Status => Why::Status,
        }
    }
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Subscribed to the newsletter; the subscriber that stands here already.
    Subscribe(Option<Id>),
    /// Put aside for this reason; the subscriber that gets mails here.
    Suppress(&'static str, Option<Id>),
    /// Nothing changes.
    Known,
    /// Listed.
    NotTaken(Why),
}

/// Decides.
pub(super) fn decide(entry: &Entry, facts: &Facts) -> Verdict {
    let reason = match entry.standing {
        Standing::Subscribed => return subscribe(facts),
        Standing::Pending => return Verdict::NotTaken(Why::Pending),
        Standing::LeftList => return Verdict::NotTaken(Why::LeftList),
        Standing::Unsubscribed => UNSUBSCRIBED,
        Standing::Bounced => "bounced_elsewhere",
        Standing::Complained => "complaint_elsewhere",
    };
    if facts.suppressed {
        return Verdict::Known;
    }
    let confirmed = facts.subscriber.as_ref().filter(|(_, state, _)| state == "confirmed");
    // Who confirmed here after they left there wants our mails, and their address works.
    if let Some((_, _, confirmed_at)) = confirmed
        && facts.acted
        && entry.ended.is_none_or(|ended| confirmed_at.is_some_and(|at| ended < at))
    {
        return Verdict::NotTaken(Why::ConfirmedHere);
    }
    Verdict::Suppress(reason, confirmed.map(|(id, ..)| *id))
}

fn subscribe(facts: &Facts) -> Verdict {
    if facts.suppressed {
        return Verdict::NotTaken(Why::SuppressedHere);
    }
    match &facts.subscriber {
        None if facts.departed => Verdict::NotTaken(Why::LeftHere),
        None => Verdict::Subscribe(None),
        Some((_, state, _)) if state == "unsubscribed" => Verdict::NotTaken(Why::LeftHere),
        Some((id, state, _)) if state == "pending" => Verdict::Subscribe(Some(*id)),
        // A second list of theirs is added, as long as they have not chosen here themselves.
        Some((id, ..)) if !facts.has && !facts.acted => Verdict::Subscribe(Some(*id)),
        Some(_) => Verdict::Known,
    }
}

/// What rows before decided of addresses, so that one that comes again is decided as if that were written. A few bytes each.
#[derive(Debug, Default)]
pub(super) struct Before(HashMap<u64, bool>);

fn key(normalised: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    normalised.hash(&mut hasher);
    hasher.finish()
}

impl Before {
    /// The facts, with what rows before altered.
    pub fn on(&self, normalised: &str, mut facts: Facts) -> Facts {
        match self.0.get(&key(normalised)) {
            None => {}
            Some(true) => {
                let known = facts.subscriber.take();
                facts.subscriber = Some(known.map_or((0, "confirmed".to_owned(), None), |(id, _, at)| (id, "confirmed".to_owned(), at)));
                facts.has = true;
            }
            Some(false) => facts.suppressed = true,
        }
        facts
    }

    /// Notes what was decided.
    pub fn note(&mut self, normalised: &str, verdict: &Verdict) {
        match verdict {
            Verdict::Subscribe(_) => self.0.insert(key(normalised), true),
            Verdict::Suppress(..) => self.0.insert(key(normalised), false),
            _ => None,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subscribers::import::row::Proof;
    use crate::subscribers::normalise_address;

    fn entry(standing: Standing, ended: Option<Timestamp>) -> Entry {
        Entry { address: normalise_address("ana@example.org").unwrap(), standing, ended, proof: Proof::default() }
    }

    fn facts(state: &str, acted: bool, has: bool) -> Facts {
        Facts { subscriber: Some((7, state.to_owned(), Some(100))), acted, has, ..Facts::default() }
    }

    #[test]
    fn who_left_or_is_put_aside_here_is_not_brought_back() {
        let subscribed = entry(Standing::Subscribed, None);
        assert_eq!(decide(&subscribed, &Facts::default()), Verdict::Subscribe(None));
        assert_eq!(decide(&subscribed, &facts("unsubscribed", true, false)), Verdict::NotTaken(Why::LeftHere));
        assert_eq!(decide(&subscribed, &Facts { departed: true, ..Facts::default() }), Verdict::NotTaken(Why::LeftHere));
        assert_eq!(decide(&subscribed, &Facts { suppressed: true, ..Facts::default() }), Verdict::NotTaken(Why::SuppressedHere));
    }

    #[test]
    fn who_chose_here_keeps_what_they_chose_and_who_came_by_an_import_gets_a_second_newsletter() {
        let subscribed = entry(Standing::Subscribed, None);
        assert_eq!(decide(&subscribed, &facts("confirmed", true, false)), Verdict::Known);
        assert_eq!(decide(&subscribed, &facts("confirmed", false, true)), Verdict::Known);
        assert_eq!(decide(&subscribed, &facts("confirmed", false, false)), Verdict::Subscribe(Some(7)));
        assert_eq!(decide(&subscribed, &facts("pending", false, false)), Verdict::Subscribe(Some(7)));
    }

    #[test]
    fn a_later_confirmation_here_stands_over_an_earlier_end_there() {
        for standing in [Standing::Unsubscribed, Standing::Bounced, Standing::Complained] {
            let decided = |ended, acted| decide(&entry(standing, ended), &facts("confirmed", acted, true));
            assert_eq!(decided(Some(99), true), Verdict::NotTaken(Why::ConfirmedHere));
            assert_eq!(decided(None, true), Verdict::NotTaken(Why::ConfirmedHere));
            assert!(matches!(decided(Some(101), true), Verdict::Suppress(_, Some(7))));
            assert!(matches!(decided(None, false), Verdict::Suppress(_, Some(7))));
        }
    }

    #[test]
    fn a_second_row_of_an_address_is_decided_as_if_the_first_were_written() {
        let mut before = Before::default();
        let subscribed = entry(Standing::Subscribed, None);
        before.note("ana@example.org", &decide(&subscribed, &Facts::default()));
        assert_eq!(decide(&subscribed, &before.on("ana@example.org", Facts::default())), Verdict::Known);
        let gone = decide(&entry(Standing::Unsubscribed, None), &before.on("ana@example.org", Facts::default()));
        assert!(matches!(gone, Verdict::Suppress(UNSUBSCRIBED, _)));
        before.note("ana@example.org", &gone);
        assert_eq!(decide(&subscribed, &before.on("ana@example.org", Facts::default())), Verdict::NotTaken(Why::SuppressedHere));
    }
}
