//! What a seed has chosen for a run.

use std::collections::BTreeSet;

use mail::Phase;
use mail::testing::{ANYONE, Fault, TestRelay};
use newsroom::failpoints::Step;

use super::dice::Dice;
use super::rows::{IN_THE_MIDDLE, Row};
use super::sender::Fate;

/// So long a process has room again, and has written down what it could not: then nothing of it is in doubt.
pub const PATIENT: u64 = 4_500;
const HOUR: i64 = 3600 * 1_000_000;

/// What happens to one process.
#[derive(Clone, Copy, Debug)]
pub struct Lot {
    pub step: Step,
    pub passing: u64,
    pub fate: Fate,
    pub amount: i64,
    /// Killed from outside when the relay has taken so many mails.
    pub killed_at: Option<usize>,
}

/// How a run goes.
#[derive(Clone, Debug)]
pub struct Script {
    pub connections: u32,
    pub per_connection: u32,
    pub lockstep: bool,
    pub chunk: i64,
    pub patience: u64,
    /// The last process has the name of those before it, and so takes over at once; else it waits until they count as dead.
    pub same_name: bool,
    /// One after the other, or all at once.
    pub processes: Vec<Lot>,
    pub at_once: bool,
    /// What goes wrong at the relay: for which reader (None: for whoever comes first), and what.
    pub faults: Vec<(Option<usize>, Fault)>,
    /// After a restore: send the rest, or cancel.
    pub send_the_rest: bool,
}

impl Script {
    /// The choices of this seed.
    pub fn new(row: Row, seed: u64, readers: usize) -> Script {
        let mut dice = Dice::new(seed);
        let connections = dice.number(1, 6) as u32;
        let mut script = Script {
            connections,
            per_connection: if dice.percent(25) { 7 } else { 0 },
            lockstep: dice.percent(25),
            chunk: dice.number(15, 60) as i64,
            // Long enough to try again a few times what could not be written down; or ended before that.
            patience: if matches!(row, Row::Full(_)) && dice.percent(40) { PATIENT } else { 700 },
            same_name: dice.percent(50),
            processes: Vec::new(),
            at_once: row == Row::Two,
            faults: Vec::new(),
            send_the_rest: dice.percent(50),
        };
        let troubled = match row {
            Row::Relay => 100,
            Row::Kill(_) | Row::Moment | Row::Two => 25,
            _ => 0,
        };
        if dice.percent(troubled) {
            script.faults = (0..dice.number(1, 5)).map(|_| fault(&mut dice, readers)).collect();
        }
        script.processes = script.lots(row, readers, &mut dice);
        script
    }

    fn lots(&self, row: Row, readers: usize, dice: &mut Dice) -> Vec<Lot> {
        let times = dice.number(1, 2);
        let lot = |step, fate, amount, dice: &mut Dice| self.lot((step, fate, amount), readers, dice);
        match row {
            Row::Kill(step @ (Step::RecoverBefore | Step::RecoverAfter)) => {
                // Someone must have left something behind.
                let first = lot(dice.one(&IN_THE_MIDDLE[2..]), Fate::Die, 0, dice);
                let first = Lot { passing: first.passing.min(3), ..first };
                vec![first, Lot { step, passing: 1, ..first }]
            }
            Row::Kill(step) => (0..times).map(|_| lot(step, Fate::Die, 0, dice)).collect(),
            Row::Moment => {
                let killed = |dice: &mut Dice| Some(dice.number(0, readers as u64 - 1) as usize);
                (0..times).map(|_| Lot { killed_at: killed(dice), ..lot(Step::Begun, Fate::Count, 0, dice) }).collect()
            }
            Row::Two => (0..2)
                .map(|_| {
                    let fate = if dice.percent(70) { Fate::Die } else { Fate::Count };
                    lot(dice.one(IN_THE_MIDDLE), fate, 0, dice)
                })
                .collect(),
            Row::Full(step) => vec![lot(step, Fate::Full, dice.number(1, 3) as i64, dice)],
            Row::Unheard(step) => vec![lot(step, Fate::Unheard, 0, dice)],
            Row::Clock => {
                let by = dice.one(&[1_000_000, 120_000_000, HOUR / 3, HOUR, 6 * HOUR]) * dice.one(&[1, -1]);
                // One dies first: its leases and intents are there when the clock jumps.
                vec![lot(dice.one(IN_THE_MIDDLE), Fate::Die, 0, dice), lot(dice.one(IN_THE_MIDDLE), Fate::Jump, by, dice)]
            }
            Row::Relay => vec![lot(Step::Begun, Fate::Count, 0, dice)],
            Row::Terminate | Row::Restored => vec![lot(dice.one(&IN_THE_MIDDLE[1..]), Fate::Terminate, 0, dice)],
        }
    }

    fn lot(&self, (step, fate, amount): (Step, Fate, i64), readers: usize, dice: &mut Dice) -> Lot {
        let chunks = readers as u64 / self.chunk.unsigned_abs() + 1;
        let most = match step {
            Step::CutOffBefore | Step::CutOffAfter | Step::FinishBefore | Step::FinishAfter | Step::RecoverBefore | Step::RecoverAfter => 1,
            Step::FreezeBefore | Step::FreezeAfter | Step::LeaseBefore | Step::LeaseAfter => chunks,
            Step::IntentBefore | Step::IntentAfter | Step::OutcomeBefore | Step::OutcomeAfter => {
                readers as u64 / u64::from(self.connections)
            }
            Step::Begun | Step::DotBefore | Step::DotAfter | Step::ReplyAfter => readers as u64,
        };
        // The first mails, when connections are still few, as often as all others.
        let most = if dice.percent(30) { most.min(4) } else { most };
        Lot { step, passing: dice.number(1, most.max(1)), fate, amount, killed_at: None }
    }

    /// Tells the relay. Gives the readers (by number) whom it refuses for good.
    pub fn tell(&self, relay: &TestRelay) -> BTreeSet<usize> {
        let mut refused = BTreeSet::new();
        for (reader, fault) in &self.faults {
            let who = reader.map_or_else(|| ANYONE.to_owned(), |number| format!("reader{number}@example.com"));
            match (fault, reader) {
                (Fault::Reply(Phase::Recipient, words), Some(reader)) if words.starts_with("550") => {
                    refused.insert(*reader);
                    relay.fail(&who, fault.clone());
                }
                _ => relay.fail_once(&who, fault.clone()),
            }
        }
        refused
    }
}

fn fault(dice: &mut Dice, readers: usize) -> (Option<usize>, Fault) {
    let reader = Some(dice.number(0, readers as u64 - 1) as usize);
    match dice.number(0, 8) {
        0 => (reader, Fault::TakeAndClose),
        1 => (reader, Fault::Close(Phase::Dot)),
        2 => (reader, Fault::reply(Phase::Dot, "421 4.3.2 going down")),
        3 => (reader, Fault::reply(Phase::Dot, "451 4.3.0 later")),
        4 => (reader, Fault::reply(Phase::Recipient, "450 4.2.0 later")),
        5 => (reader, Fault::reply(Phase::Recipient, "550 5.1.1 nobody of that name")),
        6 => (reader, Fault::Close(Phase::Recipient)),
        7 => (reader, Fault::Close(Phase::Body)),
        _ => (None, Fault::reply(Phase::Sender, "421 4.7.0 enough for one connection")),
    }
}
