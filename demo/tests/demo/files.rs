//! The demo files hold what their entries say, and are the same bytes every time.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Write};

use calamine::{Reader, Xlsx};
use demo::entries;
use domain::entry::{ItemType, OpenType};
use domain::file::Format;
use sha2::{Digest, Sha256};

use crate::made::{MILLION, Made, bytes, columns, files, objects, of_format, table};

fn fits(kind: ItemType, text: &str) -> bool {
    let date = |text: &str| chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").is_ok();
    match kind {
        ItemType::Integer => text.parse::<i64>().is_ok(),
        ItemType::Decimal => text.parse::<f64>().is_ok() && text.contains('.'),
        ItemType::Boolean => matches!(text, "true" | "false"),
        ItemType::Date => date(text),
        ItemType::Time => {
            let clock = text.rsplit(' ').next().unwrap();
            let day = text.split_once(' ').is_none_or(|(day, _)| date(day));
            day && clock.len() >= 5 && clock.as_bytes()[2] == b':'
        }
        ItemType::Text | ItemType::Code => text.trim() == text,
        ItemType::Geometry => false,
    }
}

#[test]
fn csv_columns_are_the_data_items_and_their_cells_fit() {
    for Made { entry, file, bytes } in of_format(Format::Csv) {
        let (header, rows) = table(bytes);
        let items = columns(entry);
        assert_eq!(header, items.iter().map(|item| item.name.clone()).collect::<Vec<_>>());
        assert!(rows.len() >= 10, "{} has {} rows", file.name, rows.len());
        for row in &rows {
            for (item, text) in items.iter().zip(row) {
                let kind = item.kind.unwrap();
                assert!(
                    text.is_empty() || fits(kind, text),
                    "{} {}: {text}",
                    file.name,
                    item.name
                );
            }
        }
        for (at, item) in items.iter().enumerate() {
            let filled = rows.iter().any(|row| !row[at].is_empty());
            assert!(filled, "{} {} is empty", file.name, item.name);
        }
    }
}

#[test]
fn a_first_column_that_names_things_names_each_once() {
    for Made { entry, file, bytes } in of_format(Format::Csv) {
        let maps = entry
            .metadata
            .items
            .iter()
            .any(|item| item.name == "lon" || item.name == "经度");
        if maps {
            let (_, rows) = table(bytes);
            let names: BTreeSet<&String> = rows.iter().map(|row| &row[0]).collect();
            assert_eq!(names.len(), rows.len(), "{}", file.name);
        }
    }
}

#[test]
fn json_and_geojson_objects_have_the_data_items_and_the_mark() {
    for made in of_format(Format::Json).chain(of_format(Format::GeoJson)) {
        let objects = objects(made);
        assert!(objects.len() >= 10, "{}", made.file.name);
        let columns = columns(&made.entry);
        for object in &objects {
            let properties = object.get("properties").unwrap_or(object);
            let properties = properties.as_object().unwrap();
            assert_eq!(properties.len(), columns.len());
            assert!(columns.iter().all(|item| properties.contains_key(&item.name)));
        }
    }
}

#[test]
fn workbooks_hold_the_table_and_a_second_sheet_with_the_mark() {
    for Made { entry, file, bytes } in of_format(Format::Xlsx) {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes.as_slice())).unwrap();
        assert_eq!(book.sheet_names(), ["数据", "说明"]);
        let data = book.worksheet_range("数据").unwrap();
        let header: Vec<String> = data.rows().next().unwrap().iter().map(ToString::to_string).collect();
        let items: Vec<String> = columns(entry).iter().map(|item| item.name.clone()).collect();
        assert_eq!(header, items);
        assert!(data.height() > 10, "{}", file.name);
        let note = book.worksheet_range("说明").unwrap();
        assert!(note.get((0, 0)).unwrap().to_string().contains("演示数据"));
    }
    assert!(of_format(Format::Xlsx).count() >= 8);
}

#[test]
fn versions_of_a_dataset_differ() {
    for entry in entries() {
        let first: Vec<Vec<u8>> = entry
            .versions
            .iter()
            .map(|version| bytes(&entry, &version.files[0]))
            .collect();
        for pair in first.windows(2) {
            assert!(
                pair[0] != pair[1],
                "{} was published twice without a change",
                entry.slug
            );
        }
    }
}

#[test]
fn every_file_is_the_same_bytes_every_time() {
    for Made {
        entry,
        file,
        bytes: before,
    } in files()
    {
        assert!(bytes(entry, file) == *before, "{} changes", file.name);
    }
}

/// One hash over every file (the first lines of the large one): it changes when any byte of the demo does, on purpose or
/// not, also when a library writes or packs workbooks differently. After a wanted change, put the value in that the
/// failure prints.
#[test]
fn the_bytes_are_the_same_on_every_machine() {
    let mut all = Sha256::new();
    for made in files() {
        all.update(Sha256::digest(&made.bytes));
    }
    let digest = domain::ids::Digest::from_bytes(&all.finalize().into());
    assert_eq!(
        digest.as_str(),
        "0b0cdc224ebe8602d3508e68e782e62671dfb50de070a2112e9145fc2442ece7"
    );
}

#[test]
fn one_table_has_a_million_rows_and_streams() {
    struct Count(u64, u64);
    impl Write for Count {
        fn write(&mut self, more: &[u8]) -> io::Result<usize> {
            assert!(more.len() <= 1 << 17, "{} bytes at once is no stream", more.len());
            self.0 += more.len() as u64;
            self.1 += more.split(|byte| *byte == b'\n').count() as u64 - 1;
            Ok(more.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let large = files().iter().find(|made| made.entry.slug.as_str() == MILLION).unwrap();
    let mut count = Count(0, 0);
    large.file.write(&mut count).unwrap();
    assert_eq!(count.1, 1_000_001);
    assert!((50_000_000..70_000_000).contains(&count.0), "{} bytes", count.0);
}

/// The check digit of an identity number (GB 11643).
fn identity_number(text: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let bytes = text.as_bytes();
    if bytes.len() != 18 || !bytes[..17].iter().all(u8::is_ascii_digit) {
        return false;
    }
    let sum: u32 = bytes
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    b"10X98765432"[(sum % 11) as usize] == bytes[17]
}

#[test]
fn o21_11b_personal_information_is_in_one_not_open_file_and_invented() {
    let mut found = Vec::new();
    for Made { entry, file, bytes } in files() {
        let text = String::from_utf8_lossy(bytes);
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        let numbers: Vec<&str> = words.filter(|word| identity_number(word)).collect();
        if numbers.len() > 10 {
            assert_eq!(entry.metadata.open_type, Some(OpenType::NotOpen), "{}", file.name);
            assert!(
                numbers.iter().all(|number| number.starts_with("310199")),
                "310199 is no district's code"
            );
            found.push(&file.name);
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
}
