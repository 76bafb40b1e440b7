//! Columns, as catalogues list them in a sentence.

use domain::entry::DataItem;
use domain::text::Text;

/// The most data items that are read out of a list.
const ITEMS_MAX: usize = 300;

/// The longest name of a column, in characters: what is longer is a sentence.
const NAME_MAX: usize = 50;

/// Columns listed as `名稱(說明)、地址、電話` or `sno：站點代號`, a mark or a line each. A text that is no such list (one
/// part alone, or a part as long as a sentence) gives no items rather than wrong ones.
pub(super) fn items(text: &str, lang: &str) -> Vec<DataItem> {
    // Some sources write line ends and tabs as backslash and letter.
    let text = text.replace("\\r", "\n").replace("\\n", "\n").replace("\\t", "\n");
    let parts: Vec<&str> = split_outside_brackets(&text)
        .into_iter()
        .map(|part| part.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '。' | '.')))
        .filter(|part| !part.is_empty())
        .collect();
    let pairs: Vec<(&str, &str)> = parts.iter().map(|part| name_and_meaning(part)).collect();
    if pairs.len() < 2 || pairs.iter().any(|(name, _)| name.chars().count() > NAME_MAX) {
        return Vec::new();
    }
    pairs
        .into_iter()
        .take(ITEMS_MAX)
        .map(|(name, meaning)| item(name, meaning, lang))
        .collect()
}

/// A column with a name for machines is called by its meaning; one that repeats its name has no meaning of its own.
fn item(name: &str, meaning: &str, lang: &str) -> DataItem {
    let repeats = meaning.is_empty() || meaning == name;
    let coded = name.is_ascii() && !meaning.is_ascii() && meaning.chars().count() <= NAME_MAX;
    let (title, meaning) = match (repeats, coded) {
        (true, _) => (name, None),
        (false, true) => (meaning, None),
        (false, false) => (name, Some(meaning)),
    };
    DataItem {
        name: name.to_owned(),
        title: Text::tagged(lang, title),
        kind: None,
        meaning: meaning.map(|meaning| Text::tagged(lang, meaning)).unwrap_or_default(),
        unit: None,
        code_list: Text::default(),
        grade: None,
        protection: None,
    }
}

fn name_and_meaning(part: &str) -> (&str, &str) {
    let split = match part.find(['(', '（']) {
        Some(at) if at > 0 => part.split_at_checked(at).map(|(name, rest)| {
            let inner = rest.trim_start_matches(['(', '（']);
            (name, inner.strip_suffix([')', '）']).unwrap_or(inner))
        }),
        _ => part.split_once(['：', ':']),
    };
    match split {
        Some((name, meaning)) if !name.trim().is_empty() => (name.trim(), meaning.trim()),
        _ => (part, ""),
    }
}

fn split_outside_brackets(text: &str) -> Vec<&str> {
    let mut depth = 0_i32;
    text.split(move |c| {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = (depth - 1).max(0),
            _ => {}
        }
        depth == 0 && matches!(c, '、' | ',' | '，' | ';' | '；' | '\n' | '\r')
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String, String)> {
        let all = |text: &Text| text.all().collect::<String>();
        items(text, "zh-Hant")
            .into_iter()
            .map(|item| (item.name, all(&item.title), all(&item.meaning)))
            .collect()
    }

    fn names(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(name, ..)| name).collect()
    }

    #[test]
    fn o21_17_lists_of_columns_are_read_as_people_write_them() {
        assert_eq!(names("構造、用途、單價、總層數"), ["構造", "用途", "單價", "總層數"]);
        assert_eq!(names("\"年度,月份,筆數\""), ["年度", "月份", "筆數"]);
        assert_eq!(names("序號、區域、電話\\r\\n\\t\\t\\r\\n"), ["序號", "區域", "電話"]);
        let told = read("year(年度，預算所屬年度)、年別(年別)、名稱(停車場名稱)");
        assert_eq!(told[0], ("year".into(), "年度，預算所屬年度".into(), String::new()));
        assert_eq!(told[1], ("年別".into(), "年別".into(), String::new()));
        assert_eq!(told[2], ("名稱".into(), "名稱".into(), "停車場名稱".into()));
        let colons = read("sno：站點代號、\nsna：場站名稱(中文)、\n");
        assert_eq!(colons[0], ("sno".into(), "站點代號".into(), String::new()));
        assert_eq!(colons.len(), 2);
    }

    #[test]
    fn o21_17_a_sentence_is_no_list() {
        assert!(names("臺中市國小新生報到人數(105學年度)").is_empty());
        assert!(names("google 行事曆格式").is_empty());
        assert!(names(&format!("名稱、{}", "說明".repeat(40))).is_empty());
    }
}
