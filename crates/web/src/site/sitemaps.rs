//! For search engines: the sitemap's index, one sitemap a month and language, the news sitemap, robots.txt.

use newsroom::articles::{self, Card};
use newsroom::changes::Key;
use newsroom::{MICROS_PER_SECOND, Tx};

use super::archive::{bounds, months};
use super::lists::escape;
use crate::pages::{Ask, Page};
use crate::web::encode_path;
use crate::{Failure, Web};

const XML: &str = "application/xml; charset=utf-8";
/// A news sitemap holds articles of the last two days, at most 1,000 of them.
const NEWS_AGE: i64 = 48 * 3600 * MICROS_PER_SECOND;
const NEWS_COUNT: i64 = 1_000;
/// A sitemap holds at most 50,000 addresses (sitemaps.org).
const MOST: i64 = 50_000;

/// robots.txt.
pub async fn robots(web: &Web, _tx: &mut Tx, _ask: &Ask) -> Result<Page, Failure> {
    let text = format!("User-agent: *\nDisallow: /desk/\nDisallow: /preview/\n\nSitemap: {}\n", web.app.link("/sitemap.xml"));
    Ok(Page::new("text/plain; charset=utf-8", text.into_bytes()))
}

/// The index of all sitemaps.
pub async fn index(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Page, Failure> {
    let identity = &ask.around.site.identity;
    let mut keys = Vec::new();
    let mut body =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    let mut add = |path: &str| body.push_str(&format!("<sitemap><loc>{}</loc></sitemap>\n", escape(&web.app.link(path))));
    add("/sitemaps/news.xml");
    for language in &identity.languages {
        keys.push(Key::Archive(language.clone()));
        for (year, month) in months(tx, language, &identity.zone).await? {
            add(&format!("/sitemaps/{language}-{year}-{month:02}.xml"));
        }
    }
    body.push_str("</sitemapindex>\n");
    Ok(Page::new(XML, body.into_bytes()).with_keys(keys))
}

/// `/sitemaps/news.xml`, `/sitemaps/fr-2026-09.xml`.
pub async fn one(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Page, Failure> {
    let file = ask.path.rsplit('/').next().and_then(|file| file.strip_suffix(".xml")).ok_or(Failure::NotFound)?;
    if file == "news" {
        return news(web, tx, ask).await;
    }
    let mut parts = file.rsplitn(3, '-');
    let (Some(month), Some(year), Some(language)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(Failure::NotFound);
    };
    let (Ok(year @ 1000..=9000), Ok(month @ 1..=12)) = (year.parse::<i16>(), month.parse::<i8>()) else {
        return Err(Failure::NotFound);
    };
    let identity = &ask.around.site.identity;
    if !identity.languages.iter().any(|known| known == language) {
        return Err(Failure::NotFound);
    }
    let rows = articles::by_month(tx, language, bounds(&identity.zone, year, month)?, None, MOST).await?;
    let mut body =
        String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for row in &rows {
        let changed = theme::dates::iso(row.readers_told_at.unwrap_or(row.published_at), &identity.zone).map_err(Failure::broken)?;
        body.push_str(&format!("<url><loc>{}</loc><lastmod>{changed}</lastmod></url>\n", address(web, row)));
    }
    body.push_str("</urlset>\n");
    Ok(Page::new(XML, body.into_bytes()).with_keys([Key::Archive(language.to_owned())]))
}

fn address(web: &Web, row: &Card) -> String {
    escape(&web.app.link(&encode_path(&row.path)))
}

async fn news(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Page, Failure> {
    let identity = &ask.around.site.identity;
    let since = web.app.now() - NEWS_AGE;
    let mut oldest = None;
    let mut keys = Vec::new();
    let mut body = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n",
    );
    for language in &identity.languages {
        keys.push(Key::Archive(language.clone()));
        for row in articles::by_month(tx, language, (since, i64::MAX), None, NEWS_COUNT).await? {
            let date = theme::dates::iso(row.published_at, &identity.zone).map_err(Failure::broken)?;
            body.push_str(&format!(
                "<url><loc>{}</loc><news:news><news:publication><news:name>{}</news:name><news:language>{}</news:language></news:publication>\
                 <news:publication_date>{date}</news:publication_date><news:title>{}</news:title></news:news></url>\n",
                address(web, &row),
                escape(&identity.name),
                language.split('-').next().unwrap_or(language),
                escape(&row.headline),
            ));
            oldest = Some(oldest.map_or(row.published_at, |before: i64| before.min(row.published_at)));
        }
    }
    body.push_str("</urlset>\n");
    // The oldest article leaves the news when it is two days old, without any change.
    let page = Page::new(XML, body.into_bytes()).with_keys(keys);
    Ok(Page { fresh_until: oldest.map(|at| at + NEWS_AGE), ..page })
}
