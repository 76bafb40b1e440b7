//! Texts in old encodings.

use super::*;

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
