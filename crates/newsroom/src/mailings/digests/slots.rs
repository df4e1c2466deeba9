//! The hours of digests: which are near enough to be prepared. Pure: a newsletter, a zone, a moment.

use database::Timestamp;
use jiff::civil::Date;

use crate::newsletters::{Cadence, Newsletter};
use crate::{Error, MICROS_PER_SECOND};

const HOUR: i64 = 3600 * MICROS_PER_SECOND;

/// The hours that a newsletter is to be prepared for: today's and tomorrow's, once they are near enough or have passed.
pub(in crate::mailings) fn near(newsletter: &Newsletter, zone: &str, now: Timestamp) -> Result<Vec<Timestamp>, Error> {
    let today = jiff::Timestamp::from_microsecond(now).and_then(|now| now.in_tz(zone)).map_err(Error::broken)?.date();
    let mut found = Vec::new();
    for day in [today, today.tomorrow().map_err(Error::broken)?] {
        let is_its_day = newsletter.cadence != Cadence::Weekly || i64::from(day.weekday().to_monday_one_offset()) == newsletter.weekday;
        if !is_its_day {
            continue;
        }
        let at = at_hour(day, newsletter.hour, zone)?;
        if at - newsletter.prepared * HOUR <= now {
            found.push(at);
        }
    }
    Ok(found)
}

/// An hour of a day. An hour that the change to summer time skips comes right after; one that comes twice is the first.
fn at_hour(day: Date, hour: i64, zone: &str) -> Result<Timestamp, Error> {
    let hour = i8::try_from(hour.clamp(0, 23)).map_err(Error::broken)?;
    let zoned = day.at(hour, 0, 0, 0).in_tz(zone).map_err(Error::broken)?;
    Ok(zoned.timestamp().as_microsecond())
}
