//! The product: the index that `newsroom` follows publishing with, asked as its search page asks.

use anyhow::Result;
use language::Tag;
use search::{Entry, Index, Query, Tongue};

use super::Peer;
use super::cases::{Case, Needle};

pub(crate) struct Kiosque {
    index: Index,
    language: Tag,
    _folder: tempfile::TempDir,
}

impl Kiosque {
    pub(crate) fn new(case: &Case) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let index = Index::open(folder.path())?;
        let language = Tag::parse(case.language)?;
        for (number, text) in case.texts.iter().enumerate() {
            index.add(&Entry {
                id: text.id,
                language: &language,
                sections: &[],
                authors: &[],
                date: 0,
                headline: "",
                standfirst: "",
                topics: "",
                body: &text.text,
                bylines: "",
            })?;
            if number % 500 == 499 {
                index.commit("0")?;
            }
        }
        index.commit("1")?;
        Ok(Self { index, language, _folder: folder })
    }
}

impl Peer for Kiosque {
    fn name(&self) -> &'static str {
        "Kiosque"
    }

    async fn find(&mut self, needle: &Needle, limit: usize) -> Result<Vec<i64>> {
        // The star is this search's sign for a beginning, as it is FTS5's.
        let starred = needle.words.split(' ').map(|word| format!("{word}*")).collect::<Vec<_>>().join(" ");
        let words = if needle.beginnings { &starred } else { &needle.words };
        let query = Query { words, tongue: Tongue::Like(self.language.clone()), limit, bare: true, ..Query::default() };
        Ok(self.index.query(&query)?.hits.iter().map(|hit| hit.id).collect())
    }
}
