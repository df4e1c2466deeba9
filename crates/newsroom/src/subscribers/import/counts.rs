//! What a table holds, and what became of it, in numbers and examples.

use serde::{Deserialize, Serialize};

use super::decide::{Verdict, Why};

/// How many lines of each kind. Each line is one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Lines below the head that are not empty.
    pub lines: i64,
    /// Become subscribers of the newsletter.
    pub subscribed: i64,
    /// Put aside: unsubscribed there.
    pub unsubscribed: i64,
    /// Put aside: bounced there.
    pub bounced: i64,
    /// Put aside: complained there.
    pub complained: i64,
    /// Known here already, or twice in the table: nothing changes.
    pub known: i64,
    /// Not taken: never confirmed there.
    pub pending: i64,
    /// Not taken: left or put aside here, or left this list there.
    pub refused: i64,
    /// Not taken: not understood.
    pub invalid: i64,
    /// Of those subscribed: without proof of their consent.
    pub without_proof: i64,
}

impl Counts {
    /// How many are put aside.
    pub fn suppressed(&self) -> i64 {
        self.unsubscribed + self.bounced + self.complained
    }

    /// How many lines are not taken.
    pub fn not_taken(&self) -> i64 {
        self.pending + self.refused + self.invalid
    }

    pub(super) fn add(&mut self, verdict: &Verdict, lacks_proof: bool) {
        self.lines += 1;
        let counted = match verdict {
            Verdict::Subscribe(_) => {
                self.without_proof += i64::from(lacks_proof);
                &mut self.subscribed
            }
            Verdict::Suppress("unsubscribed_elsewhere", _) => &mut self.unsubscribed,
            Verdict::Suppress("complaint_elsewhere", _) => &mut self.complained,
            Verdict::Suppress(..) => &mut self.bounced,
            Verdict::Known => &mut self.known,
            Verdict::NotTaken(Why::Pending) => &mut self.pending,
            Verdict::NotTaken(Why::Empty | Why::Address | Why::Status | Why::Quote) => &mut self.invalid,
            Verdict::NotTaken(_) => &mut self.refused,
        };
        *counted += 1;
    }
}

/// One line as an example.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// Its line.
    pub line: i64,
    /// The address, or what stands there.
    pub address: String,
    /// What becomes of it: subscribe, suppress, known, or why it is not taken.
    pub what: String,
    /// Since when, as it stands there.
    pub since: String,
    /// The network address, as it stands there.
    pub ip: String,
    /// The form or list, as it stands there.
    pub source: String,
}

/// A line that is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, sqlx::FromRow)]
pub struct NotTaken {
    /// Its line.
    pub line: i64,
    /// Why: the end of a phrase.
    pub why: String,
    /// What stands there.
    pub said: String,
}

/// What a look found. Nothing of it is written yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// How many of each kind.
    pub counts: Counts,
    /// The first lines.
    pub examples: Vec<Example>,
    /// The first lines that are not taken.
    pub not_taken: Vec<NotTaken>,
}
