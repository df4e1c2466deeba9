//! The texts and the queries whose right answers are known.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use serde_json::Value;

/// A text to be found.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) id: i64,
    pub(crate) text: String,
}

/// What is looked for, and the right answers.
#[derive(Debug)]
pub(crate) struct Needle {
    pub(crate) words: String,
    pub(crate) right: Vec<i64>,
    /// Whether each word is only the beginning of one: told to those who must be told.
    pub(crate) beginnings: bool,
}

/// Texts in one language, with series of queries.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) language: &'static str,
    pub(crate) texts: Vec<Body>,
    pub(crate) needles: Vec<(&'static str, Vec<Needle>)>,
}

/// The cases that the folder has files for.
pub(crate) fn read(folder: &Path, queries: usize) -> Result<Vec<Case>> {
    let mut found = Vec::new();
    let there = |name: &str| Some(folder.join(name)).filter(|path| path.exists());
    if let Some(path) = there("sib200.jsonl.gz") {
        found.push(across_scripts(&lines(&path)?));
    }
    if let Some(path) = there("orange.jsonl.gz") {
        let lines = lines(&path)?;
        found.push(known_items(&lines, queries, "Orange, headline to lead and text", true));
        found.push(known_items(&lines, queries, "Orange, headline to text", false));
    }
    if let (Some(articles), Some(summaries)) = (there("rpm2.jsonl.gz"), there("rpm2_summaries.jsonl.gz")) {
        found.push(summaries_to_articles(&lines(&articles)?, &lines(&summaries)?));
    }
    Ok(found)
}

fn lines(path: &Path) -> Result<Vec<Value>> {
    let reader = BufReader::new(MultiGzDecoder::new(File::open(path)?));
    reader.lines().map(|line| serde_json::from_str(&line?).with_context(|| path.display().to_string())).collect()
}

fn text(value: &Value, name: &str) -> String {
    value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// A Bosnian sentence must find the Serbian one in Cyrillic letters.
fn across_scripts(lines: &[Value]) -> Case {
    let of = |language: &str| -> Vec<(i64, String)> {
        let those = lines.iter().filter(|line| text(line, "lang") == language);
        those.filter_map(|line| Some((text(line, "id").parse().ok()?, text(line, "text")))).collect()
    };
    let needles =
        |language: &str| of(language).into_iter().map(|(id, words)| Needle { words, right: vec![id], beginnings: false }).collect();
    Case {
        name: "SIB-200, Serbian Cyrillic",
        language: "sr-Cyrl",
        texts: of("srp_Cyrl").into_iter().map(|(id, text)| Body { id, text }).collect(),
        needles: vec![("Bosnian sentences", needles("bos_Latn")), ("Slovene sentences", needles("slv_Latn"))],
    }
}

/// A headline must find the body it stood over.
fn known_items(lines: &[Value], queries: usize, name: &'static str, with_lead: bool) -> Case {
    let body = |line: &Value| if with_lead { format!("{}\n{}", text(line, "lead"), text(line, "text")) } else { text(line, "text") };
    let texts = lines.iter().filter_map(|line| Some(Body { id: line.get("id")?.as_i64()?, text: body(line) })).collect();
    let step = (lines.len() / queries.max(1)).max(1);
    let sample: Vec<(i64, String)> =
        lines.iter().step_by(step).filter_map(|line| Some((line.get("id")?.as_i64()?, text(line, "title")))).collect();
    let needles = |beginnings: bool, change: &dyn Fn(&str) -> String| {
        sample.iter().map(|(id, title)| Needle { words: change(title), right: vec![*id], beginnings }).collect()
    };
    Case {
        name,
        language: "fr",
        texts,
        needles: vec![
            ("as written", needles(false, &str::to_owned)),
            ("without accents", needles(false, &without_accents)),
            ("one typo", needles(false, &one_typo)),
            ("four letters, starred", needles(true, &four_letters)),
            ("four letters", needles(false, &four_letters)),
        ],
    }
}

fn summaries_to_articles(articles: &[Value], summaries: &[Value]) -> Case {
    let mut of_cluster: HashMap<(String, String), Vec<i64>> = HashMap::new();
    let mut texts = Vec::new();
    for (id, line) in (1..).zip(articles) {
        of_cluster.entry((text(line, "topic"), text(line, "cluster"))).or_default().push(id);
        texts.push(Body { id, text: text(line, "text") });
    }
    let needle = |line: &Value| {
        let right = of_cluster.get(&(text(line, "topic"), text(line, "cluster")))?.clone();
        Some(Needle { words: text(line, "text"), right, beginnings: false })
    };
    Case { name: "RPM2", language: "fr", texts, needles: vec![("summary to its articles", summaries.iter().filter_map(needle).collect())] }
}

/// As people type who have no accents: the letters under the marks, œ and æ written out.
fn without_accents(title: &str) -> String {
    let bare = |letter: char| match letter {
        'à' | 'â' | 'ä' | 'á' | 'ã' => "a",
        'À' | 'Â' | 'Á' => "A",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'É' | 'È' | 'Ê' => "E",
        'î' | 'ï' | 'í' => "i",
        'Î' | 'Ï' => "I",
        'ô' | 'ö' | 'ó' | 'ø' => "o",
        'Ô' | 'Ö' => "O",
        'ù' | 'û' | 'ü' | 'ú' => "u",
        'ç' | 'ć' | 'č' => "c",
        'Ç' => "C",
        'ñ' => "n",
        'œ' => "oe",
        'Œ' => "Oe",
        'æ' => "ae",
        _ => "",
    };
    title.chars().map(|letter| if bare(letter).is_empty() { letter.to_string() } else { bare(letter).to_owned() }).collect()
}

/// The longest word with one letter changed, left out, doubled or swapped with the next, by the title's length.
fn one_typo(title: &str) -> String {
    let Some(longest) = title.split(|letter: char| !letter.is_alphabetic()).max_by_key(|word| word.chars().count()) else {
        return title.to_owned();
    };
    let mut letters: Vec<char> = longest.chars().collect();
    if letters.len() < 4 {
        return title.to_owned();
    }
    let at = letters.len() / 2;
    match title.len() % 4 {
        0 => letters[at] = if letters[at] == 'e' { 'a' } else { 'e' },
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters.swap(at, at - 1),
    }
    title.replacen(longest, &letters.into_iter().collect::<String>(), 1)
}

/// The first four letters of each word.
fn four_letters(title: &str) -> String {
    let words = title.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().take(4).collect::<String>()).collect::<Vec<_>>().join(" ")
}
