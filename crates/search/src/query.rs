//! What somebody looks for, and what is found.
//!
//! First the articles that have all the words, of many words most. If there is none, words that no article has are read as the nearest one
//! that some have; if there is still none, the articles that have most of the words. Which it was is told.

use std::collections::{BTreeSet, HashSet};

use frostem::Stemmer;
use language::Tag;
use tantivy::{DocSet, Searcher, TERMINATED, query::EnableScoring, schema::Value};

use crate::{
    Error, Index,
    collect::{After, Order, Page, Ranked},
    dictionary::Dictionary,
    highlight::{Fragment, Sought},
    plan::{Mode, Plan},
    stems,
    synonyms::Synonyms,
    wanted,
};

/// Which languages an article may be in.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Tongue {
    /// Any.
    #[default]
    Any,
    /// This one, in this script.
    Only(Tag),
    /// This one, in any script.
    Like(Tag),
    /// Any but this one.
    Unlike(Tag),
}

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// The best, where words are given; else the newest.
    #[default]
    Best,
    /// The newest.
    Newest,
}

/// What somebody looks for. Every field that is empty is no condition.
#[derive(Debug, Clone, Default)]
pub struct Query<'a> {
    /// Words, all of which should occur; in quotation marks they follow one another; with a minus before they must not.
    pub words: &'a str,
    /// The words as they are: none is read as another or as the beginning of one.
    pub exact: bool,
    /// Names that are written in several ways.
    pub synonyms: Option<&'a Synonyms>,
    /// The language.
    pub tongue: Tongue,
    /// Only articles that appear in this section.
    pub section: Option<i64>,
    /// Only articles signed by this contributor.
    pub author: Option<i64>,
    /// Only articles published at or after this time (microseconds).
    pub from: Option<i64>,
    /// Only articles published before this time (microseconds).
    pub to: Option<i64>,
    /// Only what comes after this place in the list.
    pub after: Option<After>,
    /// What comes first.
    pub sort: Sort,
    /// How many hits at most.
    pub limit: usize,
    /// Only which articles, without their texts.
    pub bare: bool,
    /// The present time (microseconds): the new come a little before the old.
    pub now: i64,
}

/// One article found.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The article.
    pub id: i64,
    /// When it was published.
    pub date: i64,
    /// Its headline, with the words found marked.
    pub headline: Vec<Fragment>,
    /// The passage of its text that best shows the words found.
    pub passage: Vec<Fragment>,
}

/// A word that was read as another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// As it was typed.
    pub typed: String,
    /// As articles write it.
    pub by: String,
}

/// A page of what was found.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// The page.
    pub hits: Vec<Hit>,
    /// How many articles match in all.
    pub total: usize,
    /// Where the next page begins; `None` after the last.
    pub next: Option<After>,
    /// Words that no article has, and what was looked for instead.
    pub replaced: Vec<Replaced>,
    /// Words that few articles have, and a frequent one that is near: a question to ask.
    pub meant: Vec<Replaced>,
    /// No article has all the words: these have some.
    pub some_only: bool,
}

impl Index {
    /// Finds a page of articles.
    pub fn query(&self, query: &Query<'_>) -> Result<Hits, Error> {
        if query.limit == 0 {
            return Ok(Hits::default());
        }
        let asked = wanted::read(query.words, query.synonyms);
        let searcher = self.reader.searcher();
        let fields = &self.fields;
        let dictionary = Dictionary::new(&searcher, fields.weighted().into_iter().map(|(field, _)| field));
        let articles = searcher.num_docs();
        let mut plan = Plan::new(&asked, &dictionary, articles, query.exact)?;
        if !query.exact {
            plan.shorten(&self.stemmers(&searcher, &query.tongue)?);
        }
        let (mut ranked, mut total) = self.page(&searcher, &plan, query, Mode::All)?;
        let mut some_only = false;
        if total > 0 && plan.is_lenient(query) {
            some_only = !any(&searcher, &plan.query(fields, query, Mode::Every))?;
        }
        if total == 0 && !query.exact && plan.can_loosen() {
            plan.widen(&dictionary, articles)?;
            (ranked, total) = self.page(&searcher, &plan, query, Mode::Some)?;
            some_only = total > 0 && plan.words() > 1;
        }
        let more = ranked.len() > query.limit;
        ranked.truncate(query.limit);
        let next = ranked.last().filter(|_| more).map(Ranked::place);
        let sought = Sought::new(plan.forms(), plan.stems());
        let mut surfaces = plan.surfaces();
        let hits =
            ranked.iter().map(|ranked| self.hit(&searcher, ranked, query.bare, (&sought, &mut surfaces))).collect::<Result<_, _>>()?;
        let (replaced, meant) = plan.told(&surfaces);
        Ok(Hits { hits, total, next, replaced, meant, some_only })
    }

    /// The rules for endings of the languages that are looked through.
    fn stemmers(&self, searcher: &Searcher, tongue: &Tongue) -> Result<Vec<Stemmer>, Error> {
        if let Tongue::Only(language) | Tongue::Like(language) = tongue {
            return Ok(stems::stemmer(language.primary()).into_iter().collect());
        }
        let mut there: BTreeSet<String> = BTreeSet::new();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.fields.primary)?;
            let mut languages = index.terms().stream()?;
            while languages.advance() {
                there.extend(std::str::from_utf8(languages.key()).map(str::to_owned));
            }
        }
        if let Tongue::Unlike(language) = tongue {
            there.remove(language.primary());
        }
        Ok(there.iter().filter_map(|primary| stems::stemmer(primary)).collect())
    }

    fn page(&self, searcher: &Searcher, plan: &Plan<'_>, query: &Query<'_>, mode: Mode) -> Result<(Vec<Ranked>, usize), Error> {
        let order = match query.sort {
            Sort::Best if plan.words() > 0 => Order::Best { now: query.now },
            _ => Order::Newest,
        };
        let page = Page { order, after: query.after, limit: query.limit + 1 };
        Ok(searcher.search(&plan.query(&self.fields, query, mode), &page)?)
    }

    fn hit(&self, searcher: &Searcher, ranked: &Ranked, bare: bool, (sought, surfaces): (&Sought, &mut Surfaces)) -> Result<Hit, Error> {
        if bare {
            return Ok(Hit { id: ranked.id, date: ranked.date, headline: Vec::new(), passage: Vec::new() });
        }
        let document: tantivy::TantivyDocument = searcher.doc(ranked.address)?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let language = Tag::parse(text(self.fields.language)).map_err(|error| Error::Index(error.to_string()))?;
        let (headline, passage) = (text(self.fields.shown_headline), text(self.fields.shown_text));
        Ok(Hit {
            id: ranked.id,
            date: ranked.date,
            headline: sought.mark(headline, &language, surfaces),
            passage: sought.passage(passage, &language, surfaces),
        })
    }
}

/// Whether one article matches: nothing is looked for after it.
fn any(searcher: &Searcher, query: &impl tantivy::query::Query) -> Result<bool, Error> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for segment in searcher.segment_readers() {
        let mut matching = weight.scorer(segment, 1.0)?;
        while matching.doc() != TERMINATED {
            if segment.alive_bitset().is_none_or(|alive| alive.is_alive(matching.doc())) {
                return Ok(true);
            }
            matching.advance();
        }
    }
    Ok(false)
}

/// Folded words, and how the articles on a page write them.
#[derive(Debug, Default)]
pub(crate) struct Surfaces {
    missing: HashSet<String>,
    found: Vec<(String, String)>,
}

impl Surfaces {
    pub(crate) fn wanted(words: impl Iterator<Item = String>) -> Self {
        Self { missing: words.collect(), found: Vec::new() }
    }

    /// Notes how a word is written, the first time it is met.
    pub(crate) fn note(&mut self, word: &str, written: &str) {
        if self.missing.remove(word) {
            self.found.push((word.to_owned(), written.to_owned()));
        }
    }

    /// How a word is written; the word itself when no article on the page has it.
    pub(crate) fn of(&self, word: &str) -> String {
        self.found.iter().find(|(folded, _)| folded == word).map_or(word, |(_, written)| written).to_owned()
    }
}
