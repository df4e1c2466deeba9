//! Static pages, and the two that are made from the settings: legal notice and privacy.

use newsroom::changes::Key;
use newsroom::{Id, Tx, addresses, pages as statics};
use theme::site::{Head, TextPage};

use super::article::Known;
use super::frame;
use super::lists::escape;
use crate::pages::{self, Ask, Page};
use crate::web::encode_path;
use crate::{Failure, Web};

/// The path of the legal notice.
pub fn legal_path(language: &str, main: &str) -> String {
    let word = if language == "fr" { "mentions-legales" } else { "legal" };
    format!("{}/{word}", addresses::prefix(language, main))
}

/// The path of the privacy page.
pub fn privacy_path(language: &str, main: &str) -> String {
    let word = if language == "fr" { "confidentialite" } else { "privacy" };
    format!("{}/{word}", addresses::prefix(language, main))
}

/// The legal notice or the privacy page, if the path is theirs.
pub async fn made(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Option<Page>, Failure> {
    let (language, main) = (ask.language.as_str(), ask.main.as_str());
    let legal = &ask.around.site.legal;
    let text = |key: &str| web.text(&ask.language, key, "");
    let (title, body) = if ask.path == legal_path(language, main) {
        let lines = [
            ("site-legal-publisher", [legal.publisher.as_str(), legal.address.as_str()].join("\n")),
            ("site-legal-registration", legal.registration.clone()),
            ("site-legal-director", legal.director.clone()),
            ("site-legal-host", legal.host.clone()),
            ("site-legal-contact", legal.contact.clone()),
        ];
        let line = |(key, value): &(&str, String)| {
            let value = escape(value.trim()).replace('\n', "<br>");
            if value.is_empty() { String::new() } else { format!("<h2>{}</h2><p>{value}</p>", escape(&text(key))) }
        };
        (text("site-legal"), lines.iter().map(line).collect::<String>())
    } else if ask.path == privacy_path(language, main) {
        let contact = web.app.theme.text(&ask.language, "site-privacy-text-3", &[("contact", theme::Value::from(legal.contact.as_str()))]);
        let paragraphs = [text("site-privacy-text-1"), text("site-privacy-text-2"), contact];
        (text("site-privacy"), paragraphs.iter().map(|words| format!("<p>{}</p>", escape(words))).collect())
    } else {
        return Ok(None);
    };
    page(web, tx, ask, (title, body), Vec::new(), &[]).await.map(Some)
}

/// A static page.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask, id: Id) -> Result<Page, Failure> {
    let page = statics::by_id(tx, id).await?.ok_or(Failure::NotFound)?;
    let text = page.texts.get(ask.language.as_str()).filter(|text| text.published).ok_or(Failure::NotFound)?;
    let document =
        if text.body.is_empty() { document::Document::default() } else { document::from_json(&text.body).map_err(Failure::broken)? };
    let known = Known::load(tx, ask, &document, None).await?;
    let body = document::render_page(&document, &known, &known.options(web, &ask.language, ""));
    let mut keys = known.keys();
    keys.push(Key::StaticPage(id));
    let frames = document::frame_hosts(&document);
    self::page(web, tx, ask, (language::typography(&text.title, &ask.language), body), keys, &frames).await
}

async fn page(
    web: &Web,
    tx: &mut Tx,
    ask: &Ask,
    (title, body): (String, String),
    keys: Vec<Key>,
    frames: &[&str],
) -> Result<Page, Failure> {
    let context = TextPage {
        site: frame::site(web, tx, ask).await?,
        head: Head {
            title: title.clone(),
            canonical: Some(web.app.link(&encode_path(&ask.path))),
            kind: "website".to_owned(),
            frames: !frames.is_empty(),
            ..Head::default()
        },
        title,
        body,
    };
    Ok(pages::html(web, &ask.language, "site/text.html", &context, keys)?.with_frames(frames))
}
