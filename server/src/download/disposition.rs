//! `Content-Disposition` with Chinese names (RFC 6266, RFC 8187).

use http::HeaderValue;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// `attr-char` of RFC 8187 stays as it is.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'!')
    .remove(b'#')
    .remove(b'$')
    .remove(b'&')
    .remove(b'+')
    .remove(b'-')
    .remove(b'.')
    .remove(b'^')
    .remove(b'_')
    .remove(b'`')
    .remove(b'|')
    .remove(b'~');

/// Says to save under `name`; clients that know no `filename*` get `fallback` with the name's ending.
pub fn attachment(name: &str, fallback: &str) -> HeaderValue {
    let name: String = name
        .chars()
        .map(|c| if c.is_control() || "/\\".contains(c) { '_' } else { c })
        .collect();
    let plain = name.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && !name.contains(['"', '%']);
    let short = if plain && !name.is_empty() {
        name.clone()
    } else {
        let ending = name
            .rsplit_once('.')
            .map(|(_, ending)| ending)
            .filter(|ending| (1..=8).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric()));
        match ending {
            Some(ending) => format!("{fallback}.{ending}"),
            None => fallback.to_owned(),
        }
    };
    let value = if plain {
        format!("attachment; filename=\"{short}\"")
    } else {
        format!(
            "attachment; filename=\"{short}\"; filename*=UTF-8''{}",
            utf8_percent_encode(&name, VALUE)
        )
    };
    HeaderValue::try_from(value).expect("only visible ASCII and spaces are left")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_for_every_client() {
        let cases = [
            ("stops.csv", "attachment; filename=\"stops.csv\""),
            ("bus stops.csv", "attachment; filename=\"bus stops.csv\""),
            (
                "公交站点.csv",
                "attachment; filename=\"bus-stops.csv\"; filename*=UTF-8''%E5%85%AC%E4%BA%A4%E7%AB%99%E7%82%B9.csv",
            ),
            (
                "a\"b.csv",
                "attachment; filename=\"bus-stops.csv\"; filename*=UTF-8''a%22b.csv",
            ),
            (
                "50%.csv",
                "attachment; filename=\"bus-stops.csv\"; filename*=UTF-8''50%25.csv",
            ),
            ("../etc/passwd", "attachment; filename=\".._etc_passwd\""),
            ("a\r\nSet-Cookie: x", "attachment; filename=\"a__Set-Cookie: x\""),
            ("公", "attachment; filename=\"bus-stops\"; filename*=UTF-8''%E5%85%AC"),
        ];
        for (name, expected) in cases {
            assert_eq!(attachment(name, "bus-stops").to_str().unwrap(), expected, "{name:?}");
        }
    }
}
