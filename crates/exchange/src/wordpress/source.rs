//! Bytes of an export as clean UTF-8, with the line we are at.
//!
//! Guarantees: constant memory; bytes that are not UTF-8 become U+FFFD and are counted; U+0000 vanishes; one event of the
//! parser above can never take more than [`LARGEST`] bytes, whatever is left unclosed.

use std::io::{self, BufRead, Read};

/// The most that one text of an export may weigh.
pub const LARGEST: u64 = 64 << 20;
const CHUNK: usize = 64 << 10;

/// A reader that cleans and counts.
#[derive(Debug)]
pub struct Source<R> {
    inner: R,
    raw: Vec<u8>,
    carried: usize,
    clean: Vec<u8>,
    at: usize,
    ended: bool,
    line: u64,
    consumed: u64,
    mark: u64,
    replaced: u64,
}

impl<R: Read> Source<R> {
    /// Begins at line 1.
    pub fn new(inner: R) -> Source<R> {
        Source {
            inner,
            raw: vec![0; CHUNK],
            carried: 0,
            clean: Vec::new(),
            at: 0,
            ended: false,
            line: 1,
            consumed: 0,
            mark: 0,
            replaced: 0,
        }
    }

    /// The line of the next byte.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Bytes given out so far.
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    /// How many runs of bytes were not UTF-8.
    pub fn replaced(&self) -> u64 {
        self.replaced
    }

    /// The allowance of [`LARGEST`] bytes begins anew.
    pub fn begin_event(&mut self) {
        self.mark = self.consumed;
    }

    fn refill(&mut self) -> io::Result<()> {
        self.clean.clear();
        self.at = 0;
        while self.clean.is_empty() && !self.ended {
            let room = self.raw.get_mut(self.carried..).unwrap_or_default();
            let read = match self.inner.read(room) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            self.ended = read == 0;
            let filled = self.carried + read;
            self.carried = 0;
            let held = self.raw.get(..filled).unwrap_or_default();
            let mut kept: [u8; 4] = [0; 4];
            let mut kept_length = 0;
            let mut done = 0;
            for chunk in held.utf8_chunks() {
                self.clean.extend(chunk.valid().bytes().filter(|byte| *byte != 0));
                done += chunk.valid().len() + chunk.invalid().len();
                if chunk.invalid().is_empty() {
                    continue;
                }
                let could_go_on = done == filled && !self.ended && chunk.invalid().len() < 4 && is_beginning(chunk.invalid());
                if could_go_on {
                    kept_length = chunk.invalid().len();
                    for (to, from) in kept.iter_mut().zip(chunk.invalid()) {
                        *to = *from;
                    }
                    continue;
                }
                self.replaced += 1;
                self.clean.extend_from_slice("\u{FFFD}".as_bytes());
            }
            for (to, from) in self.raw.iter_mut().zip(kept.iter().take(kept_length)) {
                *to = *from;
            }
            self.carried = kept_length;
        }
        Ok(())
    }
}

/// Whether these bytes are the beginning of a character that the next chunk may end.
fn is_beginning(bytes: &[u8]) -> bool {
    match std::str::from_utf8(bytes) {
        Ok(_) => false,
        Err(error) => error.error_len().is_none(),
    }
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let mut available = self.fill_buf()?;
        let count = available.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Source<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.consumed.saturating_sub(self.mark) > LARGEST {
            return Err(io::Error::other("more than 64 MB without an end"));
        }
        if self.at >= self.clean.len() {
            self.refill()?;
        }
        Ok(self.clean.get(self.at..).unwrap_or_default())
    }

    fn consume(&mut self, count: usize) {
        let end = (self.at + count).min(self.clean.len());
        let given = self.clean.get(self.at..end).unwrap_or_default();
        self.line += given.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.consumed += given.len() as u64;
        self.at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, to cut characters in two.
    struct Drip<'a>(&'a [u8]);

    impl Read for Drip<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else {
                return Ok(0);
            };
            into[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn a_character_cut_in_two_by_a_chunk_stays_whole() {
        let mut text = String::new();
        Source::new(Drip("Đoković — Ђ\n😀".as_bytes())).read_to_string(&mut text).unwrap();
        assert_eq!(text, "Đoković — Ђ\n😀");
    }

    #[test]
    fn bytes_that_are_not_utf8_are_replaced_and_counted() {
        let mut source = Source::new(Drip(b"caf\xe9 noir\0\xff"));
        let mut text = String::new();
        source.read_to_string(&mut text).unwrap();
        assert_eq!(text, "caf\u{FFFD} noir\u{FFFD}");
        assert_eq!(source.replaced(), 2);
    }

    #[test]
    fn lines_are_counted() {
        let mut source = Source::new("a\nb\nc".as_bytes());
        let mut text = String::new();
        source.read_to_string(&mut text).unwrap();
        assert_eq!(source.line(), 3);
    }
}
