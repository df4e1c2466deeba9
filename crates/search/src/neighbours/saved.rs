//! The engine as a file, so that a start need not read and analyse every text again.
//!
//! Guarantees: the file is written whole or not at all, under its name only when it is on the disk; a file of another
//! format, of another analyser, cut short or altered is refused, never half believed.

use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::Path,
};

use super::corpus::{Corpus, Slot};
use super::terms::{BEGIN, fingerprint, fnv};
use super::{Engine, packed};
use crate::Error;

/// Another number for another layout or another meaning.
const FORMAT: u64 = 1;
const MAGIC: &[u8; 8] = b"kiosqueN";
/// No text, list or table is longer: a length beyond it is damage.
const LONGEST: u64 = 1 << 32;

impl Engine {
    /// Writes the engine and the place of the change log it corresponds to.
    pub fn save(&self, path: &Path, cursor: &str) -> Result<(), Error> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let part = path.with_extension("part");
        let written = self.write_to(&part, cursor).and_then(|()| fs::rename(&part, path));
        if written.is_err() {
            // What was written of it would only take room from a disk that may be full.
            drop(fs::remove_file(&part));
        }
        Ok(written?)
    }

    fn write_to(&self, path: &Path, cursor: &str) -> io::Result<()> {
        let mut out = Out { file: BufWriter::with_capacity(1 << 16, File::create(path)?), sum: BEGIN };
        out.bytes(MAGIC)?;
        out.number(FORMAT)?;
        out.number(fingerprint())?;
        out.text(cursor.as_bytes())?;
        out.number(self.languages.len() as u64)?;
        for (name, corpus) in &self.languages {
            out.text(name.as_bytes())?;
            write_corpus(&mut out, corpus)?;
        }
        let sum = out.sum;
        out.number(sum)?;
        out.file.flush()?;
        out.file.get_ref().sync_all()
    }

    /// Reads what `save` wrote: the engine and its place in the change log.
    pub fn load(path: &Path) -> Result<(Self, String), Error> {
        let mut input = In { file: BufReader::with_capacity(1 << 16, File::open(path)?), sum: BEGIN };
        let mut magic = [0; 8];
        input.bytes(&mut magic)?;
        if &magic != MAGIC || input.number()? != FORMAT {
            return Err(Error::Saved("it was made by another version"));
        }
        if input.number()? != fingerprint() {
            return Err(Error::Saved("words are folded otherwise since it was made"));
        }
        let cursor = input.string()?;
        let mut engine = Self::default();
        for _ in 0..input.length()? {
            let name = input.string()?;
            let corpus = read_corpus(&mut input)?;
            engine.homes.extend(corpus.slots.iter().filter_map(|slot| Some((slot.id?, name.clone()))));
            engine.languages.insert(name, corpus);
        }
        let sum = input.sum;
        if input.number()? != sum {
            return Err(Error::Saved("it is damaged"));
        }
        for corpus in engine.languages.values_mut() {
            corpus.pack();
            corpus.measure();
        }
        Ok((engine, cursor))
    }
}

fn write_corpus(out: &mut Out, corpus: &Corpus) -> io::Result<()> {
    out.number(corpus.frozen_at as u64)?;
    out.number(corpus.changed as u64)?;
    out.bytes(&corpus.usual.to_le_bytes())?;
    let hashes = corpus.vocabulary.hashes();
    out.number(hashes.len() as u64)?;
    for (number, hash) in (0u32..).zip(hashes) {
        out.number(hash)?;
        out.bytes(&corpus.weight(number).to_le_bytes())?;
        out.text(corpus.vocabulary.surface(number).as_bytes())?;
    }
    let living = || corpus.slots.iter().filter_map(|slot| Some((slot.id?, slot)));
    out.number(living().count() as u64)?;
    for (id, slot) in living() {
        out.bytes(&id.to_le_bytes())?;
        out.bytes(&slot.date.to_le_bytes())?;
        out.text(&slot.own)?;
    }
    Ok(())
}

fn read_corpus(input: &mut In) -> Result<Corpus, Error> {
    let mut corpus = Corpus::default();
    corpus.frozen_at = input.length()? as usize;
    corpus.changed = input.length()? as usize;
    let mut usual = [0; 4];
    input.bytes(&mut usual)?;
    corpus.usual = f32::from_le_bytes(usual);
    let terms = input.length()?;
    for _ in 0..terms {
        let hash = input.number()?;
        let mut weight = [0; 4];
        input.bytes(&mut weight)?;
        let surface = input.string()?;
        corpus.vocabulary.put(hash, f32::from_le_bytes(weight), &surface);
    }
    for _ in 0..input.length()? {
        let id = input.number()? as i64;
        let date = input.number()? as i64;
        let own = input.text()?;
        if packed::pairs(&own).any(|(number, _)| u64::from(number) >= terms) {
            return Err(Error::Saved("it is damaged"));
        }
        corpus.slots.push(Slot { id: Some(id), date, norm: 0.0, own: own.into_boxed_slice() });
    }
    Ok(corpus)
}

struct Out {
    file: BufWriter<File>,
    sum: u64,
}

impl Out {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum = fnv(bytes, self.sum);
        self.file.write_all(bytes)
    }

    fn number(&mut self, number: u64) -> io::Result<()> {
        self.bytes(&number.to_le_bytes())
    }

    fn text(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes(&(bytes.len() as u32).to_le_bytes())?;
        self.bytes(bytes)
    }
}

struct In {
    file: BufReader<File>,
    sum: u64,
}

impl In {
    fn bytes(&mut self, bytes: &mut [u8]) -> io::Result<()> {
        self.file.read_exact(bytes)?;
        self.sum = fnv(bytes, self.sum);
        Ok(())
    }

    fn number(&mut self) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn length(&mut self) -> Result<u64, Error> {
        let length = self.number()?;
        if length > LONGEST {
            return Err(Error::Saved("it is damaged"));
        }
        Ok(length)
    }

    fn text(&mut self) -> Result<Vec<u8>, Error> {
        let mut length = [0; 4];
        self.bytes(&mut length)?;
        let mut bytes = Vec::new();
        let length = u64::from(u32::from_le_bytes(length));
        // Grows with what is there, so that a damaged length asks for no memory.
        self.file.by_ref().take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 != length {
            return Err(Error::Saved("it is cut short"));
        }
        self.sum = fnv(&bytes, self.sum);
        Ok(bytes)
    }

    fn string(&mut self) -> Result<String, Error> {
        String::from_utf8(self.text()?).map_err(|_| Error::Saved("it is damaged"))
    }
}
