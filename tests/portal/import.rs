//! A harvested catalogue comes into the list once, however often it is imported (Order 21, Article 17).

use std::io::{Cursor, Read};

use backend::import;
use backend::service::catalogue::{self, DatasetView};
use backend::service::import::{Import, Taken};
use backend::store::entries::Filter;
use domain::frequency::{Frequency, next_due};

use crate::house::{BUS_STOPS, House, on_each_database, opening};

async fn take(house: &House, text: impl Read + 'static) -> (Taken, u64, u64) {
    let (mut taken, mut refused, mut lines) = (Taken::default(), 0, 0);
    let mut import = Import::default();
    let mut batch = Vec::new();
    for line in import::lines(text).unwrap() {
        let line = line.unwrap();
        lines += 1;
        match line.outcome {
            Ok(parsed) => batch.push((line.number, *parsed)),
            Err(_) => refused += 1,
        }
    }
    for batch in batch.chunks(500) {
        let (some, repeats) = import
            .take(&house.backend, &house.console(), batch.to_vec())
            .await
            .unwrap();
        taken += some;
        refused += repeats.len() as u64;
    }
    (taken, refused, lines)
}

const TWO: &[u8] = br#"{"source": "s", "lang": "en", "id": "1", "title": "Bus stops", "publisher": "Transit"}
{"source": "s", "lang": "ja", "id": "2", "title": "\u505c\u7559\u6240", "frequency": "\u5e741\u56de"}
{"source": "s", "lang": "en", "id": "1", "title": "Bus stops once more"}
{"source": "s", "lang": "en", "id": "3"}
"#;

#[test]
fn o21_17_a_second_import_changes_nothing_and_a_third_revises_what_changed() {
    on_each_database(|house| async move {
        let house = &house;
        let (first, refused, lines) = take(house, TWO).await;
        assert_eq!(
            (first.added, first.revised, first.unchanged, refused, lines),
            (2, 0, 0, 2, 4)
        );
        let (second, ..) = take(house, TWO).await;
        assert_eq!((second.added, second.revised, second.unchanged), (0, 0, 2));
        let changed = String::from_utf8(TWO.to_vec())
            .unwrap()
            .replace("\"Bus stops\"", "\"All bus stops\"");
        let (third, ..) = take(house, Cursor::new(changed)).await;
        assert_eq!((third.added, third.revised, third.unchanged), (0, 1, 1));
    });
}

const CONTROLS: &[u8] = br#"{"source": "s", "lang": "en", "id": "1", "title": "One"}
{"source": "s\u0000", "lang": "en", "id": "2", "title": "Two"}
{"source": "s", "lang": "en", "id": "3\u0000", "title": "Three"}
{"source": "s", "lang": "en", "id": "4", "title": "Fo\u0000ur", "publisher": "P\u0000", "licence": "L\u0000"}
"#;

#[test]
fn o21_17_a_character_that_a_database_refuses_ends_no_import() {
    on_each_database(|house| async move {
        let house = &house;
        let (first, refused, lines) = take(house, CONTROLS).await;
        assert_eq!((first.added, refused, lines), (2, 2, 4));
        let (second, ..) = take(house, CONTROLS).await;
        assert_eq!((second.added, second.revised, second.unchanged), (0, 0, 2));
    });
}

const PROMISED: &[u8] =
    br#"{"source": "s", "lang": "en", "id": "1", "title": "Bus stops", "frequency": "yearly", "modified": "2026-03-01"}
"#;

/// The one entry on the list.
async fn harvested(house: &House) -> DatasetView {
    let listed = catalogue::open_list(&house.backend, &house.visitor(), &Filter::default(), 1, 0)
        .await
        .unwrap();
    let slug = listed[0].entry.slug.as_str();
    catalogue::dataset(&house.backend, &house.visitor(), slug)
        .await
        .unwrap()
}

#[test]
fn o21_16b_what_a_source_promises_falls_due_and_a_version_added_here_counts() {
    on_each_database(|house| async move {
        let house = &house;
        take(house, PROMISED).await;
        let first = harvested(house).await;
        let stated = first.entry.modified.unwrap();
        assert_eq!(stated.rfc3339(), "2026-03-01T00:00:00+08:00");
        assert_eq!(first.due, next_due(Some(Frequency::Yearly), stated));
        assert!(first.due.is_some(), "a promise with a date falls due");

        house
            .add(first.entry.slug.as_str(), "stops.csv", BUS_STOPS.as_bytes())
            .await;
        let (second, ..) = take(house, PROMISED).await;
        assert_eq!((second.revised, second.unchanged), (0, 1), "the source says the same");
        let view = harvested(house).await;
        assert_eq!(view.entry.modified, Some(opening()));
        assert_eq!(view.due, next_due(Some(Frequency::Yearly), opening()));

        let monthly = String::from_utf8(PROMISED.to_vec())
            .unwrap()
            .replace("yearly", "monthly");
        let (third, ..) = take(house, Cursor::new(monthly.clone())).await;
        assert_eq!(third.revised, 1);
        let view = harvested(house).await;
        assert_eq!(
            view.entry.modified,
            Some(opening()),
            "the version is newer than the source"
        );
        assert_eq!(view.due, next_due(Some(Frequency::Monthly), opening()));

        let newer = monthly.replace("2026-03-01", "2026-12-01");
        take(house, Cursor::new(newer)).await;
        let view = harvested(house).await;
        let stated = view.entry.modified.unwrap();
        assert_eq!(stated.rfc3339(), "2026-12-01T00:00:00+08:00");
        assert_eq!(view.due, next_due(Some(Frequency::Monthly), stated));
    });
}

#[test]
fn o21_9_bs_28_every_imported_entry_names_its_body_and_its_source() {
    on_each_database(|house| async move {
        let house = &house;
        take(house, TWO).await;
        let (visitor, all) = (house.visitor(), Filter::default());
        let listed = catalogue::open_list(&house.backend, &visitor, &all, 10, 0)
            .await
            .unwrap();
        let total = catalogue::open_list_total(&house.backend, &visitor, &all)
            .await
            .unwrap();
        assert_eq!((listed.len(), total), (2, 2));
        let mut bodies: Vec<_> = listed
            .iter()
            .map(|row| row.body.name.all().next().unwrap().to_owned())
            .collect();
        bodies.sort();
        assert_eq!(bodies, ["Transit", "s"]);
        assert!(
            listed
                .iter()
                .all(|row| row.entry.metadata.source.as_ref().unwrap().catalogue == "s")
        );
    });
}

#[test]
fn o21_17_all_lines_of_the_real_catalogue_are_accounted_for() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../shared/data/catalogue/real-16k.jsonl.gz"
    );
    if !std::path::Path::new(path).exists() {
        println!("left out: {path} is not here");
        return;
    }
    on_each_database(|house| async move {
        let house = &house;
        let open = || std::fs::File::open(path).unwrap();
        let (first, refused, lines) = take(house, open()).await;
        assert_eq!((lines, first.total() + refused), (15_983, 15_983));
        assert!(refused < 400, "{refused} lines were refused");
        let (second, refused_again, _) = take(house, open()).await;
        assert_eq!((second.added, second.revised, refused_again), (0, 0, refused));
        println!("{first:?}, {refused} refused");
    });
}
