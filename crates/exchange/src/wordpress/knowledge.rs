//! What the second pass knows of everything: numbers of the old site and ids here, addresses, the map's decisions.
//! Not altered while articles are converted.

use std::collections::{BTreeSet, HashMap};

use jiff::tz::TimeZone;
use newsroom::Id;
use newsroom::imports::Source;

use super::address::{original_of, path_of};
use super::html::escape;
use super::item::Item;
use super::shortcode::Media;
use super::survey::Survey;

/// A file of the old site that stands in the media library here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// Its id here.
    pub id: Id,
    /// Where readers find it.
    pub href: String,
}

/// What the second pass knows.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// The first pass.
    pub survey: Survey,
    /// The address that names the old site.
    pub site: String,
    /// The main language here.
    pub main: String,
    /// The languages here.
    pub languages: Vec<String>,
    /// The zone of dates without one.
    pub zone: TimeZone,
    /// Ids of articles by number.
    pub articles: HashMap<u64, Id>,
    /// Ids of static pages by number.
    pub pages: HashMap<u64, Id>,
    /// Files brought, by number.
    pub media: HashMap<u64, Brought>,
    /// Sections by a category's slug.
    pub sections: HashMap<String, Id>,
    /// Topics by a category's slug, where the map says so.
    pub category_topics: HashMap<String, Id>,
    /// Topics by a tag's slug.
    pub topics: HashMap<String, Id>,
    /// Contributors by login.
    pub contributors: HashMap<String, Id>,
    /// The section of articles without one.
    pub unfiled: Option<Id>,
    /// What was written in earlier runs.
    pub written: HashMap<(String, String), Source>,
    /// Items to write although the desk has altered them.
    pub overwrite: BTreeSet<u64>,
    by_path: HashMap<String, u64>,
    uploads: HashMap<String, u64>,
    attached: HashMap<u64, Vec<u64>>,
    terms_by_number: HashMap<String, String>,
    family_of: HashMap<u64, u64>,
}

impl Knowledge {
    /// What follows from the first pass alone; the rest is filled in by the caller.
    pub fn new(survey: Survey, (main, languages): (String, Vec<String>), zone: TimeZone) -> Knowledge {
        let site = survey.site.key();
        let mut by_path = HashMap::new();
        for known in &survey.items {
            by_path.insert(known.path.clone(), known.number);
            by_path.insert(format!("/?p={}", known.number), known.number);
        }
        let mut uploads = HashMap::new();
        let mut attached: HashMap<u64, Vec<u64>> = HashMap::new();
        for attachment in survey.attachments.values() {
            if let Some(path) = upload_path(&attachment.url) {
                // "a-scaled.jpg" is what the old site made of the upload "a.jpg".
                if let Some(original) = original_of(&path) {
                    uploads.entry(original).or_insert(attachment.number);
                }
                uploads.insert(path, attachment.number);
            }
            if attachment.parent != 0 {
                attached.entry(attachment.parent).or_default().push(attachment.number);
            }
        }
        let terms_by_number = survey
            .terms
            .values()
            .filter(|term| term.taxonomy == "category" && !term.id.is_empty())
            .map(|term| (term.id.clone(), term.slug.clone()))
            .collect();
        let mut family_of = HashMap::new();
        for members in survey.families.values() {
            for member in members {
                family_of.insert(*member, members.first().copied().unwrap_or(*member));
            }
        }
        Knowledge {
            site,
            main,
            languages,
            zone,
            articles: HashMap::new(),
            pages: HashMap::new(),
            media: HashMap::new(),
            sections: HashMap::new(),
            category_topics: HashMap::new(),
            topics: HashMap::new(),
            contributors: HashMap::new(),
            unfiled: None,
            written: HashMap::new(),
            overwrite: BTreeSet::new(),
            by_path,
            uploads,
            attached,
            terms_by_number,
            family_of,
            survey,
        }
    }

    /// The attachment whose file an address names, resized or not.
    pub fn attachment_at(&self, address: &str) -> Option<u64> {
        let path = upload_path(address)?;
        self.uploads.get(&path).or_else(|| self.uploads.get(&original_of(&path)?)).copied()
    }

    /// Whether an address is a file or page of the old site.
    pub fn is_own(&self, address: &str) -> bool {
        path_of(address, &self.site).is_some()
    }

    /// A link of a text: a reference to an article or file here, a path of this site, or None for what leads elsewhere.
    pub fn link(&self, address: &str) -> Option<String> {
        if address.starts_with('#') {
            return None;
        }
        if let Some(brought) = self.attachment_at(address).and_then(|number| self.media.get(&number)) {
            return Some(format!("media:{}", brought.id));
        }
        let path = path_of(address, &self.site)?;
        match self.by_path.get(&path).and_then(|number| self.articles.get(number)) {
            Some(id) => Some(format!("article:{id}")),
            None => Some(super::address::percent_encoded(&path)),
        }
    }

    /// A picture, sound or video of a text: a reference to the file here, or None where there is none.
    pub fn file(&self, address: &str) -> Option<String> {
        let brought = self.attachment_at(address).and_then(|number| self.media.get(&number))?;
        Some(format!("media:{}", brought.id))
    }

    /// The category slug of a term's number.
    pub fn category(&self, number: &str) -> Option<&str> {
        self.terms_by_number.get(number).map(String::as_str)
    }

    /// The language of an item: what a translation plugin says, if this site has it, else the main one.
    pub fn language_of(&self, item: &Item) -> String {
        item.terms_of("language").find_map(|term| self.matching(&term.slug)).unwrap_or_else(|| self.main.clone())
    }

    fn matching(&self, tag: &str) -> Option<String> {
        let primary = |tag: &str| tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        let same = self.languages.iter().find(|language| language.eq_ignore_ascii_case(tag));
        same.or_else(|| self.languages.iter().find(|language| primary(language) == primary(tag))).cloned()
    }

    /// The article that heads an item's translation family.
    pub fn family(&self, number: u64) -> Option<Id> {
        self.articles.get(self.family_of.get(&number)?).copied()
    }

    /// The attachments uploaded for an item.
    pub fn attached_to(&self, number: u64) -> &[u64] {
        self.attached.get(&number).map_or(&[], Vec::as_slice)
    }
}

/// The path of an upload, whatever host or network served it.
pub fn upload_path(address: &str) -> Option<String> {
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let path = match address.split_once("://") {
        Some((_, rest)) => rest.find('/').and_then(|at| rest.get(at..))?,
        None => address.strip_prefix("//").map_or(Some(address), |rest| rest.find('/').and_then(|at| rest.get(at..)))?,
    };
    let path = super::address::percent_decoded(path);
    path.rsplit_once('.').filter(|(_, extension)| !extension.is_empty() && extension.len() <= 5 && !extension.contains('/'))?;
    Some(path)
}

/// The pictures of the old site, as one item's shortcodes ask for them.
pub struct Pictures<'a> {
    /// What is known.
    pub knowledge: &'a Knowledge,
    /// The item.
    pub number: u64,
}

impl Media for Pictures<'_> {
    fn image(&self, id: u64) -> Option<String> {
        let attachment = self.knowledge.survey.attachments.get(&id)?;
        Some(format!("<img src=\"{}\" />", escape(&attachment.url)))
    }

    fn attached(&self) -> Vec<u64> {
        self.knowledge.attached_to(self.number).to_vec()
    }
}
