//! Stories of files on their way in: well made, odd, broken and hostile ones.

use std::io::Cursor;

use domain::entry::ItemType;
use domain::file::Format;
use domain::refused::{Flaw, Why};
use flate2::read::GzDecoder;

use super::{Drawing, Ground, Ingested, Problem, ingest};
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
fn csv_spectrum_reads_as_it_says() {
    let Some(folder) = shared_data::path("hostile/csv-spectrum") else {
        return;
    };
    let mut seen = 0;
    for entry in std::fs::read_dir(folder.join("csvs")).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let mut bytes = std::fs::read(&path).unwrap();
        if stem.ends_with("_crlf") && !bytes.contains(&b'\r') {
            // Line ends were folded on the way here; the case is about CRLF.
            bytes = String::from_utf8(bytes).unwrap().replace('\n', "\r\n").into_bytes();
        }
        let mut expected: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.join(format!("json/{stem}.json"))).unwrap()).unwrap();
        if stem == "location_coordinates" {
            // The suite itself expects one object with another telephone number than its table has.
            expected["Contact Phone Number"] = "2095257564".into();
            expected = serde_json::Value::Array(vec![expected]);
        }
        assert_eq!(as_objects(&taken(&format!("{stem}.csv"), &bytes)), expected, "{stem}");
        seen += 1;
    }
    assert_eq!(seen, 12);
}

#[test]
fn old_encodings_come_out_as_utf8_and_are_named() {
    let folder = "hostile/encodings/DERIVED_shanghai_streets";
    for (file, encoding) in [
        ("gbk", "GB18030"),
        ("gb18030_4byte", "GB18030"),
        ("utf16le_bom", "UTF-16LE"),
    ] {
        let Some(bytes) = shared_data::bytes(&format!("{folder}_{file}.csv")) else {
            return;
        };
        let (ingested, stored) = take("streets.csv", &bytes).unwrap();
        let text = String::from_utf8(stored).unwrap();
        assert_eq!(ingested.profile.encoding.as_deref(), Some(encoding), "{file}");
        assert!(!text.contains(['\u{feff}', '\u{fffd}']), "{file}");
        assert!(text.contains("南京东路街道"), "{file}");
        if file == "gb18030_4byte" {
            assert!(text.contains("𠮷野家𪚥㐂測試鎮"), "characters of four bytes");
        } else {
            assert_eq!(ingested.profile.rows, Some(234), "{file}");
        }
    }
    let (ingested, stored) = take(
        "catalog.csv",
        &shared_data::bytes("hostile/encodings/taipei_catalog_big5_cp950.csv").unwrap(),
    )
    .unwrap();
    let text = String::from_utf8(stored).unwrap();
    assert_eq!(ingested.profile.encoding.as_deref(), Some("Big5"));
    assert!(text.contains("資料") && !text.contains('\u{fffd}'));
}

#[test]
fn a_few_lines_are_enough_to_tell_an_encoding() {
    use encoding_rs::{BIG5, EUC_KR, GBK, SHIFT_JIS, WINDOWS_1252};
    for (text, encoding, name) in [
        ("名称,数量\n浦东新区,12\n黄浦区,4\n", GBK, "GB18030"),
        ("站點名稱,數量\n臺北車站,12\n信義區,4\n", BIG5, "Big5"),
        ("駅の名前,人数\nしんじゅく駅,12\n渋谷駅,4\n", SHIFT_JIS, "Shift_JIS"),
        ("역이름,인원\n서울역,12\n부산역,4\n", EUC_KR, "EUC-KR"),
        ("café,Größe\nà la carte,12\n", WINDOWS_1252, "windows-1252"),
    ] {
        let (ingested, stored) = take("a.csv", &encoding.encode(text).0).unwrap();
        assert_eq!(ingested.profile.encoding.as_deref(), Some(name));
        assert_eq!(stored, text.as_bytes(), "{name}");
    }
    let utf16: Vec<u8> = "name,count\n浦东,12\n"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let (ingested, stored) = take("a.csv", &utf16).unwrap();
    assert_eq!(ingested.profile.encoding.as_deref(), Some("UTF-16BE"));
    assert_eq!(stored, "name,count\n浦东,12\n".as_bytes());
    assert_eq!(
        take("a.csv", b"\xef\xbb\xbfa,b\n1,2\n").unwrap().1,
        b"a,b\n1,2\n",
        "the mark is not stored"
    );
}

#[test]
fn real_tables_have_the_rows_that_their_sources_state() {
    let Some(pm25) = shared_data::bytes("tables/shanghai_pm25_hourly_2010_2015.csv") else {
        return;
    };
    let pm25 = taken("pm25.csv", &pm25);
    assert_eq!(pm25.profile.rows, Some(52_584));
    assert_eq!(
        kinds(&pm25)[6],
        ("PM_Jingan", ItemType::Integer, 24_700),
        "NA is no value"
    );
    assert!(pm25.profile.misfits.is_empty());

    let stops = taken(
        "stops.csv",
        &shared_data::bytes("tables/shanghai_rail_stops_osm.csv").unwrap(),
    );
    assert_eq!(stops.profile.rows, Some(1_440));
    let stops = kinds(&stops);
    assert_eq!(
        stops[1..3],
        [("osm_id", ItemType::Code, 1_440), ("lat", ItemType::Decimal, 1_440)]
    );
    assert_eq!(stops[11], ("subway", ItemType::Boolean, 1_440));

    let accidents = taken(
        "accidents.csv",
        &shared_data::bytes("tables/tw_traffic_accidents_a2_2025-12.csv").unwrap(),
    );
    assert_eq!(accidents.profile.rows, Some(3_004));
    assert_eq!(
        accidents.profile.misfits,
        [3_004, 3_005],
        "the notes under the table are listed, not dropped"
    );
    let accidents = kinds(&accidents);
    assert_eq!(
        accidents[0],
        ("發生年度", ItemType::Integer, 3_002),
        "and do not spoil the year"
    );
    assert_eq!(accidents[2], ("發生日期", ItemType::Date, 3_002));
    assert_eq!(
        accidents[3],
        ("發生時間", ItemType::Code, 3_002),
        "002800 would lose its zeros as a number"
    );

    let mut village = Vec::new();
    let packed = shared_data::bytes("tables/tw_village_population_monthly.csv.gz").unwrap();
    std::io::Read::read_to_end(&mut GzDecoder::new(&packed[..]), &mut village).unwrap();
    let village = taken("village.csv", &village);
    assert_eq!(village.profile.rows, Some(656_131));
    assert_eq!(kinds(&village)[1], ("村里代碼", ItemType::Code, 656_131));
}

#[test]
fn a_name_and_a_content_that_disagree_are_refused() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";
    assert_eq!(
        take("stops.csv", png).unwrap_err(),
        Why::WrongContent {
            named: "CSV".into(),
            found: "image/png".into()
        }
    );
    assert!(matches!(
        take("stops.csv", b"<!DOCTYPE html><html><body>404</body></html>"),
        Err(Why::WrongContent { .. })
    ));
    assert!(matches!(
        take("stops.xlsx", b"a,b\n1,2\n"),
        Err(Why::WrongContent { .. })
    ));
    assert!(matches!(take("run.exe", b"MZ"), Err(Why::UnknownCode { given, .. }) if given == "exe"));
    assert_eq!(
        taken("weights.csv", b"BMI,weight\n21.4,70\n").format,
        Format::Csv,
        "a header is no bitmap"
    );
}

#[test]
fn broken_text_is_refused_with_its_line() {
    assert_eq!(flaw("a.csv", b""), (None, Flaw::Empty));
    assert_eq!(flaw("a.csv", b"a,b\n1,2\n3,\0\n"), (Some(3), Flaw::NotText));
    let mut damaged = "名称,数量\n浦东新区,12\n黄浦区,4\n".repeat(50).into_bytes();
    damaged.extend_from_slice(b"\xe5\xbe,1\n");
    assert_eq!(flaw("a.csv", &damaged), (Some(151), Flaw::Encoding));
    assert_eq!(flaw("a.csv", b"a,b\n1,2\n\"x,3\n4,5\n"), (Some(3), Flaw::Quotes));
    let endless = [b"a,b\n1,\"".as_slice(), "甲乙\n".repeat(2_000_000).as_bytes()].concat();
    assert_eq!(flaw("a.csv", &endless), (Some(2), Flaw::Quotes));
    let wide = vec![b','; 100_000];
    assert_eq!(flaw("a.csv", &wide), (Some(1), Flaw::Columns));
}

#[test]
fn maps_are_drawn_from_features_and_from_columns() {
    let Some(districts) = shared_data::bytes("maps/shanghai_districts_apache.geojson") else {
        return;
    };
    let districts = taken("districts.geojson", &districts);
    assert_eq!(districts.profile.rows, Some(16));
    let columns: Vec<_> = kinds(&districts)
        .into_iter()
        .map(|(name, kind, _)| (name, kind))
        .collect();
    assert!(
        columns.contains(&("geometry", ItemType::Geometry)) && columns.contains(&("adcode", ItemType::Code)),
        "{columns:?}"
    );
    let map = districts.drawing.unwrap();
    assert_eq!(
        (map.areas.len(), map.drawn, map.total, map.ground),
        (16, 16, 16, Ground::Water)
    );
    assert_eq!(map.areas[0].name.as_deref(), Some("黄浦区"));

    let stations = taken(
        "stations.json",
        &shared_data::bytes("maps/shanghai_metro_stations_osm.geojson").unwrap(),
    );
    assert_eq!((stations.format, stations.profile.rows), (Format::GeoJson, Some(226)));
    let stations = stations.drawing.unwrap();
    assert_eq!(
        (stations.drawn, stations.total, stations.ground),
        (226, 226, Ground::Land)
    );

    let stops = taken(
        "stops.csv",
        &shared_data::bytes("tables/shanghai_rail_stops_osm.csv").unwrap(),
    )
    .drawing
    .unwrap();
    assert_eq!((stops.drawn, stops.total), (1_440, 1_440));
    let accidents = taken(
        "accidents.csv",
        &shared_data::bytes("tables/tw_traffic_accidents_a2_2025-12.csv").unwrap(),
    );
    let accidents = accidents.drawing.unwrap();
    assert_eq!(
        (accidents.drawn, accidents.total),
        (2_996, 3_002),
        "six stand on far islands or in the wrong sea"
    );
    for (name, map) in [
        ("districts", &map),
        ("stations", &stations),
        ("stops", &stops),
        ("accidents", &accidents),
    ] {
        let svg = map.to_svg("t", "d");
        assert!(svg.len() < 150_000, "{name}: {}", svg.len());
        assert_eq!(&Drawing::from_bytes(&map.to_bytes()).unwrap(), map);
        if let Some(folder) = std::env::var_os("KAICANG_DRAWINGS") {
            std::fs::write(std::path::Path::new(&folder).join(format!("{name}.svg")), svg).unwrap();
        }
    }
}

/// A table of points, one row each.
fn points(header: &str, rows: impl Iterator<Item = (f64, f64)>) -> Option<Drawing> {
    let mut table = format!("{header},name\n");
    for (a, b) in rows {
        table.push_str(&format!("{a},{b},x\n"));
    }
    taken("points.csv", table.as_bytes()).drawing
}

#[test]
fn odd_coordinates_are_drawn_sensibly_or_not_at_all() {
    let one = points("lat,lon", [(31.23, 121.47)].into_iter()).unwrap();
    assert_eq!((one.dots.len(), one.scale.unwrap().metres), (1, 200));
    let same = points("纬度,经度", std::iter::repeat_n((31.23, 121.47), 500)).unwrap();
    assert_eq!((same.dots.len(), same.drawn, same.total), (1, 500, 500));
    assert!(
        points("lat,lon", [(121.47, 31.23)].into_iter()).is_none(),
        "in the wrong order: nothing is guessed"
    );
    assert!(
        points("lat,lon", [(0.0, 0.0)].into_iter()).is_none(),
        "zero and zero is no place"
    );
    assert!(
        points(
            "lat,lon",
            [(f64::NAN, 1.0), (f64::INFINITY, 1.0), (1e300, 2.0)].into_iter()
        )
        .is_none()
    );
    assert!(
        points("y,x", [(31.0, 121.0), (32.0, 120.0)].into_iter()).is_none(),
        "x and y without decimals"
    );
    assert!(points("y,x", [(31.2, 121.4), (31.3, 121.5)].into_iter()).is_some());
    assert!(
        points("y,x", [(3_456_789.2, 351_234.4)].into_iter()).is_none(),
        "metres of a local grid"
    );
    let fiji = points("lat,lon", [(-17.0, 179.5), (-16.5, -179.5)].into_iter()).unwrap();
    assert_eq!(
        format!("{:?}", fiji.bounds),
        "[179.5, -17.0, -179.5, -16.5]",
        "across the antimeridian, not around the world"
    );
    let pole = points("lat,lon", (0..90).map(|i| (90.0, f64::from(i) * 4.0 - 180.0))).unwrap();
    assert!(pole.dots.iter().flatten().all(|x| x.is_finite()));
    let many = points(
        "latitude,longitude",
        (0..30_000).map(|i| (31.0 + f64::from(i % 173) / 300.0, 121.0 + f64::from(i / 173) / 300.0)),
    )
    .unwrap();
    assert_eq!((many.dots.len(), many.drawn, many.total), (2_000, 2_000, 30_000));
    let left = many.dots.iter().filter(|[x, _]| *x < many.width / 2.0).count();
    assert!((900..1_100).contains(&left), "the sample is even: {left}");
}

#[test]
fn odd_geometries_do_no_harm() {
    let collection = |geometries: &[&str]| {
        let features: Vec<String> = geometries
            .iter()
            .map(|g| format!("{{\"type\":\"Feature\",\"properties\":{{\"n\":1}},\"geometry\":{g}}}"))
            .collect();
        format!(
            "{{\"type\":\"FeatureCollection\",\"features\":[{}]}}",
            features.join(",")
        )
    };
    let odd = taken(
        "odd.geojson",
        collection(&[
            "null",
            "{\"type\":\"Point\",\"coordinates\":[]}",
            "{\"type\":\"Polygon\",\"coordinates\":[]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[31,121],[32,122],[33,121],[31,121]]]}",
            "{\"type\":\"Blob\"}",
            "{\"type\":\"GeometryCollection\",\"geometries\":[]}",
        ])
        .as_bytes(),
    );
    assert_eq!(
        (odd.format, odd.profile.rows, &odd.drawing),
        (Format::GeoJson, Some(7), &None)
    );
    let mixed = taken(
        "mixed.geojson",
        collection(&[
            "{\"type\":\"LineString\",\"coordinates\":[[121.1,31.1],[121.2,31.2,4.5],[121.3,31.1]]}",
            "{\"type\":\"MultiPoint\",\"coordinates\":[[121.1,31.1],[121.2,31.2]]}",
            "{\"type\":\"Polygon\",\"coordinates\":[[[121,31],[121.1,31],[121.1,31.1],[121,31.1],[121,31]]]}",
        ])
        .as_bytes(),
    );
    let drawing = mixed.drawing.unwrap();
    assert_eq!(
        (
            drawing.lines.len(),
            drawing.dots.len(),
            drawing.areas.len(),
            drawing.drawn
        ),
        (1, 2, 1, 4)
    );
    let svg = points("lat,lon", [(31.2, 121.4)].into_iter())
        .unwrap()
        .to_svg("<b>\"&'\u{1}", "]]>");
    assert!(
        svg.contains("<title>&lt;b&gt;&quot;&amp;&#39; </title>") && !svg.contains("style"),
        "{svg}"
    );
}
