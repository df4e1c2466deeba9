//! All related articles of one: where "more on the same subject" leads.

use language::Tag;
use newsroom::changes::Key;
use newsroom::{Id, Tx, articles, related};
use theme::site::{Head, Link, ListPage};

use crate::pages::{self, Ask, Page};
use crate::{Failure, Web};

/// How many are shown: all that are kept.
const ALL: usize = 24;
/// How many stand below an article in a feed.
const IN_A_FEED: usize = 3;

/// The related articles as links below a text that leaves the site; nothing when there are none.
pub async fn links(web: &Web, tx: &mut Tx, article: Id, language: &Tag) -> Result<String, Failure> {
    let found = related::of(tx, article, IN_A_FEED).await?;
    if found.is_empty() {
        return Ok(String::new());
    }
    let mut html = format!("<h2>{}</h2>\n<ul>", super::lists::escape(&web.text(language, "site-related", "")));
    for card in found {
        let tag = Tag::parse(&card.language).map_err(Failure::broken)?;
        let href = web.app.link(&crate::web::encode_path(&card.path));
        let headline = super::lists::escape(&language::typography(&card.headline, &tag));
        html.push_str(&format!("<li><a href=\"{}\">{headline}</a></li>", super::lists::escape(&href)));
    }
    html.push_str("</ul>\n");
    Ok(html)
}

/// `/related/42`, in the language of the article.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Page, Failure> {
    let id: Id = ask.path.rsplit('/').next().and_then(|last| last.parse().ok()).ok_or(Failure::NotFound)?;
    let card = articles::cards(tx, &[id]).await?.pop().ok_or(Failure::NotFound)?;
    let language = Tag::parse(&card.language).map_err(Failure::broken)?;
    let ask = Ask { language: language.clone(), ..ask.clone() };
    let found = related::of(tx, id, ALL).await?;
    let mut keys = vec![Key::Article(id), Key::Related(id)];
    keys.extend(found.iter().map(|card| Key::Article(card.id)));
    let title = web.text(&language, "site-related", "");
    let headline = language::typography(&card.headline, &language);
    let full = web.app.theme.text(&language, "site-related-to", &[("headline", theme::Value::from(headline.as_str()))]);
    let context = ListPage {
        site: super::frame::site(web, tx, &ask).await?,
        head: Head { title: full, canonical: Some(web.app.link(&ask.path)), hidden: true, kind: "website".to_owned(), ..Head::default() },
        kind: "related".to_owned(),
        kicker: title,
        title: headline.clone(),
        introduction: String::new(),
        portrait: None,
        cards: super::cards::cards(tx, &ask, &found).await?,
        newest: None,
        older: None,
        links: vec![Link::new(crate::web::encode_path(&card.path), headline)],
    };
    pages::html(web, &language, "site/list.html", &context, keys)
}
