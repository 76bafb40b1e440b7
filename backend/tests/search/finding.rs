//! What words find.

use backend::search::{Change, Matched, Query, Sort};
use domain::ids::EntryId;
use domain::text::{Lang, Text};
use domain::time::Moment;

use crate::common::{doc, en, found, index, list, shown, slugs, words, zh};

fn transport() -> backend::search::Search {
    index([
        zh("transit", "上海市公共交通线路"),
        zh("stops", "公交站点信息"),
        doc("taipei", Text::tagged("zh-Hant", "臺北市公共運輸處公車動態資訊")),
        en("bus", "Bus stations of the city"),
        zh("park", "公园名录"),
        doc("tokyo", Text::tagged("ja", "バス停データ一覧")),
    ])
}

#[test]
fn chinese_words_synonyms_pinyin_traditional_characters_and_english_find_the_same() {
    let search = transport();
    let all = ["bus", "stops", "taipei", "tokyo", "transit"];
    for text in ["公共交通", "公共運輸", "公交", "bus", "buses", "バス"] {
        let mut found = found(&search, text);
        found.sort();
        assert_eq!(found, all, "{text}");
    }
    for text in ["ggjt", "gonggongjiaotong", "gonggong jiaotong", "GGJT"] {
        let mut found = found(&search, text);
        found.sort();
        assert_eq!(found, all, "{text}");
    }
    assert_eq!(found(&search, "gong gong jiao tong").len(), all.len());
    assert_eq!(
        found(&search, "gonggongjiao").len(),
        all.len(),
        "pinyin that is not finished yet"
    );
    assert_eq!(found(&search, "バス停"), ["tokyo"]);
    assert_eq!(found(&search, "データ"), ["tokyo"]);
}

#[test]
fn exact_turns_synonyms_stems_and_pinyin_off_but_not_folding() {
    let search = transport();
    let exact = |text: &str| {
        let query = Query {
            exact: true,
            ..words(text)
        };
        slugs(&search, &query)
    };
    assert_eq!(exact("公共交通"), ["transit"]);
    assert_eq!(exact("公共运输"), ["taipei"]);
    assert_eq!(exact("ＳＴＡＴＩＯＮＳ"), ["bus"]);
    assert!(exact("station").is_empty() && exact("ggjt").is_empty());
}

#[test]
fn the_answer_says_in_which_other_words_it_searched() {
    let results = transport().search(&words("ggjt")).unwrap();
    assert_eq!(results.searched_as.len(), 1);
    let widened = &results.searched_as[0];
    assert_eq!((widened.word.as_str(), widened.also[0].as_str()), ("ggjt", "公共交通"));
    assert!(widened.also.iter().any(|other| other == "bus"), "{widened:?}");
    let titles: Vec<_> = results.hits.iter().map(|hit| shown(&hit.title)).collect();
    assert!(
        titles.contains(&"上海市[公共交通]线路".to_owned())
            && titles.contains(&"[Bus] stations of the city".to_owned()),
        "the words behind the letters are marked: {titles:?}"
    );
    let plain = transport().search(&words("名录")).unwrap();
    assert!(plain.searched_as.is_empty());
}

#[test]
fn characters_with_two_readings_are_found_by_the_right_one() {
    let search = index([
        zh("bank", "银行网点"),
        zh("office", "行政许可"),
        zh("cq", "重庆路"),
        zh("cn", "长宁区"),
    ]);
    assert_eq!(found(&search, "yinhang"), ["bank"]);
    assert_eq!(found(&search, "xingzheng"), ["office"]);
    assert_eq!(found(&search, "chongqing"), ["cq"]);
    assert_eq!(found(&search, "changning"), ["cn"]);
    assert!(found(&search, "zhongqing").is_empty());
}

#[test]
fn a_title_counts_for_more_than_keywords_body_items_and_abstract() {
    let mut docs: Vec<_> = ["title", "keyword", "body-name", "item", "abstract"]
        .map(|slug| zh(slug, "数据"))
        .into();
    docs[0].card.title = Text::zh("数据消防栓");
    docs[1].keywords = vec!["消防栓".into()];
    docs[2].card.body_name = Text::zh("消防栓");
    docs[3].items = vec!["消防栓".into()];
    docs[4].card.summary = Text::zh("消防栓");
    for doc in &mut docs {
        doc.more = vec!["其他".into(); 3];
    }
    docs.reverse();
    let search = index(docs);
    assert_eq!(
        found(&search, "消防栓"),
        ["title", "keyword", "body-name", "item", "abstract"]
    );
}

#[test]
fn all_words_must_be_found_unless_no_dataset_has_them_all() {
    let search = transport();
    let both = search.search(&words("公交 站点")).unwrap();
    assert_eq!((list(&both), both.matched), (vec!["stops".to_owned()], Matched::All));
    let some = search.search(&words("公园 站点")).unwrap();
    assert_eq!(some.matched, Matched::Some);
    assert_eq!(some.total, 2);
    let none = search.search(&words("核电站 潜艇")).unwrap();
    assert_eq!((none.total, none.matched), (0, Matched::All));
}

#[test]
fn words_in_quotation_marks_stand_side_by_side() {
    let search = index([
        zh("near", "公共交通线路"),
        zh("far", "公共设施与交通线路"),
        zh("comma", "公共，交通"),
        en("phrase", "Air quality index"),
        en("apart", "Quality of the air"),
    ]);
    assert_eq!(found(&search, "\"公共交通\""), ["near"]);
    assert_eq!(
        found(&search, "\"共交通线\""),
        ["near"],
        "even where it cuts words in two"
    );
    assert_eq!(found(&search, "“air quality”"), ["phrase"]);
    assert_eq!(found(&search, "\"quality air\""), [""; 0]);
}

#[test]
fn a_phrase_never_runs_from_one_field_into_the_next() {
    let mut one = zh("one", "公共");
    one.keywords = vec!["交通".into()];
    assert!(found(&index([one]), "\"公共交通\"").is_empty());
}

#[test]
fn beginnings_find_words() {
    let search = index([
        en("a", "Transportation map"),
        en("b", "Transit routes"),
        zh("c", "公交站点"),
    ]);
    let mut all = found(&search, "trans*");
    all.sort();
    assert_eq!(all, ["a", "b"]);
    assert_eq!(
        found(&search, "map transporta"),
        ["a"],
        "the last word may be unfinished"
    );
    assert_eq!(found(&search, "公交*"), ["c"]);
}

#[test]
fn words_that_the_dictionary_lacks_are_found_by_their_characters() {
    let search = index([zh("town", "泗泾镇停车场"), zh("other", "泾县泗水镇")]);
    assert_eq!(found(&search, "泗泾镇"), ["town"]);
    assert_eq!(found(&search, "泗泾"), ["town"]);
    let mut apart = found(&search, "泾泗");
    apart.sort();
    assert_eq!(
        apart,
        ["other", "town"],
        "when no text has them side by side, they are found apart"
    );
}

#[test]
fn lists_are_sorted_as_asked_and_pages_neither_overlap_nor_miss_any() {
    let docs = (0..50).map(|n| {
        let mut doc = zh(&format!("d{n}"), ["银行", "公交", "停车", "Bus"][n % 4]);
        doc.card.weekly = vec![(n % 5) as i64];
        doc.card.modified = (n % 7 != 0).then(|| Moment::from_micros((n % 7) as i64 * 1_000));
        doc
    });
    let search = index(docs);
    for sort in Sort::ALL {
        for text in ["", "银行 公交 停车 bus"] {
            let page = |offset, size, facets| {
                let query = Query {
                    sort: *sort,
                    offset,
                    size,
                    facets,
                    ..words(text)
                };
                search.search(&query).unwrap()
            };
            let whole = list(&page(0, 100, true));
            assert_eq!(whole.len(), 50);
            let pages: Vec<String> = (0..10).flat_map(|n| list(&page(n * 7, 7, n % 2 == 0))).collect();
            assert_eq!(pages, whole, "{sort} {text:?}");
            let cards: Vec<_> = page(0, 100, true).hits.into_iter().map(|hit| hit.card).collect();
            match sort {
                Sort::MostUsed => assert!(cards.is_sorted_by_key(|card| -card.uses())),
                Sort::Updated => assert!(cards.is_sorted_by_key(|card| -card.modified.map_or(-1, Moment::micros))),
                Sort::Title => {
                    let mut titles: Vec<_> = cards.iter().map(|card| card.title.get(Lang::Zh)).collect();
                    titles.dedup();
                    assert_eq!(titles, ["Bus", "公交", "停车", "银行"]);
                }
                Sort::Relevance => {}
            }
        }
    }
}

#[test]
fn a_changed_dataset_is_found_by_its_new_words_only_and_a_deleted_one_not_at_all() {
    let search = index([zh("a", "公园名录"), zh("b", "公园设施")]);
    search
        .apply(
            &[
                Change::Upsert(Box::new(zh("a", "图书馆名录"))),
                Change::Delete(EntryId::new("id-b")),
            ],
            2,
        )
        .unwrap();
    assert_eq!((search.sequence(), search.len()), (Some(2), 1));
    assert!(found(&search, "公园").is_empty());
    assert_eq!(found(&search, "library"), ["a"]);
}

#[test]
fn a_snippet_shows_the_abstract_where_the_words_stand() {
    let mut doc = zh("a", "名录");
    doc.card.summary = Text::zh(format!("{}本表收录全市公共圖書館的地址。", "说明文字。".repeat(60)));
    let results = index([doc]).search(&words("图书馆")).unwrap();
    let snippet = shown(&results.hits[0].snippet);
    assert!(
        snippet.starts_with('…') && snippet.contains("公共[圖書館]的地址"),
        "{snippet}"
    );
}

#[test]
fn a_query_can_keep_to_datasets_that_are_known_by_other_means() {
    let search = index([zh("a", "公交站点"), zh("b", "公交线路"), zh("c", "停车场")]);
    let only = |text: &str, ids: &[&str]| Query {
        only: Some(ids.iter().copied().map(EntryId::new).collect()),
        ..words(text)
    };
    assert_eq!(slugs(&search, &only("", &["id-c"])), ["c"]);
    assert_eq!(slugs(&search, &only("公交", &["id-b", "id-c", "id-z"])), ["b"]);
    assert!(slugs(&search, &only("", &[])).is_empty());
}
