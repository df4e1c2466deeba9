//! One `serve` per data folder: a locked file that says who holds it. The system lets go of it when the process ends,
//! however it ends.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};

/// The lock, held for as long as this lives.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "held, never read")] File);

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
        bail!("{} is in use by {}; one `kiosque serve` works on a data folder", data.display(), holder.trim());
    }
    file.set_len(0).context("the lock cannot be written")?;
    file.rewind().context("the lock cannot be written")?;
    writeln!(file, "process {}", std::process::id()).context("the lock cannot be written")?;
    Ok(Lock(file))
}

/// Whether a `serve` holds the folder now.
pub fn is_taken(data: &Path) -> Result<bool> {
    if !data.join("lock").exists() {
        return Ok(false);
    }
    let file = open(data)?;
    Ok(file.try_lock().is_err())
}
