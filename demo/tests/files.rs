//! The demo files hold what their entries say, and are the same bytes every time.

#![allow(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

use std::collections::BTreeSet;
use std::io::{self, Cursor, Write};
use std::sync::OnceLock;

use calamine::{Reader, Xlsx};
use demo::{DemoEntry, DemoFile, entries};
use domain::entry::{DataItem, ItemType, OpenType};
use domain::file::Format;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The one large table.
const MILLION: &str = "transit-card-15min";

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
fn bytes(entry: &DemoEntry, file: &DemoFile) -> Vec<u8> {
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
struct Made {
    entry: DemoEntry,
    file: DemoFile,
    bytes: Vec<u8>,
}

/// Every file, made once for all tests.
fn files() -> &'static [Made] {
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

fn of_format(format: Format) -> impl Iterator<Item = &'static Made> {
    files().iter().filter(move |made| made.file.format == format)
}

fn columns(entry: &DemoEntry) -> Vec<&DataItem> {
    let items = entry.metadata.items.iter();
    items.filter(|item| item.kind != Some(ItemType::Geometry)).collect()
}

fn table(bytes: &[u8]) -> (Vec<String>, Vec<Vec<String>>) {
    let mut reader = csv::Reader::from_reader(bytes);
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let rows = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect());
    (header, rows.collect())
}

fn objects(made: &Made) -> Vec<Value> {
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

fn positions(value: &Value, found: &mut Vec<(f64, f64)>) {
    let Some(list) = value.as_array() else { return };
    match list.as_slice() {
        [Value::Number(lon), Value::Number(lat)] => found.push((lon.as_f64().unwrap(), lat.as_f64().unwrap())),
        inner => inner.iter().for_each(|value| positions(value, found)),
    }
}

fn inside((lon, lat): (f64, f64)) -> bool {
    (120.85..=121.97).contains(&lon) && (30.68..=31.87).contains(&lat)
}

#[test]
fn points_areas_and_lines_are_in_shanghai() {
    let (mut points, mut areas) = (0, 0);
    for made in of_format(Format::GeoJson) {
        let name = &made.file.name;
        for feature in objects(made) {
            let geometry = &feature["geometry"];
            let mut found = Vec::new();
            positions(&geometry["coordinates"], &mut found);
            assert!(found.iter().all(|at| inside(*at)), "{name}: {geometry}");
            match geometry["type"].as_str() {
                Some("Point") => points += 1,
                Some("Polygon") => {
                    areas += 1;
                    assert!(found.len() >= 4 && found.first() == found.last(), "{name}");
                }
                Some("LineString") => assert!(found.len() >= 2, "{name}"),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    assert!(points > 1_000 && areas > 50, "{points} points, {areas} areas");
}

/// Whether a point is in a ring: a line from it to the east crosses the ring an odd number of times.
fn within((lon, lat): (f64, f64), ring: &[(f64, f64)]) -> bool {
    let crossed = ring.windows(2).filter(|side| {
        let ((lon_a, lat_a), (lon_b, lat_b)) = (side[0], side[1]);
        (lat_a > lat) != (lat_b > lat) && lon < (lon_b - lon_a) * (lat - lat_a) / (lat_b - lat_a) + lon_a
    });
    crossed.count() % 2 == 1
}

#[test]
fn points_are_in_the_district_they_name() {
    let outlines = files()
        .iter()
        .find(|made| made.entry.slug.as_str() == "district-outlines")
        .unwrap();
    let outlines: Vec<(String, Vec<(f64, f64)>)> = objects(outlines)
        .iter()
        .map(|feature| {
            let mut ring = Vec::new();
            positions(&feature["geometry"]["coordinates"], &mut ring);
            (
                feature["properties"]["district_name"].as_str().unwrap().to_owned(),
                ring,
            )
        })
        .collect();
    let mut checked = 0;
    for made in of_format(Format::GeoJson) {
        for feature in objects(made) {
            let mut found = Vec::new();
            positions(&feature["geometry"]["coordinates"], &mut found);
            let named = ["district", "行政区"]
                .iter()
                .find_map(|name| feature["properties"][name].as_str());
            if let (Some(named), [point]) = (named, found.as_slice()) {
                let (_, ring) = outlines.iter().find(|(name, _)| name == named).unwrap();
                assert!(within(*point, ring), "{}: {point:?} is not in {named}", made.file.name);
                checked += 1;
            }
        }
    }
    assert!(checked > 1_000, "{checked} points");
}

#[test]
fn longitudes_and_latitudes_in_tables_are_in_shanghai() {
    for Made { file, bytes, .. } in of_format(Format::Csv) {
        let (header, rows) = table(bytes);
        let named = |names: [&str; 2]| header.iter().position(|name| names.contains(&name.as_str()));
        if let (Some(lon), Some(lat)) = (named(["lon", "经度"]), named(["lat", "纬度"])) {
            for row in rows.iter().filter(|row| !row[lon].is_empty()) {
                assert!(
                    inside((row[lon].parse().unwrap(), row[lat].parse().unwrap())),
                    "{}",
                    file.name
                );
            }
        }
    }
}

#[test]
fn the_map_and_the_table_of_a_version_hold_the_same_things() {
    let mut pairs = 0;
    for entry in entries() {
        for version in &entry.versions {
            let made = |format: Format| {
                let file = version.files.iter().find(|file| file.format == format)?;
                Some(Made {
                    bytes: bytes(&entry, file),
                    file: file.clone(),
                    entry: entry.clone(),
                })
            };
            let (Some(csv), Some(map)) = (made(Format::Csv), made(Format::GeoJson)) else {
                continue;
            };
            pairs += 1;
            let (header, rows) = table(&csv.bytes);
            let features = objects(&map);
            assert_eq!(rows.len(), features.len(), "{}", entry.slug);
            for (row, feature) in rows.iter().zip(&features) {
                for (name, cell) in header.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
                    let shown = match &feature["properties"][name] {
                        Value::String(text) => text.clone(),
                        Value::Number(number) if cell.contains('.') => {
                            assert!((number.as_f64().unwrap() - cell.parse::<f64>().unwrap()).abs() < 1e-9);
                            continue;
                        }
                        other => other.to_string(),
                    };
                    assert_eq!(shown, *cell, "{} {name}", entry.slug);
                }
            }
        }
    }
    assert!(pairs >= 10, "{pairs} maps with a table beside them");
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
        "2e49760b27de71b933889637d16f33e4eb125906ea8b024730951a1eed58eefd"
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
