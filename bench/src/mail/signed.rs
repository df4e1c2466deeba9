//! Every mail signed: what a signature costs, and how much of what it leaves is used.

use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};

use super::audience::Audience;
use super::compare::kiosque;
use super::peers;
use super::sender::How;
use crate::program::Folder;
use crate::table::{self, median, row};

/// Signatures of which the cost is taken.
const SAMPLE: u32 = 500;

/// Sends with and without signatures, alternating.
pub fn run(mails: usize, sessions: &[u32], runs: usize) -> Result<()> {
    let folder = Folder::new()?;
    let file = folder.path().join("dkim.pem");
    let made = Command::new("openssl").args(["genrsa", "-out"]).arg(&file).arg("2048").output().context("openssl is missing")?;
    ensure!(made.status.success(), "openssl made no key");
    let audience = Audience::new(mails)?;
    let cost = cost(&std::fs::read_to_string(&file)?, audience.length()?)?;
    let cores = std::thread::available_parallelism()?.get() as f64;
    let mut rows = vec![row(["sessions", "signed mails/s", "cores in use", "signing", "sink", "sending", "left by these", "of it"])];
    for sessions in sessions {
        let (mut speeds, mut used, mut sinks, mut sendings) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for _ in 0..runs {
            let sink = peers::sink()?;
            let (plain, _) = kiosque(&audience, &sink, mails, &How { sessions: *sessions, ..How::default() })?;
            sinks.push(plain.sink.as_secs_f64() * 1000.0 / mails as f64);
            sendings.push(plain.processor.as_secs_f64() * 1000.0 / mails as f64);
            let how = How { sessions: *sessions, dkim: Some(&file), ..How::default() };
            let (signed, _) = kiosque(&audience, &sink, mails, &how)?;
            speeds.push(mails as f64 / signed.time.as_secs_f64());
            used.push((signed.processor + signed.sink).as_secs_f64() / signed.time.as_secs_f64());
        }
        let (speed, sink, sending) = (median(&speeds), median(&sinks), median(&sendings));
        let left = cores * 1000.0 / (cost + sink + sending);
        rows.push(vec![
            sessions.to_string(),
            format!("{speed:.0}"),
            format!("{:.2}", median(&used)),
            format!("{cost:.3} ms"),
            format!("{sink:.3} ms"),
            format!("{sending:.3} ms"),
            format!("{left:.0}/s"),
            format!("{:.2}", speed / left),
        ]);
    }
    table::print(&format!("{mails} mails with rsa-2048 signatures, {cores} cores, processor time a mail, medians of {runs} runs"), &rows);
    Ok(())
}

/// Milliseconds of one core for one signature, while the others sign too: a virtual core alone is faster than beside its neighbour.
fn cost(pem: &str, length: usize) -> Result<f64> {
    let cores = std::thread::available_parallelism()?.get();
    std::thread::scope(|scope| {
        let signing: Vec<_> = (0..cores).map(|_| scope.spawn(|| cost_beside(pem, length))).collect();
        let costs: Result<Vec<f64>> =
            signing.into_iter().map(|one| one.join().map_err(|_| anyhow::anyhow!("a signing thread fell"))?).collect();
        Ok(median(&costs?))
    })
}

fn cost_beside(pem: &str, length: usize) -> Result<f64> {
    let signer = mail::Signer::new(pem, "bench", None)?;
    let mut message = b"From: a@example.org\r\nTo: b@example.org\r\nSubject: c\r\n\r\n".to_vec();
    while message.len() < length {
        message.extend_from_slice(b"Le conseil du village a vot=C3=A9 hier soir la r=C3=A9paration du pont.\r\n");
    }
    let begun = Instant::now();
    for at in 0..SAMPLE {
        signer.header(&message, i64::from(at))?;
    }
    Ok(begun.elapsed().as_secs_f64() * 1000.0 / f64::from(SAMPLE))
}
