//! Delimited text: well made, ragged and broken.

use super::*;

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
fn naughty_strings_in_cells_come_back_as_they_were() {
    let Some(list) = shared_data::bytes("hostile/blns/blns.json") else {
        return;
    };
    let strings: Vec<String> = serde_json::from_slice(&list).unwrap();
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(["id", "value", "more"]).unwrap();
    for (index, text) in strings.iter().enumerate() {
        writer.write_record([&index.to_string(), text, "x"]).unwrap();
    }
    let bytes = writer.into_inner().unwrap();
    if strings.iter().any(|text| text.contains('\0')) {
        assert!(take("blns.csv", &bytes).is_err());
        return;
    }
    let ingested = taken("blns.csv", &bytes);
    assert_eq!(
        (ingested.profile.rows, ingested.profile.misfits.len()),
        (Some(strings.len() as i64), 0)
    );
    let preview = Preview::from_bytes(&ingested.preview.unwrap().to_bytes()).unwrap();
    for (row, text) in preview.rows.iter().zip(&strings) {
        let shown = row[1].as_deref().unwrap_or_default();
        match shown.strip_suffix('…') {
            Some(begin) if preview.shortened && text.chars().count() > 300 => assert!(text.starts_with(begin)),
            _ => assert_eq!(shown, text),
        }
    }
    for name in strings.iter().filter(|name| !name.contains('.')) {
        assert!(take(name, b"a,b\n").is_err(), "no ending, no format: {name:?}");
        assert!(take(&format!("{name}.csv"), b"a,b\n1,2\n").is_ok(), "{name:?}");
    }
    assert_eq!(taken("blns.json", &list).profile.rows, None, "strings are no rows");
}

#[test]
fn ragged_repeated_and_nameless_columns_are_kept_and_told_apart() {
    let odd = taken(
        "a.csv",
        b"a,,a,a,,\n1,2,3,4\n1,2,3,4,,\n1,2,3\n1,2,3,4,5\n\n1,2,3,4,,\n",
    );
    assert_eq!(
        kinds(&odd).iter().map(|(name, ..)| *name).collect::<Vec<_>>(),
        ["a", "#2", "a #3", "a #4"]
    );
    assert_eq!((odd.profile.rows, &odd.profile.misfits[..]), (Some(5), &[4, 5][..]));
    assert_eq!(
        kinds(&odd)[0].2,
        3,
        "rows that do not fit say nothing about the columns"
    );
    let titled = taken(
        "a.csv",
        "各区人口\n(单位：万人)\n区,人口\n黄浦区,50\n静安区,90\n".as_bytes(),
    );
    assert_eq!(
        (titled.profile.rows, &titled.profile.misfits[..]),
        (Some(2), &[1, 2][..])
    );
    assert_eq!(kinds(&titled)[1], ("人口", ItemType::Integer, 2));
    assert_eq!(taken("a.csv", b"a,b\n").profile.rows, Some(0));
    assert_eq!(taken("a.csv", b"\"\n").profile.columns.len(), 1);
    assert_eq!(taken("a.tsv", b"a\tb\n1,5\t2\n").profile.columns.len(), 2);
    let wide = vec!["x"; 16_000].join(",");
    let wide = taken("a.csv", format!("{wide}\n{wide}\n").as_bytes());
    let preview = wide.preview.unwrap();
    assert_eq!(
        (wide.profile.columns.len(), preview.columns.len(), preview.total_columns),
        (16_000, 100, 16_000)
    );
    let long = taken(
        "a.csv",
        format!("a,b\n{}", format!("{},y\n", "长".repeat(5_000)).repeat(300)).as_bytes(),
    );
    let preview = long.preview.unwrap();
    assert!(
        preview.shortened && preview.to_bytes().len() < 600_000 && preview.rows[0][0].as_ref().unwrap().ends_with('…')
    );
}
