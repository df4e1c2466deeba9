//! What happens at a step, in a process that was told so.

use std::pin::pin;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::Poll;

use database::{Clock, Tx};

use super::{Step, full_store};
use crate::Error;

/// What happens.
#[derive(Clone, Debug)]
pub enum Act {
    /// Nothing; passings are counted.
    Count,
    /// The process is killed at once (SIGKILL).
    Die,
    /// The process is asked to end (SIGTERM).
    Terminate,
    /// The disk is full, for so many passings of this step; meanwhile the file cannot grow at all.
    Full(u64),
    /// The clock jumps by so many microseconds.
    Jump(Clock, i64),
    /// What was committed is durable, but the process does not hear of it: only where a commit was just made.
    Unheard,
}

/// What is to happen in this process, and where.
#[derive(Clone, Debug)]
pub struct Plan {
    /// At which step.
    pub step: Step,
    /// At which of its passings, counted from 1.
    pub passing: u64,
    /// What.
    pub act: Act,
    /// How large a chunk of an audience or of a lease is at most: small audiences have several, too.
    pub chunk: i64,
}

static PLAN: OnceLock<Plan> = OnceLock::new();
static PASSED: [AtomicU64; Step::ALL.len()] = [const { AtomicU64::new(0) }; Step::ALL.len()];
/// A transaction has marked a mailing as finished.
static FINISHING: AtomicBool = AtomicBool::new(false);
/// The next commit is not heard of.
static UNHEARD: AtomicBool = AtomicBool::new(false);

/// Says what is to happen in this process. The first plan stands.
pub fn arm(plan: Plan) {
    let _ = PLAN.set(plan);
}

/// How often each step was passed.
pub fn passed() -> Vec<(&'static str, u64)> {
    Step::ALL.iter().zip(&PASSED).map(|(step, count)| (step.name(), count.load(Ordering::SeqCst))).collect()
}

/// Counts a passing; gives the plan, and which passing this is, if the plan is about this step.
fn count(step: Step) -> Option<(&'static Plan, u64)> {
    let counter = PASSED.get(step as usize)?;
    let passing = counter.fetch_add(1, Ordering::SeqCst) + 1;
    PLAN.get().filter(|plan| plan.step == step).map(|plan| (plan, passing))
}

/// A step is passed.
pub(crate) fn pass(step: Step) {
    if let Some((plan, passing)) = count(step) {
        act(plan, passing);
    }
}

fn act(plan: &Plan, passing: u64) {
    if plan.passing != passing {
        return;
    }
    match &plan.act {
        Act::Die => {
            // The signal comes before the call returns, if it can be sent at all: an abort leaves as little behind.
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::KILL);
            std::process::abort();
        }
        Act::Terminate => {
            let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TERM);
        }
        Act::Jump(clock, by) => clock.advance(*by),
        Act::Unheard => UNHEARD.store(true, Ordering::SeqCst),
        Act::Count | Act::Full(_) => {}
    }
}

/// A step is passed inside a transaction, before its commit.
pub(crate) async fn inside(tx: &mut Tx, step: Step) -> Result<(), Error> {
    let Some((plan, passing)) = count(step) else {
        return Ok(());
    };
    act(plan, passing);
    match plan.act {
        Act::Full(times) if (plan.passing..plan.passing.saturating_add(times)).contains(&passing) => full_store::fill(tx).await,
        Act::Full(times) if passing == plan.passing.saturating_add(times) => full_store::make_room(tx).await,
        _ => Ok(()),
    }
}

/// A mailing is being finished in a transaction.
pub(crate) fn finishing() {
    pass(Step::FinishBefore);
    FINISHING.store(true, Ordering::SeqCst);
}

/// The commit of outcomes and intents was made: [`Step::FinishAfter`], if it finished a mailing; or nobody hears of it.
pub(crate) fn committed() -> Result<(), Error> {
    if FINISHING.swap(false, Ordering::SeqCst) {
        pass(Step::FinishAfter);
    }
    if UNHEARD.swap(false, Ordering::SeqCst) {
        return Err(database::Error::from(sqlx::Error::PoolTimedOut).into());
    }
    Ok(())
}

/// The size of a chunk, made small.
pub(crate) fn at_most(size: i64) -> i64 {
    PLAN.get().map_or(size, |plan| size.min(plan.chunk))
}

/// A step is passed when the future waits for the first time: the dot's has then written it, and waits for the answer.
pub(crate) async fn waiting<F: Future>(step: Step, future: F) -> F::Output {
    let mut future = pin!(future);
    let mut passed = false;
    std::future::poll_fn(move |context| {
        let polled = future.as_mut().poll(context);
        if matches!(polled, Poll::Pending) && !std::mem::replace(&mut passed, true) {
            pass(step);
        }
        polled
    })
    .await
}
