//! The fields of the index.
//!
//! Invariant: a change here or in the analyser changes `FORMAT`, so that an index of another format is rebuilt.

use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions};

use crate::words;

/// Written into each commit; an index of another format is rebuilt.
pub(crate) const FORMAT: &str = "5";

/// The fields by name.
#[derive(Clone)]
pub(crate) struct Fields {
    pub(crate) id: Field,
    pub(crate) language: Field,
    pub(crate) primary: Field,
    pub(crate) section: Field,
    pub(crate) author: Field,
    pub(crate) date: Field,
    pub(crate) headline: Field,
    pub(crate) opening: Field,
    pub(crate) topics: Field,
    pub(crate) body: Field,
    pub(crate) bylines: Field,
    pub(crate) stems: Field,
    pub(crate) shown_headline: Field,
    pub(crate) shown_text: Field,
}

impl Fields {
    /// The fields that words are looked for in, with their weights.
    pub(crate) fn weighted(&self) -> [(Field, f32); 5] {
        [(self.headline, 3.0), (self.opening, 0.4), (self.topics, 2.0), (self.bylines, 2.0), (self.body, 1.0)]
    }
}

/// The schema and its fields.
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let words = || {
        let indexing = TextFieldIndexing::default().set_tokenizer(words::NAME).set_index_option(IndexRecordOption::WithFreqsAndPositions);
        TextOptions::default().set_indexing_options(indexing)
    };
    let stems = || {
        let indexing = TextFieldIndexing::default().set_tokenizer(words::STEMS).set_index_option(IndexRecordOption::WithFreqs);
        TextOptions::default().set_indexing_options(indexing)
    };
    let fields = Fields {
        id: builder.add_i64_field("id", INDEXED | FAST),
        language: builder.add_text_field("language", STRING | STORED),
        primary: builder.add_text_field("primary", STRING),
        section: builder.add_i64_field("section", INDEXED),
        author: builder.add_i64_field("author", INDEXED),
        date: builder.add_i64_field("date", INDEXED | FAST),
        headline: builder.add_text_field("headline", words()),
        opening: builder.add_text_field("opening", words()),
        topics: builder.add_text_field("topics", words()),
        body: builder.add_text_field("body", words()),
        bylines: builder.add_text_field("bylines", words()),
        stems: builder.add_text_field("stems", stems()),
        shown_headline: builder.add_text_field("shown_headline", STORED),
        shown_text: builder.add_text_field("shown_text", STORED),
    };
    (builder.build(), fields)
}
