//! Past mailings of a newsletter: the list (`/lettre/la-semaine`), one of them (`/lettre/la-semaine/2a`), the feeds.
//!
//! Guarantees: made of articles and of the newsroom's own words, never of a message to somebody. Only of newsletters that show them.

use language::typography;
use newsroom::changes::Key;
use newsroom::mailings::{self, Shown};
use newsroom::newsletters::{self, Newsletter};
use newsroom::{Id, Tx};
use theme::site::{Card, Head, Link, ListPage};

use super::feeds::{self, Format};
use super::{cards, frame, lists, subscribe};
use crate::pages::{self, Ask, Page};
use crate::web::encode_path;
use crate::{Failure, Web};

/// Mailings on a page of the list.
const ON_A_PAGE: i64 = 30;
/// Before the number of the mailing that a further page begins after.
const BEFORE: &str = "-";

/// Answers an address below the newsletters' own page. None: it belongs to no newsletter that is shown.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Option<Page>, Failure> {
    let (language, main) = (ask.language.as_str(), ask.main.as_str());
    if !ask.path.strip_prefix(&subscribe::path(language, main)).is_some_and(|rest| rest.starts_with('/')) {
        return Ok(None);
    }
    let all = newsletters::all(tx).await?;
    let Some((newsletter, rest)) = newsletters::archived_at(&all, main, &ask.path) else {
        return Ok(None);
    };
    let number = |text: &str| Id::from_str_radix(text, 16).ok().filter(|id| *id > 0 && format!("{id:x}") == text);
    if rest.is_empty() {
        return list(web, tx, ask, newsletter, None).await.map(Some);
    }
    if let Some(before) = rest.strip_prefix(BEFORE) {
        return match number(before) {
            Some(before) => list(web, tx, ask, newsletter, Some(before)).await.map(Some),
            None => Ok(None),
        };
    }
    match number(rest) {
        Some(id) => one(web, tx, ask, newsletter, id).await.map(Some),
        None => Ok(None),
    }
}

fn base(newsletter: &Newsletter, ask: &Ask) -> Result<String, Failure> {
    newsletters::archive_path(newsletter, ask.main.as_str()).ok_or(Failure::NotFound)
}

/// The keys of a page that shows these.
fn keys(newsletter: &Newsletter, shown: &[Shown]) -> Vec<Key> {
    let articles = shown.iter().flat_map(|one| one.past.article.into_iter().chain(one.cards.iter().map(|card| card.id)));
    [Key::Mailings(newsletter.id)].into_iter().chain(articles.map(Key::Article)).collect()
}

async fn list(web: &Web, tx: &mut Tx, ask: &Ask, newsletter: &Newsletter, before: Option<Id>) -> Result<Page, Failure> {
    let base = base(newsletter, ask)?;
    let mut all = mailings::past(tx, newsletter.id, before, ON_A_PAGE + 1).await?;
    let is_more = i64::try_from(all.len()).map_err(Failure::broken)? > ON_A_PAGE;
    all.truncate(usize::try_from(ON_A_PAGE).map_err(Failure::broken)?);
    let older = all.last().filter(|_| is_more).map(|last| encode_path(&format!("{base}/{BEFORE}{:x}", last.past.id)));
    let mut shown = Vec::new();
    for mailing in &all {
        shown.extend(card(tx, ask, &base, mailing).await?);
    }
    let title = frame::name_in(&newsletter.names, ask);
    let context = ListPage {
        head: Head {
            title: format!("{} – {title}", web.text(&ask.language, "site-mailings", "")),
            canonical: Some(web.app.link(&encode_path(&ask.path))),
            feeds: feeds::links(web, ask, &base, &title),
            kind: "website".to_owned(),
            next: older.clone().map(|path| web.app.link(&path)),
            ..Head::default()
        },
        links: vec![Link::new(subscribe::path(ask.language.as_str(), ask.main.as_str()), web.text(&ask.language, "site-newsletters", ""))],
        newest: before.map(|_| encode_path(&base)),
        older,
        ..page(web, tx, ask, &title, shown).await?
    };
    pages::html(web, &ask.language, "site/list.html", &context, keys(newsletter, &all))
}

/// A page with these cards and nothing else.
async fn page(web: &Web, tx: &mut Tx, ask: &Ask, title: &str, cards: Vec<Card>) -> Result<ListPage, Failure> {
    Ok(ListPage {
        site: frame::site(web, tx, ask).await?,
        head: Head::default(),
        kind: "mailings".to_owned(),
        kicker: web.text(&ask.language, "site-mailings", ""),
        title: typography(title, &ask.language),
        introduction: String::new(),
        portrait: None,
        cards,
        newest: None,
        older: None,
        links: Vec::new(),
    })
}

/// A mailing in the list: an article's is the article, a digest has a page of its own. None: nothing of it can be read any more.
async fn card(tx: &mut Tx, ask: &Ask, base: &str, mailing: &Shown) -> Result<Option<Card>, Failure> {
    if mailing.past.article.is_some() {
        return Ok(cards::cards(tx, ask, &mailing.cards).await?.pop());
    }
    if mailing.cards.is_empty() {
        return Ok(None);
    }
    let (zone, at) = (&ask.around.site.identity.zone, mailing.past.at);
    Ok(Some(Card {
        href: encode_path(&format!("{base}/{:x}", mailing.past.id)),
        headline: typography(&mailing.past.subject, &ask.language),
        section: String::new(),
        date: theme::dates::full(at, zone, &ask.language).map_err(Failure::broken)?,
        datetime: theme::dates::iso(at, zone).map_err(Failure::broken)?,
        excerpt: headlines(mailing, &ask.language),
        lang: None,
        image: None,
    }))
}

/// The first of its articles, in words.
fn headlines(mailing: &Shown, language: &language::Tag) -> String {
    let first = mailing.cards.iter().take(3).map(|card| typography(&card.headline, language));
    first.collect::<Vec<_>>().join(" · ")
}

/// The web view of a mailing. An article's is the article itself.
async fn one(web: &Web, tx: &mut Tx, ask: &Ask, newsletter: &Newsletter, id: Id) -> Result<Page, Failure> {
    let base = base(newsletter, ask)?;
    let mailing = mailings::shown(tx, newsletter.id, id).await?.ok_or(Failure::NotFound)?;
    let keys = keys(newsletter, std::slice::from_ref(&mailing));
    let Some(first) = mailing.cards.first() else {
        return Err(Failure::NotFound);
    };
    if mailing.past.article.is_some() {
        return Ok(Page::moved(&first.path).with_keys(keys));
    }
    let shown = cards::cards(tx, ask, &mailing.cards).await?;
    let context = ListPage {
        head: Head {
            title: mailing.past.subject.clone(),
            description: headlines(&mailing, &ask.language),
            canonical: Some(web.app.link(&encode_path(&ask.path))),
            kind: "website".to_owned(),
            ..Head::default()
        },
        kicker: String::new(),
        introduction: lists::paragraphs(&mailing.past.note, &ask.language),
        links: vec![Link::new(
            encode_path(&base),
            web.text(&ask.language, "site-newsletters-past", &frame::name_in(&newsletter.names, ask)),
        )],
        ..page(web, tx, ask, &mailing.past.subject, shown).await?
    };
    pages::html(web, &ask.language, "site/list.html", &context, keys)
}

/// The feed of the list at `base`: articles whole, digests as their list. None: there is no such list.
pub async fn feed(web: &Web, tx: &mut Tx, ask: &Ask, base: &str, format: Format) -> Result<Option<Page>, Failure> {
    let all = newsletters::all(tx).await?;
    let Some((newsletter, "")) = newsletters::archived_at(&all, ask.main.as_str(), base) else {
        return Ok(None);
    };
    let shown = mailings::past(tx, newsletter.id, None, ON_A_PAGE).await?;
    let mut items = Vec::new();
    for mailing in &shown {
        let Some(first) = mailing.cards.first() else {
            continue;
        };
        if mailing.past.article.is_some() {
            items.extend(feeds::item(web, tx, ask, first).await?);
            continue;
        }
        let links = mailing.cards.iter().map(|card| {
            let href = lists::escape(&web.app.link(&encode_path(&card.path)));
            let excerpt = lists::paragraphs(&card.excerpt, &ask.language);
            format!("<h2><a href=\"{href}\">{}</a></h2>{excerpt}", lists::escape(&typography(&card.headline, &ask.language)))
        });
        let html = lists::paragraphs(&mailing.past.note, &ask.language) + &links.collect::<String>();
        items.push(feeds::Item {
            id: format!("{}/#mailing-{}", web.app.settings.address, mailing.past.id),
            is_link: false,
            href: web.app.link(&encode_path(&format!("{base}/{:x}", mailing.past.id))),
            title: typography(&mailing.past.subject, &ask.language),
            excerpt: headlines(mailing, &ask.language),
            html,
            at: mailing.past.at,
            changed: mailing.past.at,
            section: String::new(),
            authors: Vec::new(),
            image: None,
        });
    }
    let name = newsletter.names.get(ask.language.as_str()).map(|name| name.text.clone()).unwrap_or_default();
    let title = format!("{} – {}", frame::name_in(&newsletter.names, ask), ask.around.site.identity.name);
    let keys: Vec<Key> = keys(newsletter, &shown).into_iter().chain([Key::Newsletters, Key::Navigation]).collect();
    feeds::whole(web, ask, base, (title, name), items, format).map(|page| Some(page.with_keys(keys)))
}
