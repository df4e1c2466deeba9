//! Names that are one row with a text per language: sections, topics, contributors share these shapes and rules.

use std::collections::BTreeMap;

use database::Id;
use language::Tag;

use crate::{Error, Problem};

/// A name, its slug and a text, in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Name {
    /// What readers see.
    pub name: String,
    /// The last part of its address; made from the name when empty.
    pub slug: String,
    /// A description or biography, plain text.
    pub text: String,
}

/// Names by language tag.
pub type Names = BTreeMap<String, Name>;

/// One stored name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct NameRow {
    /// Whose.
    pub id: Id,
    /// In which language.
    pub language: String,
    /// The name.
    pub name: String,
    /// Its slug.
    pub slug: String,
    /// Its text.
    pub text: String,
}

/// The name in `language`, else in `main`, else any.
pub fn best<'a>(names: &'a Names, language: &str, main: &str) -> Option<&'a Name> {
    names.get(language).or_else(|| names.get(main)).or_else(|| names.values().next())
}

/// Trims names, drops empty ones, fills slugs. At least one must be left.
pub fn tidy(names: Names) -> Result<Names, Error> {
    let mut tidy = Names::new();
    for (language, mut name) in names {
        name.name = clean_line(&name.name);
        name.text = clean_text(&name.text);
        if name.name.is_empty() {
            // A text without a name would be lost without a word.
            if !name.text.is_empty() {
                return Err(Error::Invalid(vec![Problem::new("name", "problem-name-of-text").in_language(&language)]));
            }
            continue;
        }
        let tag = Tag::parse(&language).map_err(|_| Error::invalid("language", "problem-language-unknown"))?;
        let slug = if name.slug.trim().is_empty() { &name.name } else { &name.slug };
        name.slug = language::slug(slug, &tag);
        if name.slug.is_empty() {
            return Err(Error::Invalid(vec![Problem::with("slug", "problem-slug-empty", &name.name).in_language(&language)]));
        }
        tidy.insert(language, name);
    }
    if tidy.is_empty() {
        return Err(Error::invalid("name", "problem-name-missing"));
    }
    Ok(tidy)
}

/// Groups rows by id.
pub fn group(rows: Vec<NameRow>) -> BTreeMap<Id, Names> {
    let mut all: BTreeMap<Id, Names> = BTreeMap::new();
    for row in rows {
        all.entry(row.id).or_default().insert(row.language, Name { name: row.name, slug: row.slug, text: row.text });
    }
    all
}

/// One line of typed text: no control characters, white space folded, ends trimmed. No-break spaces stay.
pub fn clean_line(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Several lines of typed text: no control characters but line feeds, ends trimmed.
pub fn clean_text(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    unified.chars().filter(|c| *c == '\n' || !c.is_control()).collect::<String>().trim().to_owned()
}
