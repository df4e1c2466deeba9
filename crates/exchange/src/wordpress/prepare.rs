//! One item of the export as what the newsroom is to write.

use std::collections::BTreeMap;
use std::sync::Arc;

use newsroom::articles::{Byline, BylineRole, Content, ImportArticle, State};
use newsroom::imports::{Body, Finding, Incoming};
use newsroom::naming::clean_line;
use newsroom::pages::PageText;

use super::address::{path_of, percent_decoded};
use super::convert::{Remark, convert};
use super::coverage::Coverage;
use super::html::visible_text;
use super::item::Item;
use super::knowledge::Knowledge;
use super::survey::{is_article, is_page, is_public, number_of};
use super::{dates, fingerprint, spaces};

/// Phrases of the desk's language: a key and a value give a sentence.
pub type Phrases = Arc<dyn Fn(&str, &str) -> String + Send + Sync>;

/// An item ready to be written.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// What the newsroom is to write.
    pub incoming: Incoming,
    /// How its words were kept.
    pub coverage: Coverage,
    /// Whether readers will see it.
    pub public: bool,
}

/// Words of the text that stand for a missing headline.
const HEADLINE_WORDS: usize = 10;

/// Prepares an item; None for one that is not taken over.
pub fn prepare(item: &Item, knowledge: &Arc<Knowledge>, phrases: &Phrases, now: i64) -> Option<Prepared> {
    let number = number_of(item);
    let language = knowledge.language_of(item);
    let french = language.starts_with("fr");
    let converted = convert(item, knowledge, french);
    let mut remarks = converted.remarks;
    let headline = headline(item, french, &converted.document, &mut remarks);
    let public = is_public(item);
    let body = document::to_json(&converted.document);
    let (id, body) = if is_article(item) {
        let article = Article { item, knowledge, phrases, language: &language, french, now };
        (*knowledge.articles.get(&number)?, Body::Article(Box::new(article.write(headline, body, &mut remarks))))
    } else if is_page(item) {
        let text = PageText { title: headline, slug: slug(item), body, published: public };
        (*knowledge.pages.get(&number)?, Body::Page(BTreeMap::from([(language.clone(), text)])))
    } else {
        return None;
    };
    let kind = if matches!(body, Body::Article(_)) { "article" } else { "page" };
    let key = number.to_string();
    let written = knowledge.written.get(&(kind.to_owned(), key.clone())).filter(|source| source.subject == id);
    let findings = remarks
        .into_iter()
        .map(|(what, detail)| Finding {
            source_key: key.clone(),
            subject: None,
            line: i64::try_from(item.line).unwrap_or(i64::MAX),
            what: what.to_owned(),
            detail,
        })
        .collect();
    let incoming = Incoming {
        id,
        hash: hash(&body, &language, dates::published(item, &knowledge.zone)),
        former: written.map(|source| source.hash.clone()).unwrap_or_default(),
        former_at: written.map_or(0, |source| source.updated_at),
        overwrite: knowledge.overwrite.contains(&number),
        language,
        addresses: if public { addresses(item, knowledge) } else { Vec::new() },
        findings,
        key,
        body,
    };
    Some(Prepared { incoming, coverage: converted.coverage, public })
}

/// Everything that is written, as a short sign: the same again needs no writing.
fn hash(body: &Body, language: &str, published: Option<i64>) -> String {
    match body {
        Body::Article(article) => {
            let content = serde_json::to_string(&article.content).unwrap_or_default();
            let rest = format!("{:?} {published:?} {:?} {:?} {}", article.family, article.readers_told_at, article.path, article.sticky);
            fingerprint::text(&[language, &content, article.state.as_str(), &article.guid, &article.note, &rest])
        }
        Body::Page(texts) => fingerprint::text(&[language, &format!("{texts:?}")]),
    }
}

/// The headline as plain text; without one, the opening of the text.
fn headline(item: &Item, french: bool, document: &document::Document, remarks: &mut Vec<Remark>) -> String {
    let title = clean_line(&spaces::settled(&visible_text(&item.title), french));
    if !title.is_empty() {
        return title;
    }
    remarks.push(("no-headline", String::new()));
    let text = document::plain_text(document);
    let words: Vec<&str> = text.split_whitespace().take(HEADLINE_WORDS).collect();
    let slug = percent_decoded(&item.name).replace('-', " ");
    let opening = if words.is_empty() { slug } else { words.join(" ") };
    let opening = clean_line(&opening);
    if opening.is_empty() { format!("#{}", number_of(item)) } else { opening }
}

/// The word of its address; the last part of the permalink where the export does not say.
fn slug(item: &Item) -> String {
    let name = if item.name.is_empty() {
        item.link.split('?').next().unwrap_or_default().trim_end_matches('/').rsplit('/').next().unwrap_or_default()
    } else {
        &item.name
    };
    let decoded = percent_decoded(name);
    // "/?p=12" has no word.
    if decoded.contains(['.', ':']) { String::new() } else { decoded }
}

/// Where readers found it: its number, its permalink, its earlier words, the pages of its pictures.
fn addresses(item: &Item, knowledge: &Knowledge) -> Vec<String> {
    let number = number_of(item);
    let mut found = Vec::new();
    if item.id != 0 {
        found.push(format!("/?p={number}"));
        let base = knowledge.survey.base();
        found.extend((!base.is_empty()).then(|| format!("{base}?p={number}")));
    }
    found.extend(path_of(&item.link, &knowledge.site));
    if let Some(base) = path_of(&item.link, &knowledge.site).as_deref().and_then(|path| path.rsplit_once('/')).map(|(base, _)| base) {
        let olds = item.meta.iter().filter(|(key, value)| key == "_wp_old_slug" && !value.trim().is_empty());
        found.extend(olds.map(|(_, old)| format!("{base}/{}", percent_decoded(old.trim()))));
    }
    found.extend(path_of(&item.guid, &knowledge.site));
    for attachment in knowledge.attached_to(number) {
        found.push(format!("/?p={attachment}"));
        found.extend(knowledge.survey.attachments.get(attachment).and_then(|known| path_of(&known.page, &knowledge.site)));
    }
    found.retain(|path| path != "/");
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    found
}

struct Article<'a> {
    item: &'a Item,
    knowledge: &'a Knowledge,
    phrases: &'a Phrases,
    language: &'a str,
    french: bool,
    now: i64,
}

impl Article<'_> {
    fn write(&self, headline: String, body: String, remarks: &mut Vec<Remark>) -> ImportArticle {
        let item = self.item;
        let published = dates::published(item, &self.knowledge.zone);
        if published.is_none() && is_public(item) {
            remarks.push(("no-date", String::new()));
        }
        let (section, sections, mut topics) = self.sections();
        topics.extend(item.terms_of("post_tag").filter_map(|term| self.knowledge.topics.get(&term.slug)));
        let public = is_public(item);
        let section = section.or(if public { self.knowledge.unfiled } else { None });
        let (image, image_missing) = self.image();
        remarks.extend(image_missing.map(|address| ("missing-file", address)));
        let note = self.note(published);
        if !note.is_empty() {
            remarks.push(("became-draft", self.status().to_owned()));
        }
        ImportArticle {
            id: None,
            language: self.language.to_owned(),
            family: self.knowledge.family(number_of(item)),
            state: if public { State::Published } else { State::Draft },
            content: Content {
                headline,
                excerpt: spaces::settled(visible_text(&item.excerpt).trim(), self.french),
                body,
                slug: slug(item),
                section,
                sections,
                topics,
                bylines: self.bylines(),
                image,
                ..Content::default()
            },
            published_at: published.or_else(|| dates::modified(item)).unwrap_or(self.now),
            readers_told_at: None,
            guid: item.guid.clone(),
            path: None,
            note,
            sticky: item.sticky,
        }
    }

    /// The label's section, the further ones, and topics that categories became. The label is the SEO plugin's primary
    /// category, else the one in the permalink, else the first with a place of its own.
    fn sections(&self) -> (Option<i64>, Vec<i64>, Vec<i64>) {
        let own: Vec<&str> = self.item.terms_of("category").map(|term| term.slug.as_str()).collect();
        let primary = ["_yoast_wpseo_primary_category", "rank_math_primary_category", "_seopress_robots_primary_cat", "_primary_category"]
            .iter()
            .find_map(|key| self.knowledge.category(self.item.meta(key)?.trim()))
            .filter(|slug| own.contains(slug));
        let path = path_of(&self.item.link, &self.knowledge.site).unwrap_or_default();
        let in_path = || own.iter().rev().copied().find(|slug| path.split('/').rev().skip(1).any(|part| part == *slug));
        let filed = || own.iter().copied().find(|slug| !matches!(*slug, "uncategorized" | "non-classe" | "sans-categorie"));
        let chosen = primary.or_else(in_path).filter(|slug| self.knowledge.sections.contains_key(*slug));
        let chosen = chosen.or_else(filed).and_then(|slug| self.knowledge.sections.get(slug));
        let mut all: Vec<i64> = own.iter().filter_map(|slug| self.knowledge.sections.get(*slug)).copied().collect();
        let label = chosen.or(all.first()).copied();
        all.retain(|id| Some(*id) != label);
        let topics = own.iter().filter_map(|slug| self.knowledge.category_topics.get(*slug)).copied().collect();
        (label, all, topics)
    }

    /// The co-authors plugin's terms in their order, else the item's author.
    fn bylines(&self) -> Vec<Byline> {
        let known = &self.knowledge.contributors;
        let mut signers: Vec<i64> = Vec::new();
        for term in self.item.terms_of("author") {
            let login = term.slug.strip_prefix("cap-").unwrap_or(&term.slug);
            let found = known.get(login).or_else(|| known.get(&term.name)).or_else(|| known.get(&term.slug));
            if let Some(id) = found.filter(|id| !signers.contains(id)) {
                signers.push(*id);
            }
        }
        if signers.is_empty() {
            signers.extend(known.get(&self.item.creator));
        }
        signers.into_iter().map(|contributor| Byline { contributor, role: BylineRole::Text }).collect()
    }

    /// The featured picture; the address of one whose file is missing.
    fn image(&self) -> (Option<i64>, Option<String>) {
        let Some(number) = self.item.meta("_thumbnail_id").and_then(|number| number.trim().parse::<u64>().ok()) else {
            return (None, None);
        };
        match self.knowledge.media.get(&number) {
            Some(brought) => (Some(brought.id), None),
            None => {
                (None, Some(self.knowledge.survey.attachments.get(&number).map_or_else(|| format!("#{number}"), |known| known.url.clone())))
            }
        }
    }

    fn status(&self) -> &str {
        if !self.item.password.is_empty() { "password" } else { &self.item.status }
    }

    /// Why it is a draft, for the desk; nothing for a published article.
    fn note(&self, published: Option<i64>) -> String {
        if is_public(self.item) {
            return String::new();
        }
        let date = published.and_then(|at| jiff::Timestamp::from_microsecond(at).ok());
        let date =
            date.map(|at| at.to_zoned_datetime(self.knowledge.zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()).unwrap_or_default();
        let key = match self.status() {
            "password" => "import-note-password",
            "future" => "import-note-future",
            "pending" => "import-note-pending",
            "private" => "import-note-private",
            _ => "import-note-draft",
        };
        (self.phrases)(key, &date)
    }
}
