//! Synonyms: words that name the same thing in mainland and Taiwanese Chinese, in English and in Japanese.
//!
//! The table is short on purpose: each group was read by a person, holds names of one thing only, and is shown to the
//! reader when it widens a search.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::analyzer::stem;
use super::fold::fold;
use super::pinyin;

/// The most words of a synonym.
pub(super) const LONGEST: usize = 4;

const GROUPS: &[&[&str]] = &[
    &[
        "公交",
        "公共交通",
        "公共运输",
        "大众运输",
        "公交车",
        "公车",
        "公共汽车",
        "public transport",
        "public transit",
        "bus",
        "バス",
    ],
    &["地铁", "轨道交通", "捷运", "metro", "subway", "地下鉄"],
    &["出租车", "计程车", "taxi", "タクシー"],
    &["自行车", "单车", "脚踏车", "bicycle", "bike", "自転車"],
    &["停车场", "parking lot", "car park", "駐車場"],
    &["空气质量", "空气品质", "air quality"],
    &["细颗粒物", "pm2.5"],
    &["垃圾", "废弃物", "waste", "garbage", "ごみ"],
    &["幼儿园", "幼稚园", "kindergarten"],
    &["图书馆", "library"],
    &["养老院", "敬老院", "养老机构", "nursing home", "老人ホーム"],
    &["医院", "hospital", "病院"],
    &["学校", "school"],
    &["人口", "population"],
    &["预算", "budget", "予算"],
    &["天气", "气象", "weather"],
    &["地震", "earthquake"],
    &["消防", "fire department", "fire service"],
    &["厕所", "公厕", "卫生间", "洗手间", "toilet", "restroom", "トイレ"],
    &["接口", "api"],
    &["无线网络", "wifi", "wi-fi", "wlan", "无线上网"],
    &["电动汽车", "电动车", "electric vehicle"],
    &["充电桩", "充电站", "charging station"],
    &["残疾人", "身心障碍", "残障", "disability"],
    &["公园", "park"],
    &["博物馆", "museum"],
    &["邮政编码", "邮编", "邮递区号", "postal code", "zip code"],
    &["信用代码", "统一社会信用代码"],
    &["行政区划", "行政区域", "administrative division"],
    &["疫苗", "vaccine", "ワクチン"],
    &["住房", "住宅", "housing"],
    &["就业", "employment", "雇用"],
    &["避难场所", "避难所", "evacuation shelter"],
];

static BY_KEY: LazyLock<HashMap<String, &'static [&'static str]>> = LazyLock::new(|| {
    let keys = GROUPS
        .iter()
        .flat_map(|group| group.iter().map(|word| (key(word), *group)));
    keys.collect()
});

/// The form in which a synonym is compared.
pub(super) fn key(word: &str) -> String {
    fold(word).replace('-', " ")
}

/// The group of a folded word, if it has synonyms.
pub(super) fn group(word: &str) -> Option<&'static [&'static str]> {
    BY_KEY.get(word).copied().or_else(|| {
        // English plurals.
        let singular = word.strip_suffix("es").or_else(|| word.strip_suffix('s'))?;
        stem(word.rsplit(' ').next().unwrap_or(word))?;
        BY_KEY
            .get(singular)
            .or_else(|| BY_KEY.get(&word[..word.len() - 1]))
            .copied()
    })
}

/// Chinese words of the table by their pinyin and their initials.
static BY_LETTERS: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_letters: HashMap<String, Vec<&'static str>> = HashMap::new();
    for word in GROUPS.iter().copied().flatten().copied() {
        let [whole, initials] = pinyin::letters(word).unwrap_or_default();
        // Two initials stand for too many words.
        for letters in [whole, initials].into_iter().filter(|letters| letters.len() > 2) {
            by_letters.entry(letters).or_default().push(word);
        }
    }
    by_letters
});

/// The Chinese words of the table that sound so.
pub(super) fn spoken(letters: &str) -> &'static [&'static str] {
    BY_LETTERS.get(letters).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_word_stands_in_one_group_only_and_is_short_enough_to_be_seen() {
        let mut seen = HashSet::new();
        for group in GROUPS {
            let own: HashSet<_> = group.iter().map(|word| key(word)).collect();
            assert!(own.len() > 1, "{group:?}");
            for word in own {
                assert!(word.split(' ').count() <= LONGEST);
                assert!(seen.insert(word.clone()), "{word} stands twice");
            }
        }
    }

    #[test]
    fn chinese_words_are_known_by_their_sound() {
        assert_eq!(spoken("ggjt"), ["公共交通"]);
        assert_eq!(spoken("tushuguan"), ["图书馆"]);
        assert!(spoken("bus").is_empty() && spoken("").is_empty());
    }

    #[test]
    fn plurals_are_known() {
        assert!(group("bus").is_some() && group("buses").is_some() && group("libraries").is_none());
        assert_eq!(group("museums"), group("博物馆"));
        assert_eq!(group("s"), None);
    }
}
