//! The map: what categories and logins become. A dry run writes it, an editor alters it, `--map` gives it back.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::survey::Survey;
use crate::Error;

/// What a category becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CategoryAs {
    /// A section.
    #[default]
    Section,
    /// A topic.
    Topic,
    /// Nothing: articles lose it.
    None,
}

/// What a login becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AuthorAs {
    /// Someone who signs with their own name.
    #[default]
    Person,
    /// The newsroom or another group.
    Collective,
    /// Someone who signs with another name.
    Pseudonym,
}

/// One category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CategoryRule {
    /// What it becomes.
    #[serde(default, rename = "as")]
    pub becomes: CategoryAs,
    /// Its name here; two of one name become one.
    pub name: String,
    /// How many articles carry it: for information.
    #[serde(default)]
    pub articles: u64,
}

/// One author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuthorRule {
    /// What it becomes.
    #[serde(default, rename = "as")]
    pub becomes: AuthorAs,
    /// The name to sign with here; two of one name become one.
    pub name: String,
    /// How many articles it signed: for information.
    #[serde(default)]
    pub articles: u64,
}

/// The whole map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Map {
    /// The old site.
    #[serde(default)]
    pub site: String,
    /// Categories by slug.
    #[serde(default)]
    pub categories: BTreeMap<String, CategoryRule>,
    /// Authors by login.
    #[serde(default)]
    pub authors: BTreeMap<String, AuthorRule>,
}

const HEAD: &str = "\
# What the old site's categories and authors become here. Alter it, then: kiosque import wordpress FILE --map THIS
# A category becomes a \"section\", a \"topic\" or \"none\"; an author a \"person\", a \"collective\" (the newsroom) or a \"pseudonym\".
# Two with the same name become one. \"articles\" only informs.

";

/// Words that say a login is the newsroom rather than a person.
const COLLECTIVE: &[&str] =
    &["rédaction", "redaction", "redakcija", "редакција", "redaksia", "redaktion", "newsroom", "editorial", "staff", "équipe", "collectif"];

impl Map {
    /// The map that a survey suggests.
    pub fn suggested(survey: &Survey) -> Map {
        let mut map = Map { site: survey.site.key(), ..Map::default() };
        for ((taxonomy, slug), term) in &survey.terms {
            if taxonomy != "category" {
                continue;
            }
            let articles = survey.uses.get(&(taxonomy.clone(), slug.clone())).copied().unwrap_or(0);
            let name = super::html::visible_text(&term.name).trim().to_owned();
            let name = if name.is_empty() { slug.clone() } else { name };
            map.categories.insert(slug.clone(), CategoryRule { becomes: CategoryAs::Section, name, articles });
        }
        for (login, author) in &survey.authors {
            let guest = survey.guests.get(login).map(|guest| guest.name.clone());
            map.author(survey, login, guest.unwrap_or_else(|| author.name()));
        }
        for (login, guest) in &survey.guests {
            map.author(survey, login, guest.name.clone());
        }
        // Authors that only the co-authors plugin's terms name.
        for ((taxonomy, slug), term) in &survey.terms {
            let login = slug.strip_prefix("cap-").unwrap_or(slug);
            if taxonomy == "author" && !map.authors.contains_key(login) && !map.authors.contains_key(&term.name) {
                map.author(survey, login, super::html::visible_text(&term.name).trim().to_owned());
            }
        }
        map
    }

    fn author(&mut self, survey: &Survey, login: &str, name: String) {
        let name = if name.trim().is_empty() { login.to_owned() } else { super::html::decode(name.trim()) };
        let lower = name.to_lowercase();
        let collective = COLLECTIVE.iter().any(|word| lower.contains(word));
        let becomes = if collective { AuthorAs::Collective } else { AuthorAs::Person };
        let articles = survey.signed.get(login).copied().unwrap_or(0);
        self.authors.insert(login.to_owned(), AuthorRule { becomes, name, articles });
    }

    /// The suggested map with what the given one says instead.
    pub fn read(path: &Path, survey: &Survey) -> Result<Map, Error> {
        let text = std::fs::read_to_string(path).map_err(Error::file(path))?;
        let given: Map =
            toml::from_str(&text).map_err(|error| Error::Map { path: path.to_owned(), why: error.to_string().trim_end().to_owned() })?;
        let mut map = Map::suggested(survey);
        for slug in given.categories.keys() {
            if !map.categories.contains_key(slug) {
                return Err(Error::Map { path: path.to_owned(), why: format!("the export has no category \"{slug}\"") });
            }
        }
        for login in given.authors.keys() {
            if !map.authors.contains_key(login) {
                return Err(Error::Map { path: path.to_owned(), why: format!("the export has no author \"{login}\"") });
            }
        }
        map.categories.extend(given.categories);
        map.authors.extend(given.authors);
        Ok(map)
    }

    /// The map as a file.
    pub fn to_toml(&self) -> Result<String, Error> {
        let text = toml::to_string_pretty(self).map_err(|error| Error::Broken(error.to_string()))?;
        Ok(format!("{HEAD}{text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wordpress::item::{Author, Term};

    fn survey() -> Survey {
        let mut survey = Survey::default();
        let term = Term { taxonomy: "category".into(), slug: "serbie".into(), name: "Serbie".into(), ..Term::default() };
        survey.terms.insert(("category".into(), "serbie".into()), term);
        for (login, name) in [("redac", "La rédaction du Val"), ("ana", "Ana Verel")] {
            survey.authors.insert(login.into(), Author { login: login.into(), display_name: name.into(), ..Author::default() });
        }
        survey
    }

    #[test]
    fn a_suggested_map_can_be_altered_and_given_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.toml");
        let text = Map::suggested(&survey()).to_toml().unwrap();
        std::fs::write(&path, text.replace("as = \"section\"", "as = \"topic\"").replace("Ana Verel", "A. V.")).unwrap();
        let map = Map::read(&path, &survey()).unwrap();
        assert_eq!(map.categories["serbie"].becomes, CategoryAs::Topic);
        assert_eq!((map.authors["redac"].becomes, map.authors["ana"].name.as_str()), (AuthorAs::Collective, "A. V."));
    }

    #[test]
    fn a_map_with_a_word_it_does_not_know_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("map.toml");
        for text in ["[categories.x]\nname = \"X\"", "[categories.serbie]\nname = \"S\"\nas = \"sektion\"", "langue = 1"] {
            std::fs::write(&path, text).unwrap();
            assert!(matches!(Map::read(&path, &survey()), Err(Error::Map { .. })), "{text}");
        }
    }
}
