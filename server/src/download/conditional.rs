//! Conditional requests (RFC 9110, section 13) over a strong ETag and the moment of publication.

use std::time::{Duration, SystemTime};

use domain::time::Moment;
use http::{HeaderMap, header};

/// What identifies the bytes of an answer.
pub struct Validators {
    /// The strong ETag with its quotes.
    pub etag: String,
    /// When the version was published.
    pub modified: Moment,
}

/// What the conditions leave to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Answer as asked; ranges count.
    Answer,
    /// Answer with the whole: the part that the client has is of other bytes.
    Whole,
    /// The client has the bytes already (304).
    NotModified,
    /// The bytes are not those that the client means (412).
    Failed,
}

impl Validators {
    /// `Last-Modified` as it is sent.
    pub fn last_modified(&self) -> String {
        httpdate::fmt_http_date(self.whole_seconds())
    }

    /// HTTP dates have whole seconds.
    fn whole_seconds(&self) -> SystemTime {
        let seconds = self.modified.micros().max(0) / 1_000_000;
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds as u64)
    }

    /// Weighs the conditions in the order of the RFC.
    pub fn weigh(&self, headers: &HeaderMap) -> Outcome {
        let at = self.whole_seconds();
        let date = |name| {
            let value = headers.get(name)?.to_str().ok()?;
            httpdate::parse_http_date(value).ok()
        };
        if let Some(listed) = self.listed(headers, header::IF_MATCH, Compare::Strong) {
            if !listed {
                return Outcome::Failed;
            }
        } else if date(header::IF_UNMODIFIED_SINCE).is_some_and(|since| at > since) {
            return Outcome::Failed;
        }
        if let Some(listed) = self.listed(headers, header::IF_NONE_MATCH, Compare::Weak) {
            if listed {
                return Outcome::NotModified;
            }
        } else if date(header::IF_MODIFIED_SINCE).is_some_and(|since| at <= since) {
            return Outcome::NotModified;
        }
        match headers
            .get(header::IF_RANGE)
            .map(|value| value.to_str().unwrap_or_default())
        {
            None => Outcome::Answer,
            Some(value) if value == self.etag => Outcome::Answer,
            Some(value) if httpdate::parse_http_date(value).is_ok_and(|since| since == at) => Outcome::Answer,
            Some(_) => Outcome::Whole,
        }
    }

    /// Whether the ETag is on the list of a header; `None` without the header.
    fn listed(&self, headers: &HeaderMap, name: header::HeaderName, compare: Compare) -> Option<bool> {
        let mut values = headers.get_all(name).iter().peekable();
        values.peek()?;
        let matches = |tag: &str| match (tag.trim(), compare) {
            ("*", _) => true,
            (tag, Compare::Strong) => tag == self.etag,
            (tag, Compare::Weak) => tag.strip_prefix("W/").unwrap_or(tag) == self.etag,
        };
        // Our own tags hold no comma, so that a split at commas cannot break one.
        Some(
            values
                .filter_map(|value| value.to_str().ok())
                .flat_map(|value| value.split(','))
                .any(matches),
        )
    }
}

#[derive(Clone, Copy)]
enum Compare {
    Strong,
    Weak,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weigh(pairs: &[(&'static str, &str)]) -> Outcome {
        let validators = Validators {
            etag: "\"abc\"".into(),
            modified: Moment::from_micros(784_111_777_000_500),
        };
        assert_eq!(validators.last_modified(), "Sun, 06 Nov 1994 08:49:37 GMT");
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, value.parse().unwrap());
        }
        validators.weigh(&headers)
    }

    #[test]
    fn conditions_are_weighed_in_the_order_of_the_rfc() {
        const SAME: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
        const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
        assert_eq!(weigh(&[]), Outcome::Answer);
        assert_eq!(weigh(&[("if-none-match", "\"abc\"")]), Outcome::NotModified);
        assert_eq!(weigh(&[("if-none-match", "\"x\", W/\"abc\"")]), Outcome::NotModified);
        assert_eq!(weigh(&[("if-none-match", "*")]), Outcome::NotModified);
        assert_eq!(
            weigh(&[("if-none-match", "\"x\""), ("if-modified-since", SAME)]),
            Outcome::Answer
        );
        assert_eq!(weigh(&[("if-modified-since", SAME)]), Outcome::NotModified);
        assert_eq!(weigh(&[("if-modified-since", BEFORE)]), Outcome::Answer);
        assert_eq!(weigh(&[("if-modified-since", "yesterday")]), Outcome::Answer);
        assert_eq!(weigh(&[("if-match", "\"abc\"")]), Outcome::Answer);
        assert_eq!(weigh(&[("if-match", "W/\"abc\"")]), Outcome::Failed);
        assert_eq!(
            weigh(&[("if-match", "\"x\""), ("if-none-match", "\"abc\"")]),
            Outcome::Failed
        );
        assert_eq!(weigh(&[("if-unmodified-since", BEFORE)]), Outcome::Failed);
        assert_eq!(weigh(&[("if-unmodified-since", SAME)]), Outcome::Answer);
        assert_eq!(weigh(&[("if-range", "\"abc\"")]), Outcome::Answer);
        assert_eq!(weigh(&[("if-range", SAME)]), Outcome::Answer);
        assert_eq!(weigh(&[("if-range", "W/\"abc\"")]), Outcome::Whole);
        assert_eq!(weigh(&[("if-range", BEFORE)]), Outcome::Whole);
    }
}
