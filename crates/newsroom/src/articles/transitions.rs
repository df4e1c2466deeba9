//! From which state an article may go to which, with which right, and where words are needed. The one table of it.
//!
//! Pure: knows roles and states, no database. An update of a published article is a step from published to published.

use crate::accounts::{Right, Role};
use crate::site::Workflow;
use crate::{Error, Problem};

use super::State;

/// Whether a step needs words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// As one likes.
    Free,
    /// Its owner needs none; whoever else takes it needs the right to review, and says why.
    FromOthers,
    /// Always.
    Needed,
}

/// A step that there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The state it begins in.
    pub from: State,
    /// The state it ends in.
    pub to: State,
    /// The right it takes.
    pub right: Right,
    /// Whether it needs words.
    pub words: Words,
}

const fn step(from: State, to: State, right: Right, words: Words) -> Transition {
    Transition { from, to, right, words }
}

/// Every step there is; what is not here is refused.
pub const TRANSITIONS: &[Transition] = &[
    step(State::Idea, State::Draft, Right::Write, Words::Free),
    step(State::Draft, State::InReview, Right::Write, Words::Free),
    step(State::Draft, State::Ready, Right::Review, Words::Free),
    step(State::Draft, State::Scheduled, Right::Publish, Words::Free),
    step(State::Draft, State::Published, Right::Publish, Words::Free),
    step(State::InReview, State::Draft, Right::Write, Words::FromOthers),
    step(State::InReview, State::Ready, Right::Review, Words::Free),
    step(State::InReview, State::Scheduled, Right::Publish, Words::Free),
    step(State::InReview, State::Published, Right::Publish, Words::Free),
    step(State::Ready, State::Draft, Right::Review, Words::FromOthers),
    step(State::Ready, State::InReview, Right::Review, Words::Free),
    step(State::Ready, State::Scheduled, Right::Publish, Words::Free),
    step(State::Ready, State::Published, Right::Publish, Words::Free),
    step(State::Scheduled, State::Draft, Right::Publish, Words::Free),
    step(State::Scheduled, State::Ready, Right::Publish, Words::Free),
    step(State::Scheduled, State::Scheduled, Right::Publish, Words::Free),
    step(State::Scheduled, State::Published, Right::Publish, Words::Free),
    step(State::Published, State::Published, Right::Publish, Words::Free),
    step(State::Published, State::Unpublished, Right::Withdraw, Words::Free),
    step(State::Published, State::Retracted, Right::Withdraw, Words::Needed),
    step(State::Unpublished, State::Draft, Right::Review, Words::Free),
    step(State::Unpublished, State::Scheduled, Right::Publish, Words::Free),
    step(State::Unpublished, State::Published, Right::Publish, Words::Free),
];

/// Who takes a step, and under which rules of the newsroom.
#[derive(Clone, Copy, Debug)]
pub struct Stepping {
    /// The role; None for the program itself.
    pub role: Option<Role>,
    /// Whether the article is theirs.
    pub owner: bool,
    /// Which states the newsroom uses.
    pub workflow: Workflow,
}

impl Stepping {
    fn uses(&self, state: State) -> bool {
        match state {
            State::InReview => self.workflow.review,
            State::Ready => self.workflow.ready,
            _ => true,
        }
    }

    fn may(&self, transition: &Transition) -> bool {
        let Some(role) = self.role else {
            return true;
        };
        let others = transition.words == Words::FromOthers && !self.owner;
        role.may(transition.right) && (!others || role.may(Right::Review))
    }

    /// Whether this step needs words of this person.
    pub fn needs_words(&self, transition: &Transition) -> bool {
        match transition.words {
            Words::Free => false,
            Words::FromOthers => !self.owner && self.role.is_some(),
            Words::Needed => true,
        }
    }

    /// The steps that this person may take from a state, in the table's order.
    pub fn from(&self, state: State) -> Vec<Transition> {
        TRANSITIONS.iter().filter(|one| one.from == state && self.uses(one.to) && self.may(one)).copied().collect()
    }

    /// Goes on if this person may take the step; else says why not.
    pub fn check(&self, from: State, to: State, note: &str) -> Result<(), Error> {
        let Some(transition) = TRANSITIONS.iter().find(|one| one.from == from && one.to == to) else {
            return Err(Error::Conflict(refusal(from)));
        };
        if !self.uses(to) {
            return Err(Error::Conflict("problem-step-off"));
        }
        if !self.may(transition) {
            return Err(Error::Forbidden);
        }
        if self.needs_words(transition) && note.trim().is_empty() {
            let key = if to == State::Retracted { "problem-notice-missing" } else { "problem-note-missing" };
            let field = if to == State::Retracted { "notice" } else { "note" };
            return Err(Error::Invalid(vec![Problem::new(field, key)]));
        }
        Ok(())
    }
}

/// The sentence that says what an article in this state can become.
fn refusal(from: State) -> &'static str {
    match from {
        State::Idea => "problem-step-idea",
        State::Draft => "problem-step-draft",
        State::InReview => "problem-step-in-review",
        State::Ready => "problem-step-ready",
        State::Scheduled => "problem-step-scheduled",
        State::Published => "problem-step-published",
        State::Unpublished => "problem-step-unpublished",
        State::Retracted => "problem-article-retracted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stepping(role: Role, owner: bool) -> Stepping {
        Stepping { role: Some(role), owner, workflow: Workflow::default() }
    }

    /// What each role may do with someone else's article, as a table.
    #[test]
    fn each_role_takes_these_steps() {
        let mut table = String::new();
        for from in State::ALL {
            for to in State::ALL {
                let may = |role: &Role| stepping(*role, false).check(from, to, "why").is_ok();
                let roles: Vec<&str> = Role::ALL.iter().filter(|role| may(role)).map(|role| role.as_str()).collect();
                if let Some(least) = roles.first() {
                    table.push_str(&format!("{} > {}: {least}\n", from.as_str(), to.as_str()));
                }
            }
        }
        insta::assert_snapshot!(table, @r"
        idea > draft: freelance
        draft > in_review: freelance
        draft > ready: copy_editor
        draft > scheduled: editor
        draft > published: editor
        in_review > draft: copy_editor
        in_review > ready: copy_editor
        in_review > scheduled: editor
        in_review > published: editor
        ready > draft: copy_editor
        ready > in_review: copy_editor
        ready > scheduled: editor
        ready > published: editor
        scheduled > draft: editor
        scheduled > ready: editor
        scheduled > scheduled: editor
        scheduled > published: editor
        published > published: editor
        published > unpublished: editor
        published > retracted: editor
        unpublished > draft: copy_editor
        unpublished > scheduled: editor
        unpublished > published: editor
        ");
    }

    #[test]
    fn an_author_takes_back_without_words_and_others_say_why() {
        assert!(stepping(Role::Freelance, true).check(State::InReview, State::Draft, "").is_ok());
        assert!(matches!(stepping(Role::Journalist, false).check(State::InReview, State::Draft, "x"), Err(Error::Forbidden)));
        assert!(matches!(stepping(Role::Editor, false).check(State::InReview, State::Draft, " "), Err(Error::Invalid(_))));
    }

    #[test]
    fn a_state_that_the_newsroom_does_not_use_is_refused_with_the_reason() {
        let small = Stepping { workflow: Workflow { review: false, ready: false }, ..stepping(Role::Administration, true) };
        assert!(matches!(small.check(State::Draft, State::InReview, ""), Err(Error::Conflict("problem-step-off"))));
        assert_eq!(small.from(State::Draft).iter().map(|one| one.to).collect::<Vec<_>>(), [State::Scheduled, State::Published]);
        assert!(small.check(State::InReview, State::Draft, "").is_ok(), "what stands there may leave");
    }
}
