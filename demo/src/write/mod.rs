//! The formats: each writes the rows of a table as they come, with the demo mark where the format has a place for it.

mod csv;
mod geojson;
mod json;
mod xlsx;

use std::io::{self, BufWriter, Write};

use domain::entry::{DataItem, ItemType};
use domain::file::Format;

use crate::DemoFile;

/// What stands in every file that has a place for it.
pub(crate) const NOTICE: &str = "演示数据：由程序生成，不反映真实情况。 \
    Demo data: made by a program, not a record of anything real.";

/// Writes a file in its format.
pub(crate) fn write(file: &DemoFile, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::with_capacity(64 * 1024, out);
    match file.format {
        Format::Json => json::write(file, &mut out)?,
        Format::GeoJson => geojson::write(file, &mut out)?,
        Format::Xlsx => xlsx::write(file, &mut out)?,
        _ => csv::write(file, &mut out)?,
    }
    out.flush()
}

/// The positions and data items of what a table without geometry can show.
fn plain(items: &[DataItem]) -> impl Iterator<Item = (usize, &DataItem)> {
    items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.kind != Some(ItemType::Geometry))
}
