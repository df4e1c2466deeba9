//! Addresses of the WordPress site that stood here before, as far as rules answer them: feeds, paged lists, date archives,
//! numbers in the query, resized uploads, sitemaps. Whatever was imported one by one stands in the address table.
//!
//! Guarantee: an answer leads to an address that stands here now, or says 410; anything else is left to the 404.

use newsroom::addresses::{self, Kind};
use newsroom::changes::Key;
use newsroom::site::{Word, word};
use newsroom::{Error, Tx};

use crate::Failure;
use crate::pages::{Ask, Page};

/// Where WordPress's own machinery stood: nothing will ever be there again.
const GONE: &[&str] = &[
    "/xmlrpc.php",
    "/wp-login.php",
    "/wp-admin",
    "/wp-json",
    "/wp-cron.php",
    "/wp-trackback.php",
    "/wp-comments-post.php",
    "/wp-signup.php",
    "/wp-includes",
    "/wp-content/plugins",
    "/wp-content/themes",
    "/comments/feed",
    "/wlwmanifest.xml",
];

/// What an old address answers, if a rule knows it. Ask when no row of the address table does, and on `/` with a query.
pub async fn answer(tx: &mut Tx, ask: &Ask) -> Result<Option<Page>, Failure> {
    let found = find(tx, ask).await?;
    Ok(found.map(|answer| match answer {
        Answer::Moved(to, keys) => Page::moved(&to).with_keys(keys).with_keys([Key::Path(ask.path.clone())]),
        Answer::Gone => Page::new("text/plain; charset=utf-8", b"410 Gone\n".to_vec()).with_status(axum::http::StatusCode::GONE),
    }))
}

enum Answer {
    Moved(String, Vec<Key>),
    Gone,
}

impl Answer {
    fn to(path: impl Into<String>) -> Answer {
        let path = path.into();
        Answer::Moved(path.clone(), vec![Key::Path(path)])
    }
}

async fn find(tx: &mut Tx, ask: &Ask) -> Result<Option<Answer>, Error> {
    let path = ask.path.as_str();
    if GONE.iter().any(|gone| path == *gone || path.strip_prefix(gone).is_some_and(|rest| rest.starts_with('/'))) {
        return Ok(Some(Answer::Gone));
    }
    if path == "/" {
        return by_query(tx, ask).await;
    }
    if is_sitemap(path) {
        return Ok(Some(Answer::to("/sitemap.xml")));
    }
    if let Some(rest) = path.strip_prefix("/index.php") {
        return Ok(Some(match lead(tx, rest).await? {
            Some(to) => Answer::to(to),
            None => Answer::to(if rest.is_empty() { "/" } else { rest }),
        }));
    }
    if let Some(base) = feed_base(path) {
        return feed_of(tx, base, path.ends_with("/atom")).await;
    }
    if let Some(archive) = archive(ask, path) {
        return Ok(Some(Answer::to(archive)));
    }
    if let Some(original) = original_of(path) {
        return Ok(lead(tx, &original).await?.map(Answer::to));
    }
    if let Some(base) = list_base(path) {
        return if base.is_empty() { Ok(Some(Answer::to("/"))) } else { Ok(lead(tx, base).await?.map(Answer::to)) };
    }
    Ok(None)
}

/// Where an address of the table leads now.
async fn lead(tx: &mut Tx, path: &str) -> Result<Option<String>, Error> {
    let Some(row) = addresses::lookup(tx, path).await? else {
        return Ok(None);
    };
    match (row.state.as_str(), Kind::parse(&row.kind)) {
        ("current", _) => Ok(Some(row.path)),
        ("moved", Some(Kind::Redirect)) => Ok(Some(row.target)),
        ("moved", Some(kind)) => addresses::current(tx, kind, row.subject, &row.language).await,
        _ => Ok(None),
    }
}

/// `?p=12`, `?page_id=12`, `?attachment_id=12`, `?cat=3`, `?author=2`, `?tag=x`, `?m=201409`, `?feed=rss2`.
async fn by_query(tx: &mut Tx, ask: &Ask) -> Result<Option<Answer>, Error> {
    let given = |name: &str| Some(ask.get(name)).filter(|value| !value.is_empty());
    let numbered = ["p", "page_id", "attachment_id"].iter().find_map(|name| given(name)).map(|number| format!("/?p={number}"));
    let listed = given("cat").map(|number| format!("/?cat={number}"));
    let listed = listed.or_else(|| given("author").map(|number| format!("/?author={number}")));
    let listed = listed.or_else(|| given("tag").map(|slug| format!("/tag/{slug}")));
    if let Some(number) = numbered {
        return Ok(lead(tx, &number).await?.map(Answer::to));
    }
    if let Some(kind) = given("feed") {
        return match listed {
            Some(list) => feed_of(tx, &list, kind == "atom").await,
            None => Ok(Some(Answer::to(feed("", kind == "atom")))),
        };
    }
    if let Some(list) = listed {
        return Ok(lead(tx, &list).await?.map(Answer::to));
    }
    if let Some(month) = given("m") {
        let (year, rest) = month.split_at_checked(4).unwrap_or((month, ""));
        return Ok(archive(ask, &format!("/{year}/{}", rest.get(..2).unwrap_or_default())).map(Answer::to));
    }
    Ok(given("paged").map(|_| Answer::to("/")))
}

/// The feed of a list that stands at `base` here.
fn feed(base: &str, atom: bool) -> String {
    format!("{}/{}", base.trim_end_matches('/'), if atom { "feed.atom" } else { "feed.xml" })
}

/// The feed of whatever an old path leads to: of a list its own, of an article (it told of comments) the article.
async fn feed_of(tx: &mut Tx, base: &str, atom: bool) -> Result<Option<Answer>, Error> {
    if base.is_empty() {
        return Ok(Some(Answer::to(feed("", atom))));
    }
    let Some(row) = addresses::lookup(tx, base).await? else {
        return Ok(None);
    };
    let is_list = matches!(Kind::parse(&row.kind), Some(Kind::Section | Kind::Topic | Kind::Contributor));
    Ok(lead(tx, base).await?.map(|path| if is_list { Answer::Moved(feed(&path, atom), vec![Key::Path(path)]) } else { Answer::to(path) }))
}

/// `/x/feed`, `/x/feed/rss2`, `/x/rss` without its end: "" for the site's own.
fn feed_base(path: &str) -> Option<&str> {
    let path = ["/rss2", "/rss", "/rdf", "/atom"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(path);
    let base = path.strip_suffix("/feed");
    // "/rss" and "/atom" alone were feeds as well.
    base.or(if path.is_empty() { Some("") } else { None })
}

/// What stood on several pages, without the page: `/x/page/3`, `/x/comment-page-2`, `/x/2`, `/x/amp`, `/x/embed`, `/x/trackback`.
fn list_base(path: &str) -> Option<&str> {
    let (base, last) = path.rsplit_once('/')?;
    let is_number = |text: &str| !text.is_empty() && text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(last) {
        return Some(base.strip_suffix("/page").unwrap_or(base)).filter(|base| !base.is_empty() || path.starts_with("/page/"));
    }
    let ends = last.strip_prefix("comment-page-").is_some_and(is_number) || matches!(last, "amp" | "embed" | "trackback");
    (ends && !base.is_empty()).then_some(base)
}

/// `/2014`, `/2014/09`, `/2014/09/30`, with or without `/page/N`: the archive of the month here, or of all months.
fn archive(ask: &Ask, path: &str) -> Option<String> {
    let mut parts = path.split('/').skip(1);
    let year = parts.next().filter(|year| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = Some(year).filter(|year| (1990..2100).contains(&year.parse().unwrap_or(0)))?;
    let two = |text: &&str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = parts.take_while(|part| *part != "page").filter(|part| !part.is_empty()).collect();
    if rest.len() > 2 || !rest.iter().all(two) {
        return None;
    }
    let base = format!("/{}", word(ask.main.as_str(), Word::Archive));
    let month = rest.first().filter(|month| (1..=12).contains(&month.parse().unwrap_or(0)));
    Some(month.map_or_else(|| base.clone(), |month| format!("{base}/{year}/{month}")))
}

/// `/wp-sitemap-posts-post-1.xml` and the like, of WordPress and its best known plugins.
fn is_sitemap(path: &str) -> bool {
    let Some(name) = path.strip_prefix('/').filter(|name| !name.contains('/')) else {
        return false;
    };
    let named = ["sitemap_index.xml", "sitemap.xml.gz", "sitemap-index.xml", "main-sitemap.xsl", "news-sitemap.xml", "sitemap-news.xml"];
    let stem = name.strip_suffix(".xml").unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
    named.contains(&name) || name.starts_with("wp-sitemap") || (stem.ends_with("-sitemap")) || stem.starts_with("sitemap-")
}

/// The upload of which a path is a smaller or altered copy: `a-300x200.jpg`, `a-scaled.jpg`, `a-e1400000000000.jpg`.
fn original_of(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.').filter(|(_, extension)| !extension.contains('/'))?;
    let (name, mark) = stem.rsplit_once('-')?;
    let number = |text: &str, longest: usize| !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit());
    let resized = mark.split_once('x').is_some_and(|(width, height)| number(width, 5) && number(height, 5));
    let edited = mark.strip_prefix('e').is_some_and(|digits| digits.len() >= 10 && number(digits, 20));
    (resized || edited || mark == "scaled" || mark == "rotated").then(|| format!("{name}.{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feeds_and_pages_are_told_from_what_they_belong_to() {
        assert_eq!(feed_base("/category/x/feed"), Some("/category/x"));
        assert_eq!(feed_base("/feed/rss2"), Some(""));
        assert_eq!(feed_base("/atom"), Some(""));
        assert_eq!(feed_base("/serbie/feeder"), None);
        assert_eq!(list_base("/page/3"), Some(""));
        assert_eq!(list_base("/tag/x/page/3"), Some("/tag/x"));
        assert_eq!(list_base("/2014/09/30/titre/2"), Some("/2014/09/30/titre"));
        assert_eq!(list_base("/titre/comment-page-1"), Some("/titre"));
        assert_eq!(list_base("/titre"), None);
    }

    #[test]
    fn sitemaps_of_wordpress_and_its_plugins_are_known() {
        for path in ["/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml", "/sitemap_index.xml", "/post-sitemap2.xml", "/category-sitemap.xml"]
        {
            assert!(is_sitemap(path), "{path}");
        }
        assert!(!is_sitemap("/plan-du-site"));
    }
}
