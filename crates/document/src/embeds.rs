//! Contents of other sites that can be shown in a frame once a reader asks: YouTube, X, Bluesky, Telegram, Instagram.
//!
//! Guarantee: what a frame loads is built from checked identifiers, never from the address as it was written. Must not know:
//! what these sites answer; nothing is asked of them here.

use crate::tree::{Block, Document};

/// A frame that a reader may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The site's name.
    pub name: &'static str,
    /// The host that the frame loads from, as a page's policy must allow it.
    pub host: &'static str,
    /// What it loads.
    pub src: String,
    /// A video, and so as wide as it is; else a message, of some height.
    pub video: bool,
}

fn frame(name: &'static str, host: &'static str, path: &str) -> Frame {
    Frame { name, host, src: format!("https://{host}/{path}"), video: name == "YouTube" }
}

/// An identifier of these sites: letters, digits, and few signs.
fn identifier<'a>(text: Option<&&'a str>, signs: &[char], longest: usize) -> Option<&'a str> {
    let text = *text?;
    let good = (1..=longest).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(&c));
    (good && !text.starts_with('.')).then_some(text)
}

fn number<'a>(text: Option<&&'a str>) -> Option<&'a str> {
    identifier(text, &[], 20).filter(|text| text.chars().all(|c| c.is_ascii_digit()))
}

fn value<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
}

/// The frame for an address; None for a site that gets a plain card.
pub fn frame_of(address: &str) -> Option<Frame> {
    let rest = address.trim();
    let rest = rest.strip_prefix("https://").or_else(|| rest.strip_prefix("http://"))?;
    let (rest, _) = rest.split_once('#').unwrap_or((rest, ""));
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/')?;
    let host = host.to_ascii_lowercase();
    let bare = ["www.", "m.", "mobile."].iter().find_map(|lead| host.strip_prefix(lead)).unwrap_or(&host);
    let path: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match bare {
        "youtube.com" | "youtube-nocookie.com" | "youtu.be" => youtube(bare, &path, query),
        "x.com" | "twitter.com" => match path.as_slice() {
            [_, "status", id, ..] => {
                Some(frame("X", "platform.twitter.com", &format!("embed/Tweet.html?dnt=true&id={}", number(Some(id))?)))
            }
            _ => None,
        },
        "bsky.app" => match path.as_slice() {
            ["profile", who, "post", id] => {
                let (who, id) = (identifier(Some(who), &['.', '-', ':'], 253)?, identifier(Some(id), &['-', '_', '~'], 64)?);
                Some(frame("Bluesky", "embed.bsky.app", &format!("embed/{who}/app.bsky.feed.post/{id}")))
            }
            _ => None,
        },
        "t.me" => match path.as_slice() {
            [channel, id] | ["s", channel, id] => {
                let (channel, id) = (identifier(Some(channel), &['_'], 64)?, number(Some(id))?);
                Some(frame("Telegram", "t.me", &format!("{channel}/{id}?embed=1")))
            }
            _ => None,
        },
        "instagram.com" => match path.as_slice() {
            ["p" | "reel" | "tv", id] | [_, "p" | "reel", id] => {
                Some(frame("Instagram", "www.instagram.com", &format!("p/{}/embed/", identifier(Some(id), &['-', '_'], 64)?)))
            }
            _ => None,
        },
        _ => None,
    }
}

fn youtube(host: &str, path: &[&str], query: &str) -> Option<Frame> {
    let written = match path {
        [id] if host == "youtu.be" => Some(*id),
        ["watch"] => value(query, "v"),
        ["shorts" | "live" | "embed", id] => Some(*id),
        _ => None,
    };
    let id = identifier(written.as_ref(), &['-', '_'], 20)?;
    let start = value(query, "t").or_else(|| value(query, "start")).map(|text| text.trim_end_matches('s'));
    let start = number(start.as_ref()).map(|seconds| format!("&start={seconds}")).unwrap_or_default();
    Some(frame("YouTube", "www.youtube-nocookie.com", &format!("embed/{id}?autoplay=1{start}")))
}

/// The hosts that a page must let frames load from, each once: none for a document without such an embed.
pub fn frame_hosts(document: &Document) -> Vec<&'static str> {
    let mut hosts = Vec::new();
    collect(&document.blocks, &mut hosts);
    hosts
}

fn collect(all: &[Block], hosts: &mut Vec<&'static str>) {
    for block in all {
        match block {
            Block::Embed { address, .. } => {
                if let Some(frame) = frame_of(address)
                    && !hosts.contains(&frame.host)
                {
                    hosts.push(frame.host);
                }
            }
            Block::Quote { content, .. } | Block::Box { content, .. } | Block::TimelineEntry { content, .. } => collect(content, hosts),
            Block::List { items, .. } => items.iter().for_each(|item| collect(item, hosts)),
            Block::Table { rows, .. } => rows.iter().flatten().for_each(|cell| collect(&cell.content, hosts)),
            Block::Footnotes(notes) => notes.iter().for_each(|(_, content)| collect(content, hosts)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_site_has_its_frame() {
        for (address, src) in [
            ("https://www.youtube.com/watch?v=abc-DEF_123&t=90s", "https://www.youtube-nocookie.com/embed/abc-DEF_123?autoplay=1&start=90"),
            ("https://youtu.be/abcdefghijk?si=x", "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"),
            ("https://m.youtube.com/shorts/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1"),
            ("https://x.com/lim/status/1234567890?s=20", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=1234567890"),
            ("https://twitter.com/lim/status/12", "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=12"),
            ("https://bsky.app/profile/lim.example/post/3kabc", "https://embed.bsky.app/embed/lim.example/app.bsky.feed.post/3kabc"),
            ("https://t.me/s/dobrava/42", "https://t.me/dobrava/42?embed=1"),
            ("https://www.instagram.com/lim/reel/AbC_d-1/?igsh=1", "https://www.instagram.com/p/AbC_d-1/embed/"),
        ] {
            assert_eq!(frame_of(address).map(|frame| frame.src).as_deref(), Some(src), "{address}");
        }
    }

    #[test]
    fn what_is_no_such_content_has_none() {
        for address in [
            "https://youtube.com.evil.example/watch?v=abcdefghijk",
            "https://evil.example/@youtube.com/watch?v=abcdefghijk",
            "https://youtube.com@evil.example/watch?v=abcdefghijk",
            "https://www.youtube.com/watch?v=a\"onload=x",
            "https://www.youtube.com/@channel",
            "https://x.com/lim/status/12\"><script>",
            "https://bsky.app/profile/../post/1",
            "https://t.me/dobrava",
            "javascript:alert(1)//youtu.be/abcdefghijk",
            "youtu.be/abcdefghijk",
            "",
        ] {
            assert_eq!(frame_of(address), None, "{address}");
        }
    }

    #[test]
    fn hosts_are_named_once_wherever_the_embed_stands() {
        let embed = || Block::Embed { address: "https://youtu.be/abcdefghijk".to_owned(), title: String::new(), picture: String::new() };
        let inner = Block::Box { title: String::new(), content: vec![embed()] };
        let card = Block::Embed { address: "https://example.org/a".to_owned(), title: String::new(), picture: String::new() };
        assert_eq!(frame_hosts(&Document { blocks: vec![inner, embed(), card] }), ["www.youtube-nocookie.com"]);
    }
}
