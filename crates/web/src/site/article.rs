//! The article page.

use std::collections::HashMap;

use document::{ArticleRef, Document, MediaRef, Options, Resolver};
use language::{Tag, typography};
use newsroom::articles::{self, Article as Row, BylineRole, Content, State};
use newsroom::changes::Key;
use newsroom::{Id, Timestamp, Tx, addresses, contributors, naming, related, topics};
use theme::site::{Article, ArticlePage, Author, Byline, Group, Head, Link, Share, Translation};

use super::lists::paragraphs;
use super::{cards, feeds, frame, jsonld, pictures};
use crate::pages::{self, Ask, Page};
use crate::web::{encode_path, encode_value};
use crate::{Failure, Web};

/// Related articles on the page.
const RELATED: usize = 6;
/// Fewer related articles than this, and the section's latest stand below them under their own heading.
const TOO_FEW: usize = 2;
/// How many of the section's latest.
const OF_SECTION: usize = 3;

/// What a document refers to, loaded.
#[derive(Debug, Default)]
pub struct Known {
    articles: HashMap<Id, ArticleRef>,
    media: HashMap<Id, MediaRef>,
    asked: document::References,
}

impl Resolver for Known {
    fn article(&self, id: i64) -> Option<ArticleRef> {
        self.articles.get(&id).cloned()
    }
    fn media(&self, id: i64) -> Option<MediaRef> {
        self.media.get(&id).cloned()
    }
}

impl Known {
    /// Loads what a document refers to, and one picture more.
    pub async fn load(tx: &mut Tx, ask: &Ask, document: &Document, image: Option<Id>) -> Result<Known, Failure> {
        let asked = document::references(document);
        let mut known = Known::default();
        if !asked.articles.is_empty() {
            for card in articles::cards(tx, &asked.articles).await? {
                known.articles.insert(card.id, ArticleRef { href: encode_path(&card.path), headline: card.headline });
            }
        }
        let ids: Vec<Id> = asked.media.iter().copied().chain(image).collect();
        known.media = pictures::load(tx, &ids, ask).await?;
        known.asked = asked;
        Ok(known)
    }

    /// What a page that shows them depends on.
    pub fn keys(&self) -> Vec<Key> {
        let articles = self.asked.articles.iter().map(|id| Key::Article(*id));
        articles.chain(self.asked.media.iter().chain(self.media.keys()).map(|id| Key::Media(*id))).collect()
    }

    /// How a document is rendered; `base` stands before the site's own paths.
    pub fn options(&self, web: &Web, language: &Tag, base: &str) -> Options {
        Options {
            language: language.clone(),
            base: base.to_owned(),
            table_label: web.text(language, "site-table", ""),
            kilobytes: web.text(language, "site-kilobytes", "{n}"),
            megabytes: web.text(language, "site-megabytes", "{n}"),
            embed_label: web.text(language, "site-embed", ""),
            embed_video: web.text(language, "site-embed-video", ""),
            embed_message: web.text(language, "site-embed-message", ""),
        }
    }
}

/// The page of a published article, or of a retracted one with its notice.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask, id: Id) -> Result<Page, Failure> {
    let row = articles::published(tx, id).await?.ok_or(Failure::NotFound)?;
    let content = articles::published_content(tx, &row).await?.content;
    show(web, tx, ask, &row, &content, false).await
}

/// An article's page with some content: the published one, or for a preview the working copy.
pub async fn show(web: &Web, tx: &mut Tx, ask: &Ask, row: &Row, content: &Content, preview: bool) -> Result<Page, Failure> {
    let language = &ask.language;
    let zone = &ask.around.site.identity.zone;
    let document = content.document()?;
    let known = Known::load(tx, ask, &document, content.image).await?;
    let section = match content.section {
        Some(id) => ask.around.sections.iter().find(|section| section.id == id),
        None => None,
    };
    let at = row.published_at.unwrap_or_else(|| web.app.now());
    let words = |micros: Timestamp| theme::dates::full(micros, zone, language).map_err(Failure::broken);
    let iso = |micros: Timestamp| theme::dates::iso(micros, zone).map_err(Failure::broken);
    let retracted = row.state() == State::Retracted && !preview;
    let signers = signers(web, tx, ask, content).await?;
    let section_name = section.as_ref().map(|section| frame::name_in(&section.names, ask)).unwrap_or_default();
    let section_href = section
        .as_ref()
        .and_then(|section| section.names.get(language.as_str()))
        .map(|name| encode_path(&addresses::section_path(language.as_str(), ask.main.as_str(), &name.slug)));
    let updated = row.readers_told_at.filter(|told| *told > at);
    let image = content.image.and_then(|id| known.media.get(&id)).map(|media| {
        let own = |text: &str, shared: String| if text.is_empty() { shared } else { text.to_owned() };
        let shown = pictures::featured(media);
        theme::site::Featured {
            alt: own(&content.image_alt, shown.alt),
            caption: typography(&own(&content.image_caption, shown.caption), language),
            credit: own(&content.image_credit, shown.credit),
            ..shown
        }
    });
    let article = Article {
        section: section_name.clone(),
        section_href: section_href.clone(),
        kicker: typography(&content.kicker, language),
        headline: typography(&content.headline, language),
        standfirst: typography(&content.standfirst, language),
        bylines: signers.iter().map(|signer| signer.byline.clone()).collect(),
        date: words(at)?,
        datetime: iso(at)?,
        updated: updated.map(|told| Ok::<_, Failure>((words(told)?, iso(told)?))).transpose()?,
        image,
        body: if retracted { String::new() } else { document::render_page(&document, &known, &known.options(web, language, "")) },
        notice: retracted.then(|| typography(&row.notice, language)),
        topics: topic_links(tx, ask, &content.topics).await?,
        translations: translations(tx, row).await?,
    };
    let canonical = web.app.link(&encode_path(&ask.path));
    let (near, more) = neighbours(tx, row, retracted).await?;
    let site_frame = frame::site(web, tx, ask).await?;
    let frames = if retracted { Vec::new() } else { document::frame_hosts(&document) };
    let description = if retracted { row.notice.clone() } else { articles::automatic_excerpt(content, language.as_str())? };
    let description = typography(&description, language);
    let alternates = article.translations.iter().map(|other| (other.lang.clone(), web.app.link(&other.href)));
    let mut alternates: Vec<(String, String)> = alternates.collect();
    if !alternates.is_empty() {
        alternates.insert(0, (row.language.clone(), canonical.clone()));
    }
    let json_ld = jsonld::article(
        web,
        ask,
        &jsonld::About {
            address: &canonical,
            article: &article,
            description: &description,
            language: language.as_str(),
            modified: &iso(updated.unwrap_or(at))?,
            authors: &signers
                .iter()
                .filter(|signer| !signer.byline.partner)
                .map(|signer| (signer.author.name.clone(), signer.author.href.clone(), signer.collective))
                .collect::<Vec<_>>(),
        },
    );
    let section_path = section_href.clone().unwrap_or_else(|| site_frame.home_href.clone());
    let context = ArticlePage {
        head: Head {
            title: article.headline.clone(),
            description,
            canonical: (!preview).then(|| canonical.clone()),
            hidden: preview,
            alternates,
            feeds: section
                .as_ref()
                .filter(|_| section_href.is_some())
                .map(|_| feeds::links(web, ask, &section_path, &section_name))
                .unwrap_or_default(),
            kind: "article".to_owned(),
            frames: !frames.is_empty(),
            // What shows cards of articles shows no drawings.
            image: article
                .image
                .as_ref()
                .filter(|image| !image.src.ends_with(".svg"))
                .map(|image| (web.app.link(&image.src), image.width, image.height, image.alt.clone())),
            published: Some(article.datetime.clone()),
            modified: updated.map(iso).transpose()?,
            json_ld: if retracted || preview {
                Vec::new()
            } else {
                vec![
                    json_ld,
                    jsonld::breadcrumbs(
                        web,
                        &[(&site_frame.name, &site_frame.home_href), (&section_name, &section_path), (&article.headline, &ask.path)],
                    ),
                ]
            },
            ..Head::default()
        },
        share: if retracted { Vec::new() } else { share(web, ask, &canonical, &article.headline) },
        authors: box_of(&signers),
        related: cards::plain(tx, ask, &near).await?,
        related_href: more.then(|| format!("/related/{}", row.id)),
        latest: None,
        site: site_frame,
        article,
    };
    let context = ArticlePage { latest: latest(tx, ask, row, content, (&context, &near)).await?, ..context };
    let mut keys = known.keys();
    keys.extend([Key::Article(row.id), Key::Related(row.id)]);
    keys.extend(content.section.map(|section| Key::Section(section, row.language.clone())));
    Ok(pages::html(web, language, "site/article.html", &context, keys)?.with_frames(&frames))
}

struct Signer {
    byline: Byline,
    author: Author,
    writes: bool,
    collective: bool,
}

async fn signers(web: &Web, tx: &mut Tx, ask: &Ask, content: &Content) -> Result<Vec<Signer>, Failure> {
    let ids: Vec<Id> = content.bylines.iter().map(|byline| byline.contributor).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let all = contributors::by_ids(tx, &ids).await?;
    let portraits: Vec<Id> = all.iter().filter_map(|one| one.portrait).collect();
    let known = pictures::load(tx, &portraits, ask).await?;
    let (language, main) = (ask.language.as_str(), ask.main.as_str());
    let mut signers = Vec::new();
    for byline in &content.bylines {
        let Some(one) = all.iter().find(|one| one.id == byline.contributor) else {
            continue;
        };
        let Some(name) = naming::best(&one.names, language, main) else {
            continue;
        };
        let href = addresses::current(tx, addresses::Kind::Contributor, one.id, language).await?.map(|path| encode_path(&path));
        let role = match byline.role {
            BylineRole::Text => String::new(),
            BylineRole::Photo => web.text(&ask.language, "site-role-photo", ""),
            BylineRole::Translation => web.text(&ask.language, "site-role-translation", ""),
            BylineRole::Research => web.text(&ask.language, "site-role-research", ""),
            BylineRole::Editing => web.text(&ask.language, "site-role-editing", ""),
            BylineRole::Partner => String::new(),
        };
        let portrait = one.portrait.and_then(|id| known.get(&id)).map(|media| pictures::portrait(web, ask, media, &name.name));
        signers.push(Signer {
            byline: Byline { name: name.name.clone(), href: href.clone(), role, partner: byline.role == BylineRole::Partner },
            author: Author { name: name.name.clone(), href, portrait, about: paragraphs(&name.text, &ask.language) },
            writes: byline.role == BylineRole::Text,
            collective: one.kind.is_several(),
        });
    }
    Ok(signers)
}

/// Below the text stand those who wrote it; where nobody did, everyone who signs.
fn box_of(signers: &[Signer]) -> Vec<Author> {
    let writers: Vec<Author> = signers.iter().filter(|signer| signer.writes).map(|signer| signer.author.clone()).collect();
    if writers.is_empty() { signers.iter().map(|signer| signer.author.clone()).collect() } else { writers }
}

async fn topic_links(tx: &mut Tx, ask: &Ask, ids: &[Id]) -> Result<Vec<Link>, Failure> {
    let mut links = Vec::new();
    if ids.is_empty() {
        return Ok(links);
    }
    for topic in topics::by_ids(tx, ids).await? {
        let Some(name) = topic.names.get(ask.language.as_str()) else {
            continue;
        };
        if let Some(path) = addresses::current(tx, addresses::Kind::Topic, topic.id, ask.language.as_str()).await? {
            links.push(Link::new(encode_path(&path), &name.name));
        }
    }
    Ok(links)
}

async fn translations(tx: &mut Tx, row: &Row) -> Result<Vec<Translation>, Failure> {
    let family = articles::of_family(tx, row.family).await?;
    let others = family.into_iter().filter(|card| card.id != row.id);
    others
        .map(|card| {
            let tag = Tag::parse(&card.language).map_err(Failure::broken)?;
            Ok(Translation {
                name: frame::language_name(&card.language),
                headline: typography(&card.headline, &tag),
                href: encode_path(&card.path),
                lang: card.language,
            })
        })
        .collect()
}

async fn neighbours(tx: &mut Tx, row: &Row, retracted: bool) -> Result<(Vec<articles::Card>, bool), Failure> {
    if retracted {
        return Ok((Vec::new(), false));
    }
    let mut near = related::of(tx, row.id, RELATED + 1).await?;
    let more = near.len() > RELATED;
    near.truncate(RELATED);
    Ok((near, more))
}

async fn latest(
    tx: &mut Tx,
    ask: &Ask,
    row: &Row,
    content: &Content,
    (page, near): (&ArticlePage, &[articles::Card]),
) -> Result<Option<Group>, Failure> {
    let (Some(section), Some(href)) = (content.section, &page.article.section_href) else {
        return Ok(None);
    };
    if near.len() >= TOO_FEW {
        return Ok(None);
    }
    // Some may be left out: the article itself, what stands above already, what is to be recommended nowhere.
    let asked = i64::try_from(OF_SECTION * 4).map_err(Failure::broken)?;
    let mut rows = articles::by_section(tx, section, ask.language.as_str(), None, asked).await?;
    let ids: Vec<Id> = rows.iter().map(|card| card.id).collect();
    let never = related::never_among(tx, &ids).await?;
    rows.retain(|card| card.id != row.id && !never.contains(&card.id) && !near.iter().any(|shown| shown.id == card.id));
    rows.truncate(OF_SECTION);
    if rows.is_empty() {
        return Ok(None);
    }
    let cards = cards::plain(tx, ask, &rows).await?;
    Ok(Some(Group { title: page.article.section.clone(), href: href.clone(), cards }))
}

fn share(web: &Web, ask: &Ask, address: &str, headline: &str) -> Vec<Share> {
    let chosen = &ask.around.site.share;
    let (url, text) = (encode_value(address), encode_value(headline));
    let both = encode_value(&format!("{headline} {address}"));
    let word = |key: &str| web.text(&ask.language, key, "");
    let link = |key: &String| {
        let (name, href) = match key.as_str() {
            "facebook" => ("Facebook".to_owned(), format!("https://www.facebook.com/sharer/sharer.php?u={url}")),
            "x" => ("X".to_owned(), format!("https://x.com/intent/post?text={text}&url={url}")),
            "whatsapp" => ("WhatsApp".to_owned(), format!("https://wa.me/?text={both}")),
            "telegram" => ("Telegram".to_owned(), format!("https://t.me/share/url?url={url}&text={text}")),
            "bluesky" => ("Bluesky".to_owned(), format!("https://bsky.app/intent/compose?text={both}")),
            "mastodon" => ("Mastodon".to_owned(), format!("https://mastodonshare.com/?text={text}&url={url}")),
            "linkedin" => ("LinkedIn".to_owned(), format!("https://www.linkedin.com/sharing/share-offsite/?url={url}")),
            "viber" => ("Viber".to_owned(), format!("viber://forward?text={both}")),
            "email" => (word("site-email-share"), format!("mailto:?subject={text}&body={both}")),
            "copy" => (word("site-copy"), address.to_owned()),
            _ => return None,
        };
        Some(Share { key: key.clone(), name, href })
    };
    chosen.iter().filter_map(link).collect()
}
