//! A newsroom in which runs are made one after the other: its own database, its own readers, a mailing for each run.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use mail::testing::TestRelay;
use newsroom::articles::{self, Publish};
use newsroom::mailings::{self, Choice, State};
use newsroom::newsletters::{Cadence, Filter};
use newsroom::testing::{self, TestApp, mail as help};
use newsroom::{App, Id, MICROS_PER_SECOND, RelayLimits};
use tokio::process::Child;

use super::rows::Row;
use super::script::{Lot, PATIENT, Script};
use super::sender::{Task, wrong};
use super::verdict::{self, Verdict};

const MINUTE: i64 = 60 * MICROS_PER_SECOND;
/// A process that takes longer is stuck.
const STUCK: Duration = Duration::from_secs(60);
/// So long the last process waits at most for leases to run out and mails to be due.
const WAIT: i64 = 30 * 60 * MINUTE;

/// The newsroom.
pub struct Lane {
    pub(super) test: TestApp,
    section: Id,
    people: Vec<Id>,
}

/// A run under way.
pub(super) struct Run<'a> {
    pub lane: &'a Lane,
    pub script: Script,
    pub relay: TestRelay,
    pub mailing: Id,
    pub refused: BTreeSet<Id>,
    pub verdict: Verdict,
}

impl Lane {
    /// With so many readers.
    pub async fn new(readers: usize) -> Result<Lane> {
        let test = testing::set_up().await.map_err(wrong)?;
        let section = testing::section(&test, "Politique").await.map_err(wrong)?;
        let newsletter = help::newsletter(&test, "Tout", Cadence::AtOnce, &Filter::default()).await.map_err(wrong)?;
        let people = help::subscribers(&test, newsletter, readers).await.map_err(wrong)?;
        Ok(Lane { test, section, people })
    }

    /// One run.
    pub async fn run(&self, row: Row, seed: u64) -> Result<Verdict> {
        let script = Script::new(row, seed, self.people.len());
        let relay = TestRelay::start().await?;
        let refused = script.tell(&relay).into_iter().filter_map(|number| self.people.get(number).copied()).collect();
        let mailing = self.publish().await?;
        self.test.app.clock.advance(5 * MINUTE);
        let verdict = Verdict { bound: script.faults.len() as u64, ..Verdict::default() };
        let mut run = Run { lane: self, script, relay, mailing, refused, verdict };
        run.processes(row).await?;
        if row == Row::Restored {
            super::restored::run(&mut run).await?;
        } else {
            run.finish().await?;
            run.judge().await?;
        }
        run.verdict.close();
        Ok(run.verdict)
    }

    async fn publish(&self) -> Result<Id> {
        let id = testing::draft(&self.test, "Un pont neuf", self.section, "L'eau est revenue.").await.map_err(wrong)?;
        let how = Publish { mailing: Choice::Send, ..Publish::default() };
        let published = articles::publish(&self.test.app, &self.test.actor(), id, &how).await.map_err(wrong)?;
        published.mailing.context("no mailing was made")
    }

    pub(super) fn readers(&self) -> BTreeSet<Id> {
        self.people.iter().copied().collect()
    }
}

impl Run<'_> {
    /// The processes to which something happens.
    async fn processes(&mut self, row: Row) -> Result<()> {
        let lots = self.script.processes.clone();
        let mut running = Vec::new();
        for (number, lot) in lots.iter().enumerate() {
            let child = self.start(number, lot)?;
            if self.script.at_once {
                running.push(child);
            } else {
                self.ended(child, lot, row).await?;
            }
        }
        for (child, lot) in running.into_iter().zip(&lots) {
            self.ended(child, lot, row).await?;
        }
        Ok(())
    }

    fn start(&self, number: usize, lot: &Lot) -> Result<Child> {
        let (script, test) = (&self.script, &self.lane.test);
        let name = if script.at_once { format!("sender{number}") } else { "sender".to_owned() };
        let task = Task {
            folder: test.database.folder.clone(),
            mailing: self.mailing,
            port: self.relay.address().port(),
            now: test.app.now(),
            name,
            node: 2 + u16::try_from(number)?,
            connections: script.connections,
            per_connection: script.per_connection,
            lockstep: script.lockstep,
            chunk: script.chunk,
            step: lot.step.name().to_owned(),
            passing: lot.passing,
            fate: lot.fate,
            amount: lot.amount,
            patience: script.patience,
        };
        task.start(&test.app.keys.to_text())
    }

    /// Waits for the end of a process, and takes note of how it ended.
    async fn ended(&mut self, mut child: Child, lot: &Lot, row: Row) -> Result<()> {
        if let Some(mails) = lot.killed_at {
            tokio::select! {
                () = self.relay.until_taken(mails) => child.start_kill()?,
                ended = child.wait() => { ended?; }
            }
        }
        let output = tokio::time::timeout(STUCK, child.wait_with_output()).await.map_err(|_| anyhow!("a process was stuck"))??;
        let clock = &self.lane.test.app.clock;
        match (output.status.signal(), output.status.code()) {
            (Some(9), _) => {
                self.verdict.kills += 1;
                self.verdict.bound += u64::from(self.script.connections);
            }
            (None, Some(0)) => {
                let now: i64 = String::from_utf8(output.stdout)?.trim().parse().context("a process did not say its time")?;
                clock.advance((now - clock.now()).max(0));
                // What could not be written down in time is in doubt, as after a death.
                if matches!(row, Row::Full(_)) && self.script.patience < PATIENT {
                    self.verdict.bound += u64::from(self.script.connections);
                }
            }
            _ => self.verdict.broken.push(format!("a process ended with {}", output.status)),
        }
        clock.advance(MICROS_PER_SECOND);
        Ok(())
    }

    /// The last process: nothing happens to it.
    pub(super) fn last(&self) -> Result<App> {
        let name = if self.script.same_name && !self.script.at_once { "sender" } else { "another" };
        let limits = RelayLimits { connections: self.script.connections, per_destination: 0, ..RelayLimits::default() };
        help::another(&self.lane.test, name, self.relay.transport(), limits).map_err(wrong)
    }

    /// It takes over and goes on until the mailing is finished, however long that takes by its clock.
    pub(super) async fn finish(&self) -> Result<()> {
        let app = self.last()?;
        if self.script.same_name && !self.script.at_once {
            help::take_over(&app).await.map_err(wrong)?;
        }
        let (mut waited, mut wait) = (0, 6 * MINUTE);
        loop {
            tokio::time::timeout(STUCK, mailings::work_until_idle(&app))
                .await
                .map_err(|_| anyhow!("the last process was stuck"))?
                .map_err(wrong)?;
            let mut tx = app.read().await.map_err(wrong)?;
            let state = mailings::detail(&app, &mut tx, self.mailing).await.map_err(wrong)?.row.state;
            drop(tx);
            if matches!(state, State::Finished | State::Cancelled | State::Expired) {
                return Ok(());
            }
            ensure!(waited < WAIT, "the mailing is {} after {} hours", state.as_str(), waited / 60 / MINUTE);
            app.clock.advance(wait);
            waited += wait;
            wait = (wait * 2).min(60 * MINUTE);
        }
    }

    async fn judge(&mut self) -> Result<()> {
        self.relay.until_closed().await;
        let app = &self.lane.test.app;
        let ledger = help::ledger(app, self.mailing).await.map_err(wrong)?;
        let mut tx = app.read().await.map_err(wrong)?;
        let detail = mailings::detail(app, &mut tx, self.mailing).await.map_err(wrong)?;
        drop(tx);
        let counts = verdict::counted(&self.relay, self.mailing);
        verdict::judge(&self.lane.readers(), &ledger, &counts, (&detail, &self.refused), &mut self.verdict);
        Ok(())
    }
}
