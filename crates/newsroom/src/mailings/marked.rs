//! The mark of a mailing in its links to the site's own pages: `?mailing=` and the mailing's number, the same for every reader.
//!
//! Guarantees: what stands in a message and what is counted are the same links; links to other sites, to files, and those that
//! belong to one reader are left as they are. Must not know: readers.

use std::collections::BTreeSet;

use database::Id;

/// The part of the query that carries the mark.
pub const MARK: &str = "mailing";

/// What a mailing is called in its links.
pub(super) fn name(mailing: Id) -> String {
    format!("{mailing:x}")
}

/// The mailing that a mark names.
pub(super) fn read(mark: &str) -> Option<Id> {
    Id::from_str_radix(mark, 16).ok().filter(|id| *id > 0)
}

/// A message's two parts with the mark in their links, and the paths that carry it.
pub(super) fn both((html, text): (String, String), site: &str, mailing: Id) -> (String, String, Vec<String>) {
    let mut paths = BTreeSet::new();
    let html = with_mark(&html, &format!("href=\"{site}"), |sign| sign == '"', mailing, &mut paths);
    let text = with_mark(&text, site, |sign| sign.is_whitespace() || matches!(sign, '<' | '>' | '"'), mailing, &mut paths);
    (html, text, paths.into_iter().collect())
}

/// `text` with the mark in each address that follows `opening` and reaches to a sign that `ends` it.
fn with_mark(text: &str, opening: &str, ends: impl Fn(char) -> bool, mailing: Id, paths: &mut BTreeSet<String>) -> String {
    let mut out = String::with_capacity(text.len() + 512);
    let mut pieces = text.split(opening);
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        out.push_str(opening);
        let (address, rest) = piece.split_at(piece.find(&ends).unwrap_or(piece.len()));
        // In running text a sentence's own sign may follow.
        let bare = address.trim_end_matches(['.', ',', ';', ':', '!', '?', ')']);
        let (path, fragment) = bare.split_at(bare.find('#').unwrap_or(bare.len()));
        out.push_str(path);
        if is_page(path) {
            if path.is_empty() {
                out.push('/');
            }
            out.push_str(&format!("?{MARK}={}", name(mailing)));
            paths.insert(if path.is_empty() { "/".to_owned() } else { path.to_owned() });
        }
        out.push_str(fragment);
        out.push_str(address.get(bare.len()..).unwrap_or_default());
        out.push_str(rest);
    }
    out
}

/// Whether this, behind the site's address, is the path of a page.
fn is_page(path: &str) -> bool {
    let inside = path.is_empty() || path.starts_with('/');
    inside
        && path.is_ascii()
        && !path.contains(['?', '&'])
        && !["/media/", "/subscribe/", "/assets/"].iter().any(|one| path.starts_with(one))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SITE: &str = "https://example.org";

    fn html(text: &str) -> (String, Vec<String>) {
        let (html, _, paths) = both((text.to_owned(), String::new()), SITE, 0x2a);
        (html, paths)
    }

    #[test]
    fn links_to_the_site_s_pages_carry_the_mark_before_their_fragment() {
        let (out, paths) = html("<a href=\"https://example.org/serbie/le-pont#note-1\">Pont</a> <a href=\"https://example.org\">Une</a>");
        assert_eq!(
            out,
            "<a href=\"https://example.org/serbie/le-pont?mailing=2a#note-1\">Pont</a> <a href=\"https://example.org/?mailing=2a\">Une</a>"
        );
        assert_eq!(paths, ["/", "/serbie/le-pont"]);
    }

    #[test]
    fn other_sites_files_and_what_belongs_to_a_reader_are_left_as_they_are() {
        for one in [
            "<a href=\"https://example.com/a\">a</a>",
            "<a href=\"https://example.org.evil.example/a\">a</a>",
            "<img src=\"https://example.org/media/a/640.jpg\">",
            "<a href=\"https://example.org/media/a/report.pdf\">a</a>",
            "<a href=\"https://example.org/search?q=a\">a</a>",
            "<a href=\"\u{e101}\">a</a>",
        ] {
            assert_eq!(html(one), (one.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn plain_text_keeps_the_signs_around_an_address() {
        let text = "Lire : https://example.org/a. Et <https://example.org/b>, https://example.org/c\nFin";
        let (_, out, paths) = both((String::new(), text.to_owned()), SITE, 1);
        assert_eq!(
            out,
            "Lire : https://example.org/a?mailing=1. Et <https://example.org/b?mailing=1>, https://example.org/c?mailing=1\nFin"
        );
        assert_eq!(paths, ["/a", "/b", "/c"]);
    }
}
