//! The reader page of a failure: it says what happened, and helps.

use newsroom::changes::Key;
use newsroom::{Tx, articles};
use theme::site::{FailedPage, Head, Link};

use super::{cards, frame};
use crate::pages::{self, Ask, Page};
use crate::{Failure, Web};

/// Articles shown below.
const LATEST: i64 = 3;

/// The page.
pub async fn page(web: &Web, tx: &mut Tx, ask: &Ask, title: &str, text: &str) -> Result<Page, Failure> {
    let language = ask.language.as_str();
    let site = frame::site(web, tx, ask).await?;
    let latest = articles::latest(tx, language, None, LATEST).await?;
    let last = ask.path.rsplit('/').next().unwrap_or_default();
    let context = FailedPage {
        head: Head { title: title.to_owned(), hidden: true, kind: "website".to_owned(), ..Head::default() },
        title: title.to_owned(),
        text: text.to_owned(),
        words: last.split(['-', '_', '.']).filter(|word| word.chars().count() > 2).collect::<Vec<_>>().join(" "),
        links: vec![Link::new(&site.home_href, web.text(&ask.language, "site-home", ""))],
        latest: cards::plain(tx, ask, &latest).await?,
        site,
    };
    pages::html(web, &ask.language, "site/failed.html", &context, [Key::Home(language.to_owned())])
}
