//! Commands and answers of IMAP: lines, and pieces of a told length inside them.

use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, BufStream};
use tokio::time::timeout;

use super::Error;

/// The longest line of an answer.
const LINE: u64 = 64 * 1024;
/// So much of a piece is kept; the rest is read and forgotten.
const KEPT: u64 = 1 << 20;
/// The largest piece that is read at all.
const PIECE: u64 = 100 << 20;
/// So many lines answer one command at most.
const LINES: usize = 20_000;

/// A line of an answer, with the last piece that stood in it.
#[derive(Debug)]
pub(super) struct Answer {
    pub text: String,
    pub literal: Option<Vec<u8>>,
}

#[derive(Debug)]
pub(super) struct Wire<S> {
    stream: BufStream<S>,
    number: u32,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub fn new(stream: S) -> Wire<S> {
        Wire { stream: BufStream::new(stream), number: 0 }
    }

    /// The server's first words.
    pub async fn greeting(&mut self, limit: Duration) -> Result<(), Error> {
        let answer = timeout(limit, self.answer()).await.map_err(Error::broken)??;
        if answer.text.starts_with("* OK") { Ok(()) } else { Err(Error::Refused(answer.text)) }
    }

    /// Says a command and gives the answers before its last line, which must be OK.
    pub async fn ask(&mut self, command: &str, limit: Duration) -> Result<Vec<Answer>, Error> {
        timeout(limit, self.say(command)).await.map_err(Error::broken)?
    }

    async fn say(&mut self, command: &str) -> Result<Vec<Answer>, Error> {
        self.number = self.number.wrapping_add(1);
        let tag = format!("k{}", self.number);
        self.stream.write_all(format!("{tag} {command}\r\n").as_bytes()).await.map_err(Error::broken)?;
        self.stream.flush().await.map_err(Error::broken)?;
        let mut answers = Vec::new();
        loop {
            let answer = self.answer().await?;
            if let Some(rest) = answer.text.strip_prefix(&tag).and_then(|rest| rest.strip_prefix(' ')) {
                return if rest.to_ascii_uppercase().starts_with("OK") { Ok(answers) } else { Err(Error::Refused(rest.to_owned())) };
            }
            answers.push(answer);
            if answers.len() > LINES {
                return Err(Error::Broken("an answer without an end".to_owned()));
            }
        }
    }

    /// One line, its pieces taken out.
    async fn answer(&mut self) -> Result<Answer, Error> {
        let mut answer = Answer { text: String::new(), literal: None };
        loop {
            let line = self.line().await?;
            let Some((before, length)) = piece(&line) else {
                answer.text.push_str(&line);
                return Ok(answer);
            };
            answer.text.push_str(before);
            answer.literal = Some(self.piece(length).await?);
            if answer.text.len() > usize::try_from(LINE).unwrap_or(usize::MAX) {
                return Err(Error::Broken("an answer of too many pieces".to_owned()));
            }
        }
    }

    async fn line(&mut self) -> Result<String, Error> {
        let mut bytes = Vec::new();
        (&mut self.stream).take(LINE).read_until(b'\n', &mut bytes).await.map_err(Error::broken)?;
        if bytes.last() != Some(&b'\n') {
            let why = if bytes.is_empty() { "the server has left" } else { "a line is too long, or was cut short" };
            return Err(Error::Broken(why.to_owned()));
        }
        Ok(String::from_utf8_lossy(&bytes).trim_end_matches(['\r', '\n']).to_owned())
    }

    async fn piece(&mut self, length: u64) -> Result<Vec<u8>, Error> {
        if length > PIECE {
            return Err(Error::Broken(format!("a mail of {length} bytes")));
        }
        let mut bytes = Vec::new();
        let kept = length.min(KEPT);
        let read = (&mut self.stream).take(kept).read_to_end(&mut bytes).await.map_err(Error::broken)?;
        let rest = length - kept;
        let skipped = tokio::io::copy(&mut (&mut self.stream).take(rest), &mut tokio::io::sink()).await.map_err(Error::broken)?;
        if u64::try_from(read).ok() != Some(kept) || skipped != rest {
            return Err(Error::Broken("the server has left in the middle of a mail".to_owned()));
        }
        Ok(bytes)
    }
}

/// What stands before a piece, and how long it is: `* 1 FETCH (BODY[] {310}`.
fn piece(line: &str) -> Option<(&str, u64)> {
    let (before, length) = line.strip_suffix('}')?.rsplit_once('{')?;
    Some((before, length.trim_end_matches('+').parse().ok()?))
}
