//! Moments and days. The portal's clocks run in Asia/Shanghai (rules, section 1), which has kept UTC+8 without summer
//! time since 1992; open-data regulations begin in 2018.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone, Utc};
use serde::{Deserialize, Serialize};

/// A moment as microseconds since 1970-01-01T00:00:00Z, the form that both databases keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(i64);

/// Microseconds of one day.
pub const DAY: i64 = 86_400_000_000;

/// Asia/Shanghai.
pub fn shanghai() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("eight hours are within a day")
}

impl Moment {
    /// From microseconds since the Unix epoch.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since the Unix epoch.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Midnight at the beginning of a day in Shanghai.
    pub fn start_of(day: NaiveDate) -> Self {
        Self::from_local(day.and_hms_opt(0, 0, 0).expect("midnight exists on every day"))
    }

    /// From what a clock on a Shanghai wall shows.
    pub fn from_local(local: NaiveDateTime) -> Self {
        let at = shanghai()
            .from_local_datetime(&local)
            .single()
            .expect("a fixed offset maps every local time once");
        Self(at.timestamp_micros())
    }

    /// The moment as a date and time in Shanghai.
    pub fn local(self) -> DateTime<FixedOffset> {
        self.utc().with_timezone(&shanghai())
    }

    /// The moment in UTC, held within the years 1 to 9999 that RFC 3339 can write.
    pub fn utc(self) -> DateTime<Utc> {
        const YEAR_1: i64 = -62_135_510_400_000_000;
        const YEAR_9999: i64 = 253_402_214_400_000_000;
        DateTime::from_timestamp_micros(self.0.clamp(YEAR_1, YEAR_9999)).expect("the years 1 to 9999 are in range")
    }

    /// The calendar day in Shanghai.
    pub fn day(self) -> NaiveDate {
        self.local().date_naive()
    }

    /// RFC 3339 with the offset of Shanghai, to the second.
    pub fn rfc3339(self) -> String {
        self.local().to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
    }

    /// The moment `micros` microseconds later; stays at the end of time rather than wrap.
    pub const fn plus(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_shanghai_not_in_utc() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let start = Moment::start_of(day);
        assert_eq!(start.rfc3339(), "2026-11-22T00:00:00+08:00");
        assert_eq!(start.plus(-1).day(), day.pred_opt().unwrap());
        assert_eq!(start.utc().to_rfc3339(), "2026-11-21T16:00:00+00:00");
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        assert!(Moment::from_micros(i64::MIN).rfc3339().len() > 10);
        assert!(Moment::from_micros(i64::MAX).plus(DAY).rfc3339().len() > 10);
    }
}
