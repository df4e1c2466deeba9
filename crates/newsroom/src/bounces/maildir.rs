//! The Maildir folder: what lies in `new` is taken in and moved to `cur`, seen.
//!
//! A mail is moved after what it says is durable: a process that dies between the two reads it again, and it counts once.

use std::path::{Path, PathBuf};

use tokio::io::AsyncReadExt;

use super::take::{Source, take_mail};
use crate::{App, Error};

/// So many mails are taken in one look.
const AT_ONCE: usize = 1_000;
/// So much of a mail is read.
const LONGEST: u64 = 1 << 20;

/// Takes in what lies there.
pub(super) async fn step(app: &App) -> Result<(), Error> {
    let Some(folder) = &app.settings.bounces.maildir else {
        return Ok(());
    };
    for name in waiting(&folder.join("new")).await? {
        if app.is_stopping() {
            return Ok(());
        }
        one(app, folder, &name).await?;
    }
    Ok(())
}

/// The names of the mails that wait, oldest first as far as names tell.
async fn waiting(new: &Path) -> Result<Vec<String>, Error> {
    let broken = |error: std::io::Error| Error::broken(format!("{}: {error}", new.display()));
    let mut entries = tokio::fs::read_dir(new).await.map_err(broken)?;
    let mut names = Vec::new();
    while let Some(entry) = entries.next_entry().await.map_err(broken)? {
        let file = entry.file_type().await.map_err(broken)?.is_file();
        names.extend(entry.file_name().into_string().ok().filter(|name| file && !name.starts_with('.')));
    }
    names.sort_unstable();
    names.truncate(AT_ONCE);
    Ok(names)
}

async fn one(app: &App, folder: &Path, name: &str) -> Result<(), Error> {
    let from = folder.join("new").join(name);
    let bytes = match read(&from).await {
        Ok(bytes) => bytes,
        // Another process was faster.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Error::broken(format!("{}: {error}", from.display()))),
    };
    take_mail(app, Source::Maildir, &bytes).await?;
    let to: PathBuf = folder.join("cur").join(format!("{name}:2,S"));
    match tokio::fs::rename(&from, &to).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::broken(format!("{}: {error}", to.display()))),
        _ => Ok(()),
    }
}

async fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    tokio::fs::File::open(path).await?.take(LONGEST).read_to_end(&mut bytes).await?;
    Ok(bytes)
}
