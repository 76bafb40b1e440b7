//! Numbers, sizes and shares as people read them.

use domain::text::Lang;

/// A whole number with its thousands parted: `1,842`.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if n < 0 {
        text.push('-');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number cut to what the eye takes in: `8.6 万` and `1.2 亿`, or `86.2K` and `120M`.
pub fn short(n: i64, lang: Lang) -> String {
    let steps: [(i64, &str); 3] = match lang {
        Lang::Zh => [(100_000_000, " 亿"), (10_000, " 万"), (i64::MAX, "")],
        Lang::En => [(1_000_000_000, "B"), (1_000_000, "M"), (10_000, "K")],
    };
    let Some((step, unit)) = steps.into_iter().find(|(step, _)| n.abs() >= *step) else {
        return number(n);
    };
    // English says "86.2K": the step at which K begins is ten times the unit it counts in.
    let unit_of = if unit == "K" { 1_000 } else { step };
    let tenths = (n + unit_of / 20) / (unit_of / 10);
    if tenths % 10 == 0 || tenths >= 10_000 {
        format!("{}{unit}", number(tenths / 10))
    } else {
        format!("{}.{}{unit}", number(tenths / 10), tenths % 10)
    }
}

/// A size as file managers show it: `12.4 MB`.
pub fn bytes(n: i64) -> String {
    const UNITS: [&str; 5] = ["B", "KB", "MB", "GB", "TB"];
    let mut value = n.max(0) as f64;
    let mut unit = 0;
    while value >= 999.5 && unit + 1 < UNITS.len() {
        value /= 1000.0;
        unit += 1;
    }
    match unit {
        0 => format!("{n} B"),
        _ if value < 99.95 => format!("{value:.1} {}", UNITS[unit]),
        _ => format!("{value:.0} {}", UNITS[unit]),
    }
}

/// A share in per cent with one decimal, never rounded up to a hundred: `96.4%`.
pub fn percent(part: i64, whole: i64) -> String {
    if whole <= 0 {
        return "0%".to_owned();
    }
    let thousandths = part.saturating_mul(1000) / whole;
    match thousandths % 10 {
        0 => format!("{}%", thousandths / 10),
        tenth => format!("{}.{tenth}%", thousandths / 10),
    }
}

/// A number of the Chinese counting words up to 99: `二十二`, as articles of a law are counted.
pub fn chinese_number(n: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match n {
        0 => "零".to_owned(),
        1..=9 => DIGITS[n as usize].to_owned(),
        10..=19 => format!("十{}", DIGITS[(n % 10) as usize]),
        20..=99 => format!("{}十{}", DIGITS[(n / 10) as usize], DIGITS[(n % 10) as usize]),
        _ => n.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_parted_in_threes() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1_842), "1,842");
        assert_eq!(number(-1_000_000), "-1,000,000");
    }

    #[test]
    fn big_numbers_are_short_in_each_language() {
        assert_eq!(short(9_999, Lang::Zh), "9,999");
        assert_eq!(short(86_214, Lang::Zh), "8.6 万");
        assert_eq!(short(412_306, Lang::Zh), "41.2 万");
        assert_eq!(short(120_000_000, Lang::Zh), "1.2 亿");
        assert_eq!(short(9_999, Lang::En), "9,999");
        assert_eq!(short(86_214, Lang::En), "86.2K");
        assert_eq!(short(1_000_000, Lang::En), "1M");
        assert_eq!(short(1_240_000_000, Lang::En), "1.2B");
    }

    #[test]
    fn sizes_and_shares_do_not_promise_too_much() {
        assert_eq!(bytes(0), "0 B");
        assert_eq!(bytes(999), "999 B");
        assert_eq!(bytes(12_400_000), "12.4 MB");
        assert_eq!(bytes(999_999), "1.0 MB");
        assert_eq!(bytes(104_857_600), "105 MB");
        assert_eq!(percent(999, 1000), "99.9%");
        assert_eq!(percent(9_999, 10_000), "99.9%");
        assert_eq!(percent(3, 0), "0%");
        assert_eq!(percent(1, 2), "50%");
    }

    #[test]
    fn articles_are_counted_in_chinese() {
        for (n, text) in [(9, "九"), (10, "十"), (12, "十二"), (20, "二十"), (48, "四十八")] {
            assert_eq!(chinese_number(n), text);
        }
    }
}
