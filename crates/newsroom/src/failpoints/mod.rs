//! Failpoints: the named steps of a mailing at which a process can be made to die, to find the disk full, or worse.
//!
//! For the fault runs of `bench` only: without the feature `failpoints`, which the shipped binary is built without, each call
//! here is empty and vanishes. With it, nothing happens either until a process says what is to happen ([`arm`]).
//! (Own and short in place of the crate `fail`: steps are an enum that can be listed, a process dies by a real SIGKILL, a full
//! disk is SQLite's own error, and nothing is read from the environment.)

#[cfg(feature = "failpoints")]
mod armed;
#[cfg(feature = "failpoints")]
mod full_store;

#[cfg(feature = "failpoints")]
pub use armed::{Act, Plan, arm, passed};
#[cfg(feature = "failpoints")]
pub(crate) use armed::{at_most, committed, finishing, inside, pass, waiting};

/// Declares the steps with their names, so that the list is complete.
macro_rules! steps {
    ($($(#[$comment:meta])* $step:ident = $name:literal,)*) => {
        /// A step of a mailing.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Step { $($(#[$comment])* $step,)* }

        impl Step {
            /// All steps, in the order of a mailing.
            pub const ALL: &[Step] = &[$(Step::$step,)*];

            /// Its name.
            pub const fn name(self) -> &'static str {
                match self { $(Step::$step => $name,)* }
            }

            /// The step of this name.
            pub fn parse(name: &str) -> Option<Step> {
                Step::ALL.iter().copied().find(|step| step.name() == name)
            }
        }
    };
}

steps! {
    /// The messages are made and written, not yet committed.
    CutOffBefore = "cut-off-before",
    /// The messages are durable.
    CutOffAfter = "cut-off-after",
    /// A chunk of the audience is written, not yet committed.
    FreezeBefore = "freeze-before",
    /// A chunk of the audience is durable.
    FreezeAfter = "freeze-after",
    /// A lease is written, not yet committed.
    LeaseBefore = "lease-before",
    /// A lease is durable; nothing of it has been handed on.
    LeaseAfter = "lease-after",
    /// The relay has everything of a mail but its dot; its intent is not handed in.
    Begun = "begun",
    /// Intents are written, not yet committed.
    IntentBefore = "intent-before",
    /// Intents are durable; no dot of them is written.
    IntentAfter = "intent-after",
    /// One connection knows its intent durable; its dot is not written.
    DotBefore = "dot-before",
    /// A dot is written; its answer is not read.
    DotAfter = "dot-after",
    /// The answer to a dot is read; its outcome is not handed in.
    ReplyAfter = "reply-after",
    /// Outcomes are written, not yet committed.
    OutcomeBefore = "outcome-before",
    /// Outcomes are durable.
    OutcomeAfter = "outcome-after",
    /// A mailing is marked as finished, not yet committed.
    FinishBefore = "finish-before",
    /// A mailing is durably finished.
    FinishAfter = "finish-after",
    /// What a dead process held is taken over, not yet committed.
    RecoverBefore = "recover-before",
    /// What a dead process held is durably taken over.
    RecoverAfter = "recover-after",
}

#[cfg(not(feature = "failpoints"))]
mod disarmed {
    use database::Tx;

    use super::Step;
    use crate::Error;

    #[inline(always)]
    pub(crate) const fn pass(_: Step) {}

    #[inline(always)]
    pub(crate) const fn finishing() {}

    #[inline(always)]
    pub(crate) const fn committed() -> Result<(), Error> {
        Ok(())
    }

    #[inline(always)]
    pub(crate) const fn at_most(size: i64) -> i64 {
        size
    }

    #[inline(always)]
    pub(crate) fn inside(_: &mut Tx, _: Step) -> std::future::Ready<Result<(), Error>> {
        std::future::ready(Ok(()))
    }

    #[inline(always)]
    pub(crate) fn waiting<F: Future>(_: Step, future: F) -> F {
        future
    }
}

#[cfg(not(feature = "failpoints"))]
pub(crate) use disarmed::{at_most, committed, finishing, inside, pass, waiting};

#[cfg(test)]
mod tests {
    use super::Step;

    #[test]
    fn a_step_is_found_by_its_name() {
        for step in Step::ALL {
            assert_eq!(Step::parse(step.name()), Some(*step));
        }
        assert_eq!(Step::parse("nowhere"), None);
    }
}
