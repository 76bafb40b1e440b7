//! The demo catalogue holds what the portal needs to be shown and tried.

use std::collections::BTreeSet;

use demo::{DemoEntry, bodies, entries};
use domain::body::Level;
use domain::entry::{ConditionKind, Grade, OpenType, Protection, Theme, check};
use domain::file::Format;
use domain::frequency::{Frequency, Freshness, freshness, next_due};
use domain::text::Text;
use domain::time::Moment;

fn now() -> Moment {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    Moment::from_local(day.and_hms_opt(10, 30, 0).unwrap())
}

fn complete(text: &Text) -> bool {
    [&text.zh, &text.en]
        .into_iter()
        .all(|text| text.as_deref().is_some_and(|text| !text.trim().is_empty()))
}

fn of(open_type: OpenType) -> Vec<DemoEntry> {
    entries()
        .into_iter()
        .filter(|entry| entry.metadata.open_type == Some(open_type))
        .collect()
}

#[test]
fn o21_12a_every_entry_could_be_submitted_in_both_languages() {
    for entry in entries() {
        let metadata = &entry.metadata;
        let slug = entry.slug.as_str();
        assert_eq!(check(metadata), Ok(()), "{slug}");
        assert!(metadata.demo, "{slug} is not marked");
        let mut texts = vec![
            &metadata.title,
            &metadata.summary,
            &metadata.spatial,
            &metadata.contact.name,
        ];
        texts.extend(metadata.items.iter().flat_map(|item| [&item.title, &item.meaning]));
        texts.extend(metadata.conditions.iter().flat_map(|c| [&c.text, &c.evidence]));
        texts.extend(entry.versions.iter().map(|version| &version.note));
        for text in texts {
            assert!(complete(text), "{slug}: {text:?}");
        }
        assert!(metadata.keywords.len() >= 4, "{slug} has too few words to find it by");
        assert!(
            metadata
                .keywords
                .iter()
                .all(|word| !word.is_empty() && word.trim() == word)
        );
        let names: BTreeSet<&str> = metadata.items.iter().map(|item| item.name.as_str()).collect();
        assert_eq!(names.len(), metadata.items.len(), "{slug} names an item twice");
    }
}

#[test]
fn addresses_are_unique_and_every_body_and_file_resolves() {
    let bodies = bodies();
    let body_slugs: BTreeSet<_> = bodies.iter().map(|body| body.slug.clone()).collect();
    assert_eq!(body_slugs.len(), bodies.len());
    let ids: BTreeSet<_> = bodies.iter().map(|body| body.id.clone()).collect();
    assert_eq!(ids.len(), bodies.len());
    for level in [Level::City, Level::District, Level::Utility] {
        assert!(bodies.iter().any(|body| body.level == level), "no {level} body");
    }
    for body in &bodies {
        assert!(body.demo && complete(&body.name) && complete(&body.short) && complete(&body.about));
        assert!(body.contact.as_deref().is_some_and(|mail| mail.ends_with(".example")));
    }
    let entries = entries();
    let slugs: BTreeSet<_> = entries.iter().map(|entry| entry.slug.clone()).collect();
    assert_eq!(slugs.len(), entries.len());
    for entry in &entries {
        assert!(body_slugs.contains(&entry.body), "{} has no body", entry.slug);
        for version in &entry.versions {
            let names: BTreeSet<_> = version.files.iter().map(|file| &file.name).collect();
            assert_eq!(names.len(), version.files.len());
            for file in &version.files {
                assert!(
                    file.name.starts_with("demo_") || file.name.starts_with("演示_"),
                    "{}",
                    file.name
                );
                assert_eq!(Format::of_name(&file.name), Some(file.format));
            }
        }
    }
    for slug in &body_slugs {
        assert!(entries.iter().any(|entry| entry.body == *slug), "{slug} opens nothing");
    }
}

#[test]
fn every_theme_open_type_and_frequency_is_there_in_number() {
    let entries = entries();
    assert!(entries.len() >= 78, "only {} entries", entries.len());
    let files: usize = entries.iter().flat_map(|e| &e.versions).map(|v| v.files.len()).sum();
    assert!((115..=140).contains(&files), "{files} files");
    for theme in Theme::ALL {
        let count = entries.iter().filter(|e| e.metadata.theme == Some(*theme)).count();
        assert!(count >= 3, "{theme}: {count}");
    }
    for frequency in Frequency::ALL {
        assert!(
            entries.iter().any(|e| e.metadata.frequency == Some(*frequency)),
            "{frequency}"
        );
    }
    for format in [Format::Csv, Format::Json, Format::Xlsx, Format::GeoJson] {
        let count = entries.iter().filter(|e| e.metadata.formats.contains(&format)).count();
        assert!(count >= 8, "{format}: {count}");
    }
    assert!((12..=18).contains(&of(OpenType::Conditional).len()));
    assert!((4..=7).contains(&of(OpenType::NotOpen).len()));
    assert!(entries.iter().filter(|e| e.metadata.priority).count() >= 5);
}

#[test]
fn o21_11b_grades_and_protection_fit_the_open_type() {
    for entry in of(OpenType::Unconditional) {
        assert_eq!(entry.metadata.grade, Some(Grade::General), "{}", entry.slug);
    }
    for entry in of(OpenType::Conditional) {
        assert_eq!(entry.metadata.grade, Some(Grade::Important), "{}", entry.slug);
    }
    let closed = of(OpenType::NotOpen);
    for entry in &closed {
        assert_eq!(entry.metadata.grade, Some(Grade::Sensitive), "{}", entry.slug);
        assert!(entry.metadata.items.iter().any(|item| item.protection.is_some()));
        assert_eq!(entry.weekly, [0; 12], "{} cannot have been used", entry.slug);
    }
    for protection in Protection::ALL {
        let mut items = closed.iter().flat_map(|entry| &entry.metadata.items);
        assert!(
            items.any(|item| item.protection == Some(*protection)),
            "no {protection}"
        );
    }
}

#[test]
fn o21_15a_conditional_entries_ask_for_safeguards_with_evidence() {
    for entry in of(OpenType::Conditional) {
        let conditions = &entry.metadata.conditions;
        assert!(conditions.len() >= 2, "{}", entry.slug);
        assert!(
            conditions
                .iter()
                .any(|c| c.mandatory && c.kind == ConditionKind::SecuritySafeguard)
        );
        let ids: BTreeSet<_> = conditions.iter().map(|condition| &condition.id).collect();
        assert_eq!(ids.len(), conditions.len());
    }
}

#[test]
fn o21_16b_most_datasets_are_on_time_and_some_are_overdue() {
    let (mut late, mut on_time) = (0, 0);
    for entry in entries() {
        let mut before = entry.issued(now());
        for version in &entry.versions {
            let published = version.published(now());
            assert!(before <= published && published <= now(), "{}", entry.slug);
            before = published;
        }
        match freshness(next_due(entry.metadata.frequency, before), now()) {
            Freshness::OnTime => on_time += 1,
            Freshness::Overdue { .. } => late += 1,
            Freshness::NotPromised => {}
        }
    }
    assert!((4..=12).contains(&late), "{late} overdue");
    assert!(on_time > 5 * late, "{on_time} on time, {late} overdue");
}

#[test]
fn publication_moves_with_now_and_never_leaves_the_calendar() {
    for micros in [i64::MIN, 0, i64::MAX] {
        let odd = Moment::from_micros(micros);
        for entry in entries() {
            assert!(entry.issued(odd).rfc3339().len() > 10);
            assert!(entry.versions.iter().all(|version| version.published(odd) <= odd));
        }
    }
}

#[test]
fn use_is_uneven_and_moves() {
    let open: Vec<_> = entries()
        .into_iter()
        .filter(|entry| entry.metadata.open_type != Some(OpenType::NotOpen))
        .collect();
    let mut totals: Vec<i64> = open.iter().map(|entry| entry.weekly.iter().sum()).collect();
    totals.sort_unstable();
    assert!(totals[0] > 0);
    let (median, most) = (totals[totals.len() / 2], totals[totals.len() - 1]);
    assert!(most > 5 * median, "the most used has {most}, the middle {median}");
    let rising = open
        .iter()
        .filter(|entry| entry.weekly[11] > entry.weekly[0] * 5 / 4)
        .count();
    let falling = open
        .iter()
        .filter(|entry| entry.weekly[11] < entry.weekly[0] * 4 / 5)
        .count();
    assert!(rising >= 5 && falling >= 2, "{rising} rising, {falling} falling");
}

#[test]
fn what_citizens_look_for_is_there() {
    let texts: Vec<String> = entries()
        .iter()
        .map(|entry| {
            let metadata = &entry.metadata;
            let title: Vec<&str> = metadata.title.all().chain(metadata.summary.all()).collect();
            format!("{} {}", title.join(" "), metadata.keywords.join(" ")).to_lowercase()
        })
        .collect();
    let asked = "公共交通 公共运输 bus 公交站 停车场 空气质量 学校 养老机构 医院 地铁客流 充电桩 图书馆 公园 厕所 食品抽检 \
                 行政许可 水质 雨量 垃圾分类 企业登记 房屋 物价 就业 疫苗 文物 体育场馆 急救站 消防 地质 农产品价格 \
                 科研设施 电力负荷 metro hospital school parking rainfall library";
    for word in asked.split_whitespace() {
        assert!(
            texts.iter().any(|text| text.contains(word)),
            "nothing is found for {word}"
        );
    }
}
