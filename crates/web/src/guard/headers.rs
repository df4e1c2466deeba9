//! The headers that keep a page inside its bounds.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue};

/// Reader pages: nothing inline, nothing from elsewhere, framed by the desk's preview only.
pub const READER_POLICY: &str = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; media-src 'self'; \
connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; manifest-src 'self'";

/// The reader's policy for a page whose contents of other sites may load in frames, once a reader asks: from these hosts only.
pub fn reader_policy(frame_hosts: &[&str]) -> String {
    let hosts: String = frame_hosts.iter().map(|host| format!(" https://{host}")).collect();
    if hosts.is_empty() { READER_POLICY.to_owned() } else { format!("{READER_POLICY}; frame-src{hosts}") }
}

/// Desk pages: the same, with attributes of style (Chromium drops pasted ones otherwise) and frames for the preview.
pub const DESK_POLICY: &str = "default-src 'none'; img-src 'self' data: blob:; style-src 'self'; style-src-attr 'unsafe-inline'; \
script-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; frame-src 'self'";

/// Adds what every reader page carries.
pub fn reader(headers: &mut HeaderMap) {
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(READER_POLICY));
    headers.entry(X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    headers.entry(REFERRER_POLICY).or_insert(HeaderValue::from_static("strict-origin-when-cross-origin"));
}

/// Adds what every desk page carries: it is nobody else's, and kept nowhere.
pub fn desk(headers: &mut HeaderMap) {
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(DESK_POLICY));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(X_CONTENT_TYPE_OPTIONS).or_insert(HeaderValue::from_static("nosniff"));
    headers.entry(REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
}
