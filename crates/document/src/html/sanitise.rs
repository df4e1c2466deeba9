//! Raw HTML made harmless: no script, no style, no form that sends, nothing loaded from elsewhere.

use std::borrow::Cow;

/// The HTML without anything that runs, or loads from another site. `base` stands before the site's own paths.
pub fn sanitise(html: &str, base: &str) -> String {
    let base = base.to_owned();
    let mut builder = ammonia::Builder::default();
    builder.link_rel(Some("noopener")).attribute_filter(move |element, attribute, value| {
        let own = crate::render::is_own(value);
        match (element, attribute) {
            ("img", "src") if !own => None,
            (_, "href" | "src") if own => Some(Cow::Owned(format!("{base}{value}"))),
            _ => Some(Cow::Borrowed(value)),
        }
    });
    builder.clean(html).to_string()
}
