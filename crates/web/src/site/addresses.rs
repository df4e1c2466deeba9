//! Everything with an address: looks it up, and answers by its kind. 301 for moved, 410 for deleted, 404 for the rest.

use newsroom::addresses::{self as table, Address, Kind};
use newsroom::changes::Key;
use newsroom::{Tx, articles};

use super::lists::{self, About};
use super::{archive, article, feeds, home, legacy, mailings, paging, subscribe, texts};
use crate::pages::{Ask, Page};
use crate::{Failure, Web};

/// Answers a path.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask) -> Result<Page, Failure> {
    if !ask.query.is_empty()
        && let Some(page) = by_query(tx, ask).await?
    {
        return Ok(page);
    }
    if let Some((base, format)) = feeds::split(&ask.path) {
        return feeds::render(web, tx, ask, base, format).await;
    }
    let (base, after) = paging::split(&ask.path, ask.language.as_str());
    if ask.inner == "/" {
        return home::render(web, tx, ask).await;
    }
    let (inner, _) = paging::split(&ask.inner, ask.language.as_str());
    if let Some(page) = archive::render(web, tx, ask, inner, after).await? {
        return Ok(page);
    }
    if let Some(page) = texts::made(web, tx, ask).await? {
        return Ok(page);
    }
    if let Some(page) = subscribe::made(web, tx, ask).await? {
        return Ok(page);
    }
    if let Some(page) = mailings::render(web, tx, ask).await? {
        return Ok(page);
    }
    let Some(address) = table::lookup(tx, base).await? else {
        return legacy::answer(tx, ask).await?.ok_or(Failure::NotFound);
    };
    let is_list = matches!(Kind::parse(&address.kind), Some(Kind::Section | Kind::Topic | Kind::Contributor));
    if after.is_some() && !is_list {
        return Err(Failure::NotFound);
    }
    let page = answer(web, tx, ask, &address, base, after).await?;
    Ok(page.with_keys([Key::Path(base.to_owned())]))
}

async fn answer(web: &Web, tx: &mut Tx, ask: &Ask, address: &Address, base: &str, after: articles::Keyset) -> Result<Page, Failure> {
    match address.state.as_str() {
        "gone" => return Err(Failure::Gone),
        "moved" => return moved(tx, address).await,
        _ => {}
    }
    // A section of the main language may be asked for below another language's prefix only at its own address.
    let ask = &Ask { language: language::Tag::parse(&address.language).map_err(Failure::broken)?, ..ask.clone() };
    match Kind::parse(&address.kind) {
        Some(Kind::Article) => article::render(web, tx, ask, address.subject).await,
        Some(Kind::Section) => lists::render(web, tx, ask, About::Section(address.subject), base, after).await,
        Some(Kind::Topic) => lists::render(web, tx, ask, About::Topic(address.subject), base, after).await,
        Some(Kind::Contributor) => lists::render(web, tx, ask, About::Author(address.subject), base, after).await,
        Some(Kind::StaticPage) => texts::render(web, tx, ask, address.subject).await,
        Some(Kind::Redirect) => Ok(Page::moved(&address.target)),
        Some(Kind::Media) | None => Err(Failure::NotFound),
    }
}

/// Where a moved address leads now. What it led to may be unpublished for the moment: 404.
async fn moved(tx: &mut Tx, address: &Address) -> Result<Page, Failure> {
    let kind = Kind::parse(&address.kind).ok_or(Failure::NotFound)?;
    if kind == Kind::Redirect || address.subject == 0 {
        return Ok(Page::moved(&address.target));
    }
    let now = table::current(tx, kind, address.subject, &address.language).await?.ok_or(Failure::NotFound)?;
    if kind == Kind::Article && articles::published(tx, address.subject).await?.is_none() {
        return Err(Failure::NotFound);
    }
    let key = match kind {
        Kind::Article => vec![Key::Article(address.subject)],
        _ => vec![Key::Navigation],
    };
    Ok(Page::moved(&now).with_keys(key).with_keys([Key::Path(address.path.clone())]))
}

/// Imported addresses that are told apart by their query, such as `/?p=12`.
async fn by_query(tx: &mut Tx, ask: &Ask) -> Result<Option<Page>, Failure> {
    // A number and `feed=rss2` together mean something else than the number alone.
    if ask.path == "/"
        && let Some(page) = legacy::answer(tx, ask).await?
    {
        return Ok(Some(page));
    }
    for (name, value) in &ask.query {
        let path = format!("{}?{name}={value}", ask.path);
        if let Some(address) = table::lookup(tx, &path).await? {
            return moved(tx, &address).await.map(|page| Some(page.with_keys([Key::Path(path)])));
        }
    }
    Ok(None)
}
