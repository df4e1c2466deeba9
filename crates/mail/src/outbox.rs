//! Mail kept in a folder of this machine, one file a mail, where no relay is set.
//!
//! A file's name begins with the seconds of the message's Date, so that a list sorted by name is sorted by time, and goes on with
//! a fingerprint of its Message-ID, so that a second attempt replaces the first: a mail is there once. Files are written whole
//! or not at all.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::read::read_mail;
use crate::session::nothing_begun;
use crate::{Error, Phase, Reply};

const ENDING: &str = ".eml";

#[derive(Debug)]
pub(crate) struct Outbox {
    folder: PathBuf,
    waiting: Option<Vec<u8>>,
}

impl Outbox {
    pub fn new(folder: PathBuf) -> Outbox {
        Outbox { folder, waiting: None }
    }

    pub fn begin(&mut self, message: &[u8]) -> Result<(), Error> {
        self.waiting = Some(message.to_vec());
        Ok(())
    }

    pub async fn finish(&mut self) -> Result<Reply, Error> {
        let message = self.waiting.take().ok_or_else(nothing_begun)?;
        let folder = self.folder.clone();
        let broken = |detail: String| Error::broken(Phase::Body, format!("the outbox cannot be written: {detail}"));
        tokio::task::spawn_blocking(move || keep(&folder, &message))
            .await
            .map_err(|error| broken(error.to_string()))?
            .map_err(|error| broken(error.to_string()))?;
        Ok(Reply { code: 250, status: Some([2, 0, 0]), text: "kept in the outbox".to_owned() })
    }
}

fn keep(folder: &Path, message: &[u8]) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(message)?;
    file.persist(folder.join(name(message)))?;
    Ok(())
}

fn name(message: &[u8]) -> String {
    let mail = read_mail(message);
    let identity = mail.header("Message-ID").map_or(message, str::as_bytes);
    let digest = ring::digest::digest(&ring::digest::SHA256, identity);
    let digest: String = digest.as_ref().iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    format!("{:012}-{digest}{ENDING}", mail.date.unwrap_or(0).max(0))
}

/// The names of the mails in this folder, the newest first. A folder that is not there holds none.
pub async fn outbox_list(folder: &Path) -> Result<Vec<String>, Error> {
    let cannot = |error: io::Error| Error::message(format!("the outbox cannot be read: {error}"));
    let mut entries = match tokio::fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(cannot(error)),
    };
    let mut names = Vec::new();
    while let Some(entry) = entries.next_entry().await.map_err(cannot)? {
        if let Some(name) = entry.file_name().to_str().filter(|name| is_name(name)) {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable_by(|one, other| other.cmp(one));
    Ok(names)
}

/// The bytes of the mail of this name; None when there is none. A name cannot lead out of the folder.
pub async fn outbox_mail(folder: &Path, name: &str) -> Result<Option<Vec<u8>>, Error> {
    if !is_name(name) {
        return Ok(None);
    }
    match tokio::fs::read(folder.join(name)).await {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::message(format!("the outbox cannot be read: {error}"))),
    }
}

fn is_name(name: &str) -> bool {
    name.strip_suffix(ENDING)
        .is_some_and(|stem| !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-' || byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Envelope, Transport};

    fn mail(id: &str, date: &str, word: &str) -> Vec<u8> {
        format!("To: a@example.org\r\nDate: {date}\r\nMessage-ID: <{id}>\r\n\r\n{word}\r\n").into_bytes()
    }

    async fn send(folder: &Path, message: &[u8]) -> Result<Reply, Error> {
        let mut session = Transport::outbox(folder).connect().await?;
        session.begin(&Envelope { from: "", to: "a@example.org" }, message).await?;
        session.finish().await
    }

    #[tokio::test]
    async fn the_newest_is_first_and_a_second_attempt_replaces_the_first() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("outbox");
        assert!(outbox_list(&folder).await.unwrap().is_empty());
        let older = mail("1@x", "Sun, 20 Sep 2026 10:00:00 +0000", "old");
        for message in [&mail("2@x", "Sun, 20 Sep 2026 10:00:01 +0000", "new"), &older, &older] {
            assert_eq!(send(&folder, message).await.unwrap().code, 250);
        }
        let names = outbox_list(&folder).await.unwrap();
        assert_eq!(names.len(), 2, "{names:?}");
        assert_eq!(outbox_mail(&folder, &names[1]).await.unwrap().unwrap(), older);
    }

    #[tokio::test]
    async fn a_name_cannot_lead_out_of_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.eml"), "secret").unwrap();
        let inner = folder.path().join("outbox");
        std::fs::create_dir(&inner).unwrap();
        for name in ["../a.eml", "..", "", ".eml", "a.eml\0"] {
            assert_eq!(outbox_mail(&inner, name).await.unwrap(), None, "{name}");
        }
    }

    #[tokio::test]
    async fn nothing_is_kept_before_the_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Transport::outbox(folder.path()).connect().await.unwrap();
        session.begin(&Envelope { from: "", to: "a@example.org" }, b"A: b\r\n\r\nc").await.unwrap();
        drop(session);
        assert!(outbox_list(folder.path()).await.unwrap().is_empty());
    }
}
