//! Drawings of what files hold.

use super::*;

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
