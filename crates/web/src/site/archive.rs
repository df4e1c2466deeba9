//! The archive: all articles, and the articles of a month.

use jiff::civil::date;
use jiff::tz::TimeZone;
use newsroom::articles::{self, Keyset};
use newsroom::changes::Key;
use newsroom::site::{Word, word};
use newsroom::{Timestamp, Tx, addresses};
use theme::site::{Head, Link, ListPage};

use super::paging::{self, ON_A_PAGE};
use super::{cards, frame};
use crate::pages::{self, Ask, Page};
use crate::{Failure, Web};

/// The months in which a language's articles were published, newest first: an empty one has no page.
pub async fn months(tx: &mut Tx, language: &str, zone: &str) -> Result<Vec<(i16, i8)>, Failure> {
    let mut months = Vec::new();
    let mut before = i64::MAX;
    while let Some(at) = articles::newest_before(tx, language, before).await? {
        let (year, month) = theme::dates::year_month(at, zone).map_err(Failure::broken)?;
        months.push((year, month));
        (before, _) = bounds(zone, year, month)?;
    }
    Ok(months)
}

/// When a month begins and ends in a zone.
pub fn bounds(zone: &str, year: i16, month: i8) -> Result<(Timestamp, Timestamp), Failure> {
    let zone = TimeZone::get(zone).map_err(Failure::broken)?;
    let start = |year: i16, month: i8| {
        let midnight = date(year, month, 1).to_zoned_datetime(zone.clone()).map_err(Failure::broken)?;
        Ok::<_, Failure>(midnight.timestamp().as_microsecond())
    };
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    Ok((start(year, month)?, start(next_year, next_month)?))
}

/// `/archives`, `/archives/2026/09` and their further pages. None: not an address of the archive.
pub async fn render(web: &Web, tx: &mut Tx, ask: &Ask, inner: &str, after: Keyset) -> Result<Option<Page>, Failure> {
    let (language, main) = (ask.language.as_str(), ask.main.as_str());
    let own = format!("/{}", word(language, Word::Archive));
    let Some(rest) = inner.strip_prefix(&own) else {
        return Ok(None);
    };
    let month = match rest.strip_prefix('/').map(|rest| rest.split_once('/')) {
        None if rest.is_empty() => None,
        Some(Some((year, month))) => match (year.parse::<i16>(), month.parse::<i8>()) {
            (Ok(year @ 1000..=9000), Ok(month @ 1..=12)) => Some((year, month)),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    let identity = &ask.around.site.identity;
    let base = format!("{}{own}", addresses::prefix(language, main));
    let path = match month {
        None => base.clone(),
        Some((year, month)) => format!("{base}/{year}/{month:02}"),
    };
    let mut rows = match month {
        None => articles::latest(tx, language, after, ON_A_PAGE + 1).await?,
        Some((year, month)) => {
            let bounds = bounds(&identity.zone, year, month)?;
            articles::by_month(tx, language, bounds, after, ON_A_PAGE + 1).await?
        }
    };
    if rows.is_empty() && month.is_some() {
        return Err(Failure::NotFound);
    }
    let older = paging::next(&mut rows, &path, language);
    let title = match month {
        None => web.text(&ask.language, "site-archive", ""),
        Some((year, month)) => {
            let words = theme::dates::month(year, month, &ask.language).map_err(Failure::broken)?;
            web.app.theme.text(&ask.language, "site-archive-of", &[("month", theme::Value::from(words))])
        }
    };
    let mut links = Vec::new();
    for (year, number) in months(tx, language, &identity.zone).await? {
        let words = theme::dates::month(year, number, &ask.language).map_err(Failure::broken)?;
        let current = month == Some((year, number));
        links.push(Link { current, ..Link::new(format!("{base}/{year}/{number:02}"), words) });
    }
    let newest = after.is_some().then(|| path.clone());
    let context = ListPage {
        site: frame::site(web, tx, ask).await?,
        head: Head {
            title: title.clone(),
            canonical: Some(web.app.link(&ask.path)),
            kind: "website".to_owned(),
            next: older.clone().map(|path| web.app.link(&path)),
            ..Head::default()
        },
        kind: if month.is_some() { "month" } else { "archive" }.to_owned(),
        kicker: String::new(),
        title,
        introduction: String::new(),
        portrait: None,
        cards: cards::plain(tx, ask, &rows).await?,
        newest,
        older,
        links,
    };
    let keys: Vec<Key> = [Key::Archive(language.to_owned())].into_iter().chain(rows.iter().map(|row| Key::Article(row.id))).collect();
    pages::html(web, &ask.language, "site/list.html", &context, keys).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_begins_at_the_zones_midnight() {
        let (from, to) = bounds("Europe/Paris", 2026, 3).unwrap();
        assert_eq!(from, 1_772_319_600_000_000);
        assert_eq!((to - from) / 3_600_000_000, 31 * 24 - 1);
    }
}
