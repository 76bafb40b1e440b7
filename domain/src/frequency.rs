//! Update frequency and freshness (O21-16b): how often a body has promised to update, and whether it did.

use chrono::{Days, Months};
use serde::{Deserialize, Serialize};

use crate::time::Moment;

crate::codes! {
    /// How often an entry promises new data.
    pub enum Frequency {
        /// Within minutes (实时).
        Realtime = "realtime",
        /// Every hour.
        Hourly = "hourly",
        /// Every day.
        Daily = "daily",
        /// Every week.
        Weekly = "weekly",
        /// Every month.
        Monthly = "monthly",
        /// Every three months.
        Quarterly = "quarterly",
        /// Every six months.
        Halfyearly = "halfyearly",
        /// Every year.
        Yearly = "yearly",
        /// When something changes; never overdue.
        Irregular = "irregular",
        /// Never again; never overdue.
        Once = "once",
    }
}

/// Whether a dataset kept its promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Freshness {
    /// The next update is not due yet.
    OnTime,
    /// The next update was due and has not come.
    Overdue {
        /// Whole days since it was due; 0 on the first day.
        days: i64,
    },
    /// There is no promise (irregular, once, or not stated) or no date to count it from.
    NotPromised,
}

/// O21-16b: when the next update falls due, counted from the last one. Days and longer run to the end of their day in
/// Shanghai, because a body that promised "daily" kept its word at 23:59.
pub fn next_due(frequency: Option<Frequency>, updated: Moment) -> Option<Moment> {
    const MINUTE: i64 = 60_000_000;
    let end_of = |day: Option<chrono::NaiveDate>| day.and_then(|day| day.succ_opt()).map(Moment::start_of);
    let day = updated.day();
    match frequency? {
        Frequency::Realtime => Some(updated.plus(15 * MINUTE)),
        Frequency::Hourly => Some(updated.plus(120 * MINUTE)),
        Frequency::Daily => end_of(day.checked_add_days(Days::new(1))),
        Frequency::Weekly => end_of(day.checked_add_days(Days::new(7))),
        Frequency::Monthly => end_of(day.checked_add_months(Months::new(1))),
        Frequency::Quarterly => end_of(day.checked_add_months(Months::new(3))),
        Frequency::Halfyearly => end_of(day.checked_add_months(Months::new(6))),
        Frequency::Yearly => end_of(day.checked_add_months(Months::new(12))),
        Frequency::Irregular | Frequency::Once => None,
    }
}

/// O21-16b: freshness at a moment, given when the next update falls due.
pub fn freshness(due: Option<Moment>, now: Moment) -> Freshness {
    match due {
        None => Freshness::NotPromised,
        Some(due) if now < due => Freshness::OnTime,
        Some(due) => Freshness::Overdue {
            days: (now.micros() - due.micros()) / crate::time::DAY,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(y: i32, m: u32, d: u32, h: u32) -> Moment {
        Moment::from_local(NaiveDate::from_ymd_opt(y, m, d).unwrap().and_hms_opt(h, 0, 0).unwrap())
    }

    #[test]
    fn o21_16b_a_monthly_promise_runs_to_the_end_of_its_day() {
        let due = next_due(Some(Frequency::Monthly), at(2026, 1, 31, 9)).unwrap();
        assert_eq!(
            due,
            at(2026, 3, 1, 0),
            "31 January plus a month is 28 February, kept until its midnight"
        );
        assert_eq!(freshness(Some(due), due.plus(-1)), Freshness::OnTime);
        assert_eq!(freshness(Some(due), due), Freshness::Overdue { days: 0 });
        assert_eq!(freshness(Some(due), at(2026, 3, 7, 1)), Freshness::Overdue { days: 6 });
    }

    #[test]
    fn o21_16b_without_a_promise_nothing_is_overdue() {
        assert_eq!(next_due(Some(Frequency::Irregular), at(2020, 1, 1, 0)), None);
        assert_eq!(freshness(None, at(2026, 1, 1, 0)), Freshness::NotPromised);
    }
}
