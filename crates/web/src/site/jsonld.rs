//! What search engines read: schema.org as JSON-LD, in a script element that never runs.

use serde_json::{Value, json};
use theme::site::Article;

use crate::Web;
use crate::pages::Ask;

/// What is said of an article.
#[derive(Debug)]
pub struct About<'a> {
    /// Its full address.
    pub address: &'a str,
    /// It, as the page shows it.
    pub article: &'a Article,
    /// Its excerpt.
    pub description: &'a str,
    /// Its language.
    pub language: &'a str,
    /// When it was changed last.
    pub modified: &'a str,
    /// Who signs: name, page, whether a collective.
    pub authors: &'a [(String, Option<String>, bool)],
}

/// Takes out what there is not: a reader of JSON-LD need not wonder what `null` means.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|_, value| !value.is_null() && value.as_str() != Some(""));
            map.values_mut().for_each(tidy);
        }
        Value::Array(list) => list.iter_mut().for_each(tidy),
        _ => {}
    }
}

/// JSON that may stand in a script element: no `<` can end it.
fn inert(mut value: Value) -> String {
    tidy(&mut value);
    value.to_string().replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

fn publisher(web: &Web, ask: &Ask) -> Value {
    json!({ "@type": "NewsMediaOrganization", "name": ask.around.site.identity.name, "url": web.app.settings.address })
}

/// The newsroom itself.
pub fn organisation(web: &Web, ask: &Ask) -> String {
    let mut value = publisher(web, ask);
    if let Some(map) = value.as_object_mut() {
        map.insert("@context".to_owned(), Value::from("https://schema.org"));
    }
    inert(value)
}

/// An article: NewsArticle.
pub fn article(web: &Web, ask: &Ask, about: &About<'_>) -> String {
    let author = |(name, href, collective): &(String, Option<String>, bool)| {
        json!({
            "@type": if *collective { "Organization" } else { "Person" },
            "name": name,
            "url": href.as_ref().map(|href| web.app.link(href)),
        })
    };
    let image = about
        .article
        .image
        .as_ref()
        .map(|image| json!({ "@type": "ImageObject", "url": web.app.link(&image.src), "width": image.width, "height": image.height }));
    let value = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": about.article.headline,
        "description": about.description,
        "inLanguage": about.language,
        "articleSection": about.article.section,
        "datePublished": about.article.datetime,
        "dateModified": about.modified,
        "mainEntityOfPage": about.address,
        "url": about.address,
        "image": image,
        "author": about.authors.iter().map(author).collect::<Vec<_>>(),
        "publisher": publisher(web, ask),
        "isAccessibleForFree": true,
    });
    inert(value)
}

/// Where a page stands: names and paths from the home page down.
pub fn breadcrumbs(web: &Web, steps: &[(&str, &str)]) -> String {
    let items = steps.iter().filter(|(name, _)| !name.is_empty()).enumerate().map(|(index, (name, path))| {
        json!({ "@type": "ListItem", "position": index + 1, "name": name, "item": web.app.link(&crate::web::encode_path(path)) })
    });
    inert(json!({ "@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() }))
}
