//! Days, months and the shapes that a day, a week and a year give to figures. The data ends where the demo ends, on a
//! fixed day, so that its files never change.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, Weekday};

use crate::cell::Edition;

/// A day that exists.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the tables name days that exist")
}

/// The last day of the demo's data.
fn last() -> NaiveDate {
    day(2026, 11, 20)
}

impl Edition {
    /// The edition whose data ends `periods` earlier: what a body that is late has published last.
    pub fn behind(self, periods: usize) -> Self {
        Self {
            back: self.back + periods,
            ..self
        }
    }

    /// The last day that this edition of daily or hourly data covers.
    pub fn day(self) -> NaiveDate {
        last() - Days::new(self.back as u64)
    }

    /// The first day of the last month that this edition of monthly data covers.
    pub fn month(self) -> NaiveDate {
        day(2026, 10, 1) - Months::new(self.back as u32)
    }

    /// The last whole year that this edition of yearly data covers.
    pub fn year(self) -> i32 {
        2025 - self.back as i32
    }

    /// The last `count` days, oldest first.
    pub fn days(self, count: u64) -> impl Iterator<Item = NaiveDate> {
        let end = self.day();
        (0..count).rev().map(move |back| end - Days::new(back))
    }

    /// The first days of the last `count` months, oldest first.
    pub fn months(self, count: u32) -> impl Iterator<Item = NaiveDate> {
        let end = self.month();
        (0..count).rev().map(move |back| end - Months::new(back))
    }

    /// The last `count` quarters, such as (2026, 3), oldest first.
    pub fn quarters(self, count: i32) -> impl Iterator<Item = (i32, i32)> {
        let end = 2026 * 4 + 2 - self.back as i32;
        (0..count)
            .rev()
            .map(move |back| ((end - back) / 4, (end - back) % 4 + 1))
    }
}

/// A time of a day.
pub fn at(day: NaiveDate, hour: u32, minute: u32) -> NaiveDateTime {
    day.and_hms_opt(hour, minute, 0)
        .expect("the tables name times that exist")
}

/// `2026-10`.
pub fn month_of(day: NaiveDate) -> String {
    day.format("%Y-%m").to_string()
}

/// Saturday or Sunday.
pub fn weekend(day: NaiveDate) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// People under way in each hour of a working day, the mean hour being about 1.
const RUSH: [f64; 24] = [
    0.10, 0.05, 0.03, 0.03, 0.06, 0.35, 0.95, 2.10, 2.55, 1.60, 1.05, 1.00, 1.05, 1.00, 1.00, 1.10, 1.40, 2.20, 2.45,
    1.50, 0.95, 0.75, 0.50, 0.25,
];

/// The same on a weekend.
const LEISURE: [f64; 24] = [
    0.15, 0.07, 0.04, 0.03, 0.05, 0.20, 0.45, 0.80, 1.10, 1.40, 1.55, 1.60, 1.55, 1.60, 1.65, 1.65, 1.65, 1.60, 1.45,
    1.25, 1.05, 0.90, 0.60, 0.30,
];

/// How busy an hour of a day is.
pub fn busy(day: NaiveDate, hour: u32) -> f64 {
    let curve = if weekend(day) { &LEISURE } else { &RUSH };
    curve[hour as usize % 24]
}

/// Mean temperature of each month in Shanghai, in °C.
const WARMTH: [f64; 12] = [5.0, 6.8, 10.6, 16.1, 21.2, 24.8, 29.2, 28.9, 25.1, 20.0, 13.9, 7.6];

/// The usual temperature of a day, without the weather.
pub fn warmth(day: NaiveDate) -> f64 {
    let month = day.month0() as usize;
    let into = f64::from(day.day0()) / 30.0 - 0.5;
    let other = if into < 0.0 {
        (month + 11) % 12
    } else {
        (month + 1) % 12
    };
    WARMTH[month] + (WARMTH[other] - WARMTH[month]) * into.abs()
}

/// How far the sun has warmed an hour of the day: -1 before dawn, 1 after noon.
pub fn sun(hour: u32) -> f64 {
    const SUN: [f64; 24] = [
        -0.6, -0.7, -0.8, -0.9, -1.0, -1.0, -0.9, -0.5, 0.0, 0.4, 0.7, 0.9, 1.0, 1.0, 1.0, 0.9, 0.7, 0.4, 0.1, -0.1,
        -0.2, -0.3, -0.4, -0.5,
    ];
    SUN[hour as usize % 24]
}
