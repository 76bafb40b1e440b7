//! The demo's files, made once for all tests, and readers of their formats.

use std::io::{self, Write};
use std::sync::OnceLock;

use demo::{DemoEntry, DemoFile, entries};
use domain::entry::{DataItem, ItemType};
use domain::file::Format;
use serde_json::Value;

/// The one large table.
pub const MILLION: &str = "transit-card-15min";

/// Takes some bytes and then ends like a reader that has seen enough.
struct Limited {
    bytes: Vec<u8>,
    limit: usize,
}

impl Write for Limited {
    fn write(&mut self, more: &[u8]) -> io::Result<usize> {
        if self.bytes.len() >= self.limit {
            return Err(io::Error::other("enough"));
        }
        self.bytes.extend_from_slice(more);
        Ok(more.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The file, or the first whole lines of the large one.
pub fn bytes(entry: &DemoEntry, file: &DemoFile) -> Vec<u8> {
    let mut bytes = Vec::new();
    if entry.slug.as_str() == MILLION {
        let mut limited = Limited { bytes, limit: 500_000 };
        assert_eq!(file.write(&mut limited).unwrap_err().to_string(), "enough");
        bytes = limited.bytes;
        let end = bytes.windows(2).rposition(|two| two == b"\r\n").unwrap();
        bytes.truncate(end + 2);
    } else {
        file.write(&mut bytes).unwrap();
    }
    bytes
}

/// A file with its entry and its bytes.
pub struct Made {
    pub entry: DemoEntry,
    pub file: DemoFile,
    pub bytes: Vec<u8>,
}

/// Every file, made once for all tests.
pub fn files() -> &'static [Made] {
    static FILES: OnceLock<Vec<Made>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut made = Vec::new();
        for entry in entries() {
            for file in entry.versions.iter().flat_map(|version| &version.files) {
                made.push(Made {
                    bytes: bytes(&entry, file),
                    file: file.clone(),
                    entry: entry.clone(),
                });
            }
        }
        made
    })
}

pub fn of_format(format: Format) -> impl Iterator<Item = &'static Made> {
    files().iter().filter(move |made| made.file.format == format)
}

pub fn columns(entry: &DemoEntry) -> Vec<&DataItem> {
    let items = entry.metadata.items.iter();
    items.filter(|item| item.kind != Some(ItemType::Geometry)).collect()
}

pub fn table(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (header, rows.collect())
}

pub fn objects(made: &Made) -> Vec<Value> {
    let mut json: Value = serde_json::from_slice(&made.bytes).expect(&made.file.name);
    assert!(
        json["notice"].as_str().unwrap().contains("演示数据"),
        "{}",
        made.file.name
    );
    let list = if made.file.format == Format::Json {
        "data"
    } else {
        "features"
    };
    let Value::Array(list) = json[list].take() else {
        panic!("{} has no rows", made.file.name)
    };
    list
}
