//! What every handler is given, and the small things of HTTP that many need.

use std::sync::Arc;

use axum::response::{IntoResponse, Redirect, Response};
use language::Tag;
use newsroom::App;

use crate::guard::{Crowd, Network};
use crate::pages::Pages;

/// What the operator decides about answering by HTTP.
#[derive(Clone, Debug)]
pub struct Options {
    /// Proxies whose word about a reader's address is believed.
    pub trusted: Vec<Network>,
    /// Bytes of the page cache; 0 turns it off.
    pub page_cache: u64,
    /// Whether requests to another host are led to the site's own.
    pub one_host: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options { trusted: Network::loopback(), page_cache: 64 << 20, one_host: true }
    }
}

/// The state of the router. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Web {
    /// The application.
    pub app: App,
    /// The page cache.
    pub pages: Arc<Pages>,
    /// The operator's options.
    pub options: Arc<Options>,
    /// Whether readers can be told apart.
    pub crowd: Arc<Crowd>,
    /// What stands around every reader page.
    pub around: Arc<crate::site::around::Kept>,
}

impl Web {
    /// The state for an application.
    pub fn new(app: App, options: Options) -> Web {
        Web {
            app,
            pages: Arc::new(Pages::new(options.page_cache)),
            options: Arc::new(options),
            crowd: Arc::default(),
            around: Arc::default(),
        }
    }

    /// A phrase in a language; `value` is what it names, empty for nothing.
    pub fn text(&self, language: &Tag, key: &str, value: &str) -> String {
        self.app.theme.text(language, key, &[("value", theme::Value::from(value))])
    }

    /// A phrase that counts things (`count`).
    pub fn count(&self, language: &Tag, key: &str, count: usize) -> String {
        self.app.theme.text(language, key, &[("count", theme::Value::from(count))])
    }

    /// Whether the site is reached by https.
    pub fn is_secure(&self) -> bool {
        self.app.settings.address.starts_with("https:")
    }

    /// Waits, at most a second, until readers see what change `number` did.
    pub async fn published(&self, number: i64) {
        let patience = std::time::Duration::from_secs(1);
        let reached = |name| self.app.watch.reached(name, number, patience);
        let (pages, search) = tokio::join!(reached(crate::pages::NAME), reached(newsroom::indexing::NAME));
        if !pages {
            tracing::warn!(number, "the page cache is more than a second behind");
        }
        if !search {
            tracing::warn!(number, "search is more than a second behind");
        }
    }
}

/// After a POST that worked: 303 to `path`, whose page says the phrase `said-{said}`.
pub fn done(path: &str, said: &str) -> Response {
    let sign = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{sign}said={said}")).into_response()
}

/// A path with its percent-encoding resolved; what is no UTF-8 is replaced.
pub fn decode_path(path: &str) -> String {
    decode(path, false)
}

/// Resolves percent-encoding; with `plus`, `+` is a space (forms).
pub(crate) fn decode(text: &str, plus: bool) -> String {
    if !text.bytes().any(|byte| byte == b'%' || (plus && byte == b'+')) {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let ahead = rest.clone();
                match hex_pair(&mut rest) {
                    Some(value) => bytes.push(value),
                    None => {
                        bytes.push(b'%');
                        rest = ahead;
                    }
                }
            }
            b'+' if plus => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).replace('\0', "")
}

fn hex_pair(rest: &mut impl Iterator<Item = u8>) -> Option<u8> {
    let mut digit = || char::from(rest.next()?).to_digit(16);
    let (high, low) = (digit()?, digit()?);
    u8::try_from(high * 16 + low).ok()
}

/// A path or address as it may stand in a header or a link: everything beyond ASCII, spaces and quotes percent-encoded.
pub fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !matches!(byte, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// A text as one value of a query.
pub fn encode_value(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

/// The pairs of a query or of a form's body.
pub fn pairs(text: &str) -> Vec<(String, String)> {
    text.split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode(name, true), decode(value, true))
        })
        .collect()
}

/// The allowed pairs of a query, in the order they are allowed; empty ones are left out.
pub fn query(text: &str, allowed: &[&str]) -> Vec<(String, String)> {
    if allowed.is_empty() || text.is_empty() {
        return Vec::new();
    }
    let given = pairs(text);
    allowed.iter().filter_map(|name| given.iter().find(|(key, value)| key == name && !value.is_empty()).cloned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_decoded_once_and_survive_broken_escapes() {
        assert_eq!(decode_path("/caf%C3%A9/50%25"), "/café/50%");
        assert_eq!(decode_path("/a%zz%4"), "/a%zz%4");
        assert_eq!(decode_path("/a+b"), "/a+b");
    }

    #[test]
    fn only_allowed_parts_of_a_query_count_and_their_order_is_fixed() {
        assert_eq!(query("utm=1&b=2&a=x+y", &["a", "b", "c"]), [("a".to_owned(), "x y".to_owned()), ("b".to_owned(), "2".to_owned())]);
    }

    #[test]
    fn a_path_in_a_header_is_ascii() {
        assert_eq!(encode_path("/é \"x\"?a=b"), "/%C3%A9%20%22x%22?a=b");
    }
}
