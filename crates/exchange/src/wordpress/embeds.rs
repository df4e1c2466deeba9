//! Addresses that the old site replaced by a provider's player when it was read.

use super::blocks::{has_class, lone_address};
use super::html::{Piece, pieces};
use super::shortcode::embed;

/// Providers whose addresses, alone on a line, the classic editor made players of.
const PROVIDERS: &[&str] = &[
    "youtube.com",
    "youtu.be",
    "vimeo.com",
    "dailymotion.com",
    "dai.ly",
    "twitter.com",
    "x.com",
    "soundcloud.com",
    "flickr.com",
    "flic.kr",
    "instagram.com",
    "facebook.com",
    "spotify.com",
    "mixcloud.com",
    "ted.com",
    "tiktok.com",
    "slideshare.net",
    "scribd.com",
    "issuu.com",
    "reddit.com",
    "tumblr.com",
    "kickstarter.com",
    "speakerdeck.com",
    "smugmug.com",
    "animoto.com",
    "cloudup.com",
    "videopress.com",
    "wordpress.tv",
    "reverbnation.com",
    "crowdsignal.com",
    "polldaddy.com",
    "pinterest.com",
    "bsky.app",
    "arte.tv",
];

fn is_provider(address: &str) -> bool {
    let host = address.split_once("://").map_or("", |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    PROVIDERS.iter().any(|name| host == *name || host.strip_suffix(name).is_some_and(|before| before.ends_with('.')))
}

/// Classic text: an address of a known provider alone on its line becomes its player.
pub fn lines(text: &str) -> String {
    if !text.contains("http") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        match lone_address(line).filter(|address| is_provider(address)) {
            Some(address) => {
                out.push('\n');
                out.push_str(&embed(Some(address)));
                out.push_str("\n\n");
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Block text: the wrapper of an embed, holding nothing but an address, becomes its player.
pub fn wrappers(html: &str) -> String {
    if !html.contains("wp-block-embed__wrapper") {
        return html.to_owned();
    }
    let mut out = String::with_capacity(html.len());
    let mut parts = pieces(html).peekable();
    while let Some(piece) = parts.next() {
        let raw = match piece {
            Piece::Text(text) | Piece::Comment(text) => text,
            Piece::Tag(tag) => tag.raw,
        };
        if let Piece::Tag(tag) = piece
            && !tag.closing
            && has_class(&tag, "wp-block-embed__wrapper")
            && let Some(Piece::Text(text)) = parts.peek()
            && let Some(address) = lone_address(text)
        {
            let player = embed(Some(address));
            out.push_str(player.trim_start_matches("<figure>").trim_end_matches("</figure>"));
            parts.next();
            // The wrapper's own end.
            if matches!(parts.peek(), Some(Piece::Tag(tag)) if tag.closing) {
                parts.next();
            }
            continue;
        }
        out.push_str(raw);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_providers_address_alone_on_its_line_becomes_a_player() {
        assert_eq!(lines("a\nhttps://youtu.be/x\nb").replace('\n', ""), "a<figure><iframe src=\"https://youtu.be/x\"></iframe></figure>b");
        for text in ["voir https://youtu.be/x ici", "https://journal.example/a", "https://notyoutube.com/x"] {
            assert_eq!(lines(text), text);
        }
    }
}
