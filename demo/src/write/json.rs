//! JSON: an object with the mark as `notice` and the rows as objects under `data`.

use std::io::{self, Write};

use domain::entry::DataItem;

use super::{NOTICE, plain};
use crate::DemoFile;
use crate::cell::{Cell, Sink};

struct Json<'o> {
    out: &'o mut dyn Write,
    items: &'o [DataItem],
    rows: u64,
}

impl Sink for Json<'_> {
    fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        self.out.write_all(if self.rows == 0 { b"\n" } else { b",\n" })?;
        self.rows += 1;
        object(self.out, self.items, cells)
    }
}

/// One row as an object; also the properties of a GeoJSON feature.
pub(super) fn object(out: &mut dyn Write, items: &[DataItem], cells: &[Cell<'_>]) -> io::Result<()> {
    let mut text = String::new();
    let mut before = '{';
    for (column, item) in plain(items) {
        write!(out, "{before}")?;
        before = ',';
        string(out, &item.name)?;
        out.write_all(b":")?;
        match &cells[column] {
            Cell::Empty => out.write_all(b"null")?,
            cell @ (Cell::Int(_) | Cell::Dec(..) | Cell::Bool(_)) => {
                text.clear();
                cell.print(&mut text);
                out.write_all(text.as_bytes())?;
            }
            cell => {
                text.clear();
                cell.print(&mut text);
                string(out, &text)?;
            }
        }
    }
    out.write_all(b"}")
}

/// A quoted string.
pub(super) fn string(out: &mut dyn Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(out, text).map_err(io::Error::from)
}

pub(super) fn write(file: &DemoFile, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"notice\":")?;
    string(out, NOTICE)?;
    out.write_all(b",\"dataset\":")?;
    string(out, file.dataset.as_str())?;
    out.write_all(b",\"title\":")?;
    string(out, file.title.get(domain::text::Lang::Zh))?;
    out.write_all(b",\"data\":[")?;
    file.rows(&mut Json {
        out,
        items: &file.items,
        rows: 0,
    })?;
    out.write_all(b"\n]}\n")
}
