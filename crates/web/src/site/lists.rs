//! Lists with an address of their own: a section, a topic, an author.

use newsroom::addresses::{self, Kind};
use newsroom::articles::{self, Keyset};
use newsroom::changes::Key;
use newsroom::naming::{Name, Names};
use newsroom::{Id, Tx, contributors, sections, topics};
use theme::site::{Head, ListPage};

use super::paging::{self, ON_A_PAGE};
use super::{cards, feeds, frame, jsonld, pictures};
use crate::pages::{self, Ask, Page};
use crate::web::encode_path;
use crate::{Failure, Web};

/// What a list is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A section.
    Section(Id),
    /// A topic.
    Topic(Id),
    /// An author.
    Author(Id),
}

/// A list's subject, in the language of the page.
#[derive(Debug)]
pub struct Subject {
    /// Its name, slug and text.
    pub name: Name,
    /// Its portrait.
    pub portrait: Option<Id>,
}

impl About {
    /// The key of the list in a language.
    pub fn key(self, language: &str) -> Key {
        match self {
            About::Section(id) => Key::Section(id, language.to_owned()),
            About::Topic(id) => Key::Topic(id, language.to_owned()),
            About::Author(id) => Key::Contributor(id, language.to_owned()),
        }
    }

    /// Its articles.
    pub async fn articles(self, tx: &mut Tx, language: &str, after: Keyset, limit: i64) -> Result<Vec<articles::Card>, Failure> {
        Ok(match self {
            About::Section(id) => articles::by_section(tx, id, language, after, limit).await?,
            About::Topic(id) => articles::by_topic(tx, id, language, after, limit).await?,
            About::Author(id) => articles::by_contributor(tx, id, language, after, limit).await?,
        })
    }

    /// Its subject.
    pub async fn subject(self, tx: &mut Tx, ask: &Ask) -> Result<Subject, Failure> {
        let (names, portrait): (Names, Option<Id>) = match self {
            About::Section(id) => (sections::by_id(tx, id).await?.ok_or(Failure::NotFound)?.names, None),
            About::Topic(id) => (topics::by_id(tx, id).await?.ok_or(Failure::NotFound)?.names, None),
            About::Author(id) => {
                let author = contributors::by_id(tx, id).await?.ok_or(Failure::NotFound)?;
                (author.names, author.portrait)
            }
        };
        let name = names.get(ask.language.as_str()).cloned().ok_or(Failure::NotFound)?;
        Ok(Subject { name, portrait })
    }

    fn place(self) -> (Kind, Id) {
        match self {
            About::Section(id) => (Kind::Section, id),
            About::Topic(id) => (Kind::Topic, id),
            About::Author(id) => (Kind::Contributor, id),
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            About::Section(_) => ("section", ""),
            About::Topic(_) => ("topic", "site-topic"),
            About::Author(_) => ("author", "site-author"),
        }
    }
}

/// One page of a list, at `base`.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask, about: About, base: &str, after: Keyset) -> Result<Page, Failure> {
    let language = ask.language.as_str();
    let subject = about.subject(tx, ask).await?;
    let mut rows = about.articles(tx, language, after, ON_A_PAGE + 1).await?;
    let older = paging::next(&mut rows, base, language).map(|path| encode_path(&path));
    let site = frame::site(web, tx, ask).await?;
    let portrait = match subject.portrait {
        Some(id) => pictures::load(tx, &[id], ask).await?.get(&id).map(|media| pictures::portrait(web, ask, media, &subject.name.name)),
        None => None,
    };
    let (kind, kicker) = about.words();
    let keys: Vec<Key> = [about.key(language)].into_iter().chain(rows.iter().map(|row| Key::Article(row.id))).collect();
    let first = after.is_some().then(|| encode_path(base));
    let context = ListPage {
        head: Head {
            title: subject.name.name.clone(),
            description: language::excerpt(&subject.name.text, &ask.language),
            canonical: Some(web.app.link(&encode_path(&ask.path))),
            feeds: feeds::links(web, ask, base, &subject.name.name),
            kind: "website".to_owned(),
            alternates: if after.is_none() { alternates(web, tx, ask, about).await? } else { Vec::new() },
            next: older.clone().map(|path| web.app.link(&path)),
            json_ld: vec![jsonld::breadcrumbs(web, &[(&site.name, &site.home_href), (&subject.name.name, base)])],
            ..Head::default()
        },
        site,
        kind: kind.to_owned(),
        kicker: if kicker.is_empty() { String::new() } else { web.text(&ask.language, kicker, "") },
        title: subject.name.name,
        introduction: paragraphs(&subject.name.text, &ask.language),
        portrait,
        cards: cards::cards(tx, ask, &rows).await?,
        newest: first,
        older,
        links: Vec::new(),
    };
    pages::html(web, &ask.language, "site/list.html", &context, keys)
}

/// The same list in each language it has an address in, when there are several.
async fn alternates(web: &Web, tx: &mut Tx, ask: &Ask, about: About) -> Result<Vec<(String, String)>, Failure> {
    let (kind, id) = about.place();
    let mut alternates = Vec::new();
    for tag in &ask.around.site.identity.languages {
        if let Some(path) = addresses::current(tx, kind, id, tag).await? {
            alternates.push((tag.clone(), web.app.link(&encode_path(&path))));
        }
    }
    let own = alternates.iter().any(|(tag, _)| tag == ask.language.as_str());
    Ok(if own && alternates.len() > 1 { alternates } else { Vec::new() })
}

/// Plain text as paragraphs of safe HTML, with typography.
pub fn paragraphs(text: &str, language: &language::Tag) -> String {
    let paragraph = |line: &str| format!("<p>{}</p>", escape(&language::typography(line, language)));
    text.lines().filter(|line| !line.trim().is_empty()).map(paragraph).collect()
}

/// A text as HTML.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
