//! oEmbed (oembed.com): a site's own answer about one of its pages, for the sites that give it to everyone.
//!
//! YouTube and X (publish.twitter.com) document theirs; Bluesky's stands at embed.bsky.app. Instagram's wants a key of the asker,
//! Telegram has none. Guarantee: of the answer only texts and the address of a picture are taken; its HTML is never shown. Must not
//! know: pages.

use std::time::Duration;

use outbound::{Get, Url};
use serde::Deserialize;

use super::{Told, titled};
use crate::App;

/// A site that answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Provider {
    YouTube,
    X,
    Bluesky,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Answer {
    title: Option<String>,
    author_name: Option<String>,
    thumbnail_url: Option<String>,
    html: Option<String>,
}

impl Provider {
    /// The one of a frame's site.
    pub(super) fn of(name: &str) -> Option<Provider> {
        match name {
            "YouTube" => Some(Provider::YouTube),
            "X" => Some(Provider::X),
            "Bluesky" => Some(Provider::Bluesky),
            _ => None,
        }
    }

    fn endpoint(self) -> &'static str {
        match self {
            Provider::YouTube => "https://www.youtube.com/oembed",
            Provider::X => "https://publish.twitter.com/oembed",
            Provider::Bluesky => "https://embed.bsky.app/oembed",
        }
    }

    /// Whether the page itself has a picture that oEmbed does not name. X shows its pages to nobody who is not signed in, and YouTube
    /// answers visitors from Europe with a question about cookies.
    pub(super) fn page_tells_more(self) -> bool {
        self == Provider::Bluesky
    }
}

/// Asks.
pub(super) async fn ask(app: &App, provider: Provider, address: &Url) -> Result<Told, outbound::Error> {
    let mut question = outbound::parse(provider.endpoint())?;
    question.query_pairs_mut().append_pair("format", "json").append_pair("url", address.as_str());
    if provider == Provider::X {
        question.query_pairs_mut().append_pair("omit_script", "1").append_pair("dnt", "1");
    }
    let get = Get { address: question, accept: "application/json", most: 256 << 10, beginning: false, within: Duration::from_secs(6) };
    let answer = app.outbound.get(&get).await?;
    let read: Answer = serde_json::from_slice(&answer.bytes).map_err(|error| outbound::Error::Unanswered(error.to_string()))?;
    let picture = read.thumbnail_url.and_then(|written| outbound::joined(&answer.address, &written));
    let title = match read.title.filter(|title| !title.trim().is_empty()) {
        Some(title) => titled("", &title),
        None => titled(&read.author_name.unwrap_or_default(), &said(&read.html.unwrap_or_default())),
    };
    Ok(Told { title, picture, site: String::new() })
}

/// What a message says: the first lines of the quotation in its HTML.
fn said(html: &str) -> String {
    let (read, _) = document::from_html(html, &document::ImportOptions::default());
    let first = match read.blocks.into_iter().next() {
        Some(document::Block::Quote { content, .. }) => content.into_iter().next(),
        other => other,
    };
    document::plain_text(&document::Document { blocks: first.into_iter().collect() })
}
