//! Stories of files on their way in: well made, odd, broken and hostile ones.

mod delimited;
mod encodings;
mod json;
mod maps;
mod workbooks;

use std::io::Cursor;

use domain::entry::ItemType;
use domain::file::{Format, Profile};
use domain::refused::{Flaw, Why};
use flate2::read::GzDecoder;

use super::{Drawing, Ground, Ingested, Preview, Problem, ingest};
use crate::shared_data;

/// What came in, and what would be stored.
fn take(name: &str, bytes: &[u8]) -> Result<(Ingested, Vec<u8>), Why> {
    let mut stored = Vec::new();
    match ingest(name, &mut Cursor::new(bytes), &mut stored) {
        Ok(ingested) => {
            assert_eq!(ingested.bytes, stored.len() as u64);
            Ok((ingested, stored))
        }
        Err(Problem::Refused { why, .. }) => Err(why),
        Err(Problem::Io(error)) => panic!("{name}: {error}"),
    }
}

fn taken(name: &str, bytes: &[u8]) -> Ingested {
    take(name, bytes)
        .unwrap_or_else(|why| panic!("{name} was refused: {why:?}"))
        .0
}

fn flaw(name: &str, bytes: &[u8]) -> (Option<u64>, Flaw) {
    match take(name, bytes) {
        Err(Why::Unreadable { line, flaw }) => (line, flaw),
        other => panic!("{name} gave {other:?}"),
    }
}

fn kinds(ingested: &Ingested) -> Vec<(&str, ItemType, i64)> {
    ingested
        .profile
        .columns
        .iter()
        .map(|c| (c.name.as_str(), c.kind, c.filled))
        .collect()
}

/// The preview as csv-spectrum writes its expectations.
fn as_objects(ingested: &Ingested) -> serde_json::Value {
    let preview = ingested.preview.as_ref().unwrap();
    let object = |row: &Vec<Option<String>>| -> serde_json::Value {
        preview
            .columns
            .iter()
            .zip(row)
            .map(|(column, cell)| (column.name.clone(), cell.clone().unwrap_or_default().into()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    preview.rows.iter().map(object).collect()
}

#[test]
fn files_of_other_kinds_are_stored_as_they_are() {
    let pdf = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
    let (ingested, stored) = take("report.pdf", pdf).unwrap();
    assert_eq!(
        (ingested.format, ingested.profile, stored),
        (Format::Pdf, Profile::default(), pdf.to_vec())
    );
    let (text, stored) = take(
        "readme.txt",
        &encoding_rs::GBK.encode("数据说明：每天更新一次，来源为市交通委员会").0,
    )
    .unwrap();
    assert_eq!(text.profile.encoding.as_deref(), Some("GB18030"));
    assert_eq!(stored, "数据说明：每天更新一次，来源为市交通委员会".as_bytes());
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(128))]
    #[test]
    fn no_bytes_at_all_make_it_panic(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..600), text in "[\\[\\]{}\",:\n\r\t;a1.\\\\-]{0,200}") {
        for name in ["a.csv", "a.json", "a.geojson", "a.xlsx", "a.txt", "a.pdf"] {
            let _ = take(name, &bytes);
            let _ = take(name, text.as_bytes());
        }
    }
}
