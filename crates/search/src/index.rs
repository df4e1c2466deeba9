//! The full-text index: a folder that follows the change log.
//!
//! Guarantees: what is committed survives a kill, together with the follower's cursor; what is not committed is
//! forgotten as a whole. A folder that cannot be read is said in the log, emptied and begun anew: the cursor is then
//! gone, and the follower starts from nothing.

use std::{
    fs,
    path::Path,
    sync::{Mutex, PoisonError},
};

use language::Tag;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, Term, indexer::IndexWriterOptions, schema::Field};

use crate::{
    Error,
    schema::{FORMAT, Fields, schema},
    words::{self, with_language},
};

/// Memory the writer may fill before it writes a segment; the library refuses less than 15 MB.
const WRITER_BYTES: usize = 15_000_000;

/// Letters of an opening.
const OPENING: usize = 700;

/// One published article as search sees it.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    /// Its id; adding it again replaces it.
    pub id: i64,
    /// Its language.
    pub language: &'a Tag,
    /// Every section it appears in.
    pub sections: &'a [i64],
    /// Every contributor who signs.
    pub authors: &'a [i64],
    /// When it was published, in microseconds.
    pub date: i64,
    /// Its headline.
    pub headline: &'a str,
    /// Its standfirst.
    pub standfirst: &'a str,
    /// The names of its topics, in one text.
    pub topics: &'a str,
    /// Its text.
    pub body: &'a str,
    /// The names that sign, in one text.
    pub bylines: &'a str,
}

/// An open index. One at a time for a folder.
pub struct Index {
    pub(crate) fields: Fields,
    pub(crate) reader: IndexReader,
    inner: tantivy::Index,
    writer: Mutex<IndexWriter>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Index").field("articles", &self.len()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens the index of a folder, or begins one.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        match Self::open_as_it_is(folder) {
            Err(Error::Busy) => Err(Error::Busy),
            Err(error) => {
                tracing::warn!(folder = %folder.display(), %error, "the search index is rebuilt");
                let fail = |reason| Error::Folder { folder: folder.to_owned(), reason };
                if folder.exists() {
                    fs::remove_dir_all(folder).map_err(fail)?;
                }
                Self::open_as_it_is(folder)
            }
            opened => opened,
        }
    }

    /// An index that nothing is left of: in memory only.
    pub fn in_memory() -> Result<Self, Error> {
        Self::over(tantivy::directory::RamDirectory::create())
    }

    fn open_as_it_is(folder: &Path) -> Result<Self, Error> {
        fs::create_dir_all(folder).map_err(|reason| Error::Folder { folder: folder.to_owned(), reason })?;
        Self::over(tantivy::directory::MmapDirectory::open(folder).map_err(tantivy::TantivyError::from)?)
    }

    fn over(directory: impl Into<Box<dyn tantivy::Directory>>) -> Result<Self, Error> {
        let (schema, fields) = schema();
        let inner = tantivy::Index::open_or_create(directory, schema)?;
        inner.tokenizers().register(words::NAME, words::Words { stems: false });
        inner.tokenizers().register(words::STEMS, words::Words { stems: true });
        let options =
            IndexWriterOptions::builder().num_worker_threads(1).num_merge_threads(1).memory_budget_per_thread(WRITER_BYTES).build();
        let writer = inner.writer_with_options(options)?;
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let index = Self { fields, reader, inner, writer: Mutex::new(writer) };
        let format = index.payload()?;
        if format.is_some_and(|(format, _)| format != FORMAT) {
            return Err(Error::Index("it was made by another version".to_owned()));
        }
        Ok(index)
    }

    /// The cursor given with the last commit; `None` for a new index.
    pub fn cursor(&self) -> Result<Option<String>, Error> {
        Ok(self.payload()?.map(|(_, cursor)| cursor))
    }

    fn payload(&self) -> Result<Option<(String, String)>, Error> {
        let payload = self.inner.load_metas()?.payload;
        Ok(payload.map(|payload| {
            let (format, cursor) = payload.split_once('|').unwrap_or(("", ""));
            (format.to_owned(), cursor.to_owned())
        }))
    }

    /// Adds an article, or replaces it. Seen by queries after `commit`.
    pub fn add(&self, entry: &Entry<'_>) -> Result<(), Error> {
        let fields = &self.fields;
        let mut document = TantivyDocument::new();
        document.add_i64(fields.id, entry.id);
        document.add_text(fields.language, entry.language.as_str());
        document.add_text(fields.primary, entry.language.primary());
        entry.sections.iter().for_each(|&section| document.add_i64(fields.section, section));
        entry.authors.iter().for_each(|&author| document.add_i64(fields.author, author));
        document.add_i64(fields.date, entry.date);
        let whole = [entry.standfirst, entry.body].map(str::trim).join("\n");
        let whole = whole.trim();
        let all = [entry.headline, whole].join("\n");
        let texts = [
            (fields.headline, entry.headline),
            (fields.opening, opening(whole)),
            (fields.topics, entry.topics),
            (fields.body, whole),
            (fields.bylines, entry.bylines),
            (fields.stems, &all),
        ];
        for (field, text) in texts {
            document.add_text(field, with_language(text, entry.language));
        }
        document.add_text(fields.shown_headline, entry.headline);
        document.add_text(fields.shown_text, whole);
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.delete_term(Term::from_field_i64(fields.id, entry.id));
        writer.add_document(document)?;
        Ok(())
    }

    /// Removes an article. Seen by queries after `commit`.
    pub fn remove(&self, id: i64) -> Result<(), Error> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.delete_term(Term::from_field_i64(self.fields.id, id));
        Ok(())
    }

    /// Forgets everything, to begin again from nothing. Seen by queries after `commit`.
    pub fn clear(&self) -> Result<(), Error> {
        let writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.delete_all_documents()?;
        Ok(())
    }

    /// Makes durable what was added and removed, together with the cursor it corresponds to, and shows it to queries.
    pub fn commit(&self, cursor: &str) -> Result<(), Error> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&format!("{FORMAT}|{cursor}"));
        prepared.commit()?;
        self.reader.reload()?;
        Ok(())
    }

    /// How many articles queries see.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    /// Whether queries see no article.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(crate) fn term(field: Field, word: &str) -> Term {
        Term::from_field_text(field, word)
    }
}

/// The first words of a text: a newsroom says there what it is about.
fn opening(text: &str) -> &str {
    text.char_indices().nth(OPENING).map_or(text, |(end, _)| text.get(..end).unwrap_or(text))
}
