//! Rendering a mailing's messages: one for each newsletter, in its language, with marks where a reader's own things go.

use std::collections::HashMap;

use database::{Id, Tx};
use document::{ArticleRef, Document, MediaRef, Options, Resolver};
use language::{Tag, typography};
use theme::mail::{Accent, ArticleMail, Card, Picture};

use super::marked;
use super::store::{Mailing, Variant};
use crate::articles::{self, Article, Content};
use crate::newsletters::{self, Newsletter};
use crate::site::{Site, Word};
use crate::{App, Error, MICROS_PER_SECOND, contributors, media, naming, related, sections, site};

/// The most bytes that the HTML of a mail may have: some readers of mail cut what is longer.
const HTML_LIMIT: usize = 90_000;
/// How wide a picture is shown, and how wide its file may be for sharp screens.
const SHOWN: u32 = 560;
const SHARP: u32 = 1_280;
/// Cards below an article.
const RELATED: usize = 3;

/// What belongs to one reader, by the marks that are replaced when sending.
pub(super) struct Marks {
    pub to: String,
    pub preferences: String,
    pub unsubscribe: String,
}

impl Marks {
    pub(super) fn new() -> Marks {
        let [to, preferences, unsubscribe] = mail::MARKS.map(String::from);
        Marks { to, preferences, unsubscribe }
    }
}

/// What an article's body refers to, loaded.
struct Known {
    articles: HashMap<Id, ArticleRef>,
    media: HashMap<Id, MediaRef>,
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
    async fn load(tx: &mut Tx, document: &Document, image: Option<Id>, language: &str, main: &str) -> Result<Known, Error> {
        let asked = document::references(document);
        let cards = if asked.articles.is_empty() { Vec::new() } else { articles::cards(tx, &asked.articles).await? };
        let articles = cards.into_iter().map(|card| (card.id, ArticleRef { href: encoded(&card.path), headline: card.headline })).collect();
        let ids: Vec<Id> = asked.media.iter().copied().chain(image).collect();
        Ok(Known { articles, media: media::refs(tx, &ids, language, main).await? })
    }
}

/// A path as it may stand in an address: everything beyond ASCII, spaces and quotes percent-encoded.
fn encoded(path: &str) -> String {
    path.bytes()
        .map(|byte| {
            let plain = byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}');
            if plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
        })
        .collect()
}

/// The messages of an article's mailing.
pub(super) async fn article(
    app: &App,
    tx: &mut Tx,
    (mailing, article, content): (&Mailing, &Article, &Content),
    newsletters: &[Id],
) -> Result<Vec<Variant>, Error> {
    let site = site::load(tx).await?;
    let all = newsletters::all(tx).await?;
    let mut variants = Vec::new();
    for newsletter in all.iter().filter(|one| newsletters.contains(&one.id)) {
        let context = article_context(app, tx, &site, (mailing, article, content), newsletter).await?;
        let (html, text) = both_parts(app, &context, content, tx, article, &site).await?;
        let subject = context.headline.clone();
        variants.push(compose(app, &site, newsletter, (mailing.id, subject), (html, text))?);
    }
    Ok(variants)
}

/// Both parts; an article whose HTML is too long with all its frame is cut earlier.
async fn both_parts(
    app: &App,
    context: &ArticleMail,
    content: &Content,
    tx: &mut Tx,
    article: &Article,
    site: &Site,
) -> Result<(String, String), Error> {
    let tag = tag(&article.language)?;
    let part = |context: &ArticleMail, name: &str| app.theme.render(name, &tag, context).map_err(Error::broken);
    let html = part(context, "mail/article.html")?;
    if html.len() < HTML_LIMIT {
        return Ok((html, part(context, "mail/article.txt")?));
    }
    let frame = html.len().saturating_sub(context.body_html.len());
    let limit = HTML_LIMIT.saturating_sub(frame).min(document::MAIL_LIMIT) / 2;
    let document = content.document()?;
    let known = Known::load(tx, &document, None, &article.language, site.identity.main_language()).await?;
    let body = document::mail_body(&document, &known, &options(app, &tag), limit);
    let context = ArticleMail { body_html: body.html, body_text: body.text, whole: body.whole, ..context.clone() };
    Ok((part(&context, "mail/article.html")?, part(&context, "mail/article.txt")?))
}

fn options(app: &App, language: &Tag) -> Options {
    Options {
        language: language.clone(),
        base: app.settings.address.clone(),
        table_label: app.theme.text(language, "site-table", &[]),
        kilobytes: app.theme.text(language, "site-kilobytes", &[("value", "{n}".into())]),
        megabytes: app.theme.text(language, "site-megabytes", &[("value", "{n}".into())]),
        embed_label: app.theme.text(language, "site-embed", &[]),
        // Mails have the link only.
        embed_video: String::new(),
        embed_message: String::new(),
    }
}

pub(super) fn tag(language: &str) -> Result<Tag, Error> {
    Tag::parse(language).map_err(Error::broken)
}

async fn article_context(
    app: &App,
    tx: &mut Tx,
    site: &Site,
    (mailing, article, content): (&Mailing, &Article, &Content),
    newsletter: &Newsletter,
) -> Result<ArticleMail, Error> {
    let tag = tag(&article.language)?;
    let main = site.identity.main_language();
    let document = content.document()?;
    let known = Known::load(tx, &document, content.image, &article.language, main).await?;
    let excerpt = || articles::automatic_excerpt(content, &article.language);
    let options = options(app, &tag);
    let body = if newsletter.full {
        document::mail_body(&document, &known, &options, document::MAIL_LIMIT)
    } else {
        let text = document::Inline::Text { text: excerpt()?, marks: Vec::new() };
        let blocks = vec![document::Block::Paragraph(vec![text])];
        document::MailBody { whole: false, ..document::mail_body(&Document { blocks }, &known, &options, document::MAIL_LIMIT) }
    };
    let section = match content.section {
        Some(id) => sections::by_id(tx, id).await?,
        None => None,
    };
    let section = section.as_ref().and_then(|section| naming::best(&section.names, &article.language, main));
    let path = articles::cards(tx, &[article.id]).await?.pop().map(|card| card.path).unwrap_or_default();
    let near = related::of(tx, article.id, RELATED).await?;
    let picture = content.image.and_then(|id| known.media.get(&id)).and_then(|media| picture(app, media)).map(|shared| {
        let own = |text: &str, shared: String| if text.is_empty() { shared } else { text.to_owned() };
        Picture {
            alt: own(&content.image_alt, shared.alt),
            caption: typography(&own(&content.image_caption, shared.caption), &tag),
            credit: own(&content.image_credit, shared.credit),
            ..shared
        }
    });
    let at = article.published_at.unwrap_or_else(|| app.now());
    let marks = Marks::new();
    Ok(ArticleMail {
        language: article.language.clone(),
        site: site.identity.name.clone(),
        site_url: app.link("/"),
        accent: Accent::of(&site.look.accent),
        section: section.map(|name| name.name.clone()).unwrap_or_default(),
        headline: typography(&content.headline, &tag),
        kicker: typography(&content.kicker, &tag),
        standfirst: typography(&content.standfirst, &tag),
        byline: byline(tx, content, &article.language, main).await?,
        date: theme::dates::full(at, &site.identity.zone, &tag).map_err(Error::broken)?,
        note: note(&mailing.note, &tag),
        body_html: body.html,
        body_text: body.text,
        picture,
        url: app.link(&encoded(&path)),
        whole: body.whole,
        related: cards(app, tx, site, &near).await?,
        newsletter: name(newsletter, &article.language, main),
        sender: sender(site),
        postal_address: site.legal.address.clone(),
        why: String::new(),
        preferences_url: marks.preferences,
        unsubscribe_url: marks.unsubscribe,
        to: marks.to,
    })
}

/// The paragraphs of a note.
pub(super) fn note(text: &str, language: &Tag) -> Vec<String> {
    let paragraphs = text.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.filter(|part| !part.is_empty()).map(|part| typography(&part, language)).collect()
}

/// Who sends: the publisher, or the site where none is named.
pub(super) fn sender(site: &Site) -> String {
    if site.legal.publisher.is_empty() { site.identity.name.clone() } else { site.legal.publisher.clone() }
}

/// A newsletter's name in a language.
pub(super) fn name(newsletter: &Newsletter, language: &str, main: &str) -> String {
    naming::best(&newsletter.names, language, main).map(|name| name.name.clone()).unwrap_or_default()
}

async fn byline(tx: &mut Tx, content: &Content, language: &str, main: &str) -> Result<String, Error> {
    let ids: Vec<Id> = content.bylines.iter().map(|byline| byline.contributor).collect();
    if ids.is_empty() {
        return Ok(String::new());
    }
    let all = contributors::by_ids(tx, &ids).await?;
    let signed = ids.iter().filter_map(|id| all.iter().find(|one| one.id == *id));
    Ok(signed.filter_map(|one| naming::best(&one.names, language, main)).map(|name| name.name.clone()).collect::<Vec<_>>().join(", "))
}

/// A picture as wide as a mail's column, from a file that every reader of mail can show; None for a drawing, which most do not.
pub(super) fn picture(app: &App, media: &MediaRef) -> Option<Picture> {
    if media.is_drawing() {
        return None;
    }
    let plain = media.variants.iter().filter(|variant| variant.format != "image/webp" && variant.width <= SHARP);
    let (src, width) = plain.max_by_key(|variant| variant.width).map_or((&media.src, media.width), |one| (&one.src, one.width));
    Some(Picture {
        src: app.link(src),
        alt: media.alt.clone(),
        width: if width == 0 { SHOWN } else { width.min(SHOWN) },
        caption: media.caption.clone(),
        credit: media.credit.clone(),
    })
}

/// Articles that are pointed to.
pub(super) async fn cards(app: &App, tx: &mut Tx, site: &Site, rows: &[articles::Card]) -> Result<Vec<Card>, Error> {
    let labels = if rows.is_empty() { Vec::new() } else { sections::all(tx).await? };
    let mut cards = Vec::with_capacity(rows.len());
    for row in rows {
        let tag = tag(&row.language)?;
        let label = labels.iter().find(|section| Some(section.id) == row.section);
        let label = label.and_then(|section| naming::best(&section.names, &row.language, site.identity.main_language()));
        cards.push(Card {
            headline: typography(&row.headline, &tag),
            url: app.link(&encoded(&row.path)),
            excerpt: typography(&row.excerpt, &tag),
            section: label.map(|name| name.name.clone()).unwrap_or_default(),
        });
    }
    Ok(cards)
}

/// The message of a newsletter: from the site, answered to a mailbox people read, as a mail of a list. Its links carry the
/// mailing's mark where the newsletter counts.
pub(super) fn compose(
    app: &App,
    site: &Site,
    newsletter: &Newsletter,
    (mailing, subject): (Id, String),
    parts: (String, String),
) -> Result<Variant, Error> {
    let main = site.identity.main_language();
    let host = super::send::host(app);
    let slug = naming::best(&newsletter.names, &newsletter.language, main).map_or("", |name| name.slug.as_str());
    let word = site::word(&newsletter.language, Word::Newsletter);
    let (html, text, links) =
        if newsletter.counted { marked::both(parts, &app.settings.address, mailing) } else { (parts.0, parts.1, Vec::new()) };
    let message = mail::compose(&mail::Message {
        from: mail::Mailbox { name: site.identity.name.clone(), address: site.mail.from.clone() },
        reply_to: mail::Mailbox { name: site.identity.name.clone(), address: site.mail.reply_to.clone() },
        subject: subject.clone(),
        date: app.now() / MICROS_PER_SECOND,
        language: newsletter.language.clone(),
        html,
        text,
        list: Some(mail::List {
            name: name(newsletter, &newsletter.language, main),
            id: format!("{slug}.{word}.{host}"),
            feedback: format!("{mailing:x}:{slug}:{host}"),
            archive: newsletters::archive_path(newsletter, main).map(|path| app.link(&path)).unwrap_or_default(),
        }),
    })
    .map_err(Error::broken)?;
    Ok(Variant { newsletter: newsletter.id, language: newsletter.language.clone(), subject, message, links })
}
