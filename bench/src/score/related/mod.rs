//! Scores of related articles: the product's own, beside what others would show, on the same texts.
//!
//! A folder of the form of the data: `orange.jsonl.gz` with `orange_links.tsv` (links that the newsroom placed itself;
//! candidates are the articles of the same day or earlier), `rpm2.jsonl.gz` (right are the others of the topic),
//! `rpm2_summaries.jsonl.gz` (each a long question for its articles). A file that is not there is left out of the table.
//!
//! What was tried beside the product's method, as nDCG@5 on the links given, each as the difference to it without the
//! factor of length, 0.618 (one standard error of such a difference is 0.002 to 0.003; kept is what gains more, on both
//! halves of the links): factor of length 0.1: +0.005 (kept; 0.2 the same, 0.3 +0.004, -0.1: -0.006); date exponent -0.20: -0.005,
//! -0.30: +0.003, -0.40: -0.005; a logarithm in place of the power: -0.002; words of a tenth of the articles left out: -0.022;
//! weights to the power 1.2: -0.012, 0.8: -0.007; headline once: -0.001, three times: +0.001; standfirst twice: 0.000;
//! headline's own cosine beside it: 0.000; pairs of words at a third of their weight: -0.012; the same section: 0.000;
//! the same day a little less or more: 0.000; the words of the first three found added: -0.003.

mod kiosque;
mod measures;
mod peers;
mod texts;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, ensure};
use language::Tag;
use serde::Serialize;

use crate::table;
use measures::{average_precision, gain, hit, mean, precision, reciprocal_rank};
use peers::{Peers, WAYS};
use texts::Linked;

/// Below these the product has grown worse.
const LEAST_GAIN: f64 = 0.61;
const LEAST_PRECISION: f64 = 0.955;
/// The product's name in the table.
const OURS: &str = "Kiosque";

/// A figure and how far it lies off by chance.
#[derive(Debug, Clone, Copy, Serialize)]
struct Figure {
    mean: f64,
    error: f64,
}

/// Who, and its figures by name.
#[derive(Debug, Serialize)]
struct Row {
    who: &'static str,
    figures: BTreeMap<&'static str, Figure>,
}

/// A measure with its name.
type Measure = (&'static str, fn(&[usize], &[usize]) -> f64);

const OF_LINKS: [Measure; 3] = [
    ("links nDCG@5", |list, right| gain(list, right, 5)),
    ("links hit@5", |list, right| hit(list, right, 5)),
    ("links MRR@10", |list, right| reciprocal_rank(list, right, 10)),
];
const OF_TOPICS: [Measure; 2] = [("topics P@5", |list, right| precision(list, right, 5)), ("topics MAP", average_precision)];
const OF_SUMMARIES: [Measure; 2] =
    [("summaries MRR", |list, right| reciprocal_rank(list, right, 10)), ("summaries MAP", average_precision)];

/// The rows of the table.
#[derive(Debug, Default)]
struct Scores(Vec<Row>);

impl Scores {
    fn add(&mut self, who: &'static str, measures: &[Measure], lists: &[(Vec<usize>, &[usize])]) {
        let at = self.0.iter().position(|row| row.who == who).unwrap_or_else(|| {
            self.0.push(Row { who, figures: BTreeMap::new() });
            self.0.len() - 1
        });
        for (name, measure) in measures {
            let values: Vec<f64> = lists.iter().map(|(list, right)| measure(list, right)).collect();
            let (mean, error) = mean(&values);
            self.0[at].figures.insert(name, Figure { mean, error });
        }
    }

    fn least(&self, name: &str, least: f64) -> Result<()> {
        let ours = self.0.iter().find(|row| row.who == OURS).and_then(|row| row.figures.get(name));
        ensure!(ours.is_none_or(|figure| figure.mean >= least), "{name} of {OURS} is below {least}");
        Ok(())
    }
}

/// Prints the scores of a folder; with `json` as one line of JSON. Fails when the product is worse than it was.
pub fn run(folder: &Path, json: bool) -> Result<()> {
    ensure!(folder.is_dir(), "{} is no folder", folder.display());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let scores = runtime.block_on(score(folder))?;
    if json {
        println!("{}", serde_json::to_string(&scores.0)?);
    } else {
        print(&scores);
    }
    scores.least("links nDCG@5", LEAST_GAIN)?;
    scores.least("topics P@5", LEAST_PRECISION)
}

async fn score(folder: &Path) -> Result<Scores> {
    let mut scores = Scores::default();
    if let Some(linked) = texts::links(folder)? {
        eprintln!("links: {} articles, {} of them with links", linked.articles.len(), linked.right.len());
        let ours = kiosque::Kiosque::new(&linked.articles).await?;
        beside(&mut scores, &linked, &ours, &OF_LINKS, 10)?;
    }
    if let Some((linked, summaries)) = texts::topics(folder)? {
        eprintln!("topics: {} articles", linked.articles.len());
        let ours = kiosque::Kiosque::new(&linked.articles).await?;
        beside(&mut scores, &linked, &ours, &OF_TOPICS, linked.articles.len())?;
        if let Some(summaries) = summaries {
            let mut lists = Vec::new();
            for (text, right) in &summaries.texts {
                lists.push((ours.near_text(text, linked.articles.len())?, right.as_slice()));
            }
            scores.add(OURS, &OF_SUMMARIES, &lists);
        }
    }
    Ok(scores)
}

fn beside(scores: &mut Scores, linked: &Linked, ours: &kiosque::Kiosque, measures: &[Measure], most: usize) -> Result<()> {
    let lists = |choose: &dyn Fn(usize) -> Vec<usize>| -> Vec<(Vec<usize>, &[usize])> {
        linked.right.iter().map(|(at, right)| (choose(*at), right.as_slice())).collect()
    };
    scores.add(OURS, measures, &lists(&|at| ours.near(&linked.articles, at, most)));
    let peers = Peers::new(&linked.articles, &Tag::parse("fr")?);
    for way in WAYS {
        let found = lists(&|at| peers.choose(way, at, most));
        // Texts without topics or dates say nothing about a way that needs them.
        let tells = match way.0 {
            "shared topics" => linked.articles.iter().any(|article| !article.topics.is_empty()),
            "latest" | "latest in section" => linked.articles.iter().any(|article| article.day != 0),
            _ => true,
        };
        if tells {
            scores.add(way.0, measures, &found);
        }
    }
    Ok(())
}

fn print(scores: &Scores) {
    let all = OF_LINKS.iter().chain(&OF_TOPICS).chain(&OF_SUMMARIES).map(|(name, _)| *name);
    let names: Vec<&str> = all.filter(|name| scores.0.iter().any(|row| row.figures.contains_key(name))).collect();
    let mut rows = vec![std::iter::once("").chain(names.iter().copied()).map(str::to_owned).collect::<Vec<_>>()];
    for row in &scores.0 {
        let figure =
            |name: &&str| row.figures.get(*name).map_or_else(|| "–".to_owned(), |one| format!("{:.3} ±{:.3}", one.mean, one.error));
        rows.push(std::iter::once(row.who.to_owned()).chain(names.iter().map(figure)).collect());
    }
    table::print("related articles", &rows);
}
