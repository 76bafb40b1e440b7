//! Workbooks and what pretends to be one.

use super::*;

/// A workbook as a person would make it: a title over the table, dates, codes kept as text, an empty sheet first.
fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook};
    let mut book = Workbook::new();
    book.add_worksheet().set_name("空").unwrap();
    let sheet = book.add_worksheet();
    let day = Style::new().set_num_format("yyyy-mm-dd");
    sheet.write(0, 0, "2026 年充电桩一览").unwrap();
    for (column, header) in ["编码", "名称", "启用日期", "功率", "数量", "公用"].iter().enumerate() {
        sheet.write(1, column as u16, *header).unwrap();
    }
    for row in 0..300_u32 {
        let at = row + 2;
        sheet.write(at, 0, format!("{row:05}")).unwrap();
        sheet.write(at, 1, "人民广场").unwrap();
        sheet
            .write_with_format(at, 2, ExcelDateTime::parse_from_str("2026-01-02").unwrap(), &day)
            .unwrap();
        sheet.write(at, 3, 7.5 + f64::from(row)).unwrap();
        if row % 3 == 0 {
            sheet.write(at, 4, row).unwrap();
        }
        sheet.write(at, 5, row % 2 == 0).unwrap();
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_is_read_from_its_first_sheet_that_holds_anything() {
    let bytes = workbook();
    let (ingested, stored) = take("充电桩.xlsx", &bytes).unwrap();
    assert_eq!(stored, bytes, "a workbook is stored as it came");
    assert_eq!(
        kinds(&ingested),
        [
            ("编码", ItemType::Code, 300),
            ("名称", ItemType::Text, 300),
            ("启用日期", ItemType::Date, 300),
            ("功率", ItemType::Decimal, 300),
            ("数量", ItemType::Integer, 100),
            ("公用", ItemType::Boolean, 300),
        ]
    );
    assert_eq!(
        (ingested.profile.rows, &ingested.profile.misfits[..]),
        (Some(300), &[1][..]),
        "the title is listed"
    );
    let preview = ingested.preview.unwrap();
    let cells = |row: usize| {
        preview.rows[row]
            .iter()
            .map(|cell| cell.as_deref().unwrap_or("空"))
            .collect::<Vec<_>>()
    };
    assert_eq!(cells(1), ["00001", "人民广场", "2026-01-02", "8.5", "空", "false"]);
    assert_eq!((preview.rows.len(), preview.total_rows), (200, 300));
    assert!(preview.columns[3].is_number() && !preview.columns[0].is_number());
}

/// A zip archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn archives_that_are_no_workbooks_or_traps_are_refused() {
    assert_eq!(
        flaw("a.xlsx", &archive(&[("readme.txt", b"hello")])),
        (None, Flaw::Workbook)
    );
    assert_eq!(
        flaw("a.xlsx", &archive(&[("xl/workbook.xml", b"<workbook")])),
        (None, Flaw::Workbook)
    );
    let whole = workbook();
    assert_eq!(flaw("a.xlsx", &whole[..whole.len() / 2]), (None, Flaw::Archive));
    // Half a kilobyte a megabyte: zeros unpack to far more than a workbook may hold.
    let zeros = vec![0; 16 << 20];
    let parts: Vec<(String, &[u8])> = (0..33).map(|index| (format!("xl/{index}.xml"), &zeros[..])).collect();
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    assert_eq!(
        take("bomb.xlsx", &archive(&parts)).unwrap_err(),
        Why::TooLarge { max: 512 << 20 }
    );
    // Two entries of the directory point at the same bytes.
    let mut twice = archive(&[("xl/workbook.xml", b"0123456789"), ("xl/other.xml", b"0123456789")]);
    let directory = twice.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    twice[directory + 42..directory + 46].copy_from_slice(&[0; 4]);
    assert_eq!(flaw("a.xlsx", &twice), (None, Flaw::Archive));
}
