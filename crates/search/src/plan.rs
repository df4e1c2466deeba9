//! From words to what the library is asked.
//!
//! A word must be in the article, in any field; each field has its weight. What most articles have (« la », « de ») need
//! not be there, and of many words some are enough: a headline remembered is rarely word for word in the text. Words that
//! stand together in the query score more where they stand together in the text. A word that no article has is read as the
//! nearest ones; the last word may be the beginning of one; with another ending a word counts less. What was tried beside it is in `bench/src/score/search`.

use frostem::Stemmer;
use tantivy::{
    Term,
    query::{AllQuery, BooleanQuery, BoostQuery, DisjunctionMaxQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    Error, Index,
    dictionary::{Dictionary, Known},
    query::{Query as Question, Replaced, Sort, Surfaces, Tongue},
    schema::Fields,
    stems::stem,
    wanted::{Asked, Form, Wanted},
};

/// A word is common from this part of all articles on, where there are enough to tell.
const COMMON: f64 = 0.15;
const ENOUGH: u64 = 500;
/// Beginnings have at least so many letters.
const SHORTEST_BEGINNING: usize = 3;
/// Shorter parts of a phrase are not looked for alone.
const SHORTEST_PART: usize = 3;
/// Longer words looked for where one is a beginning.
const BEGINNINGS: usize = 30;
/// Near words looked for instead of one that no article has.
const NEAR: usize = 4;
/// What a near word and a longer word count beside the word itself.
const NEAR_WEIGHT: f32 = 0.7;
const LONGER_WEIGHT: f32 = 0.4;
/// What a word with another ending counts. The word itself has both, so it comes first.
const STEM: f32 = 0.6;
/// Few articles have a word: at most so many, or this part of all.
const FEW: u64 = 2;
const FEW_OF: u64 = 2_000;
/// A near word is asked for when it is so many times as frequent as a rare one.
const MEANT: u64 = 20;
/// What neighbouring words count where they are neighbours in the text.
const TOGETHER: f32 = 0.2;
/// From so many words on not all must be there: two, and one more for each so many.
const MANY: usize = 4;
/// Pairs of neighbouring words looked at.
const MOST_PAIRS: usize = 8;

type Clause = (Occur, Box<dyn Query>);

/// Whether all words must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Each of a few; of many enough.
    All,
    /// Each.
    Every,
    /// Any.
    Some,
}

struct Word<'a> {
    wanted: &'a Wanted,
    /// What stands for it beside its own forms.
    others: Vec<Form>,
    /// In how many articles it is.
    articles: u64,
    /// The words of a phrase or a hyphenated word.
    parts: Vec<&'a str>,
    common: bool,
    replaced: bool,
    meant: Option<Known>,
    /// The word without its ending, in each language that is looked through.
    stems: Vec<String>,
}

/// A query made ready.
pub(crate) struct Plan<'a> {
    words: Vec<Word<'a>>,
    unwanted: &'a [Wanted],
}

impl<'a> Plan<'a> {
    pub(crate) fn new(asked: &'a Asked, dictionary: &Dictionary<'_>, articles: u64, exact: bool) -> Result<Self, Error> {
        let mut words = Vec::with_capacity(asked.wanted.len());
        for (index, wanted) in asked.wanted.iter().enumerate() {
            let last = index + 1 == asked.wanted.len();
            if words.iter().any(|word: &Word<'_>| word.wanted.usual() == wanted.usual()) {
                continue;
            }
            words.push(Word::new(wanted, dictionary, articles, (exact, last))?);
        }
        if words.iter().all(|word| word.common) {
            words.iter_mut().for_each(|word| word.common = false);
        }
        Ok(Self { words, unwanted: &asked.unwanted })
    }

    /// Lets words with other endings be found too.
    pub(crate) fn shorten(&mut self, stemmers: &[Stemmer]) {
        for word in self.words.iter_mut().filter(|word| !word.wanted.quoted && !word.wanted.begun) {
            word.stems = stemmers.iter().filter_map(|stemmer| stem(stemmer, word.best())).collect();
            word.stems.sort_unstable();
            word.stems.dedup();
        }
    }

    /// How many words must be there.
    pub(crate) fn words(&self) -> usize {
        self.words.iter().filter(|word| !word.common).count()
    }

    /// Whether asking less strictly can find more.
    pub(crate) fn can_loosen(&self) -> bool {
        !self.words.is_empty()
    }

    /// Whether not all words must be there.
    pub(crate) fn is_lenient(&self, question: &Question<'_>) -> bool {
        let counted = self.words.iter().filter(|word| !word.common && !word.wanted.quoted).count();
        counted >= MANY && !question.exact && question.sort == Sort::Best
    }

    /// Lets near and longer words stand for the rare ones too.
    pub(crate) fn widen(&mut self, dictionary: &Dictionary<'_>, articles: u64) -> Result<(), Error> {
        for word in self.words.iter_mut().filter(|word| !word.wanted.quoted && word.others.is_empty()) {
            if word.articles <= FEW.max(articles / FEW_OF) {
                word.others = around(word.wanted.usual(), dictionary, articles)?;
            }
        }
        Ok(())
    }

    /// Every folded form that is looked for.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().flat_map(|word| word.wanted.forms.iter().chain(&word.others)).map(|form| form.text.as_str())
    }

    /// Every stem that is looked for, with its word.
    pub(crate) fn stems(&self) -> impl Iterator<Item = (&str, &str)> {
        self.words.iter().flat_map(|word| word.stems.iter().map(|stem| (word.best(), stem.as_str())))
    }

    /// The words to be shown as articles write them.
    pub(crate) fn surfaces(&self) -> Surfaces {
        Surfaces::wanted(self.words.iter().filter(|word| word.replaced).filter_map(|word| Some(word.others.first()?.text.clone())))
    }

    /// What was read otherwise, and what may have been meant.
    pub(crate) fn told(&self, surfaces: &Surfaces) -> (Vec<Replaced>, Vec<Replaced>) {
        let replaced = self.words.iter().filter(|word| word.replaced);
        let meant = self.words.iter().filter_map(|word| Some((word, word.meant.as_ref()?)));
        (
            replaced
                .filter_map(|word| Some(Replaced { typed: word.wanted.typed.clone(), by: surfaces.of(&word.others.first()?.text) }))
                .collect(),
            meant.map(|(word, known)| Replaced { typed: word.wanted.typed.clone(), by: known.word.clone() }).collect(),
        )
    }

    /// As the library is asked.
    pub(crate) fn query(&self, fields: &Fields, question: &Question<'_>, mode: Mode) -> BooleanQuery {
        let mut all: Vec<Clause> = Vec::new();
        let mut some: Vec<Clause> = Vec::new();
        for word in &self.words {
            match mode {
                _ if word.common => all.push((Occur::Should, word.query(fields))),
                Mode::All | Mode::Every if word.wanted.quoted => all.push((Occur::Must, word.query(fields))),
                Mode::All | Mode::Every => some.push((Occur::Should, word.query(fields))),
                Mode::Some => {
                    some.push((Occur::Should, word.query(fields)));
                    some.extend(word.parts(fields));
                }
            }
        }
        if !some.is_empty() {
            let enough = match mode {
                Mode::Some => 1,
                Mode::Every => some.len(),
                Mode::All if !self.is_lenient(question) => some.len(),
                Mode::All => 1 + some.len() / MANY,
            };
            all.push((Occur::Must, Box::new(BooleanQuery::with_minimum_required_clauses(some, enough))));
        }
        if mode == Mode::All {
            all.extend(self.words.iter().flat_map(|word| word.parts(fields)));
            all.extend(self.together(fields));
        }
        if all.iter().all(|(occur, _)| *occur != Occur::Must) {
            let nothing = self.words.is_empty() && self.unwanted.is_empty() && !question.words.trim().is_empty();
            all.push((Occur::Must, if nothing { Box::new(EmptyQuery) } else { unscored(AllQuery) }));
        }
        for unwanted in self.unwanted {
            all.extend(unwanted.forms.iter().flat_map(|form| fields.weighted().map(|(field, _)| (Occur::MustNot, one(field, &form.text)))));
        }
        conditions(fields, question, &mut all);
        BooleanQuery::new(all)
    }

    /// Neighbours of the query that are neighbours in the text; what stands between them and is common may be anything.
    fn together(&self, fields: &Fields) -> Vec<Clause> {
        let single: Vec<&Word<'_>> =
            self.words.iter().filter(|word| !word.common && !word.wanted.quoted && !word.wanted.usual().contains(' ')).collect();
        let mut found: Vec<Clause> = Vec::new();
        for pair in single.windows(2).take(MOST_PAIRS) {
            let [one, two] = pair else { continue };
            let apart = two.wanted.position.saturating_sub(one.wanted.position);
            if !(1..=3).contains(&apart) {
                continue;
            }
            for (field, weight) in [(fields.headline, 3.0), (fields.body, 1.0)] {
                let terms = vec![(0, Index::term(field, one.best())), (apart, Index::term(field, two.best()))];
                let phrase = BoostQuery::new(Box::new(PhraseQuery::new_with_offset(terms)), weight * TOGETHER);
                found.push((Occur::Should, Box::new(phrase)));
            }
        }
        found
    }
}

impl<'a> Word<'a> {
    fn new(wanted: &'a Wanted, dictionary: &Dictionary<'_>, all: u64, (exact, last): (bool, bool)) -> Result<Self, Error> {
        let mut articles = 0;
        for form in &wanted.forms {
            articles = articles.max(dictionary.articles(&form.text)?);
        }
        let common = all >= ENOUGH && articles as f64 > all as f64 * COMMON && !wanted.quoted && !wanted.usual().contains(' ');
        let phrase = wanted.forms.iter().take(2).find(|form| form.text.contains(' '));
        let parts = phrase.map(|form| form.text.split(' ').filter(|part| part.chars().count() >= SHORTEST_PART).collect());
        let mut word = Self {
            wanted,
            others: Vec::new(),
            articles,
            parts: parts.unwrap_or_default(),
            common,
            replaced: false,
            meant: None,
            stems: Vec::new(),
        };
        if exact || wanted.quoted {
            return Ok(word);
        }
        let usual = wanted.usual();
        if (last || wanted.begun) && usual.chars().count() >= SHORTEST_BEGINNING {
            let weight = if wanted.begun { 1.0 } else { LONGER_WEIGHT };
            word.others = weighed(dictionary.beginning(usual, BEGINNINGS)?, (articles, all), weight);
        }
        if articles == 0 && word.others.is_empty() {
            word.others = around(usual, dictionary, all)?;
            word.replaced = !word.others.is_empty();
        } else if articles <= FEW && articles > 0 {
            let near = dictionary.near(usual, 1)?.into_iter().next();
            word.meant = near.filter(|near| near.articles >= articles * MEANT);
        }
        Ok(word)
    }

    /// Its parts, each where it stands: they add to the score.
    fn parts(&self, fields: &Fields) -> Vec<Clause> {
        let part =
            |(field, weight): (Field, f32), part: &&str| -> Clause { (Occur::Should, Box::new(BoostQuery::new(one(field, part), weight))) };
        self.parts.iter().flat_map(|word| fields.weighted().map(|field| part(field, word))).collect()
    }

    /// The form that stands in most texts.
    fn best(&self) -> &str {
        match self.others.first() {
            Some(other) if self.replaced => &other.text,
            _ => self.wanted.usual(),
        }
    }

    /// Any form of the word in any field, each field with its weight; of several forms in one field the best counts.
    fn query(&self, fields: &Fields) -> Box<dyn Query> {
        let forms: Vec<&Form> = self.wanted.forms.iter().chain(&self.others).collect();
        let mut any: Vec<Clause> = Vec::new();
        for (field, weight) in fields.weighted() {
            let mut of_field: Vec<Box<dyn Query>> = forms
                .iter()
                .map(|form| Box::new(BoostQuery::new(one(field, &form.text), weight * form.weight)) as Box<dyn Query>)
                .collect();
            let query = match of_field.len() {
                1 => of_field.remove(0),
                _ => Box::new(DisjunctionMaxQuery::new(of_field)),
            };
            any.push((Occur::Should, query));
        }
        for stem in &self.stems {
            any.push((Occur::Should, Box::new(BoostQuery::new(one(fields.stems, stem), STEM))));
        }
        Box::new(BooleanQuery::new(any))
    }
}

/// What may stand for a word that no article has, or few: the nearest words, and those that begin with it.
fn around(word: &str, dictionary: &Dictionary<'_>, all: u64) -> Result<Vec<Form>, Error> {
    let mut known = dictionary.near(word, NEAR)?;
    if word.chars().count() > SHORTEST_BEGINNING {
        for longer in dictionary.beginning(word, BEGINNINGS)? {
            if known.iter().all(|standing| standing.word != longer.word) {
                known.push(longer);
            }
        }
    }
    Ok(weighed(known, (0, all), NEAR_WEIGHT))
}

/// Words that stand for one. None is taken for rarer than the word itself, or than all of them together.
fn weighed(known: Vec<Known>, (articles, all): (u64, u64), weight: f32) -> Vec<Form> {
    let rarity = |holding: u64| (1.0 + all as f32 / (holding as f32 + 0.5)).ln();
    let together = articles.max(known.iter().map(|known| known.articles).sum::<u64>().min(all));
    known
        .into_iter()
        .map(|known| Form { weight: weight * (rarity(together) / rarity(known.articles)).min(1.0), text: known.word })
        .collect()
}

/// A word or phrase in a field.
fn one(field: Field, form: &str) -> Box<dyn Query> {
    let mut terms: Vec<Term> = form.split(' ').map(|word| Index::term(field, word)).collect();
    match terms.len() {
        1 => Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// The conditions that do not touch the score.
fn conditions(fields: &Fields, question: &Question<'_>, all: &mut Vec<Clause>) {
    let term = |term: Term| TermQuery::new(term, IndexRecordOption::Basic);
    match &question.tongue {
        Tongue::Any => {}
        Tongue::Only(tag) => all.push((Occur::Must, unscored(term(Index::term(fields.language, tag.as_str()))))),
        Tongue::Like(tag) => all.push((Occur::Must, unscored(term(Index::term(fields.primary, tag.primary()))))),
        Tongue::Unlike(tag) => all.push((Occur::MustNot, unscored(term(Index::term(fields.primary, tag.primary()))))),
    }
    if let Some(section) = question.section {
        all.push((Occur::Must, unscored(term(Term::from_field_i64(fields.section, section)))));
    }
    if let Some(author) = question.author {
        all.push((Occur::Must, unscored(term(Term::from_field_i64(fields.author, author)))));
    }
    if question.from.is_some() || question.to.is_some() {
        let bound = |time: i64| Term::from_field_i64(fields.date, time);
        let from = question.from.map_or(std::ops::Bound::Unbounded, |from| std::ops::Bound::Included(bound(from)));
        let to = question.to.map_or(std::ops::Bound::Unbounded, |to| std::ops::Bound::Excluded(bound(to)));
        all.push((Occur::Must, unscored(RangeQuery::new(from, to))));
    }
}

fn unscored(query: impl Query) -> Box<dyn Query> {
    Box::new(BoostQuery::new(Box::new(query), 0.0))
}
