//! CSV, RFC 4180: a header of item names, CRLF, quotes only where they are needed. There is no place for a mark inside
//! that a reader would not take for data, so the mark stands in the file's name.

use std::io::{self, Write};

use super::plain;
use crate::DemoFile;
use crate::cell::{Cell, Sink};

struct Csv<'o> {
    writer: csv::Writer<&'o mut dyn Write>,
    columns: Vec<usize>,
    text: String,
}

impl Sink for Csv<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for &column in &self.columns {
            if let Cell::Text(text) = &cells[column] {
                self.writer.write_field(text.as_bytes())?;
            } else {
                self.text.clear();
                cells[column].print(&mut self.text);
                self.writer.write_field(&self.text)?;
            }
        }
        self.writer.write_record(None::<&[u8]>)?;
        Ok(())
    }
}

pub(super) fn write(file: &DemoFile, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    writer.write_record(plain(&file.items).map(|(_, item)| item.name.as_str()))?;
    let mut sink = Csv {
        writer,
        columns: plain(&file.items).map(|(column, _)| column).collect(),
        text: String::new(),
    };
    file.rows(&mut sink)?;
    sink.writer.flush()
}
