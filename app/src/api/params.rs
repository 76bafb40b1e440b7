//! Reading queries: what cannot be taken is told all at once, with what would do. Pages and interfaces read alike.

use std::fmt::Display;
use std::str::FromStr;

use domain::refused::{Fault, Refused, Why};
use domain::text::Lang;
use http::Uri;
use percent_encoding::percent_decode_str;

/// The query of a request, and the faults found in it so far.
pub struct Params {
    pairs: Vec<(String, String)>,
    faults: Vec<Fault>,
}

/// The longest text that a parameter may have, in characters.
pub const TEXT_MAX: usize = 400;

impl Params {
    /// Of an address.
    pub fn of(uri: &Uri) -> Self {
        Self::of_query(uri.query().unwrap_or_default())
    }

    /// Of the query of an address, without its question mark. Bytes that are no UTF-8 become replacement characters,
    /// which then fit no code.
    pub fn of_query(query: &str) -> Self {
        let decode = |text: &str| {
            let spaced = text.replace('+', " ");
            percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
        };
        let pairs = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| {
                let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                (decode(name), decode(value))
            })
            .collect();
        Self {
            pairs,
            faults: Vec::new(),
        }
    }

    /// Notes what is wrong with a parameter.
    pub fn fault(&mut self, field: &str, why: Why) {
        self.faults.push(Fault {
            field: field.to_owned(),
            why,
        });
    }

    /// The values of a parameter that may be repeated or hold several, between commas.
    fn values(&self, field: &str) -> Vec<String> {
        self.pairs
            .iter()
            .filter(|(name, _)| name == field)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The last value of a parameter; empty counts as not given, as forms send empty fields.
    fn value(&self, field: &str) -> Option<String> {
        let found = self.pairs.iter().rev().find(|(name, _)| name == field);
        found
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
    }

    /// Texts of a parameter that may be repeated. They stay whole: what others have written may hold commas.
    pub fn texts(&mut self, field: &str) -> Vec<String> {
        let given = self.pairs.iter().filter(|(name, _)| name == field);
        let texts: Vec<String> = given
            .map(|(_, value)| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect();
        texts.into_iter().filter_map(|text| self.fitting(field, text)).collect()
    }

    /// A text.
    pub fn text(&mut self, field: &str) -> Option<String> {
        let value = self.value(field)?;
        self.fitting(field, value)
    }

    fn fitting(&mut self, field: &str, value: String) -> Option<String> {
        if value.chars().count() > TEXT_MAX {
            self.fault(field, Why::TooLong { max: TEXT_MAX as u64 });
            return None;
        }
        Some(value)
    }

    /// A whole number.
    pub fn number(&mut self, field: &str, min: i64, max: i64) -> Option<i64> {
        let value = self.value(field)?;
        let number = value.parse().ok().filter(|number| (min..=max).contains(number));
        if number.is_none() {
            self.fault(field, Why::NotInRange { min, max });
        }
        number
    }

    /// `1` or `0`, `true` or `false`.
    pub fn flag(&mut self, field: &str) -> Option<bool> {
        match self.value(field)?.as_str() {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            other => {
                let known = vec!["1".to_owned(), "0".to_owned()];
                let given = shortened(other);
                self.fault(field, Why::UnknownCode { given, known });
                None
            }
        }
    }

    /// One code of a list.
    pub fn code<T: FromStr + Display + Copy>(&mut self, field: &str, all: &[T]) -> Option<T> {
        let value = self.value(field)?;
        self.parsed(field, &value, all)
    }

    /// Codes of a list.
    pub fn codes<T: FromStr + Display + Copy>(&mut self, field: &str, all: &[T]) -> Vec<T> {
        let values = self.values(field);
        values
            .iter()
            .filter_map(|value| self.parsed(field, value, all))
            .collect()
    }

    fn parsed<T: FromStr + Display + Copy>(&mut self, field: &str, value: &str, all: &[T]) -> Option<T> {
        let parsed = value.parse().ok();
        if parsed.is_none() {
            let known = all.iter().map(T::to_string).collect();
            let given = shortened(value);
            self.fault(field, Why::UnknownCode { given, known });
        }
        parsed
    }

    /// Values of a type that says itself how it is written.
    pub fn parse_all<T: FromStr>(&mut self, field: &str, expected: &str) -> Vec<T> {
        let mut parsed = Vec::new();
        for value in self.values(field) {
            match value.parse() {
                Ok(value) => parsed.push(value),
                Err(_) => self.fault(
                    field,
                    Why::Malformed {
                        expected: expected.to_owned(),
                    },
                ),
            }
        }
        parsed
    }

    /// Refuses what was wrong, and parameters that nobody knows, because they are misspelt ones.
    pub fn finish(mut self, known: &[&str]) -> Result<(), Refused> {
        let strange: Vec<String> = self
            .pairs
            .iter()
            .map(|(name, _)| name.clone())
            .filter(|name| name != "lang" && !known.contains(&name.as_str()))
            .collect();
        for name in strange {
            let given = shortened(&name);
            let known = known.iter().chain(&["lang"]).map(|name| (*name).to_owned()).collect();
            self.fault("query", Why::UnknownCode { given, known });
        }
        if self.value("lang").is_some() {
            self.code("lang", Lang::ALL);
        }
        self.faults()
    }

    /// Refuses what was wrong. Pages pass over parameters that they do not know: other sites add theirs to links.
    pub fn faults(self) -> Result<(), Refused> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(Refused::Invalid { fields: self.faults })
        }
    }
}

fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use domain::entry::OpenType;

    use super::*;

    fn params(query: &str) -> Params {
        Params::of_query(query)
    }

    #[test]
    fn values_are_read_as_forms_send_them() {
        let mut read = params("q=%E5%85%AC+%E4%BA%A4&page=3&open=unconditional,conditional&open=not-open&empty=&bom=1");
        assert_eq!(read.text("q").as_deref(), Some("公 交"));
        assert_eq!(read.number("page", 1, 10), Some(3));
        assert_eq!(read.codes("open", OpenType::ALL), OpenType::ALL);
        assert_eq!(read.text("empty"), None);
        assert_eq!(read.texts("q"), ["公 交"]);
        assert_eq!(read.flag("bom"), Some(true));
        assert_eq!(read.finish(&["q", "page", "open", "empty", "bom"]), Ok(()));
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let long = "a".repeat(TEXT_MAX + 1);
        let mut read = params(&format!("q={long}&page=0&open=ope%FFn&bom=maybe&colour=red&lang=fr"));
        assert_eq!(read.text("q"), None);
        assert_eq!(read.number("page", 1, 10), None);
        assert!(read.codes("open", OpenType::ALL).is_empty());
        assert_eq!(read.flag("bom"), None);
        let Err(Refused::Invalid { fields }) = read.finish(&["q", "page", "open", "bom"]) else {
            panic!("faults were taken");
        };
        let names: Vec<_> = fields.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(names, ["q", "page", "open", "bom", "query", "lang"]);
    }
}
