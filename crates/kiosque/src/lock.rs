//! One `serve` per data folder: a locked file that says who holds it. The system lets go of it when the process ends,
//! however it ends.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The lock, held for as long as this lives.
#[derive(Debug)]
pub struct Lock(File);

impl Lock {
    /// Notes where the holder listens, for `doctor`.
    pub fn listens_on(&mut self, address: SocketAddr) -> Result<()> {
        writeln!(self.0, "http://{address}").context("the lock cannot be written")
    }
}

fn open(data: &Path) -> Result<File> {
    let path = data.join("lock");
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_context(|| format!("{} cannot be opened", path.display()))
}

/// Takes the lock of a data folder, or says who has it.
pub fn take(data: &Path) -> Result<Lock> {
    let mut file = open(data)?;
    if file.try_lock().is_err() {
        let mut holder = String::new();
        file.read_to_string(&mut holder).context("the lock cannot be read")?;
        let holder = holder.lines().collect::<Vec<_>>().join(", ");
        bail!("{} is in use by {holder}; one `kiosque serve` works on a data folder", data.display());
    }
    file.set_len(0).context("the lock cannot be written")?;
    file.rewind().context("the lock cannot be written")?;
    writeln!(file, "process {}", std::process::id()).context("the lock cannot be written")?;
    Ok(Lock(file))
}

/// Who holds the folder now: process and address, in the words of the lock. None: nobody.
pub fn holder(data: &Path) -> Result<Option<String>> {
    if !data.join("lock").exists() {
        return Ok(None);
    }
    let mut file = open(data)?;
    if file.try_lock().is_ok() {
        return Ok(None);
    }
    let mut text = String::new();
    file.read_to_string(&mut text).context("the lock cannot be read")?;
    Ok(Some(text))
}
