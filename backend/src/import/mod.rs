//! Reading catalogues of other portals (O21-17). What a source does not say stays unsaid; what it says in words that the
//! portal has no code for is kept in those words.

pub mod catalogue;
mod columns;
mod dates;
#[cfg(test)]
mod real;
mod words;

use std::io::{BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;

use catalogue::Parsed;

/// The longest line that is read, in bytes.
pub const LINE_MAX: usize = 1024 * 1024;

/// A line that cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unusable {
    /// The field at fault; none when the line as a whole is.
    pub field: Option<&'static str>,
    /// What is wrong.
    pub reason: Reason,
}

/// Why a line cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// Not UTF-8.
    NotUtf8,
    /// Longer than [`LINE_MAX`].
    TooLong,
    /// Not a JSON object; what the parser says.
    NotAnObject(String),
    /// The field is needed and not there, or empty.
    Missing,
    /// The field is not of the kind that is needed, such as `text`.
    NotA(&'static str),
    /// The field is longer than so many characters.
    LongerThan(usize),
    /// The field names the entry, and holds a character that no name has, such as NUL or a line end.
    Control,
    /// The entry stands on an earlier line already.
    Repeats(u64),
}

/// A line of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number, from 1.
    pub number: u64,
    /// What it says.
    pub outcome: Result<Box<Parsed>, Unusable>,
}

/// The lines of a catalogue in JSON Lines, plain or gzipped; empty lines are passed over.
pub fn lines(input: impl Read + 'static) -> std::io::Result<impl Iterator<Item = std::io::Result<Line>>> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let gzipped = input.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let text: Box<dyn Read> = if gzipped {
        Box::new(MultiGzDecoder::new(input))
    } else {
        Box::new(input)
    };
    let mut text = BufReader::with_capacity(1 << 16, text);
    let mut number = 0;
    Ok(std::iter::from_fn(move || {
        loop {
            number += 1;
            match read_line(&mut text) {
                Ok(None) => return None,
                Ok(Some(Ok(line))) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(line)) => {
                    let outcome = line.and_then(|line| catalogue::parse(&line)).map(Box::new);
                    return Some(Ok(Line { number, outcome }));
                }
                Err(error) => return Some(Err(error)),
            }
        }
    }))
}

/// One line without its end; a line that is too long is read past, so that the next one is whole.
fn read_line(text: &mut impl BufRead) -> std::io::Result<Option<Result<Vec<u8>, Unusable>>> {
    let mut line = Vec::new();
    let read = text.by_ref().take(LINE_MAX as u64 + 1).read_until(b'\n', &mut line)?;
    if read == 0 {
        return Ok(None);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if read > LINE_MAX {
        text.skip_until(b'\n')?;
        return Ok(Some(Err(Unusable {
            field: None,
            reason: Reason::TooLong,
        })));
    }
    Ok(Some(Ok(line)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(text: &'static [u8]) -> Vec<(u64, Result<String, Unusable>)> {
        lines(text)
            .unwrap()
            .map(Result::unwrap)
            .map(|line| {
                (
                    line.number,
                    line.outcome.map(|parsed| parsed.metadata.title.all().collect()),
                )
            })
            .collect()
    }

    #[test]
    fn o21_17_a_bad_line_is_named_and_the_rest_goes_on() {
        let text = b"{\"source\":\"s\",\"lang\":\"en\",\"title\":\"One\"}\n\nnonsense\n[1]\n\xff\n{\"source\":\"s\",\"lang\":\"en\"}\n{\"source\":\"s\",\"lang\":\"en\",\"title\":7}\n{\"source\":\"s\",\"lang\":\"zh-Hans\",\"title\":\"\xe4\xba\x8c\"}";
        let outcomes = outcomes(text);
        let numbers: Vec<u64> = outcomes.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 3, 4, 5, 6, 7, 8]);
        assert_eq!(outcomes[0].1, Ok("One".into()));
        assert!(matches!(
            &outcomes[1].1,
            Err(Unusable {
                field: None,
                reason: Reason::NotAnObject(_)
            })
        ));
        assert!(matches!(
            &outcomes[2].1,
            Err(Unusable {
                field: None,
                reason: Reason::NotAnObject(_)
            })
        ));
        assert_eq!(
            outcomes[3].1,
            Err(Unusable {
                field: None,
                reason: Reason::NotUtf8
            })
        );
        assert_eq!(
            outcomes[4].1,
            Err(Unusable {
                field: Some("title"),
                reason: Reason::Missing
            })
        );
        assert_eq!(
            outcomes[5].1,
            Err(Unusable {
                field: Some("title"),
                reason: Reason::NotA("text")
            })
        );
        assert_eq!(outcomes[6].1, Ok("二".into()));
    }

    #[test]
    fn o21_17_a_line_without_end_does_not_swallow_the_next() {
        let long = format!(
            "{}\n{{\"source\":\"s\",\"lang\":\"en\",\"title\":\"Two\"}}",
            "x".repeat(LINE_MAX + 5)
        );
        let outcomes = outcomes(long.leak().as_bytes());
        assert_eq!(
            outcomes[0].1,
            Err(Unusable {
                field: None,
                reason: Reason::TooLong
            })
        );
        assert_eq!(outcomes[1].1, Ok("Two".into()));
    }
}
