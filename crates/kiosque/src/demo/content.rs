//! The texts of the sample newsroom, from files with a few lines of facts before the text.

use anyhow::{Context, Result, bail};

const FILES: [&str; 5] = [
    include_str!("content/french.html"),
    include_str!("content/valley.html"),
    include_str!("content/lakes.html"),
    include_str!("content/english.html"),
    include_str!("content/serbian.html"),
];

/// Between two texts of a file.
const BETWEEN: &str = "\n=====\n";

/// A drawing for an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// What is drawn: place, hour and number.
    pub what: String,
    /// What it shows.
    pub alt: String,
    /// What stands below it.
    pub caption: String,
}

/// One article.
#[derive(Debug, Default)]
pub struct Text {
    /// The title.
    pub headline: String,
    /// The line above it.
    pub kicker: String,
    /// The lead paragraph.
    pub standfirst: String,
    /// The section, by its name in any language.
    pub section: String,
    /// The topics, by name.
    pub topics: Vec<String>,
    /// Who signs; empty for the newsroom.
    pub by: Vec<String>,
    /// The language.
    pub language: String,
    /// How many days ago.
    pub days: i64,
    /// Texts of the same family are translations of one another.
    pub family: String,
    /// The picture at its head.
    pub picture: Option<Drawing>,
    /// Pictures of the body, which names them `picture:place hour number`.
    pub also: Vec<Drawing>,
    /// The body.
    pub html: String,
}

/// All texts, the oldest first.
pub fn all() -> Result<Vec<Text>> {
    let mut texts = FILES.iter().flat_map(|file| file.split(BETWEEN)).map(read).collect::<Result<Vec<Text>>>()?;
    texts.sort_by_key(|text| -text.days);
    Ok(texts)
}

fn read(file: &str) -> Result<Text> {
    let (head, html) = file.split_once("\n\n").context("a text without an empty line after its facts")?;
    let mut text = Text { language: "fr".to_owned(), html: html.trim().to_owned(), ..Text::default() };
    for line in head.trim().lines() {
        let (key, value) = line.split_once(':').with_context(|| format!("no fact: {line}"))?;
        let value = value.trim().to_owned();
        let list = || value.split(',').map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect();
        match key {
            "headline" => text.headline = value,
            "kicker" => text.kicker = value,
            "standfirst" => text.standfirst = value,
            "section" => text.section = value,
            "topics" => text.topics = list(),
            "by" => text.by = list(),
            "language" => text.language = value,
            "days" => text.days = value.parse().with_context(|| format!("no number of days: {value}"))?,
            "family" => text.family = value,
            "picture" => text.picture = Some(drawing(&value)?),
            "also" => text.also.push(drawing(&value)?),
            _ => bail!("an unknown fact: {key}"),
        }
    }
    Ok(text)
}

fn drawing(value: &str) -> Result<Drawing> {
    // Attributes get no typography when they are rendered.
    let mut parts = value.split('|').map(|part| part.trim().replace('\'', "’"));
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(what), Some(alt), Some(caption), None) => Ok(Drawing { what, alt, caption }),
        _ => bail!("a drawing is \"what | what it shows | caption\": {value}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_says_what_it_needs() {
        let texts = all().unwrap();
        assert!(texts.len() > 50);
        for text in texts {
            assert!(!text.headline.is_empty() && !text.section.is_empty() && text.html.len() > 200, "{}", text.headline);
        }
    }
}
