//! Feeds with full text: RSS 2.0, Atom 1.0 (RFC 4287), JSON Feed 1.1; of the site, a section, a topic, an author.
//!
//! An imported article keeps the identity its old feed gave it, so that readers' apps show nothing twice.

use language::Tag;
use newsroom::addresses::{self, Kind};
use newsroom::articles;
use newsroom::changes::Key;
use newsroom::{Id, Timestamp, Tx, contributors, naming, sections};
use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesStart, BytesText, Event};
use serde_json::json;
use theme::site::Feed;

use super::article::Known;
use super::lists::About;
use super::{frame, pictures};
use crate::pages::{Ask, Page};
use crate::web::encode_path;
use crate::{Failure, Web};

/// Articles in a feed.
const ITEMS: i64 = 30;

/// The form of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom 1.0.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

const FILES: [(&str, Format, &str); 3] = [
    ("/feed.xml", Format::Rss, "application/rss+xml"),
    ("/feed.atom", Format::Atom, "application/atom+xml"),
    ("/feed.json", Format::Json, "application/feed+json"),
];

/// The list a feed's path belongs to, and its form.
pub fn split(path: &str) -> Option<(&str, Format)> {
    FILES.iter().find_map(|(file, format, _)| Some((path.strip_suffix(file)?, *format)))
}

/// The feeds of a list, for the page's head.
pub fn links(_web: &Web, ask: &Ask, base: &str, title: &str) -> Vec<Feed> {
    let base = if base.is_empty() { addresses::prefix(ask.language.as_str(), ask.main.as_str()) } else { encode_path(base) };
    let link =
        |(file, _, kind): &(&str, Format, &str)| Feed { kind: (*kind).to_owned(), title: title.to_owned(), href: format!("{base}{file}") };
    FILES.iter().map(link).collect()
}

/// One article in a feed, or one mailing.
pub(super) struct Item {
    pub id: String,
    pub is_link: bool,
    pub href: String,
    pub title: String,
    pub excerpt: String,
    pub html: String,
    pub at: Timestamp,
    pub changed: Timestamp,
    pub section: String,
    pub authors: Vec<String>,
    pub image: Option<String>,
}

struct Whole {
    title: String,
    description: String,
    home: String,
    own: String,
    language: String,
    zone: String,
    items: Vec<Item>,
}

/// The feed of the list at `base`; empty for the site's own in a language.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask, base: &str, format: Format) -> Result<Page, Failure> {
    let identity = &ask.around.site.identity;
    let prefix = addresses::prefix(ask.language.as_str(), ask.main.as_str());
    let (title, description, rows, key) = if base == prefix {
        let rows = articles::latest(tx, ask.language.as_str(), None, ITEMS).await?;
        let about = identity.description.get(ask.language.as_str()).cloned().unwrap_or_default();
        (identity.name.clone(), about, rows, Key::Home(ask.language.as_str().to_owned()))
    } else {
        if let Some(page) = super::mailings::feed(web, tx, ask, base, format).await? {
            return Ok(page);
        }
        let address = addresses::lookup(tx, base).await?.ok_or(Failure::NotFound)?;
        let about = match Kind::parse(&address.kind).filter(|_| address.state != "gone") {
            Some(Kind::Section) => About::Section(address.subject),
            Some(Kind::Topic) => About::Topic(address.subject),
            Some(Kind::Contributor) => About::Author(address.subject),
            _ => return Err(Failure::NotFound),
        };
        if address.state == "moved" {
            let kind = Kind::parse(&address.kind).ok_or(Failure::NotFound)?;
            let now = addresses::current(tx, kind, address.subject, &address.language).await?.ok_or(Failure::NotFound)?;
            let file = FILES.iter().find(|(_, known, _)| *known == format).map_or("", |(file, ..)| file);
            return Ok(Page::moved(&format!("{now}{file}")).with_keys([Key::Path(base.to_owned()), Key::Navigation]));
        }
        let subject = about.subject(tx, ask).await?;
        let rows = about.articles(tx, ask.language.as_str(), None, ITEMS).await?;
        (format!("{} – {}", subject.name.name, identity.name), subject.name.text, rows, about.key(ask.language.as_str()))
    };
    let mut keys = vec![key, Key::Navigation, Key::Path(base.to_owned())];
    let mut items = Vec::new();
    for row in &rows {
        keys.extend([Key::Article(row.id), Key::Related(row.id)]);
        if let Some(item) = item(web, tx, ask, row).await? {
            items.push(item);
        }
    }
    whole(web, ask, base, (title, description), items, format).map(|page| page.with_keys(keys))
}

/// A feed of these items, in a form.
pub(super) fn whole(
    web: &Web,
    ask: &Ask,
    base: &str,
    (title, description): (String, String),
    items: Vec<Item>,
    format: Format,
) -> Result<Page, Failure> {
    let identity = &ask.around.site.identity;
    let whole = Whole {
        title,
        description,
        home: web.app.link(&encode_path(if base.is_empty() { "/" } else { base })),
        own: web.app.link(&encode_path(&ask.path)),
        language: ask.language.as_str().to_owned(),
        zone: identity.zone.clone(),
        items,
    };
    let (kind, body) = match format {
        Format::Rss => ("application/rss+xml; charset=utf-8", rss(&whole).map_err(Failure::broken)?),
        Format::Atom => ("application/atom+xml; charset=utf-8", atom(&whole)?),
        Format::Json => ("application/feed+json; charset=utf-8", json_feed(&whole)?),
    };
    Ok(Page::new(kind, body))
}

pub(super) async fn item(web: &Web, tx: &mut Tx, ask: &Ask, row: &articles::Card) -> Result<Option<Item>, Failure> {
    let Some(article) = articles::published(tx, row.id).await? else {
        return Ok(None);
    };
    let content = articles::published_content(tx, &article).await?.content;
    let language = Tag::parse(&row.language).map_err(Failure::broken)?;
    let document = content.document()?;
    let known = Known::load(tx, ask, &document, content.image).await?;
    let base = &web.app.settings.address;
    let mut html = String::new();
    if !content.standfirst.is_empty() {
        html.push_str(&super::lists::paragraphs(&content.standfirst, &language).replacen("<p>", "<p><strong>", 1).replacen(
            "</p>",
            "</strong></p>",
            1,
        ));
    }
    html.push_str(&document::render_feed(&document, &known, &known.options(web, &language, base)));
    html.push_str(&super::related::links(web, tx, row.id, &language).await?);
    let mut ids: Vec<Id> = Vec::new();
    for byline in content.bylines.iter().filter(|byline| byline.role != articles::BylineRole::Partner) {
        if !ids.contains(&byline.contributor) {
            ids.push(byline.contributor);
        }
    }
    let signers = if ids.is_empty() { Vec::new() } else { contributors::by_ids(tx, &ids).await? };
    let section = match content.section {
        Some(id) => sections::by_id(tx, id).await?.map(|section| frame::name_in(&section.names, ask)).unwrap_or_default(),
        None => String::new(),
    };
    let image = match content.image {
        Some(id) => pictures::load(tx, &[id], ask).await?.get(&id).map(|media| web.app.link(&media.src)),
        None => None,
    };
    let href = web.app.link(&encode_path(&row.path));
    let foreign = !article.guid.is_empty();
    Ok(Some(Item {
        id: if foreign { article.guid.clone() } else { format!("{base}/#article-{}", row.id) },
        is_link: false,
        title: language::typography(&row.headline, &language),
        excerpt: language::typography(&row.excerpt, &language),
        html,
        at: row.published_at,
        changed: article.readers_told_at.unwrap_or(row.published_at),
        section,
        authors: ids
            .iter()
            .filter_map(|id| signers.iter().find(|one| one.id == *id))
            .filter_map(|one| naming::best(&one.names, ask.language.as_str(), ask.main.as_str()))
            .map(|name| name.name.clone())
            .collect(),
        image,
        href,
    }))
}

type Xml = Writer<Vec<u8>>;

fn text(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], words: &str) -> std::io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_text_content(BytesText::new(words))?;
    Ok(())
}

fn start(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> std::io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))
}

fn end(xml: &mut Xml, name: &str) -> std::io::Result<()> {
    xml.write_event(Event::End(BytesStart::new(name).to_end()))
}

fn cdata(xml: &mut Xml, name: &str, html: &str) -> std::io::Result<()> {
    start(xml, name, &[])?;
    for part in BytesCData::escaped(html) {
        xml.write_event(Event::CData(part))?;
    }
    end(xml, name)
}

fn rss(feed: &Whole) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    start(
        &mut xml,
        "rss",
        &[
            ("version", "2.0"),
            ("xmlns:atom", "http://www.w3.org/2005/Atom"),
            ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    )?;
    start(&mut xml, "channel", &[])?;
    text(&mut xml, "title", &[], &feed.title)?;
    text(&mut xml, "link", &[], &feed.home)?;
    text(&mut xml, "description", &[], if feed.description.is_empty() { &feed.title } else { &feed.description })?;
    text(&mut xml, "language", &[], &feed.language)?;
    xml.create_element("atom:link")
        .with_attributes([("href", feed.own.as_str()), ("rel", "self"), ("type", "application/rss+xml")])
        .write_empty()?;
    for item in &feed.items {
        start(&mut xml, "item", &[])?;
        text(&mut xml, "title", &[], &item.title)?;
        text(&mut xml, "link", &[], &item.href)?;
        text(&mut xml, "guid", &[("isPermaLink", if item.is_link { "true" } else { "false" })], &item.id)?;
        text(&mut xml, "pubDate", &[], &rfc_2822(item.at, &feed.zone))?;
        for author in &item.authors {
            text(&mut xml, "dc:creator", &[], author)?;
        }
        if !item.section.is_empty() {
            text(&mut xml, "category", &[], &item.section)?;
        }
        text(&mut xml, "description", &[], &item.excerpt)?;
        cdata(&mut xml, "content:encoded", &item.html)?;
        end(&mut xml, "item")?;
    }
    end(&mut xml, "channel")?;
    end(&mut xml, "rss")?;
    Ok(xml.into_inner())
}

/// RFC 5322's date, as RSS wants it.
fn rfc_2822(at: Timestamp, zone: &str) -> String {
    let moment = jiff::Timestamp::from_microsecond(at).unwrap_or_default();
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    moment.to_zoned_datetime(zone).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}

fn atom(feed: &Whole) -> Result<Vec<u8>, Failure> {
    let iso = |at: Timestamp| theme::dates::iso(at, &feed.zone).map_err(Failure::broken);
    let newest = iso(feed.items.iter().map(|item| item.changed).max().unwrap_or_default())?;
    let mut dates = Vec::new();
    for item in &feed.items {
        dates.push((iso(item.at)?, iso(item.changed)?));
    }
    write_atom(feed, &newest, &dates).map_err(Failure::broken)
}

fn write_atom(feed: &Whole, newest: &str, dates: &[(String, String)]) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    start(&mut xml, "feed", &[("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", &feed.language)])?;
    text(&mut xml, "id", &[], &feed.own)?;
    text(&mut xml, "title", &[], &feed.title)?;
    text(&mut xml, "updated", &[], newest)?;
    xml.create_element("link").with_attributes([("rel", "self"), ("href", feed.own.as_str())]).write_empty()?;
    xml.create_element("link").with_attributes([("rel", "alternate"), ("href", feed.home.as_str())]).write_empty()?;
    for (item, (at, changed)) in feed.items.iter().zip(dates) {
        start(&mut xml, "entry", &[])?;
        text(&mut xml, "id", &[], &item.id)?;
        text(&mut xml, "title", &[], &item.title)?;
        xml.create_element("link").with_attributes([("rel", "alternate"), ("href", item.href.as_str())]).write_empty()?;
        text(&mut xml, "published", &[], at)?;
        text(&mut xml, "updated", &[], changed)?;
        let nobody = [feed.title.clone()];
        for author in if item.authors.is_empty() { nobody.as_slice() } else { item.authors.as_slice() } {
            start(&mut xml, "author", &[])?;
            text(&mut xml, "name", &[], author)?;
            end(&mut xml, "author")?;
        }
        if !item.section.is_empty() {
            xml.create_element("category").with_attributes([("term", item.section.as_str())]).write_empty()?;
        }
        text(&mut xml, "summary", &[], &item.excerpt)?;
        text(&mut xml, "content", &[("type", "html")], &item.html)?;
        end(&mut xml, "entry")?;
    }
    end(&mut xml, "feed")?;
    Ok(xml.into_inner())
}

fn json_feed(feed: &Whole) -> Result<Vec<u8>, Failure> {
    let mut items = Vec::new();
    for item in &feed.items {
        let mut entry = json!({
            "id": item.id,
            "url": item.href,
            "title": item.title,
            "summary": item.excerpt,
            "content_html": item.html,
            "date_published": theme::dates::iso(item.at, &feed.zone).map_err(Failure::broken)?,
            "date_modified": theme::dates::iso(item.changed, &feed.zone).map_err(Failure::broken)?,
            "authors": item.authors.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
            "language": feed.language,
        });
        // JSON Feed leaves out what there is not.
        if let Some(entry) = entry.as_object_mut() {
            entry.extend(item.image.as_deref().map(|image| ("image".to_owned(), image.into())));
            entry.extend(Some(&item.section).filter(|section| !section.is_empty()).map(|section| ("tags".to_owned(), json!([section]))));
        }
        items.push(entry);
    }
    let whole = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.home,
        "feed_url": feed.own,
        "language": feed.language,
        "items": items,
    });
    Ok(whole.to_string().into_bytes())
}
