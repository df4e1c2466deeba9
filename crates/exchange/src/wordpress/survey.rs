//! The first pass: what is there, kept small. Texts are not kept; numbers, names and addresses are, because items refer to
//! items that come later or stand in another file.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fs::File;
use std::path::{Path, PathBuf};

use super::address::{original_of, path_of};
use super::html::{decode, visible_text};
use super::item::{Author, Entry, Item, Site, Term};
use super::knowledge::upload_path;
use super::wxr::Reader;
use crate::{Error, Malformed};

/// A picture or file of the old site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its number.
    pub number: u64,
    /// The line of its item.
    pub line: u64,
    /// Where its file was.
    pub url: String,
    /// Where its page was.
    pub page: String,
    /// Alternative text; empty when nobody wrote one.
    pub alt: String,
    /// Caption.
    pub caption: String,
    /// Credit.
    pub credit: String,
    /// Its title.
    pub title: String,
    /// The item it was uploaded for.
    pub parent: u64,
}

/// What is remembered of an article or page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number.
    pub number: u64,
    /// Whether it is a page.
    pub page: bool,
    /// Whether readers could see it.
    pub public: bool,
    /// Its path.
    pub path: String,
}

/// A guest author of the Co-Authors Plus plugin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guest {
    /// The name to sign with.
    pub name: String,
    /// The login or slug by which terms name it.
    pub login: String,
    /// A mail address: private.
    pub email: String,
    /// About the author.
    pub biography: String,
    /// The attachment with the portrait.
    pub portrait: u64,
}

/// Everything the first pass found.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The site.
    pub site: Site,
    /// Authors by login.
    pub authors: BTreeMap<String, Author>,
    /// Guest authors by login.
    pub guests: BTreeMap<String, Guest>,
    /// Terms by taxonomy and slug.
    pub terms: BTreeMap<(String, String), Term>,
    /// How many articles carry a term.
    pub uses: BTreeMap<(String, String), u64>,
    /// How many articles an author signed, by login.
    pub signed: BTreeMap<String, u64>,
    /// Attachments, by number.
    pub attachments: BTreeMap<u64, Attachment>,
    /// Articles and pages, in order.
    pub items: Vec<Known>,
    /// Texts of reusable blocks.
    pub blocks: HashMap<u64, String>,
    /// Translation families: the plugin's word to the numbers in it.
    pub families: BTreeMap<String, Vec<u64>>,
    /// Items by kind and status.
    pub kinds: BTreeMap<(String, String), u64>,
    /// Comments.
    pub comments: u64,
    /// Years and months in which something was published.
    pub months: BTreeSet<(String, String)>,
    /// What is wrong with the files.
    pub malformed: Vec<Malformed>,
    /// Runs of bytes that were not UTF-8.
    pub replaced: u64,
    /// Bytes of all files.
    pub bytes: u64,
    /// Files that say no version.
    pub without_version: Vec<String>,
    /// Uploads that texts show: the original's path to the address and line where it stands first.
    loose: BTreeMap<String, (String, u64)>,
    /// Items that stood in the files already.
    pub repeated: u64,
    /// Public articles without any category.
    pub unfiled: u64,
}

/// The number of an item; one made from its address when the export gives none.
pub fn number_of(item: &Item) -> u64 {
    if item.id != 0 {
        return item.id;
    }
    super::fingerprint::number(&[&item.link, &item.guid, &item.title]) | (1 << 63)
}

/// Whether an item becomes an article.
pub fn is_article(item: &Item) -> bool {
    item.kind == "post" && is_kept(&item.status)
}

/// Whether an item becomes a static page.
pub fn is_page(item: &Item) -> bool {
    item.kind == "page" && is_kept(&item.status)
}

fn is_kept(status: &str) -> bool {
    matches!(status, "publish" | "draft" | "pending" | "private" | "future")
}

/// Whether readers could see an item.
pub fn is_public(item: &Item) -> bool {
    item.status == "publish" && item.password.is_empty()
}

/// Opens an export; its name for messages.
pub fn open(path: &Path) -> Result<(Reader<File>, String), Error> {
    let file = File::open(path).map_err(Error::file(path))?;
    if path.is_dir() {
        return Err(Error::Usage(format!("{} is a folder: name the export file in it", path.display())));
    }
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    Ok((Reader::new(file, &name), name))
}

/// Reads all files once. `step` hears how many bytes were read so far, and how many items.
pub fn survey(files: &[PathBuf], mut step: impl FnMut(u64, u64)) -> Result<Survey, Error> {
    let mut survey = Survey::default();
    let mut seen = HashSet::new();
    let mut items = 0;
    for path in files {
        let (mut reader, name) = open(path)?;
        let before = survey.bytes;
        loop {
            match reader.read() {
                Ok(Some(entry)) => {
                    if let Entry::Item(_) = entry {
                        items += 1;
                    }
                    survey.take(entry, &name, &mut seen)?;
                    step(before + reader.position(), items);
                }
                Ok(None) => break,
                Err(error) => {
                    survey.malformed.push(error);
                    break;
                }
            }
        }
        survey.replaced += reader.replaced();
        survey.bytes += std::fs::metadata(path).map_err(Error::file(path))?.len();
    }
    survey.invent_terms();
    survey.invent_attachments();
    Ok(survey)
}

impl Survey {
    fn take(&mut self, entry: Entry, file: &str, seen: &mut HashSet<u64>) -> Result<(), Error> {
        match entry {
            Entry::Site(site) => {
                if site.version.is_empty() {
                    self.without_version.push(file.to_owned());
                }
                if self.site.key().is_empty() {
                    self.site = site;
                } else if !site.key().is_empty() && site.key() != self.site.key() {
                    return Err(Error::TwoSites(self.site.key(), site.key()));
                }
            }
            Entry::Author(author) => {
                if !author.login.is_empty() {
                    self.authors.insert(author.login.clone(), author);
                }
            }
            Entry::Term(term) => {
                self.terms.insert((term.taxonomy.clone(), term.slug.clone()), term);
            }
            Entry::Item(item) => {
                if seen.insert(number_of(&item)) {
                    self.item(*item);
                } else {
                    self.repeated += 1;
                }
            }
        }
        Ok(())
    }

    fn item(&mut self, item: Item) {
        *self.kinds.entry((item.kind.clone(), item.status.clone())).or_default() += 1;
        self.comments += item.comments.len() as u64;
        match item.kind.as_str() {
            "attachment" => {
                self.attachments.insert(number_of(&item), attachment(&item));
            }
            "wp_block" => {
                self.blocks.insert(item.id, item.content);
            }
            "guest-author" => self.guest(&item),
            _ if is_article(&item) || is_page(&item) => self.text(&item),
            _ => {}
        }
    }

    fn guest(&mut self, item: &Item) {
        let meta = |key: &str| item.meta(key).unwrap_or_default().trim().to_owned();
        let login = [meta("cap-user_login"), item.name.strip_prefix("cap-").unwrap_or(&item.name).to_owned()];
        let full = format!("{} {}", meta("cap-first_name"), meta("cap-last_name")).trim().to_owned();
        let name = [meta("cap-display_name"), full, decode(&item.title)];
        let guest = Guest {
            name: name.into_iter().find(|name| !name.is_empty()).unwrap_or_default(),
            login: login.into_iter().find(|login| !login.is_empty()).unwrap_or_default(),
            email: meta("cap-user_email"),
            biography: visible_text(&meta("cap-description")).trim().to_owned(),
            portrait: meta("_thumbnail_id").parse().unwrap_or(0),
        };
        if !guest.name.is_empty() && !guest.login.is_empty() {
            self.guests.insert(guest.login.clone(), guest);
        }
    }

    /// Files that texts show and no attachment names: exports of articles alone list none.
    fn loose(&mut self, item: &Item) {
        for (at, _) in item.content.match_indices("/uploads/") {
            let before = item.content.get(..at).unwrap_or_default();
            let begin = before.rfind(['"', '\'', ' ', '\n', '(', '>', ',']).map_or(0, |begin| begin + 1);
            let after = item.content.get(at..).unwrap_or_default();
            let length = after.find(['"', '\'', ' ', '\n', ')', '<', '?', '&']).unwrap_or(after.len());
            let Some(address) = item.content.get(begin..at + length).filter(|address| path_of(address, &self.site.key()).is_some()) else {
                continue;
            };
            let Some(path) = upload_path(address) else {
                continue;
            };
            let original = original_of(&path).unwrap_or(path);
            self.loose.entry(original).or_insert((address.to_owned(), item.line));
        }
    }

    /// Those of the files that no attachment names become attachments.
    fn invent_attachments(&mut self) {
        let named: HashSet<String> = self
            .attachments
            .values()
            .filter_map(|attachment| upload_path(&attachment.url))
            .flat_map(|path| [original_of(&path), Some(path)])
            .flatten()
            .collect();
        for (path, (address, line)) in std::mem::take(&mut self.loose) {
            if named.contains(&path) {
                continue;
            }
            let number = super::fingerprint::number(&[&path]) | (1 << 63);
            let url = address.split_once("://").and_then(|(protocol, rest)| Some((protocol, rest.split('/').next()?)));
            let url = url.map_or_else(|| path.clone(), |(protocol, host)| format!("{protocol}://{host}{path}"));
            self.attachments.insert(number, Attachment { number, line, url, ..Attachment::default() });
        }
    }

    fn text(&mut self, item: &Item) {
        self.loose(item);
        let page = item.kind == "page";
        let path = path_of(&item.link, &self.site.key()).unwrap_or_default();
        self.items.push(Known { number: number_of(item), page, public: is_public(item), path });
        if page {
            return;
        }
        for term in &item.terms {
            let key = (term.taxonomy.clone(), term.slug.clone());
            if term.taxonomy == "post_translations" {
                self.families.entry(term.slug.clone()).or_default().push(number_of(item));
            }
            *self.uses.entry(key.clone()).or_default() += 1;
            self.terms.entry(key).or_insert_with(|| Term {
                taxonomy: term.taxonomy.clone(),
                slug: term.slug.clone(),
                name: term.name.clone(),
                ..Term::default()
            });
        }
        if is_public(item) && item.terms_of("category").next().is_none() {
            self.unfiled += 1;
        }
        if !item.creator.is_empty() {
            *self.signed.entry(item.creator.clone()).or_default() += 1;
        }
        if is_public(item)
            && let Some(date) = [&item.date, &item.date_gmt].into_iter().find(|date| !date.starts_with("0000") && date.len() >= 7)
            && let (Some(year), Some(month)) = (date.get(..4), date.get(5..7))
        {
            self.months.insert((year.to_owned(), month.to_owned()));
        }
    }

    /// Authors that items name but no file lists.
    fn invent_terms(&mut self) {
        for login in self.signed.keys() {
            if !self.authors.contains_key(login) {
                self.authors.insert(login.clone(), Author { login: login.clone(), ..Author::default() });
            }
        }
    }

    /// The path below which the old site stood: empty, or `/journal`.
    pub fn base(&self) -> String {
        self.site.key().split_once('/').map_or_else(String::new, |(_, path)| format!("/{}", path.trim_end_matches('/')))
    }

    /// The path of a category's page: its parents' slugs, then its own.
    pub fn category_path(&self, slug: &str) -> String {
        let mut parts = vec![slug.to_owned()];
        let mut at = slug.to_owned();
        while let Some(term) = self.terms.get(&("category".to_owned(), at.clone())) {
            // A parent named twice would be a ring.
            if term.parent.is_empty() || parts.contains(&term.parent) {
                break;
            }
            at.clone_from(&term.parent);
            parts.push(at.clone());
        }
        parts.reverse();
        format!("{}/category/{}", self.base(), parts.join("/"))
    }
}

fn attachment(item: &Item) -> Attachment {
    let meta = |key: &str| item.meta(key).unwrap_or_default().trim().to_owned();
    let credit = ["_media_credit", "media_credit", "_wp_attachment_credit", "credit", "_navis_media_credit_org", "isc_image_source"];
    let url = if item.attachment_url.is_empty() { item.guid.clone() } else { item.attachment_url.clone() };
    Attachment {
        number: number_of(item),
        line: item.line,
        alt: decode(&meta("_wp_attachment_image_alt")),
        caption: visible_text(&item.excerpt).trim().to_owned(),
        credit: credit.iter().map(|key| visible_text(&meta(key)).trim().to_owned()).find(|credit| !credit.is_empty()).unwrap_or_default(),
        title: visible_text(&item.title).trim().to_owned(),
        page: item.link.clone(),
        parent: item.parent,
        url,
    }
}
