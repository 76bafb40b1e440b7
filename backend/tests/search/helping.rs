//! What helps a person who is still typing or has mistyped.

use backend::search::{Change, Search, SuggestionKind};
use domain::entry::Theme;
use domain::ids::EntryId;
use domain::text::{Lang, Text};

use crate::common::{en, index, words, zh};

fn catalogue() -> Search {
    let mut station = zh("stations", "公交站点信息");
    station.card.title = Text::both("公交站点信息", "Bus stop locations");
    station.card.body = "traffic".parse().unwrap();
    station.card.body_name = Text::both("上海市交通委员会", "Shanghai Municipal Transport Commission");
    station.card.body_short = Text::both("市交通委", "Transport Commission");
    station.keywords = vec!["换乘枢纽".into(), "\"实时到站".into()];
    let mut lines = zh("lines", "上海市公共交通线路");
    lines.card.weekly = vec![5];
    let search = index([station, lines, en("air", "Air quality measurements")]);
    search.name_themes(&[
        (Theme::Transport, Text::both("交通出行", "Transport")),
        (Theme::Health, Text::both("医疗卫生", "Health")),
    ]);
    search
}

fn suggested(search: &Search, typed: &str) -> Vec<(SuggestionKind, String)> {
    let list = search.suggest(typed, Lang::Zh, 8).unwrap();
    list.into_iter().map(|one| (one.kind, one.text)).collect()
}

#[test]
fn titles_bodies_themes_and_keywords_are_suggested_by_chinese_pinyin_initials_and_english() {
    use SuggestionKind::{Body, Dataset, Keyword, Theme};
    let search = catalogue();
    for (typed, kind, text) in [
        ("公交", Dataset, "公交站点信息"),
        ("公交站d", Dataset, ""),
        ("gongjiaoz", Dataset, "公交站点信息"),
        ("gong jiao zhan", Dataset, "公交站点信息"),
        ("gjzd", Dataset, "公交站点信息"),
        ("bus st", Dataset, "公交站点信息"),
        ("locat", Dataset, "公交站点信息"),
        ("ggjt", Dataset, "上海市公共交通线路"),
        ("公共運", Dataset, ""),
        ("公共交", Dataset, "上海市公共交通线路"),
        ("市交通", Body, "上海市交通委员会"),
        ("sjtw", Body, "上海市交通委员会"),
        ("交通出", Theme, "交通出行"),
        ("yiliao", Theme, "医疗卫生"),
        ("health", Theme, "医疗卫生"),
        ("hcsn", Keyword, "换乘枢纽"),
        ("实时", Keyword, "实时到站"),
        ("air q", Dataset, "Air quality measurements"),
    ] {
        let list = suggested(&search, typed);
        if text.is_empty() {
            assert!(list.is_empty(), "{typed}: {list:?}");
        } else {
            assert!(list.contains(&(kind, text.to_owned())), "{typed}: {list:?}");
        }
    }
    assert_eq!(
        suggested(&search, "交通")[0],
        (Theme, "交通出行".into()),
        "what begins so comes first"
    );
    assert!(suggested(&search, "").is_empty() && suggested(&search, "  ").is_empty());
    assert!(search.suggest(&"a".repeat(201), Lang::Zh, 8).is_err());
}

#[test]
fn a_suggestion_is_in_the_readers_language_and_names_the_body() {
    let list = catalogue().suggest("gjzd", Lang::En, 8).unwrap();
    assert_eq!(list[0].text, "Bus stop locations");
    assert_eq!(
        (list[0].slug.as_deref(), list[0].detail.as_str()),
        (Some("stations"), "Transport Commission")
    );
}

#[test]
fn suggestions_follow_changes_at_once_and_when_many_have_come() {
    let search = catalogue();
    for round in 0..3 {
        let many = (0..300).map(|n| Change::Upsert(Box::new(zh(&format!("m{round}-{n}"), "图书馆名录"))));
        let mut changes: Vec<Change> = many.collect();
        changes.push(Change::Upsert(Box::new(zh("lines", &format!("轮渡航线第{round}版")))));
        changes.push(Change::Delete(EntryId::new("id-air")));
        search.apply(&changes, 2 + round).unwrap();
        assert!(suggested(&search, "公共交").is_empty(), "round {round}");
        assert!(suggested(&search, "air q").is_empty(), "round {round}");
        assert_eq!(suggested(&search, "lunduhang").len(), 1, "round {round}");
        assert!(!suggested(&search, "交通出").is_empty(), "themes stay");
    }
    let mut rebuild = search.rebuild().unwrap();
    rebuild.add(&zh("fresh", "新的目录")).unwrap();
    search.replace(rebuild, 9).unwrap();
    assert!(suggested(&search, "lunduhang").is_empty());
    assert_eq!(suggested(&search, "xinde").len(), 1);
}

#[test]
fn mistyped_words_are_offered_in_another_spelling_that_finds_something() {
    let search = catalogue();
    for (typed, meant) in [
        ("公交占", Some("公交站")),
        ("公文站", Some("公交站")),
        ("qualty", Some("quality")),
        ("air qaulity", Some("air quality")),
        ("mesurement", Some("measurements")),
        ("gonkgong", Some("公共")),
        ("公交站", None),
        ("quality", None),
        ("zzzzzz", None),
        ("核潜艇", None),
    ] {
        let results = search.search(&words(typed)).unwrap();
        assert_eq!(results.did_you_mean.as_deref(), meant, "{typed}");
        if let Some(meant) = meant {
            assert!(search.search(&words(meant)).unwrap().total > 0);
        }
    }
}
