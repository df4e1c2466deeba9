//! Categories, tags and authors become sections, topics and contributors.

use std::collections::HashMap;

use newsroom::contributors::{ContributorKind, Details};
use newsroom::imports::{self, Existing, Term};
use newsroom::naming::{Name, Names};
use newsroom::{Actor, App, Id};

use super::html::visible_text;
use super::knowledge::Knowledge;
use super::map::{AuthorAs, CategoryAs, Map};
use crate::Error;

/// Writes what the map names and fills the knowledge with the ids.
pub async fn write(app: &App, actor: &Actor, knowledge: &mut Knowledge, map: &Map) -> Result<(), Error> {
    let existing = imports::existing(app).await?;
    let mut here = Here::new(&existing, &knowledge.main);
    categories(app, actor, knowledge, map, &mut here).await?;
    tags(app, actor, knowledge, &mut here).await?;
    authors(app, actor, knowledge, map, &mut here).await
}

/// What stands here, by slug in the main language.
struct Here {
    sections: HashMap<String, Id>,
    topics: HashMap<String, Id>,
    contributors: HashMap<String, Id>,
    ids: std::collections::HashSet<Id>,
}

impl Here {
    fn new(existing: &Existing, main: &str) -> Here {
        let by_name = |id: Id, names: &Names| names.get(main).map(|name| (folded(&name.name), id));
        let sections: HashMap<String, Id> = existing.sections.iter().filter_map(|one| by_name(one.id, &one.names)).collect();
        let topics: HashMap<String, Id> = existing.topics.iter().filter_map(|one| by_name(one.id, &one.names)).collect();
        let contributors: HashMap<String, Id> = existing.contributors.iter().filter_map(|one| by_name(one.id, &one.names)).collect();
        let sections_ids = existing.sections.iter().map(|one| one.id);
        let ids = sections_ids.chain(existing.topics.iter().map(|one| one.id)).chain(existing.contributors.iter().map(|one| one.id));
        Here { sections, topics, contributors, ids: ids.collect() }
    }

    /// What a key became in an earlier run, if it still stands.
    fn earlier(&self, knowledge: &Knowledge, kind: &str, key: &str) -> Option<Id> {
        let id = knowledge.written.get(&(kind.to_owned(), key.to_owned()))?.subject;
        self.ids.contains(&id).then_some(id)
    }
}

fn folded(name: &str) -> String {
    language::fold_simple(name.trim())
}

/// One name in every language of the site, which has its pages in each.
fn names(knowledge: &Knowledge, name: &str, slug: &str, text: &str) -> Names {
    let one = Name { name: name.to_owned(), slug: slug.to_owned(), text: text.to_owned() };
    knowledge.languages.iter().map(|language| (language.clone(), one.clone())).collect()
}

async fn categories(app: &App, actor: &Actor, knowledge: &mut Knowledge, map: &Map, here: &mut Here) -> Result<(), Error> {
    // Those of most articles first: that is the order of the menu.
    let mut rules: Vec<_> = map.categories.iter().collect();
    rules.sort_by(|(slug, rule), (other_slug, other)| other.articles.cmp(&rule.articles).then_with(|| slug.cmp(other_slug)));
    for (slug, rule) in rules {
        let Some(term) = knowledge.survey.terms.get(&("category".to_owned(), slug.clone())) else {
            continue;
        };
        let mut addresses = vec![knowledge.survey.category_path(slug), format!("{}/category/{slug}", knowledge.survey.base())];
        addresses.extend((!term.id.is_empty()).then(|| format!("/?cat={}", term.id)));
        addresses.dedup();
        let addresses: Vec<String> = addresses.iter().map(|path| super::address::percent_decoded(path)).collect();
        let description = visible_text(&term.description);
        let names = names(knowledge, &rule.name, slug, description.trim());
        let word = folded(&rule.name);
        match rule.becomes {
            CategoryAs::Section => {
                let id = here.earlier(knowledge, "section", slug).or_else(|| here.sections.get(&word).copied());
                let term = Term { site: &knowledge.site, key: slug, id, language: &knowledge.main, addresses: &addresses };
                let id = imports::put_section(app, actor, &term, names).await?;
                here.sections.insert(word, id);
                knowledge.sections.insert(slug.clone(), id);
            }
            CategoryAs::Topic => {
                let key = format!("category/{slug}");
                let id = here.earlier(knowledge, "topic", &key).or_else(|| here.topics.get(&word).copied());
                let term = Term { site: &knowledge.site, key: &key, id, language: &knowledge.main, addresses: &addresses };
                let id = imports::put_topic(app, actor, &term, names).await?;
                here.topics.insert(word, id);
                knowledge.category_topics.insert(slug.clone(), id);
            }
            CategoryAs::None => {}
        }
    }
    Ok(())
}

/// The section of published articles that have none: made when the first such article comes.
pub async fn unfiled(app: &App, actor: &Actor, knowledge: &mut Knowledge) -> Result<(), Error> {
    let existing = imports::existing(app).await?;
    let here = Here::new(&existing, &knowledge.main);
    let tag = language::Tag::parse(&knowledge.main).map_err(|error| Error::Broken(error.to_string()))?;
    let name = app.theme.text(&tag, "import-section-unfiled", &[]);
    let id = here.earlier(knowledge, "section", "").or_else(|| here.sections.get(&folded(&name)).copied());
    let term = Term { site: &knowledge.site, key: "", id, language: &knowledge.main, addresses: &[] };
    knowledge.unfiled = Some(imports::put_section(app, actor, &term, names(knowledge, &name, "", "")).await?);
    Ok(())
}

async fn tags(app: &App, actor: &Actor, knowledge: &mut Knowledge, here: &mut Here) -> Result<(), Error> {
    let tags: Vec<_> = knowledge.survey.terms.values().filter(|term| term.taxonomy == "post_tag").cloned().collect();
    for tag in tags {
        let name = visible_text(&tag.name).trim().to_owned();
        let name = if name.is_empty() { tag.slug.clone() } else { name };
        if name.is_empty() {
            continue;
        }
        let word = folded(&name);
        let addresses = [format!("{}/tag/{}", knowledge.survey.base(), super::address::percent_decoded(&tag.slug))];
        let id = here.earlier(knowledge, "topic", &tag.slug).or_else(|| here.topics.get(&word).copied());
        let term = Term { site: &knowledge.site, key: &tag.slug, id, language: &knowledge.main, addresses: &addresses };
        let description = visible_text(&tag.description);
        let id = imports::put_topic(app, actor, &term, names(knowledge, &name, &usable(&tag.slug), description.trim())).await?;
        here.topics.insert(word, id);
        knowledge.topics.insert(tag.slug.clone(), id);
    }
    Ok(())
}

/// A slug as the old site wrote it; nothing when it is percent-encoded, so that a readable one is made.
fn usable(slug: &str) -> String {
    if slug.contains('%') { String::new() } else { slug.to_owned() }
}

async fn authors(app: &App, actor: &Actor, knowledge: &mut Knowledge, map: &Map, here: &mut Here) -> Result<(), Error> {
    for (login, rule) in &map.authors {
        let author = knowledge.survey.authors.get(login);
        let guest = knowledge.survey.guests.get(login);
        let signed = knowledge.survey.signed.contains_key(login) || guest.is_some();
        let named = knowledge.survey.uses.keys().any(|(taxonomy, slug)| taxonomy == "author" && slug.trim_start_matches("cap-") == login);
        // Whoever never signed needs no page.
        if !signed && !named {
            continue;
        }
        let slug = nicename(login);
        let mut addresses = vec![format!("{}/author/{slug}", knowledge.survey.base())];
        addresses.extend(author.filter(|author| !author.id.is_empty()).map(|author| format!("/?author={}", author.id)));
        let word = folded(&rule.name);
        let id = here.earlier(knowledge, "contributor", login).or_else(|| here.contributors.get(&word).copied());
        let term = Term { site: &knowledge.site, key: login, id, language: &knowledge.main, addresses: &addresses };
        let email = guest.map(|guest| guest.email.clone()).filter(|email| !email.is_empty());
        let details = Details {
            kind: match rule.becomes {
                AuthorAs::Person => ContributorKind::Person,
                AuthorAs::Collective => ContributorKind::Collective,
                AuthorAs::Pseudonym => ContributorKind::Pseudonym,
            },
            names: names(knowledge, &rule.name, "", guest.map_or("", |guest| guest.biography.as_str())),
            portrait: guest.and_then(|guest| knowledge.media.get(&guest.portrait)).map(|brought| brought.id),
            private_name: String::new(),
            email: email.or_else(|| author.map(|author| author.email.clone())).unwrap_or_default(),
        };
        let id = imports::put_contributor(app, actor, &term, details).await?;
        here.contributors.insert(word, id);
        knowledge.contributors.insert(login.clone(), id);
    }
    Ok(())
}

/// The word for an author in addresses, as WordPress makes it of the login.
fn nicename(login: &str) -> String {
    let kept: String = login.to_lowercase().chars().map(|c| if c.is_alphanumeric() || c == '_' { c } else { '-' }).collect();
    kept.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
