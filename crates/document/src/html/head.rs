//! What a page says of itself to those who link to it: Open Graph (ogp.me), Twitter's names for the same, `<title>`.
//!
//! Guarantee: every text comes out in one line, without controls, of bounded length. Must not know: where the page came from;
//! addresses are as it wrote them.

use super::dom::{self, Dom, Handle};

/// The longest text that is taken, in characters.
const LONGEST: usize = 300;
/// The longest address.
const LONGEST_ADDRESS: usize = 2_000;

/// What a page says of itself. Each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageHead {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub description: String,
    /// The address of a picture that stands for it.
    pub picture: String,
    /// The name of its site.
    pub site: String,
}

/// Reads a page's own words about it; of a page cut off somewhere, what stands before.
pub fn page_head(html: &str) -> PageHead {
    let dom = dom::parse(html);
    let metas = dom.below(dom.root(), "meta");
    let said = |names: &[&str]| {
        let found = names.iter().find_map(|name| metas.iter().find_map(|meta| content(&dom, *meta, name)));
        found.unwrap_or_default()
    };
    let mut title = line(said(&["og:title", "twitter:title"]), LONGEST);
    if title.is_empty() {
        title = dom.below(dom.root(), "title").first().map(|title| line(&words(&dom, *title), LONGEST)).unwrap_or_default();
    }
    PageHead {
        title,
        description: line(said(&["og:description", "twitter:description", "description"]), LONGEST),
        picture: line(said(&["og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src"]), LONGEST_ADDRESS),
        site: line(said(&["og:site_name"]), LONGEST),
    }
}

/// The content of a `<meta>` of this name, if it has any. Pages write both `property` and `name` for either kind.
fn content<'a>(dom: &'a Dom, meta: Handle, name: &str) -> Option<&'a str> {
    let named = ["property", "name"].iter().any(|kind| dom.attribute(meta, kind).is_some_and(|own| own.trim().eq_ignore_ascii_case(name)));
    dom.attribute(meta, "content").filter(|content| named && !content.trim().is_empty())
}

/// The text right below an element: [`Dom::text`] leaves out what nobody sees, such as a title.
fn words(dom: &Dom, element: Handle) -> String {
    let text = |child: &Handle| match &dom.node(*child).kind {
        dom::Kind::Text(text) => text.clone(),
        _ => String::new(),
    };
    dom.children(element).iter().map(text).collect()
}

/// One line of at most so many characters, cut between words where it can be.
fn line(text: &str, longest: usize) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    if clean.chars().count() <= longest {
        return clean;
    }
    let cut: String = clean.chars().take(longest - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_by_what_it_says_to_those_who_link_to_it() {
        let head = page_head(
            "<!doctype html><html><head><title>Le titre — Site</title><meta name=description content='Plain'>
             <meta property=\"og:title\" content=\"La  Lim\n en crue\"><meta property='og:image' content='/a.jpg'>
             <meta property=og:site_name content=\"Le Val &amp; les lacs\"><meta property='og:description' content=' '></head><body><p>x",
        );
        let expected = PageHead {
            title: "La Lim en crue".into(),
            description: "Plain".into(),
            picture: "/a.jpg".into(),
            site: "Le Val & les lacs".into(),
        };
        assert_eq!(head, expected);
    }

    #[test]
    fn a_page_that_says_nothing_has_its_title() {
        assert_eq!(page_head("<title>\n Un &lt;pont&gt;\u{7} </title>").title, "Un <pont>");
        assert_eq!(page_head("<meta property=og:title content=\"une fin coup"), PageHead::default());
        assert_eq!(page_head(""), PageHead::default());
    }

    #[test]
    fn no_text_is_longer_than_a_line() {
        let title = page_head(&format!("<title>{}</title>", "un pont ".repeat(100))).title;
        assert!(title.chars().count() <= LONGEST && title.ends_with('…'), "{title}");
    }
}
