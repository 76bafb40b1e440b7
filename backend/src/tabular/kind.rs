//! The type of a column, from all of its values: the narrowest one that every value fits.
//!
//! What looks like a number but loses something as a number stays text: codes with leading zeros (`00123`), codes with
//! letters (`0164A`), and whole numbers of more than 15 digits, which a spreadsheet would round.

use domain::entry::ItemType;

/// The types that every value so far has fitted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fits(u8);

const INTEGER: u8 = 1;
const DECIMAL: u8 = 1 << 1;
const DATE: u8 = 1 << 2;
const TIME: u8 = 1 << 3;
const BOOLEAN: u8 = 1 << 4;
const GEOMETRY: u8 = 1 << 5;
const CODE: u8 = 1 << 6;

impl Default for Fits {
    fn default() -> Self {
        Self(u8::MAX)
    }
}

impl Fits {
    /// Takes note of a value that is not blank.
    pub(super) fn take(&mut self, value: &str) {
        if self.0 != 0 {
            self.0 &= of(value.trim());
        }
    }

    /// Takes note of a geometry.
    pub(super) fn take_geometry(&mut self) {
        self.0 &= GEOMETRY;
    }

    /// Whether the value would change nothing.
    pub(super) fn admits(self, value: &str) -> bool {
        self.0 & of(value.trim()) == self.0
    }

    /// Whether nothing narrower than text is left.
    pub(super) const fn is_text(self) -> bool {
        self.0 == 0
    }

    /// The type, given how many values there were and the header, which tells codes from quantities.
    pub(super) fn kind(self, filled: i64, header: &str) -> ItemType {
        if filled == 0 {
            return ItemType::Text;
        }
        let order = [
            (BOOLEAN, ItemType::Boolean),
            (DATE, ItemType::Date),
            (TIME, ItemType::Time),
            (INTEGER, ItemType::Integer),
            (DECIMAL, ItemType::Decimal),
            (GEOMETRY, ItemType::Geometry),
            (CODE, ItemType::Code),
        ];
        match order.iter().find(|(bit, _)| self.0 & bit != 0) {
            Some((_, ItemType::Integer)) if names_a_code(header) => ItemType::Code,
            Some((_, kind)) => *kind,
            None => ItemType::Text,
        }
    }
}

/// Whether a cell says that there is no value: nothing, `NA`, `N/A`, `NaN`, `null`, or a dash alone. Words such as 无 or
/// 不明 are values: they say something.
pub(super) fn is_blank(value: &str) -> bool {
    let value = value.trim();
    value.len() <= 4
        && matches!(
            value,
            "" | "NA" | "N/A" | "n/a" | "na" | "NaN" | "nan" | "NULL" | "Null" | "null" | "-" | "--" | "—" | "－"
        )
}

fn of(value: &str) -> u8 {
    let bytes = value.as_bytes();
    let Some(first) = bytes.first() else { return 0 };
    let mut fits = boolean(value);
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => fits |= number(bytes) | date_or_time(value),
        b'P' | b'L' | b'M' | b'G' if bytes.ends_with(b")") => fits |= geometry(value),
        _ => {}
    }
    if bytes.len() <= 32 {
        fits |= code(bytes);
    }
    fits
}

/// Words for yes and no. `0` and `1` are numbers.
fn boolean(value: &str) -> u8 {
    let yes_or_no = matches!(
        value,
        "true"
            | "false"
            | "True"
            | "False"
            | "TRUE"
            | "FALSE"
            | "yes"
            | "no"
            | "Yes"
            | "No"
            | "YES"
            | "NO"
            | "Y"
            | "N"
            | "是"
            | "否"
    );
    if yes_or_no { BOOLEAN } else { 0 }
}

fn number(bytes: &[u8]) -> u8 {
    let body = match bytes {
        [b'+' | b'-', rest @ ..] => rest,
        _ => bytes,
    };
    let whole = body.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if whole > 1 && body[0] == b'0' {
        return 0;
    }
    match &body[whole..] {
        [] if (1..=15).contains(&whole) => INTEGER | DECIMAL,
        [b'.', tail @ ..] => {
            let digits = tail.iter().take_while(|byte| byte.is_ascii_digit()).count();
            // An exponent counts only behind a decimal point: `1E5` is a room, `1.0E5` a number.
            let exponent = match &tail[digits..] {
                [] => true,
                [b'e' | b'E', b'+' | b'-', rest @ ..] | [b'e' | b'E', rest @ ..] => {
                    (1..=3).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit)
                }
                _ => false,
            };
            if exponent && (1..=30).contains(&(whole + digits)) {
                DECIMAL
            } else {
                0
            }
        }
        _ => 0,
    }
}

/// `2026-01-02`, `2026/1/2`, `2026.1.2`, `20260102` and `2026年1月2日`, alone or before a time; a time of day alone.
fn date_or_time(value: &str) -> u8 {
    let bytes = value.as_bytes();
    if bytes.len() == 8 && bytes.iter().all(u8::is_ascii_digit) {
        let day = (digits(&bytes[..4]), digits(&bytes[4..6]), digits(&bytes[6..]));
        return if (1900..=2100).contains(&day.0) && is_day(day) {
            DATE
        } else {
            0
        };
    }
    let Some((day, rest)) = leading_day(value) else {
        return if time_of_day(value) { TIME } else { 0 };
    };
    if !is_day(day) {
        return 0;
    }
    match rest.strip_prefix('T').or_else(|| rest.strip_prefix(' ')) {
        None if rest.is_empty() => DATE | TIME,
        Some(clock) if time_of_day(clock.trim_start()) => TIME,
        _ => 0,
    }
}

/// Year, month and day at the beginning, and what follows them.
fn leading_day(value: &str) -> Option<((u32, u32, u32), &str)> {
    let (year, rest) = leading_number(value, 4)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.' | '年'))?;
    let (month, rest) = leading_number(&rest[separator.len_utf8()..], 2)?;
    let rest = rest.strip_prefix(if separator == '年' { '月' } else { separator })?;
    let (day, rest) = leading_number(rest, 2)?;
    let rest = if separator == '年' {
        rest.strip_prefix('日')?
    } else {
        rest
    };
    (year >= 1000).then_some(((year, month, day), rest))
}

fn leading_number(text: &str, most: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (length > 0).then(|| (digits(&text.as_bytes()[..length]), &text[length..]))
}

fn digits(bytes: &[u8]) -> u32 {
    bytes
        .iter()
        .fold(0, |number, byte| number * 10 + u32::from(byte - b'0'))
}

const fn is_day((year, month, day): (u32, u32, u32)) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    1 <= day && day <= last
}

/// `9:05`, `09:05:30`, `09:05:30.250`, with an offset such as `Z` or `+08:00` or without.
fn time_of_day(text: &str) -> bool {
    let clock = |text: &str| -> Option<bool> {
        let (hour, rest) = leading_number(text, 2)?;
        let (minute, rest) = leading_number(rest.strip_prefix(':')?, 2)?;
        let (second, rest) = match rest.strip_prefix(':') {
            Some(rest) => leading_number(rest, 2)?,
            None => (0, rest),
        };
        let rest = match rest.strip_prefix('.') {
            Some(fraction) => leading_number(fraction, 9)?.1,
            None => rest,
        };
        let offset = match rest.as_bytes() {
            [] | b"Z" => true,
            [b'+' | b'-', a, b, b':', c, d] | [b'+' | b'-', a, b, c, d] => {
                [a, b, c, d].iter().all(|b| b.is_ascii_digit())
            }
            _ => false,
        };
        Some(hour <= 24 && minute < 60 && second <= 60 && offset)
    };
    clock(text) == Some(true)
}

/// Well-known text, such as `POINT (121.4 31.2)`.
fn geometry(value: &str) -> u8 {
    let word: String = value.chars().take_while(char::is_ascii_uppercase).collect();
    let known = [
        "POINT",
        "LINESTRING",
        "POLYGON",
        "MULTIPOINT",
        "MULTILINESTRING",
        "MULTIPOLYGON",
        "GEOMETRYCOLLECTION",
    ];
    if known.contains(&word.as_str()) && value.contains('(') {
        GEOMETRY
    } else {
        0
    }
}

/// Letters, digits, `-` and `_` without a space, with at least one digit. A year and a month (`2014-04`) is none.
fn code(bytes: &[u8]) -> u8 {
    let plain = bytes
        .iter()
        .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    let month = bytes.len() == 7 && bytes[4] == b'-' && bytes.iter().filter(|b| b.is_ascii_digit()).count() == 6;
    if plain && !month && bytes.iter().any(u8::is_ascii_digit) {
        CODE
    } else {
        0
    }
}

/// Whether a header says that its whole numbers name things and count nothing.
fn names_a_code(header: &str) -> bool {
    let lower = header.trim().to_lowercase();
    let word = lower.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(word, "id" | "no" | "zip" | "phone" | "tel")
        || header.trim().ends_with("ID")
        || header.trim().ends_with("Id")
        || [
            "code",
            "代码",
            "代碼",
            "编码",
            "編碼",
            "编号",
            "編號",
            "代號",
            "邮编",
            "电话",
            "序号",
            "コード",
            "番号",
        ]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(header: &str, values: &[&str]) -> ItemType {
        let mut fits = Fits::default();
        let filled: Vec<_> = values.iter().filter(|value| !is_blank(value)).collect();
        for value in &filled {
            fits.take(value);
        }
        fits.kind(filled.len() as i64, header)
    }

    #[test]
    fn a_column_gets_the_narrowest_type_that_loses_nothing() {
        use ItemType::{Boolean, Code, Date, Decimal, Geometry, Integer, Text, Time};
        for (values, expected) in [
            (&["1", "-20", "+3", "NA", "", "--"][..], Integer),
            (&["1", "2.50", "-.5", "1.0E-3"], Decimal),
            (&["00123", "456"], Code),
            (&["0164A", "1"], Code),
            (&["1E5", "2"], Code),
            (&["310101199001011234"], Code),
            (
                &["2026-01-02", "2026/1/2", "2026年1月2日", "20260102", "2026.1.2"],
                Date,
            ),
            (
                &[
                    "2026-01-02",
                    "2026-01-02 03:04",
                    "2026-01-02T03:04:05.5+08:00",
                    "2026年1月2日 9:05",
                ],
                Time,
            ),
            (&["9:05", "23:59:59"], Time),
            (&["2026-02-29"], Code),
            (&["2026-13-01 10:00"], Text),
            (&["2014-04"], Text),
            (&["20261301", "20260102"], Integer),
            (&["是", "否", "-"], Boolean),
            (&["true", "False"], Boolean),
            (&["0", "1"], Integer),
            (&["POINT (121.4 31.2)", "MULTIPOLYGON(((0 0)))"], Geometry),
            (&["1,234"], Text),
            (&["12%"], Text),
            (&["人民广场", "1"], Text),
            (&["NA", "null"], Text),
        ] {
            assert_eq!(kind("value", values), expected, "{values:?}");
        }
        for header in ["stop_id", "osm_id", "行政区划代码", "adcode", "編號", "userID"] {
            assert_eq!(kind(header, &["1", "2"]), Code, "{header}");
        }
        for header in ["paid", "数量", "grid", "人数"] {
            assert_eq!(kind(header, &["1", "2"]), Integer, "{header}");
        }
    }
}
