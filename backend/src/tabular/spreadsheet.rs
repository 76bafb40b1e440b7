//! CSV that a spreadsheet can open without running anything that stands in a cell.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return may be taken for a formula. Such a cell gets a
//! leading apostrophe, which spreadsheets take for "this is text" (OWASP, CSV injection). Two kinds are left alone,
//! because they cannot do anything and would be spoilt: plain numbers such as `-3.5` and `+8.0E-3`, and cells of nothing
//! but dashes, which stand for "no value". Only downloads for spreadsheets pass through here, never the API.

use bytes::Bytes;
use futures::{Stream, StreamExt as _};

use super::csv::{HEAD, delimiter};

/// The longest plain number: what is longer is text.
const NUMBER: usize = 40;

/// Makes the cells of a CSV stream safe while it flows, whatever its pieces; `name` is the file's, and `with_bom` puts a
/// byte order mark in front, by which Excel knows UTF-8. An error of the stream passes through and ends it.
pub fn spreadsheet_safe<E>(
    pieces: impl Stream<Item = Result<Bytes, E>>,
    name: String,
    with_bom: bool,
) -> impl Stream<Item = Result<Bytes, E>> {
    async_stream::try_stream! {
        futures::pin_mut!(pieces);
        if with_bom {
            yield Bytes::from_static(b"\xef\xbb\xbf");
        }
        // The delimiter is found in the same way as when the file was read, from the same bytes and the same name: by
        // another one, other cells would be made safe than those that a spreadsheet sees.
        let mut head = Vec::new();
        let mut cells: Option<Cells> = None;
        while let Some(piece) = pieces.next().await {
            let piece = piece?;
            if let Some(cells) = &mut cells {
                yield cells.take(&piece);
                continue;
            }
            head.extend_from_slice(&piece);
            if head.len() >= HEAD {
                let head = std::mem::take(&mut head);
                yield cells.insert(Cells::new(delimiter(&head[..HEAD], &name))).take(&head);
            }
        }
        let mut cells = cells.unwrap_or_else(|| Cells::new(delimiter(&head, &name)));
        let rest = cells.take(&head);
        if !rest.is_empty() {
            yield rest;
        }
        let end = cells.finish();
        if !end.is_empty() {
            yield end;
        }
    }
}

/// Where in a cell the last byte stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before the first byte of a cell.
    Start,
    /// Behind the opening quotation mark.
    StartQuoted,
    /// In a cell that began with a sign and may be a number; its bytes are held back.
    Sign { quoted: bool },
    /// Behind a quotation mark that may end such a cell.
    SignQuote,
    /// In a cell without quotation marks.
    Plain,
    /// In a quoted cell.
    Quoted,
    /// Behind a quotation mark in a quoted cell.
    Quote,
}

/// Goes through delimited text, byte by byte.
#[derive(Debug)]
struct Cells {
    delimiter: u8,
    at: At,
    held: Vec<u8>,
}

impl Cells {
    const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            at: At::Start,
            held: Vec::new(),
        }
    }

    /// The next piece, made safe, as far as its cells are decided.
    fn take(&mut self, piece: &[u8]) -> Bytes {
        let mut out = Vec::with_capacity(piece.len() + piece.len() / 16 + self.held.len() + 8);
        for byte in piece {
            self.step(*byte, &mut out);
        }
        out.into()
    }

    /// What was held back when the text ended.
    fn finish(mut self) -> Bytes {
        let mut out = Vec::new();
        if matches!(self.at, At::Sign { .. } | At::SignQuote) {
            self.release(&mut out);
        }
        if self.at == At::SignQuote {
            out.push(b'"');
        }
        out.into()
    }

    fn step(&mut self, byte: u8, out: &mut Vec<u8>) {
        let ends = byte == self.delimiter || matches!(byte, b'\n' | b'\r');
        self.at = match self.at {
            At::Start => match byte {
                b'"' => put(out, byte, At::StartQuoted),
                _ if ends => put(out, byte, At::Start),
                b'+' | b'-' => self.hold(byte, false),
                b'=' | b'@' | b'\t' => put_safe(out, byte, At::Plain),
                _ => put(out, byte, At::Plain),
            },
            At::StartQuoted => match byte {
                b'"' => put(out, byte, At::Quote),
                b'+' | b'-' => self.hold(byte, true),
                b'=' | b'@' | b'\t' | b'\r' => put_safe(out, byte, At::Quoted),
                _ => put(out, byte, At::Quoted),
            },
            At::Sign { quoted } => match byte {
                b'"' if quoted => At::SignQuote,
                _ if ends && !quoted => {
                    self.release(out);
                    put(out, byte, At::Start)
                }
                b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-' if self.held.len() < NUMBER => self.hold(byte, quoted),
                _ => {
                    self.release_as_text(out);
                    put(out, byte, if quoted { At::Quoted } else { At::Plain })
                }
            },
            At::SignQuote if byte == b'"' => {
                self.release_as_text(out);
                out.push(b'"');
                put(out, byte, At::Quoted)
            }
            At::SignQuote => {
                self.release(out);
                out.push(b'"');
                put(out, byte, if ends { At::Start } else { At::Plain })
            }
            At::Plain => put(out, byte, if ends { At::Start } else { At::Plain }),
            At::Quoted => put(out, byte, if byte == b'"' { At::Quote } else { At::Quoted }),
            At::Quote if byte == b'"' => put(out, byte, At::Quoted),
            At::Quote => put(out, byte, if ends { At::Start } else { At::Plain }),
        };
    }

    fn hold(&mut self, byte: u8, quoted: bool) -> At {
        self.held.push(byte);
        At::Sign { quoted }
    }

    /// Lets a whole cell go: as it is when it is harmless, else as text.
    fn release(&mut self, out: &mut Vec<u8>) {
        if is_harmless(&self.held) {
            out.append(&mut self.held);
        } else {
            self.release_as_text(out);
        }
    }

    fn release_as_text(&mut self, out: &mut Vec<u8>) {
        out.push(b'\'');
        out.append(&mut self.held);
    }
}

fn put(out: &mut Vec<u8>, byte: u8, next: At) -> At {
    out.push(byte);
    next
}

fn put_safe(out: &mut Vec<u8>, byte: u8, next: At) -> At {
    out.extend_from_slice(&[b'\'', byte]);
    next
}

/// A plain number with its sign, or dashes alone.
fn is_harmless(cell: &[u8]) -> bool {
    if cell.iter().all(|byte| *byte == b'-') {
        return true;
    }
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = &cell[1..];
    let whole = digits(number);
    let rest = &number[whole..];
    let (fraction, rest) = match rest {
        [b'.', tail @ ..] => (digits(tail), &tail[digits(tail)..]),
        _ => (0, rest),
    };
    let exponent = match rest {
        [] => true,
        [b'e' | b'E', b'+' | b'-', tail @ ..] | [b'e' | b'E', tail @ ..] => {
            !tail.is_empty() && digits(tail) == tail.len()
        }
        _ => false,
    };
    whole + fraction > 0 && exponent
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::executor::block_on_stream;
    use futures::stream;
    use proptest::prelude::*;

    /// The text after it came in pieces of these lengths, and then the rest.
    fn safe_in(text: &[u8], lengths: &[usize]) -> Vec<u8> {
        let mut cells = Cells::new(b',');
        let mut out = Vec::new();
        let mut rest = text;
        for length in lengths {
            let (piece, tail) = rest.split_at((*length).min(rest.len()));
            out.extend_from_slice(&cells.take(piece));
            rest = tail;
        }
        out.extend_from_slice(&cells.take(rest));
        out.extend_from_slice(&cells.finish());
        out
    }

    fn safe(text: &str) -> String {
        String::from_utf8(safe_in(text.as_bytes(), &[])).unwrap()
    }

    #[test]
    fn formulas_become_text_and_numbers_stay_numbers() {
        assert_eq!(
            safe("=1+1,\"=cmd|' /C calc'!A0\",@SUM(A1)\n"),
            "'=1+1,\"'=cmd|' /C calc'!A0\",'@SUM(A1)\n"
        );
        assert_eq!(
            safe("-3.5,+8.0E-3,\"-12\",-,--,+1\r\n"),
            "-3.5,+8.0E-3,\"-12\",-,--,+1\r\n"
        );
        assert_eq!(safe("-2+3,-cmd,+A1,\"-1\"\"x\",-1"), "'-2+3,'-cmd,'+A1,\"'-1\"\"x\",-1");
        assert_eq!(safe("\"\t=1\",\t=1,\"\r=1\"\n"), "\"'\t=1\",'\t=1,\"'\r=1\"\n");
        assert_eq!(
            safe("a,\r\nb=1,\"say \"\"=1\"\"\"\n"),
            "a,\r\nb=1,\"say \"\"=1\"\"\"\n",
            "only beginnings count"
        );
        assert_eq!(
            safe("\"two\n=lines\",=x\n"),
            "\"two\n=lines\",'=x\n",
            "a line end in quotes ends no cell"
        );
        assert_eq!(safe(""), "");
    }

    #[test]
    fn the_stream_finds_its_delimiter_and_carries_a_mark_for_excel() {
        let pieces = ["名称;值\n", "甲;=1+1\n", "乙;-3,5\n丙;-3.5"]
            .map(|piece| Ok::<_, ()>(Bytes::from_static(piece.as_bytes())));
        let safe = spreadsheet_safe(stream::iter(pieces), "值.csv".to_owned(), true);
        let out: Vec<u8> = block_on_stream(Box::pin(safe)).flat_map(Result::unwrap).collect();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{feff}名称;值\n甲;'=1+1\n乙;'-3,5\n丙;-3.5"
        );
    }

    #[test]
    fn the_name_decides_where_two_delimiters_fit_alike() {
        let safe = |name: &str| {
            let pieces = [Ok::<_, ()>(Bytes::from_static(b"name\tvalue,unit\nA\t=1+1,m\n"))];
            let safe = spreadsheet_safe(stream::iter(pieces), name.to_owned(), false);
            let out: Vec<u8> = block_on_stream(Box::pin(safe)).flat_map(Result::unwrap).collect();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(safe("values.TSV"), "name\tvalue,unit\nA\t'=1+1,m\n");
        assert_eq!(
            safe("values.csv"),
            "name\tvalue,unit\nA\t=1+1,m\n",
            "no cell begins there"
        );
    }

    #[test]
    fn a_long_stream_comes_through_and_an_error_ends_it() {
        let row = "浦东新区,=1+1,-3.5,\"x\"\"y\"\n";
        let text = row.repeat(20_000);
        let pieces: Vec<Result<Bytes, &str>> = text
            .as_bytes()
            .chunks(777)
            .map(|piece| Ok(Bytes::copy_from_slice(piece)))
            .chain([Err("cut")])
            .collect();
        let mut out = Vec::new();
        let mut ended = None;
        let safe = spreadsheet_safe(stream::iter(pieces), "long.csv".to_owned(), false);
        for piece in block_on_stream(Box::pin(safe)) {
            match piece {
                Ok(piece) => out.extend_from_slice(&piece),
                Err(error) => ended = Some(error),
            }
        }
        assert_eq!(ended, Some("cut"));
        assert_eq!(String::from_utf8(out).unwrap(), row.replace(",=", ",'=").repeat(20_000));
    }

    proptest! {
        #[test]
        fn pieces_make_no_difference(text in "[-,\"\n\r=+@\t1.ea'中]{0,60}", lengths in prop::collection::vec(0_usize..9, 0..30)) {
            prop_assert_eq!(safe_in(text.as_bytes(), &lengths), safe_in(text.as_bytes(), &[]));
        }

        #[test]
        fn no_cell_is_left_that_could_run_and_no_other_is_touched(
            rows in prop::collection::vec(prop::collection::vec("[-,\"\n\r=+@\t1.ea]{0,6}", 3), 1..6)
        ) {
            let mut writer = ::csv::Writer::from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = writer.into_inner().unwrap();
            let out = safe_in(&text, &[]);
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&out[..]);
            let back: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
            let expected: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| {
                let starts = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let number = cell.parse::<f64>().is_ok() || cell.chars().all(|c| c == '-');
                if starts && !number { format!("'{cell}") } else { cell.clone() }
            }).collect()).collect();
            prop_assert_eq!(back, expected);
        }
    }
}
