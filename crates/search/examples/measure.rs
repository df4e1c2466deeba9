//! Measures neighbours and full text on a corpus: `measure ARTICLES.jsonl [LINKS.tsv]`.
//!
//! ARTICLES: one JSON object a line with id, date (YYYY-MM-DD), title, lead or excerpt, text or html, section. LINKS: from and to, as a
//! newsroom placed them; scored are nDCG@5 and hit@5 among the articles of the same day or earlier.

use std::{collections::HashMap, fs, io, time::Instant};

use language::Tag;
use search::{
    Entry, Index, Query,
    neighbours::{Engine, Text},
};

struct Article {
    id: i64,
    date: i64,
    title: String,
    lead: String,
    text: String,
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let Some(path) = arguments.next() else {
        eprintln!("usage: measure ARTICLES.jsonl [LINKS.tsv]");
        return Ok(());
    };
    let articles = read(&path)?;
    let bytes: usize = articles.iter().map(|article| article.text.len() + article.title.len() + article.lead.len()).sum();
    println!("{} articles, {:.1} MB of text", articles.len(), bytes as f64 / 1e6);
    memory("read");
    full_text(&articles)?;
    memory("full text");
    let engine = neighbours(&articles);
    memory("neighbours");
    if let Some(links) = arguments.next() {
        score(&engine, &articles, &fs::read_to_string(links)?);
    }
    Ok(())
}

/// Prints what the process holds now and held at most (Linux).
fn memory(after: &str) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = |name: &str| status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?").trim().to_owned();
    println!("  after {after}: {} held, {} at most, {} of it its own", line("VmRSS:"), line("VmHWM:"), line("RssAnon:"));
}

fn read(path: &str) -> io::Result<Vec<Article>> {
    let mut articles = Vec::new();
    for (line, text) in fs::read_to_string(path)?.lines().enumerate() {
        let value: serde_json::Value = serde_json::from_str(text)?;
        let string = |name: &str| value.get(name).and_then(|value| value.as_str()).unwrap_or_default().to_owned();
        let text = if value.get("text").is_some() { string("text") } else { string("html") };
        let lead = if value.get("lead").is_some() { string("lead") } else { string("excerpt") };
        let id = value.get("id").and_then(serde_json::Value::as_i64).unwrap_or(line as i64);
        articles.push(Article { id, date: microseconds(&string("date")), title: string("title"), lead, text });
    }
    Ok(articles)
}

/// Midnight of a day written YYYY-MM-DD (civil days since 1970, by Hinnant's rule).
fn microseconds(date: &str) -> i64 {
    let mut parts = date.get(..10).unwrap_or("1970-01-01").split('-').filter_map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next().unwrap_or(1970), parts.next().unwrap_or(1), parts.next().unwrap_or(1));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    days * 86_400_000_000
}

fn full_text(articles: &[Article]) -> io::Result<()> {
    let folder = std::env::temp_dir().join(format!("kiosque-measure-{}", std::process::id()));
    let french = Tag::parse("fr").map_err(io::Error::other)?;
    let begun = Instant::now();
    let mut added = 0;
    let index = Index::open(&folder).map_err(io::Error::other)?;
    for article in articles {
        let entry = Entry {
            id: article.id,
            language: &french,
            sections: &[1],
            authors: &[1],
            date: article.date,
            headline: &article.title,
            standfirst: &article.lead,
            topics: "",
            body: &article.text,
            bylines: "La rédaction",
        };
        index.add(&entry).map_err(io::Error::other)?;
        added += 1;
        if added % 500 == 0 {
            index.commit("0").map_err(io::Error::other)?;
        }
    }
    index.commit("1").map_err(io::Error::other)?;
    println!("full text: {:.1} s", begun.elapsed().as_secs_f64());
    for words in ["président", "accord frontière", "Macron Paris", "de la"] {
        let query = Query { words, limit: 10, ..Query::default() };
        let begun = Instant::now();
        let hits = index.query(&query).map_err(io::Error::other)?;
        println!("  {words:?}: {} found in {:.1} ms", hits.total, begun.elapsed().as_secs_f64() * 1e3);
    }
    drop(index);
    fs::remove_dir_all(folder)
}

fn neighbours(articles: &[Article]) -> Engine {
    let french = Tag::parse("fr").ok();
    let begun = Instant::now();
    let mut engine = Engine::default();
    for article in articles {
        let text = format!("{}\n{}", article.lead, article.text);
        if let Some(language) = &french {
            engine.add(&Text { id: article.id, language, date: article.date, headline: &article.title, text: &text });
        }
    }
    println!("neighbours, adding: {:.1} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    engine.refresh();
    println!("neighbours, weights: {:.2} s", begun.elapsed().as_secs_f64());
    let begun = Instant::now();
    let all: Vec<_> = engine.ids_after(0, usize::MAX).into_iter().map(|id| (id, engine.nearest(id, 24))).collect();
    let kept: usize = all.iter().map(|(_, list)| list.len()).sum();
    let none = all.iter().filter(|(_, list)| list.is_empty()).count();
    println!(
        "neighbours, all lists: {:.1} s, {:.1} kept on average, {none} without any",
        begun.elapsed().as_secs_f64(),
        kept as f64 / all.len().max(1) as f64
    );
    let begun = Instant::now();
    let mut sample = 0;
    for article in articles.iter().step_by((articles.len() / 100).max(1)) {
        std::hint::black_box(engine.nearest(article.id, 24));
        sample += 1;
    }
    println!("neighbours, one list: {:.2} ms", begun.elapsed().as_secs_f64() * 1e3 / f64::from(sample.max(1)));
    engine
}

fn score(engine: &Engine, articles: &[Article], links: &str) {
    let dates: HashMap<i64, i64> = articles.iter().map(|article| (article.id, article.date)).collect();
    let mut wanted: HashMap<i64, Vec<i64>> = HashMap::new();
    for line in links.lines() {
        let mut columns = line.split('\t').filter_map(|column| column.trim().parse::<i64>().ok());
        if let (Some(from), Some(to)) = (columns.next(), columns.next()) {
            wanted.entry(from).or_default().push(to);
        }
    }
    let (mut gain, mut hits, mut cosines) = (0.0, 0, Vec::new());
    for (from, targets) in &wanted {
        let earlier = |id: &i64| dates.get(id).zip(dates.get(from)).is_some_and(|(there, here)| there <= here);
        let until = dates.get(from).copied().unwrap_or_default();
        let list: Vec<_> = engine.nearest_until(*from, 10, until).into_iter().filter(|neighbour| earlier(&neighbour.id)).collect();
        cosines
            .extend(list.iter().filter(|neighbour| targets.contains(&neighbour.id)).map(|neighbour| (neighbour.cosine, neighbour.score)));
        let discount = |rank: usize| 1.0 / ((rank + 2) as f64).log2();
        let found: f64 =
            list.iter().take(5).enumerate().filter(|(_, neighbour)| targets.contains(&neighbour.id)).map(|(rank, _)| discount(rank)).sum();
        let ideal: f64 = (0..targets.len().min(5)).map(discount).sum();
        gain += found / ideal;
        hits += usize::from(found > 0.0);
    }
    println!(
        "nDCG@5 {:.3}, hit@5 {:.3} over {} articles with links",
        gain / wanted.len() as f64,
        hits as f64 / wanted.len() as f64,
        wanted.len()
    );
    cosines.sort_by(|one, other| one.0.total_cmp(&other.0));
    let at = |share: f64| cosines.get((cosines.len() as f64 * share) as usize).copied();
    println!("cosine (and score) of linked pairs above the floor: 5% {:?}, 25% {:?}, 50% {:?}", at(0.05), at(0.25), at(0.5));
    println!("{} linked pairs above the floor of {}", cosines.len(), wanted.values().map(Vec::len).sum::<usize>());
    cosines.sort_by(|one, other| one.1.total_cmp(&other.1));
    println!("score below 0.10: {}", cosines.iter().filter(|pair| pair.1 < 0.10).count());
}
