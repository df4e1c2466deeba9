//! What somebody looks for, and what is found.

use language::{Tag, analyse_query};
use tantivy::{
    Term,
    query::{AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhraseQuery, RangeQuery, TermQuery},
    schema::{IndexRecordOption, Value},
};

use crate::{
    Error, Index,
    collect::{After, Order, Page, Ranked},
    highlight::{Fragment, Sought},
};

/// More words than this are not looked for.
const MOST_WORDS: usize = 16;

/// What somebody looks for. Every field that is empty is no condition.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Words, all of which must occur; words in quotation marks follow one another.
    pub words: String,
    /// Only articles in this language.
    pub language: Option<Tag>,
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
    /// How many hits at most.
    pub limit: usize,
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

/// A page of what was found.
#[derive(Debug, Clone, Default)]
pub struct Hits {
    /// The page.
    pub hits: Vec<Hit>,
    /// How many articles match in all.
    pub total: usize,
    /// Where the next page begins; `None` after the last.
    pub next: Option<After>,
}

/// A word or phrase of the query.
struct Wanted {
    spellings: Vec<String>,
}

fn wanted(words: &str) -> Vec<Wanted> {
    let mut found = Vec::new();
    for (index, part) in words.split(['"', '«', '»', '“', '”', '„']).enumerate() {
        let analysed = analyse_query(part);
        if index % 2 == 1 && analysed.len() > 1 {
            let phrase: Vec<&str> = analysed.iter().filter_map(|spellings| spellings.last()).map(String::as_str).collect();
            let first: Vec<&str> = analysed.iter().filter_map(|spellings| spellings.first()).map(String::as_str).collect();
            // A hyphenated word of the phrase stands last as its words, first as joined; others alike.
            let written = analysed
                .iter()
                .zip(phrase.iter().zip(first))
                .map(|(spellings, (last, first))| if spellings.iter().any(|text| text.contains(' ')) { *last } else { first })
                .collect::<Vec<_>>()
                .join(" ");
            found.push(Wanted { spellings: vec![written] });
            continue;
        }
        found.extend(analysed.into_iter().map(|spellings| Wanted { spellings }));
    }
    found.truncate(MOST_WORDS);
    found
}

impl Index {
    /// Finds a page of articles: the best first where words are given, else the newest first.
    pub fn query(&self, query: &Query) -> Result<Hits, Error> {
        if query.limit == 0 {
            return Ok(Hits::default());
        }
        let wanted = wanted(&query.words);
        let no_word = wanted.is_empty() && !query.words.trim().is_empty();
        let conditions = self.conditions(query, &wanted, no_word);
        let order = if wanted.is_empty() { Order::Newest } else { Order::Best { now: query.now } };
        let page = Page { order, after: query.after, limit: query.limit + 1 };
        let searcher = self.reader.searcher();
        let (mut ranked, total) = searcher.search(&BooleanQuery::new(conditions), &page)?;
        let more = ranked.len() > query.limit;
        ranked.truncate(query.limit);
        let next = ranked.last().filter(|_| more).map(Ranked::place);
        let sought = Sought::new(wanted.iter().flat_map(|wanted| &wanted.spellings));
        let hits = ranked.iter().map(|ranked| self.hit(&searcher, ranked, &sought)).collect::<Result<_, _>>()?;
        Ok(Hits { hits, total, next })
    }

    fn conditions(&self, query: &Query, wanted: &[Wanted], no_word: bool) -> Vec<(Occur, Box<dyn tantivy::query::Query>)> {
        let mut all: Vec<(Occur, Box<dyn tantivy::query::Query>)> = vec![(Occur::Must, Box::new(unscored(AllQuery)))];
        if no_word {
            all.push((Occur::Must, Box::new(EmptyQuery)));
        }
        for wanted in wanted {
            all.push((Occur::Must, Box::new(self.word(wanted))));
        }
        let mut filter = |term: Term| {
            all.push((Occur::Must, Box::new(unscored(TermQuery::new(term, IndexRecordOption::Basic)))));
        };
        if let Some(language) = &query.language {
            filter(Self::term(self.fields.language, language.as_str()));
        }
        if let Some(section) = query.section {
            filter(Term::from_field_i64(self.fields.section, section));
        }
        if let Some(author) = query.author {
            filter(Term::from_field_i64(self.fields.author, author));
        }
        if query.from.is_some() || query.to.is_some() {
            let bound = |time: i64| Term::from_field_i64(self.fields.date, time);
            let from = query.from.map_or(std::ops::Bound::Unbounded, |from| std::ops::Bound::Included(bound(from)));
            let to = query.to.map_or(std::ops::Bound::Unbounded, |to| std::ops::Bound::Excluded(bound(to)));
            all.push((Occur::Must, Box::new(unscored(RangeQuery::new(from, to)))));
        }
        all
    }

    /// Any spelling of the word in any field, each field with its weight.
    fn word(&self, wanted: &Wanted) -> BooleanQuery {
        let mut any: Vec<(Occur, Box<dyn tantivy::query::Query>)> = Vec::new();
        for (field, weight) in self.fields.weighted() {
            for spelling in &wanted.spellings {
                let terms: Vec<Term> = spelling.split(' ').map(|word| Self::term(field, word)).collect();
                let one: Box<dyn tantivy::query::Query> = match terms.as_slice() {
                    [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::WithFreqs)),
                    _ => Box::new(PhraseQuery::new(terms)),
                };
                any.push((Occur::Should, Box::new(BoostQuery::new(one, weight))));
            }
        }
        BooleanQuery::new(any)
    }

    fn hit(&self, searcher: &tantivy::Searcher, ranked: &Ranked, sought: &Sought) -> Result<Hit, Error> {
        let document: tantivy::TantivyDocument = searcher.doc(ranked.address)?;
        let text = |field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let language = Tag::parse(text(self.fields.language)).map_err(|error| Error::Index(error.to_string()))?;
        Ok(Hit {
            id: ranked.id,
            date: ranked.date,
            headline: sought.mark(text(self.fields.shown_headline), &language),
            passage: sought.passage(text(self.fields.shown_text), &language),
        })
    }
}

/// A condition that does not touch the score.
fn unscored(query: impl tantivy::query::Query) -> BoostQuery {
    BoostQuery::new(Box::new(query), 0.0)
}
