//! Scores of search: the product's own index beside SQLite's FTS5 and PostgreSQL, on the same texts and queries.
//!
//! A folder of the form of the data: `sib200.jsonl.gz`, `orange.jsonl.gz`, `rpm2.jsonl.gz` with its summaries. A file that
//! is not there is left out. PostgreSQL is asked where `KIOSQUE_TEST_POSTGRES` says, and left out without it.
//!
//! What was tried beside the product's way, as MRR of headlines without accents to lead and text, 1,000 queries (one standard
//! error is 0.012, of a difference about 0.004): all words asked for: 0.75; two of four and one more for each four: 0.775; two of six:
//! 0.773; half: 0.770. The standfirst as a field of its own weight 1.5 beside the rest: 0.62; the opening beside the whole text, by
//! letters and weight: 250, 0.3: 0.768; 400, 0.2/0.3/0.4: 0.771/0.774/0.773; 700, 0.3/0.4/0.5: 0.779/0.780/0.779; 1,100, 0.4: 0.778.
//! Neighbouring words together at 0/0.1/0.2/0.3/0.5: 0.776/0.776/0.774/0.775/0.765; common words between them counted, 0.4: 0.778 in
//! twice the time. Parts of hyphenated words and phrases left out: -0.008. Quotation marks not strict: +0.001. The share of the
//! query's weight that is covered as a factor: 0.000. Saturation 0.8 in place of 1.2: +0.002 (the library does not let it be set).
//! Stems (Snowball, of the folded word, as a field of their own) at 0/0.3/0.5/0.6/0.7/0.8/1.0/1.2: 0.780/0.787/0.792/0.793/0.791/0.795/0.792/0.792 (0.6,
//! 0.7 and 1.0 on 2,000 queries, 0.8 there 0.792); a typo 0.769 without and 0.781 with the stem of the word it was read as; Bosnian sentences to
//! Serbian ones 0.991 without and 0.993 (hit@1).

mod cases;
mod fts5;
mod kiosque;
mod postgres;

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use serde::Serialize;

use crate::table::{self, row};
use cases::{Case, Needle};

/// Someone who can be asked for texts.
pub(crate) trait Peer {
    /// Its name in the table.
    fn name(&self) -> &'static str;
    /// The ids of what it finds, best first.
    async fn find(&mut self, needle: &Needle, limit: usize) -> Result<Vec<i64>>;
}

/// One figure of one peer.
#[derive(Debug, Serialize)]
struct Score {
    case: String,
    peer: &'static str,
    queries: usize,
    /// How often the first found is a right one.
    hit_at_1: f64,
    /// One by the rank of the first right one, on average.
    mrr: f64,
    /// The average precision over all right ones.
    map: f64,
    /// Milliseconds a query, on average.
    milliseconds: f64,
}

/// How many are looked at.
const DEPTH: usize = 100;

/// Prints the scores of a folder; with `json` as one line of JSON.
pub fn run(folder: &Path, json: bool, queries: usize) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let scores = runtime.block_on(async {
        let mut scores = Vec::new();
        for case in cases::read(folder, queries)? {
            eprintln!("{}: {} texts", case.name, case.texts.len());
            let mut ours = kiosque::Kiosque::new(&case)?;
            score(&mut ours, &case, &mut scores).await?;
            let mut fts5 = fts5::Fts5::new(&case).await?;
            score(&mut fts5, &case, &mut scores).await?;
            if let Ok(address) = std::env::var("KIOSQUE_TEST_POSTGRES") {
                let mut postgres = postgres::Postgres::new(&address, &case).await?;
                let outcome = score(&mut postgres, &case, &mut scores).await;
                postgres.leave().await?;
                outcome?;
            }
        }
        anyhow::Ok(scores)
    })?;
    if json {
        println!("{}", serde_json::to_string(&scores)?);
        return Ok(());
    }
    let mut rows = vec![row(["case", "who", "queries", "hit@1", "MRR", "MAP", "ms"])];
    for score in &scores {
        let figure = |value: f64| format!("{value:.3}");
        rows.push(vec![
            score.case.clone(),
            score.peer.to_owned(),
            score.queries.to_string(),
            figure(score.hit_at_1),
            figure(score.mrr),
            figure(score.map),
            format!("{:.1}", score.milliseconds),
        ]);
    }
    table::print("search", &rows);
    Ok(())
}

async fn score(peer: &mut impl Peer, case: &Case, scores: &mut Vec<Score>) -> Result<()> {
    for (name, needles) in &case.needles {
        let (mut hit, mut mrr, mut map) = (0.0, 0.0, 0.0);
        let begun = Instant::now();
        for needle in needles {
            let found = peer.find(needle, DEPTH).await?;
            let right: Vec<usize> =
                found.iter().enumerate().filter(|(_, id)| needle.right.contains(id)).map(|(rank, _)| rank + 1).collect();
            if let Some(first) = right.first() {
                hit += f64::from(u8::from(*first == 1));
                mrr += 1.0 / *first as f64;
            }
            map += right.iter().enumerate().map(|(index, rank)| (index + 1) as f64 / *rank as f64).sum::<f64>() / needle.right.len() as f64;
        }
        let count = needles.len().max(1) as f64;
        eprintln!("  {}, {name}: MRR {:.3} in {:.0} s", peer.name(), mrr / count, begun.elapsed().as_secs_f64());
        scores.push(Score {
            case: format!("{}: {name}", case.name),
            peer: peer.name(),
            queries: needles.len(),
            hit_at_1: hit / count,
            mrr: mrr / count,
            map: map / count,
            milliseconds: begun.elapsed().as_secs_f64() * 1e3 / count,
        });
    }
    Ok(())
}
