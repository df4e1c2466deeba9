//! Pages of lists by key: `/politique/page/1789898400000000-42` begins after the article of that date and id.
//!
//! Such an address goes on showing the same articles when new ones come: nothing moves from page to page.

use newsroom::articles::{Card, Keyset};
use newsroom::site::{Word, word};

/// Articles on a page of a list.
pub const ON_A_PAGE: i64 = 20;

/// A path without its page's key, and the key.
pub fn split<'a>(path: &'a str, language: &str) -> (&'a str, Keyset) {
    let word = word(language, Word::Page);
    let Some((rest, key)) = path.rsplit_once('/') else {
        return (path, None);
    };
    let Some(base) = rest.strip_suffix(word).and_then(|base| base.strip_suffix('/')) else {
        return (path, None);
    };
    match key.split_once('-').map(|(date, id)| (date.parse(), id.parse())) {
        Some((Ok(date), Ok(id))) => (if base.is_empty() { "/" } else { base }, Some((date, id))),
        _ => (path, None),
    }
}

/// Takes the one row too many off a list, and gives the address of the next page if there is one.
pub fn next(rows: &mut Vec<Card>, base: &str, language: &str) -> Option<String> {
    let size = usize::try_from(ON_A_PAGE).unwrap_or(usize::MAX);
    if rows.len() <= size {
        return None;
    }
    rows.truncate(size);
    let last = rows.last()?;
    let base = base.trim_end_matches('/');
    Some(format!("{base}/{}/{}-{}", word(language, Word::Page), last.published_at, last.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_key_is_taken_off_a_path() {
        assert_eq!(split("/politique/page/17-42", "fr"), ("/politique", Some((17, 42))));
        assert_eq!(split("/politique/page/2", "fr"), ("/politique/page/2", None));
        assert_eq!(split("/politique", "fr"), ("/politique", None));
        assert_eq!(split("/page/17-42", "fr"), ("/", Some((17, 42))));
        assert_eq!(split("/rubrika/strana/17-42", "sr-Latn"), ("/rubrika", Some((17, 42))));
    }
}
