//! Elementor's page data as HTML, for pages whose only text is there.
//!
//! Guarantees: every text a visitor would read is kept, in order; data that is no JSON gives None.

use serde_json::Value;

use super::html::escape;
use super::shortcode::{Media, embed, gallery_of};

/// The HTML of `_elementor_data`.
pub fn to_html(data: &str, media: &dyn Media) -> Option<String> {
    let parsed: Value = serde_json::from_str(data).or_else(|_| serde_json::from_str(&unslashed(data))).ok()?;
    let mut out = String::new();
    elements(&parsed, media, &mut out, 0);
    Some(out)
}

/// Some exports carry the slashes of the database's writer.
fn unslashed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => out.extend(characters.next()),
            c => out.push(c),
        }
    }
    out
}

fn elements(value: &Value, media: &dyn Media, out: &mut String, depth: usize) {
    // Deeper than any page is built: someone's trap.
    if depth > 100 {
        return;
    }
    for element in value.as_array().into_iter().flatten() {
        if let (Some(widget), Some(settings)) = (element.get("widgetType").and_then(Value::as_str), element.get("settings")) {
            let html = self::widget(widget, settings, media);
            if !html.trim().is_empty() {
                out.push_str(html.trim());
                out.push_str("\n\n");
            }
        }
        if let Some(inner) = element.get("elements") {
            elements(inner, media, out, depth + 1);
        }
    }
}

fn text<'a>(settings: &'a Value, name: &str) -> &'a str {
    settings.get(name).and_then(Value::as_str).unwrap_or_default().trim()
}

fn tagged(tag: &str, inner: &str) -> String {
    if inner.is_empty() { String::new() } else { format!("<{tag}>{inner}</{tag}>\n\n") }
}

fn each<'a>(settings: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    settings.get(name).and_then(Value::as_array).into_iter().flatten()
}

fn image(value: Option<&Value>, media: &dyn Media) -> Option<String> {
    let value = value?;
    let known = value.get("id").and_then(number).and_then(|id| media.image(id));
    known.or_else(|| {
        let address = value.get("url").and_then(Value::as_str).filter(|url| !url.is_empty())?;
        let alt = value.get("alt").and_then(Value::as_str).unwrap_or_default();
        Some(format!("<img src=\"{}\" alt=\"{}\" />", escape(address), escape(alt)))
    })
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

fn link(settings: &Value, words: &str) -> String {
    let address = settings.get("link").and_then(|link| link.get("url")).and_then(Value::as_str).unwrap_or_default();
    match (address, words) {
        (_, "") => String::new(),
        ("", words) => format!("<p>{words}</p>"),
        (address, words) => format!("<p><a href=\"{}\">{words}</a></p>", escape(address)),
    }
}

fn widget(name: &str, settings: &Value, media: &dyn Media) -> String {
    match name {
        "text-editor" => text(settings, "editor").to_owned(),
        "heading" => {
            let tag = match text(settings, "header_size") {
                size @ ("h3" | "h4" | "h5" | "h6") => size,
                "div" | "span" | "p" => "p",
                _ => "h2",
            };
            tagged(tag, text(settings, "title"))
        }
        "image" => {
            let caption = if text(settings, "caption_source") == "custom" || settings.get("caption_source").is_none() {
                text(settings, "caption")
            } else {
                ""
            };
            let caption = tagged("figcaption", caption);
            image(settings.get("image"), media).map_or_else(String::new, |image| format!("<figure>{image}{}</figure>", caption.trim()))
        }
        "image-gallery" | "image-carousel" | "gallery" | "media-carousel" => gallery(settings, media),
        "video" => embed(
            ["youtube_url", "vimeo_url", "dailymotion_url", "external_url"]
                .iter()
                .map(|name| text(settings, name))
                .find(|url| !url.is_empty())
                .map(str::to_owned),
        ),
        "button" => link(settings, text(settings, "text")),
        "html" => text(settings, "html").to_owned(),
        "shortcode" => text(settings, "shortcode").to_owned(),
        "divider" => "<hr />".to_owned(),
        "blockquote" => {
            let author = tagged("cite", text(settings, "author_name"));
            format!("<blockquote><p>{}</p>{}</blockquote>", text(settings, "blockquote_content"), author.trim())
        }
        "testimonial" => {
            let author = tagged("cite", text(settings, "testimonial_name"));
            format!("<blockquote><p>{}</p>{}</blockquote>", text(settings, "testimonial_content"), author.trim())
        }
        "icon-list" | "price-list" => {
            let items: String = each(settings, "icon_list")
                .chain(each(settings, "price_list"))
                .map(|item| {
                    format!("<li>{}</li>", [text(item, "text"), text(item, "title"), text(item, "item_description")].join(" ").trim())
                })
                .collect();
            format!("<ul>{items}</ul>")
        }
        "accordion" | "toggle" | "tabs" => {
            each(settings, "tabs").map(|tab| tagged("h3", text(tab, "tab_title")) + text(tab, "tab_content") + "\n\n").collect()
        }
        "alert" => tagged("h3", text(settings, "alert_title")) + &tagged("p", text(settings, "alert_description")),
        _ => other(settings, media),
    }
}

fn gallery(settings: &Value, media: &dyn Media) -> String {
    let pictures: Vec<&Value> = ["wp_gallery", "carousel", "gallery", "slides"].iter().flat_map(|name| each(settings, name)).collect();
    let ids: Vec<u64> = pictures.iter().filter_map(|picture| picture.get("id").and_then(number)).collect();
    let known = gallery_of(&ids, media);
    if !known.is_empty() {
        return known;
    }
    pictures.into_iter().filter_map(|picture| image(Some(picture), media)).map(|image| format!("<figure>{image}</figure>\n")).collect()
}

/// A widget we do not know by name: its picture, titles and texts.
fn other(settings: &Value, media: &dyn Media) -> String {
    let mut out = image(settings.get("image"), media).map_or_else(String::new, |image| format!("<figure>{image}</figure>\n"));
    for name in ["title", "title_text", "heading", "title_text_a", "title_text_b"] {
        out += &tagged("h3", text(settings, name));
    }
    for name in ["editor", "content", "description", "description_text", "description_text_a", "description_text_b", "text"] {
        let words = text(settings, name);
        out += &if words.contains("<p") { format!("{words}\n\n") } else { tagged("p", words) };
    }
    out + &link(
        settings,
        ["button_text", "button"].iter().map(|name| text(settings, name)).find(|words| !words.is_empty()).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    struct None_;
    impl Media for None_ {
        fn image(&self, _: u64) -> Option<String> {
            None
        }
        fn attached(&self) -> Vec<u64> {
            Vec::new()
        }
    }

    #[test]
    fn texts_are_kept_in_order() {
        let data = r#"[{"elType":"section","elements":[{"elType":"column","elements":[
            {"elType":"widget","widgetType":"heading","settings":{"title":"Un titre","header_size":"h3"}},
            {"elType":"widget","widgetType":"text-editor","settings":{"editor":"<p>Le texte.</p>"}},
            {"elType":"widget","widgetType":"image","settings":{"image":{"url":"https://x.test/a.jpg","id":5},"caption":"La gare"}},
            {"elType":"widget","widgetType":"button","settings":{"text":"Lire","link":{"url":"https://x.test/"}}},
            {"elType":"widget","widgetType":"flip-box","settings":{"title_text_a":"Devant","description_text_b":"Derrière"}}
        ]}]}]"#;
        let html = to_html(data, &None_).unwrap();
        assert_eq!(
            html.split_whitespace().collect::<Vec<_>>().join(" "),
            "<h3>Un titre</h3> <p>Le texte.</p> <figure><img src=\"https://x.test/a.jpg\" alt=\"\" /><figcaption>La gare</figcaption></figure> \
             <p><a href=\"https://x.test/\">Lire</a></p> <h3>Devant</h3> <p>Derrière</p>"
        );
    }

    #[test]
    fn what_is_no_json_gives_nothing() {
        assert_eq!(to_html("a:1:{s:3:\"key\";}", &None_), None);
    }
}
