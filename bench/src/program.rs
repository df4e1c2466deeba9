//! Processes that end with us, and what the system says of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// A folder that goes away.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// A fresh one.
    pub fn new() -> Result<Folder> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("kiosque-bench-{}-{number}", std::process::id()));
        fs::create_dir(&path).with_context(|| format!("cannot make {}", path.display()))?;
        Ok(Folder(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("cannot remove {}: {error}", self.0.display());
        }
    }
}

/// A process that ends when it is dropped.
#[derive(Debug)]
pub struct Program(pub Child);

impl Program {
    /// Starts it.
    pub fn start(command: &mut Command) -> Result<Program> {
        let child = command.spawn().with_context(|| format!("cannot start {:?}", command.get_program()))?;
        Ok(Program(child))
    }

    /// One figure of /proc/PID/status, in kB; None once it has ended.
    pub fn kilobytes(&self, name: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.0.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
        line.trim().strip_suffix("kB")?.trim().parse().ok()
    }

    /// Processor time used so far.
    pub fn processor(&self) -> Option<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.0.id())).ok()?;
        // After the name in brackets: utime and stime are the 12th and 13th, in hundredths of a second.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks * 10))
    }

    /// Waits until it does nothing for two seconds. Gives how long it worked, and the most kB of its own that it was seen with:
    /// pages of files that are mapped belong to the system, which takes them back when it needs room.
    pub fn wait_until_idle(&self, patience: Duration) -> Result<(Duration, u64)> {
        let begun = Instant::now();
        let mut own = 0;
        let mut busy = begun;
        let mut before = self.processor().context("the process has ended")?;
        while begun.elapsed() < patience {
            std::thread::sleep(Duration::from_millis(200));
            own = own.max(self.kilobytes("RssAnon").unwrap_or_default());
            let now = self.processor().context("the process has ended")?;
            if now - before > Duration::from_millis(20) {
                busy = Instant::now();
            }
            before = now;
            if busy.elapsed() > Duration::from_secs(2) {
                return Ok((busy - begun, own));
            }
        }
        bail!("still working after {patience:?}")
    }

    /// Runs to its end, watching its memory. Gives the status and the most kB it held.
    pub fn watch(mut self) -> Result<(ExitStatus, u64)> {
        let mut most = 0;
        loop {
            if let Some(held) = self.kilobytes("VmHWM") {
                most = most.max(held);
            }
            if let Some(status) = self.0.try_wait()? {
                return Ok((status, most));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Asks it to end (SIGTERM) and waits; a process that does not is killed.
    pub fn stop(&mut self) -> Result<()> {
        Command::new("kill").arg(self.0.id().to_string()).status()?;
        for _ in 0..200 {
            if self.0.try_wait()?.is_some() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.0.kill()?;
        self.0.wait()?;
        bail!("the process did not end within ten seconds of SIGTERM")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Asked first, so that a program can end those it started.
        if matches!(self.0.try_wait(), Ok(None))
            && let Err(error) = self.stop()
        {
            eprintln!("{error}");
        }
    }
}

/// A port of loopback that nobody uses just now.
pub fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Waits until something answers there.
pub fn wait_for_port(port: u16) -> Result<()> {
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    bail!("nothing answers on port {port}")
}
