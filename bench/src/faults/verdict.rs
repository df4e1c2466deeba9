//! What a run came to: what the relay counted beside what the ledger says.

use std::collections::{BTreeMap, BTreeSet};

use mail::testing::TestRelay;
use newsroom::Id;
use newsroom::mailings::{Detail, State};

/// A run, counted.
#[derive(Clone, Debug, Default)]
pub struct Verdict {
    /// Processes that were killed.
    pub kills: u64,
    /// Mails that the relay took.
    pub accepted: u64,
    /// Readers whose mail is in doubt.
    pub in_doubt: u64,
    /// How many that may be: one for each connection at a death, and for each mail whose answer the relay kept.
    pub bound: u64,
    /// Readers who got two.
    pub twice: u64,
    /// Readers who got none, or of whom the ledger says so wrongly, and that nobody is told of.
    pub lost: u64,
    /// What was broken, in words.
    pub broken: Vec<String>,
}

/// What the relay took, by reader.
pub fn counted(relay: &TestRelay, mailing: Id) -> BTreeMap<Id, usize> {
    let mut counts = BTreeMap::new();
    for taken in relay.taken() {
        if let Some(reader) = reader_of(&taken.message, mailing) {
            *counts.entry(reader).or_default() += 1;
        }
    }
    counts
}

/// The reader that the Message-ID names, if it is of this mailing.
fn reader_of(message: &[u8], mailing: Id) -> Option<Id> {
    let text = std::str::from_utf8(message).ok()?;
    let line = text.lines().find(|line| line.len() > 12 && line.is_char_boundary(11) && line[..11].eq_ignore_ascii_case("message-id:"))?;
    let (_, id) = line.split_once('<')?;
    let (of, reader) = id.split_once('@')?.0.split_once('.')?;
    (Id::from_str_radix(of, 16).ok()? == mailing).then(|| Id::from_str_radix(reader, 16).ok())?
}

/// Holds both together. `refused`: whom the relay was told to refuse for good.
pub fn judge(
    readers: &BTreeSet<Id>,
    ledger: &[(Id, String)],
    counts: &BTreeMap<Id, usize>,
    (detail, refused): (&Detail, &BTreeSet<Id>),
    verdict: &mut Verdict,
) {
    let states: BTreeMap<Id, &str> = ledger.iter().map(|(reader, state)| (*reader, state.as_str())).collect();
    for reader in readers {
        let (state, count) = (states.get(reader).copied().unwrap_or("missing"), counts.get(reader).copied().unwrap_or(0));
        let well = match state {
            "submitted" => count >= 1,
            "in_doubt" => true,
            "rejected" => count == 0 && refused.contains(reader),
            _ => false,
        };
        if count > 1 {
            verdict.twice += 1;
            verdict.broken.push(format!("reader {reader} ({state}) got {count} mails"));
        }
        if !well && count == 0 {
            verdict.lost += 1;
            verdict.broken.push(format!("reader {reader} ({state}) got none"));
        } else if !well {
            verdict.broken.push(format!("reader {reader} got a mail and the ledger says {state}"));
        }
    }
    let strangers = counts.keys().filter(|reader| !readers.contains(reader)).count();
    let of = |wanted: &str| ledger.iter().filter(|(_, state)| state == wanted).count() as i64;
    let totals = detail.row.totals;
    let sums = [(totals.submitted, "submitted"), (totals.in_doubt, "in_doubt"), (totals.rejected, "rejected"), (totals.pending, "pending")];
    verdict.accepted += counts.values().map(|count| *count as u64).sum::<u64>();
    verdict.in_doubt += of("in_doubt").unsigned_abs();
    let mut check = |holds: bool, what: String| {
        if !holds {
            verdict.broken.push(what);
        }
    };
    check(strangers == 0, format!("{strangers} mails went to people outside the audience"));
    check(ledger.len() == readers.len(), format!("{} readers, {} deliveries", readers.len(), ledger.len()));
    check(totals.add_up() && sums.iter().all(|(total, state)| *total == of(state)), format!("the totals do not add up: {totals:?}"));
    check(detail.doubts.len() as i64 == of("in_doubt"), format!("the desk names {} in doubt", detail.doubts.len()));
    check(detail.row.state == State::Finished, format!("the mailing is {}", detail.row.state.as_str()));
}

impl Verdict {
    /// The last word: the bound is known when all processes have ended.
    pub fn close(&mut self) {
        if self.in_doubt > self.bound {
            self.broken.push(format!("{} in doubt, {} connections at most", self.in_doubt, self.bound));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::reader_of;

    #[test]
    fn a_reader_is_known_by_the_message_id() {
        let message = b"From: a\r\nMessage-ID: <ff.10@example.org>\r\n\r\nText";
        assert_eq!(reader_of(message, 255), Some(16));
        assert_eq!(reader_of(message, 254), None);
        assert_eq!(reader_of(b"From: a\r\n\r\n", 255), None);
    }
}
