//! Kiosque and `smtp-source`, one after the other against the same sink.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::Options;
use super::audience::Audience;
use super::delay::Delay;
use super::peers::{self, Effort, Sink};
use super::sender::{self, How};
use crate::table::{self, median, row};

/// What is added to a round trip.
const DELAY: Duration = Duration::from_millis(20);
/// With a delay, fewer mails say as much.
const DELAYED: usize = 2_000;

/// As fast as it goes.
pub fn wire(options: &Options) -> Result<()> {
    let audience = Audience::new(options.mails)?;
    let length = audience.length()?;
    let mut rows = vec![row(["", "mails/s", "of smtp-source", "cpu ms a mail", "sink's", "longest hold", "memory"])];
    for sessions in &options.sessions {
        let (mut source, mut own) = (Vec::new(), Vec::new());
        for _ in 0..options.runs {
            let sink = peers::sink()?;
            source.push(peers::source(&sink, sink.port, *sessions, options.mails, length)?);
            own.push(kiosque(&audience, &sink, options.mails, &How { sessions: *sessions, ..How::default() })?);
        }
        let reference = speed(&source, options.mails);
        rows.push(line(&format!("smtp-source, {sessions} sessions"), &source, options.mails, reference, None));
        let efforts: Vec<Effort> = own.iter().map(|(effort, _)| *effort).collect();
        let most = |of: fn(&sender::Sent) -> f64| own.iter().map(|(_, sent)| of(sent)).fold(0.0, f64::max);
        let besides = (most(|sent| sent.held), most(|sent| sent.memory));
        rows.push(line(&format!("Kiosque, {sessions} sessions"), &efforts, options.mails, reference, Some(besides)));
    }
    table::print(&format!("{} mails of {length} bytes, medians of {} runs", options.mails, options.runs), &rows);
    Ok(())
}

/// Where the relay is far away.
pub fn delayed(options: &Options) -> Result<()> {
    let audience = Audience::new(DELAYED)?;
    let length = audience.length()?;
    let mut rows = vec![row(["", "mails/s", "of lockstep"])];
    for sessions in &options.sessions {
        let (mut source, mut together, mut lockstep) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..options.runs {
            let sink = peers::sink()?;
            let delay = Delay::before(sink.port, DELAY)?;
            source.push(peers::source(&sink, delay.port, *sessions, DELAYED, length)?);
            for (lock, efforts) in [(false, &mut together), (true, &mut lockstep)] {
                let mailing = audience.publish()?;
                let how = How { sessions: *sessions, lockstep: lock, ..How::default() };
                let sent = sender::start(&audience, mailing, delay.port, &how)?;
                efforts.push(Effort { time: Duration::from_secs_f64(sent.time), ..Effort::default() });
            }
        }
        let reference = speed(&lockstep, DELAYED);
        for (name, efforts) in [("smtp-source", source), ("Kiosque, lockstep", lockstep), ("Kiosque, pipelining", together)] {
            let speed = speed(&efforts, DELAYED);
            rows.push(vec![format!("{name}, {sessions} sessions"), format!("{speed:.0}"), format!("{:.2}", speed / reference)]);
        }
    }
    table::print(&format!("{DELAYED} mails, {DELAY:?} added to a round trip, medians of {} runs", options.runs), &rows);
    Ok(())
}

/// One mailing of Kiosque.
pub(super) fn kiosque(audience: &Audience, sink: &Sink, mails: usize, how: &How<'_>) -> Result<(Effort, sender::Sent)> {
    let mailing = audience.publish()?;
    let before = sink.program.processor().context("the sink has ended")?;
    let sent = sender::start(audience, mailing, sink.port, how)?;
    let after = sink.program.processor().context("the sink has ended")?;
    ensure!(usize::try_from(sent.submitted)? == mails, "{} of {mails} mails were taken", sent.submitted);
    let effort = Effort {
        time: Duration::from_secs_f64(sent.time),
        processor: Duration::from_secs_f64(sent.processor),
        sink: after.saturating_sub(before),
    };
    Ok((effort, sent))
}

fn speed(efforts: &[Effort], mails: usize) -> f64 {
    median(&efforts.iter().map(|effort| mails as f64 / effort.time.as_secs_f64()).collect::<Vec<_>>())
}

fn line(name: &str, efforts: &[Effort], mails: usize, reference: f64, besides: Option<(f64, f64)>) -> Vec<String> {
    let speed = speed(efforts, mails);
    let cost = |of: fn(&Effort) -> Duration| {
        let costs: Vec<f64> = efforts.iter().map(|effort| of(effort).as_secs_f64() * 1000.0 / mails as f64).collect();
        format!("{:.3}", median(&costs))
    };
    let mut cells = vec![
        name.to_owned(),
        format!("{speed:.0}"),
        format!("{:.2}", speed / reference),
        cost(|effort| effort.processor),
        cost(|effort| effort.sink),
    ];
    if let Some((held, memory)) = besides {
        cells.extend([format!("{held:.0} ms"), format!("{memory:.0} MB")]);
    }
    cells
}
