//! XLSX: the rows on the first sheet under the items' names, the mark in the document properties and, with the items'
//! meanings, on a second sheet 说明.

use std::io::{self, Write};

use chrono::{Datelike, Timelike};
use domain::text::Lang;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{NOTICE, plain};
use crate::DemoFile;
use crate::cell::{Cell, Sink};

/// A workbook says when it was made; to stay the same it always says this.
const MADE: (u16, u8, u8) = (2026, 11, 1);

struct Xlsx<'s> {
    sheet: &'s mut Worksheet,
    columns: Vec<usize>,
    row: u32,
    day: Format,
    time: Format,
}

fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) => error,
        other => io::Error::other(other),
    }
}

impl Xlsx<'_> {
    fn cell(&mut self, column: u16, cell: &Cell<'_>) -> Result<(), XlsxError> {
        let row = self.row;
        match cell {
            Cell::Empty | Cell::Polygon(_) | Cell::Line(_) => return Ok(()),
            Cell::Text(text) => self.sheet.write_string(row, column, text.as_ref())?,
            Cell::Int(value) => self.sheet.write_number(row, column, *value as f64)?,
            Cell::Dec(value, places) => {
                // The cell holds what the other formats print, not the digits behind it.
                let shown = format!("{value:.*}", usize::from(*places));
                let shown = shown.parse::<f64>().expect("a printed number is a number");
                self.sheet.write_number(row, column, shown)?
            }
            Cell::Bool(value) => self.sheet.write_boolean(row, column, *value)?,
            Cell::Date(day) => {
                let at = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
                self.sheet.write_datetime_with_format(row, column, at, &self.day)?
            }
            Cell::Time(time) => {
                let at = ExcelDateTime::from_ymd(time.year() as u16, time.month() as u8, time.day() as u8)?.and_hms(
                    time.hour() as u16,
                    time.minute() as u8,
                    f64::from(time.second()),
                )?;
                self.sheet.write_datetime_with_format(row, column, at, &self.time)?
            }
        };
        Ok(())
    }
}

impl Sink for Xlsx<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.row += 1;
        for at in 0..self.columns.len() {
            self.cell(at as u16, &cells[self.columns[at]]).map_err(failed)?;
        }
        Ok(())
    }
}

fn properties(file: &DemoFile) -> Result<DocProperties, XlsxError> {
    let (year, month, day) = MADE;
    Ok(DocProperties::new()
        .set_title(file.title.get(Lang::Zh))
        .set_subject(file.title.get(Lang::En))
        .set_category("演示数据 demo data")
        .set_comment(NOTICE)
        .set_creation_datetime(&ExcelDateTime::from_ymd(year, month, day)?))
}

fn explain(sheet: &mut Worksheet, file: &DemoFile, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_name("说明")?;
    sheet.write_string_with_format(0, 0, NOTICE, bold)?;
    sheet.write_string(1, 0, file.title.get(Lang::Zh))?;
    sheet.write_string(2, 0, file.title.get(Lang::En))?;
    for (column, title) in ["数据项", "名称", "Title", "含义", "Meaning", "单位"]
        .iter()
        .enumerate()
    {
        sheet.write_string_with_format(4, column as u16, *title, bold)?;
    }
    for (at, (_, item)) in plain(&file.items).enumerate() {
        let row = 5 + at as u32;
        sheet.write_string(row, 0, &item.name)?;
        sheet.write_string(row, 1, item.title.get(Lang::Zh))?;
        sheet.write_string(row, 2, item.title.get(Lang::En))?;
        sheet.write_string(row, 3, item.meaning.get(Lang::Zh))?;
        sheet.write_string(row, 4, item.meaning.get(Lang::En))?;
        sheet.write_string(row, 5, item.unit.as_deref().unwrap_or(""))?;
    }
    Ok(())
}

pub(super) fn write(file: &DemoFile, out: &mut dyn Write) -> io::Result<()> {
    let bold = Format::new().set_bold();
    let mut book = Workbook::new();
    book.set_properties(&properties(file).map_err(failed)?);
    let sheet = book.add_worksheet().set_name("数据").map_err(failed)?;
    for (at, (_, item)) in plain(&file.items).enumerate() {
        sheet
            .write_string_with_format(0, at as u16, &item.name, &bold)
            .map_err(failed)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(failed)?;
    file.rows(&mut Xlsx {
        columns: plain(&file.items).map(|(column, _)| column).collect(),
        sheet,
        row: 0,
        day: Format::new().set_num_format("yyyy-mm-dd"),
        time: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
    })?;
    explain(book.add_worksheet(), file, &bold).map_err(failed)?;
    let bytes = book.save_to_buffer().map_err(failed)?;
    out.write_all(&bytes)
}
