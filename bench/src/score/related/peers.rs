//! What others would show: the newest, or what their plugins find in the same texts, each in its own way.

use std::collections::{HashMap, HashSet};

use language::{Kind, Tag, analyse};

use super::texts::Article;

/// The words of all texts, and who holds them.
pub(crate) struct Peers<'a> {
    articles: &'a [Article],
    /// Each text's words and counts, headline twice.
    texts: Vec<Vec<(u32, f32)>>,
    holding: Vec<Vec<(u32, f32)>>,
    letters: Vec<usize>,
    lengths: Vec<f32>,
    norms: Vec<f32>,
    words: HashMap<String, u32>,
}

/// A way of choosing.
pub(crate) type Way = (&'static str, fn(&Peers<'_>, usize) -> Vec<(usize, f32)>);

/// All ways, with the names of the table.
pub(crate) const WAYS: [Way; 6] = [
    ("latest", |peers, at| peers.latest(at)),
    ("latest in section", |peers, at| peers.latest_in_section(at)),
    ("shared topics", |peers, at| peers.shared_topics(at)),
    ("20 most frequent words (YARPP's way)", |peers, at| peers.frequent_words(at)),
    ("25 best terms by BM25 (MoreLikeThis's way)", |peers, at| peers.best_terms(at)),
    ("whole-text cosine without the date", |peers, at| peers.cosine(at)),
];

impl<'a> Peers<'a> {
    pub(crate) fn new(articles: &'a [Article], language: &Tag) -> Self {
        let mut peers = Peers {
            articles,
            texts: Vec::new(),
            holding: Vec::new(),
            letters: Vec::new(),
            lengths: Vec::new(),
            norms: Vec::new(),
            words: HashMap::new(),
        };
        for (at, article) in articles.iter().enumerate() {
            let mut counts: HashMap<u32, f32> = HashMap::new();
            for (part, times) in [(&article.headline, 2.0), (&article.lead, 1.0), (&article.text, 1.0)] {
                for token in analyse(part, language).into_iter().filter(|token| token.kind == Kind::Word) {
                    *counts.entry(peers.number(token.text)).or_default() += times;
                }
            }
            peers.lengths.push(counts.values().sum());
            let mut counts: Vec<(u32, f32)> = counts.into_iter().collect();
            counts.sort_unstable_by_key(|(word, _)| *word);
            counts.iter().for_each(|(word, count)| peers.holding[*word as usize].push((at as u32, *count)));
            peers.texts.push(counts);
        }
        peers.norms = (0..articles.len()).map(|at| peers.norm(&peers.texts[at])).collect();
        peers
    }

    fn number(&mut self, word: String) -> u32 {
        let next = self.words.len() as u32;
        let letters = word.chars().count();
        let number = *self.words.entry(word).or_insert(next);
        if number == next {
            self.holding.push(Vec::new());
            self.letters.push(letters);
        }
        number
    }

    fn count(&self) -> f32 {
        self.articles.len() as f32
    }

    fn held(&self, word: u32) -> f32 {
        self.holding[word as usize].len().max(1) as f32
    }

    fn norm(&self, text: &[(u32, f32)]) -> f32 {
        text.iter().map(|(word, count)| ((1.0 + count.ln()) * (1.0 + self.count() / self.held(*word)).ln()).powi(2)).sum::<f32>().sqrt()
    }

    /// The best `most` of an article by a way, among those of its day and earlier; the newer first between equals.
    pub(crate) fn choose(&self, way: Way, at: usize, most: usize) -> Vec<usize> {
        let mut found = way.1(self, at);
        found.retain(|(other, score)| *other != at && *score > 0.0 && self.articles[*other].day <= self.articles[at].day);
        let order = |one: &(usize, f32), other: &(usize, f32)| {
            let newer = |place: usize| (self.articles[place].day, place);
            other.1.total_cmp(&one.1).then(newer(other.0).cmp(&newer(one.0)))
        };
        if found.len() > most {
            found.select_nth_unstable_by(most - 1, order);
            found.truncate(most);
        }
        found.sort_unstable_by(order);
        found.into_iter().map(|(other, _)| other).collect()
    }

    fn latest(&self, _: usize) -> Vec<(usize, f32)> {
        (0..self.articles.len()).map(|other| (other, 1.0)).collect()
    }

    fn latest_in_section(&self, at: usize) -> Vec<(usize, f32)> {
        let same = |other: &usize| self.articles[*other].section == self.articles[at].section;
        (0..self.articles.len()).filter(same).map(|other| (other, 1.0)).collect()
    }

    fn shared_topics(&self, at: usize) -> Vec<(usize, f32)> {
        let own: HashSet<&String> = self.articles[at].topics.iter().collect();
        let shared = |other: usize| self.articles[other].topics.iter().filter(|topic| own.contains(topic)).count() as f32;
        if own.is_empty() { Vec::new() } else { (0..self.articles.len()).map(|other| (other, shared(other))).collect() }
    }

    /// The sum over an article's weighted words of what each brings to the others that hold it.
    fn sum(&self, words: impl Iterator<Item = (u32, f32)>, brings: impl Fn(f32, usize, f32) -> f32) -> Vec<(usize, f32)> {
        let mut sums = vec![0.0; self.articles.len()];
        for (word, weight) in words {
            for &(other, count) in &self.holding[word as usize] {
                sums[other as usize] += brings(weight, other as usize, count);
            }
        }
        sums.into_iter().enumerate().collect()
    }

    /// The most frequent words that are not overused and have four letters, matched as MySQL's full text scores: tf x idf².
    fn frequent_words(&self, at: usize) -> Vec<(usize, f32)> {
        let mut own: Vec<(u32, f32)> = self.texts[at].clone();
        own.retain(|(word, _)| self.letters[*word as usize] > 3 && self.held(*word) < self.count() / 10.0);
        own.sort_by(|one, other| other.1.total_cmp(&one.1));
        let weighted = own.into_iter().take(20).map(|(word, _)| (word, (self.count() / self.held(word)).log10().powi(2)));
        self.sum(weighted, |weight, _, count| count * weight)
    }

    /// The 25 terms with the highest tf x idf, matched by BM25.
    fn best_terms(&self, at: usize) -> Vec<(usize, f32)> {
        let idf = |word: u32| (1.0 + (self.count() - self.held(word) + 0.5) / (self.held(word) + 0.5)).ln();
        let mut own: Vec<(u32, f32)> = self.texts[at].iter().map(|(word, count)| (*word, count * idf(*word))).collect();
        own.retain(|(word, _)| self.held(*word) >= 5.0);
        own.sort_by(|one, other| other.1.total_cmp(&one.1));
        let usual = self.lengths.iter().sum::<f32>() / self.count();
        self.sum(own.into_iter().take(25).map(|(word, _)| (word, idf(word))), |weight, other, count| {
            weight * count * 2.2 / (count + 1.2 * (0.25 + 0.75 * self.lengths[other] / usual))
        })
    }

    fn cosine(&self, at: usize) -> Vec<(usize, f32)> {
        let logs: Vec<f32> = (0..1000u16).map(|count| 1.0 + f32::from(count.max(1)).ln()).collect();
        let log = |count: f32| logs[(count as usize).min(logs.len() - 1)];
        let weighted =
            self.texts[at].iter().map(|(word, count)| (*word, log(*count) * (1.0 + self.count() / self.held(*word)).ln().powi(2)));
        self.sum(weighted, |weight, other, count| weight * log(count) / (self.norms[at] * self.norms[other]))
    }
}
