//! Dates of an export: UTC first, then the local one in the site's zone, then the feed's.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

use super::item::Item;

/// When an item was published, in microseconds UTC. Zero dates ("0000-00-00 00:00:00") are no dates.
pub fn published(item: &Item, zone: &TimeZone) -> Option<i64> {
    utc(&item.date_gmt).or_else(|| local(&item.date, zone)).or_else(|| feed(&item.pub_date))
}

/// When it was altered last.
pub fn modified(item: &Item) -> Option<i64> {
    utc(&item.modified_gmt)
}

/// A date of the database, UTC.
pub fn utc(text: &str) -> Option<i64> {
    local(text, &TimeZone::UTC)
}

fn local(text: &str, zone: &TimeZone) -> Option<i64> {
    let text = text.trim();
    if text.is_empty() || text.starts_with("0000") {
        return None;
    }
    let date: DateTime = text.parse().ok()?;
    // A time that a change of the clocks skipped or repeated: the compatible rule of RFC 5545.
    Some(zone.to_zoned_datetime(date).ok()?.timestamp().as_microsecond())
}

fn feed(text: &str) -> Option<i64> {
    let at = rfc2822::parse(text.trim()).ok()?.timestamp();
    // "-001 00:00:00" and the turn of 1999 are what a zero date looks like in a feed.
    (at.as_second() > 943_920_000 || at.as_second() < 0).then_some(at.as_microsecond()).filter(|at| *at > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(gmt: &str, date: &str, feed: &str) -> Item {
        Item { date_gmt: gmt.into(), date: date.into(), pub_date: feed.into(), ..Item::default() }
    }

    #[test]
    fn utc_comes_first_then_local_then_the_feed() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_microsecond();
        let zero = "0000-00-00 00:00:00";
        assert_eq!(published(&item("2024-09-20 06:00:00", "2024-09-20 08:00:00", ""), &paris), Some(at("2024-09-20T06:00:00Z")));
        assert_eq!(published(&item(zero, "2024-09-20 08:00:00", ""), &paris), Some(at("2024-09-20T06:00:00Z")));
        assert_eq!(published(&item(zero, zero, "Fri, 20 Sep 2024 06:00:00 +0000"), &paris), Some(at("2024-09-20T06:00:00Z")));
        assert_eq!(published(&item(zero, zero, "Tue, 30 Nov 1999 00:00:00 +0000"), &paris), None);
        assert_eq!(published(&item("x", "", ""), &paris), None);
    }
}
