//! Dates as catalogues write them.

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime};
use domain::time::Moment;

/// A moment from any of the forms met in real catalogues. A date without a time is its midnight, a time without a zone
/// is taken as Shanghai's; a year alone, a repetition such as `R/P1Y`, and a year that no calendar writes in four digits
/// name no moment.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let written = |day: NaiveDate| (1..=9999).contains(&day.year());
    if let Ok(zoned) = DateTime::parse_from_rfc3339(text) {
        return Some(Moment::from_micros(zoned.timestamp_micros()));
    }
    let local = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    if let Some(local) = local.filter(|local| written(local.date())) {
        return Some(Moment::from_local(local));
    }
    let day = ["%Y-%m-%d", "%Y年%m月%d日", "%Y/%m/%d"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(text, form).ok());
    day.filter(|day| written(*day)).map(Moment::start_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn o21_17_every_form_of_the_real_catalogues_is_read() {
        let cases = [
            ("2021-12-08T05:40:27.499546", Some("2021-12-08T05:40:27+08:00")),
            ("2018-04-13 11:11:59", Some("2018-04-13T11:11:59+08:00")),
            ("2011-07-15", Some("2011-07-15T00:00:00+08:00")),
            ("2022-08-01T13:10:15.814Z", Some("2022-08-01T21:10:15+08:00")),
            ("2022-08-01T13:10:15-05:00", Some("2022-08-02T02:10:15+08:00")),
            ("2020年12月30日", Some("2020-12-30T00:00:00+08:00")),
            ("2020年1月3日", Some("2020-01-03T00:00:00+08:00")),
            ("2014", None),
            ("R/P1Y", None),
            ("2020-02-30", None),
            ("+262142-12-31", None),
            ("-262143-01-01 00:00:00", None),
        ];
        for (text, expected) in cases {
            assert_eq!(moment(text).map(Moment::rfc3339).as_deref(), expected, "{text}");
        }
    }
}
