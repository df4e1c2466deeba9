//! Dates as other programs write them. What is found is kept as it stands; the moment serves only to order and to show.

use database::{MICROS_PER_SECOND, Timestamp};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// The moment that a cell names, in UTC where it names no zone. Of two small numbers the first is the day, unless it cannot be.
pub(super) fn moment(cell: &str) -> Option<Timestamp> {
    let cell = cell.trim();
    if let Ok(exact) = cell.parse::<jiff::Timestamp>() {
        return Some(exact.as_microsecond());
    }
    if cell.len() == 10 && cell.bytes().all(|byte| byte.is_ascii_digit()) {
        return cell.parse::<i64>().ok()?.checked_mul(MICROS_PER_SECOND);
    }
    let (date, time) = cell.split_once([' ', 'T', ',']).unwrap_or((cell, ""));
    let moment = DateTime::from_parts(date_of(date)?, time_of(time)?);
    Some(TimeZone::UTC.to_timestamp(moment).ok()?.as_microsecond())
}

fn date_of(text: &str) -> Option<Date> {
    let mut numbers = [0_i16; 3];
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    if parts.len() != 3 {
        return None;
    }
    for (number, part) in numbers.iter_mut().zip(&parts) {
        *number = part.parse().ok()?;
    }
    let small = |number: i16| i8::try_from(number).ok();
    let [first, second, third] = numbers;
    let (year, month, day) = match (first, second) {
        (1000.., _) => (first, second, third),
        (_, 13..) => (third, first, second),
        _ => (third, second, first),
    };
    Date::new(year, small(month)?, small(day)?).ok().filter(|date| date.year() >= 1970)
}

fn time_of(text: &str) -> Option<Time> {
    let text = text.trim().trim_end_matches("UTC").trim_end_matches('Z').trim();
    if text.is_empty() {
        return Some(Time::midnight());
    }
    let (text, after_noon) = match text.to_ascii_lowercase() {
        half if half.ends_with("pm") => (half.trim_end_matches("pm").trim().to_owned(), Some(true)),
        half if half.ends_with("am") => (half.trim_end_matches("am").trim().to_owned(), Some(false)),
        whole => (whole, None),
    };
    let mut parts = text.split(':').map(|part| part.split('.').next()?.parse::<i8>().ok());
    let hour = parts.next()??;
    let hour = match after_noon {
        Some(after) => hour % 12 + if after { 12 } else { 0 },
        None => hour,
    };
    let minute = parts.next().unwrap_or(Some(0))?;
    let second = parts.next().unwrap_or(Some(0))?;
    Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::moment;

    fn read(cell: &str) -> Option<String> {
        moment(cell).map(|micros| jiff::Timestamp::from_microsecond(micros).unwrap().to_string())
    }

    #[test]
    fn dates_are_read_as_the_programs_write_them() {
        for (cell, wanted) in [
            ("2024-03-05 09:07:30", "2024-03-05T09:07:30Z"),
            ("2024-03-05", "2024-03-05T00:00:00Z"),
            ("2024-03-05T09:07:30+02:00", "2024-03-05T07:07:30Z"),
            ("05-03-2024 09:07:30", "2024-03-05T09:07:30Z"),
            ("05/03/2024 09:07", "2024-03-05T09:07:00Z"),
            ("3/25/2024 9:07 PM", "2024-03-25T21:07:00Z"),
            ("25.03.2024", "2024-03-25T00:00:00Z"),
            ("1709629650", "2024-03-05T09:07:30Z"),
        ] {
            assert_eq!(read(cell).as_deref(), Some(wanted), "{cell}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for cell in ["", "hier", "0000-00-00 00:00:00", "2024-02-31", "12:30", "1/2", "99/99/2024"] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
