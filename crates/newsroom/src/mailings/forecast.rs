//! When a mailing will be through: an honest guess from what the relay bears and from how fast it went so far.

use database::Timestamp;

use super::limits::{self, For};
use crate::{MICROS_PER_SECOND, RelayLimits};

/// How fast mails go where nothing is known yet, in a second.
const GUESS: f64 = 5.0;
/// Beyond this many windows the guess is not worth making.
const FAR: usize = 10_000;

/// What has gone so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// Mails taken by the relay.
    pub submitted: i64,
    /// Since when.
    pub since: Timestamp,
}

impl Pace {
    /// Mails in a second.
    fn rate(&self, now: Timestamp) -> f64 {
        let seconds = (now - self.since) as f64 / MICROS_PER_SECOND as f64;
        if self.submitted < 20 || seconds < 1.0 { GUESS } else { self.submitted as f64 / seconds }
    }
}

/// When so many mails will have gone, begun at `now`; `used` are those of this hour and this day. None: not in sight.
pub fn through_at(now: Timestamp, to_send: i64, pace: Pace, limits: &RelayLimits, used: (i64, i64)) -> Option<Timestamp> {
    let rate = pace.rate(now).max(0.1);
    let (mut left, mut at) = (to_send, now);
    let (mut hour, mut day) = (used.0, used.1);
    let mut room_in = (limits::start(now, limits::HOUR), limits::start(now, limits::DAY));
    for _ in 0..FAR {
        let windows = (limits::start(at, limits::HOUR), limits::start(at, limits::DAY));
        if windows.0 != room_in.0 {
            hour = 0;
        }
        if windows.1 != room_in.1 {
            day = 0;
        }
        room_in = windows;
        let mut room = left;
        for (kind, _, limit) in limits::windows(limits) {
            let share = limits::share(limits, limit, For::Mailings);
            room = room.min(share - if kind == "hour" { hour } else { day });
        }
        let end = windows.0 + limits::HOUR;
        let in_time = ((end - at) as f64 / MICROS_PER_SECOND as f64 * rate) as i64;
        let sent = room.min(in_time.max(1)).max(0);
        if sent >= left {
            return Some(at + (left as f64 / rate * MICROS_PER_SECOND as f64) as i64);
        }
        left -= sent;
        hour += sent;
        day += sent;
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = limits::HOUR;

    fn limits(per_hour: u32, per_day: u32) -> RelayLimits {
        RelayLimits { per_hour, per_day, kept_for_letters: 0, ..RelayLimits::default() }
    }

    #[test]
    fn without_limits_the_pace_decides() {
        let pace = Pace { submitted: 1_000, since: 0 };
        let now = 100 * MICROS_PER_SECOND;
        assert_eq!(through_at(now, 500, pace, &limits(0, 0), (0, 0)), Some(now + 50 * MICROS_PER_SECOND));
        assert_eq!(through_at(now, 0, pace, &limits(0, 0), (0, 0)), Some(now));
    }

    #[test]
    fn a_day_that_bears_three_hundred_takes_five_days_for_1240() {
        let through = through_at(0, 1_240, Pace::default(), &limits(0, 300), (0, 0)).unwrap();
        assert_eq!(through / (24 * HOUR), 4);
        assert!(through % (24 * HOUR) < HOUR, "early on that day");
    }

    #[test]
    fn what_has_gone_in_this_hour_counts() {
        let through = through_at(0, 50, Pace::default(), &limits(100, 0), (80, 80)).unwrap();
        assert!((HOUR..2 * HOUR).contains(&through), "twenty in this hour, thirty in the next: {through}");
    }
}
