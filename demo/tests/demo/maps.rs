//! Points lie in the districts they name, and a map shows what the table beside it says.

use demo::entries;
use domain::file::Format;
use serde_json::Value;

use crate::made::{Made, bytes, files, objects, of_format, table};

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
