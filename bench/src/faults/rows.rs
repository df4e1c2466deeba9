//! The rows of the fault table: what goes wrong.

use newsroom::failpoints::Step;

/// What goes wrong in the runs of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A process is killed at this step.
    Kill(Step),
    /// A process is killed from outside, at any moment.
    Moment,
    /// Two processes send at once; each may be killed.
    Two,
    /// The disk is full at this step.
    Full(Step),
    /// A commit was made, and the answer to it is lost.
    Unheard(Step),
    /// The clock jumps, forwards or backwards.
    Clock,
    /// The relay breaks off, refuses, takes mails without saying so.
    Relay,
    /// A process is asked to end (SIGTERM).
    Terminate,
    /// A backup of the middle of the mailing is restored after its end.
    Restored,
}

/// Steps at which a process is killed in the middle of its work.
pub const IN_THE_MIDDLE: &[Step] = &[
    Step::FreezeAfter,
    Step::LeaseBefore,
    Step::LeaseAfter,
    Step::Begun,
    Step::IntentBefore,
    Step::IntentAfter,
    Step::DotBefore,
    Step::DotAfter,
    Step::ReplyAfter,
    Step::OutcomeBefore,
    Step::OutcomeAfter,
];

impl Row {
    /// All rows, in the table's order.
    pub fn all() -> Vec<Row> {
        let mut rows: Vec<Row> = Step::ALL.iter().copied().map(Row::Kill).collect();
        rows.extend([Row::Moment, Row::Two]);
        rows.extend([Step::FreezeBefore, Step::LeaseBefore, Step::IntentBefore, Step::OutcomeBefore].map(Row::Full));
        rows.extend([Step::IntentAfter, Step::OutcomeAfter].map(Row::Unheard));
        rows.extend([Row::Clock, Row::Relay, Row::Terminate, Row::Restored]);
        rows
    }

    /// Its name, as `--step` takes it.
    pub fn name(self) -> String {
        match self {
            Row::Kill(step) => step.name().to_owned(),
            Row::Moment => "any-moment".to_owned(),
            Row::Two => "two-processes".to_owned(),
            Row::Full(step) => format!("full-{}", step.name().trim_end_matches("-before")),
            Row::Unheard(step) => format!("unheard-{}", step.name().trim_end_matches("-after")),
            Row::Clock => "clock".to_owned(),
            Row::Relay => "relay".to_owned(),
            Row::Terminate => "sigterm".to_owned(),
            Row::Restored => "restored".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Row;

    #[test]
    fn each_row_has_a_name_of_its_own() {
        let rows = Row::all();
        assert_eq!(rows.iter().map(|row| row.name()).collect::<BTreeSet<_>>().len(), rows.len());
    }
}
