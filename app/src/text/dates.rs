//! Days and moments as people read them, on Shanghai's clocks.

use chrono::{Datelike, NaiveDate, Timelike};
use domain::text::Lang;
use domain::time::{DAY, Moment};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// A day: `11月24日` or `24 Nov`; with its year when that is not the year of `now`.
pub fn day(day: NaiveDate, now: Moment, lang: Lang) -> String {
    if day.year() == now.day().year() {
        let month = MONTHS[day.month0() as usize];
        match lang {
            Lang::Zh => format!("{}月{}日", day.month(), day.day()),
            Lang::En => format!("{} {month}", day.day()),
        }
    } else {
        full_day(day, lang)
    }
}

/// A day with its year: `2026年11月24日` or `24 Nov 2026`.
pub fn full_day(day: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Lang::En => format!("{} {} {}", day.day(), MONTHS[day.month0() as usize], day.year()),
    }
}

/// The exact moment, for `title` and for notices: `2026年11月24日 10:17` or `24 Nov 2026, 10:17`.
pub fn exact(moment: Moment, lang: Lang) -> String {
    let local = moment.local();
    let time = clock(moment);
    match lang {
        Lang::Zh => format!("{} {time}", full_day(local.date_naive(), lang)),
        Lang::En => format!("{}, {time}", full_day(local.date_naive(), lang)),
    }
}

/// Time of day: `10:17`.
pub fn clock(moment: Moment) -> String {
    let local = moment.local();
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// How long ago, while that is easier to read than a date: `10 分钟前`, `今天 09:45`, `昨天`, then the day.
pub fn ago(moment: Moment, now: Moment, lang: Lang) -> String {
    const MINUTE: i64 = 60_000_000;
    let minutes = (now.micros() - moment.micros()) / MINUTE;
    let days = (Moment::start_of(now.day()).micros() - Moment::start_of(moment.day()).micros()) / DAY;
    match (lang, days, minutes) {
        (Lang::Zh, 0, 0) => "刚刚".to_owned(),
        (Lang::En, 0, 0) => "just now".to_owned(),
        (Lang::Zh, 0, 1..60) => format!("{minutes} 分钟前"),
        (Lang::En, 0, 1..60) => format!("{minutes} min ago"),
        (Lang::Zh, 0, _) => format!("今天 {}", clock(moment)),
        (Lang::En, 0, _) => format!("today {}", clock(moment)),
        (Lang::Zh, 1, _) => "昨天".to_owned(),
        (Lang::En, 1, _) => "yesterday".to_owned(),
        _ => day(moment.day(), now, lang),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(d: u32, h: u32, m: u32) -> Moment {
        Moment::from_local(
            NaiveDate::from_ymd_opt(2026, 11, d)
                .unwrap()
                .and_hms_opt(h, m, 0)
                .unwrap(),
        )
    }

    #[test]
    fn recent_moments_are_told_by_their_distance_and_older_ones_by_their_day() {
        let now = at(24, 10, 18);
        let zh = |moment| ago(moment, now, Lang::Zh);
        assert_eq!(zh(at(24, 10, 18)), "刚刚");
        assert_eq!(zh(at(24, 10, 8)), "10 分钟前");
        assert_eq!(zh(at(24, 9, 5)), "今天 09:05");
        assert_eq!(zh(at(23, 23, 59)), "昨天");
        assert_eq!(zh(at(20, 8, 0)), "11月20日");
        assert_eq!(ago(at(20, 8, 0), now, Lang::En), "20 Nov");
        assert_eq!(ago(Moment::from_micros(0), now, Lang::En), "1 Jan 1970");
        assert_eq!(exact(at(4, 8, 5), Lang::Zh), "2026年11月4日 08:05");
        assert_eq!(exact(at(4, 8, 5), Lang::En), "4 Nov 2026, 08:05");
    }

    #[test]
    fn a_moment_ahead_of_the_clock_is_told_by_its_day_or_hour() {
        let now = at(24, 10, 18);
        assert_eq!(ago(at(24, 11, 0), now, Lang::Zh), "今天 11:00");
        assert_eq!(ago(at(26, 11, 0), now, Lang::En), "26 Nov");
    }
}
