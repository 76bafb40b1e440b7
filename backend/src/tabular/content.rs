//! Which format a file is of: its name says so, and its first bytes must agree.

use std::io::{Read, Seek, SeekFrom};

use domain::file::Format;
use domain::refused::{Flaw, Why};

use super::{Stop, read_full};

/// As many bytes as decide: `infer` looks for the marks of office documents within the first few thousand.
const HEAD: usize = 8192;

/// The format of the file, or why name and content cannot both be right.
pub(super) fn format(name: &str, input: &mut (impl Read + Seek)) -> Result<Format, Stop> {
    input.seek(SeekFrom::Start(0))?;
    let mut head = [0; HEAD];
    let filled = read_full(input, &mut head)?;
    let head = &head[..filled];
    if head.is_empty() {
        return Err(Stop::flaw(None, Flaw::Empty));
    }
    let Some(format) = Format::of_name(name) else {
        let ending = name.rsplit_once('.').map_or(name, |(_, ending)| ending);
        return Err(Stop::Why(Why::UnknownCode {
            given: ending.chars().take(60).collect(),
            known: [
                "csv", "xlsx", "json", "geojson", "xml", "kml", "parquet", "pdf", "txt", "zip",
            ]
            .map(str::to_owned)
            .into(),
        }));
    };
    let found = infer::get(head).map(|kind| kind.mime_type());
    if agrees(format, head, found) {
        return Ok(format);
    }
    Err(Stop::Why(Why::WrongContent {
        named: format.to_string(),
        found: found.unwrap_or("application/octet-stream").to_owned(),
    }))
}

/// Whether content that was recognised as `found` may stand under `format`.
fn agrees(format: Format, head: &[u8], found: Option<&'static str>) -> bool {
    let is = |wanted: &[&str]| found.is_some_and(|mime| wanted.contains(&mime));
    match format {
        // These have no mark of their own, so the marks of others speak against them.
        Format::Csv | Format::Json | Format::GeoJson | Format::Txt | Format::Api => found.is_none_or(|mime| {
            // A text may begin with the two or three letters that mark some binary kinds (a header `BMI` with those of
            // a bitmap), but it has no control characters.
            !matches!(mime, "text/html" | "text/xml" | "application/pdf" | "application/rtf") && !has_controls(head)
        }),
        Format::Xml | Format::Kml | Format::Rdf => found.is_none_or(|mime| mime == "text/xml" || !has_controls(head)),
        Format::Html => found.is_none_or(|mime| matches!(mime, "text/html" | "text/xml")),
        Format::Xlsx => is(&[Format::Xlsx.media_type(), "application/zip"]),
        Format::Zip | Format::Shp => head.starts_with(b"PK"),
        Format::Parquet => head.starts_with(b"PAR1"),
        Format::Pdf => is(&["application/pdf"]),
        Format::Xls => head.starts_with(OLE),
        Format::Doc => head.starts_with(OLE) || head.starts_with(b"PK"),
        Format::Image => found.is_some_and(|mime| mime.starts_with("image/")),
    }
}

/// The first bytes of an OLE compound file, which older office documents are.
const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// Whether there are bytes that no text has, in UTF-8 or in the encodings of East Asia.
fn has_controls(head: &[u8]) -> bool {
    head.iter().any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31))
}
