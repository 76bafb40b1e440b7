//! Sounds: how Chinese words are written in pinyin, whole (`gonggongjiaotong`) and by initials (`ggjt`).
//!
//! The index holds for every word, and for every short sequence of words, of titles, keywords and names of bodies its
//! sounds *with* its characters (`ggjt` + NUL + `公共交通`). So pinyin leads to the Chinese words that are really in the
//! index, which are then searched, marked and named to the reader like any other word.

use std::collections::HashSet;
use std::sync::LazyLock;

use pinyin::ToPinyin;
use tantivy::tokenizer::Tokenizer;

use super::analyzer::{JIEBA, Kind, Tokens, Weighted, runs};
use super::fold::Folded;

/// Characters with more than one reading that matters in titles, the usual one first.
const READINGS: &[(char, &[&str])] = &[
    ('行', &["xing", "hang"]),
    ('重', &["zhong", "chong"]),
    ('长', &["chang", "zhang"]),
    ('都', &["du", "dou"]),
    ('调', &["diao", "tiao"]),
    ('乐', &["le", "yue"]),
    ('会', &["hui", "kuai"]),
    ('传', &["chuan", "zhuan"]),
    ('藏', &["cang", "zang"]),
    ('率', &["lv", "shuai"]),
    ('曾', &["zeng", "ceng"]),
    ('单', &["dan", "shan"]),
    ('降', &["jiang", "xiang"]),
    ('卡', &["ka", "qia"]),
    ('朝', &["chao", "zhao"]),
    ('弹', &["dan", "tan"]),
    ('校', &["xiao", "jiao"]),
    ('觉', &["jue", "jiao"]),
    ('模', &["mo", "mu"]),
    ('宿', &["su", "xiu"]),
    ('厦', &["sha", "xia"]),
    ('省', &["sheng", "xing"]),
    ('盛', &["sheng", "cheng"]),
    ('属', &["shu", "zhu"]),
    ('系', &["xi", "ji"]),
    ('薄', &["bo", "bao"]),
    ('便', &["bian", "pian"]),
    ('莘', &["xin", "shen"]),
    ('浜', &["bang"]),
    ('给', &["gei", "ji"]),
    ('车', &["che"]),
    ('还', &["huan", "hai"]),
    ('参', &["can", "shen"]),
    ('解', &["jie", "xie"]),
    ('大', &["da"]),
    ('地', &["di"]),
    ('种', &["zhong"]),
    ('数', &["shu"]),
    ('区', &["qu"]),
    ('南', &["nan"]),
];

/// Words whose reading is certain.
const WORDS: &[(&str, &str)] = &[
    ("银行", "yin hang"),
    ("行业", "hang ye"),
    ("行情", "hang qing"),
    ("商行", "shang hang"),
    ("行政", "xing zheng"),
    ("行为", "xing wei"),
    ("行驶", "xing shi"),
    ("行程", "xing cheng"),
    ("运行", "yun xing"),
    ("执行", "zhi xing"),
    ("出行", "chu xing"),
    ("重庆", "chong qing"),
    ("重复", "chong fu"),
    ("重建", "chong jian"),
    ("重点", "zhong dian"),
    ("重大", "zhong da"),
    ("重要", "zhong yao"),
    ("长宁", "chang ning"),
    ("长江", "chang jiang"),
    ("长度", "chang du"),
    ("长途", "chang tu"),
    ("市长", "shi zhang"),
    ("校长", "xiao zhang"),
    ("增长", "zeng zhang"),
    ("成长", "cheng zhang"),
    ("家长", "jia zhang"),
    ("首都", "shou du"),
    ("都市", "du shi"),
    ("成都", "cheng du"),
    ("调查", "diao cha"),
    ("调研", "diao yan"),
    ("调度", "diao du"),
    ("调整", "tiao zheng"),
    ("调解", "tiao jie"),
    ("调节", "tiao jie"),
    ("空调", "kong tiao"),
    ("音乐", "yin yue"),
    ("会计", "kuai ji"),
    ("西藏", "xi zang"),
    ("收藏", "shou cang"),
    ("学校", "xue xiao"),
    ("校园", "xiao yuan"),
    ("宿舍", "su she"),
    ("住宿", "zhu su"),
    ("厦门", "xia men"),
    ("大厦", "da sha"),
    ("下属", "xia shu"),
    ("系统", "xi tong"),
    ("便民", "bian min"),
    ("供给", "gong ji"),
    ("参数", "can shu"),
    ("参加", "can jia"),
    ("单位", "dan wei"),
    ("降水", "jiang shui"),
    ("降雨", "jiang yu"),
    ("传染", "chuan ran"),
    ("税率", "shui lv"),
    ("绿化", "lv hua"),
    ("大夫", "dai fu"),
    ("朝阳", "chao yang"),
    ("省市", "sheng shi"),
    ("莘庄", "xin zhuang"),
];

/// The readings of one character, the usual one first; none for what has no pinyin.
fn of_char(c: char) -> Option<Vec<&'static str>> {
    if let Some((_, readings)) = READINGS.iter().find(|(known, _)| *known == c) {
        return Some(readings.to_vec());
    }
    // Keyboards write ü as v.
    c.to_pinyin().map(|pinyin| match pinyin.plain() {
        "lü" => vec!["lv"],
        "nü" => vec!["nv"],
        "lüe" => vec!["lve"],
        "nüe" => vec!["nve"],
        plain => vec![plain],
    })
}

/// The readings of each character of a run; a character without pinyin has an empty list.
pub(super) fn readings(chars: &[char]) -> Vec<Vec<&'static str>> {
    let mut result = Vec::with_capacity(chars.len());
    while result.len() < chars.len() {
        let rest = &chars[result.len()..];
        let known = WORDS
            .iter()
            .find(|(word, _)| rest.len() >= 2 && word.chars().eq(rest[..2].iter().copied()));
        if let Some((_, sounds)) = known {
            result.extend(sounds.split(' ').map(|sound| vec![sound]));
        } else {
            result.push(of_char(rest[0]).unwrap_or_default());
        }
    }
    result
}

/// Every way to say a word, at most four; empty when a character has no pinyin.
pub(super) fn spoken(readings: &[Vec<&'static str>]) -> Vec<Vec<&'static str>> {
    const MOST: usize = 4;
    let mut ways: Vec<Vec<&'static str>> = vec![Vec::with_capacity(readings.len())];
    for options in readings {
        let Some(first) = options.first() else {
            return Vec::new();
        };
        let known = ways.len();
        for option in &options[1..] {
            for way in 0..known {
                if ways.len() < MOST {
                    let mut other = ways[way].clone();
                    other.push(option);
                    ways.push(other);
                }
            }
        }
        for way in &mut ways[..known] {
            way.push(first);
        }
    }
    ways
}

/// The usual reading of a text in one piece, for sorting by title; what is not Chinese stays as it is.
pub(super) fn sort_key(text: &str) -> String {
    let folded = Folded::new(text);
    let mut key = String::with_capacity(SORT_KEY + 8);
    for (sound, c) in readings(&folded.chars).iter().zip(&folded.chars) {
        if key.len() >= SORT_KEY {
            break;
        }
        match sound.first() {
            Some(sound) => {
                // Syllables sort whole, and characters of one sound stand together.
                key.push_str(sound);
                key.push(' ');
                key.push(*c);
            }
            None if c.is_alphanumeric() || *c == ' ' => key.push(*c),
            None => {}
        }
    }
    key
}

/// Bytes of a title that decide its place in a list sorted by title.
const SORT_KEY: usize = 60;

/// Whether the letters are one syllable of pinyin.
pub(super) fn is_syllable(letters: &str) -> bool {
    static SYLLABLES: LazyLock<HashSet<&str>> =
        LazyLock::new(|| ('\u{4e00}'..='\u{9fa5}').filter_map(of_char).flatten().collect());
    SYLLABLES.contains(letters)
}

/// Whether the letters are whole syllables of pinyin.
pub(super) fn is_pinyin(letters: &str) -> bool {
    // The longest syllables, such as zhuang, have six letters.
    const LONGEST: usize = 6;
    if !letters.is_ascii() {
        return false;
    }
    let mut reached = vec![false; letters.len() + 1];
    reached[0] = true;
    for end in 1..=letters.len() {
        reached[end] =
            (end.saturating_sub(LONGEST)..end).any(|start| reached[start] && is_syllable(&letters[start..end]));
    }
    reached[letters.len()]
}

/// The letters of a word of Chinese characters in its usual reading, whole and by initials; none when a character has
/// no pinyin.
pub(super) fn letters(word: &str) -> Option<[String; 2]> {
    let chars: Vec<char> = word.chars().collect();
    let readings = readings(&chars);
    let way = spoken(&readings).into_iter().next()?;
    Some([way.concat(), way.iter().map(|sound| &sound[..1]).collect()])
}

/// The most words and the most characters of a sequence that is found by its sounds.
const SEQUENCE_WORDS: usize = 4;
const SEQUENCE_CHARS: usize = 8;

/// What parts the sounds from the characters in the index.
pub(super) const BETWEEN: char = '\0';

/// Calls `take` with the sounds of every dictionary word and every short sequence of words: letters, NUL, characters.
fn sounds(chars: &[char], mut take: impl FnMut(&str)) {
    let mut term = String::new();
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for run in runs(chars).iter().filter(|run| run.kind == Kind::Han) {
        let part = &chars[run.start..run.end];
        spans.clear();
        spans_of(part, &mut spans);
        let readings = readings(part);
        for (start, end) in &spans {
            for way in spoken(&readings[*start..*end]) {
                for initials in [false, true] {
                    term.clear();
                    for sound in &way {
                        term.push_str(if initials { &sound[..1] } else { sound });
                    }
                    if !initials || term.len() > 1 {
                        term.push(BETWEEN);
                        term.extend(&part[*start..*end]);
                        take(&term);
                    }
                }
            }
        }
    }
}

/// Where the words and the short sequences of words of a run stand, each once.
fn spans_of(run: &[char], spans: &mut Vec<(usize, usize)>) {
    let text: String = run.iter().collect();
    let every = JIEBA.cut_all(&text);
    let long = every
        .iter()
        .filter(|word| (2..=SEQUENCE_CHARS).contains(&(word.end - word.start)));
    spans.extend(long.map(|word| (word.start, word.end)));
    let words = JIEBA.cut(&text, false);
    for (first, word) in words.iter().enumerate() {
        for last in &words[first..(first + SEQUENCE_WORDS).min(words.len())] {
            if last.end - word.start > SEQUENCE_CHARS {
                break;
            }
            spans.push((word.start, last.end));
        }
    }
    spans.sort_unstable();
    spans.dedup();
}

/// The tokenizer of the index's field of sounds.
#[derive(Clone, Default)]
pub(super) struct Sounds;

impl Tokenizer for Sounds {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let mut tokens = Tokens::default();
        for (_, section) in Weighted::sections(text) {
            sounds(&Folded::new(section).chars, |term| tokens.push(term, 0, 1));
        }
        tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> HashSet<String> {
        let mut all = HashSet::new();
        sounds(&Folded::new(text).chars, |term| {
            all.insert(term.replace(BETWEEN, "="));
        });
        all
    }

    #[test]
    fn words_and_short_sequences_are_found_by_sound_and_by_initials() {
        let all = of("公共交通线路");
        for term in [
            "gonggongjiaotong=公共交通",
            "ggjt=公共交通",
            "xianlu=线路",
            "ggjtxl=公共交通线路",
        ] {
            assert!(all.contains(term), "{term} in {all:?}");
        }
    }

    #[test]
    fn a_character_with_two_readings_is_read_as_its_word_says_or_in_both_ways() {
        for (text, right, wrong) in [
            ("银行", "yinhang=银行", "yinxing=银行"),
            ("行政", "xingzheng=行政", "hangzheng=行政"),
            ("重庆", "chongqing=重庆", "zhongqing=重庆"),
            ("长宁", "changning=长宁", "zhangning=长宁"),
        ] {
            let all = of(text);
            assert!(all.contains(right) && !all.contains(wrong), "{all:?}");
        }
        let both = of("盛行");
        assert!(
            both.contains("shengxing=盛行") && both.contains("shenghang=盛行"),
            "{both:?}"
        );
        assert!(of("行行行行行行").len() < 200, "readings do not multiply without end");
    }

    #[test]
    fn every_word_of_the_table_has_as_many_sounds_as_characters() {
        for (word, sounds) in WORDS {
            assert_eq!(word.chars().count(), 2, "{word}");
            assert!(
                sounds.split(' ').count() == 2 && sounds.split(' ').all(is_syllable),
                "{word}: {sounds}"
            );
        }
    }

    #[test]
    fn letters_are_pinyin_when_they_are_whole_syllables() {
        for (letters, is) in [
            ("gonggongjiaotong", true),
            ("xian", true),
            ("zhuang", true),
            ("lv", true),
            ("gonggongj", false),
            ("street", false),
            ("公交", false),
        ] {
            assert_eq!(is_pinyin(letters), is, "{letters}");
        }
        assert_eq!(letters("公共交通"), Some(["gonggongjiaotong".into(), "ggjt".into()]));
        assert_eq!(letters("bus"), None);
    }

    #[test]
    fn titles_sort_by_sound() {
        let mut titles = ["行政区划", "停车场", "Bus stops", "银行网点", "公交站点"];
        titles.sort_by_key(|title| sort_key(title));
        assert_eq!(titles, ["Bus stops", "公交站点", "停车场", "行政区划", "银行网点"]);
    }
}
