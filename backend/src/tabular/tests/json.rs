//! JSON with and without tables.

use super::*;

#[test]
fn tables_in_json_are_found_wherever_they_stand() {
    let plain = br#"[{"id":"00123","n":12345678901234567890.10,"tags":["a", "b c"],"x":null},7,{"n":1,"late":true}]"#;
    let plain = taken("a.json", plain);
    assert_eq!(
        kinds(&plain),
        [
            ("id", ItemType::Code, 1),
            ("n", ItemType::Decimal, 2),
            ("tags", ItemType::Text, 1),
            ("x", ItemType::Text, 0),
            ("late", ItemType::Boolean, 1)
        ]
    );
    assert_eq!((plain.profile.rows, &plain.profile.misfits[..]), (Some(3), &[2][..]));
    let rows = &plain.preview.as_ref().unwrap().rows;
    assert_eq!(
        rows[0][1].as_deref(),
        Some("12345678901234567890.10"),
        "digits stay as they were written"
    );
    assert_eq!(rows[0][2].as_deref(), Some(r#"["a","b c"]"#));

    let ckan = br#"{"success":true,"result":{"fields":[{"id":"a"},{"id":"b"}],"records":[{"a":1}]}}"#;
    assert_eq!(
        kinds(&taken("a.json", ckan)),
        [("a", ItemType::Integer, 1)],
        "records, not their description"
    );
    let lines = b"{\"a\":{\"b\":[1]}}\n\n{\"a\":2}\n{\"c\":\"\\ud800\"}\n";
    assert_eq!(taken("a.json", lines).profile.rows, Some(3));
    assert_eq!(
        taken("a.json", "[{\"lat\":31.2,\"lng\":121.4}]".as_bytes())
            .drawing
            .unwrap()
            .dots
            .len(),
        1
    );
    let gbk = encoding_rs::GBK
        .encode("[{\"名称\":\"浦东新区\"},{\"名称\":\"黄浦区\"},{\"名称\":\"静安区的街道\"}]")
        .0
        .into_owned();
    assert_eq!(taken("a.json", &gbk).profile.columns[0].name, "名称");
    for none in ["{}", "[]", "[1,2]", "7", "\"text\"", "{\"a\":[1]}", "[[{\"a\":1}]]"] {
        assert_eq!(taken("a.json", none.as_bytes()).profile.rows, None, "{none}");
    }
}

#[test]
fn broken_and_bottomless_json_is_refused_with_its_line() {
    assert_eq!(flaw("a.json", b"[{\"a\":1},\n{\"a\":}]"), (Some(2), Flaw::Syntax));
    assert_eq!(flaw("a.json", b"[{\"a\":1}] x"), (Some(1), Flaw::Syntax));
    assert_eq!(flaw("a.geojson", b"name,count\n"), (Some(1), Flaw::Syntax));
    for open in ["[", "{\"a\":", "[{\"a\":", "[{\"a\":["] {
        assert_eq!(
            flaw("a.json", open.repeat(200_000).as_bytes()),
            (Some(1), Flaw::Syntax),
            "{open}"
        );
    }
    let deep = format!("[{{\"a\":{}{}}}]", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(taken("a.json", deep.as_bytes()).profile.rows, Some(1));
    assert!(
        matches!(take("a.json", b"[{\"a\":1e99999,\"b\":-0}]"), Ok((ingested, _)) if ingested.profile.rows == Some(1))
    );
    let wide: Vec<String> = (0..20_000).map(|index| format!("{{\"k{index}\":1}}")).collect();
    assert_eq!(
        flaw("a.json", format!("[{}]", wide.join(",")).as_bytes()),
        (None, Flaw::Columns)
    );
}
