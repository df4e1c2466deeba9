//! Reader pages: from a request to bytes, through the page cache.
//!
//! A page is rendered in ONE read transaction that also notes how far the change log was; it is kept under its canonical
//! path and allow-listed query until one of the keys it names changes. Reader pages never read cookies, and a GET never
//! writes.

mod cache;
mod follow;
mod stored;

use std::pin::Pin;
use std::sync::Arc;

use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::Response;
use language::Tag;
use newsroom::changes::{self, Key};
use newsroom::{Timestamp, Tx, mailings};
use serde::Serialize;

pub use cache::{Found, Pages, Place};
pub use follow::{NAME, follow, step};
pub use stored::Stored;

use crate::site::around::Around;
use crate::{Failure, Web};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The path, percent-decoded, without a slash at the end (the root is `/`).
    pub path: String,
    /// The path without its language's prefix; `/` for a language's home.
    pub inner: String,
    /// The parts of the query that the page allows, in the order it lists them.
    pub query: Vec<(String, String)>,
    /// The language of the path.
    pub language: Tag,
    /// The site's main language.
    pub main: Tag,
    /// What is the same around every page.
    pub around: Arc<Around>,
}

impl Ask {
    /// One part of the query; empty when it was not given.
    pub fn get(&self, name: &str) -> &str {
        self.query.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value.as_str())
    }
}

/// A rendered page, before it is encoded.
#[derive(Clone, Debug)]
pub struct Page {
    /// The status.
    pub status: StatusCode,
    /// The Content-Type.
    pub content_type: String,
    /// The body.
    pub body: Vec<u8>,
    /// What it depends on.
    pub keys: Vec<Key>,
    /// The same in the log's own words.
    pub raw_keys: Vec<String>,
    /// After this moment it is rendered again.
    pub fresh_until: Option<Timestamp>,
    /// Further headers.
    pub headers: HeaderMap,
}

impl Page {
    /// A page of 200 that depends on the theme only.
    pub fn new(content_type: &str, body: Vec<u8>) -> Page {
        Page {
            status: StatusCode::OK,
            content_type: content_type.to_owned(),
            body,
            keys: vec![Key::Theme],
            raw_keys: Vec::new(),
            fresh_until: None,
            headers: HeaderMap::new(),
        }
    }

    /// The same page, depending on these too.
    #[must_use]
    pub fn with_keys(mut self, keys: impl IntoIterator<Item = Key>) -> Page {
        self.keys.extend(keys);
        self
    }

    /// The same page with another status.
    #[must_use]
    pub fn with_status(mut self, status: StatusCode) -> Page {
        self.status = status;
        self
    }

    /// The same page with a header; a value that cannot stand in one is left out.
    #[must_use]
    pub fn with_header(mut self, name: HeaderName, value: &str) -> Page {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// The same page, whose policy lets frames load from these hosts; none, and it is as it was.
    #[must_use]
    pub fn with_frames(self, hosts: &[&str]) -> Page {
        if hosts.is_empty() {
            return self;
        }
        self.with_header(header::CONTENT_SECURITY_POLICY, &crate::guard::headers::reader_policy(hosts))
    }

    /// "Moved for ever to" (301). `to` is a path of this site, decoded, or a full address.
    pub fn moved(to: &str) -> Page {
        // Two slashes at the beginning would name another site.
        let to = if to.starts_with("//") { format!("/{}", to.trim_start_matches('/')) } else { to.to_owned() };
        Page::new("text/plain; charset=utf-8", Vec::new())
            .with_status(StatusCode::MOVED_PERMANENTLY)
            .with_header(header::LOCATION, &crate::web::encode_path(&to))
    }
}

/// The HTML page of a template, which depends on the theme, the navigation, the newsletters on offer and `keys`.
pub fn html(
    web: &Web,
    language: &Tag,
    template: &str,
    context: &impl Serialize,
    keys: impl IntoIterator<Item = Key>,
) -> Result<Page, Failure> {
    let text = web.app.theme.render(template, language, context).map_err(Failure::broken)?;
    Ok(Page::new("text/html; charset=utf-8", text.into_bytes()).with_keys([Key::Navigation, Key::Newsletters]).with_keys(keys))
}

/// A rendering under way.
pub type Rendering<'a> = Pin<Box<dyn Future<Output = Result<Page, Failure>> + Send + 'a>>;

/// What renders a kind of page.
pub type Render = for<'a> fn(&'a Web, &'a mut Tx, &'a Ask) -> Rendering<'a>;

/// A handler that answers from the page cache: `cached!(site::home::render)`, with allowed parts of the query
/// `cached!(site::list::render, ["page"])`.
#[macro_export]
macro_rules! cached {
    ($render:path) => {
        $crate::cached!($render, [])
    };
    ($render:path, [$($query:literal),*]) => {
        |axum::extract::State(web): axum::extract::State<$crate::Web>, request: axum::extract::Request| async move {
            let (parts, _) = request.into_parts();
            $crate::pages::answer(&web, &parts, &[$($query),*], |web, tx, ask| Box::pin($render(web, tx, ask))).await
        }
    };
}

/// Answers a request from the cache, rendering on a miss.
pub async fn answer(web: &Web, request: &Parts, allowed: &[&str], render: Render) -> Result<Response, Failure> {
    let path = crate::web::decode_path(request.uri.path());
    // An old address may begin with two slashes; led to itself without its last slash, it would name another site.
    let path = if path.starts_with("//") { format!("//{}", path.trim_matches('/')) } else { path };
    if let Some(canonical) = without_slash(&path) {
        let query = request.uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Ok(Stored::new(Page::moved(&(canonical.to_owned() + &query))).answer(&request.headers));
    }
    count(web, request);
    let query = crate::web::query(request.uri.query().unwrap_or_default(), allowed);
    let key = cache_key(&path, &query);
    let place = match web.pages.find(&key, web.app.now()).await {
        Found::Page(page) => return Ok(page.answer(&request.headers)),
        Found::Place(place) => place,
    };
    let (page, number) = fresh(web, path, query, render).await?;
    let stored = Arc::new(Stored::new(page));
    place.keep(Arc::clone(&stored), number);
    Ok(stored.answer(&request.headers))
}

/// A page that is asked for by a mailing's link is counted, in memory: the page itself is the same for all. What a browser only
/// fetches beforehand is not.
fn count(web: &Web, request: &Parts) {
    let ahead = ["sec-purpose", "purpose"].iter().any(|name| request.headers.contains_key(*name));
    let Some(query) = request.uri.query().filter(|_| request.method == Method::GET && !ahead) else {
        return;
    };
    if let Some((_, mark)) = crate::web::query(query, &[mailings::MARK]).pop() {
        web.app.followed.note(&mark, request.uri.path());
    }
}

/// The answer to a plain GET of a page that is kept; None: the router knows. Nothing is waited for, rendered or written.
pub fn quick(web: &Web, method: &Method, uri: &Uri, headers: &HeaderMap) -> Option<Response> {
    if method != Method::GET || uri.query().is_some() || !crate::guard::is_own_host(web, headers) {
        return None;
    }
    let page = web.pages.peek(&crate::web::decode_path(uri.path()), web.app.now())?;
    Some(page.answer(headers))
}

/// Renders a page, with the change number it saw.
pub async fn fresh(web: &Web, path: String, query: Vec<(String, String)>, render: Render) -> Result<(Page, i64), Failure> {
    let mut tx = web.app.read().await?;
    let head = changes::head(&mut tx).await?;
    let around = web.around.at(&mut tx, &head).await?;
    let ask = ask(around, path, query)?;
    let page = match render(web, &mut tx, &ask).await {
        Ok(page) => page,
        Err(failure) => crate::error::page(web, &mut tx, &ask, &failure).await?,
    };
    Ok((page, head.last))
}

/// What a path asks for: its language by its prefix.
pub fn ask(around: Arc<Around>, path: String, query: Vec<(String, String)>) -> Result<Ask, Failure> {
    let identity = &around.site.identity;
    let tag = |text: &str| Tag::parse(text).map_err(Failure::broken);
    let main = tag(identity.main_language())?;
    for other in identity.languages.iter().skip(1) {
        let prefix = newsroom::addresses::prefix(other, identity.main_language());
        let inner = path.strip_prefix(&prefix).filter(|rest| rest.is_empty() || rest.starts_with('/'));
        if let Some(inner) = inner {
            let inner = if inner.is_empty() { "/".to_owned() } else { inner.to_owned() };
            return Ok(Ask { inner, path, query, language: tag(other)?, main, around: Arc::clone(&around) });
        }
    }
    Ok(Ask { inner: path.clone(), path, query, language: main.clone(), main, around })
}

fn without_slash(path: &str) -> Option<&str> {
    let bare = path.trim_end_matches('/');
    match bare {
        "" if path == "/" => None,
        "" => Some("/"),
        _ if bare.len() == path.len() => None,
        _ => Some(bare),
    }
}

fn cache_key(path: &str, query: &[(String, String)]) -> String {
    let mut key = path.to_owned();
    for (index, (name, value)) in query.iter().enumerate() {
        key.push(if index == 0 { '?' } else { '&' });
        key.push_str(name);
        key.push('=');
        key.push_str(value);
    }
    key
}
