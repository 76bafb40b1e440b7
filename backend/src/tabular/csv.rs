//! Delimited text: comma, tab, semicolon or bar, RFC 4180 quoting, any line end.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Cursor, Read};

use csv::{ErrorKind, Reader, ReaderBuilder, StringRecord};
use domain::refused::Flaw;

use super::table::{HEADER_WITHIN, Table, header_row};
use super::{MAX_COLUMNS, Reading, Stop, read_full};

/// As much of a text as the choice of the delimiter looks at.
pub(super) const HEAD: usize = 1 << 16;

/// No row is longer; what is has a quotation mark that is never closed.
const MAX_ROW: u64 = 4 << 20;

/// Reads the table that `text` (UTF-8) holds, in one pass.
pub(super) fn read(text: &mut impl Read, name: &str) -> Result<Reading, Stop> {
    let mut head = vec![0; HEAD];
    let filled = read_full(text, &mut head)?;
    head.truncate(filled);
    let delimiter = delimiter(&head, name);
    let since = Cell::new(0);
    let input = Leash {
        inner: Cursor::new(head).chain(text),
        since: &since,
    };
    let mut rows = Rows {
        reader: ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(input),
        since: &since,
        record: StringRecord::new(),
    };

    let mut leading = Vec::new();
    while leading.len() < HEADER_WITHIN && rows.next()? {
        leading.push(rows.record.clone());
    }
    let filled: Vec<usize> = leading
        .iter()
        .map(|record| record.iter().filter(|cell| !cell.trim().is_empty()).count())
        .collect();
    let header = header_row(&filled);
    let Some(record) = leading.get(header) else {
        return Err(Stop::flaw(None, Flaw::Empty));
    };
    let mut table = Table::with_header(record.iter())?;
    let mut number = 0;
    for (index, record) in leading.iter().enumerate() {
        number += 1;
        match index {
            _ if index < header => table.above_header(number),
            _ if index == header => {}
            _ => rows.check(record, table.row(number, record.iter()))?,
        }
    }
    while rows.next()? {
        number += 1;
        rows.check(&rows.record, table.row(number, rows.record.iter()))?;
    }
    Ok(table.finish())
}

/// Records, one at a time.
struct Rows<'a, R> {
    reader: Reader<Leash<'a, R>>,
    since: &'a Cell<u64>,
    record: StringRecord,
}

impl<R: Read> Rows<'_, R> {
    /// Reads the next record; false at the end.
    fn next(&mut self) -> Result<bool, Stop> {
        self.since.set(0);
        let line = self.reader.position().line();
        match self.reader.read_record(&mut self.record) {
            Ok(true) if self.record.len() > MAX_COLUMNS => Err(Stop::flaw(Some(line), Flaw::Columns)),
            Ok(more) => Ok(more),
            Err(error) => Err(match error.into_kind() {
                ErrorKind::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
                    Stop::flaw(Some(line), Flaw::Quotes)
                }
                ErrorKind::Io(error) => Stop::Io(error),
                ErrorKind::Utf8 { .. } => Stop::flaw(Some(line), Flaw::Encoding),
                other => Stop::Io(io::Error::other(format!("{other:?}"))),
            }),
        }
    }

    /// A last row that does not fit and whose last cell runs over lines: its quotation mark was never closed.
    fn check(&self, record: &StringRecord, fits: bool) -> Result<(), Stop> {
        let runs_on = record.iter().next_back().is_some_and(|cell| cell.contains('\n'));
        if !fits && runs_on && self.reader.is_done() {
            return Err(Stop::flaw(record.position().map(csv::Position::line), Flaw::Quotes));
        }
        Ok(())
    }
}

/// Ends the reading of a row that has grown beyond all measure.
struct Leash<'a, R> {
    inner: R,
    since: &'a Cell<u64>,
}

impl<R: Read> Read for Leash<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > MAX_ROW {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a row without an end"));
        }
        let count = self.inner.read(buffer)?;
        self.since.set(self.since.get() + count as u64);
        Ok(count)
    }
}

/// The delimiter that cuts most rows of the head into as many cells as the first row that it cuts at all.
pub(super) fn delimiter(head: &[u8], name: &str) -> u8 {
    let tab_first = name.to_ascii_lowercase().ends_with(".tsv");
    let candidates = if tab_first { *b"\t,;|" } else { *b",\t;|" };
    let share = |delimiter: u8| -> u64 {
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(head);
        let mut widths: BTreeMap<usize, u64> = BTreeMap::new();
        let mut rows = 0;
        let mut first = 0;
        for record in reader.byte_records().map_while(Result::ok).take(500) {
            *widths.entry(record.len()).or_default() += 1;
            rows += 1;
            if first == 0 {
                first = record.len();
            }
        }
        let (width, count) = widths
            .into_iter()
            .max_by_key(|(width, count)| (*count, *width))
            .unwrap_or_default();
        match (width, rows) {
            (0 | 1, _) | (_, 0) => 0,
            _ if width == first => 1000 * count / rows + 1,
            _ => 500 * count / rows,
        }
    };
    let mut best = (candidates[0], 0);
    for candidate in candidates {
        let share = share(candidate);
        if share > best.1 {
            best = (candidate, share);
        }
    }
    best.0
}
