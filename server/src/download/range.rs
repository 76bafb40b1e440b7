//! Parts of a file: `Range` (RFC 9110, section 14).

/// What part of the bytes is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of them.
    Whole,
    /// From the first to the last, both included.
    Slice {
        /// Offset of the first byte.
        first: u64,
        /// Offset of the last byte.
        last: u64,
    },
    /// None of the bytes that there are.
    Outside,
}

/// Reads a `Range` header against a size. What is not understood is answered with the whole, as the RFC allows; so are
/// several ranges at once, which no known client of open data needs and which are cheap to abuse.
pub fn parse(header: &str, size: u64) -> Part {
    let Some((unit, set)) = header.split_once('=') else {
        return Part::Whole;
    };
    let set = set.trim();
    if !unit.trim().eq_ignore_ascii_case("bytes") || set.contains(',') {
        return Part::Whole;
    }
    let Some((first, last)) = set.split_once('-') else {
        return Part::Whole;
    };
    match (number(first), number(last)) {
        (Number::Is(first), Number::Missing) if first < size => Part::Slice { first, last: size - 1 },
        (Number::Is(first), Number::Is(last)) if first > last => Part::Whole,
        (Number::Is(first), Number::Is(last)) if first < size => Part::Slice {
            first,
            last: last.min(size - 1),
        },
        (Number::Is(_), Number::Missing | Number::Is(_)) => Part::Outside,
        (Number::Missing, Number::Is(0)) => Part::Outside,
        (Number::Missing, Number::Is(length)) if size > 0 => Part::Slice {
            first: size.saturating_sub(length),
            last: size - 1,
        },
        (Number::Missing, Number::Is(_)) => Part::Outside,
        _ => Part::Whole,
    }
}

enum Number {
    Missing,
    Is(u64),
    Bad,
}

fn number(text: &str) -> Number {
    let text = text.trim();
    if text.is_empty() {
        return Number::Missing;
    }
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Number::Bad;
    }
    // More digits than a size can have mean a place behind every file.
    Number::Is(text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_rfc_says() {
        let slice = |first, last| Part::Slice { first, last };
        let cases = [
            ("bytes=0-499", slice(0, 499)),
            ("bytes=500-999", slice(500, 999)),
            ("bytes=500-", slice(500, 999)),
            ("bytes=-500", slice(500, 999)),
            ("bytes=-5000", slice(0, 999)),
            ("bytes=0-0", slice(0, 0)),
            ("bytes=999-99999999999999999999999", slice(999, 999)),
            ("BYTES = 1-2", slice(1, 2)),
            ("bytes=1000-", Part::Outside),
            ("bytes=1000-2000", Part::Outside),
            ("bytes=99999999999999999999999-", Part::Outside),
            ("bytes=-0", Part::Outside),
            ("bytes=5-4", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("lines=1-2", Part::Whole),
            ("bytes", Part::Whole),
            ("", Part::Whole),
        ];
        for (header, expected) in cases {
            assert_eq!(parse(header, 1000), expected, "{header}");
        }
    }

    #[test]
    fn no_range_lies_in_an_empty_file() {
        for header in ["bytes=0-", "bytes=0-0", "bytes=-1"] {
            assert_eq!(parse(header, 0), Part::Outside, "{header}");
        }
    }
}
