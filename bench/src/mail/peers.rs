//! Postfix's two test programs: the sink that takes every mail, and the source that sends.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::program::{Program, free_port, wait_for_port};

/// A running `smtp-sink`.
#[derive(Debug)]
pub struct Sink {
    /// The process.
    pub program: Program,
    /// Where it listens.
    pub port: u16,
}

fn tool(name: &str) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).chain(["/usr/sbin".into()]).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.with_context(|| format!("{name} is missing (Debian: apt-get install postfix)"))
}

/// Starts a sink.
pub fn sink() -> Result<Sink> {
    let port = free_port()?;
    let mut command = Command::new(tool("smtp-sink")?);
    // Only root may name a user, and must.
    if std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        command.args(["-u", "nobody"]);
    }
    command.arg(format!("127.0.0.1:{port}")).arg("1000").stdout(Stdio::null()).stderr(Stdio::null()).current_dir(Path::new("/"));
    let program = Program::start(&mut command)?;
    wait_for_port(port)?;
    Ok(Sink { program, port })
}

/// What a sender needed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Effort {
    /// From start to end.
    pub time: Duration,
    /// Processor time of the sender.
    pub processor: Duration,
    /// Processor time of the sink meanwhile.
    pub sink: Duration,
}

/// `smtp-source` with connections kept open.
pub fn source(sink: &Sink, port: u16, sessions: u32, mails: usize, length: usize) -> Result<Effort> {
    let before = sink.program.processor().context("the sink has ended")?;
    let children = children()?;
    let begun = Instant::now();
    let status = Command::new(tool("smtp-source")?)
        .args(["-d", "-s", &sessions.to_string(), "-m", &mails.to_string(), "-l", &length.to_string()])
        .args(["-f", "bounce@example.org", "-t", "reader@example.com", &format!("127.0.0.1:{port}")])
        .stdout(Stdio::null())
        .status()?;
    let time = begun.elapsed();
    ensure!(status.success(), "smtp-source failed");
    let after = sink.program.processor().context("the sink has ended")?;
    Ok(Effort { time, processor: self::children()?.saturating_sub(children), sink: after.saturating_sub(before) })
}

/// Processor time of our children that have ended.
fn children() -> Result<Duration> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields: Vec<&str> = stat.rsplit_once(')').context("no name")?.1.split_whitespace().collect();
    let field = |at: usize| fields.get(at).and_then(|text| text.parse::<u64>().ok()).context("no figure");
    // After the name in brackets: cutime and cstime are the 14th and 15th, in hundredths of a second.
    Ok(Duration::from_millis((field(13)? + field(14)?) * 10))
}
