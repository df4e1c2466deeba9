//! From the fields of the edit page to an article's content, and back.

use std::collections::BTreeMap;

use newsroom::Id;
use newsroom::articles::{Byline, BylineRole, Content};

use crate::guard::Fields;

/// What the form says. What it does not carry (a field of a later version of the page) stays as it was in `before`.
pub fn content(fields: &Fields, before: &Content) -> Content {
    let text = |name: &str, old: &str| if fields.has(name) { fields.get(name).to_owned() } else { old.to_owned() };
    let id = |name: &str, old: Option<Id>| if fields.has(name) { fields.get(name).parse().ok() } else { old };
    let ids = |name: &str| fields.all(name).iter().filter_map(|text| text.parse().ok()).collect::<Vec<Id>>();
    let whole = fields.has("headline");
    Content {
        headline: text("headline", &before.headline),
        kicker: text("kicker", &before.kicker),
        standfirst: text("standfirst", &before.standfirst),
        excerpt: text("excerpt", &before.excerpt),
        body: body(text("body", &before.body).trim()),
        slug: text("slug", &before.slug),
        section: id("section", before.section),
        // Boxes that are not ticked are not sent: they are read where the form as a whole was.
        sections: if whole { ids("sections") } else { before.sections.clone() },
        topics: if whole { ids("topics") } else { before.topics.clone() },
        bylines: if fields.has("byline_contributor") { bylines(fields) } else { before.bylines.clone() },
        image: id("image", before.image),
        image_alt: text("image_alt", &before.image_alt),
        image_caption: text("image_caption", &before.image_caption),
        image_credit: text("image_credit", &before.image_credit),
    }
}

/// The editor sends its document as JSON; who writes without JavaScript may put HTML in its place.
fn body(sent: &str) -> String {
    if sent.is_empty() || sent.starts_with('{') {
        return sent.to_owned();
    }
    document::to_json(&document::from_html(sent, &document::ImportOptions::default()).0)
}

fn bylines(fields: &Fields) -> Vec<Byline> {
    let roles = fields.all("byline_role");
    let signers = fields.all("byline_contributor");
    let rows = signers.iter().enumerate().filter_map(|(index, signer)| {
        let role = roles.get(index).and_then(|role| BylineRole::parse(role)).unwrap_or_default();
        Some(Byline { contributor: signer.parse().ok()?, role })
    });
    let mut all: Vec<Byline> = Vec::new();
    for row in rows {
        if !all.contains(&row) {
            all.push(row);
        }
    }
    all
}

/// The same as names and values, for the editor when two people wrote at once.
pub fn pairs(content: &Content) -> Vec<(&'static str, String)> {
    let mut pairs = vec![
        ("headline", content.headline.clone()),
        ("kicker", content.kicker.clone()),
        ("standfirst", content.standfirst.clone()),
        ("excerpt", content.excerpt.clone()),
        ("body", content.body.clone()),
        ("slug", content.slug.clone()),
        ("section", content.section.map(|id| id.to_string()).unwrap_or_default()),
        ("image", content.image.map(|id| id.to_string()).unwrap_or_default()),
        ("image_alt", content.image_alt.clone()),
        ("image_caption", content.image_caption.clone()),
        ("image_credit", content.image_credit.clone()),
    ];
    pairs.extend(content.sections.iter().map(|id| ("sections", id.to_string())));
    pairs.extend(content.topics.iter().map(|id| ("topics", id.to_string())));
    for byline in &content.bylines {
        pairs.push(("byline_contributor", byline.contributor.to_string()));
        pairs.push(("byline_role", byline.role.as_str().to_owned()));
    }
    pairs
}

/// The same by name, every value of a name in a list.
pub fn map(content: &Content) -> BTreeMap<&'static str, Vec<String>> {
    let mut of: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, value) in pairs(content) {
        of.entry(name).or_default().push(value);
    }
    of
}

/// A content as a form carries it, unseen.
pub fn json(content: &Content) -> String {
    serde_json::json!(map(content)).to_string()
}

/// Reads what [`json`] or the editor wrote; nothing where there is nothing, or nothing that can be read.
pub fn from_json(text: &str, before: &Content) -> Option<Content> {
    let of: BTreeMap<String, Vec<String>> = serde_json::from_str(text).ok()?;
    let fields: Fields = of.into_iter().flat_map(|(name, values)| values.into_iter().map(move |value| (name.clone(), value))).collect();
    let bylines = if fields.has("byline_contributor") { bylines(&fields) } else { Vec::new() };
    Some(Content { bylines, ..content(&fields, before) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_form_does_not_carry_stays() {
        let before = Content { kicker: "Reportage".into(), topics: vec![3], section: Some(7), ..Content::default() };
        let fields = Fields::parse("headline=Pont&topics=4&topics=5&section=");
        let after = content(&fields, &before);
        assert_eq!((after.kicker.as_str(), after.topics, after.section), ("Reportage", vec![4, 5], None));
    }

    #[test]
    fn a_form_carries_a_content_whole() {
        let bylines = vec![Byline { contributor: 9, role: BylineRole::Photo }];
        let whole = Content { headline: "Un \"pont\"".into(), topics: vec![3, 4], section: Some(7), bylines, ..Content::default() };
        let other = Content { kicker: "Reportage".into(), topics: vec![5], ..Content::default() };
        assert_eq!(from_json(&json(&whole), &other), Some(whole.clone()));
        assert_eq!(from_json(&json(&Content::default()), &whole), Some(Content::default()));
        assert_eq!(from_json("", &whole), None);
    }

    #[test]
    fn html_in_place_of_the_document_becomes_one() {
        let body = |sent: &str| content(&Fields::parse(sent), &Content::default()).body;
        assert!(body("body=%3Cp%3ELe+pont.%3C%2Fp%3E").contains(r#""text":"Le pont.""#));
        assert_eq!(body("body=%7B%22broken"), "{\"broken");
        assert_eq!(body("body="), "");
    }

    #[test]
    fn a_byline_without_a_name_is_none() {
        let fields = Fields::parse("byline_contributor=&byline_role=text&byline_contributor=9&byline_role=photo");
        assert_eq!(content(&fields, &Content::default()).bylines, [Byline { contributor: 9, role: BylineRole::Photo }]);
    }
}
