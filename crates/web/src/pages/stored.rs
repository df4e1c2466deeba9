//! One page as it is kept: its bytes plain, gzip and brotli, each with its own strong ETag (RFC 9110, section 8.8.3).

use std::io::Write;
use std::sync::OnceLock;

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode};
use newsroom::Timestamp;

use super::Page;
use crate::guard::headers;

/// Bodies below this many bytes are not worth compressing.
const SMALL: usize = 512;

/// How a body is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

#[derive(Debug)]
struct Variant {
    body: Bytes,
    headers: HeaderMap,
    etag: HeaderValue,
}

/// A page as it is kept. An encoding is made when it is first asked for.
#[derive(Debug)]
pub struct Stored {
    status: StatusCode,
    headers: HeaderMap,
    hash: String,
    compressible: bool,
    identity: Variant,
    gzip: OnceLock<Variant>,
    brotli: OnceLock<Variant>,
    /// The keys it depends on.
    pub keys: Vec<String>,
    /// After this moment it is rendered again.
    pub fresh_until: Option<Timestamp>,
}

impl Stored {
    /// Makes a rendered page ready to be sent many times.
    pub fn new(page: Page) -> Stored {
        let mut base = page.headers;
        if let Ok(value) = HeaderValue::from_str(&page.content_type) {
            base.insert(CONTENT_TYPE, value);
        }
        base.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("public, max-age=0, must-revalidate"));
        base.insert(VARY, HeaderValue::from_static("Accept-Encoding"));
        headers::reader(&mut base);
        let hash: String =
            ring::digest::digest(&ring::digest::SHA256, &page.body).as_ref().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        let mut keys: Vec<String> = page.keys.iter().map(ToString::to_string).chain(page.raw_keys).collect();
        keys.sort_unstable();
        keys.dedup();
        let compressible = page.body.len() >= SMALL && is_text(&page.content_type);
        let identity = variant(&base, &hash, Encoding::Identity, page.body);
        Stored {
            status: page.status,
            headers: base,
            hash,
            compressible,
            identity,
            gzip: OnceLock::new(),
            brotli: OnceLock::new(),
            keys,
            fresh_until: page.fresh_until,
        }
    }

    /// About how many bytes it takes, all encodings together.
    pub fn weight(&self) -> usize {
        self.identity.body.len() * 2 + self.keys.iter().map(|key| key.len() * 2 + 64).sum::<usize>() + 1024
    }

    /// The answer to a request: the best encoding it takes, or 304.
    pub fn answer(&self, request: &HeaderMap) -> Response<Body> {
        let variant = self.variant(self.choose(request));
        if self.status == StatusCode::OK && matches(request, &variant.etag) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().clone_from(&variant.headers);
            response.headers_mut().remove(CONTENT_TYPE);
            return response;
        }
        let mut response = Response::new(Body::from(variant.body.clone()));
        *response.status_mut() = self.status;
        response.headers_mut().clone_from(&variant.headers);
        response
    }

    fn choose(&self, request: &HeaderMap) -> Encoding {
        if !self.compressible {
            return Encoding::Identity;
        }
        let accepted = request.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let takes = |name: &str| {
            accepted.split(',').any(|part| {
                let mut halves = part.split(';');
                let refused = part.split(';').nth(1).is_some_and(|q| matches!(q.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"));
                halves.next().is_some_and(|coding| coding.trim().eq_ignore_ascii_case(name)) && !refused
            })
        };
        if takes("br") {
            Encoding::Brotli
        } else if takes("gzip") {
            Encoding::Gzip
        } else {
            Encoding::Identity
        }
    }

    fn variant(&self, encoding: Encoding) -> &Variant {
        let made = |compressed: Option<Vec<u8>>| match compressed {
            Some(body) => variant(&self.headers, &self.hash, encoding, body),
            None => variant(&self.headers, &self.hash, Encoding::Identity, self.identity.body.to_vec()),
        };
        match encoding {
            Encoding::Identity => &self.identity,
            Encoding::Gzip => self.gzip.get_or_init(|| made(gzip(&self.identity.body))),
            Encoding::Brotli => self.brotli.get_or_init(|| made(brotli(&self.identity.body))),
        }
    }
}

fn is_text(content_type: &str) -> bool {
    ["text/", "application/xml", "application/rss", "application/atom", "application/json", "application/feed", "image/svg"]
        .iter()
        .any(|start| content_type.starts_with(start))
}

fn variant(base: &HeaderMap, hash: &str, encoding: Encoding, body: Vec<u8>) -> Variant {
    let mut headers = base.clone();
    let suffix = match encoding {
        Encoding::Identity => "",
        Encoding::Gzip => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            "-g"
        }
        Encoding::Brotli => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
            "-b"
        }
    };
    let etag = HeaderValue::from_str(&format!("\"{hash}{suffix}\"")).unwrap_or(HeaderValue::from_static("\"\""));
    headers.insert(ETAG, etag.clone());
    // A text grows by doubling: what it did not need is given back before the page is kept.
    Variant { body: Bytes::from(body.into_boxed_slice()), headers, etag }
}

fn matches(request: &HeaderMap, etag: &HeaderValue) -> bool {
    let (Some(asked), Ok(etag)) = (request.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()), etag.to_str()) else {
        return false;
    };
    asked.split(',').map(str::trim).any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == etag)
}

fn gzip(body: &[u8]) -> Option<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::with_capacity(body.len() / 3), flate2::Compression::new(6));
    encoder.write_all(body).ok()?;
    encoder.finish().ok()
}

fn brotli(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len() / 3);
    let parameters = brotli::enc::BrotliEncoderParams { quality: 5, lgwin: 18, ..Default::default() };
    brotli::BrotliCompress(&mut &*body, &mut out, &parameters).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(header: axum::http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(header, HeaderValue::from_str(value).unwrap())])
    }

    fn long() -> Stored {
        Stored::new(Page::new("text/html; charset=utf-8", "Une rivière. ".repeat(200).into_bytes()))
    }

    #[test]
    fn each_encoding_has_its_own_etag() {
        let page = long();
        let etags: Vec<_> = ["", "gzip", "gzip, br"]
            .iter()
            .map(|accepted| page.answer(&asked(ACCEPT_ENCODING, accepted)).headers()[ETAG].clone())
            .collect();
        assert_ne!(etags[0], etags[1]);
        assert_ne!(etags[1], etags[2]);
    }

    #[test]
    fn an_encoding_refused_with_q_0_is_not_sent() {
        let response = long().answer(&asked(ACCEPT_ENCODING, "br;q=0, gzip"));
        assert_eq!(response.headers()[CONTENT_ENCODING], "gzip");
    }

    #[test]
    fn a_page_the_reader_has_is_not_sent_again() {
        let page = long();
        let etag = page.answer(&HeaderMap::new()).headers()[ETAG].to_str().unwrap().to_owned();
        assert_eq!(page.answer(&asked(IF_NONE_MATCH, &format!("\"x\", W/{etag}"))).status(), StatusCode::NOT_MODIFIED);
        assert_eq!(page.answer(&asked(IF_NONE_MATCH, "\"x\"")).status(), StatusCode::OK);
    }
}
