//! The texts and the right answers of a folder.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// An article of a folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Article {
    /// Its id in the data.
    pub(crate) key: String,
    /// Days since 1970.
    pub(crate) day: i64,
    pub(crate) section: String,
    pub(crate) topics: Vec<String>,
    pub(crate) headline: String,
    pub(crate) lead: String,
    pub(crate) text: String,
}

/// Articles, and for some of them the right ones beside them, by their places.
#[derive(Debug)]
pub(crate) struct Linked {
    pub(crate) articles: Vec<Article>,
    pub(crate) right: BTreeMap<usize, Vec<usize>>,
}

/// Articles, and texts that each should lead to some of them.
#[derive(Debug)]
pub(crate) struct Summaries {
    pub(crate) texts: Vec<(String, Vec<usize>)>,
}

fn there(folder: &Path, name: &str) -> Option<PathBuf> {
    Some(folder.join(name)).filter(|path| path.exists())
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let reader = BufReader::new(MultiGzDecoder::new(File::open(path)?));
    reader.lines().map(|line| serde_json::from_str(&line?).with_context(|| path.display().to_string())).collect()
}

fn string(value: &Value, name: &str) -> String {
    match value.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Articles with the links that their newsroom placed itself.
pub(crate) fn links(folder: &Path) -> Result<Option<Linked>> {
    let (Some(articles), Some(links)) = (there(folder, "orange.jsonl.gz"), there(folder, "orange_links.tsv")) else {
        return Ok(None);
    };
    let mut found = Vec::new();
    for line in lines(&articles)? {
        found.push(Article {
            key: string(&line, "id"),
            day: day(&string(&line, "date")).with_context(|| format!("no date: {line}"))?,
            section: string(&line, "section"),
            topics: line
                .get("topics")
                .and_then(Value::as_array)
                .map(|all| all.iter().filter_map(|one| one.as_str().map(str::to_owned)).collect())
                .unwrap_or_default(),
            headline: string(&line, "title"),
            lead: string(&line, "lead"),
            text: string(&line, "text"),
        });
    }
    let places: HashMap<&str, usize> = found.iter().enumerate().map(|(at, article)| (article.key.as_str(), at)).collect();
    let mut right: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for line in fs::read_to_string(links)?.lines().skip(1) {
        let place = |column: Option<&str>| column.and_then(|key| places.get(key.trim())).copied();
        let mut columns = line.split('\t');
        let (source, target) = (place(columns.next()), place(columns.next()));
        right.entry(source.with_context(|| line.to_owned())?).or_default().push(target.with_context(|| line.to_owned())?);
    }
    drop(places);
    Ok(Some(Linked { articles: found, right }))
}

/// Press articles of twenty topics: right are all others of the topic; and summaries, each of the articles of its cluster.
pub(crate) fn topics(folder: &Path) -> Result<Option<(Linked, Option<Summaries>)>> {
    let Some(path) = there(folder, "rpm2.jsonl.gz") else {
        return Ok(None);
    };
    let all = lines(&path)?;
    let of = |line: &Value| (string(line, "topic"), string(line, "cluster"));
    let mut right = BTreeMap::new();
    for (at, line) in all.iter().enumerate() {
        let topic = string(line, "topic");
        let same = all.iter().enumerate().filter(|(other, one)| *other != at && string(one, "topic") == topic);
        right.insert(at, same.map(|(other, _)| other).collect());
    }
    let summaries = match there(folder, "rpm2_summaries.jsonl.gz") {
        None => None,
        Some(path) => {
            let mut texts = Vec::new();
            for line in lines(&path)? {
                let of_it = all.iter().enumerate().filter(|(_, one)| of(one) == of(&line)).map(|(at, _)| at).collect();
                texts.push((string(&line, "text"), of_it));
            }
            Some(Summaries { texts })
        }
    };
    let articles = all.iter().map(|line| {
        let text = string(line, "text");
        let (headline, body) = text.trim_start_matches('\u{feff}').split_once('\n').unwrap_or((&text, ""));
        Article { key: string(line, "id"), headline: headline.trim().to_owned(), text: body.to_owned(), ..Article::default() }
    });
    Ok(Some((Linked { articles: articles.collect(), right }, summaries)))
}

/// Days since 1970 of a date YYYY-MM-DD (by Hinnant's rule).
fn day(date: &str) -> Option<i64> {
    let mut parts = date.get(..10)?.split('-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!((day("1970-01-01"), day("2020-07-02"), day("2000-02-29")), (Some(0), Some(18_445), Some(11_016)));
        assert_eq!(day("soon"), None);
    }
}
