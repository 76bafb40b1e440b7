//! Data files, read once: what kind they are, what they hold, and what is shown of them.
//!
//! A file passes through [`ingest`] on its way into storage. Text is stored as UTF-8 without a byte order mark, whatever
//! encoding it came in; every other byte is stored as it came. Files are hostile until read: nothing here holds a whole
//! table in memory, and what cannot be read is refused with the place and the reason.

use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use domain::file::{Format, Profile};
use domain::refused::{Flaw, Refused, Why};

use crate::Error;

mod content;
mod csv;
mod drawing;
mod encoding;
mod frame;
mod geojson;
mod json;
mod kind;
mod place;
mod preview;
mod shape;
mod sketch;
mod spreadsheet;
mod table;
#[cfg(test)]
mod tests;
mod xlsx;

pub use drawing::{Area, Drawing, Ground, Place, Scale};
pub use preview::{Preview, PreviewColumn};
pub use spreadsheet::spreadsheet_safe;

/// The most columns a table may have: as many as a spreadsheet can show.
pub const MAX_COLUMNS: usize = 16_384;

/// JSON beyond this size is stored without being read: one of its values alone could fill the memory.
const MAX_JSON: u64 = 256 << 20;

/// Rows that do not fit are listed up to this number.
const MAX_MISFITS: usize = 100;

/// What reading a file once has shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Ingested {
    /// The format, from the name and the content together.
    pub format: Format,
    /// Bytes written to storage.
    pub bytes: u64,
    /// Rows, columns, encoding, rows that do not fit.
    pub profile: Profile,
    /// The first rows, for tables.
    pub preview: Option<Preview>,
    /// The map, for files with coordinates.
    pub drawing: Option<Drawing>,
}

/// Why a file was not taken.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The file is at fault; `why` says how.
    #[error("{file:?} cannot be taken: {why:?}")]
    Refused {
        /// Its name.
        file: String,
        /// What is wrong with it.
        why: Why,
    },
    /// Reading the file or writing it to storage failed.
    #[error("reading or storing the file failed")]
    Io(#[from] io::Error),
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Self {
        match problem {
            Problem::Refused { file, why } => Refused::invalid(file, why).into(),
            Problem::Io(error) => error.into(),
        }
    }
}

/// What stops the reading of a file, before its name is added.
#[derive(Debug)]
enum Stop {
    Why(Why),
    Io(io::Error),
}

impl Stop {
    const fn flaw(line: Option<u64>, flaw: Flaw) -> Self {
        Self::Why(Why::Unreadable { line, flaw })
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// What the reader of one format has found.
#[derive(Debug, Default)]
struct Reading {
    profile: Profile,
    preview: Option<Preview>,
    drawing: Option<Drawing>,
}

/// Reads `input` from its beginning, writes what is to be stored to `out`, and tells what it holds. What has been
/// written to `out` is worthless when a problem comes back.
pub fn ingest(name: &str, input: &mut (impl Read + Seek), out: &mut impl Write) -> Result<Ingested, Problem> {
    read(name, input, out).map_err(|stop| match stop {
        Stop::Why(why) => Problem::Refused {
            file: name.to_owned(),
            why,
        },
        Stop::Io(error) => Problem::Io(error),
    })
}

fn read(name: &str, input: &mut (impl Read + Seek), out: &mut impl Write) -> Result<Ingested, Stop> {
    let mut format = content::format(name, input)?;
    let mut out = Counted {
        inner: BufWriter::with_capacity(1 << 16, out),
        bytes: 0,
    };
    let reading = match format {
        Format::Csv => read_text(input, &mut out, |text| csv::read(text, name))?,
        Format::Json | Format::GeoJson => {
            let small = input.seek(SeekFrom::End(0))? <= MAX_JSON;
            let found = read_text(input, &mut out, |text| {
                let found = if small {
                    json::read(text)?
                } else {
                    json::Found::default()
                };
                if found.is_geojson {
                    format = Format::GeoJson;
                }
                Ok(found.reading)
            });
            found?
        }
        Format::Txt => read_text(input, &mut out, |_| Ok(Reading::default()))?,
        Format::Xlsx => {
            let reading = xlsx::read(input)?;
            input.seek(SeekFrom::Start(0))?;
            io::copy(input, &mut out)?;
            reading
        }
        _ => {
            input.seek(SeekFrom::Start(0))?;
            io::copy(input, &mut out)?;
            Reading::default()
        }
    };
    out.flush()?;
    Ok(Ingested {
        format,
        bytes: out.bytes,
        profile: reading.profile,
        preview: reading.preview,
        drawing: reading.drawing,
    })
}

/// Reads a text in whatever encoding it comes, while it goes to storage as UTF-8.
fn read_text<I: Read + Seek, O: Write>(
    input: &mut I,
    out: &mut O,
    reader: impl FnOnce(&mut encoding::Decoded<'_, I, O>) -> Result<Reading, Stop>,
) -> Result<Reading, Stop> {
    let encoding = encoding::detect(input)?;
    let mut text = encoding::Decoded::new(input, encoding, out)?;
    let mut reading = reader(&mut text)?;
    io::copy(&mut text, &mut io::sink())?;
    reading.profile.encoding = Some(encoding::name(encoding).to_owned());
    Ok(reading)
}

/// Counts what is written.
struct Counted<W> {
    inner: W,
    bytes: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Fills `buffer` as far as the input goes.
fn read_full(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match input.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
