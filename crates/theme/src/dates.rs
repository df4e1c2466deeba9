//! Dates in words, in any language and time zone.
//!
//! CLDR knows every language's months; the French "1er" is ours. Times come in microseconds UTC, as the database
//! keeps them.

use std::cell::RefCell;
use std::collections::HashMap;

use icu::calendar::{Date, Gregorian};
use icu::datetime::FixedCalendarDateTimeFormatter as Formatter;
use icu::datetime::fieldsets::{YM, YMD, YMDE, YMDT};
use icu::datetime::input::{DateTime, Time};
use icu::locale::Locale;
use jiff::{Timestamp, ZonedDateTime};
use language::Tag;

use crate::Error;

struct Formatters {
    full: Formatter<Gregorian, YMD>,
    time: Formatter<Gregorian, YMDT>,
    short: Formatter<Gregorian, YMDT>,
    day: Formatter<Gregorian, YMDE>,
    month: Formatter<Gregorian, YM>,
}

thread_local! {
    // Building a formatter costs more than a page's dates together, and it may not cross threads.
    static FORMATTERS: RefCell<HashMap<String, Formatters>> = RefCell::new(HashMap::new());
}

/// "20 septembre 2024".
pub fn full(micros: i64, zone: &str, tag: &Tag) -> Result<String, Error> {
    let (date, _) = local(micros, zone)?;
    with(tag, |f| first(f.full.format(&date).to_string(), &date, tag))
}

/// "20 septembre 2024 à 14:05".
pub fn full_time(micros: i64, zone: &str, tag: &Tag) -> Result<String, Error> {
    let (date, time) = local(micros, zone)?;
    with(tag, |f| first(f.time.format(&DateTime { date, time }).to_string(), &date, tag))
}

/// "20 sept. 2024, 14:05": for tables.
pub fn short_time(micros: i64, zone: &str, tag: &Tag) -> Result<String, Error> {
    let (date, time) = local(micros, zone)?;
    with(tag, |f| first(f.short.format(&DateTime { date, time }).to_string(), &date, tag))
}

/// "vendredi 20 septembre 2024".
pub fn day(micros: i64, zone: &str, tag: &Tag) -> Result<String, Error> {
    let (date, _) = local(micros, zone)?;
    with(tag, |f| first(f.day.format(&date).to_string(), &date, tag))
}

/// "septembre 2024", from a year and a month from 1 to 12.
pub fn month(year: i16, month: i8, tag: &Tag) -> Result<String, Error> {
    let date = gregorian(year, month, 1)?;
    with(tag, |f| f.month.format(&date).to_string())
}

/// `2024-09-20T14:05:00+02:00`, for machines.
pub fn iso(micros: i64, zone: &str) -> Result<String, Error> {
    Ok(zoned(micros, zone)?.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// The year and month in which an instant falls, there.
pub fn year_month(micros: i64, zone: &str) -> Result<(i16, i8), Error> {
    let at = zoned(micros, zone)?;
    Ok((at.year(), at.month()))
}

fn zoned(micros: i64, zone: &str) -> Result<ZonedDateTime, Error> {
    let instant = Timestamp::from_microsecond(micros).map_err(|e| Error::Date(e.to_string()))?;
    instant.in_tz(zone).map_err(|e| Error::Date(e.to_string()))
}

fn local(micros: i64, zone: &str) -> Result<(Date<Gregorian>, Time), Error> {
    let at = zoned(micros, zone)?;
    let date = gregorian(at.year(), at.month(), at.day())?;
    let time = Time::try_new(at.hour().unsigned_abs(), at.minute().unsigned_abs(), 0, 0);
    Ok((date, time.map_err(|e| Error::Date(e.to_string()))?))
}

fn gregorian(year: i16, month: i8, day: i8) -> Result<Date<Gregorian>, Error> {
    Date::try_new_gregorian(year.into(), month.unsigned_abs(), day.unsigned_abs()).map_err(|e| Error::Date(e.to_string()))
}

/// French writes the first of a month "1er"; CLDR does not.
fn first(text: String, date: &Date<Gregorian>, tag: &Tag) -> String {
    if tag.primary() != "fr" || date.day_of_month().0 != 1 {
        return text;
    }
    text.split(' ').map(|word| if word == "1" { "1er" } else { word }).collect::<Vec<_>>().join(" ")
}

fn with<T>(tag: &Tag, write: impl FnOnce(&Formatters) -> T) -> Result<T, Error> {
    FORMATTERS.with_borrow_mut(|all| {
        if !all.contains_key(tag.as_str()) {
            all.insert(tag.as_str().to_owned(), formatters(tag)?);
        }
        all.get(tag.as_str()).map(write).ok_or_else(|| Error::Date(format!("no formatter for {}", tag.as_str())))
    })
}

fn formatters(tag: &Tag) -> Result<Formatters, Error> {
    let fault = |e: String| Error::Date(format!("{}: {e}", tag.as_str()));
    let locale: Locale = tag.as_str().parse().map_err(|e| fault(format!("{e}")))?;
    Ok(Formatters {
        full: Formatter::try_new((&locale).into(), YMD::long()).map_err(|e| fault(e.to_string()))?,
        time: Formatter::try_new((&locale).into(), YMD::long().with_time_hm()).map_err(|e| fault(e.to_string()))?,
        short: Formatter::try_new((&locale).into(), YMD::medium().with_time_hm()).map_err(|e| fault(e.to_string()))?,
        day: Formatter::try_new((&locale).into(), YMDE::long()).map_err(|e| fault(e.to_string()))?,
        month: Formatter::try_new((&locale).into(), YM::long()).map_err(|e| fault(e.to_string()))?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRIDAY: i64 = 1_726_833_900_000_000; // 2024-09-20T12:05:00Z
    const FIRST: i64 = 1_725_141_600_000_000; // 2024-08-31T22:00:00Z, 1 September in Paris

    fn tag(text: &str) -> Tag {
        Tag::parse(text).unwrap()
    }

    #[test]
    fn a_date_is_written_in_full_in_each_language() {
        let cases = [
            ("fr", "20 septembre 2024"),
            ("en", "September 20, 2024"),
            ("sr-Latn", "20. septembar 2024."),
            ("sr-Cyrl", "20. септембар 2024."),
            ("sq", "20 shtator 2024"),
            ("de", "20. September 2024"),
        ];
        for (language, wanted) in cases {
            assert_eq!(full(FRIDAY, "Europe/Paris", &tag(language)).unwrap(), wanted, "{language}");
        }
    }

    #[test]
    fn the_first_of_a_month_is_1er_in_french_and_the_zone_decides_the_day() {
        assert_eq!(full(FIRST, "Europe/Paris", &tag("fr")).unwrap(), "1er septembre 2024");
        assert_eq!(full(FIRST, "UTC", &tag("fr")).unwrap(), "31 août 2024");
        assert_eq!(day(FIRST, "Europe/Paris", &tag("fr")).unwrap(), "dimanche 1er septembre 2024");
    }

    #[test]
    fn a_month_and_a_machine_date_have_their_own_forms() {
        assert_eq!(month(2024, 9, &tag("fr")).unwrap(), "septembre 2024");
        assert_eq!(iso(FRIDAY, "Europe/Paris").unwrap(), "2024-09-20T14:05:00+02:00");
    }

    #[test]
    fn a_table_has_the_month_cut_short() {
        for (language, wanted) in [("fr", "20 sept. 2024, 14:05"), ("en", "Sep 20, 2024, 2:05\u{202f}PM"), ("sr-Latn", "20.09.2024. 14:05")]
        {
            assert_eq!(short_time(FRIDAY, "Europe/Paris", &tag(language)).unwrap(), wanted, "{language}");
        }
    }

    #[test]
    fn a_zone_that_is_not_known_is_an_error() {
        assert!(full(FRIDAY, "Europe/Nowhere", &tag("fr")).is_err());
    }
}
