//! Workbooks: the first sheet that holds anything is the table.
//!
//! A workbook is a zip archive, so it is unpacked and counted before it is believed: what an archive says of its own
//! size is no guard against one that is made to fill a memory.

use std::io::{self, BufReader, Read, Seek, SeekFrom};

use calamine::{Data, DataRef, Reader, Xlsx};
use domain::refused::{Flaw, Why};
use zip::ZipArchive;

use super::table::{HEADER_WITHIN, Table, header_row};
use super::{MAX_COLUMNS, Reading, Stop};

/// The most that all parts of a workbook may unpack to.
const MAX_UNPACKED: u64 = 512 << 20;

/// Parts of an archive: a workbook has a few dozen.
const MAX_PARTS: usize = 10_000;

/// Reads the table that a workbook holds.
pub(super) fn read(input: &mut (impl Read + Seek)) -> Result<Reading, Stop> {
    guard(input)?;
    input.seek(SeekFrom::Start(0))?;
    let broken = |_| Stop::flaw(None, Flaw::Workbook);
    let mut book: Xlsx<_> = Xlsx::new(BufReader::with_capacity(1 << 16, input)).map_err(broken)?;
    for sheet in book.sheet_names() {
        // A sheet that is a chart has no cells to read.
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet) else {
            continue;
        };
        let mut rows = Rows::default();
        while let Some(cell) = cells.next_cell().map_err(broken)? {
            let (row, column) = cell.get_position();
            if column as usize >= MAX_COLUMNS {
                return Err(Stop::flaw(Some(u64::from(row) + 1), Flaw::Columns));
            }
            let text = text(cell.get_value());
            if !text.is_empty() {
                rows.put(row, column as usize, text)?;
            }
        }
        if let Some(table) = rows.finish()? {
            return Ok(table.finish());
        }
    }
    Ok(Reading::default())
}

/// Unpacks everything once and counts.
fn guard(input: &mut (impl Read + Seek)) -> Result<(), Stop> {
    let broken = |_| Stop::flaw(None, Flaw::Archive);
    input.seek(SeekFrom::Start(0))?;
    let mut archive = ZipArchive::new(&mut *input).map_err(broken)?;
    if archive.len() > MAX_PARTS || archive.has_overlapping_files().map_err(broken)? {
        return Err(Stop::flaw(None, Flaw::Archive));
    }
    let mut unpacked = 0;
    let mut is_workbook = false;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        is_workbook |= part
            .name()
            .is_ok_and(|name| name.eq_ignore_ascii_case("xl/workbook.xml"));
        unpacked += io::copy(&mut part.take(MAX_UNPACKED + 1 - unpacked), &mut io::sink())
            .map_err(|_| Stop::flaw(None, Flaw::Archive))?;
        if unpacked > MAX_UNPACKED {
            return Err(Stop::Why(Why::TooLarge { max: MAX_UNPACKED }));
        }
    }
    if is_workbook {
        Ok(())
    } else {
        Err(Stop::flaw(None, Flaw::Workbook))
    }
}

/// Rows as cells make them up.
#[derive(Default)]
struct Rows {
    current: Option<(u32, Vec<String>)>,
    leading: Vec<(u32, Vec<String>)>,
    table: Option<Table>,
}

impl Rows {
    fn put(&mut self, row: u32, column: usize, text: String) -> Result<(), Stop> {
        if self.current.as_ref().is_none_or(|(current, _)| *current != row)
            && let Some(done) = self.current.replace((row, Vec::new()))
        {
            self.end_row(done)?;
        }
        if let Some((_, cells)) = &mut self.current {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
        Ok(())
    }

    fn end_row(&mut self, row: (u32, Vec<String>)) -> Result<(), Stop> {
        if let Some(table) = &mut self.table {
            add(table, row);
            return Ok(());
        }
        self.leading.push(row);
        if self.leading.len() == HEADER_WITHIN {
            self.begin()
        } else {
            Ok(())
        }
    }

    /// Finds the header among the leading rows.
    fn begin(&mut self) -> Result<(), Stop> {
        let filled: Vec<usize> = self
            .leading
            .iter()
            .map(|(_, row)| row.iter().filter(|cell| !cell.trim().is_empty()).count())
            .collect();
        let header = header_row(&filled);
        let mut leading = std::mem::take(&mut self.leading).into_iter();
        let above: Vec<_> = leading.by_ref().take(header).collect();
        let Some((_, names)) = leading.next() else {
            return Ok(());
        };
        let mut table = Table::with_header(names.iter().map(String::as_str))?;
        for (row, _) in above {
            table.above_header(i64::from(row) + 1);
        }
        for row in leading {
            add(&mut table, row);
        }
        self.table = Some(table);
        Ok(())
    }

    fn finish(mut self) -> Result<Option<Table>, Stop> {
        if let Some(done) = self.current.take() {
            self.end_row(done)?;
        }
        if self.table.is_none() {
            self.begin()?;
        }
        Ok(self.table)
    }
}

/// A row of a sheet ends with its last filled cell, so the cells up to the header's width are there and empty.
fn add(table: &mut Table, (row, mut cells): (u32, Vec<String>)) {
    let width = table.names().count();
    if cells.len() < width {
        cells.resize(width, String::new());
    }
    table.row(i64::from(row) + 1, cells.iter().map(String::as_str));
}

/// A value as the sheet shows it, near enough: numbers in full, dates as `2026-01-02`, errors as `#N/A`.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let clock = format!("{hour:02}:{minute:02}:{second:02}");
            let whole = moment.as_f64().fract() == 0.0;
            match (moment.is_datetime(), whole, moment.as_f64() < 1.0) {
                (false, ..) => Data::Float(moment.as_f64()).to_string(),
                (true, _, true) => clock,
                (true, true, _) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02} {clock}"),
            }
        }
    }
}
