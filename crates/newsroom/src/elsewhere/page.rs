//! A page's own words about it (Open Graph), where there is no other way to ask.
//!
//! Guarantee: of a site whose contents are shown in frames, only the page of that content counts: a question about cookies or a
//! door to sign in, which it may lead to, has another address. Must not know: what is made of the answer.

use std::time::Duration;

use document::Frame;
use outbound::{Answer, Get, Url};

use super::{Told, host, titled};
use crate::App;

/// How much of a page is read: the head of the longest ones ends before.
const MOST: usize = 1 << 20;

/// Asks for a page and reads its head. The address of a picture is its own picture.
pub(super) async fn ask(app: &App, address: &Url, frame: Option<&Frame>) -> Result<Told, outbound::Error> {
    let accept = "text/html, application/xhtml+xml;q=0.9, image/*;q=0.5";
    let get = Get { address: address.clone(), accept, most: MOST, beginning: true, within: Duration::from_secs(8) };
    let answer = app.outbound.get(&get).await?;
    if frame.is_some() && document::frame_of(answer.address.as_str()).as_ref() != frame {
        return Err(outbound::Error::Status(403));
    }
    if answer.media_type.starts_with("image/") {
        return Ok(Told { picture: Some(answer.address.clone()), site: host(&answer.address), ..Told::default() });
    }
    if !matches!(answer.media_type.as_str(), "text/html" | "application/xhtml+xml" | "") {
        return Ok(Told::default());
    }
    let head = document::page_head(&text(&answer));
    // A message has its writer as title and its words as description.
    let title = if frame.is_some() { titled(&head.title, &head.description) } else { titled("", &head.title) };
    let picture = Some(head.picture).filter(|written| !written.is_empty());
    Ok(Told { title, picture: picture.and_then(|written| outbound::joined(&answer.address, &written)), site: head.site })
}

/// The text in the encoding that the answer names, else the page itself in its first kilobyte (HTML standard, 13.2.3.2), else UTF-8.
fn text(answer: &Answer) -> String {
    let beginning: Vec<u8> = answer.bytes.iter().take(1024).copied().collect();
    let beginning = String::from_utf8_lossy(&beginning).to_ascii_lowercase();
    let written = beginning.split("charset=").nth(1).unwrap_or_default().trim_start_matches(['"', '\'']);
    let written = written.split(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_')).next().unwrap_or_default();
    let named = [answer.charset.as_str(), written].into_iter().find_map(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    named.unwrap_or(encoding_rs::UTF_8).decode(&answer.bytes).0.into_owned()
}
